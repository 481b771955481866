# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP as clients expect it, through the real program."""

import gzip
import time

import pytest

PROJECT = """
http:
  cors:
    enabled: true
    allowed_origins: ["https://shop.example"]
    allowed_methods: [GET, PUT]
    allowed_headers: [X-Token]
    exposed_headers: [X-Total]
    allow_credentials: true
    max_age_seconds: 33
routes:
  - path: /any
    response: {body: "method {{request.method}}"}
  - path: /get
    method: GET
    response: {body: got}
  - path: /echo
    method: POST
    response:
      body: "{{body}}"
  - path: /large
    response:
      headers: {Content-Type: text/plain}
      body: "%s"
  - path: /slow
    response: {delay: 150ms, body: slow}
  - path: /fast
    response: {body: fast}
""" % ("0123456789" * 500)


@pytest.fixture
def server(serve):
    return serve(PROJECT)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "M-SEARCH"])
def test_every_method_token_reaches_a_route(server, method):
    reply = server.curl("/any", "-X", method)
    assert reply.status == 200
    assert reply.body.decode() == f"method {method}"


def test_unknown_methods_share_one_label(server):
    server.curl("/any", "-X", "PROPFIND")
    assert server.metric('mockforge_requests_total{protocol="http",method="OTHER",status="200"}') == 1


def test_head_has_the_length_and_no_body(server):
    reply = server.raw().send("HEAD /get HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").read_until_end()
    assert reply[0].startswith(b"HTTP/1.1 200") and b"Content-Length: 3" in reply[0] and reply[0].endswith(b"\r\n\r\n")


def test_options_tells_the_methods(server):
    reply = server.curl("/get", "-X", "OPTIONS")
    assert reply.status == 204
    assert {"GET", "HEAD", "OPTIONS"} <= {method.strip() for method in reply.header("Allow").split(",")}


def test_http_1_0_closes_unless_asked(server):
    data, end = server.raw().send("GET /get HTTP/1.0\r\n\r\n").read_until_end()
    assert data.endswith(b"got") and end == "fin"
    connection = server.raw().send("GET /get HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    assert connection.read_reply().header("Connection").lower() == "keep-alive"
    assert connection.send("GET /get HTTP/1.0\r\n\r\n").read_reply().body == b"got"


def test_connections_are_kept_alive(server):
    connection = server.raw()
    for _ in range(3):
        assert connection.send("GET /get HTTP/1.1\r\nHost: x\r\n\r\n").read_reply().body == b"got"
    connection.send("GET /get HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    data, end = connection.read_until_end()
    assert b"Connection: close" in data and end == "fin"
    assert server.metric('mockforge_connections_total{protocol="http"}') == 1


def test_pipelined_replies_come_in_order(server):
    paths = ["/slow", "/fast", "/get", "/slow", "/fast"]
    requests = "".join(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n" for path in paths)
    data, _ = server.raw().send(requests[:-2] + "Connection: close\r\n\r\n").read_until_end()
    bodies = [part.split(b"\r\n\r\n", 1)[1] for part in data.split(b"HTTP/1.1 ")[1:]]
    assert bodies == [b"slow", b"fast", b"got", b"slow", b"fast"]


def test_expect_100_continue_gets_its_interim_reply(server):
    connection = server.raw().send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
    assert connection.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert connection.send("body").read_reply().body == b"body"


def test_chunked_bodies_are_joined(server):
    reply = server.curl("/echo", "-H", "Transfer-Encoding: chunked", "-d", "first second")
    assert reply.body == b"first second"


def test_replies_have_a_date(server):
    date = server.curl("/get").header("Date")
    assert abs(time.mktime(time.strptime(date, "%a, %d %b %Y %H:%M:%S GMT")) - time.mktime(time.gmtime())) < 10


def test_gzip_when_accepted_and_worth_it(server):
    reply = server.curl("/large", "-H", "Accept-Encoding: gzip", "--raw")
    assert reply.header("Content-Encoding") == "gzip"
    assert gzip.decompress(reply.body) == b"0123456789" * 500
    assert server.curl("/large").header("Content-Encoding") is None
    assert server.curl("/get", "-H", "Accept-Encoding: gzip").header("Content-Encoding") is None


def test_compression_can_be_turned_off(serve):
    server = serve(PROJECT, "--set", "http.compression=false")
    assert server.curl("/large", "-H", "Accept-Encoding: gzip").header("Content-Encoding") is None


def test_cors_preflight_and_reply(server):
    preflight = server.curl("/get", "-X", "OPTIONS", "-H", "Origin: https://shop.example", "-H",
                            "Access-Control-Request-Method: PUT", "-H", "Access-Control-Request-Headers: X-Token")
    assert preflight.status == 204
    assert preflight.header("Access-Control-Allow-Origin") == "https://shop.example"
    assert preflight.header("Access-Control-Allow-Methods") == "GET, PUT"
    assert preflight.header("Access-Control-Allow-Headers") == "X-Token"
    assert preflight.header("Access-Control-Allow-Credentials") == "true"
    assert preflight.header("Access-Control-Max-Age") == "33"
    reply = server.curl("/get", "-H", "Origin: https://shop.example")
    assert reply.header("Access-Control-Allow-Origin") == "https://shop.example"
    assert reply.header("Access-Control-Expose-Headers") == "X-Total"
    assert server.curl("/get", "-H", "Origin: https://other.example").header("Access-Control-Allow-Origin") is None


def test_an_unmatched_request_is_told_what_was_close(server):
    reply = server.curl("/gett")
    assert reply.status == 404
    closest = reply.json()["closest"]
    assert closest[0]["path"] == "/get" and closest[0]["reasons"]
    assert server.metric("mockforge_unmatched_requests_total") == 1


def test_a_delay_is_kept_and_counted_as_injected(server):
    begun = time.monotonic()
    server.curl("/slow")
    assert time.monotonic() - begun >= 0.15
    samples = server.metrics()
    assert 0.149 <= samples['mockforge_injected_delay_seconds_sum{protocol="http"}'] < 0.3
    assert samples['mockforge_service_duration_seconds_sum{protocol="http"}'] < 0.1
