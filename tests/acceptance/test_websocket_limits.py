# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every key of websocket.limits, set small and met; and what many idle connections cost."""

import time

import pytest
from conftest import Raw, wait_until
from wsclient import BINARY, CONTINUATION, PING, PONG, TEXT, RawWebSocket, frame, serve_websocket, talk

ECHO = "websocket:\n  endpoints:\n    - path: /\n"
FLOOD = ("websocket:\n  endpoints:\n    - path: /\n      script: {otherwise: [{repeat: {count: 100000, interval: 0, steps: "
         "[{send: \"{{#repeat 1000}}0123456789{{/repeat}}\"}]}}]}\n    - path: /echo\n")


def limited(serve, *settings, project=ECHO):
    return serve_websocket(serve, project, *[word for setting in settings for word in ("--set", f"websocket.limits.{setting}")])


def test_max_frame(serve):
    server = limited(serve, "max_frame=100")
    raw = RawWebSocket(server.address("websocket"))
    assert raw.send(frame(TEXT, "x" * 100)).receive()[0] == TEXT
    raw.send(frame(TEXT, "x" * 60, fin=False) + frame(CONTINUATION, "x" * 60))
    assert len(raw.receive()[1]) == 120
    assert raw.send(frame(TEXT, "x" * 101)).receive_close() == (1009, "the frame is larger than allowed")
    raw.expect_end()
    assert server.refused("message_too_large") == 1
    assert talk(server.url("/", "websocket"), {"send": "x" * 101}, {"closed": True})["close"]["code"] == 1009


def test_max_message(serve):
    server = limited(serve, "max_message=100")
    raw = RawWebSocket(server.address("websocket"))
    raw.send(frame(TEXT, "x" * 60, fin=False) + frame(PING, "p") + frame(CONTINUATION, "x" * 40))
    assert [raw.receive()[0], len(raw.receive()[1])] == [PONG, 100]
    raw.send(frame(TEXT, "x" * 60, fin=False) + frame(CONTINUATION, "x" * 41))
    assert raw.receive_close() == (1009, "the message is larger than allowed")
    assert server.refused("message_too_large") == 1


def test_max_queue_ends_a_slow_reader(serve):
    server = limited(serve, "max_queue=200KiB", project=FLOOD)
    raw = RawWebSocket(server.address("websocket"), receive_buffer=4096)
    raw.send(frame(TEXT, "go"))
    wait_until(lambda: server.refused("slow_reader") == 1, what="the slow reader's end")
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="its connection's end")
    assert server.metric('mockforge_requests_in_flight{protocol="websocket"}') == 0
    # The worker serves on.
    assert RawWebSocket(server.address("websocket"), "/echo").send(frame(TEXT, "x")).receive() == (TEXT, b"x")


def test_a_slow_reader_of_echoes_is_not_read_until_it_reads(serve):
    server = limited(serve)
    raw = RawWebSocket(server.address("websocket"), receive_buffer=4096)
    raw.socket.settimeout(1)
    message = frame(BINARY, b"x" * 10_000)
    sent = 0
    try:
        while sent < 3000:
            raw.send(message)
            sent += 1
    except TimeoutError:
        pass
    assert sent < 3000  # 30 MB would have been buffered somewhere otherwise
    assert server.resident() < 60_000_000


def test_write_timeout_ends_a_reader_that_takes_nothing(serve):
    server = limited(serve, "write_timeout=300ms", "max_queue=100MiB", project=FLOOD)
    raw = RawWebSocket(server.address("websocket"), receive_buffer=4096)
    raw.send(frame(TEXT, "go"))
    wait_until(lambda: server.refused("slow_reader") == 1, what="the slow reader's end")
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="its connection's end")


def test_handshake_timeout(serve):
    server = limited(serve, "handshake_timeout=150ms")
    reply, end = Raw(server.address("websocket")).send("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: webso").read_until_end()
    assert reply.startswith(b"HTTP/1.1 408 ") and end == "fin"
    assert server.refused("header_timeout") == 1


def test_close_timeout(serve):
    server = limited(serve, "close_timeout=200ms", project="websocket:\n  endpoints:\n    - path: /\n      script: {otherwise: [{close: 1000}]}\n")
    raw = RawWebSocket(server.address("websocket"))
    begun = time.monotonic()
    assert raw.send(frame(TEXT, "x")).receive_close()[0] == 1000
    raw.expect_end()
    assert 0.15 <= time.monotonic() - begun < 2


def test_ping_interval_and_idle_timeout(serve):
    server = limited(serve, "ping_interval=50ms", "idle_timeout=400ms")
    # A client that answers pings stays; one that does not is told and closed.
    assert talk(server.url("/", "websocket"), {"pings": 12})["close"] is None
    result = talk(server.url("/", "websocket"), {"closed": True}, answerPings=False)
    assert result["pings"] >= 3 and result["close"] == {"code": 1001, "reason": "nothing was heard for too long"}
    assert server.refused("idle_timeout") == 1


def test_no_pings_and_no_idle_timeout_at_zero(serve):
    server = limited(serve, "ping_interval=0", "idle_timeout=0")
    raw = RawWebSocket(server.address("websocket"))
    raw.socket.settimeout(0.5)
    with pytest.raises(TimeoutError):
        raw.receive()
    raw.socket.settimeout(20)
    assert raw.send(frame(TEXT, "x")).receive() == (TEXT, b"x")


@pytest.mark.parametrize("key, reason", [("max_connections", "too_many_connections"),
                                         ("max_connections_per_host", "too_many_from_host")])
def test_connection_caps(serve, key, reason):
    server = limited(serve, f"{key}=2")
    kept = [RawWebSocket(server.address("websocket")) for _ in range(2)]
    assert Raw(server.address("websocket")).read_until_end()[1] in ("fin", "rst")
    assert server.refused(reason) == 1
    for raw in kept:
        assert raw.send(frame(TEXT, "x")).receive() == (TEXT, b"x")
    kept.pop().close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 1, what="room for another")
    assert RawWebSocket(server.address("websocket")).status == 101


def test_a_thousand_idle_connections_are_cheap_and_leave_nothing(serve):
    server = limited(serve, "ping_interval=100ms")
    address = server.address("websocket")

    def echoes(raw):
        raw.send(frame(TEXT, "x"))
        while (received := raw.receive()) == (PING, b"mockforge"):
            pass
        return received == (TEXT, b"x")
    warm = RawWebSocket(address)
    assert echoes(warm)
    before = server.resident()
    many = [RawWebSocket(address) for _ in range(1000)]
    assert all(echoes(raw) for raw in many)
    assert server.metric("mockforge_ws_connections_active") == 1001
    for raw in many[:50]:
        assert raw.receive()[0] == PING
    with_all = server.resident() - before
    assert with_all < 40_000_000, f"{with_all / 1e6:.1f} MB for 1,000 connections"
    for raw in many:
        raw.close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 1, what="their end")
    for _ in range(2):
        again = [RawWebSocket(address) for _ in range(1000)]
        for raw in again:
            raw.close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 1, what="their end")
    assert server.resident() - before < with_all + 8_000_000
