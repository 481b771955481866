// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace google::protobuf {
class DescriptorPool;
}

namespace mockforge::grpc {

inline constexpr std::string_view kHealthService = "grpc.health.v1.Health";
inline constexpr std::string_view kReflectionService = "grpc.reflection.v1.ServerReflection";
inline constexpr std::string_view kOldReflectionService = "grpc.reflection.v1alpha.ServerReflection";

/// The descriptors of the built-in services, so that reflection describes them as any other. Made once, any
/// thread.
const google::protobuf::DescriptorPool &builtInSchema();

} // namespace mockforge::grpc
