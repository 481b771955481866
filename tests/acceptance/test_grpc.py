# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""gRPC on the wire, with grpc-js: the four kinds of calls, how they end, how they are counted, what a reload and a stop do to them."""

import os
import subprocess
import time
from pathlib import Path

import pytest
from conftest import BINARY, DEADLINE, wait_until
from grpcclient import PROJECT, SHOP, Running, address, call, errors, framed, in_flight, put_mode, raw_call, requests, serve_grpc

OK, CANCELLED, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE = 0, 1, 4, 12, 13, 14


def test_the_four_kinds_of_calls(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    for method, sent, received in (("Get", 1, 1), ("List", 1, 3), ("Add", 3, 1), ("Chat", 4, 4)):
        result = call(server, method, [{"id": str(i)} for i in range(sent)])
        assert (result["code"], len(result["messages"])) == (OK, received), result
        wait_until(lambda name=method: requests(server, f"Shop::{name}", "ok") == 1, what="the count")
    assert in_flight(server) == 0
    assert errors(server) == 0


def test_a_conversation_goes_message_by_message(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    result = call(server, "Chat", [{"id": "1"}, {"id": "2"}, {"id": "3"}], pingPong=True)
    assert (result["code"], len(result["messages"])) == (OK, 3)


def test_calls_are_timed_without_the_wait_for_the_client(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    # It vanishes: one that cancels may end its stream first, which is a good end of a chat.
    running = Running(server, "Chat", [{"id": "1"}], keepOpen=True)
    running.wait_for_message()
    begun = time.monotonic()
    wait_until(lambda: time.monotonic() - begun > 1.2, what="the time of a call")
    running.vanish()
    wait_until(lambda: requests(server, "Shop::Chat", "error") == 1, what="the count")
    assert server.metric('mockforge_request_duration_seconds_sum{protocol="grpc",method="Shop::Chat"}') > 1
    assert server.metric('mockforge_service_duration_seconds_sum{protocol="grpc"}') < 0.5


def test_an_unknown_method_is_unimplemented_and_the_nearest_are_named(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    (tmp_path / "other.proto").write_text(SHOP.replace("rpc Get(", "rpc Gett("))
    result = call(server, "Gett", proto=str(tmp_path / "other.proto"))
    assert result["code"] == UNIMPLEMENTED
    assert "shop.Shop/Get" in result["details"]
    wait_until(lambda: requests(server, "unknown", "error") == 1, what="the count")
    assert errors(server) == 1


def test_a_message_that_cannot_be_decoded_is_internal(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    fields, _ = raw_call(server, "/shop.Shop/Get", framed(b"\x0a\xff\xff"))
    assert fields["grpc-status"] == str(INTERNAL)
    assert fields["grpc-message"]
    wait_until(lambda: requests(server, "Shop::Get", "error") == 1, what="the count")
    assert errors(server) == 1
    assert in_flight(server) == 0


def test_a_deadline_ends_the_call_on_both_sides(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="chaos", error_rate=0, timeout_rate=1)
    running = Running(server, "Get", deadlineMs=1000)
    wait_until(lambda: in_flight(server) == 1, what="a call in flight")
    assert running.result()["code"] == DEADLINE_EXCEEDED
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
    assert requests(server, "Shop::Get", "error") == 1


@pytest.mark.parametrize("how", ["cancel", "vanish"])
def test_a_client_that_goes_leaves_nothing_behind(serve, tmp_path, how):
    server = serve_grpc(serve, tmp_path)
    running = Running(server, "Chat", [{"id": "1"}], keepOpen=True, **({"cancelAfterMs": 1000} if how == "cancel" else {}))
    running.wait_for_message()
    assert in_flight(server) == 1
    assert server.metric('mockforge_connections_open{protocol="grpc"}') == 1
    if how == "cancel":
        assert running.result()["code"] == CANCELLED
    else:
        running.vanish()
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 0, what="the end of the connection")
    # grpc-js ends the stream before it resets it: where the two come apart, the call has ended well before it was cancelled.
    assert requests(server, "Shop::Chat", "error") + (how == "cancel" and requests(server, "Shop::Chat", "ok")) == 1


def test_bytes_and_connections_are_counted(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    call(server, "Get", [{"name": "x" * 20_000}])
    wait_until(lambda: server.metric('mockforge_received_bytes_total{protocol="grpc"}') > 20_000, what="the bytes received")
    assert 0 < server.metric('mockforge_sent_bytes_total{protocol="grpc"}') < 20_000
    assert server.metric('mockforge_connections_total{protocol="grpc"}') == 1


def test_compressed_messages_are_taken_and_sent(serve, tmp_path):
    """The shop's reply is made from the schema; a large one comes compressed to a client that accepts it."""
    proto = SHOP.replace("string name = 2;", "repeated Part parts = 2;") + "message Part { " + " ".join(
        f"string description_{i} = {i};" for i in range(1, 60)) + " }\n"
    server = serve_grpc(serve, tmp_path, proto=proto)
    assert call(server, "Get", gzip=True)["code"] == OK
    fields, body = raw_call(server, "/shop.Shop/Get", framed(), grpc_accept_encoding="gzip")
    assert fields["grpc-status"] == "0"
    assert (fields.get("grpc-encoding"), body[0]) == ("gzip", 1)
    fields, body = raw_call(server, "/shop.Shop/Get")
    assert body[0] == 0 and len(body) > 1024
    (tmp_path / "mockforge.yaml").write_text(PROJECT + "  compression: false\n")

    def uncompressed():
        return raw_call(server, "/shop.Shop/Get", framed(), grpc_accept_encoding="gzip")[1][0] == 0

    wait_until(uncompressed, what="a reply without compression")


def test_a_reload_changes_what_is_served_and_drops_no_call(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    running = Running(server, "Chat", [{"id": str(i)} for i in range(2)], keepOpen=True, cancelAfterMs=6000)
    running.wait_for_message()
    proto = SHOP.replace("service Shop {", "service Shop {\n  rpc Find(Item) returns (Item);")
    (tmp_path / "shop.proto").write_text(proto)
    os.utime(tmp_path / "shop.proto", (time.time() + 5, time.time() + 5))
    wait_until(lambda: raw_call(server, "/shop.Shop/Find")[0].get("grpc-status") == "0", what="the new method")
    assert in_flight(server) == 1
    assert running.result()["code"] == CANCELLED
    assert server.metric('mockforge_connections_total{protocol="grpc"}') >= 2


def test_a_stop_lets_a_call_end(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="degraded", latency_multiplier=20)
    running = Running(server, "Get")
    wait_until(lambda: in_flight(server) == 1, what="a call in flight")
    server.process.terminate()
    assert running.result()["code"] == OK
    assert server.process.wait(20) == 143


def test_a_stop_does_not_wait_for_ever(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    running = Running(server, "Chat", keepOpen=True)
    running.wait_for_message()
    begun = time.monotonic()
    server.stop()
    assert time.monotonic() - begun < 10
    assert running.result()["code"] in (UNAVAILABLE, CANCELLED)


def test_the_endpoint_is_shown_by_status_and_health(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    assert server.urls["grpc"].startswith("grpc://127.0.0.1:")
    shown = [endpoint for endpoint in server.curl("/__mockforge/status", endpoint="admin").json()["endpoints"]
             if endpoint["id"] == "grpc"]
    assert shown and shown[0]["state"] == "running"
    assert "grpc" in server.curl("/health", endpoint="metrics").body.decode()


CHANNEL = Path(BINARY).resolve().parents[1] / "tests/grpc_channel"


@pytest.mark.parametrize("arguments, printed", [
    (("Get", "1"), "received 1 status 0"),
    (("List", "1"), "received 3 status 0"),
    (("Add", "5"), "received 1 status 0"),
    (("Chat", "5"), "received 5 status 0"),
    (("Chat", "5", "cancel", "2"), "received 2 status 1"),
])
def test_a_channel_in_cpp(serve, tmp_path, arguments, printed):
    server = serve_grpc(serve, tmp_path)
    method, *rest = arguments
    done = subprocess.run([CHANNEL, address(server), "call", f"/shop.Shop/{method}", *rest], text=True, capture_output=True,
                          timeout=DEADLINE)
    assert done.stdout.strip() == printed, done.stderr
    status = "ok" if printed.endswith("0") else "error"
    wait_until(lambda: requests(server, f"Shop::{method}", status) == 1, what="the count")
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")


def test_a_deadline_of_a_channel_in_cpp(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="chaos", error_rate=0, timeout_rate=1)
    done = subprocess.run([CHANNEL, address(server), "call", "/shop.Shop/Get", "1", "deadline", "400"], text=True,
                          capture_output=True, timeout=DEADLINE)
    assert done.stdout.strip() == "received 0 status 4", done.stderr
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
