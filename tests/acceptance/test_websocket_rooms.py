# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms: what one connection broadcasts, the others hear, on whichever worker they are; and a browser among them."""

import html
import os
import subprocess

import pytest
from conftest import wait_until
from wsclient import BINARY, TEXT, RawWebSocket, frame, node, serve_websocket

CHAT = """
http: {workers: 3}
websocket:
  endpoints:
    - path: /chat/{room}
      script:
        on_connect: [{join: "{{params.room}}"}, {send: in}]
        on_message:
          - match: {contains: "bytes"}
            steps: [{broadcast: {room: "{{params.room}}", send_hex: "00 ff"}}]
          - match: {contains: "base64"}
            steps: [{broadcast: {room: "{{params.room}}", send_base64: "AQI="}}]
          - match: {contains: "object"}
            steps: [{broadcast: {room: "{{params.room}}", send: {said: "{{message}}"}}}]
          - match: {contains: "others"}
            steps: [{broadcast: {room: "{{params.room}}", send: "to others", include_self: false}}, {send: told}]
          - match: leave
            steps: [{leave: "{{params.room}}"}, {send: out}]
          - match: join
            steps: [{join: "{{params.room}}"}, {join: "{{params.room}}"}, {send: in again}]
        otherwise: [{broadcast: {room: "{{params.room}}", send: "{{message}}"}}]
"""


def member(server, path="/chat/a", endpoint="websocket"):
    raw = RawWebSocket(server.address(endpoint), path)
    assert raw.receive() == (TEXT, b"in")
    return raw


def test_sixty_clients_hear_each_other_in_order(serve):
    server = serve_websocket(serve, CHAT)
    result = node("ws_rooms.mjs", {"url": server.url("/chat/big", "websocket"), "clients": 60, "words": 5})
    assert result == {"heard": [300] * 60, "inOrder": True}
    samples = server.metrics()
    assert samples["mockforge_ws_messages_sent_total"] == 60 * 300 + 60
    assert samples['mockforge_requests_total{protocol="websocket",method="message",status="ok"}'] == 300
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="their end")


def test_rooms_are_apart_and_span_both_ports(serve):
    server = serve_websocket(serve, CHAT)
    a, b, other = member(server), member(server, endpoint="http"), member(server, "/chat/b")
    a.send(frame(TEXT, "hello a"))
    assert a.receive() == b.receive() == (TEXT, b"hello a")
    other.send(frame(TEXT, "hello b"))
    assert other.receive() == (TEXT, b"hello b")
    a.send(frame(TEXT, "bytes") + frame(TEXT, "base64") + frame(TEXT, "an object"))
    for raw in (a, b):
        assert [raw.receive() for _ in range(3)] == [(BINARY, b"\x00\xff"), (BINARY, b"\x01\x02"), (TEXT, b'{"said":"an object"}')]
    # Nothing of room b came before this.
    assert b.send(frame(TEXT, "end")).receive() == (TEXT, b"end")


def test_include_self_leave_and_join(serve):
    server = serve_websocket(serve, CHAT)
    a, b = member(server), member(server)
    a.send(frame(TEXT, "to the others"))
    assert a.receive() == (TEXT, b"told") and b.receive() == (TEXT, b"to others")
    assert b.send(frame(TEXT, "leave")).receive() == (TEXT, b"out")
    assert a.send(frame(TEXT, "only me")).receive() == (TEXT, b"only me")
    assert b.send(frame(TEXT, "join")).receive() == (TEXT, b"in again")
    a.send(frame(TEXT, "both"))
    assert a.receive() == b.receive() == (TEXT, b"both")
    assert b.send(frame(TEXT, "next")).receive() == (TEXT, b"next")  # and "both" came once
    b.close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 1, what="the end of one")
    assert a.receive() == (TEXT, b"next")
    assert a.send(frame(TEXT, "alone")).receive() == (TEXT, b"alone")


def test_a_member_that_does_not_read_holds_up_nobody(serve):
    server = serve_websocket(serve, CHAT, "--set", "websocket.limits.max_queue=100KiB")
    talker = member(server)
    sleeper = RawWebSocket(server.address("websocket"), "/chat/a", receive_buffer=4096)
    for number in range(100_000):
        if talker.send(frame(TEXT, "x" * 5000)).receive()[0] != TEXT or (number % 50 == 0 and server.refused("slow_reader")):
            break
    assert server.refused("slow_reader") == 1
    assert talker.send(frame(TEXT, "still here")).receive() == (TEXT, b"still here")
    sleeper.close()


PAGE = """
routes:
  - path: /hold
    response: {delay: 60s}
  - path: /page
    response:
      headers: {Content-Type: text/html}
      body: |
        <!DOCTYPE html><meta charset="utf-8"><title>chat</title><pre id="log"></pre><iframe id="hold" src="/hold"></iframe><script>
        const log = (line) => { document.getElementById("log").textContent += line + "\\n"; };
        const socket = new WebSocket(`ws://${location.host}/talk/7`, ["v1.chat", "v2.chat"]);
        socket.binaryType = "arraybuffer";
        socket.onopen = () => { log("open " + socket.protocol + " [" + socket.extensions + "]");
          socket.send("grüße 😀"); socket.send(new Uint8Array([0, 255, 16])); socket.send("x".repeat(200000)); socket.send("close"); };
        socket.onmessage = ({ data }) => log(typeof data === "string" ? "text " + (data.length > 100 ? data.length : data)
          : "bytes " + new Uint8Array(data).join(" "));
        socket.onclose = ({ code, reason, wasClean }) => { log(`close ${code} ${reason} ${wasClean}`);
          document.getElementById("hold").remove(); };  // the page is loaded, and dumped, once the socket has closed
        </script>
websocket:
  allowed_origins: ["http://127.0.0.1:HTTP"]
  endpoints:
    - path: /talk/{id}
      subprotocols: [v2.chat]
      script:
        on_connect: [{send: "welcome {{params.id}} from {{headers.Origin}}"}]
        on_message: [{match: close, steps: [{close: {code: 4004, reason: "that is all"}}]}]
        otherwise: [{echo: }]
"""


def dump(url, folder):
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
               "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
               f"--user-data-dir={folder}", "--dump-dom", url]
    result = subprocess.run(command, capture_output=True, text=True, timeout=90, env={**os.environ, "HOME": str(folder)})
    return html.unescape(result.stdout.partition('<pre id="log">')[2].partition("</pre>")[0]).strip().splitlines()


@pytest.mark.parametrize("allowed", [True, False])
def test_a_page_in_a_browser(serve, tmp_path, allowed):
    server = serve_websocket(serve, PAGE.replace("HTTP", "1"))
    port = server.address()[1]
    if allowed:
        server.file.write_text(PAGE.replace("HTTP", str(port)))
        wait_until(lambda: RawWebSocket(server.address(), "/talk/1", Origin=f"http://127.0.0.1:{port}").status == 101, what="the reload")
    (tmp_path / "profile").mkdir()
    log = dump(f"http://127.0.0.1:{port}/page", tmp_path / "profile")
    if allowed:
        assert log == ["open v2.chat []", f"text welcome 7 from http://127.0.0.1:{port}", "text grüße 😀", "bytes 0 255 16", "text 200000",
                       "close 4004 that is all true"]
    else:
        assert log == ["close 1006  false"] and server.refused("origin_not_allowed") == 1
