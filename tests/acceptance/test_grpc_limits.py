# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every limit of the gRPC port, and clients that do not speak gRPC, or badly: refused, counted, and nobody else is disturbed."""

import gzip
import os
import socket
import struct

import pytest
from conftest import wait_until
from grpcclient import PROJECT, Running, call, errors, framed, in_flight, raw_call, requests, serve_grpc

RESOURCE_EXHAUSTED = 8
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS, HEADERS, DATA, RST_STREAM, PING, GOAWAY = 4, 1, 0, 3, 6, 7


def limited(**limits):
    return PROJECT + "  limits: {" + ", ".join(f"{name}: {value}" for name, value in limits.items()) + "}\n"


def still_serves(server):
    assert call(server, "Get")["code"] == 0


class Http2:
    """A hand on the frames of HTTP/2 (RFC 9113 §4)."""

    def __init__(self, server, settings=True):
        self.raw = server.raw("grpc")
        self.raw.send(PREFACE)
        if settings:
            self.send(SETTINGS)

    def send(self, kind, payload=b"", flags=0, stream=0):
        self.raw.send(struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload)
        return self

    def request(self, stream, path="/shop.Shop/Get", *fields, end=False):
        """HEADERS with literal fields, without indexing (RFC 7541 §6.2.2)."""
        block = b""
        for name, value in ((":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "x"), ("te", "trailers"),
                            ("content-type", "application/grpc"), *fields):
            for position, text in enumerate((name.encode(), value.encode())):
                block += (b"\0" if position == 0 else b"") + (bytes([len(text)]) if len(text) < 127 else
                                                               b"\x7f" + varint(len(text) - 127)) + text
        return self.send(HEADERS, block, 4 | (1 if end else 0), stream)

    def frames(self, deadline=20):
        """The frames that arrive until the connection ends, as (type, flags, stream, payload)."""
        data = b""
        self.raw.socket.settimeout(deadline)
        while True:
            while len(data) >= 9 and len(data) >= 9 + int.from_bytes(data[:3], "big"):
                size = int.from_bytes(data[:3], "big")
                yield data[3], data[4], int.from_bytes(data[5:9], "big") & 0x7fffffff, data[9:9 + size]
                data = data[9 + size:]
            try:
                part = self.raw.socket.recv(65536)
            except ConnectionResetError:
                return
            if not part:
                return
            data += part

    def wait_for(self, *kinds):
        for frame in self.frames():
            if frame[0] in kinds:
                return frame
        raise AssertionError("the connection ended first")


def varint(number):
    out = b""
    while number >= 128:
        out += bytes([number % 128 | 128])
        number //= 128
    return out + bytes([number])


def test_the_largest_message_of_a_client(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, limited(max_receive_message="2KiB"))
    assert call(server, "Get", [{"name": "x" * 2000}])["code"] == 0
    result = call(server, "Get", [{"name": "x" * 3000}])
    assert result["code"] == RESOURCE_EXHAUSTED
    wait_until(lambda: requests(server, "Shop::Get", "error") == 1, what="the count")
    assert in_flight(server) == 0


def test_the_largest_message_to_a_client(serve, tmp_path):
    proto = ("syntax = \"proto3\"; package shop; message Item { " +
             " ".join(f"string description_{i} = {i};" for i in range(1, 100)) +
             " } service Shop { rpc Get(Item) returns (Item); }\n")
    server = serve_grpc(serve, tmp_path, limited(max_send_message="1KiB"), proto=proto)
    assert call(server, "Get")["code"] == RESOURCE_EXHAUSTED


def test_a_metadata_bomb(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, limited(max_metadata="4KiB"))
    assert call(server, "Get", metadata={"x-small": "x" * 1000})["code"] == 0
    assert call(server, "Get", metadata={"x-big": "x" * 8000})["code"] == RESOURCE_EXHAUSTED
    resident = server.resident()
    client = Http2(server)
    for stream in range(1, 200, 2):
        client.request(stream, "/shop.Shop/Get", *[(f"x-{i}", "x" * 1000) for i in range(15)], end=True)
    client.wait_for(RST_STREAM, HEADERS)
    still_serves(server)
    assert server.resident() - resident < 50_000_000
    wait_until(lambda: in_flight(server) == 0, what="the end of the calls")


def test_calls_beyond_the_limit_of_a_connection_are_refused_or_wait(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, limited(max_concurrent_streams=2))
    client = Http2(server)
    settings = client.wait_for(SETTINGS)[3]
    told = {int.from_bytes(settings[i:i + 2], "big"): int.from_bytes(settings[i + 2:i + 6], "big")
            for i in range(0, len(settings), 6)}
    assert told[3] == 2  # SETTINGS_MAX_CONCURRENT_STREAMS
    client.send(SETTINGS, b"", 1)  # in force once it is acknowledged
    for stream in (1, 3):
        client.request(stream, "/shop.Shop/Chat")
    wait_until(lambda: in_flight(server) == 2, what="two calls")
    client.request(5, "/shop.Shop/Chat")
    assert client.wait_for(RST_STREAM, GOAWAY)
    assert in_flight(server) <= 2
    client.raw.close()
    wait_until(lambda: in_flight(server) == 0, what="the end of the calls")


@pytest.mark.parametrize("limit, reason", [("max_connections", "too_many_connections"),
                                           ("max_connections_per_host", "too_many_from_host")])
def test_connections_beyond_the_limit_are_closed_at_once(serve, tmp_path, limit, reason):
    server = serve_grpc(serve, tmp_path, limited(**{limit: 2}))
    first, second = Http2(server), Http2(server)
    first.wait_for(SETTINGS)
    second.wait_for(SETTINGS)
    assert server.raw("grpc").read_until_end()[1] in ("fin", "rst")
    assert server.refused(reason) == 1
    first.raw.close()
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 1, what="room")
    still_serves(server)


@pytest.mark.parametrize("begun", [b"", PREFACE[:10]])
def test_a_connection_that_says_nothing_is_closed(serve, tmp_path, begun):
    server = serve_grpc(serve, tmp_path, limited(handshake_timeout="300ms"))
    raw = server.raw("grpc").send(begun)
    data, how = raw.read_until_end()
    assert (data, how) == (b"", "fin")
    assert server.refused("header_timeout") == 1
    still_serves(server)


def test_a_client_that_leaves_before_it_has_said_enough_is_forgotten_at_once(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, limited(handshake_timeout="60s"))
    for size in (0, 1, 23):
        server.raw("grpc").send(PREFACE[:size]).close()
    wait_until(lambda: server.metric('mockforge_connections_total{protocol="grpc"}') == 3, what="the connections")
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 0, what="the end of the connections")


def test_a_client_that_does_not_answer_pings_is_closed(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, limited(keepalive_time="1s", keepalive_timeout="500ms"))
    client = Http2(server)
    kinds = [frame[0] for frame in client.frames()]
    assert PING in kinds
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 0, what="the end of the connection")


def test_an_idle_connection_is_closed(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, limited(idle_timeout="1s"))
    client = Http2(server)
    assert GOAWAY in [frame[0] for frame in client.frames()]


def test_http_1_gets_a_reply_that_a_person_can_read(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    data, how = server.raw("grpc").send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read_until_end()
    assert data.startswith(b"HTTP/1.1 505 ") and b"gRPC" in data and how == "fin"
    head, _, body = data.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert server.refused("version_not_supported") == 1


@pytest.mark.parametrize("garbage", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\0" * 64, PREFACE[:20] + b"XXXX",
                                     b"\x80" + os.urandom(4096)])
def test_what_is_no_http_2_is_closed_and_counted(serve, tmp_path, garbage):
    server = serve_grpc(serve, tmp_path)
    assert server.raw("grpc").send(garbage).read_until_end()[1] in ("fin", "rst")
    assert server.refused("bad_request") == 1
    still_serves(server)
    assert server.metric('mockforge_connections_open{protocol="grpc"}') == 0


@pytest.mark.parametrize("frames", [os.urandom(512), b"\xff" * 64, struct.pack(">I", 1 << 20)[1:] + bytes([DATA, 0, 0, 0, 0, 1]),
                                    b"\0\0\5" + bytes([HEADERS, 4, 0, 0, 0, 1]) + b"\xff\xff\xff\xff\xff"])
def test_http_2_garbage_ends_the_connection_only(serve, tmp_path, frames):
    server = serve_grpc(serve, tmp_path)
    client = Http2(server)
    client.raw.send(frames)
    client.raw.socket.shutdown(socket.SHUT_WR)
    list(client.frames())
    still_serves(server)
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 0, what="the end of the connections")
    wait_until(lambda: in_flight(server) == 0, what="the end of the calls")


def test_a_truncated_message_leaves_nothing_behind(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    client = Http2(server).request(1)
    client.send(DATA, framed(b"x" * 100)[:50], 0, 1)
    wait_until(lambda: in_flight(server) == 1, what="a call in flight")
    client.raw.reset()
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
    assert errors(server) == 1


def test_a_call_that_ends_within_a_message(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    client = Http2(server).request(1)
    client.send(DATA, framed(b"x" * 100)[:50], 1, 1)
    client.wait_for(RST_STREAM, HEADERS)
    wait_until(lambda: requests(server, "Shop::Get", "error") == 1, what="the count")
    assert in_flight(server) == 0


@pytest.mark.parametrize("fields", [{}, {"grpc_encoding": "snappy"}])
def test_a_compressed_message_that_nothing_says_how_to_read(serve, tmp_path, fields):
    server = serve_grpc(serve, tmp_path)
    reply, _ = raw_call(server, "/shop.Shop/Get", framed(gzip.compress(b"\x0a\x011"), flags=1), **fields)
    assert reply["grpc-status"] == "13"
    assert reply["grpc-message"]
    wait_until(lambda: requests(server, "Shop::Get", "error") == 1, what="the count")
    assert in_flight(server) == 0
    still_serves(server)


def test_a_message_that_does_not_decompress(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    client = Http2(server).request(1, "/shop.Shop/Get", ("grpc-encoding", "gzip"))
    client.send(DATA, framed(b"\x0a\x011", flags=1), 1, 1)
    client.wait_for(RST_STREAM, HEADERS)
    wait_until(lambda: requests(server, "Shop::Get", "error") == 1, what="the count")
    assert in_flight(server) == 0
    still_serves(server)


def test_limits_change_at_a_reload_without_dropping_a_connection(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    running = Running(server, "Chat", [{"id": "1"}], keepOpen=True, cancelAfterMs=5000)
    running.wait_for_message()
    (tmp_path / "mockforge.yaml").write_text(limited(max_receive_message="1KiB"))
    wait_until(lambda: call(server, "Get", [{"name": "x" * 2000}])["code"] == RESOURCE_EXHAUSTED, what="the new limit")
    assert in_flight(server) == 1
    assert running.result()["code"] == 1


def test_a_port_in_use_is_reported_with_its_owner(tmp_path):
    from conftest import run_program
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        (tmp_path / "shop.proto").write_text("syntax = \"proto3\";\n")
        (tmp_path / "mockforge.yaml").write_text("http: {enabled: false}\n" + PROJECT)
        done = run_program("serve", str(tmp_path / "mockforge.yaml"), "--grpc-port", str(port), "--admin-port", "0",
                           "--metrics-port", "0", "--duration", "5s")
        assert done.returncode == 4
        assert str(port) in done.stderr and "in use" in done.stderr
