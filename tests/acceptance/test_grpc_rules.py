# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""gRPC's schema and rules, key by key, through the program and @grpc/grpc-js."""

import base64
import subprocess
import time

import pytest

from conftest import run_program, wait_until
from grpcclient import CLIENTS, Running, address, call, in_flight, serve_grpc

OK, UNKNOWN, NOT_FOUND, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS = 0, 2, 5, 8, 10, 13, 14, 15

PROTO = """
syntax = "proto3";
package shop;
enum Size { SIZE_UNSPECIFIED = 0; SMALL = 1; LARGE = 2; }
message Item { string id = 1; string name = 2; double price = 3; Size size = 4; int64 big = 5; repeated string tags = 6;
  optional int32 stock = 7; string email = 8; }
service Shop {
  rpc Get(Item) returns (Item);
  rpc List(Item) returns (stream Item);
  rpc Add(stream Item) returns (Item);
  rpc Chat(stream Item) returns (stream Item);
}
"""


def ruled(serve, folder, rules, *arguments, section="", **options):
    return serve_grpc(serve, folder, f"seed: 1\ngrpc:\n  proto_files: [shop.proto]\n{section}  rules:\n{rules}", *arguments, proto=PROTO,
                      **options)


def ids(result):
    return [message["id"] for message in result["messages"]]


def check(folder, project, *lines):
    """Every finding of `mockforge check`, which must hold these lines."""
    (folder / "mockforge.yaml").write_text(project)
    (folder / "shop.proto").write_text(PROTO)
    done = run_program("check", "mockforge.yaml", cwd=folder)
    assert done.returncode == 2, done.stdout + done.stderr
    for line in lines:
        assert line in done.stdout + done.stderr, done.stdout + done.stderr


# Where the schema comes from

def test_proto_dir_is_read_with_its_subfolders(serve, tmp_path):
    (tmp_path / "protos/sub").mkdir(parents=True)
    (tmp_path / "protos/sub/money.proto").write_text('syntax = "proto3"; package money; message Money { int64 units = 1; }')
    (tmp_path / "protos/bank.proto").write_text(
        'syntax = "proto3"; package bank; import "sub/money.proto"; service Bank { rpc Get(money.Money) returns (money.Money); }')
    server = serve_grpc(serve, tmp_path, "grpc: {proto_dir: protos}\n")
    result = call(server, "bank.Bank/Get", proto=str(tmp_path / "protos/bank.proto"))
    assert result["code"] == OK and result["messages"][0]["units"] != "0"


def test_imports_are_found_in_import_paths(serve, tmp_path):
    (tmp_path / "elsewhere/deep").mkdir(parents=True)
    (tmp_path / "elsewhere/deep/money.proto").write_text('syntax = "proto3"; package money; message Money { int64 units = 1; }')
    (tmp_path / "bank.proto").write_text(
        'syntax = "proto3"; package bank; import "deep/money.proto"; service Bank { rpc Get(money.Money) returns (money.Money); }')
    check(tmp_path, "grpc: {proto_files: [bank.proto]}\n", "bank.proto:1:34: error: there is no file 'deep/money.proto' to import",
          "grpc.import_paths")
    server = serve_grpc(serve, tmp_path, "grpc: {proto_files: [bank.proto], import_paths: [elsewhere]}\n")
    services = subprocess.run([CLIENTS / "bin/grpcurl", "-plaintext", address(server), "list"], capture_output=True,
                              text=True, timeout=20).stdout
    assert "bank.Bank" in services


def test_a_descriptor_set_is_enough(serve, tmp_path):
    (tmp_path / "shop.proto").write_text(PROTO)
    subprocess.run(["protoc", "--include_imports", "--descriptor_set_out=shop.pb", "shop.proto"], cwd=tmp_path, check=True, timeout=20)
    server = serve_grpc(serve, tmp_path, "grpc: {descriptor_sets: [shop.pb]}\n", proto=PROTO)
    assert call(server, "Get")["code"] == OK


def test_mistakes_of_schema_and_rules_are_reported_together(tmp_path):
    (tmp_path / "bad.proto").write_text('syntax = "proto3";\nmessage M {\n  strin x = 1;\n}\n')
    check(tmp_path, "grpc:\n  proto_files: [bad.proto, shop.proto]\n  rules:\n    - method: shop.Shop/Get\n      response:\n"
          "        message:\n          nam: x\n", "bad.proto:3:3: error", "mockforge.yaml:7:16: error: nam: shop.Item has no field 'nam'",
          "did you mean 'name'?")


def test_a_saved_proto_is_served_at_once_and_a_broken_one_is_not(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, "grpc: {proto_files: [shop.proto]}\n", proto=PROTO)
    assert "discount" not in call(server, "Get")["messages"][0]
    time.sleep(0.02)  # so that the file's time differs
    (tmp_path / "shop.proto").write_text(PROTO.replace("string email = 8;", "string email = 8; double discount = 9;"))
    wait_until(lambda: call(server, "Get")["messages"][0].get("discount", 0) > 0, what="the new field")
    (tmp_path / "shop.proto").write_text("this is no proto")
    wait_until(lambda: any("shop.proto:1:1" in line for line in server.stderr), what="the error")
    (tmp_path / "client").mkdir()
    (tmp_path / "client/shop.proto").write_text(PROTO)
    assert call(server, "Get", proto=str(tmp_path / "client/shop.proto"))["code"] == OK


def test_a_new_file_in_proto_dir_is_served(serve, tmp_path):
    (tmp_path / "protos").mkdir()
    (tmp_path / "protos/a.proto").write_text('syntax = "proto3"; package a; message M {} service A { rpc Get(M) returns (M); }')
    server = serve_grpc(serve, tmp_path, "grpc: {proto_dir: protos}\n")
    (tmp_path / "protos/b.proto").write_text('syntax = "proto3"; package b; message M {} service B { rpc Get(M) returns (M); }')
    wait_until(lambda: call(server, "b.B/Get", proto=str(tmp_path / "protos/b.proto"))["code"] == OK, what="the new service")


def test_the_seed_makes_the_data(serve, tmp_path):
    replies = []
    for _ in range(2):
        server = serve_grpc(serve, tmp_path, "seed: 7\ngrpc: {proto_files: [shop.proto]}\n", proto=PROTO)
        replies.append([call(server, "Get")["messages"], call(server, "List")["messages"], call(server, "Get")["messages"]])
        server.stop()
    assert replies[0] == replies[1]
    assert replies[0][0] != replies[0][2]
    item = replies[0][0][0]
    assert "@example." in item["email"] and item["size"] != "SIZE_UNSPECIFIED" and len(item["tags"]) in (2, 3)


# What a rule fits

@pytest.mark.parametrize("match, fits, other", [
    ("message: {id: lamp}", {"id": "lamp"}, {"id": "chair"}),
    ("message: {id: {contains: am}}", {"id": "lamp"}, {"id": "chair"}),
    ("message: {id: {regex: '^l.*p$'}}", {"id": "lamp"}, {"id": "lamps"}),
    ("message: {stock: {present: true}}", {"stock": 0}, {}),
    ("message: {stock: {absent: true}}", {}, {"stock": 0}),
    ("message: {size: LARGE}", {"size": "LARGE"}, {"size": "SMALL"}),
    ("message: {size: 2}", {"size": "LARGE"}, {"size": "SMALL"}),
    ("message: {big: 9007199254740993}", {"big": "9007199254740993"}, {"big": "9007199254740992"}),
    ("message: {tags: {contains: new}}", {"tags": ["old", "new"]}, {"tags": ["newer"]}),
    ("jsonpath: {'$.price': 10.5, '$.id': lamp}", {"id": "lamp", "price": 10.5}, {"id": "lamp", "price": 11}),
    ("jsonpath: {'$.tags[?@ == \"new\"]': {present: true}}", {"tags": ["new"]}, {"tags": ["old"]}),
])
def test_messages_are_matched(serve, tmp_path, match, fits, other):
    server = ruled(serve, tmp_path, f"    - method: shop.Shop/Get\n      match: {{{match}}}\n      response: {{status: ABORTED}}\n")
    assert call(server, "Get", [fits])["code"] == ABORTED
    assert call(server, "Get", [other])["code"] == OK


def test_metadata_is_matched(serve, tmp_path):
    server = ruled(serve, tmp_path, "    - method: shop.Shop/Get\n      match: {metadata: {x-tenant: {regex: '^ac'}}}\n"
                                    "      response: {status: ABORTED}\n")
    assert call(server, "Get", metadata={"x-tenant": "acme"})["code"] == ABORTED
    assert call(server, "Get", metadata={"x-tenant": "other"})["code"] == OK
    assert call(server, "Get")["code"] == OK


@pytest.mark.parametrize("which, fits, other", [("any", "axb", "ab"), ("all", "xx", "xa"), ("first", "xa", "ax"), ("last", "ax", "xa")])
def test_a_clients_stream_is_matched(serve, tmp_path, which, fits, other):
    server = ruled(serve, tmp_path, f"    - method: shop.Shop/Add\n      match: {{messages: {which}, message: {{id: x}}}}\n"
                                    "      response: {status: ABORTED}\n")
    assert call(server, "Add", [{"id": letter} for letter in fits])["code"] == ABORTED
    assert call(server, "Add", [{"id": letter} for letter in other])["code"] == OK


def test_method_enabled_priority_and_times_choose_the_rule(serve, tmp_path):
    server = ruled(serve, tmp_path, "    - {id: all, method: 'shop.*', response: {status: 2}}\n"
                                    "    - {id: off, method: '*', priority: 9, enabled: false, response: {status: 3}}\n"
                                    "    - {id: get, method: shop.Shop/Get, priority: 5, times: 2, response: {status: 14}}\n")
    assert [call(server, "Get")["code"] for _ in range(3)] == [UNAVAILABLE, UNAVAILABLE, UNKNOWN]
    assert call(server, "List")["code"] == UNKNOWN
    count = 'mockforge_route_requests_total{protocol="grpc",route="%s"}'
    wait_until(lambda: (server.metric(count % "get"), server.metric(count % "all")) == (2, 2), what="the rules' counts")
    # A reload goes on counting: the two times are over.
    (tmp_path / "mockforge.yaml").write_text((tmp_path / "mockforge.yaml").read_text().replace("status: 2", "status: 10"))
    wait_until(lambda: call(server, "Get")["code"] == ABORTED, what="the reload")


# What it answers

def test_replies_are_made_from_the_call(serve, tmp_path):
    server = ruled(serve, tmp_path, """    - method: shop.Shop/Get
      response:
        initial_metadata: {x-id: "{{message.id}}", x-bytes-bin: raw}
        trailing_metadata: {x-n: ["{{sequence}}", second]}
        message: {id: "{{message.id}} {{body.id}} {{metadata.x-tenant}}", price: "{{message.stock}}", size: "{{message.size}}", tags: "{{message.tags}}"}
""")
    for n in range(2):
        result = call(server, "Get", [{"id": "lamp", "stock": 3, "size": "LARGE", "tags": ["a", "b"]}], metadata={"x-tenant": "acme"})
        item = result["messages"][0]
        assert (item["id"], item["price"], item["size"], item["tags"]) == ("lamp lamp acme", 3, "LARGE", ["a", "b"])
        assert result["initial"]["x-id"] == "lamp"
        assert base64.b64decode(result["initial"]["x-bytes-bin"]) == b"raw"
        assert str(n) in result["trailers"]["x-n"]


def test_fill_completes_and_a_rule_without_a_message_is_made_up(serve, tmp_path):
    server = ruled(serve, tmp_path, "    - {method: shop.Shop/Get, match: {message: {id: a}}, response: {fill: true, message: {id: mine}}}\n"
                                    "    - {method: shop.Shop/Get, match: {message: {id: b}}, response: {message: {id: mine}}}\n"
                                    "    - {method: shop.Shop/Get, response: {trailing_metadata: {x-a: b}}}\n")
    filled, bare, made = (call(server, "Get", [{"id": letter}]) for letter in "abc")
    assert filled["messages"][0]["id"] == "mine" and filled["messages"][0]["email"]
    assert bare["messages"][0]["id"] == "mine" and not bare["messages"][0]["email"]
    assert made["messages"][0]["email"] and made["trailers"]["x-a"] == "b"


def test_a_status_has_its_message_and_details(serve, tmp_path):
    server = ruled(serve, tmp_path, """    - method: shop.Shop/Get
      response:
        status:
          code: NOT_FOUND
          message: "no {{message.id}} – ever"
          details:
            - {"@type": type.googleapis.com/google.rpc.ErrorInfo, reason: NO_SUCH, metadata: {id: "{{message.id}}"}}
            - {"@type": google.rpc.RetryInfo, retry_delay: 2s}
""")
    result = call(server, "Get", [{"id": "lamp"}])
    assert (result["code"], result["details"]) == (NOT_FOUND, "no lamp – ever")
    details = base64.b64decode(result["trailers"]["grpc-status-details-bin"])
    assert details.startswith(b"\x08\x05\x12") and b"google.rpc.ErrorInfo" in details and b"NO_SUCH" in details
    assert b"google.rpc.RetryInfo" in details and b"lamp" in details


def test_a_reply_that_cannot_be_made_is_internal(serve, tmp_path):
    server = ruled(serve, tmp_path, "    - {id: wrong, method: shop.Shop/Get, response: {message: {price: '{{message.id}}'}}}\n")
    result = call(server, "Get", [{"id": "lamp"}])
    assert result["code"] == INTERNAL
    assert "the rule 'wrong' cannot answer: price: " in result["details"] and '"lamp" is not a number' in result["details"]


def test_delay_interval_and_repeat_space_a_stream(serve, tmp_path):
    server = ruled(serve, tmp_path, "    - method: shop.Shop/List\n      response: {delay: 300ms, interval: 100ms, messages: [{id: a}, {id: b}],"
                                    " repeat: {count: 2, interval: 300ms}, status: DATA_LOSS}\n")
    result = call(server, "List")
    assert (ids(result), result["code"]) == (["a", "b", "a", "b"], DATA_LOSS)
    times = result["times"]
    assert times[0] >= 300
    assert [times[i + 1] - times[i] >= least for i, least in enumerate((90, 280, 90))] == [True] * 3, times
    wait_until(lambda: server.metric('mockforge_injected_delay_seconds_sum{protocol="grpc"}') >= 0.79, what="the delay's share")
    assert server.metric('mockforge_service_duration_seconds_sum{protocol="grpc"}') < 0.5


def test_an_endless_stream_ends_with_its_client(serve, tmp_path):
    server = ruled(serve, tmp_path, "    - method: shop.Shop/List\n      response: {message: {id: '{{index}}'}, repeat: {interval: 5ms}}\n")
    result = call(server, "List", cancelAfter=20)
    assert len(result["messages"]) >= 20
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")


def test_max_queue_holds_back_what_a_slow_reader_does_not_take(serve, tmp_path):
    name = "x" * 50_000
    server = ruled(serve, tmp_path, f"    - method: shop.Shop/List\n      response: {{message: {{name: {name}}}, repeat: {{}}}}\n",
                   section="  limits: {max_queue: 1MiB}\n")
    before = server.resident()
    slow = subprocess.Popen(["curl", "-s", "-o", "/dev/null", "--limit-rate", "20k", "--http2-prior-knowledge", "-X", "POST", "-H",
                             "content-type: application/grpc", "-H", "te: trailers", "--data-binary", "@-",
                             f"http://{address(server)}/shop.Shop/List"], stdin=subprocess.PIPE)
    slow.stdin.write(b"\0\0\0\0\0")
    slow.stdin.close()
    wait_until(lambda: in_flight(server) == 1, what="the call")
    end = time.monotonic() + 3
    while time.monotonic() < end:
        assert server.resident() - before < 40e6
        time.sleep(0.1)
    slow.kill()
    slow.wait(20)
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")


def test_max_collected_bounds_what_is_kept_of_a_clients_stream(serve, tmp_path):
    server = ruled(serve, tmp_path, "    - method: shop.Shop/Add\n      response: {message: {tags: {'#each messages': '{{this.id}}'}}}\n",
                   section="  limits: {max_collected: 1KiB}\n")
    assert call(server, "Add", [{"id": "a"}, {"id": "b"}])["messages"][0]["tags"] == ["a", "b"]
    result = call(server, "Add", [{"id": "x" * 600}] * 2)
    assert result["code"] == RESOURCE_EXHAUSTED and "grpc.limits.max_collected" in result["details"]


def test_both_sides_stream_message_by_message(serve, tmp_path):
    server = ruled(serve, tmp_path, """    - method: shop.Shop/Chat
      response:
        on_start: {message: {id: hello}}
        on_message:
          - match: {id: two}
            messages: [{id: "1"}, {id: "2"}]
          - match_jsonpath: {"$.tags[0]": first}
            message: {id: tagged}
          - match: {id: stop}
            status: {code: ABORTED, message: stopped}
        message: {id: "other {{message.id}} {{count}}"}
        on_half_close: {message: {id: bye}}
""")
    result = call(server, "Chat", [{"id": "a"}, {"id": "two"}, {"tags": ["first"]}])
    assert (ids(result), result["code"]) == (["hello", "other a 1", "1", "2", "tagged", "bye"], OK)
    stopped = call(server, "Chat", [{"id": "stop"}, {"id": "a"}], keepOpen=True)
    assert (stopped["code"], stopped["details"]) == (ABORTED, "stopped")


def test_on_start_speaks_before_the_client_does(serve, tmp_path):
    server = ruled(serve, tmp_path, "    - method: shop.Shop/Chat\n      response: {on_start: {message: {id: first}}}\n")
    running = Running(server, "Chat", [], keepOpen=True, cancelAfterMs=5000)
    running.wait_for_message()
    running.vanish()
