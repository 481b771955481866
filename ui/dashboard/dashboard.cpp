// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/dashboard.h"

#include "metrics/query/source.h"
#include "ui/charts/standardcharts.h"
#include "ui/charts/timeserieschart.h"
#include "ui/dashboard/eventsmodel.h"
#include "ui/dashboard/protocolbar.h"
#include "ui/dashboard/routesmodel.h"
#include "ui/dashboard/stattile.h"
#include "ui/theme/numbers.h"
#include "ui/theme/protocols.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QResizeEvent>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace mockforge::ui {

namespace {

constexpr int kTwoColumnsFrom = 900;
constexpr int kSixTilesFrom = 980;
constexpr int kGap = 3 * Theme::kUnit;

QFrame *card(const QString &title, const QString &remark, QWidget *content)
{
    auto *frame = new QFrame;
    Theme::setRole(frame, "card");
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(3 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit);
    layout->setSpacing(Theme::kUnit);
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(title);
    label->setFont(Theme::section());
    auto *secondary = new QLabel(remark);
    secondary->setFont(Theme::caption());
    Theme::setRole(secondary, "secondary");
    row->addWidget(label);
    row->addWidget(secondary);
    row->addStretch();
    layout->addLayout(row);
    layout->addWidget(content);
    return frame;
}

bool isDelayed(const metrics::RouteRow &row)
{
    return row.injectedMs >= 0.05;
}

QString trend(double now, double before)
{
    if (before < 0.05)
        return {};
    const double change = now / before - 1.0;
    if (std::abs(change) < 0.01)
        return QStringLiteral("▬ ") + percent(0);
    return (change > 0 ? QStringLiteral("▲ ") : QStringLiteral("▼ ")) + percent(std::abs(change));
}

} // namespace

Dashboard::Dashboard(control::Engine &engine, TimeAxis &axis, QWidget *parent)
    : QScrollArea(parent)
    , m_engine(engine)
    , m_axis(axis)
{
    setObjectName(QStringLiteral("dashboard"));
    setAccessibleName(tr("Dashboard"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there, so that cards and banners end on one line whether the page scrolls or not.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_content = new QWidget;
    Theme::setRole(m_content, "content");
    m_grid = new QGridLayout(m_content);
    m_grid->setContentsMargins(kGap, kGap, 0, kGap);
    m_grid->setSpacing(kGap);
    m_tiles = new QWidget;
    m_tileGrid = new QGridLayout(m_tiles);
    m_tileGrid->setContentsMargins(0, 0, 0, 0);
    m_tileGrid->setSpacing(kGap);
    m_badge = buildPauseBadge();
    m_protocols = new ProtocolBar(axis);
    buildTiles();
    for (const ChartSpec &spec : {rateChart(), latencyChart(), errorsChart(), connectionsChart()})
        m_charts.push_back(new TimeSeriesChart(spec, axis));
    m_lists = new QWidget;
    m_listRow = new QBoxLayout(QBoxLayout::LeftToRight, m_lists);
    m_listRow->setContentsMargins(0, 0, 0, 0);
    m_listRow->setSpacing(kGap);
    m_listRow->addWidget(buildRoutes(), 3);
    m_listRow->addWidget(buildEvents(), 2);
    setWidget(m_content);
    arrange();
    connect(&axis, &TimeAxis::refreshed, this, &Dashboard::refresh);
    connect(&axis, &TimeAxis::stateChanged, this, &Dashboard::updateBadge);
    connect(&engine, &control::Engine::endpointsChanged, this, &Dashboard::followProtocols);
    connect(&engine, &control::Engine::projectChanged, this, &Dashboard::followProtocols);
    connect(&engine, &control::Engine::eventAdded, this,
            [this](const control::Event &event) { m_eventsModel->add(event); });
    refresh();
    updateBadge();
}

void Dashboard::buildTiles()
{
    m_rate = new StatTile(QStringLiteral("tile-rate"), tr("Requests/s · 5 s"),
                          tr("Mean of the last 5 s; the arrow compares with the last minute"), &Colors::http);
    m_errors = new StatTile(QStringLiteral("tile-errors"), tr("Errors · 60 s"),
                            tr("Share of the requests of the last 60 s"), &Colors::error);
    m_latency = new StatTile(QStringLiteral("tile-latency"), tr("p50 / p99 · 60 s"),
                             tr("As clients see it, over the last 60 s; below without injected delays"),
                             &Colors::p99);
    m_connections = new StatTile(QStringLiteral("tile-connections"), tr("Open connections · now"),
                                 tr("Client connections that are open now"), &Colors::fifth);
    m_unmatched = new StatTile(QStringLiteral("tile-unmatched"), tr("Unmatched · session"),
                               tr("Requests that no route took, since the start"), &Colors::warn);
    m_faults = new StatTile(QStringLiteral("tile-faults"), tr("Faults applied · session"),
                            tr("What modes and chaos rules really did to requests, since the start"),
                            &Colors::chaosLine);
}

QWidget *Dashboard::buildPauseBadge()
{
    auto *badge = new QFrame;
    badge->setObjectName(QStringLiteral("pause-badge"));
    Theme::setRole(badge, "strip");
    auto *row = new QHBoxLayout(badge);
    row->setContentsMargins(3 * Theme::kUnit, Theme::kUnit, Theme::kUnit, Theme::kUnit);
    m_badgeText = new QLabel;
    auto *resume = new QPushButton(tr("Resume"));
    resume->setObjectName(QStringLiteral("resume"));
    resume->setAccessibleName(tr("Resume: follow the newest data"));
    connect(resume, &QPushButton::clicked, &m_axis, &TimeAxis::follow);
    row->addWidget(m_badgeText, 1);
    row->addWidget(resume);
    return badge;
}

QWidget *Dashboard::buildRoutes()
{
    auto *table = new QTableView;
    m_routesModel = new RoutesModel(this);
    table->setModel(m_routesModel);
    table->setObjectName(QStringLiteral("top-routes"));
    table->setAccessibleName(tr("Busiest routes"));
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(static_cast<int>(table->fontMetrics().height() * 1.6));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setMinimumHeight(190);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setSectionResizeMode(RoutesModel::Route, QHeaderView::Stretch);
    table->setIconSize({kSwatchSize, kSwatchSize});
    const auto fit = [table](RoutesModel::Column column, const QString &widest, int beside) {
        table->setColumnWidth(column, table->fontMetrics().horizontalAdvance(widest) + beside);
    };
    constexpr int kPadding = 20;
    fit(RoutesModel::Protocol, QStringLiteral("WebSocket"), kPadding + kSwatchSize + 12);
    fit(RoutesModel::Rate, QStringLiteral("00,000"), kPadding);
    fit(RoutesModel::Errors, QStringLiteral("<00.0 %"), kPadding);
    fit(RoutesModel::Latency, QStringLiteral("000 µs / 00.0 ms"), kPadding);
    fit(RoutesModel::Injected, tr("injected") + QStringLiteral("0"), kPadding);
    m_routeTable = table;
    return card(tr("Top routes"), tr("last 60 s"), table);
}

QWidget *Dashboard::buildEvents()
{
    auto *list = new QListView;
    m_eventsModel = new EventsModel(this);
    m_eventsModel->reset(m_engine.events());
    list->setModel(m_eventsModel);
    list->setObjectName(QStringLiteral("events"));
    list->setAccessibleName(tr("Events"));
    list->setMinimumHeight(190);
    list->setUniformItemSizes(true);
    list->setTextElideMode(Qt::ElideRight);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return card(tr("Events"), tr("newest first"), list);
}

void Dashboard::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void Dashboard::arrange()
{
    const int columns = viewport()->width() >= kTwoColumnsFrom ? 2 : 1;
    const int tileColumns = viewport()->width() >= kSixTilesFrom ? 6 : 3;
    if (columns == m_columns && tileColumns == m_tileColumns)
        return;
    m_columns = columns;
    m_tileColumns = tileColumns;
    const std::array<QWidget *, 6> tiles{m_rate, m_errors, m_latency, m_connections, m_unmatched, m_faults};
    for (QWidget *tile : tiles)
        m_tileGrid->removeWidget(tile);
    for (int i = 0; i < static_cast<int>(tiles.size()); ++i)
        m_tileGrid->addWidget(tiles[static_cast<std::size_t>(i)], i / tileColumns, i % tileColumns);
    for (int column = 0; column < 6; ++column)
        m_tileGrid->setColumnStretch(column, column < tileColumns ? 1 : 0);

    for (QWidget *widget : {m_badge, static_cast<QWidget *>(m_protocols), m_tiles, m_lists})
        m_grid->removeWidget(widget);
    for (TimeSeriesChart *chart : m_charts)
        m_grid->removeWidget(chart);
    m_grid->addWidget(m_badge, 0, 0, 1, columns);
    m_grid->addWidget(m_protocols, 1, 0, 1, columns);
    m_grid->addWidget(m_tiles, 2, 0, 1, columns);
    const int charts = static_cast<int>(m_charts.size());
    for (int i = 0; i < charts; ++i)
        m_grid->addWidget(m_charts[static_cast<std::size_t>(i)], 3 + i / columns, i % columns);
    m_listRow->setDirection(columns == 2 ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_grid->addWidget(m_lists, 3 + (charts + columns - 1) / columns, 0, 1, columns);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, columns == 2 ? 1 : 0);
}

std::array<bool, metrics::kProtocolCount> Dashboard::presentProtocols() const
{
    std::array<bool, metrics::kProtocolCount> present{};
    for (const control::EndpointStatus &endpoint : m_engine.endpoints()) {
        if (const auto protocol = control::protocolOf(endpoint.kind))
            present[indexOf(*protocol)] = true;
    }
    const auto snapshot = m_axis.source().snapshot();
    for (std::size_t i = 0; i < present.size(); ++i)
        present[i] = present[i] || snapshot->protocols[i].requests > 0;
    return present;
}

void Dashboard::followProtocols()
{
    auto present = presentProtocols();
    m_protocols->setPresent(present);
    if (const auto chosen = m_axis.protocol()) {
        present = {};
        present[indexOf(*chosen)] = true;
    }
    for (TimeSeriesChart *chart : m_charts)
        chart->setProtocols(present);
}

void Dashboard::refresh()
{
    followProtocols();
    refreshTiles();
    constexpr std::size_t kMostRows = 20;
    std::vector<metrics::RouteRow> rows = m_axis.source().snapshot()->topRoutes;
    if (const auto chosen = m_axis.protocol())
        std::erase_if(rows, [&](const metrics::RouteRow &row) { return row.protocol != *chosen; });
    if (rows.size() > kMostRows)
        rows.resize(kMostRows);
    // Most of the time nothing is injected: the routes' names can have the room.
    m_routeTable->setColumnHidden(RoutesModel::Injected, !std::any_of(rows.begin(), rows.end(), isDelayed));
    m_routesModel->setRows(std::move(rows));
}

void Dashboard::refreshTiles()
{
    const metrics::Summary summary = m_axis.summary();
    const auto window = m_axis.data();
    const QString scope = m_axis.protocol() ? protocolName(*m_axis.protocol()) : tr("all protocols");
    for (StatTile *tile : {m_rate, m_errors, m_latency, m_connections, m_unmatched, m_faults})
        tile->setScope(scope);
    const auto shape = [&](auto value) {
        std::vector<double> values;
        constexpr std::size_t kMost = 120;
        const std::size_t skip = window->points.size() > kMost ? window->points.size() - kMost : 0;
        for (std::size_t i = skip; i < window->points.size(); ++i)
            values.push_back(value(window->points[i]));
        return values;
    };
    using Point = metrics::SeriesPoint;
    m_rate->setValue(rate(summary.requestsPerSecond),
                     trend(summary.requestsPerSecond, summary.requestsPerSecondBefore));
    m_rate->setShape(shape([](const Point &p) { return p.requestsPerSecond; }));
    m_errors->setValue(percent(summary.errorShare60s), {});
    m_errors->setShape(shape([](const Point &p) { return p.errorShare; }));
    m_latency->setValue(latencyPair(summary.p50, summary.p99),
                        std::isnan(summary.ownP50)
                            ? QString()
                            : tr("own %1").arg(latencyPair(summary.ownP50, summary.ownP99)));
    m_latency->setShape(shape([](const Point &p) { return p.p99; }));
    m_connections->setValue(count(static_cast<double>(summary.openConnections)),
                            tr("%1 in flight").arg(count(static_cast<double>(summary.inFlight))));
    m_connections->setShape(shape([](const Point &p) { return p.openConnections; }));
    m_unmatched->setValue(count(static_cast<double>(summary.unmatched)), {});
    m_unmatched->setShape(shape([](const Point &p) { return p.unmatchedPerSecond; }));
    m_faults->setValue(count(static_cast<double>(summary.faults)), {});
    m_faults->setShape(shape([](const Point &p) { return p.faultsPerSecond; }));
}

void Dashboard::updateBadge()
{
    m_badge->setVisible(m_axis.isPaused());
    m_badgeText->setText(
        tr("Paused %1, %2 new requests")
            .arg(span(m_axis.pausedSeconds()), count(static_cast<double>(m_axis.requestsSincePause()))));
}

} // namespace mockforge::ui
