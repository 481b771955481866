// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/grpc/schema/protoset.h"
#include "server/project/model.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace google::protobuf {
class MethodDescriptor;
} // namespace google::protobuf

namespace mockforge::grpc {

/// One method of the schema.
struct MethodEntry
{
    const google::protobuf::MethodDescriptor *descriptor = nullptr;
    std::string path;    ///< "/shop.Catalog/GetProduct"
    std::string service; ///< "shop.Catalog"
    std::string label;   ///< "Catalog::GetProduct", as the metrics name it
    bool clientStreaming = false;
    bool serverStreaming = false;
    std::size_t index = 0; ///< in Service::methods()
};

/// The section grpc, ready to serve: schema, rules, data. Immutable but for counting, shared by threads;
/// conversations hold what they need of it, so that a reload changes new calls only.
class Service : public std::enable_shared_from_this<Service>
{
public:
    ~Service();
    /// Null when the section is not enabled. Findings are appended; with an error among them the result is
    /// not to be served. `previous` hands on its counters, and its schema where no file of it has changed.
    static std::shared_ptr<const Service> compile(std::shared_ptr<const project::Project> project,
                                                  std::uint64_t seed,
                                                  std::vector<control::Diagnostic> &diagnostics,
                                                  const Service *previous = nullptr);

    const project::Project &project() const noexcept;
    std::shared_ptr<const ProtoSet> schema() const noexcept;
    const std::vector<MethodEntry> &methods() const noexcept; ///< by path
    /// Null for a method that the schema does not have.
    const MethodEntry *find(std::string_view path) const;
    /// Full names of the services, in order.
    const std::vector<std::string> &serviceNames() const noexcept;
    /// The labels of the rules, for metrics.
    const std::vector<std::string> &ruleIds() const noexcept;

    struct Private;

private:
    Service();
    std::unique_ptr<Private> d;
    friend class Mock;
};

} // namespace mockforge::grpc
