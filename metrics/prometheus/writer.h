// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace mockforge::metrics {

enum class Format { Text, OpenMetrics };
enum class FamilyType { Counter, Gauge, Histogram };

using Label = std::pair<std::string_view, std::string_view>;
using Labels = std::initializer_list<Label>;

/// Writes one exposition, family by family: Prometheus text format 0.0.4, or OpenMetrics 1.0, which differ in
/// the names of counter families, in the escapes of HELP and in the final line. Not thread-safe; made for one
/// scrape.
class Writer
{
public:
    Writer(Format format, std::string &out);

    /// Begins a family; `name` is the sample name of a counter ("…_total").
    void family(std::string_view name, FamilyType type, std::string_view help);
    void sample(Labels labels, double value);
    void sample(Labels labels, std::uint64_t value);
    void sample(Labels labels, std::int64_t value);

    /// One histogram of the current family. `boundsNs` and `buckets` as recorded (not cumulative, the last
    /// one +Inf).
    template <typename Bounds, typename Buckets>
    void histogram(Labels labels, const Bounds &boundsNs, const Buckets &buckets, std::uint64_t sumNs)
    {
        std::uint64_t cumulative = 0;
        for (std::size_t i = 0; i < boundsNs.size(); ++i) {
            cumulative += buckets[i];
            bucket(labels, static_cast<double>(boundsNs[i]) / 1e9, cumulative);
        }
        cumulative += buckets[boundsNs.size()];
        infinityBucket(labels, cumulative);
        sumAndCount(labels, static_cast<double>(sumNs) / 1e9, cumulative);
    }

    /// OpenMetrics ends with "# EOF".
    void finish();

private:
    void bucket(Labels labels, double bound, std::uint64_t count);
    void infinityBucket(Labels labels, std::uint64_t count);
    void sumAndCount(Labels labels, double sum, std::uint64_t count);
    void line(std::string_view suffix, Labels labels, std::string_view le, std::string_view value);

    Format m_format;
    std::string &m_out;
    std::string m_name;
};

/// A number as both formats want it: shortest form that reads back the same, "NaN", "+Inf".
std::string numberText(double value);

} // namespace mockforge::metrics
