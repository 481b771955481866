// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace mockforge::log {

enum class Level { Error, Warn, Info, Debug };

/// Writes diagnostics, one line each, to standard error or a file, as text for people or as JSON for
/// machines. Qt's own messages come here too once install() was called. Thread-safe; a line is written whole.
/// Never throws, and a disk that is full costs the line, not the program.
class Logger
{
public:
    static Logger &instance();

    /// `level` is error, warn, info or debug; `format` text or json; an empty file means standard error.
    Result<void> configure(const std::string &level, const std::string &format, const std::string &file);
    void write(Level level, std::string_view category, std::string_view message,
               std::string_view detail = {});
    /// Sends qWarning and its kin here.
    void install();

private:
    Logger() = default;
    ~Logger();

    Level m_level = Level::Info;
    bool m_json = false;
    std::string m_path;
    std::FILE *m_file = nullptr; ///< null: standard error
};

} // namespace mockforge::log
