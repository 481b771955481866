// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/calendar.h"

#include <array>
#include <charconv>
#include <chrono>

namespace mockforge::templating {

namespace {

constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::string_view kConversions = "YymdejHIMSLpaAbBFTZz%";

struct Moment
{
    explicit Moment(std::int64_t ms)
    {
        using namespace std::chrono;
        const sys_time<milliseconds> time{milliseconds(ms)};
        const sys_days midnight = floor<days>(time);
        const year_month_day date(midnight);
        year = int(date.year());
        month = static_cast<int>(unsigned(date.month()));
        day = static_cast<int>(unsigned(date.day()));
        weekday = std::chrono::weekday(midnight).c_encoding();
        yearDay = static_cast<int>((midnight - sys_days(date.year() / January / 1)).count()) + 1;
        const std::int64_t rest = (time - midnight).count();
        milli = static_cast<int>(rest % 1000);
        second = static_cast<int>(rest / 1000 % 60);
        minute = static_cast<int>(rest / 60'000 % 60);
        hour = static_cast<int>(rest / 3'600'000);
    }

    int year, month, day, yearDay, hour, minute, second, milli;
    unsigned weekday;
};

void digits(std::string &out, int value, int width, char pad = '0')
{
    std::array<char, 12> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    for (auto length = end - buffer.data(); length < width; ++length)
        out += pad;
    out.append(buffer.data(), end);
}

void convert(std::string &out, const Moment &at, char conversion)
{
    switch (conversion) {
    case 'Y':
        return digits(out, at.year, 4);
    case 'y':
        return digits(out, at.year % 100, 2);
    case 'm':
        return digits(out, at.month, 2);
    case 'd':
        return digits(out, at.day, 2);
    case 'e':
        return digits(out, at.day, 2, ' ');
    case 'j':
        return digits(out, at.yearDay, 3);
    case 'H':
        return digits(out, at.hour, 2);
    case 'I':
        return digits(out, at.hour % 12 == 0 ? 12 : at.hour % 12, 2);
    case 'M':
        return digits(out, at.minute, 2);
    case 'S':
        return digits(out, at.second, 2);
    case 'L':
        return digits(out, at.milli, 3);
    case 'p':
        out += at.hour < 12 ? "AM" : "PM";
        return;
    case 'a':
        out += kDays[at.weekday].substr(0, 3);
        return;
    case 'A':
        out += kDays[at.weekday];
        return;
    case 'b':
        out += kMonths[static_cast<std::size_t>(at.month - 1)].substr(0, 3);
        return;
    case 'B':
        out += kMonths[static_cast<std::size_t>(at.month - 1)];
        return;
    case 'F':
        digits(out, at.year, 4);
        out += '-';
        digits(out, at.month, 2);
        out += '-';
        return digits(out, at.day, 2);
    case 'T':
        digits(out, at.hour, 2);
        out += ':';
        digits(out, at.minute, 2);
        out += ':';
        return digits(out, at.second, 2);
    case 'Z':
        out += "UTC";
        return;
    case 'z':
        out += "+0000";
        return;
    default:
        out += conversion;
    }
}

} // namespace

void appendTime(std::string &out, std::int64_t ms, std::string_view format)
{
    if (format == "unix" || format == "unixms") {
        out += std::to_string(format == "unix" ? (ms - (ms % 1000 + 1000) % 1000) / 1000 : ms);
        return;
    }
    if (format.empty() || format == "iso")
        format = "%FT%T.%LZ";
    else if (format == "rfc1123")
        format = "%a, %d %b %Y %T GMT";
    const Moment at(ms);
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%' && i + 1 < format.size())
            convert(out, at, format[++i]);
        else
            out += format[i];
    }
}

std::string checkTimeFormat(std::string_view format)
{
    if (format.find('%') == std::string_view::npos) {
        for (const std::string_view known : {"", "iso", "unix", "unixms", "rfc1123"}) {
            if (format == known)
                return {};
        }
        return "format \"" + std::string(format) + "\" is none of iso, unix, unixms, rfc1123 and holds no %";
    }
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%')
            continue;
        if (++i == format.size() || kConversions.find(format[i]) == std::string_view::npos)
            return "format has an unknown conversion '%" + std::string(format.substr(i, 1)) + "'";
    }
    return {};
}

std::optional<std::int64_t> parseOffset(std::string_view text)
{
    const bool negative = text.substr(0, 1) == "-";
    if (negative || text.substr(0, 1) == "+")
        text.remove_prefix(1);
    if (text.empty())
        return std::nullopt;
    std::int64_t total = 0;
    while (!text.empty()) {
        std::int64_t amount = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
        if (error != std::errc() || amount < 0 || amount > 1'000'000'000)
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const std::size_t unitEnd = std::min(text.find_first_of("0123456789"), text.size());
        const std::string_view unit = text.substr(0, unitEnd);
        text.remove_prefix(unitEnd);
        const std::int64_t scale = unit == "ms"  ? 1
                                   : unit == "s" ? 1000
                                   : unit == "m" ? 60'000
                                   : unit == "h" ? 3'600'000
                                   : unit == "d" ? 86'400'000
                                   : unit == "w" ? 604'800'000
                                                 : 0;
        if (scale == 0)
            return std::nullopt;
        total += amount * scale;
        if (total > 300'000'000'000'000) // about 9,500 years: years keep four digits
            return std::nullopt;
    }
    return negative ? -total : total;
}

} // namespace mockforge::templating
