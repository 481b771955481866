# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The services that every gRPC port has: server reflection in both versions, and health."""

import json
import os
import subprocess
import time

import pytest
from conftest import DEADLINE, wait_until
from grpcclient import CLIENTS, PROJECT, SHOP, Running, address, call, errors, put_mode, raw_call, requests, serve_grpc

OK, NOT_FOUND, UNIMPLEMENTED, UNAVAILABLE = 0, 5, 12, 14

HEALTH = """
syntax = "proto3";
package grpc.health.v1;
message HealthCheckRequest { string service = 1; }
message HealthCheckResponse {
  enum ServingStatus { UNKNOWN = 0; SERVING = 1; NOT_SERVING = 2; SERVICE_UNKNOWN = 3; }
  ServingStatus status = 1;
}
service Health {
  rpc Check(HealthCheckRequest) returns (HealthCheckResponse);
  rpc Watch(HealthCheckRequest) returns (stream HealthCheckResponse);
}
"""
REFLECTION = """
syntax = "proto3";
package grpc.reflection.%s;
message ServerReflectionRequest {
  string host = 1;
  oneof message_request {
    string file_by_filename = 3;
    string file_containing_symbol = 4;
    ExtensionRequest file_containing_extension = 5;
    string all_extension_numbers_of_type = 6;
    string list_services = 7;
  }
}
message ExtensionRequest { string containing_type = 1; int32 extension_number = 2; }
message ServerReflectionResponse {
  string valid_host = 1;
  ServerReflectionRequest original_request = 2;
  FileDescriptorResponse file_descriptor_response = 4;
  ExtensionNumberResponse all_extension_numbers_response = 5;
  ListServiceResponse list_services_response = 6;
  ErrorResponse error_response = 7;
}
message FileDescriptorResponse { repeated bytes file_descriptor_proto = 1; }
message ExtensionNumberResponse { string base_type_name = 1; repeated int32 extension_number = 2; }
message ListServiceResponse { repeated ServiceResponse service = 1; }
message ServiceResponse { string name = 1; }
message ErrorResponse { int32 error_code = 1; string error_message = 2; }
service ServerReflection { rpc ServerReflectionInfo(stream ServerReflectionRequest) returns (stream ServerReflectionResponse); }
"""
EXTENDED = """
syntax = "proto2";
package shop;
import "google/protobuf/timestamp.proto";
message Base { optional string id = 1; optional google.protobuf.Timestamp at = 2; extensions 100 to 200; }
extend Base { optional string colour = 101; optional int32 size = 150; }
service Shop { rpc Get(Base) returns (Base); }
"""


def client_proto(folder, name, text):
    (folder / name).write_text(text)
    return str(folder / name)


def health(server, folder, method="Check", service="", **options):
    proto = client_proto(folder, "client_health.proto", HEALTH)
    return call(server, f"grpc.health.v1.Health/{method}", [{"service": service}], proto=proto, **options)


def reflect(server, folder, version, *questions):
    proto = client_proto(folder, f"client_{version}.proto", REFLECTION % version)
    result = call(server, f"grpc.reflection.{version}.ServerReflection/ServerReflectionInfo", list(questions), proto=proto)
    assert result["code"] == OK, result
    return result["messages"]


@pytest.mark.parametrize("version", ["v1", "v1alpha"])
def test_a_client_learns_the_schema_by_reflection_alone(serve, tmp_path, version):
    server = serve_grpc(serve, tmp_path)
    done = subprocess.run(["node", CLIENTS / "grpc_reflection.mjs", address(server), version, "shop.Shop", "Get"], text=True,
                          capture_output=True, timeout=DEADLINE)
    assert done.returncode == 0, done.stderr
    learnt = json.loads(done.stdout)
    assert learnt["services"] == ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                                  "grpc.reflection.v1alpha.ServerReflection", "shop.Shop"]
    assert learnt["methods"] == ["Get", "List", "Add", "Chat"]
    assert learnt["reply"]["id"]


@pytest.mark.parametrize("version", ["v1", "v1alpha"])
def test_every_question_of_reflection_is_answered(serve, tmp_path, version):
    server = serve_grpc(serve, tmp_path, proto=EXTENDED)
    answers = reflect(
        server, tmp_path, version, {"host": "here", "file_by_filename": "shop.proto"}, {"file_containing_symbol": "shop.Base"},
        {"file_containing_symbol": "grpc.health.v1.Health"},
        {"file_containing_extension": {"containing_type": "shop.Base", "extension_number": 150}},
        {"all_extension_numbers_of_type": "shop.Base"}, {"list_services": "*"})
    by_name, by_symbol, built_in, by_extension, numbers, services = answers
    assert by_name["valid_host"] == "here"
    assert by_name["original_request"]["file_by_filename"] == "shop.proto"
    files = by_name["file_descriptor_response"]["file_descriptor_proto"]
    assert len(files) == 2  # with the timestamp that it imports
    for answer in (by_symbol, built_in, by_extension):
        assert len(answer["file_descriptor_response"]["file_descriptor_proto"]) == 1  # what it imports has been sent
    assert numbers["all_extension_numbers_response"] == {"base_type_name": "shop.Base", "extension_number": [101, 150]}
    assert {"name": "shop.Shop"} in services["list_services_response"]["service"]


def test_what_reflection_does_not_find_is_an_error_in_the_answer(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    answers = reflect(server, tmp_path, "v1", {"file_by_filename": "no.proto"}, {"file_containing_symbol": "no.Symbol"},
                      {"file_containing_extension": {"containing_type": "shop.Item", "extension_number": 9}},
                      {"all_extension_numbers_of_type": "no.Type"}, {"host": "nothing asked"})
    assert [answer["error_response"]["error_code"] for answer in answers] == [NOT_FOUND] * 4 + [3]
    assert "no.proto" in answers[0]["error_response"]["error_message"]


def test_reflection_can_be_turned_off(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, PROJECT + "  reflection: false\n")
    for version in ("v1", "v1alpha"):
        fields, _ = raw_call(server, f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo")
        assert fields["grpc-status"] == str(UNIMPLEMENTED)


def test_health_of_the_endpoint_and_of_each_service(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    for service in ("", "shop.Shop"):
        assert health(server, tmp_path, service=service)["messages"] == [{"status": "SERVING"}]
    unknown = health(server, tmp_path, service="no.Service")
    assert unknown["code"] == NOT_FOUND
    assert "no.Service" in unknown["details"]
    assert requests(server, "Health::Check", "ok") == 2
    assert errors(server) == 1


def test_health_can_be_turned_off(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, PROJECT + "  health: false\n")
    assert health(server, tmp_path)["code"] == UNIMPLEMENTED


def test_modes_leave_health_alone(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="error", error_rate=1, status_codes=[503])
    assert health(server, tmp_path)["code"] == OK


def test_a_watch_is_told_of_a_service_that_appears_and_of_the_stop(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    proto = client_proto(tmp_path, "client_health.proto", HEALTH)
    watch = Running(server, "grpc.health.v1.Health/Watch", [{"service": "shop.Depot"}], proto=proto)
    watch.wait_for_message()
    depot = SHOP + "service Depot { rpc Get(Item) returns (Item); }\n"
    (tmp_path / "shop.proto").write_text(depot)
    os.utime(tmp_path / "shop.proto", (time.time() + 5, time.time() + 5))
    watch.wait_for_message()
    begun = time.monotonic()
    server.process.terminate()
    result = watch.result()
    assert [message["status"] for message in result["messages"]] == ["SERVICE_UNKNOWN", "SERVING", "NOT_SERVING"]
    assert result["code"] == UNAVAILABLE
    assert server.process.wait(DEADLINE) == 143
    assert time.monotonic() - begun < 5


def test_a_watch_is_counted_once_and_ends_with_its_client(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    assert health(server, tmp_path, "Watch", cancelAfter=1)["code"] == 1
    wait_until(lambda: requests(server, "Health::Watch", "error") == 1, what="the count")
