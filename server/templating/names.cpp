// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/tagreader.h"

namespace mockforge::templating {

namespace {

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

} // namespace

std::string nearestName(std::string_view name, bool inLoop)
{
    std::string_view best;
    std::size_t least = std::max<std::size_t>(2, name.size() / 3 + 1);
    const auto consider = [&](std::string_view candidate) {
        // A short form such as "faker.email" is far by letters but plainly meant.
        const std::size_t dot = candidate.rfind('.');
        const bool sameEnd =
            dot != std::string_view::npos && (!inLoop || name.find('.') != std::string_view::npos) &&
            candidate.substr(dot + 1) == name.substr(std::min(name.rfind('.') + 1, name.size()));
        const std::size_t cost = sameEnd ? 1 : distance(name.substr(0, 80), candidate);
        if (cost < least) {
            least = cost;
            best = candidate;
        }
    };
    for (const Function &function : functions())
        consider(function.info.name);
    for (const Function &function : fakerFunctions())
        consider(function.info.name);
    for (const std::string_view variable : KnownVariables::inForce())
        consider(variable);
    for (const RootName &root : kRoots) {
        if (!root.inLoop || inLoop)
            consider(root.name);
    }
    if (!best.empty())
        return "did you mean '" + std::string(best) + "'?";
    const std::size_t dot = name.find('.');
    if (dot != std::string_view::npos && dot > 0) {
        const std::string head = nearestName(name.substr(0, dot), inLoop);
        if (!head.empty())
            return head;
    }
    return inLoop ? "fields of the item are written this.NAME"
                  : "parts of the request are params.NAME, query.NAME, header.NAME, cookie.NAME, body.FIELD";
}

} // namespace mockforge::templating
