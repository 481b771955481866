// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakesource.h"
#include "ui/charts/standardcharts.h"
#include "ui/charts/timeserieschart.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QGridLayout>

using namespace mockforge;
using namespace mockforge::ui;
using mockforge::testing::FakeSource;

namespace {

std::shared_ptr<FakeSource> livelySource()
{
    auto source = std::make_shared<FakeSource>(400);
    source->silence(150, 12);
    const std::int64_t now = source->now();
    source->annotate(
        {now - 230'000, now - 180'000, metrics::Annotation::Kind::Chaos, "chaos on", "latency +200 ms"});
    source->annotate({now - 180'000, 0, metrics::Annotation::Kind::Chaos, "chaos off", ""});
    source->annotate(
        {now - 172'000, 0, metrics::Annotation::Kind::Mode, "mode: degraded mode with a long name", ""});
    source->annotate({now - 168'000, 0, metrics::Annotation::Kind::Mode, "mode: healthy", ""});
    source->annotate({now - 60'000, 0, metrics::Annotation::Kind::Reload, "reloaded", "3 routes changed"});
    source->annotate({now - 5'000, -1, metrics::Annotation::Kind::Chaos, "chaos on again", ""});
    return source;
}

void save(const QString &path, std::shared_ptr<FakeSource> source, QSize size, bool heatmap)
{
    TimeAxis axis(std::move(source));
    QWidget page;
    auto *grid = new QGridLayout(&page);
    grid->setSpacing(12);
    int cell = 0;
    for (const ChartSpec &spec : {rateChart(), latencyChart(), errorsChart(), connectionsChart()}) {
        auto *chart = new TimeSeriesChart(spec, axis);
        if (heatmap && spec.heatmap)
            chart->setView(TimeSeriesChart::View::Heatmap);
        grid->addWidget(chart, cell / 2, cell % 2);
        ++cell;
    }
    page.resize(size);
    page.show();
    QApplication::processEvents();
    if (heatmap)
        axis.setCrosshair(axis.range().toMs - 100'000);
    QApplication::processEvents();
    QFile svg(QString(path).replace(QStringLiteral(".png"), QStringLiteral(".svg")));
    if (!svg.open(QIODevice::WriteOnly) ||
        svg.write(page.findChild<TimeSeriesChart *>(latencyChart().id)->toSvg()) <= 0)
        qFatal("the SVG could not be written");
    if (!page.grab().save(path))
        qFatal("%s could not be written", qPrintable(path));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("."));
    for (const auto &[choice, name] :
         {std::pair(Theme::Choice::Light, "light"), std::pair(Theme::Choice::Dark, "dark")}) {
        Theme::instance().setChoice(choice);
        const QString theme = QString::fromLatin1(name);
        save(folder.filePath(theme + QStringLiteral("-lines.png")), livelySource(), {1240, 640}, false);
        save(folder.filePath(theme + QStringLiteral("-heatmap.png")), livelySource(), {1240, 640}, true);
        save(folder.filePath(theme + QStringLiteral("-small.png")), livelySource(), {800, 520}, false);
        save(folder.filePath(theme + QStringLiteral("-empty.png")), std::make_shared<FakeSource>(),
             {1000, 560}, false);
    }
    return 0;
}
