// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace mockforge::ui {

/// The y axis of a chart: steps of 1, 2 or 5 times a power of ten, or decades. It grows at once and shrinks
/// at most every five seconds, so that the eye is not dragged about.
class Scale
{
public:
    enum class Kind { Linear, Logarithmic };

    /// `integral`: the values are counts, so ticks are whole numbers.
    /// counted.
    explicit Scale(Kind kind, bool integral = false);

    /// Fits the values of now; `nowMs` is any steady clock. NaN is ignored.
    void fit(double lowest, double highest, std::int64_t nowMs);
    /// Lets the next fit shrink at once: what is shown has been chosen anew.
    void release() noexcept { m_lastShrinkMs = 0; }
    /// Position on the axis, 0 at the bottom and 1 at the top; NaN stays NaN.
    double position(double value) const noexcept;
    std::vector<double> ticks() const;
    double top() const noexcept { return m_top; }
    double bottom() const noexcept { return m_bottom; }

    /// The smallest of 1, 2, 5 × 10^n that is not below `value`.
    static double niceCeiling(double value) noexcept;

private:
    double stepFor(double highest) const noexcept;

    Kind m_kind;
    double m_leastStep;
    double m_bottom = 0;
    double m_top = 1;
    std::int64_t m_lastShrinkMs = 0;
};

} // namespace mockforge::ui
