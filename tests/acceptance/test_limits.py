# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every key of http.limits: set small, and the status and the counter a client then meets."""

import socket

import pytest
from conftest import wait_until

PROJECT = """
routes:
  - path: /slow
    response: {delay: 500ms, body: slow}
  - path: /
    response: {body: ok}
  - path: /big
    response:
      body: "{{#repeat 9999}}0123456789012345678901234567890123456789012345678901234567890123456789{{/repeat}}"
"""
GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def refused(serve, setting, data, status, reason):
    server = serve(PROJECT, "--set", setting)
    reply, end = server.raw().send(data).read_until_end()
    assert reply.startswith(f"HTTP/1.1 {status} ".encode()), reply
    assert b"Connection: close" in reply and end == "fin"
    assert server.refused(reason) == 1
    assert server.curl("/").status == 200
    return server


def test_max_target(serve):
    refused(serve, "http.limits.max_target=100", f"GET /{'x' * 200} HTTP/1.1\r\nHost: x\r\n\r\n", 414, "target_too_long")


def test_max_header(serve):
    refused(serve, "http.limits.max_header=512", f"GET / HTTP/1.1\r\nHost: x\r\nX: {'y' * 1000}\r\n\r\n", 431,
            "headers_too_large")


def test_max_body(serve):
    refused(serve, "http.limits.max_body=10", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n", 413, "body_too_large")


def test_max_body_of_chunks(serve):
    refused(serve, "http.limits.max_body=10",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n6\r\n123456\r\n0\r\n\r\n", 413,
            "body_too_large")


def test_max_chunks(serve):
    refused(serve, "http.limits.max_chunks=3",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n" * 5 + "0\r\n\r\n", 400,
            "too_many_chunks")


def test_header_timeout(serve):
    refused(serve, "http.limits.header_timeout=150ms", "GET / HTTP/1.1\r\nHos", 408, "header_timeout")


def test_body_timeout(serve):
    refused(serve, "http.limits.body_timeout=150ms", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc", 408,
            "body_timeout")


def test_keep_alive_timeout(serve):
    server = serve(PROJECT, "--set", "http.limits.keep_alive_timeout=150ms")
    connection = server.raw().send(GET)
    assert connection.read_reply().status == 200
    assert connection.read_until_end() == (b"", "fin")


def test_max_requests_per_connection(serve):
    server = serve(PROJECT, "--set", "http.limits.max_requests_per_connection=2")
    connection = server.raw()
    assert connection.send(GET).read_reply().header("Connection") != "close"
    assert connection.send(GET).read_reply().header("Connection") == "close"
    assert connection.read_until_end()[1] == "fin"


def test_max_pipelined(serve):
    server = serve(PROJECT, "--set", "http.limits.max_pipelined=3")
    data, _ = server.raw().send(GET.replace("/", "/slow", 1) + GET * 20).read_until_end()
    assert b"HTTP/1.1 429 " in data
    assert server.refused("too_many_pipelined") == 1


@pytest.mark.parametrize("key, reason", [("max_connections", "too_many_connections"),
                                         ("max_connections_per_host", "too_many_from_host")])
def test_connection_caps(serve, key, reason):
    server = serve(PROJECT, "--set", f"http.limits.{key}=2")
    kept = [server.raw().send(GET) for _ in range(2)]
    for connection in kept:
        assert connection.read_reply().status == 200
    extra = server.raw()
    assert extra.read_until_end()[1] in ("fin", "rst")
    assert server.refused(reason) == 1
    for connection in kept:
        assert connection.send(GET).read_reply().status == 200


def test_write_timeout_ends_a_reader_that_does_not_read(serve):
    server = serve(PROJECT, "--set", "http.limits.write_timeout=300ms", "--set", "http.compression=false")
    connection = server.raw()
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n" * 40)
    wait_until(lambda: server.refused("slow_reader") == 1, what="the slow reader's end")
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="http"}') == 0, what="its connection's end")
