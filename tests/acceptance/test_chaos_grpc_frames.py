# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chaos rules on the HTTP/2 frames of gRPC: what the wire carries by Node's own HTTP/2, what a client makes of it by grpc-js."""

import pytest
from chaoslab import applied, lab, project, rule_of
from conftest import run_program, wait_until
from grpcclient import call, errors, frames_of, in_flight, requests, serve_grpc
from test_chaos_grpc import GRPC, INTERNAL, OK, UNAVAILABLE, ids, put, serve_lab
from test_grpc_tls import secure
from test_grpc_web import frames, post
from test_tls import certificate

NO_ERROR, INTERNAL_ERROR, REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM = 0, 2, 7, 8, 11
CANCELLED, UNKNOWN, RESOURCE_EXHAUSTED = 1, 2, 8
MESSAGE = 8  # bytes of a message of List on the wire
CHOSEN = {"headers": {"x-chaos": {"equals": "please"}}}
PLEASE = {"headers": {"x-chaos": "please"}}


def settled(server):
    wait_until(lambda: in_flight(server) == 0 == lab(server)["active"], what="the end of the calls")


# Reset

@pytest.mark.parametrize("name, code", [("INTERNAL_ERROR", INTERNAL_ERROR), ("CANCEL", CANCEL), ("HTTP_1_1_REQUIRED", 13)])
def test_a_stream_is_reset_and_the_connection_goes_on(serve, tmp_path, name, code):
    server = serve_lab(serve, tmp_path, {"name": "r", "when": CHOSEN, "fault": {"grpc_reset": {"code": name, "after": 2}}})
    told = frames_of(server, ("List", {}), ("List", PLEASE), ("Get", {}), ("List", PLEASE), ("List", {}))
    whole, cut, other, again, last = told["calls"]
    assert (cut["rst"], cut["bytes"], cut.get("trailers")) == (code, 2 * MESSAGE, None)
    assert cut["headers"][":status"] == 200 and again["rst"] == code
    assert whole["trailers"]["grpc-status"] == other["trailers"]["grpc-status"] == last["trailers"]["grpc-status"] == "0"
    assert (whole["rst"], whole["bytes"], last["bytes"]) == (NO_ERROR, 6 * MESSAGE, 6 * MESSAGE)
    assert told["goaway"] == []
    settled(server)
    assert applied(server, "grpc_reset", "grpc") == 2 == errors(server)
    assert (requests(server, "Shop::List", "error"), requests(server, "Shop::List", "ok")) == (2, 2)


def test_a_reset_at_once_brings_nothing_else(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "r", "when": CHOSEN, "fault": "grpc_reset"})
    cut, whole = frames_of(server, ("Get", PLEASE), ("Get", {}))["calls"]
    assert (cut["rst"], cut["bytes"], cut.get("headers")) == (INTERNAL_ERROR, 0, None)
    assert whole["trailers"]["grpc-status"] == "0"


@pytest.mark.parametrize("name, code", [("INTERNAL_ERROR", INTERNAL), ("REFUSED_STREAM", UNAVAILABLE), ("CANCEL", CANCELLED),
                                        ("ENHANCE_YOUR_CALM", RESOURCE_EXHAUSTED)])
def test_what_a_client_makes_of_a_reset(serve, tmp_path, name, code):
    server = serve_lab(serve, tmp_path, {"name": "r", "fault": {"grpc_reset": {"code": name, "after": 1}}})
    result = call(server, "List")
    assert (result["code"], ids(result)) == (code, "1")


def test_a_refused_stream_is_tried_again(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "r", "first": 1, "fault": {"grpc_reset": {"code": "REFUSED_STREAM"}}})
    assert call(server, "Get")["code"] == OK
    assert rule_of(server, "r")["matched"] == 2


# Missing trailers

def test_trailers_are_missing(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "t", "when": CHOSEN, "fault": "grpc_missing_trailers"})
    cut, whole = frames_of(server, ("List", PLEASE), ("List", {}))["calls"]
    assert (cut["rst"], cut["bytes"], cut.get("trailers")) == (NO_ERROR, 6 * MESSAGE, None)
    assert cut["headers"]["content-type"] == "application/grpc"
    assert (whole["bytes"], whole["trailers"]["grpc-status"]) == (6 * MESSAGE, "0")
    settled(server)
    assert applied(server, "grpc_missing_trailers", "grpc") == 1


def test_a_status_without_messages_is_missing_too(serve, tmp_path):
    rules = GRPC.replace("response: {status: INTERNAL}", "response: {status: INTERNAL, trailing_metadata: {x-own: kept}}").replace(
        "match: {message: {id: bad}}", "match: {metadata: {x-bad: {equals: please}}}")
    server = serve_grpc(serve, tmp_path, project({"name": "t", "fault": "grpc_missing_trailers"}, routes=rules))
    (cut,) = frames_of(server, ("Get", {"headers": {"x-bad": "please"}}))["calls"]
    fields = {**cut["headers"], **cut.get("trailers", {})}
    assert (cut["rst"], cut["bytes"], fields["x-own"]) == (NO_ERROR, 0, "kept")
    assert not [name for name in fields if name.startswith(("grpc-status", "grpc-message", "x-mockforge"))]


def test_what_a_client_makes_of_missing_trailers(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "t", "fault": "grpc_missing_trailers"})
    result = call(server, "List")
    assert (result["code"] in (UNKNOWN, INTERNAL), ids(result)) == (True, "123456")


# GOAWAY

def test_a_connection_takes_no_more_calls(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "g", "when": CHOSEN, "fault": {"grpc_goaway": {"message": "be gone"}}})
    told = frames_of(server, ("Chat", {"stays": True}), ("Get", PLEASE), ("Get", {}))
    assert told["goaway"] == [{"code": NO_ERROR, "last": 3, "data": "be gone"}]
    assert [one["trailers"]["grpc-status"] for one in told["calls"]] == ["0", "0"], "both end well, and a third cannot begin"
    assert told["calls"][1]["trailers"]["x-mockforge-fault"] == "grpc_goaway"
    settled(server)
    assert applied(server, "grpc_goaway", "grpc") == 1 and errors(server) == 0


def test_the_code_of_a_goaway(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "g", "fault": {"grpc_goaway": {"code": "ENHANCE_YOUR_CALM", "message": "too_many_pings"}}})
    (goaway,) = frames_of(server, ("Get", {}))["goaway"]
    assert goaway == {"code": ENHANCE_YOUR_CALM, "last": 1, "data": "too_many_pings"}


def test_a_call_that_is_declared_unprocessed_is_tried_again_elsewhere(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "g", "first": 1, "fault": {"grpc_goaway": {"unprocessed": True}}})
    assert call(server, "Get")["code"] == OK
    assert rule_of(server, "g")["matched"] == 2
    settled(server)
    assert server.metric('mockforge_connections_total{protocol="grpc"}') == 2
    assert (errors(server), applied(server, "grpc_goaway", "grpc")) == (1, 1)
    told = frames_of(serve_lab(serve, tmp_path, {"name": "g", "fault": {"grpc_goaway": {"unprocessed": True}}}), ("Get", {}))
    assert told["goaway"] == [{"code": NO_ERROR, "last": 0, "data": ""}]
    assert "headers" not in told["calls"][0]


# All of them

def test_orders_never_reach_a_client(serve, tmp_path):
    server = serve_lab(serve, tmp_path)
    for fault in ({"grpc_reset": {"after": 1}}, "grpc_missing_trailers", "grpc_goaway", {"grpc_goaway": {"unprocessed": True}}):
        put(server, fault=fault)
        for told in frames_of(server, ("List", {}))["calls"]:
            assert "x-mockforge-frames" not in {**told.get("headers", {}), **told.get("trailers", {})}
        assert rule_of(server, "r")["fired"] >= 1, "there was an order to be taken out"


def test_frames_behind_tls(serve, tmp_path):
    certificate(tmp_path, "server")
    section = GRPC + "  tls: {enabled: true, cert_file: server.pem, key_file: server.key}\n"
    server = serve_grpc(serve, tmp_path, project({"name": "r", "fault": {"grpc_reset": {"after": 3}}}, routes=section))
    result = call(server, "List", tls=secure(server, tmp_path))
    assert (result["code"], ids(result)) == (INTERNAL, "123")


def test_grpc_web_has_no_frames(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "r", "fault": "grpc_reset"}, {"name": "t", "fault": "grpc_missing_trailers"},
                       {"name": "g", "fault": "grpc_goaway"})
    messages, trailers = frames(post(server, "/shop.Shop/List"))
    assert (len(messages), trailers["grpc-status"]) == (6, "0")
    assert sum(rule_of(server, name)["fired"] for name in "rtg") == 0


@pytest.mark.parametrize("fault, where, what", [
    ("{grpc_reset: {code: TEAPOT}}", "6:37", "code"), ("{grpc_goaway: {code: 3}}", "6:38", "code"),
    ("{grpc_goaway: {message: %s}}" % ("x" * 1025), "6:18", "1,024 bytes"), ("{grpc_reset: {after: -1}}", "6:38", "after")])
def test_a_fault_that_cannot_be_is_refused_with_its_place(tmp_path, fault, where, what):
    (tmp_path / "mockforge.yaml").write_text(
        f"http: {{port: 0}}\nobservability:\n  chaos:\n    enabled: true\n    rules:\n      - {{fault: {fault}}}\n")
    result = run_program("check", str(tmp_path / "mockforge.yaml"))
    assert result.returncode == 2 and what in result.stdout, result.stdout
    assert f"mockforge.yaml:{where}" in result.stdout, result.stdout
