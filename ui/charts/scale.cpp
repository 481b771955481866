// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mockforge::ui {

namespace {

constexpr std::int64_t kShrinkEveryMs = 5000;
constexpr double kIntervals = 4.0;
constexpr double kEmptyBottom = 1e-4; // 100 µs to 100 ms, while there is no latency to show
constexpr double kEmptyTop = 1e-1;

} // namespace

Scale::Scale(Kind kind, bool integral)
    : m_kind(kind)
    , m_leastStep(integral ? 1.0 : 0.0)
    , m_bottom(kind == Kind::Linear ? 0.0 : kEmptyBottom)
    , m_top(kind == Kind::Linear ? 1.0 : kEmptyTop)
{}

double Scale::stepFor(double highest) const noexcept
{
    return std::max(niceCeiling(highest / kIntervals * (1 - 1e-9)), m_leastStep);
}

double Scale::niceCeiling(double value) noexcept
{
    if (!(value > 0))
        return 1.0;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0, 10.0}) {
        if (value <= step * power * (1 + 1e-9))
            return step * power;
    }
    return 10.0 * power;
}

void Scale::fit(double lowest, double highest, std::int64_t nowMs)
{
    double bottom = 0;
    double top = 1;
    if (m_kind == Kind::Linear) {
        const double step = stepFor(std::max(highest, 0.0));
        top = highest > 0 ? step * std::ceil(highest / step * (1 - 1e-9)) : 1.0;
    } else {
        const bool valid = std::isfinite(lowest) && std::isfinite(highest) && lowest > 0;
        bottom = valid ? std::pow(10.0, std::floor(std::log10(lowest))) : kEmptyBottom;
        top = valid ? std::pow(10.0, std::ceil(std::log10(highest * 1.001))) : kEmptyTop;
        if (top <= bottom)
            top = bottom * 10;
    }
    const bool shrinks = top < m_top || bottom > m_bottom;
    const bool grows = top > m_top || bottom < m_bottom;
    if (grows && !shrinks) {
        m_top = std::max(m_top, top);
        m_bottom = std::min(m_bottom, bottom);
        m_lastShrinkMs = nowMs;
    } else if (shrinks && (nowMs - m_lastShrinkMs >= kShrinkEveryMs || grows || m_lastShrinkMs == 0)) {
        m_top = top;
        m_bottom = bottom;
        m_lastShrinkMs = nowMs;
    }
}

double Scale::position(double value) const noexcept
{
    if (std::isnan(value))
        return std::numeric_limits<double>::quiet_NaN();
    if (m_kind == Kind::Linear)
        return std::clamp(value / m_top, 0.0, 1.0);
    const double low = std::log10(m_bottom);
    return std::clamp((std::log10(std::max(value, m_bottom)) - low) / (std::log10(m_top) - low), 0.0, 1.0);
}

std::vector<double> Scale::ticks() const
{
    std::vector<double> ticks;
    if (m_kind == Kind::Linear) {
        const double step = stepFor(m_top);
        for (int i = 0; i * step <= m_top * (1 + 1e-9); ++i)
            ticks.push_back(i * step);
    } else {
        for (double value = m_bottom; value <= m_top * 1.001; value *= 10)
            ticks.push_back(value);
    }
    return ticks;
}

} // namespace mockforge::ui
