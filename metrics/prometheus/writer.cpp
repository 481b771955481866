// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheus/writer.h"

#include <array>
#include <charconv>
#include <cmath>

namespace mockforge::metrics {

namespace {

constexpr std::string_view kTotal = "_total";

std::string_view typeName(FamilyType type)
{
    switch (type) {
    case FamilyType::Counter:
        return "counter";
    case FamilyType::Gauge:
        return "gauge";
    case FamilyType::Histogram:
        break;
    }
    return "histogram";
}

/// Label values escape backslash, quote and line feed; HELP escapes the quote in OpenMetrics only.
void appendEscaped(std::string &out, std::string_view text, bool quotes)
{
    for (const char c : text) {
        if (c == '\\')
            out += "\\\\";
        else if (c == '\n')
            out += "\\n";
        else if (c == '"' && quotes)
            out += "\\\"";
        else
            out += c;
    }
}

template <typename Integer>
std::string integerText(Integer value)
{
    std::array<char, 24> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), result.ptr};
}

} // namespace

std::string numberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), result.ptr};
}

Writer::Writer(Format format, std::string &out)
    : m_format(format)
    , m_out(out)
{}

void Writer::family(std::string_view name, FamilyType type, std::string_view help)
{
    m_name = name;
    std::string_view familyName = name;
    if (m_format == Format::OpenMetrics && type == FamilyType::Counter && familyName.ends_with(kTotal))
        familyName.remove_suffix(kTotal.size());
    m_out.append("# HELP ").append(familyName).append(" ");
    appendEscaped(m_out, help, m_format == Format::OpenMetrics);
    m_out.append("\n# TYPE ").append(familyName).append(" ").append(typeName(type)).append("\n");
}

void Writer::line(std::string_view suffix, Labels labels, std::string_view le, std::string_view value)
{
    m_out.append(m_name).append(suffix);
    if (labels.size() > 0 || !le.empty()) {
        char separator = '{';
        for (const auto &[name, text] : labels) {
            m_out += separator;
            m_out.append(name).append("=\"");
            appendEscaped(m_out, text, true);
            m_out += '"';
            separator = ',';
        }
        if (!le.empty()) {
            m_out += separator;
            m_out.append("le=\"").append(le).append("\"");
        }
        m_out += '}';
    }
    m_out += ' ';
    m_out.append(value);
    m_out += '\n';
}

void Writer::sample(Labels labels, double value)
{
    line({}, labels, {}, numberText(value));
}

void Writer::sample(Labels labels, std::uint64_t value)
{
    line({}, labels, {}, integerText(value));
}

void Writer::sample(Labels labels, std::int64_t value)
{
    line({}, labels, {}, integerText(value));
}

void Writer::bucket(Labels labels, double bound, std::uint64_t count)
{
    std::string le = numberText(bound);
    if (m_format == Format::OpenMetrics && le.find_first_of(".e") == std::string::npos)
        le += ".0"; // canonical form of OpenMetrics 1.0
    line("_bucket", labels, le, integerText(count));
}

void Writer::infinityBucket(Labels labels, std::uint64_t count)
{
    line("_bucket", labels, "+Inf", integerText(count));
}

void Writer::sumAndCount(Labels labels, double sum, std::uint64_t count)
{
    line("_sum", labels, {}, numberText(sum));
    line("_count", labels, {}, integerText(count));
}

void Writer::finish()
{
    if (m_format == Format::OpenMetrics)
        m_out.append("# EOF\n");
}

} // namespace mockforge::metrics
