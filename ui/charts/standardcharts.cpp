// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/standardcharts.h"

#include "ui/theme/numbers.h"

#include <QCoreApplication>

namespace mockforge::ui {

namespace {

using metrics::SeriesPoint;

QString tr(const char *text)
{
    return QCoreApplication::translate("StandardCharts", text);
}

} // namespace

ChartSpec rateChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("request-rate");
    spec.title = tr("Request rate");
    spec.unit = tr("req/s");
    spec.format = [](double value) {
        return rate(value);
    };
    spec.series = {{QStringLiteral("HTTP"),
                    [](const SeriesPoint &p) { return p.protocols[0].requestsPerSecond; }, &Colors::http}};
    return spec;
}

ChartSpec latencyChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("latency");
    spec.title = tr("Latency");
    spec.unit = tr("as clients see it, log");
    spec.logarithmic = true;
    spec.heatmap = true;
    spec.format = [](double value) {
        return milliseconds(value);
    };
    spec.series = {{QStringLiteral("p50"), [](const SeriesPoint &p) { return p.p50; }, &Colors::p50},
                   {QStringLiteral("p90"), [](const SeriesPoint &p) { return p.p90; }, &Colors::p90},
                   {QStringLiteral("p99"), [](const SeriesPoint &p) { return p.p99; }, &Colors::p99},
                   {tr("own p99"), [](const SeriesPoint &p) { return p.ownP99; }, &Colors::other}};
    return spec;
}

ChartSpec errorsChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("errors");
    spec.title = tr("Errors by class");
    spec.unit = tr("errors/s");
    spec.format = [](double value) {
        return rate(value);
    };
    spec.series = {
        {tr("4xx"), [](const SeriesPoint &p) { return p.clientErrorsPerSecond; }, &Colors::warn},
        {tr("5xx"), [](const SeriesPoint &p) { return p.serverErrorsPerSecond; }, &Colors::error},
        {tr("connection"), [](const SeriesPoint &p) { return p.connectionErrorsPerSecond; }, &Colors::other}};
    return spec;
}

ChartSpec connectionsChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("connections");
    spec.title = tr("Connections and in flight");
    spec.unit = tr("at the end of each interval");
    spec.integral = true;
    spec.format = [](double value) {
        return count(value);
    };
    spec.series = {{tr("open"), [](const SeriesPoint &p) { return p.openConnections; }, &Colors::fifth},
                   {tr("in flight"), [](const SeriesPoint &p) { return p.inFlight; }, &Colors::graphQl}};
    return spec;
}

} // namespace mockforge::ui
