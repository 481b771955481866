// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/mock/generator.h"
#include "server/grpc/mock/rule.h"
#include "server/grpc/mock/service.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::grpc {

/// What may answer a method.
struct MethodRules
{
    std::vector<Rule> candidates; ///< in the order they are asked
    Rule standard;                ///< for a call that none of them takes
    Reply nothing;                ///< no message: what is left to say is the status
    Needs needs;                  ///< of all of them
    bool dependOnMessage = false; ///< some candidate has conditions on it
};

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
    std::vector<MethodRules> rules;              ///< by method
    std::map<std::string, RuleCounter> counters; ///< by rule, and by path for calls without one
    project::GrpcRule standardRule;              ///< answers with data made from the schema
    project::GrpcReply silence;                  ///< has no message
};

} // namespace mockforge::grpc
