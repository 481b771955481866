# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenario modes and metrics of WebSocket connections: each message is an exchange, in every mode, and none is lost."""

import json
import socket
import struct
import time

import pytest
from conftest import wait_until
from wsclient import BINARY, CLOSE, TEXT, RawWebSocket, frame, serve_websocket, talk, texts

ECHO = "websocket:\n  endpoints:\n    - path: /\n"
REQUESTS = 'mockforge_requests_total{{protocol="websocket",method="message",status="{}"}}'
IN_FLIGHT = 'mockforge_requests_in_flight{protocol="websocket"}'


def put(server, **scenario):
    assert server.curl("/__mockforge/scenario", "-X", "PUT", "-d", json.dumps(scenario), endpoint="admin").status == 200


def errors(server, kind):
    return server.metric(f'mockforge_errors_total{{protocol="websocket",error_type="{kind}"}}')


def faults(server, kind):
    return server.metric(f'mockforge_chaos_faults_total{{protocol="websocket",fault="{kind}"}}')


def test_messages_and_the_replies_to_them_are_requests(serve):
    server = serve_websocket(serve, """
websocket:
  endpoints:
    - path: /
      id: chatter
      script:
        on_connect: [{send: hi}]
        on_message:
          - {match: none, steps: []}
          - {match: slow, steps: [{delay: 200ms}, {send: done}]}
        otherwise: [{send: one}, {send: two}]
""")
    before = server.metrics()
    result = talk(server.url("/", "websocket"), {"send": "x"}, {"send": "none"}, {"send": "slow"}, {"messages": 4}, {"ping": "p"}, {"pongs": 1})
    assert texts(result) == ["hi", "one", "two", "done"]
    samples = server.metrics()
    assert before.get(REQUESTS.format("ok"), 0) == 0 and samples[REQUESTS.format("ok")] == 3
    assert samples["mockforge_ws_messages_sent_total"] == 4
    assert samples["mockforge_ws_messages_received_total"] == 3
    name = 'mockforge_request_duration_seconds_{}{{protocol="websocket",method="message"{}}}'
    assert samples[name.format("count", "")] == 3 and 0.2 <= samples[name.format("sum", "")] < 1
    assert samples[name.format("bucket", ',le="0.1"')] == 2
    # The script's own delay is no time of ours.
    assert samples['mockforge_service_duration_seconds_sum{protocol="websocket"}'] < 0.1
    assert samples[IN_FLIGHT] == 0
    # A handshake is HTTP's.
    assert samples['mockforge_requests_total{protocol="http",method="GET",status="101"}'] == 1
    assert samples['mockforge_route_requests_total{protocol="websocket",route="chatter"}'] == 3
    assert samples['mockforge_route_requests_total{protocol="http",route="chatter"}'] == 1


def test_the_gauge_of_connections(serve):
    server = serve_websocket(serve, ECHO)
    open_ones = [RawWebSocket(server.address("websocket")) for _ in range(3)] + [RawWebSocket(server.address())]
    assert server.metric("mockforge_ws_connections_active") == 4
    open_ones[0].send(frame(CLOSE, b"\x03\xe8")).receive_close()
    open_ones[1].close()
    open_ones[2].socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    open_ones[2].close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 1, what="three of four gone")


def test_degraded_delays_every_message_and_keeps_their_order(serve):
    server = serve_websocket(serve, ECHO, "--mode", "degraded")
    raw = RawWebSocket(server.address("websocket"))
    begun = time.monotonic()
    raw.send(frame(TEXT, "a") + frame(BINARY, b"b") + frame(TEXT, "c"))
    assert [raw.receive() for _ in range(3)] == [(TEXT, b"a"), (BINARY, b"b"), (TEXT, b"c")]
    assert 0.05 <= time.monotonic() - begun < 0.3
    assert faults(server, "latency") == 3 and server.metric("mockforge_chaos_triggers_total") == 3
    assert server.metric(REQUESTS.format("ok")) == 3 and server.metric("mockforge_ws_messages_received_total") == 3
    assert server.metric('mockforge_injected_delay_seconds_count{protocol="websocket"}') == 3
    put(server, mode="healthy")
    begun = time.monotonic()
    raw.send(frame(TEXT, "d")).receive()
    assert time.monotonic() - begun < 0.05


@pytest.mark.parametrize("status, code, kind", [(400, 1002, "client_error"), (401, 1008, "client_error"), (408, 1001, "client_error"),
                                                (429, 1008, "client_error"), (500, 1011, "server_error"), (502, 1011, "server_error"),
                                                (503, 1013, "server_error"), (504, 1011, "server_error")])
def test_error_closes_with_the_code_that_the_status_maps_to(serve, status, code, kind):
    server = serve_websocket(serve, ECHO)
    raw = RawWebSocket(server.address("websocket"))
    assert raw.send(frame(TEXT, "fine")).receive() == (TEXT, b"fine")
    put(server, mode="error", error_rate=1, status_codes=[status])
    assert raw.send(frame(TEXT, "x")).receive_close() == (code, f"injected {status}")
    raw.send(frame(CLOSE, struct.pack(">H", code))).expect_end()
    assert errors(server, kind) == 1 and faults(server, "error") == 1
    assert server.metric(REQUESTS.format("error")) == 1 and server.metric(REQUESTS.format("ok")) == 1
    assert server.metric("mockforge_ws_messages_received_total") == 2
    assert server.metric("mockforge_active_scenario_mode") == 2


def test_error_meets_its_share_of_messages(serve):
    server = serve_websocket(serve, ECHO, "--seed", "3")
    put(server, mode="error", error_rate=0.3, status_codes=[503])
    closed = 0
    for _ in range(300):
        raw = RawWebSocket(server.address("websocket"))
        closed += raw.send(frame(TEXT, "x")).receive()[0] == CLOSE
        raw.close()
    assert 0.3 * 300 - 5 * 8 < closed < 0.3 * 300 + 5 * 8
    assert errors(server, "server_error") == closed


def test_chaos_spikes_and_timeouts(serve):
    server = serve_websocket(serve, ECHO)
    put(server, mode="chaos", error_rate=0, timeout_rate=0, latency={"min_ms": 200, "max_ms": 220, "spike_probability": 1})
    raw = RawWebSocket(server.address("websocket"))
    begun = time.monotonic()
    assert raw.send(frame(TEXT, "x")).receive() == (TEXT, b"x")
    assert 0.2 <= time.monotonic() - begun < 0.5
    put(server, mode="chaos", error_rate=0, timeout_rate=1)
    raw.send(frame(TEXT, "never answered") + frame(9, b"p"))
    assert raw.receive() == (10, b"p")  # the connection itself is well
    assert server.metric(IN_FLIGHT) == 1 and faults(server, "timeout") == 1
    put(server, mode="healthy")
    assert raw.send(frame(TEXT, "y")).receive() == (TEXT, b"y")
    raw.close()
    wait_until(lambda: server.metric(IN_FLIGHT) == 0, what="the hanging message's end")
    assert errors(server, "connection_error") == 1
    put(server, mode="chaos", error_rate=1, timeout_rate=0)
    raw = RawWebSocket(server.address("websocket"))
    assert raw.send(frame(TEXT, "x")).receive_close()[0] in (1011, 1013, 1008)


def test_modes_act_on_scripts_and_replays_too(serve, tmp_path):
    (tmp_path / "talk.jsonl").write_text('{"ts": 0, "dir": "out", "text": "x", "waitFor": "."}\n')
    server = serve_websocket(serve, """
websocket:
  endpoints:
    - {path: /script, script: {otherwise: [{send: x}]}}
    - {path: /replay, replay_file: talk.jsonl}
""")
    put(server, mode="error", error_rate=1, status_codes=[503])
    for path in ("/script", "/replay"):
        assert talk(server.url(path, "websocket"), {"send": "x"}, {"closed": True})["close"]["code"] == 1013


@pytest.mark.parametrize("end", ["fin", "rst", "in the middle of a frame"])
@pytest.mark.parametrize("mode", ["degraded", "script", "timeout"])
def test_nothing_stays_in_flight_when_clients_vanish(serve, end, mode):
    server = serve_websocket(serve, "websocket:\n  endpoints:\n    - path: /\n    - {path: /slow, script: {otherwise: [{delay: 30s}, {echo: }]}}\n")
    if mode == "degraded":
        put(server, mode="degraded", latency_multiplier=100)
    elif mode == "timeout":
        put(server, mode="chaos", error_rate=0, timeout_rate=1)
    clients = [RawWebSocket(server.address("websocket"), "/slow" if mode == "script" else "/") for _ in range(20)]
    for raw in clients:
        raw.send(frame(TEXT, "x") * 10)
    wait_until(lambda: server.metric(IN_FLIGHT) == 200, what="200 messages in flight")
    for raw in clients:
        if end == "rst":
            raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif end != "fin":
            raw.send(frame(TEXT, "hello")[:3])
        raw.close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="their end")
    samples = server.metrics()
    assert samples[IN_FLIGHT] == 0
    assert samples[REQUESTS.format("error")] == 200 == errors(server, "connection_error")
    assert samples["mockforge_ws_messages_received_total"] == 200


def test_same_seed_same_fate(serve):
    fates = []
    for seed in ("3", "3", "4"):
        server = serve_websocket(serve, ECHO, "--seed", seed)
        put(server, mode="error", error_rate=0.5, status_codes=[500])
        fate = []
        for _ in range(40):
            raw = RawWebSocket(server.address("websocket"))
            fate.append(raw.send(frame(TEXT, "x")).receive()[0])
            raw.close()
        fates.append(fate)
        server.stop()
    assert fates[0] == fates[1] != fates[2]
