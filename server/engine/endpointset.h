// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/endpoint.h"
#include "server/engine/listener.h"
#include "server/engine/runtime.h"
#include "server/engine/sharedstate.h"
#include "server/project/model.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::engine {

/// The listeners a project asks for: starts, stops, moves and reconfigures them, and knows each one's real
/// state. One that fails says why and leaves the others alone. Lives in the main thread.
class EndpointSet
{
public:
    /// `changed` is called after every change of state, with what happened in words.
    using Changed = std::function<void(const control::EndpointStatus &status)>;

    EndpointSet(Runtime &runtime, SharedState &shared, Changed changed);
    ~EndpointSet();

    /// Takes a project's settings. What runs goes on: limits and certificates change in place, and only an
    /// endpoint whose address changed is moved (the new one listens before the old one stops, where the port
    /// allows it).
    void configure(const std::shared_ptr<const project::Project> &project);
    void start(const std::string &id);
    void startOnPort(const std::string &id, std::uint16_t port);
    void stop(const std::string &id);
    void startAll();
    void stopAll();
    void forgetPorts(); ///< the ports chosen by startOnPort

    std::vector<control::EndpointStatus> statuses() const;
    std::uint16_t suggestFreePort(const std::string &id) const;

private:
    struct Slot;

    std::vector<control::EndpointStatus> wantedBy(const project::Project &project) const;
    void start(Slot &slot);
    void stop(Slot &slot);
    void retire(std::unique_ptr<Listener> endpoint, std::function<void()> done);
    void fail(Slot &slot, const Error &error);
    Slot *find(const std::string &id) const;

    Runtime &m_runtime;
    SharedState &m_shared;
    Changed m_changed;
    std::shared_ptr<const project::Project> m_project;
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::map<std::string, std::uint16_t> m_chosenPorts;
    std::map<Listener *, std::unique_ptr<Listener>> m_retiring;
};

} // namespace mockforge::engine
