# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chaos rules on WebSocket: the handshake, on either port, and how an open connection ends, pongs and reads; seen on the wire."""

import errno
import json
import os
import socket
import struct
import time

import pytest
from chaoslab import applied, lab, project, rule_of, send, timed
from conftest import Raw, run_program, wait_until
from wsclient import CLOSE, PING, PONG, TEXT, RawWebSocket, frame, handshake, serve_websocket, talk, texts

ECHO = """
websocket:
  endpoints:
    - {path: /, id: echo}
    - {path: /other, id: other}
    - {path: /script, id: scripted, script: {on_connect: [{send: hi}], otherwise: [{send: one}, {send: two}]}}
routes:
  - {path: /page, response: {body: page}}
"""
IN_FLIGHT = 'mockforge_requests_in_flight{protocol="websocket"}'


def serve_rules(serve, *rules, section="", more="", **options):
    return serve_websocket(serve, project(*rules, section=section, routes=ECHO.replace("websocket:\n", f"websocket:\n{more}")), **options)


def connect(server, path="/", endpoint="websocket", **headers):
    return RawWebSocket(server.address(endpoint), path, **headers)


def status_of(server, path="/", endpoint="websocket", **headers):
    """The status that a handshake is answered, and the reply."""
    connection = Raw(server.address(endpoint)).send(handshake(path, **headers)[0])
    reply = connection.read_reply()
    connection.close()
    return reply


def nothing_is_left(server):
    wait_until(lambda: lab(server)["active"] == 0, what="no fault in flight")
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="no connection open")
    assert server.metric(IN_FLIGHT) == 0


# The handshake

@pytest.mark.parametrize("endpoint", ["websocket", "http"])
def test_a_handshake_is_refused(serve, endpoint):
    server = serve_rules(serve, "{when: {protocol: websocket}, fault: {abort: {status: 503, retry_after: 3s}}}")
    reply = status_of(server, endpoint=endpoint)
    assert (reply.status, reply.header("Retry-After"), reply.header("X-MockForge-Fault")) == (503, "3", "abort")
    assert talk(server.url("/", endpoint).replace("http:", "ws:"))["status"] == 503
    assert applied(server, "abort", "websocket") == 2 and server.curl("/page").status == 200
    nothing_is_left(server)


@pytest.mark.parametrize("endpoint", ["websocket", "http"])
def test_a_handshake_is_slow_and_the_time_is_injected(serve, endpoint):
    server = serve_rules(serve, "{when: {protocol: websocket}, fault: {latency: {delay: 150ms}}}")
    raw, ms = timed(lambda: connect(server, endpoint=endpoint))
    assert 150 <= ms < 400
    assert raw.send(frame(TEXT, "x")).receive() == (TEXT, b"x")
    samples = server.metrics()
    assert samples['mockforge_injected_delay_seconds_sum{protocol="http"}'] == pytest.approx(0.15, abs=0.002)
    assert samples['mockforge_service_duration_seconds_sum{protocol="http"}'] < 0.1
    assert lab(server)["active"] == 0, "the fault is over with the handshake"


@pytest.mark.parametrize("when, hit, spared", [
    ("{route: other}", {"path": "/other"}, {"path": "/"}), ("{path: /other}", {"path": "/other"}, {"path": "/"}),
    ("{headers: {X-Team: blue}}", {"X_Team": "blue"}, {"X_Team": "red"}),
    ("{query: {v: '2'}}", {"path": "/?v=2"}, {"path": "/?v=1"}),
    ("{endpoint: http}", {"endpoint": "http"}, {"endpoint": "websocket"}),
    ("{protocol: websocket, source: 127.0.0.0/8}", {}, None), ("{protocol: websocket, source: 10.0.0.0/8}", None, {}),
    ("{protocol: http}", None, {"endpoint": "http"}), ("{protocol: http}", None, {"endpoint": "websocket"})])
def test_rules_match_the_handshake(serve, when, hit, spared):
    server = serve_rules(serve, f"{{when: {when}, fault: {{abort: {{status: 503}}}}}}")
    if hit is not None:
        assert status_of(server, **hit).status == 503
    if spared is not None:
        assert status_of(server, **spared).status == 101


def test_a_handshake_hangs(serve):
    server = serve_rules(serve, "{name: h, when: {protocol: websocket}, fault: hang}")
    raw = Raw(server.address("websocket")).send(handshake("/")[0])
    assert raw.read_until_end(0.3) == (b"", "silence")
    raw.close()
    nothing_is_left(server)


def test_handshakes_are_limited_in_rate(serve):
    server = serve_rules(serve, "{when: {protocol: websocket}, fault: {rate_limit: {rate: 0.1, burst: 2}}}")
    assert [status_of(server).status for _ in range(3)] == [101, 101, 429]
    assert status_of(server).header("Retry-After") == "10"


def test_a_bulkhead_counts_open_connections(serve):
    server = serve_rules(serve, "{when: {protocol: websocket}, fault: {bulkhead: {max_concurrent: 2}}}")
    first, second = connect(server), connect(server, endpoint="http")
    assert status_of(server).status == 503 and status_of(server, endpoint="http").status == 503
    first.send(frame(CLOSE, b"\x03\xe8")).receive_close()
    first.close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 1, what="the end of the first")
    third = connect(server)
    assert status_of(server).status == 503
    second.close(), third.close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="the end of all")
    assert [connect(server).status for _ in range(2)] == [101, 101]


# How a connection ends

@pytest.mark.parametrize("code", [1000, 1002, 1005, 1006, 1011, 1015, 2999, 4000, 4999])
def test_ws_close_sends_any_code(serve, code):
    server = serve_rules(serve, f"{{name: c, fault: {{ws_close: {{code: {code}, reason: Schluß}}}}}}")
    raw = connect(server)
    assert raw.receive_close() == (code, "Schluß")
    raw.send(frame(CLOSE, struct.pack(">H", 1000))).expect_end()
    assert applied(server, "ws_close", "websocket") == 1 == rule_of(server, "c")["fired"]
    raw.close()
    nothing_is_left(server)


def test_a_client_sees_the_close(serve):
    server = serve_rules(serve, "{fault: {ws_close: {code: 4321, reason: injected, messages: 4}}}")
    result = talk(server.url("/", "websocket"), {"send": "a"}, {"send": "b"}, {"send": "c"}, {"closed": True})
    assert texts(result) == ["a", "b"] and result["close"] == {"code": 4321, "reason": "injected"}
    result = talk(server.url("/script", "websocket"), {"send": "a"}, {"closed": True})
    assert texts(result) == ["hi", "one", "two"] and result["close"]["code"] == 4321


def test_ws_close_after_a_time(serve):
    server = serve_rules(serve, "{fault: {ws_close: {code: 1001, delay: {uniform: {min: 200ms, max: 250ms}}}}}")
    raw = connect(server)
    close, ms = timed(raw.receive_close)
    assert close == (1001, "") and 180 <= ms < 450


def test_ws_close_after_messages_and_then_a_time(serve):
    server = serve_rules(serve, "{fault: {ws_close: {messages: 2, delay: 200ms}}}")
    raw = connect(server)
    assert raw.send(frame(TEXT, "a")).receive() == (TEXT, b"a")
    assert raw.send(frame(TEXT, "b")).receive() == (TEXT, b"b")
    close, ms = timed(raw.receive_close)
    assert close[0] == 1011 and ms < 450


@pytest.mark.parametrize("end, seen", [("fin", "fin"), ("reset", "rst")])
@pytest.mark.parametrize("endpoint", ["websocket", "http"])
def test_ws_disconnect_ends_without_a_close_frame(serve, end, seen, endpoint):
    server = serve_rules(serve, f"{{fault: {{ws_disconnect: {{end: {end}, messages: 2}}}}}}")
    raw = connect(server, endpoint=endpoint)
    connection = Raw.__new__(Raw)
    connection.socket = raw.socket
    raw.send(frame(TEXT, "one") + frame(TEXT, "two"))
    assert connection.read_until_end(3) == (b"\x81\x03one", seen)
    assert applied(server, "ws_disconnect", "websocket") == 1
    raw.close()
    nothing_is_left(server)


def test_a_client_sees_1006_when_it_is_cut_off(serve):
    server = serve_rules(serve, "{fault: {ws_disconnect: {messages: 2}}}")
    result = talk(server.url("/", "websocket"), {"send": "x"}, {"closed": True})
    assert texts(result) == ["x"] and result["close"]["code"] == 1006


def test_a_reset_through_tls(serve):
    server = serve_rules(serve, "{fault: {ws_disconnect: {end: reset, messages: 2}}}", more="  tls: {enabled: true, generate: true}\n")
    raw = RawWebSocket(server.address("websocket"), tls=True)
    assert raw.send(frame(TEXT, "x")).receive() == (TEXT, b"x")
    # What TLS makes of it differs; the socket below has it.
    below = socket.socket(fileno=os.dup(raw.socket.fileno()))
    wait_until(lambda: below.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNRESET, what="the RST")
    below.close()


def test_shares_of_connections(serve):
    server = serve_rules(serve, "{name: half, every: 2, fault: ws_close}")
    ends = []
    for _ in range(6):
        raw = connect(server)
        ends.append(raw.send(frame(PING, "p")).receive()[0])
        raw.close()
    assert ends == [PONG, CLOSE] * 3
    assert (rule_of(server, "half")["matched"], rule_of(server, "half")["fired"]) == (6, 3)


# Pongs and reading

def test_ws_no_pong_leaves_pings_unanswered(serve):
    server = serve_rules(serve, "{name: n, fault: ws_no_pong}")
    raw = connect(server)
    raw.send(frame(PING, "one") + frame(TEXT, "x"))
    assert raw.receive() == (TEXT, b"x")
    assert applied(server, "ws_no_pong", "websocket") == 1
    send(server, "DELETE", "/rules/n")
    assert raw.send(frame(PING, "two")).receive() == (PONG, b"two")


def test_ws_slow_consumer_takes_one_message_at_a_time(serve):
    server = serve_rules(serve, "{fault: {ws_slow_consumer: {gap: 100ms}}}")
    raw = connect(server)
    begun = time.monotonic()
    raw.send(b"".join(frame(TEXT, str(i)) for i in range(5)))
    assert [raw.receive()[1] for _ in range(5)] == [b"0", b"1", b"2", b"3", b"4"]
    assert 0.39 <= time.monotonic() - begun < 1.2
    assert applied(server, "ws_slow_consumer", "websocket") == 1


def test_ws_slow_consumer_pushes_back_until_its_rule_goes(serve):
    server = serve_rules(serve, "{name: s, fault: {ws_slow_consumer: {messages: 2, gap: 0}}}", more="  limits: {idle_timeout: 500ms, ping_interval: 0}\n")
    raw = connect(server)
    raw.send(frame(TEXT, "a") + frame(TEXT, "b"))
    assert [raw.receive()[1] for _ in range(2)] == [b"a", b"b"]
    raw.socket.setblocking(False)
    data, sent = frame(TEXT, "c" * 60000) * 400, 0
    end = time.monotonic() + 1
    while time.monotonic() < end:
        try:
            sent += raw.socket.send(data[sent:])
        except BlockingIOError:
            time.sleep(0.01)
    assert sent < len(data), "what the server does not read fills the buffers up to the client"
    assert server.metric("mockforge_ws_messages_received_total") == 2
    raw.socket.settimeout(20)
    send(server, "DELETE", "/rules/s")
    assert raw.receive() == (TEXT, b"c" * 60000), "the connection did not idle out meanwhile"


def test_a_client_that_goes_while_nothing_is_read_is_let_go(serve):
    server = serve_rules(serve, "{name: s, fault: {ws_slow_consumer: {gap: 0}}}")
    raw = connect(server).send(frame(TEXT, "a") * 3)
    assert raw.receive() == (TEXT, b"a")
    raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raw.close()
    nothing_is_left(server)


# Live

def test_rules_act_on_connections_that_are_open(serve):
    server = serve_rules(serve)
    idle = [connect(server), connect(server, endpoint="http"), connect(server, "/other")]
    send(server, "PUT", "/rules/c", {"when": {"route": "echo"}, "fault": {"ws_close": {"code": 4001}}})
    assert [raw.receive_close()[0] for raw in idle[:2]] == [4001, 4001]
    assert idle[2].send(frame(TEXT, "x")).receive() == (TEXT, b"x")
    send(server, "PUT", "/rules/d", {"fault": {"ws_disconnect": {}}})
    with pytest.raises(EOFError):
        idle[2].receive()


def test_a_rule_that_goes_spares_the_connection(serve):
    server = serve_rules(serve, "{name: c, fault: {ws_close: {delay: 400ms}}}")
    raw = connect(server)
    wait_until(lambda: rule_of(server, "c")["active"] == 1, what="the decision")
    send(server, "POST", "/stop")
    assert lab(server)["active"] == 0
    raw.socket.settimeout(0.6)
    with pytest.raises(TimeoutError):
        raw.receive()
    assert applied(server, "ws_close", "websocket") == 0


def test_a_schedule_comes_to_an_idle_connection(serve):
    server = serve_rules(serve, "{schedule: {start: 1500ms}, fault: {ws_close: {code: 1012}}}")
    raw = connect(server)
    close, ms = timed(raw.receive_close)
    assert close[0] == 1012 and 300 < ms < 2000


# What is refused

@pytest.mark.parametrize("rule, why", [
    ("{when: {protocol: http}, fault: ws_close}", "websocket"), ("{when: {endpoint: grpc}, fault: ws_no_pong}", "websocket"),
    ("{when: {body: x}, fault: ws_disconnect}", "body"), ("{when: {body_size: {min: 5}}, fault: ws_disconnect}", "body"),
    ("{fault: {ws_close: {code: 999}}}", "code"), ("{fault: {ws_close: {code: 5000}}}", "code"),
    (f"{{fault: {{ws_close: {{reason: {'x' * 124}}}}}}}", "123"), ("{fault: {ws_disconnect: {end: hang}}}", "end"),
    ("{fault: {ws_slow_consumer: {messages: 0}}}", "messages"), ("{fault: {ws_no_pong: {gap: 1s}}}", "gap")])
def test_impossible_rules_are_refused_with_their_place(serve, tmp_path, rule, why):
    server = serve_rules(serve)
    (tmp_path / "bad.yaml").write_text(project(rule, routes=ECHO))
    checked = run_program("check", str(tmp_path / "bad.yaml"))
    assert checked.returncode == 2 and "bad.yaml:7:" in checked.stderr + checked.stdout and why in checked.stderr + checked.stdout
    reply = server.curl("/__mockforge/chaos/rules", "-X", "POST", "-d", rule, endpoint="admin")
    assert reply.status == 400 and why in reply.body.decode()
    assert json.loads(server.curl("/__mockforge/chaos", endpoint="admin").body)["rules"] == []
