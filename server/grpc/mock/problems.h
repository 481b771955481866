// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/project/basicmodel.h"

#include <string>
#include <vector>

namespace mockforge::grpc {

/// Where findings about the project file's rules go.
struct Problems
{
    const std::string &file;
    std::vector<control::Diagnostic> &list;

    void error(const project::Location &where, std::string code, std::string message,
               std::string suggestion = {}) const
    {
        list.push_back({control::Diagnostic::Severity::Error, file, where.line, where.column, std::move(code),
                        std::move(message), std::move(suggestion)});
    }
};

} // namespace mockforge::grpc
