// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/numbers.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace mockforge::ui {

namespace {

QString dash()
{
    return QStringLiteral("–");
}

QString withUnit(double value, const char *unit)
{
    const bool whole = std::abs(value - std::round(value)) < 1e-9;
    const int decimals = std::abs(value) < 9.95 && !whole ? 1 : 0;
    return QLocale().toString(value, 'f', decimals) + QChar(0x2009) + QString::fromUtf8(unit);
}

} // namespace

QString count(double value)
{
    if (std::isnan(value))
        return dash();
    // What would be rounded up to the next unit is shown in it.
    if (std::abs(value) >= 999'950)
        return QLocale().toString(value / 1e6, 'f', 1) + QChar(0x2009) + QLatin1Char('M');
    if (std::abs(value) >= 1e4)
        return QLocale().toString(value / 1e3, 'f', 1) + QChar(0x2009) + QLatin1Char('k');
    return QLocale().toString(value, 'f', 0);
}

QString rate(double perSecond)
{
    if (std::isnan(perSecond))
        return dash();
    return perSecond < 99.95 && perSecond != std::floor(perSecond) ? QLocale().toString(perSecond, 'f', 1)
                                                                   : count(perSecond);
}

QString percent(double share)
{
    if (std::isnan(share))
        return dash();
    const double value = share * 100.0;
    if (value > 0 && value < 0.05)
        return QLatin1Char('<') + percent(0.001); // few is not none
    return QLocale().toString(value, 'f', value == 0 || value >= 99.95 ? 0 : 1) + QChar(0x2009) +
           QLatin1Char('%');
}

QString milliseconds(double seconds)
{
    if (std::isnan(seconds))
        return dash();
    if (seconds >= 0.9995)
        return withUnit(seconds >= 1.0 ? seconds : 1.0, "s");
    return seconds >= 0.0009995 ? withUnit(seconds * 1e3, "ms") : withUnit(seconds * 1e6, "µs");
}

QString latencyPair(double low, double high)
{
    const QString first = milliseconds(low);
    const QString second = milliseconds(high);
    const auto unitOf = [](const QString &text) {
        return text.section(QChar(0x2009), 1);
    };
    if (unitOf(first) == unitOf(second))
        return first.section(QChar(0x2009), 0, 0) + QStringLiteral(" / ") + second;
    return first + QStringLiteral(" / ") + second;
}

QString bytes(double value)
{
    if (std::isnan(value))
        return dash();
    return value >= 1e9   ? withUnit(value / 1e9, "GB")
           : value >= 1e6 ? withUnit(value / 1e6, "MB")
                          : withUnit(value / 1e3, "kB");
}

QString span(double seconds)
{
    if (seconds < 90)
        return QCoreApplication::translate("Numbers", "%1 s").arg(QLocale().toString(seconds, 'f', 0));
    if (seconds < 90 * 60)
        return QCoreApplication::translate("Numbers", "%1 min").arg(QLocale().toString(seconds / 60, 'f', 0));
    return QCoreApplication::translate("Numbers", "%1 h").arg(QLocale().toString(seconds / 3600, 'f', 0));
}

} // namespace mockforge::ui
