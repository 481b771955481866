// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/recorder.h"
#include "server/chaos/faults/fieldfault.h"
#include "server/chaos/rule.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace mockforge::chaos {

/// The field rules that concern one GraphQL operation, while it is executed. Every field that one of them is
/// for is a decision of its own, in the order of the execution. One thread; the subject's views must live as
/// long.
class FieldRules
{
public:
    FieldRules(Shared &shared, metrics::Recorder &recorder, const Subject &subject)
        : m_shared(shared)
        , m_recorder(recorder)
        , m_subject(subject)
    {}

    void add(std::shared_ptr<const Rule> rule);
    bool isEmpty() const noexcept { return m_parts.empty(); }
    /// What happens to this field; faults are counted as they are decided.
    FieldEffect ask(std::string_view type, std::string_view field);

    /// The faults that acted, each once, by name, with their places among the faults in flight.
    std::vector<std::pair<std::string, ActiveFault>> takeFired();

private:
    struct Part
    {
        std::shared_ptr<const Rule> rule;
        bool fired = false;
        ActiveFault active; ///< of its first field; the others give theirs back at once
    };

    Shared &m_shared;
    metrics::Recorder &m_recorder;
    Subject m_subject;
    std::vector<Part> m_parts;
};

} // namespace mockforge::chaos
