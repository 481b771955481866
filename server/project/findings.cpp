// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/findings.h"

#include <algorithm>
#include <numeric>

namespace mockforge::project {

namespace {

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row[b.size()];
}

} // namespace

std::string suggestionFor(std::string_view word, const std::vector<std::string> &candidates)
{
    constexpr std::size_t kLongest = 64;
    constexpr std::size_t kListed = 12;
    const std::string *nearest = nullptr;
    std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const std::string &candidate : candidates) {
        const std::size_t distance = editDistance(word.substr(0, kLongest), candidate);
        if (distance < best) {
            best = distance;
            nearest = &candidate;
        }
    }
    if (nearest != nullptr)
        return "did you mean '" + *nearest + "'?";
    std::string list;
    for (std::size_t i = 0; i < std::min(candidates.size(), kListed); ++i)
        list += (list.empty() ? "known here: " : ", ") + candidates[i];
    return candidates.size() > kListed ? list + ", …" : list;
}

} // namespace mockforge::project
