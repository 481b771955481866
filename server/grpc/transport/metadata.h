// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/call.h"

#include <grpcpp/server_context.h>

#include <cstdint>
#include <string>

namespace mockforge::grpc {

/// Metadata and times between gRPC's types and ours. Pure functions, any thread.

Metadata receivedMetadata(const ::grpc::ServerContextBase &context);
/// Nanoseconds of the monotonic clock; 0 for no deadline.
std::int64_t monotonicDeadline(gpr_timespec deadline);
/// Whether metadata of ours may have this name: gRPC ends the process over one that it may not have, and
/// keeps "grpc-…" and ":…" for itself.
bool isLegal(const std::string &name);
/// The value with what may not be in it (gRPC over HTTP2, "Requests") replaced by '?'; "-bin" takes any byte.
std::string legalValue(const std::string &name, const std::string &value);

} // namespace mockforge::grpc
