// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"
#include "server/templating/template.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mockforge::grpc {

/// The moment that made-up dates lie around, 2026-01-01T00:00:00Z: data depends on the seed, never on the
/// clock.
inline constexpr std::int64_t kDataEpochMs = 1'767'225'600'000;

/// What a field's name, and the name of the message it is in, say about its value. Immutable, any thread.
class FieldRecipe
{
public:
    /// Names as in the .proto: "unit_price", "Product".
    FieldRecipe(std::string_view field, std::string_view message);

    std::string text(Random &random) const;
    std::int64_t integer(Random &random) const; ///< fits in 31 bits
    double number(Random &random) const;
    /// Seconds since the epoch: before kDataEpochMs, or behind it for what is to come ("expires_at").
    std::int64_t moment(Random &random) const;

private:
    std::shared_ptr<const templating::Template> m_text;
    std::int64_t m_low = 1;
    std::int64_t m_high = 1000;
    double m_least = 0;
    double m_most = 100;
    int m_decimals = 2;
    bool m_isMoment = false; ///< an integer is a moment too
    bool m_isMillis = false;
    bool m_isFuture = false;
};

} // namespace mockforge::grpc
