# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chaos rules on gRPC: on calls and on single messages, over HTTP/2 by grpc-js and over gRPC-Web by curl."""

import base64
import json

import pytest
from chaoslab import applied, lab, project, rule_of, send
from conftest import run_program, wait_until
from grpcclient import SHOP, Running, call, errors, framed, in_flight, requests, serve_grpc
from test_grpc_tls import secure
from test_grpc_web import BINARY, frames, post
from test_tls import certificate

OK, CANCELLED, DEADLINE_EXCEEDED, NOT_FOUND, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE, DATA_LOSS = 0, 1, 4, 5, 8, 13, 14, 15
GRPC = """grpc:
  proto_files: [shop.proto]
  rules:
    - {method: shop.Shop/Get, match: {message: {id: bad}}, response: {status: INTERNAL}}
    - {method: shop.Shop/Get, match: {message: {id: missing}}, response: {status: NOT_FOUND}}
    - {method: shop.Shop/Get, response: {message: {id: "{{message.id}}", name: lamp}}}
    - {method: shop.Shop/List, response: {messages: [{id: "1"}, {id: "2"}, {id: "3"}, {id: "4"}, {id: "5"}, {id: "6"}]}}
    - {method: shop.Shop/Chat, response: {message: {id: "{{message.id}}"}}}
    - {method: shop.Shop/Add, response: {message: {id: "{{count}}"}}}
"""
LETTERS = [{"id": letter} for letter in "abcdef"]


def serve_lab(serve, folder, *rules, section="", **options):
    return serve_grpc(serve, folder, project(*rules, section=section, routes=GRPC), **options)


def ids(result):
    return "".join(message["id"] for message in result["messages"])


def put(server, name="r", **rule):
    send(server, "PUT", f"/rules/{name}", rule)


# On calls

def test_latency_waits_and_says_so(serve, tmp_path):
    server = serve_lab(serve, tmp_path, "fault: {latency: {delay: 200ms}}")
    result = call(server, "Get", [{"id": "x"}])
    assert result["code"] == OK and result["messages"][0]["name"] == "lamp" and result["elapsedMs"] >= 200
    assert result["trailers"]["x-mockforge-fault"] == "latency"
    assert result["trailers"]["x-mockforge-injected-delay-ms"] == "200"
    wait_until(lambda: requests(server, "Shop::Get", "ok") == 1, what="the count")
    assert applied(server, "latency", "grpc") == 1 == server.metric("mockforge_chaos_triggers_total")
    assert server.metric('mockforge_injected_delay_seconds_sum{protocol="grpc"}') == pytest.approx(0.2, abs=0.005)
    assert server.metric('mockforge_service_duration_seconds_sum{protocol="grpc"}') < 0.15
    assert lab(server)["active"] == 0


def test_abort_maps_its_status_or_gives_its_own(serve, tmp_path):
    server = serve_lab(serve, tmp_path)
    for settings, code, message in [({"status": 429, "retry_after": "3s"}, RESOURCE_EXHAUSTED, "injected RESOURCE_EXHAUSTED"),
                                    ({"status": 404, "body": "no such lamp"}, NOT_FOUND, "no such lamp"),
                                    ({"status": 503, "grpc_status": "DATA_LOSS"}, DATA_LOSS, "injected DATA_LOSS")]:
        put(server, fault={"abort": settings})
        result = call(server, "Get")
        assert (result["code"], result["details"], result["messages"]) == (code, message, [])
        assert result["trailers"]["x-mockforge-fault"] == "abort"
        assert result["trailers"].get("retry-after") == ("3" if "retry_after" in settings else None)
    wait_until(lambda: requests(server, "Shop::Get", "error") == 3, what="the counts")
    assert applied(server, "abort", "grpc") == errors(server) == 3


def test_names_can_be_turned_off(serve, tmp_path):
    server = serve_lab(serve, tmp_path, "fault: {latency: {delay: 1ms}}", section="reply_headers: false")
    assert not [name for name in call(server, "Get")["trailers"] if name.startswith("x-mockforge")]


def test_hang_ends_with_its_client_or_when_all_chaos_is_stopped(serve, tmp_path):
    server = serve_lab(serve, tmp_path, "{name: h, fault: hang}")
    hanging = Running(server, "Get", cancelAfterMs=1500)
    wait_until(lambda: rule_of(server, "h")["active"] == 1, what="a call that hangs")
    assert server.metric('mockforge_chaos_faults_active{protocol="grpc"}') == 1
    assert hanging.result()["code"] == CANCELLED
    wait_until(lambda: in_flight(server) == 0 == rule_of(server, "h")["active"], what="the end of the call")
    again = Running(server, "Get", [{"id": "x"}])
    wait_until(lambda: rule_of(server, "h")["active"] == 1, what="a call that hangs")
    send(server, "POST", "/stop")
    assert again.result()["code"] == OK, "stopping lets it go on"
    assert lab(server)["active"] == 0


def test_stopping_ends_delays_at_once(serve, tmp_path):
    server = serve_lab(serve, tmp_path, "{name: l, fault: {latency: {delay: 600s}}}")
    waiting = Running(server, "Get", [{"id": "x"}])
    wait_until(lambda: rule_of(server, "l")["active"] == 1, what="a call that waits")
    send(server, "POST", "/stop")
    assert waiting.result()["code"] == OK
    wait_until(lambda: requests(server, "Shop::Get", "ok") == 1, what="the count")
    assert server.metric('mockforge_injected_delay_seconds_sum{protocol="grpc"}') < 30


def test_rate_limit_bulkhead_and_circuit_breaker(serve, tmp_path):
    server = serve_lab(serve, tmp_path)
    put(server, fault={"rate_limit": {"rate": 0.001, "burst": 2}})
    assert [call(server, "Get")["code"] for _ in range(3)] == [OK, OK, RESOURCE_EXHAUSTED]
    put(server, fault={"bulkhead": {"max_concurrent": 1}})
    inside = Running(server, "Chat", [{"id": "1"}], keepOpen=True, cancelAfterMs=4000)
    inside.wait_for_message()
    assert call(server, "Get")["code"] == UNAVAILABLE
    assert inside.result()["code"] == CANCELLED
    wait_until(lambda: in_flight(server) == 0, what="the end of the stream")
    assert call(server, "Get")["code"] == OK
    put(server, fault={"circuit_breaker": {"failures": 2, "open_for": "600s"}})
    assert [call(server, "Get", [{"id": name}])["code"] for name in ("missing", "bad", "bad", "x")] == [NOT_FOUND, INTERNAL, INTERNAL,
                                                                                                      UNAVAILABLE]


@pytest.mark.parametrize("when", [
    {"protocol": "grpc"}, {"endpoint": "grpc"}, {"route": "Shop::Get"}, {"method": ["Shop::Get", "Shop::List"]}, {"path": "/shop.Shop/Get"},
    {"headers": {"x-chaos": {"equals": "please"}}}, {"source": "127.0.0.0/8"}])
def test_whom_a_rule_is_for(serve, tmp_path, when):
    server = serve_lab(serve, tmp_path, {"name": "r", "when": when, "fault": {"abort": {"status": 503}}})
    assert call(server, "Get", metadata={"x-chaos": "please"})["code"] == UNAVAILABLE
    missed = {"protocol": ["http", "graphql"], "endpoint": "http", "route": "Shop::List", "method": ["POST"], "path": "/shop.Shop/List",
              "headers": {"x-chaos": {"equals": "no"}}, "source": "10.0.0.0/8"}
    put(server, when={name: missed[name] for name in when}, fault={"abort": {"status": 503}})
    assert call(server, "Get", metadata={"x-chaos": "please"})["code"] == OK


def test_a_caller_asks_by_its_metadata_when_allowed(serve, tmp_path):
    server = serve_lab(serve, tmp_path, section="allow_request_headers: true")
    result = call(server, "Get", metadata={"x-mockforge-fault-delay": "50", "x-mockforge-fault-abort": "404"})
    assert (result["code"], result["trailers"]["x-mockforge-fault"]) == (NOT_FOUND, "latency, abort")
    assert call(server, "Get")["code"] == OK


def test_faults_of_http_leave_calls_alone(serve, tmp_path):
    server = serve_lab(serve, tmp_path, "{name: g, fault: garbage}")
    assert call(server, "Get")["code"] == OK
    assert rule_of(server, "g")["matched"] == 0


@pytest.mark.parametrize("rule, where, what", [
    ("{when: {protocol: grpc}, fault: garbage}", "6:27", "the fault garbage does not act on the protocol grpc"),
    ("{when: {protocol: [http, grpc]}, fault: reset}", "6:27", "does not act on the protocol grpc"),
    ("{when: {protocol: http}, fault: message_drop}", "6:27", "the fault message_drop does not act on the protocol http"),
    ("{when: {protocol: websocket}, fault: grpc_abort}", "6:27", "does not act on the protocol websocket"),
    ("{when: {protocol: grpc, query: {x: y}}, fault: hang}", "6:40", "a gRPC call has no query"),
    ("{when: {protocol: grpc, body_size: {min: 3}}, fault: hang}", "6:44", "no body_size"),
    ("{when: {body: {contains: x}}, fault: message_drop}", "6:23", "a message of a stream has no body"),
    ("{fault: {message_drop: {index: 0}}}", "6:40", "index is 0"),
    ("{fault: {message_delay: {}}}", "6:18", "needs a delay"),
    ("{fault: {grpc_abort: {status: BROKEN}}}", "6:39", "status"),
])
def test_a_rule_that_cannot_act_is_refused_with_its_place(tmp_path, rule, where, what):
    (tmp_path / "shop.proto").write_text(SHOP)
    file = tmp_path / "mockforge.yaml"
    file.write_text(f"http: {{port: 0}}\nobservability:\n  chaos:\n    enabled: true\n    rules:\n      - {rule}\n{GRPC}")
    result = run_program("check", str(file))
    assert result.returncode == 2 and what in result.stdout, result.stdout
    assert f"mockforge.yaml:{where}" in result.stdout, result.stdout


# gRPC's own

def test_abort_after_messages_with_details(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "a", "when": {"method": ["Shop::List", "Shop::Chat"]}, "fault": {"grpc_abort": {
        "status": "DATA_LOSS", "message": "the disk is gone", "after": 2,
        "details": [{"@type": "google.rpc.ErrorInfo", "reason": "NO_DISK"}]}}})
    for method, messages in (("List", [{}]), ("Chat", LETTERS)):
        result = call(server, method, messages)
        assert (result["code"], result["details"], len(result["messages"])) == (DATA_LOSS, "the disk is gone", 2)
        assert result["trailers"]["x-mockforge-fault"] == "grpc_abort"
        assert b"NO_DISK" in base64.b64decode(result["trailers"]["grpc-status-details-bin"])
    assert call(server, "Chat", LETTERS[:1])["code"] == OK, "a stream that ends before is left alone"
    assert applied(server, "grpc_abort", "grpc") == 2
    put(server, "a", fault={"grpc_abort": {"status": 13}})
    result = call(server, "List")
    assert (result["code"], result["details"], result["messages"]) == (INTERNAL, "injected INTERNAL", [])
    wait_until(lambda: in_flight(server) == 0 == lab(server)["active"], what="the end of the calls")


def test_details_that_the_schema_lacks_are_refused(tmp_path):
    (tmp_path / "shop.proto").write_text(SHOP)
    (tmp_path / "mockforge.yaml").write_text(project('fault: {grpc_abort: {details: [{"@type": shop.Nothing}]}}', routes=GRPC))
    result = run_program("check", str(tmp_path / "mockforge.yaml"))
    assert result.returncode == 2 and "shop.Nothing" in result.stdout, result.stdout


def test_details_of_a_rule_that_comes_later_are_checked_too(serve, tmp_path):
    server = serve_lab(serve, tmp_path)
    reply = send(server, "PUT", "/rules/r", {"fault": {"grpc_abort": {"details": [{"@type": "shop.Nothing"}]}}}, check=False)
    assert reply.status == 400 and "shop.Nothing" in reply.json()["error"], reply.body
    assert call(server, "Get")["code"] == OK


def test_a_deadline_is_overrun(serve, tmp_path):
    server = serve_lab(serve, tmp_path, "{name: d, fault: grpc_deadline}")
    result = call(server, "Get", deadlineMs=700)
    assert result["code"] == DEADLINE_EXCEEDED and result["elapsedMs"] >= 690
    assert applied(server, "grpc_deadline", "grpc") == 1
    wait_until(lambda: in_flight(server) == 0 == lab(server)["active"], what="the end of the call")
    assert call(server, "Get")["code"] == OK, "a call without a deadline is left alone"
    assert rule_of(server, "d")["fired"] == 1


def test_a_message_grows_beyond_what_clients_take(serve, tmp_path):
    server = serve_lab(serve, tmp_path, "fault: {grpc_oversize: {index: 1}}")
    result = call(server, "Get", [{"id": "x"}])
    assert result["code"] == RESOURCE_EXHAUSTED and result["messages"] == []
    whole = call(server, "Get", [{"id": "x"}], options={"grpc.max_receive_message_length": -1})
    assert whole["code"] == OK and whole["messages"][0]["name"] == "lamp", "who takes it reads it"
    assert applied(server, "grpc_oversize", "grpc") == 2


# On messages

@pytest.mark.parametrize("fault, seen", [
    ({"message_drop": {"index": [2, 5]}}, "1346"), ({"message_duplicate": {"index": 2, "copies": 2}}, "12223456"),
    ({"message_reorder": {"index": [1, 4]}}, "213546"), ({"message_reorder": {"index": 6}}, "123456"), ("message_drop", "")])
def test_messages_to_the_client(serve, tmp_path, fault, seen):
    server = serve_lab(serve, tmp_path, {"name": "m", "fault": fault})
    result = call(server, "List")
    assert (result["code"], ids(result)) == (OK, seen)
    wait_until(lambda: in_flight(server) == 0 == lab(server)["active"], what="the end of the call")


@pytest.mark.parametrize("fault, seen", [
    ({"message_drop": {"index": 2, "direction": "up"}}, "acdef"), ({"message_duplicate": {"index": 3, "direction": "up"}}, "abccdef"),
    ({"message_reorder": {"index": 6, "direction": "up"}}, "abcdef"), ({"message_reorder": {"index": 2, "direction": "up"}}, "acbdef")])
def test_messages_of_the_client(serve, tmp_path, fault, seen):
    server = serve_lab(serve, tmp_path, {"name": "m", "fault": fault})
    assert ids(call(server, "Chat", LETTERS)) == seen
    added = call(server, "Add", LETTERS)
    assert (added["code"], added["messages"][0]["id"]) == (OK, str(len(seen)))


def test_a_delayed_message_keeps_its_place_and_its_time_is_injected(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "m", "fault": {"message_delay": {"delay": "400ms", "index": 3}}})
    result = call(server, "List")
    assert (result["code"], ids(result)) == (OK, "123456")
    assert result["times"][2] - result["times"][1] >= 350
    assert result["times"][5] - result["times"][2] < 350
    wait_until(lambda: requests(server, "Shop::List", "ok") == 1, what="the count")
    assert server.metric('mockforge_injected_delay_seconds_sum{protocol="grpc"}') == pytest.approx(0.4, abs=0.02)


def test_corrupt_bytes_reach_the_client(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "m", "fault": {"message_corrupt": {"mode": "random_bytes", "share": 1, "index": 2}}})
    reply = post(server, "/shop.Shop/List")
    messages, trailers = frames(reply)
    assert trailers["grpc-status"] == "0" and [len(message) for message in messages] == [3] * 6
    assert messages[0] == b"\x0a\x011" and messages[1][0] != 0x0a and messages[2] == b"\x0a\x013"


def test_size_and_share_choose_messages(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "m", "when": {"body_size": {"min": 6}}, "fault": {"message_drop": {"direction": "up"}}})
    assert ids(call(server, "Chat", [{"id": "a"}, {"id": "longer"}, {"id": "b"}])) == "ab"
    put(server, "m", every=2, fault="message_drop")
    assert ids(call(server, "List")) == "135"
    rule = rule_of(server, "m")
    assert (rule["matched"], rule["fired"]) == (6, 3)
    log = server.curl("/__mockforge/chaos/log", endpoint="admin").body.decode().splitlines()
    assert [json.loads(line)["n"] for line in log if json.loads(line)["rule"] == "m"][-3:] == [1, 3, 5]


def test_rules_act_on_streams_that_are_open(serve, tmp_path):
    server = serve_lab(serve, tmp_path)
    running = Running(server, "Chat", LETTERS[:1], keepOpen=True, cancelAfterMs=6000)
    running.wait_for_message()
    put(server, "m", fault={"message_delay": {"delay": "600s", "direction": "both"}})
    other = Running(server, "Chat", LETTERS)
    wait_until(lambda: rule_of(server, "m")["active"] > 0, what="messages that wait")
    send(server, "POST", "/stop")
    result = other.result()
    assert (result["code"], ids(result)) == (OK, "abcdef"), "stopping lets all messages go, in order"
    assert running.result()["code"] == CANCELLED
    wait_until(lambda: in_flight(server) == 0 == lab(server)["active"], what="the end of the calls")


def test_a_client_that_leaves_takes_held_messages_along(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "m", "fault": {"message_delay": {"delay": "600s"}}})
    running = Running(server, "List", cancelAfterMs=1500)
    wait_until(lambda: rule_of(server, "m")["active"] == 6, what="messages that wait")
    assert running.result()["code"] == CANCELLED
    wait_until(lambda: in_flight(server) == 0 == lab(server)["active"], what="the end of the call")
    assert server.metric('mockforge_chaos_faults_active{protocol="grpc"}') == 0


def test_the_same_seed_meets_the_same_messages(serve, tmp_path):
    rule = {"name": "m", "probability": 0.5, "fault": "message_drop"}
    server = serve_lab(serve, tmp_path, rule)
    first = [ids(call(server, "List")) for _ in range(3)]
    assert len(set(first)) > 1
    again = serve_lab(serve, tmp_path, rule)
    assert [ids(call(again, "List")) for _ in range(3)] == first


def test_a_log_is_replayed_on_calls_and_messages(serve, tmp_path):
    rules = ({"name": "m", "probability": 0.5, "fault": "message_drop"},
             {"name": "a", "probability": 0.4, "when": {"route": "Shop::Get"}, "fault": {"grpc_abort": {"status": "ABORTED"}}})

    def run(server):
        return [(ids(call(server, "List")), call(server, "Get")["code"]) for _ in range(4)]

    server = serve_lab(serve, tmp_path, *rules)
    seen = run(server)
    assert len(set(seen)) > 1
    log = tmp_path / "chaos.jsonl"
    log.write_bytes(server.curl("/__mockforge/chaos/log", endpoint="admin").body)
    again = serve_grpc(serve, tmp_path, project(*rules, section="seed: 99", routes=GRPC), "--replay-chaos", str(log))
    assert run(again) == seen


# On bytes

BIG = GRPC + '    - {method: shop.Shop/Big, response: {message: {name: "{{#repeat 4096}}0123456789abcdef{{/repeat}}"}}}\n'
BIG_SHOP = SHOP.replace("service Shop {", "service Shop { rpc Big(Item) returns (Item);")


@pytest.mark.parametrize("tls", [False, True])
def test_bytes_of_connections_are_paced(serve, tmp_path, tls):
    certificate(tmp_path, "server")
    section = BIG + ("  tls: {enabled: true, cert_file: server.pem, key_file: server.key}\n" if tls else "") + "  compression: false\n"
    server = serve_grpc(serve, tmp_path, project({"name": "b", "fault": {"bandwidth": {"rate": "64KiB"}}}, routes=section), proto=BIG_SHOP)
    options = {"tls": secure(server, tmp_path)} if tls else {}
    result = call(server, "Big", **options)
    assert (result["code"], len(result["messages"][0]["name"])) == (OK, 65536)
    assert 900 <= result["elapsedMs"] < 2500
    assert applied(server, "bandwidth", "grpc") == 1
    send(server, "DELETE", "/rules/b")
    assert call(server, "Big", **options)["elapsedMs"] < 700
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 0, what="the end of the connections")


def test_rules_on_bytes_act_on_connections_that_are_open(serve, tmp_path):
    ticking = "grpc:\n  proto_files: [shop.proto]\n  rules:\n" \
              "    - {method: shop.Shop/List, response: {message: {id: t}, repeat: {count: 100000}, interval: 20ms}}\n"
    server = serve_grpc(serve, tmp_path, project(routes=ticking))
    running = Running(server, "List")
    running.wait_for_message()
    put(server, "b", fault={"limit": {"bytes": 100, "end": "reset"}})
    assert running.result()["code"] in (UNAVAILABLE, INTERNAL)
    assert applied(server, "limit", "grpc") == 1
    wait_until(lambda: in_flight(server) == 0 == server.metric('mockforge_connections_open{protocol="grpc"}'), what="the end of the connection")


@pytest.mark.parametrize("fault, codes", [({"limit": {"bytes": 20000, "end": "reset"}}, {UNAVAILABLE, INTERNAL}),
                                          ({"limit": {"bytes": 20000, "end": "fin"}}, {UNAVAILABLE, INTERNAL}),
                                          ({"slicer": {"bytes": 9000, "gap": "5ms"}}, {OK}), ({"packet_loss": {"share": 0.5, "gap": "2ms"}}, {OK}),
                                          ({"slow_close": {"gap": "50ms"}}, {OK})])
def test_faults_of_bytes_act_on_connections(serve, tmp_path, fault, codes):
    server = serve_grpc(serve, tmp_path, project({"name": "b", "fault": fault}, routes=BIG + "  compression: false\n"), proto=BIG_SHOP)
    assert call(server, "Big", deadlineMs=8000)["code"] in codes
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 0, what="the end of the connections")
    wait_until(lambda: in_flight(server) == 0 == lab(server)["active"], what="the end of the calls")
    assert applied(server, next(iter(fault)), "grpc") == 1


# gRPC-Web

def test_grpc_web_meets_the_same_rules(serve, tmp_path):
    server = serve_lab(serve, tmp_path, {"name": "r", "when": {"protocol": "grpc", "endpoint": "http"}, "fault": {"abort": {"status": 503}}})
    reply = post(server, "/shop.Shop/Get")
    assert (reply.header("grpc-status"), reply.header("x-mockforge-fault")) == ("14", "abort")
    assert call(server, "Get")["code"] == OK, "the gRPC port is another endpoint"
    put(server, fault={"message_drop": {"index": [1, 2]}})
    assert [message[2:] for message in frames(post(server, "/shop.Shop/List"))[0]] == [b"3", b"4", b"5", b"6"]
    put(server, fault={"message_delay": {"delay": "100ms", "direction": "up"}})
    messages, trailers = frames(post(server, "/shop.Shop/Get", framed(b"\x0a\x01x"), BINARY))
    assert messages[0].startswith(b"\x0a\x01x") and trailers["grpc-status"] == "0"
    put(server, fault={"grpc_abort": {"status": "ABORTED", "after": 3}})
    messages, trailers = frames(post(server, "/shop.Shop/List"))
    assert (len(messages), trailers["grpc-status"]) == (3, "10")
    put(server, fault={"latency": {"delay": "80ms"}})
    trailers = frames(post(server, "/shop.Shop/Get"))[1]
    assert (trailers["x-mockforge-fault"], trailers["x-mockforge-injected-delay-ms"]) == ("latency", "80")
    wait_until(lambda: in_flight(server) == 0 == lab(server)["active"], what="the end of the calls")
