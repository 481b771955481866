// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/dispatcher.h"
#include "server/grpc/mock/mock.h"
#include "server/grpc/services/health.h"
#include "server/grpc/services/reflection.h"

#include <memory>
#include <string>

namespace mockforge::metrics {
class Registry;
}

namespace mockforge::grpc {

/// Finds who answers a call: the project's mock, under the mode in force; else reflection and health, which
/// no mode touches; else nobody, and the nearest methods are named. Immutable, any thread.
class Router final : public Dispatcher
{
public:
    /// `mock` null: nothing is served, every call is unknown.
    Router(std::shared_ptr<const Mock> mock, std::shared_ptr<HealthBoard> health,
           metrics::Registry &registry);

    bool serves(const std::string &path) const override;
    Answer answer(RunningCall &call, const Deciders &deciders) const override;

private:
    enum class BuiltIn { None, HealthCheck, HealthWatch, Reflection };
    BuiltIn builtInAt(const std::string &path) const;
    Answer builtIn(RunningCall &call) const;
    std::string unknownMethod(const std::string &path) const;

    std::shared_ptr<const Mock> m_mock;
    std::shared_ptr<HealthBoard> m_health;
    std::shared_ptr<const ReflectedSchema> m_reflected; ///< null: reflection is off
    bool m_servesHealth = false;
    metrics::RouteId m_builtIn;
    metrics::MethodId m_check;
    metrics::MethodId m_watch;
    metrics::MethodId m_reflection;
};

} // namespace mockforge::grpc
