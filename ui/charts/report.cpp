// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/report.h"

#include "ui/charts/timeserieschart.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace mockforge::ui {

namespace {

/// The context of the texts here, as lupdate finds it.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString timeText(std::int64_t timeMs, const QString &format)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs).toString(format);
}

QString style()
{
    const Colors &c = Theme::instance().colors();
    return QStringLiteral(
               "body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
               "background:%1;color:%2}"
               "section{background:%3;border:1px solid %4;border-radius:6px;padding:1rem;margin:1rem 0}"
               "img{max-width:100%;height:auto}p{color:%5}"
               "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
               "th,td{padding:2px 12px;text-align:right;border-bottom:1px solid %4}"
               "th:first-child,td:first-child,.marks td{text-align:left}summary{cursor:pointer}")
        .arg(c.window.name(), c.text.name(), c.plot.name(), c.grid.name(), c.secondary.name());
}

QString numbersTable(const ChartSpec &spec, const metrics::WindowData &data)
{
    QString html = QStringLiteral("<details><summary>%1</summary><table><tr><th>%2</th>")
                       .arg(Text::tr("Numbers"), Text::tr("Time"));
    for (const SeriesSpec &series : spec.series) {
        if (series.present)
            html += QStringLiteral("<th>%1</th>").arg(series.name.toHtmlEscaped());
    }
    html += QStringLiteral("</tr>\n");
    for (const metrics::SeriesPoint &point : data.points) {
        html += QStringLiteral("<tr><td>%1</td>").arg(timeText(point.endMs, QStringLiteral("HH:mm:ss")));
        for (const SeriesSpec &series : spec.series) {
            if (series.present)
                html += QStringLiteral("<td>%1</td>").arg(spec.format(series.value(point)).toHtmlEscaped());
        }
        html += QStringLiteral("</tr>\n");
    }
    return html + QStringLiteral("</table></details>");
}

QString marksTable(const std::vector<metrics::Annotation> &marks)
{
    QString html = QStringLiteral("<section class=\"marks\"><h2>%1</h2><table>").arg(Text::tr("Events"));
    for (const metrics::Annotation &mark : marks) {
        html += QStringLiteral("<tr><td>%1</td><td>%2</td><td>%3</td></tr>\n")
                    .arg(timeText(mark.timeMs, QStringLiteral("HH:mm:ss")),
                         QString::fromStdString(mark.label).toHtmlEscaped(),
                         QString::fromStdString(mark.detail).toHtmlEscaped());
    }
    return html + QStringLiteral("</table></section>\n");
}

} // namespace

QByteArray htmlReport(const std::vector<TimeSeriesChart *> &charts, TimeAxis &axis)
{
    const TimeAxis::Range range = axis.range();
    const QString full = QStringLiteral("yyyy-MM-dd HH:mm:ss");
    const QString title = Text::tr("MockForge report");
    QString html =
        QStringLiteral(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title><style>%2</style></head>\n"
            "<body><h1>%1</h1><p>%3 – %4</p>\n")
            .arg(title, style(), timeText(range.fromMs, full), timeText(range.toMs, full));
    for (TimeSeriesChart *chart : charts) {
        const ChartSpec &spec = chart->spec();
        html += QStringLiteral("<section><h2>%1</h2><img alt=\"%2\" src=\"data:image/svg+xml;base64,%3\">\n")
                    .arg(spec.title.toHtmlEscaped(), chart->summary().toHtmlEscaped(),
                         QString::fromLatin1(chart->toSvg().toBase64()));
        html += numbersTable(spec, *axis.data()) + QStringLiteral("</section>\n");
    }
    const auto marks = axis.source().annotations(range.fromMs, range.toMs);
    if (!marks.empty())
        html += marksTable(marks);
    return (html + QStringLiteral("</body></html>\n")).toUtf8();
}

} // namespace mockforge::ui
