# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSocket endpoints: handshakes, paths, subprotocols, origins, echo, ports, TLS, reload; with npm's ws and raw sockets."""

import ssl

import pytest
from conftest import run_program, wait_until
from test_tls import certificate
from wsclient import ENDPOINTS, TEXT, RawWebSocket, frame, handshake, serve_websocket, talk, texts

HELLO = """
websocket:
  endpoints:
    - path: /echo
    - path: /users/{id}/{part}
      script: {on_connect: [{send: "{{params.id}} {{params.part}} {{query.lang}} {{headers.X-Name}}"}]}
    - path: /users/me/**
      script: {on_connect: [{send: "it is you"}]}
"""


def first_text(server, path, **options):
    return texts(talk(server.url(path, "websocket"), {"messages": 1}, **options))[0]


def test_a_bare_section_echoes_on_every_path(serve):
    server = serve("websocket:\n  port: 0\n", expect=ENDPOINTS)
    for path in ("/", "/any/where"):
        result = talk(server.url(path, "websocket"), {"send": "hello"}, {"sendHex": "00ff10"}, {"send": ""}, {"messages": 3})
        assert result["messages"] == [{"text": "hello"}, {"hex": "00ff10"}, {"text": ""}]


def test_the_port_flag_serves_it_without_a_section(serve):
    server = serve_websocket(serve, "routes: []\n")
    assert texts(talk(server.url("/", "websocket"), {"send": "x"}, {"messages": 1})) == ["x"]


def test_enabled_false_serves_nothing(serve):
    server = serve("websocket: {enabled: false, port: 0}\n")
    assert "websocket" not in server.urls
    assert RawWebSocket(server.address(), "/").status == 404


def test_host_and_port(serve):
    server = serve("websocket: {host: 127.0.0.2, port: 0}\n", expect=ENDPOINTS)
    assert server.address("websocket")[0] == "127.0.0.2"
    assert texts(talk(server.url("/", "websocket"), {"send": "x"}, {"messages": 1})) == ["x"]


def test_paths_and_parameters(serve):
    server = serve_websocket(serve, HELLO)
    assert first_text(server, "/users/7/inbox?lang=de", headers={"X-Name": "Ada"}) == "7 inbox de Ada"
    assert first_text(server, "/users/a%2Fb/x") == "a/b x  "
    assert first_text(server, "/users/me/x") == "it is you"
    assert talk(server.url("/nowhere", "websocket"))["status"] == 404


def test_on_the_http_port_by_path(serve):
    server = serve_websocket(serve, HELLO + "routes:\n  - path: /echo\n    response: {body: from a route}\n")
    for scheme in ("http", "websocket"):
        url = "ws://" + server.url("/echo", scheme).partition("://")[2]
        assert texts(talk(url, {"send": "x"}, {"messages": 1})) == ["x"]
    assert server.curl("/echo").body == b"from a route"
    reply = server.curl(server.url("/echo", "websocket").replace("ws:", "http:"))
    assert reply.status == 426 and reply.header("Upgrade") == "websocket"


def test_not_on_the_http_port_when_told_so(serve):
    server = serve_websocket(serve, HELLO, "--set", "websocket.on_http_port=false")
    assert RawWebSocket(server.address(), "/echo").status == 404
    assert RawWebSocket(server.address("websocket"), "/echo").status == 101


SUBPROTOCOLS = """
websocket:
  endpoints:
    - path: /any
    - path: /chat
      subprotocols: [v2.chat, v1.chat]
      script: {on_connect: [{send: "new {{connection.subprotocol}}"}]}
    - path: /chat
      id: old chat
      subprotocols: [v0.chat]
      script: {on_connect: [{send: "old {{connection.subprotocol}}"}]}
"""


def test_subprotocols_choose_the_endpoint_and_are_agreed_on(serve):
    server = serve_websocket(serve, SUBPROTOCOLS)
    chat, anything = server.url("/chat", "websocket"), server.url("/any", "websocket")
    for offer, said, agreed in ((["v1.chat", "v2.chat"], "new v2.chat", "v2.chat"), (["v1.chat"], "new v1.chat", "v1.chat"),
                                (["v0.chat"], "old v0.chat", "v0.chat"), ([], "new ", "")):
        result = talk(chat, {"messages": 1}, protocols=offer)
        assert (texts(result), result["protocol"]) == ([said], agreed)
    assert talk(anything, protocols=["mine", "yours"])["protocol"] == "mine"
    # npm's ws refuses a server that agrees on nothing; one that offers what nobody speaks is still let in.
    raw = RawWebSocket(server.address("websocket"), "/chat", Sec_WebSocket_Protocol="nobody")
    assert raw.status == 101 and "Sec-WebSocket-Protocol" not in raw.head


def test_endpoints_that_cannot_be_told_apart_are_refused(tmp_path):
    (tmp_path / "mockforge.yaml").write_text("""websocket:
  endpoints:
    - path: /a
    - path: /a
    - {path: /b, subprotocols: [x, y]}
    - {path: /b, subprotocols: [y]}
""")
    result = run_program("check", "mockforge.yaml", cwd=tmp_path)
    assert result.returncode == 2
    assert "mockforge.yaml:4:7: error" in result.stdout + result.stderr
    assert "the subprotocol 'y' too: this one would never be reached" in result.stdout + result.stderr


def test_origins(serve):
    server = serve_websocket(serve, """
websocket:
  allowed_origins: ["http://localhost:5173"]
  endpoints:
    - path: /general
    - path: /own
      allowed_origins: ["https://shop.example"]
""")
    def status(path, origin):
        return RawWebSocket(server.address("websocket"), path, Origin=origin).status
    assert status("/general", None) == 101
    assert status("/general", "http://localhost:5173") == 101
    assert status("/general", "https://evil.example") == 403
    assert status("/own", "https://shop.example") == 101
    assert status("/own", "http://localhost:5173") == 403
    assert RawWebSocket(server.address(), "/own", Origin="null").status == 403
    assert server.refused("origin_not_allowed") == 3


@pytest.mark.parametrize("headers, status, says", [
    ({"Upgrade": None}, 426, "Upgrade: websocket"),
    ({"Connection": "keep-alive"}, 400, "Connection: Upgrade"),
    ({"Sec_WebSocket_Version": "8"}, 426, "Sec-WebSocket-Version: 13"),
    ({"Sec_WebSocket_Key": None}, 400, "Sec-WebSocket-Key"),
    ({"Sec_WebSocket_Key": "c2hvcnQ="}, 400, "16 bytes"),
    ({"Sec_WebSocket_Key": "!!!!"}, 400, "16 bytes")])
def test_wrong_handshakes_are_refused_with_a_reason(serve, headers, status, says):
    server = serve_websocket(serve, HELLO)
    request, _ = handshake("/echo", **headers)
    raw = server.raw("websocket").send(request)
    reply = raw.read_reply()
    assert reply.status == status
    assert says in reply.body.decode() or says in [": ".join(header) for header in reply.headers]
    # The connection lives on: a right handshake over it succeeds.
    again, _ = handshake("/echo")
    assert raw.send(again).read_reply().status == 101


def test_a_handshake_is_a_get(serve):
    server = serve_websocket(serve, HELLO)
    request, _ = handshake("/echo")
    assert server.raw("websocket").send(request.replace("GET", "POST", 1).replace(
        "\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n")).read_reply().status == 405


def test_compression_is_offered_and_not_agreed_on(serve):
    server = serve_websocket(serve, HELLO)
    raw = RawWebSocket(server.address("websocket"), "/echo", Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits")
    assert raw.status == 101 and "Sec-WebSocket-Extensions" not in raw.head


def test_frames_sent_with_the_handshake_are_not_lost(serve):
    server = serve_websocket(serve, HELLO)
    raw = RawWebSocket(server.address("websocket"), "/echo", early=frame(TEXT, "early") + frame(TEXT, "bird"))
    assert [raw.receive(), raw.receive()] == [(TEXT, b"early"), (TEXT, b"bird")]


def test_close_codes_both_ways(serve):
    server = serve_websocket(serve, """
websocket:
  endpoints:
    - path: /echo
    - path: /close
      script:
        on_message:
          - {match: plain, steps: [{close: 1000}]}
          - {match: own, steps: [{send: "bye"}, {close: {code: 4001, reason: "you said {{message}}"}}, {send: "never"}]}
""")
    echo, closes = server.url("/echo", "websocket"), server.url("/close", "websocket")
    for code, reason in ((1000, ""), (1001, "going"), (4321, "grüße"), (3000, "x" * 123)):
        result = talk(echo, {"close": [code, reason]}, {"closed": True})
        assert result["close"] == {"code": code, "reason": reason}
    assert talk(echo, {"close": []}, {"closed": True})["close"]["code"] == 1005
    assert talk(closes, {"send": "plain"}, {"closed": True})["close"] == {"code": 1000, "reason": ""}
    result = talk(closes, {"send": "own"}, {"closed": True})
    assert result["close"] == {"code": 4001, "reason": "you said own"} and texts(result) == ["bye"]


def test_stopping_the_program_says_going_away(serve):
    server = serve_websocket(serve, HELLO)
    raw = RawWebSocket(server.address("websocket"), "/echo")
    raw.send(frame(TEXT, "x")).receive()
    server.process.terminate()
    assert raw.receive_close()[0] == 1001
    raw.close()
    assert server.process.wait(20) in (0, 143)


@pytest.mark.parametrize("where", ["websocket", "https"])
def test_wss(serve, where):
    project = HELLO + "http: {tls: {enabled: true, generate: true}}\n"
    server = serve_websocket(serve, project, "--set", "websocket.tls.enabled=true", "--set", "websocket.tls.generate=true",
                             expect=("https", "websocket", "admin", "metrics"))
    assert server.urls["websocket"].startswith("wss://")
    host, port = server.address(where)
    big = "y" * 300_000
    result = talk(f"wss://{host}:{port}/echo", {"send": big}, {"send": "x"}, {"messages": 2}, {"close": [1000]}, {"closed": True},
                  insecure=True)
    assert texts(result) == [big, "x"] and result["close"]["code"] == 1000
    raw = RawWebSocket((host, port), "/echo", tls=True, early=frame(TEXT, "early"))
    assert raw.receive() == (TEXT, b"early")


def test_a_certificate_of_ones_own_the_oldest_version_and_mutual_tls(serve, tmp_path):
    for name in ("own", "authority"):
        certificate(tmp_path, name)
    certificate(tmp_path, "client", issuer="authority", subject="client")
    server = serve_websocket(serve, HELLO + "  tls: {enabled: true, cert_file: own.pem, key_file: own.key, ca_file: authority.pem, "
                                            "min_version: '1.3'}\n")

    def echo(with_certificate, newest=ssl.TLSVersion.TLSv1_3):
        context = ssl.create_default_context(cafile=tmp_path / "own.pem")
        context.maximum_version = newest
        if with_certificate:
            context.load_cert_chain(tmp_path / "client.pem", tmp_path / "client.key")
        return RawWebSocket(server.address("websocket"), "/echo", tls=context).send(frame(TEXT, "x")).receive()
    assert echo(True) == (TEXT, b"x")
    for refused in (lambda: echo(False), lambda: echo(True, ssl.TLSVersion.TLSv1_2)):
        with pytest.raises((ssl.SSLError, OSError, AssertionError)):
            refused()
    wait_until(lambda: server.refused("tls_handshake") == 2, what="two refusals")


def test_reload_keeps_open_connections_and_serves_new_ones_anew(serve, tmp_path):
    script = "websocket:\n  endpoints:\n    - path: /a\n      script_file: a.yaml\n"
    one = "on_connect: [{send: v1}]\notherwise: [{send: \"v1 {{message}}\"}]\n"
    server_file = tmp_path / "a.yaml"
    server_file.write_text(one)
    server = serve_websocket(serve, script)
    old = RawWebSocket(server.address("websocket"), "/a")
    assert old.receive() == (TEXT, b"v1")
    received = server.metric("mockforge_ws_messages_sent_total")
    server_file.write_text(one.replace("v1", "v2"))

    def new_one():
        raw = RawWebSocket(server.address("websocket"), "/a")
        said = raw.receive()[1]
        raw.close()
        return said == b"v2"
    wait_until(new_one, what="the new script")
    assert old.send(frame(TEXT, "x")).receive() == (TEXT, b"v1 x")
    assert server.metric("mockforge_ws_messages_sent_total") > received
    server_file.write_text("on_connect: [{sned: x}]\n")
    wait_until(lambda: any("a.yaml:1:15" in line and "did you mean 'send'?" in line for line in server.stderr), what="the finding")
    assert new_one() and old.send(frame(TEXT, "y")).receive() == (TEXT, b"v1 y")
    # A change of limits reaches new connections; the open one stays.
    server_file.write_text(one.replace("v1", "v3"))
    server.file.write_text(script + "  limits: {max_message: 5}\n")

    def limited():
        raw = RawWebSocket(server.address("websocket"), "/a")
        raw.receive()
        raw.send(frame(TEXT, "123456"))
        opcode, _ = raw.receive()
        raw.close()
        return opcode == 8
    wait_until(limited, what="the new limit")
    assert old.send(frame(TEXT, "123456")).receive() == (TEXT, b"v1 123456")
