# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that act on a connection's bytes, whatever its protocol: rate, slices, limits, stalls, corruption."""

import socket
import time

import pytest
from chaoslab import BIG, GET, applied, lab, project, rule_of, send, statuses, timed
from conftest import Raw, wait_until

BIG_GET = GET.replace("/", "/big", 1)


def download(server, connection=None):
    connection = connection or server.raw()
    reply, ms = timed(lambda: connection.send(BIG_GET).read_reply())
    assert len(reply.body) == BIG
    return reply, ms


@pytest.mark.parametrize("rate", [128 * 1024, 8 * 1024 * 1024])
def test_bandwidth_is_kept_within_five_percent(serve, rate):
    routes = ROUTES_OF(max(1, int(rate * 1.5) // 65536))
    server = serve(project(f"fault: {{bandwidth: {{rate: {rate}}}}}", routes=routes))
    connection = server.raw().send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
    begun, size = time.monotonic(), 0
    while part := connection.socket.recv(1 << 20):
        size += len(part)
    assert size / (time.monotonic() - begun) == pytest.approx(rate, rel=0.05)
    assert applied(server, "bandwidth") == 1


def ROUTES_OF(repeats):
    line = "0123456789abcdef" * 4096
    (nine, rest) = divmod(repeats, 9999)
    assert nine == 0
    return ("routes:\n  - path: /\n    response:\n      headers: {Content-Type: text/plain}\n"
            f"      body: \"{{{{#repeat {rest}}}}}{line}{{{{/repeat}}}}\"\n")


def test_bandwidth_of_a_slow_line(serve):
    server = serve(project("fault: {bandwidth: {rate: 8KiB}}", routes="routes:\n  - path: /\n    response: {body: "
                           + "x" * 12288 + "}\n"))
    reply, ms = timed(lambda: server.raw().send(GET).read_reply())
    assert len(reply.body) / (ms / 1000) == pytest.approx(8192, rel=0.05)


def test_bandwidth_is_shared_when_told(serve):
    server = serve(project("fault: {bandwidth: {rate: 512KiB, per: all}}"))
    connections = [server.raw().send(BIG_GET) for _ in range(4)]
    begun = time.monotonic()
    sizes = [len(connection.read_reply().body) for connection in connections]
    assert sum(sizes) / (time.monotonic() - begun) == pytest.approx(512 * 1024, rel=0.06)


def test_bandwidth_upwards(serve):
    server = serve(project("fault: {bandwidth: {rate: 100KiB, direction: up}}"))
    body = "x" * 150 * 1024
    connection = server.raw()
    request = f"POST /post HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    reply, ms = timed(lambda: connection.send(request).read_reply())
    assert reply.body == b"posted" and len(request) / (ms / 1000) == pytest.approx(100 * 1024, rel=0.06)


def test_bandwidth_changes_on_a_connection_that_is_under_way(serve):
    server = serve(project("{name: b, fault: {bandwidth: {rate: 8KiB}}}"))
    connection = server.raw().send(BIG_GET)
    connection.socket.recv(100)
    send(server, "DELETE", "/rules/b")
    reply, ms = timed(lambda: connection.socket.recv(1))
    begun, size = time.monotonic(), 0
    while size < BIG:
        size += len(connection.socket.recv(65536))
        assert time.monotonic() - begun < 5
    assert lab(server)["active"] == 0


def test_slicer(serve):
    server = serve(project("fault: {slicer: {bytes: 20, gap: 20ms}}"))
    connection = server.raw()
    begun, pieces = time.monotonic(), []
    connection.send(GET)
    while b"ok" not in b"".join(pieces)[-2:]:
        pieces.append(connection.socket.recv(4096))
    total = sum(len(piece) for piece in pieces)
    assert time.monotonic() - begun >= (total // 20 - 1) * 0.02
    assert len(pieces) > total / 80
    assert applied(server, "slicer") == 1


@pytest.mark.parametrize("end, seen", [("fin", "fin"), ("reset", "rst"), ("hang", "silence")])
def test_limit(serve, end, seen):
    server = serve(project(f"fault: {{limit: {{bytes: 1000, end: {end}}}}}"))
    data, how = server.raw().send(BIG_GET).read_until_end(1)
    assert len(data) == 1000 and how == seen
    assert applied(server, "limit") == 1


def test_a_hung_limit_ends_with_its_rule(serve):
    server = serve(project("{name: l, fault: {limit: {bytes: 10, end: hang}}}"))
    connection = server.raw().send(GET)
    assert connection.read_until_end(0.4) == (b"HTTP/1.1 2", "silence")
    send(server, "POST", "/stop")
    rest, _ = connection.read_until_end(1)
    assert rest.endswith(b"\r\n\r\nok")


def test_packet_loss_stalls_as_retransmissions_do(serve):
    server = serve(project("fault: {packet_loss: {share: 0.05, gap: 20ms}}"))
    _, ms = download(server)
    # 180 segments, 5 % of them lost: some 9 stalls of 20 ms and more.
    assert 60 < ms < 2000
    assert applied(server, "packet_loss") == 1


@pytest.mark.parametrize("mode", ["bit_flip", "random_bytes"])
def test_corrupt_bytes(serve, mode):
    server = serve(project(f"{{after: 1, fault: {{corrupt_bytes: {{share: 0.01, mode: {mode}}}}}}}"))
    clean, _ = server.raw().send(BIG_GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).read_until_end()
    dirty, _ = server.raw().send(BIG_GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).read_until_end()
    changed = sum(a != b for a, b in zip(clean, dirty))
    assert len(clean) == len(dirty) and 0.008 * BIG < changed < 0.013 * BIG


def test_corrupt_bytes_from_the_client(serve):
    server = serve(project("fault: {corrupt_bytes: {share: 1.0, direction: up}}"), "--set", "http.limits.header_timeout=300ms")
    reply, _ = server.raw().send(GET).read_until_end()
    assert reply.startswith(b"HTTP/1.1 40") and applied(server, "corrupt_bytes") == 1


def test_slow_close(serve):
    server = serve(project("fault: {slow_close: {gap: 300ms}}"))
    connection = server.raw().send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
    assert connection.read_reply().body == b"ok"
    end, ms = timed(lambda: connection.read_until_end())
    assert end == (b"", "fin") and 250 <= ms < 700


def test_stream_faults_decide_once_for_each_connection(serve):
    server = serve(project("{name: l, every: 2, fault: {limit: {bytes: 20}}}"))
    whole = [len(Raw(server.address()).send(GET).read_until_end(0.3)[0]) > 20 for _ in range(4)]
    assert whole == [True, False, True, False]
    assert rule_of(server, "l")["matched"] == 4


def test_tls_connections_have_them_too(serve, tmp_path):
    server = serve(project("fault: {bandwidth: {rate: 512KiB}}", "fault: {slicer: {bytes: 5000}}",
                           "{when: {endpoint: http}, fault: {limit: {bytes: 5}}}")
                   .replace("http: {compression: false}", "http: {compression: false, tls: {enabled: true, generate: true, port: 0}}"),
                   "--https-port", "0", expect=("https", "admin", "metrics"))
    reply, ms = timed(lambda: server.curl(server.url("/big", "https"), "-k"))
    assert len(reply.body) == BIG and reply.body == b"0123456789abcdef" * (BIG // 16) and ms >= 450


def test_websocket_connections_have_them_too(serve):
    server = serve(project("{when: {endpoint: websocket}, fault: {slicer: {bytes: 1, gap: 5ms}}}") + "websocket: {port: 0}\n",
                   expect=("http", "websocket", "admin", "metrics"))
    connection = Raw(server.address("websocket")).send(
        "GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        data += connection.socket.recv(4096)
    assert b" 101 " in data
    connection.send(b"\x81\x85\x00\x00\x00\x00hello")
    pieces, echo = 0, b""
    begun = time.monotonic()
    while len(echo) < 7:
        echo += connection.socket.recv(4096)
        pieces += 1
    assert echo == b"\x81\x05hello" and time.monotonic() - begun >= 0.03 and pieces >= 3
    assert applied(server, "slicer", "websocket") == 1


def test_a_held_connection_whose_client_goes_is_let_go(serve):
    server = serve(project("fault: {bandwidth: {rate: 1KiB}}"))
    for how in ("close", "reset"):
        connection = server.raw().send(BIG_GET)
        connection.socket.recv(10)
        getattr(connection, how)()
    wait_until(lambda: lab(server)["active"] == 0, what="the end of both faults")
    assert server.metric('mockforge_connections_open{protocol="http"}') == 0
