# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chaos rules on WebSocket messages: lost, twice, late, out of order, damaged, in both directions; seen on the wire."""

import socket
import struct
import time

import pytest
from chaoslab import applied, is_share, lab, project, rule_of, send, timed
from conftest import wait_until
from wsclient import BINARY, CLOSE, TEXT, RawWebSocket, frame, serve_websocket, talk, texts

SCRIPTS = """
websocket:
  endpoints:
    - {path: /, id: echo}
    - {path: /script, id: scripted, script: {otherwise: [{send: one}, {send: two}]}}
    - {path: /bye, id: bye, script: {otherwise: [{send: last words}, {close: {code: 4000, reason: bye}}]}}
    - {path: /room, id: room, script: {on_connect: [{join: all}], otherwise: [{broadcast: {room: all, send: "{{message}}"}}]}}
"""
REQUESTS = 'mockforge_requests_total{{protocol="websocket",method="message",status="{}"}}'
IN_FLIGHT = 'mockforge_requests_in_flight{protocol="websocket"}'


def serve_rules(serve, *rules):
    return serve_websocket(serve, project(*rules, routes=SCRIPTS))


def connect(server, path="/", endpoint="websocket", **headers):
    return RawWebSocket(server.address(endpoint), path, **headers)


def echoes(server, *messages, count=None, path="/"):
    """What comes back for these text messages."""
    raw = connect(server, path)
    raw.send(b"".join(frame(TEXT, message) for message in messages))
    received = [raw.receive()[1].decode() for _ in range(len(messages) if count is None else count)]
    # What would still come comes before the pong.
    assert raw.send(frame(9, "p")).receive() == (10, b"p")
    raw.close()
    return received


def nothing_is_left(server):
    wait_until(lambda: lab(server)["active"] == 0, what="no fault in flight")
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="no connection open")
    assert server.metric(IN_FLIGHT) == 0


def messages(server):
    samples = server.metrics()
    return samples["mockforge_ws_messages_received_total"], samples["mockforge_ws_messages_sent_total"], samples.get(REQUESTS.format("ok"), 0)


@pytest.mark.parametrize("direction, counted", [("down", (4, 2, 4)), ("up", (4, 2, 2))])
def test_a_message_is_dropped(serve, direction, counted):
    server = serve_rules(serve, f"{{name: d, fault: {{message_drop: {{direction: {direction}, index: [2, 3]}}}}}}")
    assert echoes(server, "a", "b", "c", "d", count=2) == ["a", "d"]
    assert messages(server) == counted
    assert applied(server, "message_drop", "websocket") == 2 == rule_of(server, "d")["fired"]
    nothing_is_left(server)


@pytest.mark.parametrize("direction, counted", [("down", (2, 6, 2)), ("up", (2, 6, 6))])
def test_a_message_is_duplicated(serve, direction, counted):
    server = serve_rules(serve, f"{{fault: {{message_duplicate: {{direction: {direction}, copies: 2}}}}}}")
    assert echoes(server, "a", "b", count=6) == list("aaabbb")
    assert messages(server) == counted
    assert applied(server, "message_duplicate", "websocket") == 2


@pytest.mark.parametrize("endpoint", ["websocket", "http"])
@pytest.mark.parametrize("direction", ["down", "up"])
def test_a_message_is_delayed_and_the_order_stays(serve, endpoint, direction):
    server = serve_rules(serve, f"{{fault: {{message_delay: {{direction: {direction}, index: 2, delay: 200ms}}}}}}")
    raw = connect(server, endpoint=endpoint)
    begun = time.monotonic()
    raw.send(frame(TEXT, "a") + frame(BINARY, b"b") + frame(TEXT, "c"))
    assert raw.receive() == (TEXT, b"a") and time.monotonic() - begun < 0.15
    assert [raw.receive() for _ in range(2)] == [(BINARY, b"b"), (TEXT, b"c")]
    assert 0.2 <= time.monotonic() - begun < 0.5
    wait_until(lambda: server.metric(REQUESTS.format("ok")) == 3, what="three requests")
    samples = server.metrics()
    assert 0.39 <= samples['mockforge_injected_delay_seconds_sum{protocol="websocket"}'] < 0.6, "two messages waited"
    assert samples['mockforge_service_duration_seconds_sum{protocol="websocket"}'] < 0.1
    assert applied(server, "message_delay", "websocket") == 1 and lab(server)["active"] == 0


@pytest.mark.parametrize("direction", ["down", "up"])
def test_a_message_is_reordered(serve, direction):
    server = serve_rules(serve, f"{{fault: {{message_reorder: {{direction: {direction}, index: [1, 4], gap: 300ms}}}}}}")
    assert echoes(server, "a", "b", "c") == ["b", "a", "c"]
    raw = connect(server)
    raw.send(b"".join(frame(TEXT, x) for x in "abcd"))
    received, ms = timed(lambda: [raw.receive()[1] for _ in range(4)])
    assert received == [b"b", b"a", b"c", b"d"] and 250 <= ms < 700, "the last one waits for a next one in vain"
    assert applied(server, "message_reorder", "websocket") == 2


@pytest.mark.parametrize("mode", ["bit_flip", "random_bytes"])
def test_a_message_is_corrupted(serve, mode):
    server = serve_rules(serve, f"{{every: 2, fault: {{message_corrupt: {{mode: {mode}, share: 0.1}}}}}}")
    raw = connect(server)
    content = bytes(range(256)) * 8
    assert raw.send(frame(BINARY, content)).receive() == (BINARY, content)
    opcode, changed = raw.send(frame(BINARY, content)).receive()
    wrong = [(a, b) for a, b in zip(content, changed) if a != b]
    assert opcode == BINARY and len(changed) == len(content) and 100 < len(wrong) < 320
    if mode == "bit_flip":
        assert all(bin(a ^ b).count("1") == 1 for a, b in wrong)


def test_a_text_that_is_corrupted_on_its_way_in_may_be_none(serve):
    server = serve_rules(serve, "{fault: {message_corrupt: {direction: up, mode: random_bytes, share: 1.0}}}")
    assert connect(server).send(frame(TEXT, "x" * 200)).receive_close() == (1007, "a text message is not UTF-8")
    assert server.refused("invalid_text") == 1


def test_ws_invalid_utf8_to_the_client(serve):
    server = serve_rules(serve, "{fault: {ws_invalid_utf8: {index: [2, 3]}}}")
    raw = connect(server)
    raw.send(frame(TEXT, "good") + frame(TEXT, "bad") + frame(BINARY, b"\x00") + frame(TEXT, "good"))
    assert raw.receive() == (TEXT, b"good")
    opcode, payload = raw.receive()
    assert opcode == TEXT and len(payload) == 3 and payload.count(b"\xff") == 1
    assert raw.receive() == (BINARY, b"\x00") and raw.receive() == (TEXT, b"good")
    assert applied(server, "ws_invalid_utf8", "websocket") == 1
    result = talk(server.url("/", "websocket"), {"send": "a"}, {"send": "b"}, {"closed": True})
    assert texts(result) == ["a"] and "UTF-8" in result["error"]


def test_ws_invalid_utf8_from_the_client(serve):
    server = serve_rules(serve, "{fault: {ws_invalid_utf8: {direction: up}}}")
    result = talk(server.url("/", "websocket"), {"send": "a"}, {"closed": True})
    assert texts(result) == [] and result["close"]["code"] == 1007


# Ends

def test_what_is_held_comes_before_our_close(serve):
    server = serve_rules(serve, "{fault: {message_delay: {delay: 30s}}}")
    raw = connect(server, "/bye").send(frame(TEXT, "x"))
    (first, close), ms = timed(lambda: (raw.receive(), raw.receive_close()))
    assert first == (TEXT, b"last words") and close == (4000, "bye") and ms < 5000
    raw.close()
    nothing_is_left(server)


@pytest.mark.parametrize("direction", ["down", "up"])
@pytest.mark.parametrize("fault", ["message_delay: {delay: 30s, ", "message_reorder: {gap: 30s, "])
def test_what_is_held_is_not_lost_when_the_client_says_goodbye(serve, direction, fault):
    server = serve_rules(serve, f"{{fault: {{{fault}direction: {direction}}}}}}}")
    raw = connect(server).send(frame(TEXT, "held") + frame(CLOSE, b"\x03\xe8"))
    (first, close), ms = timed(lambda: (raw.receive(), raw.receive_close()))
    assert first == (TEXT, b"held") and close[0] == 1000 and ms < 5000
    raw.close()
    nothing_is_left(server)
    assert server.metric(REQUESTS.format("ok")) == 1


@pytest.mark.parametrize("direction", ["down", "up"])
def test_a_client_that_goes_takes_what_is_held_with_it(serve, direction):
    server = serve_rules(serve, f"{{name: d, fault: {{message_delay: {{direction: {direction}, delay: 30s}}}}}}")
    clients = [connect(server) for _ in range(5)]
    for raw in clients:
        raw.send(frame(TEXT, "x") * 20)
    wait_until(lambda: rule_of(server, "d")["active"] == 100, what="a hundred held messages")
    for number, raw in enumerate(clients):
        if number % 2:
            raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raw.close()
    nothing_is_left(server)
    assert server.metric('mockforge_errors_total{protocol="websocket",error_type="connection_error"}') == (100 if direction == "down" else 0)


def test_a_connection_that_is_cut_loses_what_is_held(serve):
    server = serve_rules(serve, "{fault: {message_delay: {delay: 30s}}}", "{fault: {ws_disconnect: {messages: 1}}}")
    raw = connect(server).send(frame(TEXT, "x"))
    with pytest.raises(EOFError):
        raw.receive()
    raw.close()
    nothing_is_left(server)


def test_stop_lets_go_of_what_is_held(serve):
    server = serve_rules(serve, "{name: d, fault: {message_delay: {direction: both, delay: 30s}}}")
    raw = connect(server).send(frame(TEXT, "a") + frame(TEXT, "b"))
    wait_until(lambda: rule_of(server, "d")["active"] == 2, what="two held messages")
    assert server.metric(IN_FLIGHT) == 0 and server.metric("mockforge_ws_messages_received_total") == 2
    send(server, "POST", "/stop")
    assert [raw.receive() for _ in range(2)] == [(TEXT, b"a"), (TEXT, b"b")]
    assert lab(server)["active"] == 0


# Which messages

def test_rules_act_on_connections_that_are_open_and_count_from_their_beginning(serve):
    server = serve_rules(serve)
    raw = connect(server)
    assert raw.send(frame(TEXT, "1")).receive() == (TEXT, b"1")
    send(server, "PUT", "/rules/d", {"fault": {"message_drop": {"index": 3}}})
    raw.send(frame(TEXT, "2") + frame(TEXT, "3") + frame(TEXT, "4"))
    assert [raw.receive()[1] for _ in range(2)] == [b"2", b"4"]
    send(server, "DELETE", "/rules/d")
    assert raw.send(frame(TEXT, "5")).receive() == (TEXT, b"5")


@pytest.mark.parametrize("when, hit, spared", [
    ("{route: scripted}", "/script", "/"), ("{path: /script}", "/script", "/"), ("{protocol: websocket, path: /}", "/", "/script"),
    ("{headers: {X-Team: blue}}", None, "/"), ("{source: 10.0.0.0/8}", None, "/"), ("{endpoint: http}", None, "/"), ("{method: message}", "/", None)])
def test_rules_match_messages_by_their_connection(serve, when, hit, spared):
    server = serve_rules(serve, f"{{when: {when}, fault: message_drop}}")
    for path, dropped in ((hit, True), (spared, False)):
        if path:
            expected = ["one", "two"] if path == "/script" else ["x"]
            assert echoes(server, "x", path=path, count=0 if dropped else len(expected)) == ([] if dropped else expected)


def test_rules_match_messages_by_their_size(serve):
    server = serve_rules(serve, "{when: {body_size: {min: 3, max: 4}}, fault: message_drop}")
    assert echoes(server, "12", "123", "1234", "12345", count=2) == ["12", "12345"]


def test_a_broadcast_meets_the_rules_of_each_connection(serve):
    server = serve_rules(serve, "{when: {headers: {X-Deaf: '1'}}, fault: {message_drop: {index: 1}}}")
    deaf, other = connect(server, "/room", X_Deaf="1"), connect(server, "/room")
    other.send(frame(TEXT, "first") + frame(TEXT, "x" * 70000))
    assert [other.receive()[1] for _ in range(2)] == [b"first", b"x" * 70000]
    assert deaf.receive() == (TEXT, b"x" * 70000)


def test_shares_and_seeds_of_messages(serve):
    seen = []
    for _ in range(2):
        server = serve_rules(serve, "{name: d, probability: 0.3, fault: message_drop}")
        raw = connect(server)
        raw.send(b"".join(frame(TEXT, str(i)) for i in range(500)) + frame(9, "p"))
        got = []
        while (received := raw.receive()) != (10, b"p"):
            got.append(received[1])
        seen.append(got)
        server.stop()
    assert seen[0] == seen[1] and is_share(500 - len(seen[0]), 500, 0.3)


@pytest.mark.parametrize("rule, why", [
    ("{when: {protocol: http}, fault: message_drop}", "http"), ("{when: {protocol: grpc}, fault: ws_invalid_utf8}", "grpc"),
    ("{fault: {message_drop: {index: 0}}}", "index"), ("{fault: message_delay}", "delay")])
def test_impossible_rules_are_refused(serve, rule, why):
    server = serve_rules(serve)
    reply = server.curl("/__mockforge/chaos/rules", "-X", "POST", "-d", rule, endpoint="admin")
    assert reply.status == 400 and why in reply.body.decode()
