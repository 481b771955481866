// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheus/exposition.h"

#include "metrics/prometheus/negotiation.h"
#include "metrics/prometheus/writer.h"
#include "metrics/store/aggregator.h"

#include <QtGlobal>

#include <algorithm>

namespace mockforge::metrics {

namespace {

std::string statusText(std::size_t index)
{
    const int status = statusOfIndex(index);
    return status == 0 ? "OTHER" : std::to_string(status);
}

std::string_view protocolName(std::size_t index)
{
    return kProtocolNames[index];
}

/// The requests of a protocol whose status is an HTTP number.
template <typename Names, typename Counts>
void writeByStatus(Writer &out, Protocol protocol, const Names &methods, const Counts &counts)
{
    for (std::size_t method = 0; method < methods.size(); ++method) {
        for (std::size_t status = 0; status < kStatusCount; ++status) {
            if (const std::uint64_t count = counts[method][status]; count > 0) {
                out.sample({{"protocol", protocolName(static_cast<std::size_t>(protocol))},
                            {"method", methods[method]},
                            {"status", statusText(status)}},
                           count);
            }
        }
    }
}

template <typename Durations>
void writeDurations(Writer &out, Protocol protocol, std::string_view method, const Durations &durations)
{
    if (durations.count() > 0) {
        out.histogram({{"protocol", protocolName(static_cast<std::size_t>(protocol))}, {"method", method}},
                      kDurationBounds, durations.buckets, durations.sumNs);
    }
}

void writeRequests(Writer &out, const Totals &totals, const Registry &registry)
{
    const std::vector<Registry::Label> methods = registry.methods();
    const std::size_t interned = std::min(methods.size(), totals.methods.size());
    out.family("mockforge_requests_total", FamilyType::Counter, "Finished exchanges");
    writeByStatus(out, Protocol::Http, kHttpMethods, totals.httpRequests);
    writeByStatus(out, Protocol::GraphQl, kGraphQlOperations, totals.graphQlRequests);
    for (std::size_t i = 0; i < interned; ++i) {
        for (std::size_t outcome = 0; outcome < kOutcomeNames.size(); ++outcome) {
            if (const std::uint64_t count = totals.methods[i].requests[outcome]; count > 0) {
                out.sample({{"protocol", protocolName(static_cast<std::size_t>(methods[i].protocol))},
                            {"method", methods[i].label},
                            {"status", kOutcomeNames[outcome]}},
                           count);
            }
        }
    }
    out.family("mockforge_request_duration_seconds", FamilyType::Histogram,
               "Time from the last byte of a request to the last byte of its reply");
    for (std::size_t method = 0; method < kMethodCount; ++method)
        writeDurations(out, Protocol::Http, kHttpMethods[method], totals.httpDurations[method]);
    for (std::size_t method = 0; method < kGraphQlOperations.size(); ++method)
        writeDurations(out, Protocol::GraphQl, kGraphQlOperations[method], totals.graphQlDurations[method]);
    for (std::size_t i = 0; i < interned; ++i)
        writeDurations(out, methods[i].protocol, methods[i].label, totals.methods[i].durations);
    out.family("mockforge_requests_in_flight", FamilyType::Gauge, "Exchanges begun and not finished");
    for (std::size_t i = 0; i < kProtocolCount; ++i)
        out.sample({{"protocol", protocolName(i)}}, totals.protocols[i].inFlight);
}

void writeErrors(Writer &out, const Totals &totals, const Aggregator &aggregator)
{
    out.family("mockforge_errors_total", FamilyType::Counter,
               "Exchanges and connections that ended in an error");
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        for (std::size_t type = 1; type < kErrorTypeCount; ++type) {
            if (const std::uint64_t count = totals.protocols[i].errors[type]; count > 0)
                out.sample({{"protocol", protocolName(i)}, {"error_type", kErrorTypeNames[type]}}, count);
        }
    }
    out.family("mockforge_error_rate", FamilyType::Gauge,
               "Errors divided by requests over the last 60 s, 0 when idle");
    const auto rates = aggregator.errorRates();
    for (std::size_t i = 0; i < kProtocolCount; ++i)
        out.sample({{"protocol", protocolName(i)}}, rates[i]);
}

void writePlugins(Writer &out)
{
    // The contract's names, without samples: this program runs no plugins, so nothing could move them.
    out.family("mockforge_plugin_executions_total", FamilyType::Counter, "Plugin executions");
    out.family("mockforge_plugin_execution_duration_seconds", FamilyType::Histogram,
               "Duration of plugin executions");
    out.family("mockforge_plugin_errors_total", FamilyType::Counter, "Plugin executions that failed");
}

void writeWebSocket(Writer &out, const Totals &totals)
{
    constexpr auto kIndex = static_cast<std::size_t>(Protocol::WebSocket);
    out.family("mockforge_ws_connections_active", FamilyType::Gauge, "Open WebSocket connections");
    out.sample({}, totals.protocols[kIndex].openConnections);
    out.family("mockforge_ws_messages_sent_total", FamilyType::Counter, "WebSocket messages sent");
    out.sample({}, totals.webSocketSent);
    out.family("mockforge_ws_messages_received_total", FamilyType::Counter, "WebSocket messages received");
    out.sample({}, totals.webSocketReceived);
}

void writeScenario(Writer &out, const Totals &totals, const Registry &registry)
{
    out.family("mockforge_active_scenario_mode", FamilyType::Gauge,
               "0 healthy, 1 degraded, 2 error, 3 chaos");
    out.sample({}, static_cast<std::int64_t>(registry.scenarioMode()));
    out.family("mockforge_chaos_triggers_total", FamilyType::Counter,
               "Faults that modes and rules really applied");
    out.sample({}, totals.faults());
    out.family("mockforge_chaos_faults_total", FamilyType::Counter, "The same by kind of fault");
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        for (std::size_t fault = 0; fault < kFaultCount; ++fault) {
            if (const std::uint64_t count = totals.protocols[i].faults[fault]; count > 0)
                out.sample({{"protocol", protocolName(i)}, {"fault", kFaultNames[fault]}}, count);
        }
    }
}

void writeChaos(Writer &out, const ChaosCounters &chaos)
{
    out.family("mockforge_chaos_faults_active", FamilyType::Gauge, "Faults of chaos rules in flight");
    for (std::size_t i = 0; i < kProtocolCount; ++i)
        out.sample({{"protocol", protocolName(i)}}, chaos.active[i].load(std::memory_order_relaxed));
    out.family("mockforge_chaos_skipped_total", FamilyType::Counter,
               "Times that a chaos rule did not act on what it was for");
    for (std::size_t i = 0; i < kSkipCount; ++i)
        out.sample({{"reason", kSkipNames[i]}}, chaos.skipped[i].load(std::memory_order_relaxed));
    out.family("mockforge_chaos_overflow_total", FamilyType::Counter,
               "Faults left out because too many were in flight");
    out.sample({}, chaos.overflow.load(std::memory_order_relaxed));
}

void writeTimes(Writer &out, const Totals &totals)
{
    out.family("mockforge_service_duration_seconds", FamilyType::Histogram,
               "Our own part of an exchange's time, without injected delays and slow readers");
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        const auto &service = totals.protocols[i].service;
        if (service.count() > 0)
            out.histogram({{"protocol", protocolName(i)}}, kFineBounds, service.buckets, service.sumNs);
    }
    out.family("mockforge_injected_delay_seconds", FamilyType::Histogram,
               "What modes, faults and the routes' own delays added to an exchange");
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        const auto &injected = totals.protocols[i].injected;
        if (injected.count() > 0)
            out.histogram({{"protocol", protocolName(i)}}, kFineBounds, injected.buckets, injected.sumNs);
    }
}

void writeConnections(Writer &out, const Totals &totals)
{
    const auto each = [&](std::string_view name, FamilyType type, std::string_view help, auto value) {
        out.family(name, type, help);
        for (std::size_t i = 0; i < kProtocolCount; ++i)
            out.sample({{"protocol", protocolName(i)}}, value(totals.protocols[i]));
    };
    using OfProtocol = Totals::OfProtocol;
    each("mockforge_connections_open", FamilyType::Gauge, "Open connections",
         [](const OfProtocol &protocol) { return protocol.openConnections; });
    each("mockforge_connections_total", FamilyType::Counter, "Connections accepted",
         [](const OfProtocol &protocol) { return protocol.connections; });
    each("mockforge_received_bytes_total", FamilyType::Counter, "Bytes received from clients",
         [](const OfProtocol &protocol) { return protocol.bytesReceived; });
    each("mockforge_sent_bytes_total", FamilyType::Counter, "Bytes sent to clients",
         [](const OfProtocol &protocol) { return protocol.bytesSent; });
    out.family("mockforge_refused_total", FamilyType::Counter,
               "Connections and requests refused before a route saw them");
    for (std::size_t i = 0; i < kRefusalCount; ++i)
        out.sample({{"reason", kRefusalNames[i]}}, totals.refusals[i]);
}

void writeRoutes(Writer &out, const Totals &totals, const Registry &registry)
{
    const std::vector<Registry::Label> routes = registry.routes();
    const auto each = [&](std::string_view name, std::string_view help, auto value) {
        out.family(name, FamilyType::Counter, help);
        for (std::size_t i = 0; i < totals.routes.size() && i < routes.size(); ++i) {
            if (totals.routes[i].requests == 0)
                continue;
            out.sample({{"protocol", protocolName(static_cast<std::size_t>(routes[i].protocol))},
                        {"route", routes[i].label}},
                       value(totals.routes[i]));
        }
    };
    using OfRoute = Totals::OfRoute;
    each("mockforge_route_requests_total", "Finished exchanges by route",
         [](const OfRoute &route) { return route.requests; });
    each("mockforge_route_errors_total", "Exchanges of a route that ended in an error",
         [](const OfRoute &route) { return route.errors; });
    each("mockforge_route_duration_seconds_total", "Sum of the durations of a route's exchanges",
         [](const OfRoute &route) { return static_cast<double>(route.totalNs) / 1e9; });
    each("mockforge_route_injected_delay_seconds_total", "Sum of the delays added to a route's exchanges",
         [](const OfRoute &route) { return static_cast<double>(route.injectedNs) / 1e9; });
    out.family("mockforge_unmatched_requests_total", FamilyType::Counter,
               "Finished exchanges that no route matched");
    out.sample({}, totals.unmatched());
    out.family("mockforge_series_cap_hits_total", FamilyType::Counter,
               "Route labels that found no room and share the label overflow");
    out.sample({}, registry.seriesCapHits());
}

void writeProcess(Writer &out, const ProcessSample &process)
{
    const auto gauge = [&](std::string_view name, std::string_view help, auto value) {
        out.family(name, FamilyType::Gauge, help);
        out.sample({}, value);
    };
    gauge("mockforge_memory_usage_bytes", "Resident memory of this process", process.residentBytes);
    gauge("mockforge_cpu_usage_percent", "CPU use of this process over the last second; 100 is one core",
          process.cpuPercent);
    out.family("mockforge_build_info", FamilyType::Gauge, "1, with the version in the labels");
    out.sample({{"version", MOCKFORGE_VERSION}, {"qt_version", qVersion()}}, std::uint64_t{1});
    out.family("process_cpu_seconds_total", FamilyType::Counter, "User and system CPU time");
    out.sample({}, process.cpuSeconds);
    gauge("process_resident_memory_bytes", "Resident memory", process.residentBytes);
    gauge("process_virtual_memory_bytes", "Virtual memory", process.virtualBytes);
    gauge("process_open_fds", "Open file descriptors", process.openDescriptors);
    gauge("process_max_fds", "Limit of open file descriptors", process.maxDescriptors);
    gauge("process_threads", "Threads", process.threads);
    gauge("process_start_time_seconds", "Start of the process, since the Unix epoch",
          process.startTimeSeconds);
}

} // namespace

Exposition::Exposition(const Registry &registry, const Aggregator &aggregator)
    : m_registry(registry)
    , m_aggregator(aggregator)
{}

Scrape Exposition::render(std::string_view accept, std::string_view acceptEncoding) const
{
    const Format format = chooseFormat(accept);
    const Totals totals = collect(m_registry);
    Scrape scrape;
    scrape.contentType = format == Format::OpenMetrics
                             ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                             : "text/plain; version=0.0.4; charset=utf-8";
    scrape.body.reserve(64 * 1024);
    Writer out(format, scrape.body);
    writeRequests(out, totals, m_registry);
    writeErrors(out, totals, m_aggregator);
    writePlugins(out);
    writeWebSocket(out, totals);
    writeScenario(out, totals, m_registry);
    writeChaos(out, m_registry.chaos());
    writeTimes(out, totals);
    writeConnections(out, totals);
    writeRoutes(out, totals, m_registry);
    writeProcess(out, m_aggregator.process());
    out.finish();
    if (acceptsGzip(acceptEncoding)) {
        if (std::string packed = gzip(scrape.body); !packed.empty()) {
            scrape.body = std::move(packed);
            scrape.contentEncoding = "gzip";
        }
    }
    return scrape;
}

} // namespace mockforge::metrics
