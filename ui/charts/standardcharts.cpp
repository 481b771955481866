// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/standardcharts.h"

#include "ui/theme/numbers.h"
#include "ui/theme/protocols.h"

#include <QCoreApplication>

namespace mockforge::ui {

namespace {

using metrics::Activity;
using metrics::Protocol;
using metrics::SeriesPoint;

/// The context of the texts here, as lupdate finds it.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StandardCharts)
};

SeriesValue of(metrics::Protocol protocol, double Activity::*number)
{
    return [i = indexOf(protocol), number](const SeriesPoint &point) {
        return point.protocols[i].*number;
    };
}

/// A line for each protocol.
std::vector<SeriesSpec> byProtocol(double Activity::*number)
{
    std::vector<SeriesSpec> series;
    for (const metrics::Protocol protocol : kProtocolOrder)
        series.push_back(
            {protocolName(protocol), of(protocol, number), protocolColor(protocol), protocol, true});
    return series;
}

Facet facetByProtocol(const QString &id, const QString &name, const QString &unit, double Activity::*number)
{
    Facet facet{id, name, unit, {}};
    for (const metrics::Protocol protocol : kProtocolOrder)
        facet.values.push_back(of(protocol, number));
    return facet;
}

} // namespace

ChartSpec rateChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("request-rate");
    spec.title = Text::tr("Request rate by protocol");
    spec.unit = Text::tr("req/s");
    spec.format = [](double value) {
        return rate(value);
    };
    spec.series = byProtocol(&Activity::requestsPerSecond);
    return spec;
}

ChartSpec latencyChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("latency");
    spec.title = Text::tr("Latency");
    spec.unit = Text::tr("as clients see it, log");
    spec.logarithmic = true;
    spec.heatmap = true;
    spec.format = [](double value) {
        return milliseconds(value);
    };
    spec.series = {
        {QStringLiteral("p50"), [](const SeriesPoint &p) { return p.p50; }, &Colors::p50, {}, true},
        {QStringLiteral("p90"), [](const SeriesPoint &p) { return p.p90; }, &Colors::p90, {}, true},
        {QStringLiteral("p99"), [](const SeriesPoint &p) { return p.p99; }, &Colors::p99, {}, true},
        {Text::tr("own p99"), [](const SeriesPoint &p) { return p.ownP99; }, &Colors::other, {}, true}};
    return spec;
}

ChartSpec errorsChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("errors");
    spec.title = Text::tr("Errors by class");
    spec.unit = Text::tr("errors/s");
    spec.format = [](double value) {
        return rate(value);
    };
    spec.series = {{QStringLiteral("4xx"),
                    [](const SeriesPoint &p) { return p.clientErrorsPerSecond; },
                    &Colors::fifth,
                    {},
                    true},
                   {QStringLiteral("5xx"),
                    [](const SeriesPoint &p) { return p.serverErrorsPerSecond; },
                    &Colors::error,
                    {},
                    true},
                   {QStringLiteral("GraphQL"), [](const SeriesPoint &p) { return p.graphQlErrorsPerSecond; },
                    protocolColor(Protocol::GraphQl), Protocol::GraphQl, true},
                   {QStringLiteral("gRPC"), [](const SeriesPoint &p) { return p.grpcErrorsPerSecond; },
                    protocolColor(Protocol::Grpc), Protocol::Grpc, true},
                   {Text::tr("connection"),
                    [](const SeriesPoint &p) { return p.connectionErrorsPerSecond; },
                    &Colors::other,
                    {},
                    true}};
    return spec;
}

ChartSpec connectionsChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("connections");
    spec.title = Text::tr("Connections");
    spec.facets = {facetByProtocol(QStringLiteral("open"), Text::tr("Open"),
                                   Text::tr("open connections, at the end of each interval"),
                                   &Activity::openConnections),
                   facetByProtocol(QStringLiteral("in-flight"), Text::tr("In flight"),
                                   Text::tr("exchanges not answered yet, at the end of each interval"),
                                   &Activity::inFlight)};
    spec.unit = spec.facets.front().unit;
    spec.integral = true;
    spec.format = [](double value) {
        return count(value);
    };
    spec.series = byProtocol(&Activity::openConnections);
    return spec;
}

ChartSpec faultsChart()
{
    ChartSpec spec;
    spec.id = QStringLiteral("faults");
    spec.title = Text::tr("Faults applied by protocol");
    spec.unit = Text::tr("faults/s");
    spec.format = [](double value) {
        return rate(value);
    };
    spec.series = byProtocol(&Activity::faultsPerSecond);
    return spec;
}

} // namespace mockforge::ui
