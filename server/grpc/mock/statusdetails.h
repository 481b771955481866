// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "server/grpc/schema/protoset.h"

#include <string>

namespace mockforge::grpc {

/// A google.rpc.Status with these details (JSON, a list of messages with "@type"), serialised for the trailer
/// grpc-status-details-bin. Errors: a detail that the schema does not know, or that does not fit its type.
Result<std::string> serialiseStatus(const ProtoSet &schema, int code, const std::string &message,
                                    const std::string &details);

} // namespace mockforge::grpc
