// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/mock/generator.h"
#include "server/grpc/mock/service.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::grpc {

/// What a Service is made of, for the conversations. Immutable but for the counters.
struct Service::Private
{
    std::shared_ptr<const project::Project> project;
    std::uint64_t seed = 0;
    std::shared_ptr<const ProtoSet> schema;
    bool schemaIsWhole = false; ///< it was read without a finding
    std::unique_ptr<Generator> generator;
    std::vector<MethodEntry> methods;
    std::vector<std::string> serviceNames;
    std::vector<std::string> ruleIds;
    mutable std::vector<std::atomic<std::uint64_t>> counters; ///< calls of each method
};

} // namespace mockforge::grpc
