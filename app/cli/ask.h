// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace mockforge::cli {

/// Sends one request to the admin API of a running program; prints why when it fails, and gives nothing then.
std::optional<std::string> askForText(const Options &options, const QByteArray &method,
                                      const QByteArray &path, const QByteArray &body = {});
/// The same with an answer of JSON; null when it fails.
nlohmann::ordered_json ask(const Options &options, const QByteArray &method, const QByteArray &path,
                           const QByteArray &body = {});

} // namespace mockforge::cli
