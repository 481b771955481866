# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile bytes: the status each gets, what stays running, and memory that stays flat."""

import os
import resource
import time

import pytest
from conftest import wait_until

PROJECT = """
http:
  limits: {header_timeout: 2s, body_timeout: 2s}
routes:
  - path: /**
    response: {body: "path {{request.path}}"}
"""
POST = "POST / HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
def server(serve):
    return serve(PROJECT)


@pytest.mark.parametrize("request_bytes, status", [
    (POST + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc", 400),
    (POST + "Content-Length: 3, 5\r\n\r\nabc", 400),
    (POST + "Content-Length: +3\r\n\r\nabc", 400),
    (POST + "Content-Length: 99999999999999999999\r\n\r\n", 400),
    (POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    (POST + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
    (POST + "Transfer-Encoding: identity\r\n\r\n", 501),
    (POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    (POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
    (POST + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400),
    (POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
    ("GET / HTTP/9.9\r\nHost: x\r\n\r\n", 505),
    ("GET / HTTP/1.1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
    ("GET / HTTP/1.1\nHost: x\n\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nBad\x00Name: y\r\n\r\n", 400),
    ("G@T / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n", 417),
    ("\x16\x03\x01\x02\x00\x01\x00", 400),
])
def test_ambiguous_framing_is_refused_with_its_status(server, request_bytes, status):
    # A second request behind the first must never be answered as one of its own: that would be request smuggling.
    smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    data, end = server.raw().send((request_bytes + smuggled).encode("latin-1")).read_until_end()
    assert data.startswith(f"HTTP/1.1 {status} ".encode()), data
    assert b"smuggled" not in data and end == "fin"
    assert server.curl("/alive").body == b"path /alive"


def test_paths_arrive_as_they_were_sent(server):
    for path in ("//evil/x", "/a%2Fb", "/a/../b", "/%00"):
        reply = server.raw().send(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").read_until_end()[0]
        assert reply.endswith(f"path {path}".encode()), reply


def test_more_than_a_hundred_headers_all_arrive(serve):
    server = serve('routes:\n  - path: /\n    response: {body: "{{header.X-199}}"}\n')
    headers = "".join(f"X-{number}: value{number}\r\n" for number in range(200))
    assert server.raw().send(f"GET / HTTP/1.1\r\nHost: x\r\n{headers}\r\n").read_reply().body == b"value199"


def test_a_header_value_from_a_request_cannot_split_the_reply(serve):
    server = serve('routes:\n  - path: /\n    response:\n      headers: {X-Echo: "{{query.q}}"}\n      body: ok\n')
    reply = server.raw().send("GET /?q=a%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\nHost: x\r\n\r\n").read_reply()
    assert reply.header("Set-Cookie") is None
    assert "Set-Cookie: evil=1" in reply.header("X-Echo")


def test_endless_headers_and_bodies_leave_memory_flat(server):
    before = server.resident()
    for _ in range(20):
        connection = server.raw().send("GET / HTTP/1.1\r\nHost: x\r\n")
        try:
            for _ in range(200):
                connection.send(b"X: " + b"y" * 8000 + b"\r\n")
        except OSError:
            pass
        connection.close()
    body = server.raw().send(POST + "Content-Length: 1000000000\r\n\r\n")
    assert body.read_reply().status == 413
    assert server.resident() - before < 30 * 1024 * 1024


def test_slow_headers_and_bodies_end_at_their_deadline_and_hold_nobody_up(server):
    drips = [server.raw().send("GET / HTTP/1.1\r\nHo") for _ in range(50)]
    drips += [server.raw().send(POST + "Content-Length: 10\r\n\r\nab") for _ in range(50)]
    begun = time.monotonic()
    assert server.curl("/alive").status == 200
    assert time.monotonic() - begun < 1
    for connection in drips:
        data, end = connection.read_until_end(10)
        assert data.startswith(b"HTTP/1.1 408 ") and end == "fin"
    assert server.refused("header_timeout") == 50 and server.refused("body_timeout") == 50


def test_five_thousand_idle_connections(server):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20000), hard))
    before = server.resident()
    connections = [server.raw() for _ in range(5000)]
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="http"}') == 5000, what="5,000 open connections")
    begun = time.monotonic()
    assert connections[2500].send("GET /alive HTTP/1.1\r\nHost: x\r\n\r\n").read_reply().status == 200
    assert time.monotonic() - begun < 1
    assert server.resident() - before < 60 * 1024 * 1024
    for connection in connections:
        connection.close()
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="http"}') == 0, what="their end")
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_clients_that_vanish_leave_nothing_in_flight(serve):
    server = serve("routes:\n  - path: /slow\n    response: {delay: 30s, body: never}\n")
    connections = [server.raw().send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(50)]
    wait_until(lambda: server.metric('mockforge_requests_in_flight{protocol="http"}') == 50, what="50 in flight")
    for number, connection in enumerate(connections):
        connection.reset() if number % 2 else connection.close()
    wait_until(lambda: server.metric('mockforge_requests_in_flight{protocol="http"}') == 0, what="none in flight")
    assert server.metric('mockforge_errors_total{protocol="http",error_type="connection_error"}') == 50


def test_descriptors_do_not_leak(server):
    folder = f"/proc/{server.process.pid}/fd"
    server.curl("/warm")
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="http"}') == 0, what="an idle server")
    before = len(os.listdir(folder))
    for _ in range(50):
        server.raw().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").reset()
    wait_until(lambda: len(os.listdir(folder)) <= before, what="every descriptor's end")


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(x+x+)+y", "^(a|aa)+$"])
def test_a_regex_made_to_backtrack_costs_linear_time(serve, pattern):
    server = serve(f"routes:\n  - path: /\n    match: {{body: {{regex: '{pattern}'}}}}\n    response: {{body: ok}}\n")
    begun = time.monotonic()
    server.curl("/", "--data-binary", "a" * 100_000 + "!", "-H", "Expect:")
    assert time.monotonic() - begun < 2


def test_a_template_with_unbounded_repeat_is_bounded(serve):
    server = serve('routes:\n  - path: /\n    response: {body: "{{#repeat query.n}}x{{/repeat}}"}\n')
    assert server.curl("/?n=5").body == b"xxxxx"
    reply = server.curl("/?n=1000000000")
    assert reply.status == 500 and "repeat" in reply.json()["error"]
