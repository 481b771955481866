// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/project/model.h"

#include <string>
#include <string_view>
#include <vector>

namespace mockforge::project {

/// Collects what is wrong with one file, so that everything is reported at once.
class Findings
{
public:
    explicit Findings(std::string file)
        : m_file(std::move(file))
    {}

    void error(Location where, std::string code, std::string message, std::string suggestion = {})
    {
        add(control::Diagnostic::Severity::Error, where, std::move(code), std::move(message),
            std::move(suggestion));
    }
    void warning(Location where, std::string code, std::string message, std::string suggestion = {})
    {
        add(control::Diagnostic::Severity::Warning, where, std::move(code), std::move(message),
            std::move(suggestion));
    }
    const std::string &file() const noexcept { return m_file; }
    std::vector<control::Diagnostic> &list() noexcept { return m_list; }

private:
    void add(control::Diagnostic::Severity severity, Location where, std::string code, std::string message,
             std::string suggestion)
    {
        m_list.push_back({severity, m_file, where.line, where.column, std::move(code), std::move(message),
                          std::move(suggestion)});
    }

    std::string m_file;
    std::vector<control::Diagnostic> m_list;
};

/// "did you mean 'x'?" for the candidate nearest to `word`, or the list of candidates when none is near.
std::string suggestionFor(std::string_view word, const std::vector<std::string> &candidates);

} // namespace mockforge::project
