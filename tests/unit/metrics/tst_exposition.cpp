// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheus/exposition.h"
#include "metrics/prometheus/writer.h"
#include "metrics/store/aggregator.h"
#include "promtool.h"
#include "samples.h"

#include <QTest>

#include <zlib.h>

#include <atomic>
#include <cmath>
#include <map>
#include <thread>

using namespace mockforge::metrics;

namespace {

constexpr std::string_view kOpenMetrics = "application/openmetrics-text";
constexpr std::int64_t kStart = 1'800'000'000'000;

struct Bench
{
    Registry registry;
    std::unique_ptr<Recorder> recorder = registry.createRecorder();
    Aggregator aggregator{registry, kStart};
    Exposition exposition{registry, aggregator};

    std::string text(std::string_view accept = {}) const { return exposition.render(accept, {}).body; }
};

/// The lines of one family, comments included.
std::string family(const std::string &text, const std::string &name)
{
    std::string found;
    bool inside = false;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        const std::string line = text.substr(begin, end - begin + 1);
        if (line.starts_with("# HELP "))
            inside = line.starts_with("# HELP " + name + ' ');
        if (inside && !line.starts_with("# HELP") && !line.starts_with("# EOF"))
            found += line;
        begin = end + 1;
    }
    return found;
}

std::map<std::string, double> samples(const std::string &text)
{
    std::map<std::string, double> found;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        const std::string line = text.substr(begin, end - begin);
        const std::size_t space = line.rfind(' ');
        if (!line.starts_with('#'))
            found[line.substr(0, space)] = std::stod(line.substr(space + 1));
        begin = end + 1;
    }
    return found;
}

std::string unzipped(std::string packed)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(4'000'000, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool done = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.resize(done ? stream.total_out : 0);
    inflateEnd(&stream);
    return out;
}

/// Moves everything that HTTP traffic can move.
void makeTraffic(Bench &bench)
{
    RequestSample sample = sampleOf(30 * kMillisecond, bench.registry.internRoute(Protocol::Http, "GET /a"));
    sample.injectedNs = 20 * kMillisecond;
    sample.serviceNs = 30 * kMicrosecond;
    record(*bench.recorder, sample, 2);
    RequestSample failure = failureOf(20 * kSecond, 503, ErrorType::ServerError);
    failure.method = httpMethodId("POST");
    record(*bench.recorder, failure);
    bench.recorder->requestStarted(Protocol::Http);
    bench.recorder->connectionOpened(Protocol::Http);
    bench.recorder->refused(Refusal::HeaderTimeout);
    bench.recorder->faultApplied(Protocol::Http, Fault::Latency);
    bench.recorder->bytesReceived(Protocol::Http, 10);
    bench.recorder->bytesSent(Protocol::Http, 20);
    bench.registry.setScenarioMode(3);
}

} // namespace

class TestExposition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyProtocolHasItsMethods()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        RequestSample sample;
        sample.protocol = Protocol::Grpc;
        sample.method = registry.internMethod(Protocol::Grpc, "Greeter::SayHello");
        sample.status = kStatusError;
        recorder->requestStarted(sample.protocol);
        recorder->requestFinished(sample);
        sample.protocol = Protocol::GraphQl;
        sample.method = 0;
        sample.status = 200;
        recorder->requestStarted(sample.protocol);
        recorder->requestFinished(sample);
        const Aggregator aggregator(registry, 0);
        const std::string body = Exposition(registry, aggregator).render("", "").body;
        const auto has = [&](const char *line) {
            return body.find(line) != std::string::npos;
        };
        QVERIFY(
            has(R"(mockforge_requests_total{protocol="grpc",method="Greeter::SayHello",status="error"} 1)"));
        QVERIFY(has(R"(mockforge_requests_total{protocol="graphql",method="query",status="200"} 1)"));
        QVERIFY(
            has(R"(mockforge_request_duration_seconds_count{protocol="grpc",method="Greeter::SayHello"} 1)"));
    }

    void contractFamilies_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("type");
        const auto row = [](const char *name, const char *type) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(type);
        };
        row("mockforge_requests_total", "counter");
        row("mockforge_request_duration_seconds", "histogram");
        row("mockforge_requests_in_flight", "gauge");
        row("mockforge_errors_total", "counter");
        row("mockforge_error_rate", "gauge");
        row("mockforge_plugin_executions_total", "counter");
        row("mockforge_plugin_execution_duration_seconds", "histogram");
        row("mockforge_plugin_errors_total", "counter");
        row("mockforge_ws_connections_active", "gauge");
        row("mockforge_ws_messages_sent_total", "counter");
        row("mockforge_ws_messages_received_total", "counter");
        row("mockforge_memory_usage_bytes", "gauge");
        row("mockforge_cpu_usage_percent", "gauge");
        row("mockforge_active_scenario_mode", "gauge");
        row("mockforge_chaos_triggers_total", "counter");
    }

    void contractFamilies()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, type);
        const std::string text = Bench().text();
        const std::string declaration = "# TYPE " + name.toStdString() + ' ' + type.toStdString() + '\n';
        QVERIFY(text.find(declaration) != std::string::npos);
        QCOMPARE(text.find(declaration), text.rfind(declaration));
    }

    void unlabelledSeriesAreThereFromTheStart()
    {
        const auto found = samples(Bench().text());
        for (const char *name :
             {"mockforge_ws_connections_active", "mockforge_ws_messages_sent_total",
              "mockforge_ws_messages_received_total", "mockforge_active_scenario_mode",
              "mockforge_chaos_triggers_total", "mockforge_series_cap_hits_total",
              "mockforge_unmatched_requests_total", "mockforge_error_rate{protocol=\"http\"}",
              "mockforge_requests_in_flight{protocol=\"grpc\"}"}) {
            QVERIFY2(found.count(name) == 1, name);
            QCOMPARE(found.at(name), 0.0);
        }
        QVERIFY(found.at("mockforge_memory_usage_bytes") > 1e6);
        QVERIFY(found.at("process_start_time_seconds") > 1.6e9);
        QCOMPARE(found.count("mockforge_requests_total{protocol=\"http\",method=\"GET\",status=\"200\"}"),
                 std::size_t{0});
    }

    void goldenText()
    {
        Bench bench;
        makeTraffic(bench);
        const std::string text = bench.text();
        QCOMPARE(
            family(text, "mockforge_requests_total"),
            std::string("# TYPE mockforge_requests_total counter\n"
                        "mockforge_requests_total{protocol=\"http\",method=\"GET\",status=\"200\"} 2\n"
                        "mockforge_requests_total{protocol=\"http\",method=\"POST\",status=\"503\"} 1\n"));
        const std::string get = "{protocol=\"http\",method=\"GET\"";
        const std::string bucket = "mockforge_request_duration_seconds_bucket" + get + ",le=\"";
        std::string expected = "# TYPE mockforge_request_duration_seconds histogram\n";
        for (const char *le : {"0.001", "0.005", "0.01", "0.025"})
            expected += bucket + le + "\"} 0\n";
        for (const char *le : {"0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"})
            expected += bucket + le + "\"} 2\n";
        expected += "mockforge_request_duration_seconds_sum" + get + "} 0.06\n";
        expected += "mockforge_request_duration_seconds_count" + get + "} 2\n";
        QVERIFY(family(text, "mockforge_request_duration_seconds").starts_with(expected));
        QCOMPARE(family(text, "mockforge_errors_total"),
                 std::string("# TYPE mockforge_errors_total counter\n"
                             "mockforge_errors_total{protocol=\"http\",error_type=\"server_error\"} 1\n"));
        QCOMPARE(
            family(text, "mockforge_active_scenario_mode"),
            std::string("# TYPE mockforge_active_scenario_mode gauge\nmockforge_active_scenario_mode 3\n"));
        QCOMPARE(family(text, "mockforge_route_requests_total"),
                 std::string("# TYPE mockforge_route_requests_total counter\n"
                             "mockforge_route_requests_total{protocol=\"http\",route=\"unmatched\"} 1\n"
                             "mockforge_route_requests_total{protocol=\"http\",route=\"GET /a\"} 2\n"));
        QVERIFY(text.ends_with('\n'));
        QVERIFY(text.find("# EOF") == std::string::npos);
    }

    void everySeriesOfHttpMoves()
    {
        Bench bench;
        makeTraffic(bench);
        bench.aggregator.tick(kStart + 1000);
        const auto found = samples(bench.text());
        const auto value = [&](const std::string &series) {
            const auto at = found.find(series);
            return at == found.end() ? -1.0 : at->second;
        };
        const std::string http = "{protocol=\"http\"}";
        QCOMPARE(value("mockforge_requests_in_flight" + http), 1.0);
        QCOMPARE(value("mockforge_error_rate" + http), 1.0 / 3.0);
        QCOMPARE(
            value("mockforge_request_duration_seconds_bucket{protocol=\"http\",method=\"POST\",le=\"10\"}"),
            0.0);
        QCOMPARE(
            value("mockforge_request_duration_seconds_bucket{protocol=\"http\",method=\"POST\",le=\"+Inf\"}"),
            1.0);
        QCOMPARE(value("mockforge_service_duration_seconds_bucket{protocol=\"http\",le=\"2.5e-05\"}"), 0.0);
        QCOMPARE(value("mockforge_service_duration_seconds_bucket{protocol=\"http\",le=\"5e-05\"}"), 2.0);
        QCOMPARE(value("mockforge_service_duration_seconds_count" + http), 3.0);
        QCOMPARE(value("mockforge_injected_delay_seconds_sum" + http), 0.04);
        QCOMPARE(value("mockforge_chaos_triggers_total"), 1.0);
        QCOMPARE(value("mockforge_chaos_faults_total{protocol=\"http\",fault=\"latency\"}"), 1.0);
        QCOMPARE(value("mockforge_refused_total{reason=\"header_timeout\"}"), 1.0);
        QCOMPARE(value("mockforge_refused_total{reason=\"idle_timeout\"}"), 0.0);
        QCOMPARE(value("mockforge_connections_open" + http), 1.0);
        QCOMPARE(value("mockforge_connections_total" + http), 1.0);
        QCOMPARE(value("mockforge_received_bytes_total" + http), 10.0);
        QCOMPARE(value("mockforge_sent_bytes_total" + http), 20.0);
        QCOMPARE(value("mockforge_unmatched_requests_total"), 1.0);
        QCOMPARE(value("mockforge_route_errors_total{protocol=\"http\",route=\"unmatched\"}"), 1.0);
        QCOMPARE(value("mockforge_route_errors_total{protocol=\"http\",route=\"GET /a\"}"), 0.0);
        QCOMPARE(value("mockforge_route_duration_seconds_total{protocol=\"http\",route=\"GET /a\"}"), 0.06);
        QCOMPARE(value("mockforge_route_injected_delay_seconds_total{protocol=\"http\",route=\"GET /a\"}"),
                 0.04);
    }

    void webSocketSeriesMove()
    {
        Bench bench;
        bench.recorder->connectionOpened(Protocol::WebSocket);
        bench.recorder->webSocketMessageSent();
        bench.recorder->webSocketMessageReceived();
        const auto found = samples(bench.text());
        QCOMPARE(found.at("mockforge_ws_connections_active"), 1.0);
        QCOMPARE(found.at("mockforge_ws_messages_sent_total"), 1.0);
        QCOMPARE(found.at("mockforge_ws_messages_received_total"), 1.0);
    }

    void capHitsShow()
    {
        Bench bench;
        for (std::size_t i = 0; i < kMaxRoutes + 8; ++i)
            record(*bench.recorder,
                   sampleOf(1, bench.registry.internRoute(Protocol::Http, "GET /" + std::to_string(i))));
        const auto found = samples(bench.text());
        QCOMPARE(found.at("mockforge_series_cap_hits_total"), 16.0);
        QCOMPARE(found.at("mockforge_route_requests_total{protocol=\"http\",route=\"overflow\"}"), 16.0);
    }

    void oddStatusAndMethodHaveALabel()
    {
        Bench bench;
        RequestSample sample = sampleOf(1);
        sample.status = 799;
        sample.method = kOtherMethod;
        record(*bench.recorder, sample);
        QCOMPARE(samples(bench.text())
                     .at("mockforge_requests_total{protocol=\"http\",method=\"OTHER\",status=\"OTHER\"}"),
                 1.0);
    }

    void labelValuesAreEscaped()
    {
        Bench bench;
        record(*bench.recorder, sampleOf(1, bench.registry.internRoute(Protocol::Http, "GET /\"q\"\\d+\nü")));
        QVERIFY(
            bench.text().find(
                "mockforge_route_requests_total{protocol=\"http\",route=\"GET /\\\"q\\\"\\\\d+\\nü\"} 1\n") !=
            std::string::npos);
    }

    void helpIsEscapedByFormat()
    {
        std::string text;
        Writer(Format::Text, text).family("a", FamilyType::Gauge, "x \"y\" \\ \n z");
        QCOMPARE(text, std::string("# HELP a x \"y\" \\\\ \\n z\n# TYPE a gauge\n"));
        std::string openMetrics;
        Writer(Format::OpenMetrics, openMetrics).family("a", FamilyType::Gauge, "x \"y\" \\ \n z");
        QCOMPARE(openMetrics, std::string("# HELP a x \\\"y\\\" \\\\ \\n z\n# TYPE a gauge\n"));
    }

    void numbersReadBackTheSame()
    {
        for (const double value : {0.0, 0.1, 1e-9, 123456789.125, 1.7976931348623157e308, -2.5})
            QCOMPARE(std::stod(numberText(value)), value);
        QCOMPARE(numberText(std::nan("")), std::string("NaN"));
        QCOMPARE(numberText(HUGE_VAL), std::string("+Inf"));
        QCOMPARE(numberText(-HUGE_VAL), std::string("-Inf"));
    }

    void openMetricsNamesCounterFamiliesWithoutTotal()
    {
        Bench bench;
        makeTraffic(bench);
        const std::string text = bench.text(kOpenMetrics);
        QCOMPARE(
            family(text, "mockforge_requests"),
            std::string("# TYPE mockforge_requests counter\n"
                        "mockforge_requests_total{protocol=\"http\",method=\"GET\",status=\"200\"} 2\n"
                        "mockforge_requests_total{protocol=\"http\",method=\"POST\",status=\"503\"} 1\n"));
        QVERIFY(text.ends_with("\n# EOF\n"));
        QCOMPARE(text.find("# EOF"), text.rfind("# EOF"));
        QVERIFY(text.find("le=\"10.0\"") != std::string::npos);
        QVERIFY(text.find("le=\"10\"") == std::string::npos);
        QVERIFY(text.find("le=\"0.001\"") != std::string::npos);
    }

    void bothFormatsSayTheSame()
    {
        Bench bench;
        makeTraffic(bench);
        auto plain = samples(bench.text());
        const auto openMetrics = samples(bench.text(kOpenMetrics));
        QCOMPARE(plain.size(), openMetrics.size());
        QCOMPARE(plain.at("mockforge_requests_total{protocol=\"http\",method=\"GET\",status=\"200\"}"),
                 openMetrics.at("mockforge_requests_total{protocol=\"http\",method=\"GET\",status=\"200\"}"));
    }

    void contentTypes()
    {
        const Bench bench;
        QCOMPARE(bench.exposition.render({}, {}).contentType,
                 std::string("text/plain; version=0.0.4; charset=utf-8"));
        QCOMPARE(bench.exposition.render(kOpenMetrics, {}).contentType,
                 std::string("application/openmetrics-text; version=1.0.0; charset=utf-8"));
        QVERIFY(bench.exposition.render({}, {}).contentEncoding.empty());
    }

    void gzipHoldsTheSameText()
    {
        Bench bench;
        makeTraffic(bench);
        const Scrape packed = bench.exposition.render({}, "gzip");
        QCOMPARE(packed.contentEncoding, std::string("gzip"));
        QVERIFY(packed.body.size() < bench.text().size() / 4);
        QCOMPARE(unzipped(packed.body), bench.text());
    }

    void everySampleIsUnique()
    {
        Bench bench;
        makeTraffic(bench);
        std::size_t lines = 0;
        const std::string text = bench.text();
        for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
            lines += text[at] == '#' ? 0 : 1;
        QCOMPARE(samples(text).size(), lines);
    }

    /// What /metrics counts and what a chart shows come from the same shards.
    void chartsAgree()
    {
        Bench bench;
        makeTraffic(bench);
        bench.aggregator.tick(kStart + 1000);
        const auto found = samples(bench.text());
        double requests = 0;
        for (const auto &[series, value] : found)
            requests += series.starts_with("mockforge_requests_total{") ? value : 0;
        QCOMPARE(requests, static_cast<double>(bench.aggregator.snapshot()->requests));
        QCOMPARE(requests, bench.aggregator.window(Window::OneMinute)->points.back().requestsPerSecond);
    }

    void scrapesWhileThreadsRecord()
    {
        constexpr int kRequests = 30'000;
        Bench bench;
        std::atomic<bool> running{true};
        std::thread writer([&] {
            record(*bench.recorder, sampleOf(2 * kMillisecond), kRequests);
            running = false;
        });
        const std::string series =
            "mockforge_requests_total{protocol=\"http\",method=\"GET\",status=\"200\"}";
        const std::string bucket =
            "mockforge_request_duration_seconds_bucket{protocol=\"http\",method=\"GET\",le=\"";
        double seen = 0;
        bool sane = true;
        while (running) {
            auto found = samples(bench.text());
            sane = sane && found[series] >= seen && found[bucket + "0.005\"}"] == found[bucket + "+Inf\"}"];
            seen = found[series];
        }
        writer.join();
        QVERIFY(sane);
        QCOMPARE(samples(bench.text()).at(series), double{kRequests});
    }

    void promtoolFindsNothingWrong()
    {
        if (findPromtool().isEmpty())
            QSKIP("promtool is not installed");
        Bench bench;
        QCOMPARE(promtoolComplaint({QStringLiteral("check"), QStringLiteral("metrics")},
                                   QByteArray::fromStdString(bench.text())),
                 QByteArray());
        makeTraffic(bench);
        record(*bench.recorder, sampleOf(1, bench.registry.internRoute(Protocol::Http, "GET /\"q\"\\d+\nü")));
        QCOMPARE(promtoolComplaint({QStringLiteral("check"), QStringLiteral("metrics")},
                                   QByteArray::fromStdString(bench.text())),
                 QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestExposition)
#include "tst_exposition.moc"
