# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""gRPC-Web on the HTTP port: binary and base64, unary and server streams, CORS, errors; by curl and by fetch in node."""

import base64
import json
import os
import subprocess
import time

import pytest
from conftest import DEADLINE, wait_until
from grpcclient import CLIENTS, PROJECT, errors, framed, in_flight, put_mode, requests, serve_grpc

BINARY, TEXT = "application/grpc-web+proto", "application/grpc-web-text"
ORIGIN = "http://page.example"


def post(server, path, body=framed(), content_type=BINARY, *arguments):
    body_file = server.folder / "body.bin"
    body_file.write_bytes(base64.b64encode(body) if "text" in content_type else body)
    return server.curl(path, "-X", "POST", "-H", f"Content-Type: {content_type}", "-H", "X-Grpc-Web: 1", "--data-binary",
                       f"@{body_file}", *arguments)


def frames(reply):
    """Messages and trailers of a reply's body."""
    body = reply.body
    if "text" in reply.header("Content-Type"):
        runs = [run for run in body.replace(b"=", b"= ").replace(b"= = ", b"== ").split(b" ") if run]
        body = b"".join(base64.b64decode(run) for run in runs)
    messages, trailers = [], {}
    while body:
        flags, size = body[0], int.from_bytes(body[1:5], "big")
        payload, body = body[5:5 + size], body[5 + size:]
        if flags & 0x80:
            trailers = dict(line.split(": ", 1) for line in payload.decode().splitlines())
        else:
            messages.append(payload)
    return messages, trailers


@pytest.mark.parametrize("content_type", [BINARY, "application/grpc-web", TEXT, "application/grpc-web-text+proto"])
@pytest.mark.parametrize("method, count", [("Get", 1), ("List", 3)])
def test_unary_and_server_streams(serve, tmp_path, content_type, method, count):
    server = serve_grpc(serve, tmp_path)
    reply = post(server, f"/shop.Shop/{method}", framed(), content_type)
    assert reply.status == 200
    assert reply.header("Content-Type") == content_type
    messages, trailers = frames(reply)
    assert len(messages) == count
    assert trailers["grpc-status"] == "0"
    wait_until(lambda: requests(server, f"Shop::{method}", "ok") == 1, what="the count")
    assert in_flight(server) == 0
    assert server.metric('mockforge_requests_in_flight{protocol="http"}') == 0


@pytest.mark.parametrize("text", ["true", "false"])
def test_a_stream_by_fetch(serve, tmp_path, text):
    server = serve_grpc(serve, tmp_path)
    done = subprocess.run(["node", CLIENTS / "grpc_web.mjs", server.url("/shop.Shop/List"), text], text=True, capture_output=True,
                          timeout=DEADLINE)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len([line for line in lines if "message" in line]) == 3
    assert "grpc-status: 0" in lines[-1]["trailers"]


def test_a_watch_of_health_comes_as_it_happens(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    done = subprocess.run(["node", CLIENTS / "grpc_web.mjs", server.url("/grpc.health.v1.Health/Watch"), "false", "1"], text=True,
                          capture_output=True, timeout=DEADLINE)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[1]["message"] == 2 and lines[-1] == {"aborted": "AbortError"}
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
    wait_until(lambda: requests(server, "Health::Watch", "error") == 1, what="the count")


def test_errors_are_trailers_alone(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    reply = post(server, "/shop.Shop/Nothing")
    assert (reply.status, reply.header("grpc-status"), reply.body) == (200, "12", b"")
    assert "shop.Shop" in reply.header("grpc-message")
    wait_until(lambda: requests(server, "unknown", "error") == 1, what="the count")
    assert errors(server) == 1
    put_mode(server, mode="error", error_rate=1, status_codes=[503])
    for method in ("Get", "List"):
        reply = post(server, f"/shop.Shop/{method}")
        assert (reply.header("grpc-status"), reply.header("x-mockforge-fault"), reply.body) == ("14", "error", b"")
    wait_until(lambda: errors(server) == 3, what="the counts")


def test_a_mode_delays_and_says_so(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="degraded", latency_multiplier=4)
    for method in ("Get", "List"):
        begun = time.monotonic()
        _, trailers = frames(post(server, f"/shop.Shop/{method}"))
        assert trailers["x-mockforge-injected-delay-ms"] == "200"
        assert time.monotonic() - begun >= 0.2
    wait_until(lambda: server.metric('mockforge_chaos_faults_total{protocol="grpc",fault="latency"}') == 2, what="the faults")
    assert 0.39 < server.metric('mockforge_injected_delay_seconds_sum{protocol="grpc"}') < 0.42


@pytest.mark.parametrize("method", ["Get", "List"])
def test_a_deadline_ends_a_call_that_hangs(serve, tmp_path, method):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="chaos", error_rate=0, timeout_rate=1)
    reply = post(server, f"/shop.Shop/{method}", framed(), BINARY, "-H", "grpc-timeout: 300m")
    assert reply.header("grpc-status") == "4"
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
    assert requests(server, f"Shop::{method}", "error") == 1


@pytest.mark.parametrize("method", ["Get", "List"])
def test_a_client_that_goes_while_its_call_hangs(serve, tmp_path, method):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="chaos", error_rate=0, timeout_rate=1)
    raw = server.raw().send(f"POST /shop.Shop/{method} HTTP/1.1\r\nHost: x\r\nContent-Type: {BINARY}\r\nContent-Length: 5\r\n\r\n"
                            .encode() + framed())
    wait_until(lambda: in_flight(server) == 1, what="a call in flight")
    raw.close()
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
    assert requests(server, f"Shop::{method}", "error") == 1


@pytest.mark.parametrize("body, status", [(b"\0\0\0", "13"), (framed(b"x" * 10)[:9], "13"), (framed(b"", 1), "12"),
                                          (framed(b"\x0a\xff"), "13"), (framed(b"x" * 2000), "8")])
def test_bad_bodies_are_refused(serve, tmp_path, body, status):
    server = serve_grpc(serve, tmp_path, PROJECT + "  limits: {max_receive_message: 1KiB}\n")
    reply = post(server, "/shop.Shop/Get", body)
    assert reply.header("grpc-status") == status
    assert reply.header("grpc-message")
    wait_until(lambda: requests(server, "Shop::Get", "error") == 1, what="the count")


def test_a_text_body_that_is_not_base64(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    reply = server.curl("/shop.Shop/Get", "-X", "POST", "-H", f"Content-Type: {TEXT}", "-d", "%%%%")
    assert reply.header("grpc-status") == "13"


@pytest.mark.parametrize("method", ["Add", "Chat"])
def test_client_streams_are_refused_clearly(serve, tmp_path, method):
    server = serve_grpc(serve, tmp_path)
    reply = post(server, f"/shop.Shop/{method}")
    assert reply.header("grpc-status") == "12"
    assert "gRPC-Web" in reply.header("grpc-message")


def test_json_messages_are_not_supported(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    assert post(server, "/shop.Shop/Get", framed(), "application/grpc-web+json").status == 415


def test_preflights_and_origins(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, PROJECT + f"  allowed_origins: ['{ORIGIN}']\n")

    def preflight(origin, path="/shop.Shop/Get"):
        return server.curl(path, "-X", "OPTIONS", "-H", f"Origin: {origin}", "-H", "Access-Control-Request-Method: POST",
                           "-H", "Access-Control-Request-Headers: content-type,x-grpc-web,x-own")

    allowed = preflight(ORIGIN)
    assert allowed.status == 204
    assert allowed.header("Access-Control-Allow-Origin") == ORIGIN
    assert allowed.header("Access-Control-Allow-Headers") == "content-type,x-grpc-web,x-own"
    assert preflight("http://other.example").header("Access-Control-Allow-Origin") is None
    assert preflight(ORIGIN, "/elsewhere").status == 404
    for method in ("Get", "List"):
        reply = post(server, f"/shop.Shop/{method}", framed(), BINARY, "-H", f"Origin: {ORIGIN}")
        assert reply.header("Access-Control-Allow-Origin") == ORIGIN
        assert "grpc-status" in reply.header("Access-Control-Expose-Headers")
        other = post(server, f"/shop.Shop/{method}", framed(), BINARY, "-H", "Origin: http://other.example")
        assert other.header("Access-Control-Allow-Origin") is None


def test_the_http_port_can_be_kept_free_of_it(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, PROJECT + "  on_http_port: false\n")
    assert post(server, "/shop.Shop/Get").status == 404


def test_a_connection_serves_one_unary_call_after_the_other(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    raw = server.raw()
    for _ in range(3):
        raw.send(f"POST /shop.Shop/Get HTTP/1.1\r\nHost: x\r\nContent-Type: {BINARY}\r\nContent-Length: 5\r\n\r\n".encode() + framed())
        assert raw.read_reply().status == 200
    assert server.metric('mockforge_connections_total{protocol="http"}') == 1


def test_a_reload_serves_the_new_schema(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    proto = (tmp_path / "shop.proto").read_text().replace("service Shop {", "service Shop { rpc Find(Item) returns (Item);")
    (tmp_path / "shop.proto").write_text(proto)
    os.utime(tmp_path / "shop.proto", (time.time() + 5, time.time() + 5))
    wait_until(lambda: post(server, "/shop.Shop/Find").header("grpc-status") is None, what="the new method")
