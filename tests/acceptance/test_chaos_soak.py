# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All faults at once at random under load, rules changing meanwhile; then none: nothing is left, and replies are healthy."""

import json
import os
import random
import socket
import subprocess
import threading
import time
from pathlib import Path

from chaoslab import GET, lab, project, send, statuses
from conftest import DEADLINE, Raw, wait_until
from gqlclient import data, serve_graphql
from grpcclient import CLIENTS, address, call, serve_grpc
from wsclient import BINARY, CLOSE, PING, TEXT, RawWebSocket, frame, serve_websocket

SECONDS = float(os.environ.get("MOCKFORGE_SOAK_SECONDS", "6"))
FAULTS = [
    "{latency: {delay: {exponential: {mean: 20ms}}}}", "{abort: {status: [500, 503], delay: 5ms}}", "hang",
    "{rate_limit: {rate: 2000, burst: 200}}", "{bulkhead: {max_concurrent: 30}}", "{circuit_breaker: {failures: 50, open_for: 50ms}}",
    "{truncate: {share: 0.5, end: fin}}", "{truncate: {share: 0.3, end: reset}}", "{truncate: {share: 0.3, end: hang}}",
    "malformed_chunk", "garbage", "empty_reply", "{reset: {at: before}}", "{reset: {at: during}}", "{reset: {at: after}}",
    "{slow_headers: {bytes: 20, gap: 1ms}}", "{dribble: {bytes: 30, gap: 1ms}}", "wrong_type", "{bad_headers: {oversize: 5000}}",
    "json_fields", "{corrupt_body: {share: 0.1}}", "{bandwidth: {rate: 4MiB, direction: both}}", "{slicer: {bytes: 3000, gap: 1ms}}",
    "{limit: {bytes: 300000, end: reset}}", "{limit: {bytes: 200000, end: hang}}", "{packet_loss: {share: 0.02, gap: 5ms}}",
    "{corrupt_bytes: {share: 0.0001, direction: both}}", "{slow_close: {gap: 20ms}}"]


def client(server, seed, end):
    """Requests of every kind until the end; whatever comes of them, the client goes on."""
    chance = random.Random(seed)
    while time.monotonic() < end:
        try:
            connection = Raw(server.address())
            connection.socket.settimeout(0.3)
            for _ in range(chance.randint(1, 8)):
                connection.send(GET.replace("/", chance.choice(["/", "/json", "/big"]), 1) * chance.choice([1, 1, 1, 4]))
                if chance.random() < 0.1:
                    break
                while len(connection.socket.recv(65536)) == 65536:
                    pass
            if chance.random() < 0.3:
                connection.reset()
            else:
                connection.close()
        except (OSError, socket.timeout):
            connection.close()


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def under_load(server, client):
    """Clients in 16 threads, while the rules are switched on and off by chance and /metrics is asked."""
    end = time.monotonic() + SECONDS
    threads = [threading.Thread(target=client, args=(server, seed, end)) for seed in range(16)]
    for thread in threads:
        thread.start()
    chance = random.Random(1)
    while time.monotonic() < end:
        names = [rule["name"] for rule in lab(server)["rules"]]
        send(server, "PUT", f"/rules/{chance.choice(names)}".replace(" ", "%20"), {"enabled": chance.random() < 0.7})
        assert server.metrics()["mockforge_chaos_triggers_total"] >= 0, "metrics answer throughout"
    for thread in threads:
        thread.join()


def test_all_faults_at_once_leave_nothing_behind(serve):
    server = serve(project(*[f"{{probability: 0.05, fault: {fault}}}" for fault in FAULTS]))
    send(server, "PUT", "", {"enabled": False})
    statuses(server, 200)
    before = descriptors(server)
    send(server, "PUT", "", {"enabled": True})
    under_load(server, client)
    kinds = [name for name in server.metrics() if name.startswith("mockforge_chaos_faults_total")]
    assert len(kinds) >= 20, kinds
    send(server, "POST", "/stop")
    wait_until(lambda: lab(server)["active"] == 0, what="no fault in flight")
    assert statuses(server, 20) == [200] * 20
    for series in ("mockforge_requests_in_flight", "mockforge_connections_open", "mockforge_chaos_faults_active"):
        wait_until(lambda: server.metric(f'{series}{{protocol="http"}}') == 0, what=f"{series} at 0")
    wait_until(lambda: descriptors(server) <= before + 2, what="no descriptor more than before")


GRAPHQL_FAULTS = [*FAULTS, "{graphql_field_error: {field: [Product.name, Query.ping]}}", "{graphql_null: {field: [Product.price, Review]}}",
                  "{graphql_field_latency: {field: Product, delay: {exponential: {mean: 3ms}}}}",
                  "{graphql_field_latency: {field: Subscription.tick, delay: 30ms}}", "{subscription_stall: {events: 3}}",
                  "{subscription_duplicate: {copies: 3}}", "{subscription_complete: {events: 6}}", "accept_reset", "accept_silence"]
QUERIES = ["{ ping }", "{ products(first: 20) { name price reviews { id } } }", "mutation { deleteProduct(id: 1) }", "{ nope }"]


def graphql_client(server, seed, end):
    """Queries, mutations, batches by HTTP, and subscriptions that end well or badly."""
    chance = random.Random(seed)
    while time.monotonic() < end:
        connection = None
        try:
            if chance.random() < 0.5:
                connection = RawWebSocket(server.address("graphql"), "/graphql", Sec_WebSocket_Protocol="graphql-transport-ws")
                connection.socket.settimeout(0.3)
                connection.send(frame(TEXT, '{"type":"connection_init"}'))
                for number in range(chance.randint(1, 4)):
                    query = chance.choice(["subscription { tick }", *QUERIES])
                    connection.send(frame(TEXT, json.dumps({"id": str(number), "type": "subscribe", "payload": {"query": query}})))
                for _ in range(chance.randint(0, 20)):
                    connection.receive()
            else:
                connection = Raw(server.address("graphql"))
                connection.socket.settimeout(0.3)
                queries = [{"query": chance.choice(QUERIES)} for _ in range(chance.choice([1, 1, 3]))]
                body = json.dumps(queries if len(queries) > 1 else queries[0])
                for _ in range(chance.randint(1, 5)):
                    connection.send(f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}")
                    connection.socket.recv(65536)
                if chance.random() < 0.3:
                    connection.reset()
        except (OSError, EOFError, AssertionError, ValueError, socket.timeout):
            pass
        finally:
            if connection:
                connection.close()


def test_all_faults_of_graphql_at_once_leave_nothing_behind(serve, tmp_path):
    rules = "".join(f"      - {{probability: 0.03, fault: {fault}}}\n" for fault in GRAPHQL_FAULTS)
    server = serve_graphql(serve, tmp_path, "  batching: true\n  rules:\n    - {field: Subscription.tick, interval: 5ms, count: 10, reply: 1}\n",
                           rest=f"observability:\n  chaos:\n    rules:\n{rules}")
    send(server, "PUT", "", {"enabled": False})
    for _ in range(20):
        assert data(server, "{ ping }")
    before = descriptors(server)
    send(server, "PUT", "", {"enabled": True})
    end = time.monotonic() + SECONDS
    threads = [threading.Thread(target=graphql_client, args=(server, seed, end)) for seed in range(12)]
    for thread in threads:
        thread.start()
    chance = random.Random(2)
    while time.monotonic() < end:
        names = [rule["name"] for rule in lab(server)["rules"]]
        send(server, "PUT", f"/rules/{chance.choice(names)}".replace(" ", "%20"), {"enabled": chance.random() < 0.7})
    for thread in threads:
        thread.join()
    kinds = {name for name in server.metrics() if name.startswith('mockforge_chaos_faults_total{protocol="graphql"')}
    assert len(kinds) >= 20, kinds
    send(server, "POST", "/stop")
    wait_until(lambda: lab(server)["active"] == 0, what="no fault in flight")
    for _ in range(20):
        assert data(server, "{ ping }")
    for series in ("mockforge_requests_in_flight", "mockforge_connections_open", "mockforge_chaos_faults_active"):
        wait_until(lambda: server.metric(f'{series}{{protocol="graphql"}}') == 0, what=f"{series} at 0")
    wait_until(lambda: descriptors(server) <= before + 2, what="no descriptor more than before")


WEBSOCKET_FAULTS = [
    "{ws_close: {code: 1013, messages: 20, delay: {uniform: {min: 0ms, max: 50ms}}}}", "{ws_disconnect: {messages: 15}}",
    "{ws_disconnect: {end: reset, messages: 10}}", "ws_no_pong", "{ws_slow_consumer: {messages: 3, gap: 20ms}}", "{ws_slow_consumer: {gap: 0}}",
    "{ws_invalid_utf8: {direction: up}}", "ws_invalid_utf8", "{message_drop: {direction: both}}", "{message_duplicate: {direction: both, copies: 3}}",
    "{message_delay: {direction: both, delay: {exponential: {mean: 10ms}}}}", "{message_delay: {delay: 20s}}", "{message_reorder: {direction: both, gap: 30ms}}",
    "{message_corrupt: {direction: both}}"]


def talker(server, seed, end):
    """WebSocket conversations until the end, whatever comes of them."""
    chance = random.Random(seed)
    while time.monotonic() < end:
        try:
            raw = RawWebSocket(server.address(chance.choice(["websocket", "http"])), chance.choice(["/", "/room"]))
            raw.socket.settimeout(0.05)
            for _ in range(chance.randint(1, 30)):
                raw.send(frame(chance.choice([TEXT, TEXT, BINARY, PING]), bytes(chance.randint(0, 100))) * chance.choice([1, 1, 5]))
                if chance.random() < 0.7:
                    raw.socket.recv(65536)
            if chance.random() < 0.3:
                raw.send(frame(CLOSE, b"\x03\xe8")).socket.recv(65536)
            elif chance.random() < 0.3:
                raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            raw.close()
        except (OSError, AssertionError):
            pass


def test_all_faults_of_websocket_at_once_leave_nothing_behind(serve):
    server = serve_websocket(serve, project(*[f"{{probability: 0.05, fault: {fault}}}" for fault in WEBSOCKET_FAULTS], routes="""
websocket:
  endpoints:
    - path: /
    - {path: /room, script: {on_connect: [{join: all}], otherwise: [{broadcast: {room: all, send: "{{message}}"}}], on_close: [{broadcast: {room: all, send: bye}}]}}
"""))
    before = descriptors(server)
    under_load(server, talker)
    kinds = [name for name in server.metrics() if name.startswith('mockforge_chaos_faults_total{protocol="websocket"')]
    assert len(kinds) >= 9, kinds
    send(server, "POST", "/stop")
    wait_until(lambda: lab(server)["active"] == 0, what="no fault in flight")
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="no connection open")
    raw = RawWebSocket(server.address("websocket"))
    assert [raw.send(frame(TEXT, str(i))).receive() for i in range(20)] == [(TEXT, str(i).encode()) for i in range(20)]
    raw.close()
    for series in ("mockforge_requests_in_flight", "mockforge_connections_open", "mockforge_chaos_faults_active"):
        wait_until(lambda: server.metric(series + '{protocol="websocket"}') == 0, what=f"{series} at 0")
    wait_until(lambda: descriptors(server) <= before + 2, what="no descriptor left")


GRPC = """grpc:
  proto_files: [shop.proto]
  rules:
    - {method: shop.Shop/List, response: {messages: [{id: "1"}, {id: "2"}, {id: "3"}, {id: "4"}], interval: 1ms}}
    - {method: shop.Shop/Chat, response: {message: {id: "{{message.id}}"}}}
"""
GRPC_FAULTS = [
    "{latency: {delay: {exponential: {mean: 20ms}}}}", "{abort: {status: [500, 503], delay: 5ms}}", "hang", "{rate_limit: {rate: 2000, burst: 200}}",
    "{bulkhead: {max_concurrent: 20}}", "{circuit_breaker: {failures: 50, open_for: 50ms}}", "{grpc_abort: {after: 2}}", "{grpc_abort: {status: 10}}",
    "{grpc_deadline: {gap: 5ms}}", "{grpc_oversize: {bytes: 5MiB}}", "{grpc_reset: {after: 1}}", "grpc_missing_trailers", "grpc_goaway",
    "{grpc_goaway: {unprocessed: true}}", "{message_drop: {direction: both}}", "{message_duplicate: {direction: both}}",
    "{message_delay: {delay: {uniform: {min: 1ms, max: 100ms}}, direction: both}}", "{message_reorder: {direction: both, gap: 20ms}}",
    "{message_corrupt: {direction: both}}", "{accept_delay: {delay: 20ms}}", "accept_reset", "{bandwidth: {rate: 4MiB, direction: both}}", "{slicer: {bytes: 300, gap: 1ms}}",
    "{limit: {bytes: 3000, end: reset}}", "{packet_loss: {share: 0.02, gap: 5ms}}", "{corrupt_bytes: {share: 0.0001, direction: both}}"]


def test_all_faults_on_grpc_leave_nothing_behind(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, project(*[f"{{probability: 0.05, fault: {fault}}}" for fault in GRPC_FAULTS], routes=GRPC))
    send(server, "PUT", "", {"enabled": False})
    assert call(server, "Get")["code"] == 0
    before = descriptors(server)
    send(server, "PUT", "", {"enabled": True})
    asked = {"address": address(server), "proto": str(server.folder / "shop.proto"), "seconds": SECONDS, "width": 24}
    load = subprocess.Popen(["node", "--no-deprecation", CLIENTS / "grpc_load.mjs"], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    load.stdin.write(json.dumps(asked))
    load.stdin.close()
    load.stdin = None
    chance, end = random.Random(1), time.monotonic() + SECONDS
    while time.monotonic() < end:
        names = [rule["name"] for rule in lab(server)["rules"]]
        send(server, "PUT", f"/rules/{chance.choice(names)}".replace(" ", "%20"), {"enabled": chance.random() < 0.7})
        assert server.metrics()["mockforge_chaos_triggers_total"] >= 0, "metrics answer throughout"
    send(server, "POST", "/stop")
    told = json.loads(load.communicate(timeout=DEADLINE + SECONDS)[0])
    assert told["calls"] > 50 and len(told["codes"]) >= 4, told
    kinds = [name for name in server.metrics() if name.startswith('mockforge_chaos_faults_total{protocol="grpc"')]
    assert len(kinds) >= 10, kinds
    for series in ("mockforge_requests_in_flight", "mockforge_connections_open", "mockforge_chaos_faults_active"):
        wait_until(lambda: server.metric(f'{series}{{protocol="grpc"}}') == 0, what=f"{series} at 0")
    assert lab(server)["active"] == 0
    assert [call(server, "Get")["code"] for _ in range(3)] == [0, 0, 0], "calls are healthy at once"
    wait_until(lambda: descriptors(server) <= before + 8, what="no descriptor more than before")
