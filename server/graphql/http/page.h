// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

namespace mockforge::graphql {

/// The page on which a browser's user tries queries: one HTML file, resources/graphql/page.html.
std::shared_ptr<const std::string> pageText();
/// Its Content-Security-Policy: nothing from elsewhere, its own style and script by their hashes.
const std::string &pagePolicy();

} // namespace mockforge::graphql
