// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/services/builtinschema.h"

#include <google/protobuf/compiler/parser.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <memory>
#include <string>

namespace mockforge::grpc {

namespace pb = google::protobuf;

namespace {

// Names and numbers as the protocols have them (grpc/doc: health-checking.md, server-reflection.md).
constexpr std::string_view kHealth = R"(
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
)";

/// Both versions are the same but for the package.
constexpr std::string_view kReflection = R"(
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
  oneof message_response {
    FileDescriptorResponse file_descriptor_response = 4;
    ExtensionNumberResponse all_extension_numbers_response = 5;
    ListServiceResponse list_services_response = 6;
    ErrorResponse error_response = 7;
  }
}
message FileDescriptorResponse { repeated bytes file_descriptor_proto = 1; }
message ExtensionNumberResponse { string base_type_name = 1; repeated int32 extension_number = 2; }
message ListServiceResponse { repeated ServiceResponse service = 1; }
message ServiceResponse { string name = 1; }
message ErrorResponse { int32 error_code = 1; string error_message = 2; }
service ServerReflection {
  rpc ServerReflectionInfo(stream ServerReflectionRequest) returns (stream ServerReflectionResponse);
}
)";

void add(pb::DescriptorPool &pool, const std::string &name, const std::string &text)
{
    pb::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
    pb::io::Tokenizer tokenizer(&input, nullptr);
    pb::compiler::Parser parser;
    pb::FileDescriptorProto file;
    parser.Parse(&tokenizer, &file);
    file.set_name(name);
    pool.BuildFile(file);
}

std::string reflectionOf(const std::string &package)
{
    return "syntax = \"proto3\";\npackage " + package + ";\n" + std::string(kReflection);
}

std::unique_ptr<pb::DescriptorPool> makePool()
{
    auto pool = std::make_unique<pb::DescriptorPool>();
    add(*pool, "grpc/health/v1/health.proto", std::string(kHealth));
    add(*pool, "grpc/reflection/v1/reflection.proto", reflectionOf("grpc.reflection.v1"));
    add(*pool, "grpc/reflection/v1alpha/reflection.proto", reflectionOf("grpc.reflection.v1alpha"));
    return pool;
}

} // namespace

const pb::DescriptorPool &builtInSchema()
{
    static const std::unique_ptr<pb::DescriptorPool> pool = makePool();
    return *pool;
}

} // namespace mockforge::grpc
