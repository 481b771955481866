# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults at accept, before a byte of a connection is read."""

import socket
import ssl
import time

import pytest
from chaoslab import GET, applied, lab, project, rule_of, send, statuses, timed
from conftest import Raw, wait_until


def end_of(server, endpoint="http", deadline=2):
    """What comes on a new connection, and how it ends; a reset may come before connect() returns."""
    try:
        return Raw(server.address(endpoint)).read_until_end(deadline)
    except ConnectionResetError:
        return b"", "rst"


def test_accept_reset(serve):
    server = serve(project("{every: 2, fault: accept_reset}"))
    seen = []
    for _ in range(4):
        try:
            seen.append(Raw(server.address()).send(GET).read_until_end(0.3)[1])
        except ConnectionResetError:
            seen.append("rst")
    assert seen == ["silence", "rst", "silence", "rst"]  # the other two are kept alive
    assert applied(server, "accept_reset") == 2


def test_accept_silence_reads_nothing_until_the_rule_goes(serve):
    server = serve(project("{name: s, fault: accept_silence}"))
    connection = server.raw().send(GET)
    assert connection.read_until_end(0.4) == (b"", "silence")
    assert rule_of(server, "s")["active"] == 1
    gone = server.raw().send(GET)
    wait_until(lambda: rule_of(server, "s")["active"] == 2, what="the second")
    gone.close()
    wait_until(lambda: rule_of(server, "s")["active"] == 1, what="the end of the second")
    send(server, "POST", "/stop")
    assert connection.read_reply().body == b"ok"
    assert lab(server)["active"] == 0 and applied(server, "accept_silence") == 2


def test_accept_silence_stalls_a_tls_handshake(serve):
    server = serve(project("fault: accept_silence").replace(
        "http: {compression: false}", "http: {tls: {enabled: true, generate: true, port: 0}}"),
        expect=("https", "admin", "metrics"))
    context = ssl._create_unverified_context()
    plain = socket.create_connection(server.address("https"), timeout=0.5)
    with pytest.raises((TimeoutError, socket.timeout)):
        context.wrap_socket(plain, server_hostname="localhost")


def test_accept_delay(serve):
    server = serve(project("{name: d, fault: {accept_delay: {delay: 200ms}}}"))
    connection = server.raw()
    _, ms = timed(lambda: connection.send(GET).read_reply())
    assert 190 <= ms < 400
    _, ms = timed(lambda: connection.send(GET).read_reply())
    assert ms < 150, "only the accept was late"
    assert applied(server, "accept_delay") == 1 and rule_of(server, "d")["active"] == 0


@pytest.mark.parametrize("end, seen", [("fin", "fin"), ("reset", "rst")])
def test_connection_cap(serve, end, seen):
    server = serve(project(f"fault: {{connection_cap: {{max_concurrent: 2, end: {end}}}}}"))
    kept = [server.raw() for _ in range(2)]
    for connection in kept:
        assert connection.send(GET).read_reply().status == 200
    assert end_of(server) == (b"", seen)
    kept[0].close()
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="http"}') == 1, what="a free place")
    assert server.raw().send(GET).read_reply().status == 200
    assert applied(server, "connection_cap") == 1


def test_the_grpc_port_has_them_too(serve):
    server = serve(project("{when: {protocol: grpc}, fault: accept_reset}") + "grpc: {port: 0}\n",
                   expect=("http", "grpc", "admin", "metrics"))
    assert statuses(server, 1) == [200]
    assert end_of(server, "grpc") == (b"", "rst")
    assert applied(server, "accept_reset", "grpc") == 1


def test_a_stop_of_the_program_with_held_connections_ends_well(serve):
    server = serve(project("fault: accept_silence"))
    held = [server.raw() for _ in range(5)]
    wait_until(lambda: lab(server)["active"] == 5, what="five held")
    begun = time.monotonic()
    assert server.stop() in (0, 143) and time.monotonic() - begun < 5
    for connection in held:
        assert connection.read_until_end(1)[1] in ("fin", "rst")
