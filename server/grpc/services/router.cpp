// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/services/router.h"

#include "metrics/record/registry.h"
#include "server/grpc/call/faultconversation.h"
#include "server/grpc/call/modeconversation.h"
#include "server/grpc/call/statuscodes.h"
#include "server/grpc/services/builtinschema.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace mockforge::grpc {

namespace {

constexpr std::size_t kNearest = 3;
/// A path longer than this is nobody's typing mistake, and comparing it with every method would cost.
constexpr std::size_t kLongestCompared = 200;

/// Ends a call with a status before it has begun.
class RefusingConversation final : public Conversation
{
public:
    RefusingConversation(Call &call, Status status)
        : m_call(call)
        , m_status(std::move(status))
    {}
    void started() override { m_call.finish(std::move(m_status), {}); }
    void received(std::string_view) override {}
    void halfClosed() override {}
    void cancelled() override {}

private:
    Call &m_call;
    Status m_status;
};

/// How many letters must be added, taken away or changed (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, changed});
        }
    }
    return row.back();
}

std::vector<std::string> nearest(const std::vector<MethodEntry> &methods, std::string_view path)
{
    std::vector<std::pair<std::size_t, const std::string *>> all;
    for (const MethodEntry &method : methods)
        all.emplace_back(distance(path, method.path), &method.path);
    const auto count = static_cast<std::ptrdiff_t>(std::min(kNearest, all.size()));
    std::partial_sort(all.begin(), all.begin() + count, all.end(), [](const auto &a, const auto &b) {
        return std::tie(a.first, *a.second) < std::tie(b.first, *b.second);
    });
    std::vector<std::string> names;
    for (auto it = all.begin(); it != all.begin() + count; ++it)
        names.push_back(it->second->substr(1));
    return names;
}

std::string pathOf(std::string_view service, std::string_view method)
{
    return "/" + std::string(service) + "/" + std::string(method);
}

} // namespace

Router::Router(std::shared_ptr<const Mock> mock, std::shared_ptr<HealthBoard> health,
               metrics::Registry &registry)
    : m_mock(std::move(mock))
    , m_health(std::move(health))
    , m_builtIn(registry.internRoute(metrics::Protocol::Grpc, "(built-in)"))
    , m_check(registry.internMethod(metrics::Protocol::Grpc, "Health::Check"))
    , m_watch(registry.internMethod(metrics::Protocol::Grpc, "Health::Watch"))
    , m_reflection(registry.internMethod(metrics::Protocol::Grpc, "ServerReflection::ServerReflectionInfo"))
{
    if (!m_mock)
        return;
    const project::Grpc &settings = m_mock->service().project().grpc;
    m_servesHealth = settings.health;
    if (!settings.reflection)
        return;
    auto reflected = std::make_shared<ReflectedSchema>();
    reflected->services = m_mock->service().serviceNames();
    if (m_servesHealth)
        reflected->services.emplace_back(kHealthService);
    reflected->services.emplace_back(kReflectionService);
    reflected->services.emplace_back(kOldReflectionService);
    std::sort(reflected->services.begin(), reflected->services.end());
    reflected->services.erase(std::unique(reflected->services.begin(), reflected->services.end()),
                              reflected->services.end());
    reflected->pools = {&m_mock->service().schema()->pool(), &builtInSchema()};
    reflected->owner = m_mock->service().schema();
    m_reflected = std::move(reflected);
}

Answer Router::answer(RunningCall &call, const Deciders &deciders) const
{
    const MethodEntry *method = m_mock ? m_mock->find(call.start().path) : nullptr;
    if (method) {
        call.setRoute(m_mock->route(*method)); // a mode may end the call before a rule has seen it
        const scenario::Decision decision = deciders.modes.decide();
        const auto answer = [&] {
            return m_mock->answer(*method, call);
        };
        const auto underItsMode = [&] {
            return underMode(call, decision, answer);
        };
        auto conversation = decision.hang ? underItsMode()
                                          : underRules(call, method->label, deciders.chaos, underItsMode,
                                                       [this](const Status &status, const auto &details) {
                                                           return m_mock->details(status, details);
                                                       });
        return {std::move(conversation), m_mock->label(*method), method->clientStreaming,
                method->serverStreaming, method->label};
    }
    if (Answer answer = builtIn(call); answer.conversation)
        return answer;
    return {std::make_unique<RefusingConversation>(
                call, Status{code::kUnimplemented, unknownMethod(call.start().path), {}}),
            metrics::kUnknownMethod,
            false,
            false,
            {}};
}

Router::BuiltIn Router::builtInAt(const std::string &path) const
{
    if (m_servesHealth && path == pathOf(kHealthService, "Check"))
        return BuiltIn::HealthCheck;
    if (m_servesHealth && path == pathOf(kHealthService, "Watch"))
        return BuiltIn::HealthWatch;
    if (m_reflected && (path == pathOf(kReflectionService, "ServerReflectionInfo") ||
                        path == pathOf(kOldReflectionService, "ServerReflectionInfo")))
        return BuiltIn::Reflection;
    return BuiltIn::None;
}

bool Router::serves(const std::string &path) const
{
    return (m_mock && m_mock->find(path)) || builtInAt(path) != BuiltIn::None;
}

Answer Router::builtIn(RunningCall &call) const
{
    Answer answer;
    switch (builtInAt(call.start().path)) {
    case BuiltIn::HealthCheck:
        answer = {std::make_unique<HealthConversation>(call, m_health, false), m_check, false, false, {}};
        break;
    case BuiltIn::HealthWatch:
        answer = {std::make_unique<HealthConversation>(call, m_health, true), m_watch, false, true, {}};
        break;
    case BuiltIn::Reflection:
        answer = {std::make_unique<ReflectionConversation>(call, m_reflected), m_reflection, true, true, {}};
        break;
    case BuiltIn::None:
        return answer;
    }
    call.setRoute(m_builtIn);
    return answer;
}

std::string Router::unknownMethod(const std::string &path) const
{
    std::string text = "there is no method '" + path + "'";
    if (!m_mock || m_mock->service().methods().empty())
        return text + "; no schema is loaded";
    if (path.size() > kLongestCompared)
        return text;
    const std::vector<std::string> names = nearest(m_mock->service().methods(), path);
    text += "; the nearest";
    text += names.size() == 1 ? " is " : " are ";
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return text;
}

} // namespace mockforge::grpc
