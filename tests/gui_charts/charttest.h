// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakesource.h"
#include "ui/charts/legendrow.h"
#include "ui/charts/plotarea.h"
#include "ui/charts/plotview.h"
#include "ui/charts/standardcharts.h"
#include "ui/charts/timeserieschart.h"
#include "ui/theme/theme.h"

#include <QLineSeries>
#include <QTest>
#include <QToolButton>

namespace mockforge::testing {

/// Pixels of this colour, give or take what smoothing makes of it.
inline int pixelsLike(const QImage &image, const QColor &color, const QRect &area)
{
    int found = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                    std::abs(pixel.blue() - color.blue()) <
                40)
                ++found;
        }
    }
    return found;
}

/// What tests of charts share: 400 s of traffic, one time axis, and the parts of a chart. Main thread.
class ChartTest
{
protected:
    void begin()
    {
        ui::Theme::instance().setChoice(ui::Theme::Choice::Light);
        m_source = std::make_shared<FakeSource>(400);
        m_axis = std::make_unique<ui::TimeAxis>(m_source);
    }

    std::unique_ptr<ui::TimeSeriesChart> make(ui::ChartSpec spec)
    {
        auto chart = std::make_unique<ui::TimeSeriesChart>(std::move(spec), *m_axis);
        chart->resize(600, 300);
        chart->show();
        if (!QTest::qWaitForWindowExposed(chart.get()))
            qFatal("no window");
        return chart;
    }

    static QWidget *overlay(const ui::TimeSeriesChart &chart) { return chart.findChild<ui::PlotOverlay *>(); }

    static QToolButton *legend(const ui::TimeSeriesChart &chart, int index)
    {
        return chart.findChild<QToolButton *>(chart.spec().id + QStringLiteral("-legend-") +
                                              QString::number(index));
    }

    static QLineSeries *line(ui::TimeSeriesChart &chart, int index)
    {
        return qobject_cast<QLineSeries *>(chart.plot().chart()->series().at(index));
    }

    std::shared_ptr<FakeSource> m_source;
    std::unique_ptr<ui::TimeAxis> m_axis;
};

} // namespace mockforge::testing
