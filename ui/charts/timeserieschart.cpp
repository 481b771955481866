// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timeserieschart.h"

#include "ui/charts/charttable.h"
#include "ui/charts/heatmap.h"
#include "ui/charts/legendrow.h"
#include "ui/charts/plotarea.h"
#include "ui/charts/plotview.h"
#include "ui/charts/report.h"
#include "ui/theme/protocols.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QShortcut>
#include <QSvgGenerator>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace mockforge::ui {

namespace {

constexpr int kMinPlotHeight = 170;
constexpr int kScreenDpi = 96;
/// The title begins where the swatches of the legend do: border and padding of its buttons.
constexpr int kLegendInset = 4;

QToolButton *flatButton(const QString &text, const QString &name, const QString &explanation)
{
    auto *button = new QToolButton;
    Theme::setRole(button, "flat");
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(explanation);
    button->setToolTip(explanation);
    return button;
}

} // namespace

TimeSeriesChart::TimeSeriesChart(ChartSpec spec, TimeAxis &axis, QWidget *parent)
    : QFrame(parent)
    , m_spec(std::move(spec))
    , m_axis(axis)
{
    Theme::setRole(this, "card");
    setObjectName(m_spec.id);
    setAccessibleName(m_spec.title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit, Theme::kUnit);
    layout->setSpacing(0);
    buildHeader();
    m_legend = new LegendRow(m_spec);
    layout->addWidget(m_legend);

    m_canvas = new QWidget;
    m_canvas->setMinimumHeight(kMinPlotHeight);
    m_plot = new PlotView(m_spec, axis, m_canvas);
    if (m_spec.heatmap)
        m_heatmap = new Heatmap(axis, m_canvas);
    m_overlay = new PlotOverlay(axis, m_canvas);
    m_overlay->setObjectName(m_spec.id + QStringLiteral("-plot"));
    m_overlay->setAccessibleName(tr("Chart: %1").arg(m_spec.title));
    layout->addWidget(m_canvas, 1);

    m_tableModel = new ChartTable(m_spec, this);
    m_table = new QTableView;
    m_table->setModel(m_tableModel);
    m_table->setObjectName(m_spec.id + QStringLiteral("-table"));
    m_table->setAccessibleName(tr("Table: %1").arg(m_spec.title));
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setShowGrid(false);
    m_table->setMinimumHeight(kMinPlotHeight);
    layout->addWidget(m_table, 1);

    connect(m_legend, &LegendRow::shownChanged, this, [this](int index, bool shown) {
        m_plot->setSeriesVisible(index, shown && m_spec.series[static_cast<std::size_t>(index)].present);
    });
    m_canvas->installEventFilter(this);
    // A shortcut rather than a key of the plot, so that it also leads out of the table, which would search
    // for the letter.
    auto *tableKey = new QShortcut(QKeySequence(Qt::Key_T), this);
    tableKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(tableKey, &QShortcut::activated, this, &TimeSeriesChart::toggleTable);
    connect(&axis, &TimeAxis::refreshed, this, &TimeSeriesChart::refresh);
    connect(&axis, &TimeAxis::crosshairChanged, this, &TimeSeriesChart::updateLegend);
    connect(&Theme::instance(), &Theme::changed, this, &TimeSeriesChart::applyTheme);
    setView(View::Lines);
}

TimeSeriesChart::~TimeSeriesChart()
{
    // These read m_spec to their end, which QWidget's destructor would bring after m_spec's.
    delete m_table;
    delete m_canvas;
    delete m_legend;
}

void TimeSeriesChart::buildHeader()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kLegendInset, 0, 0, 0);
    row->setSpacing(2 * Theme::kUnit);
    auto *title = new QLabel(m_spec.title);
    title->setFont(Theme::section());
    m_subtitle = new QLabel;
    m_subtitle->setFont(Theme::caption());
    Theme::setRole(m_subtitle, "secondary");
    row->addWidget(title);
    // Gives way in a narrow window; the tool tip has all of it.
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_subtitle, 1);
    for (std::size_t i = 0; i < m_spec.facets.size(); ++i) {
        const Facet &facet = m_spec.facets[i];
        QToolButton *button =
            flatButton(facet.name, m_spec.id + QLatin1Char('-') + facet.id, tr("Show %1").arg(facet.unit));
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setChecked(i == 0);
        button->setFont(Theme::caption());
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, i] { setFacet(i); });
        m_buttons.push_back(button);
    }
    if (m_spec.heatmap) {
        m_linesButton =
            flatButton(tr("Lines"), m_spec.id + QStringLiteral("-lines"), tr("Show percentiles as lines"));
        m_heatmapButton = flatButton(tr("Heatmap"), m_spec.id + QStringLiteral("-heatmap"),
                                     tr("Show latency as a heatmap"));
        for (QToolButton *button : {m_linesButton, m_heatmapButton}) {
            button->setCheckable(true);
            button->setAutoExclusive(true);
            button->setFont(Theme::caption());
            row->addWidget(button);
        }
        m_buttons.insert(m_buttons.end(), {m_linesButton, m_heatmapButton});
        connect(m_linesButton, &QToolButton::clicked, this, [this] { setView(View::Lines); });
        connect(m_heatmapButton, &QToolButton::clicked, this, [this] { setView(View::Heatmap); });
    }
    m_menuButton = flatButton(QStringLiteral("⋯"), m_spec.id + QStringLiteral("-menu"),
                              tr("Export %1").arg(m_spec.title));
    buildMenu();
    row->addWidget(m_menuButton);
    m_buttons.push_back(m_menuButton);
    for (QToolButton *button : m_buttons) {
        // Exports hide the buttons; nothing else may move.
        QSizePolicy policy = button->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        button->setSizePolicy(policy);
    }
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

void TimeSeriesChart::buildMenu()
{
    auto *menu = new QMenu(m_menuButton);
    menu->addAction(tr("Save as PNG…"), this, [this] {
        QByteArray content;
        QBuffer buffer(&content);
        buffer.open(QIODevice::WriteOnly);
        toImage().save(&buffer, "PNG");
        save(QStringLiteral("png"), tr("PNG image (*.png)"), content);
    });
    menu->addAction(tr("Save as SVG…"), this,
                    [this] { save(QStringLiteral("svg"), tr("SVG image (*.svg)"), toSvg()); });
    menu->addAction(tr("Save as CSV…"), this,
                    [this] { save(QStringLiteral("csv"), tr("CSV table (*.csv)"), toCsv()); });
    menu->addAction(tr("Save all charts as HTML report…"), this, &TimeSeriesChart::saveReport);
    menu->addSeparator();
    menu->addAction(tr("Copy picture"), this, [this] { QApplication::clipboard()->setImage(toImage()); });
    menu->addAction(tr("Copy numbers"), this,
                    [this] { QApplication::clipboard()->setText(QString::fromUtf8(toCsv())); });
    menu->addSeparator();
    menu->addAction(tr("Show as table\tT"), this, &TimeSeriesChart::toggleTable);
    m_menuButton->setMenu(menu);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
}

void TimeSeriesChart::toggleTable()
{
    const bool focused = m_overlay->hasFocus() || m_table->hasFocus();
    if (m_view != View::Table)
        m_viewBeforeTable = m_view;
    setView(m_view == View::Table ? m_viewBeforeTable : View::Table);
    if (focused)
        (m_view == View::Table ? static_cast<QWidget *>(m_table) : m_overlay)->setFocus();
}

void TimeSeriesChart::setFacet(std::size_t index)
{
    const Facet &facet = m_spec.facets[index];
    m_spec.unit = facet.unit;
    for (std::size_t i = 0; i < m_spec.series.size(); ++i)
        m_spec.series[i].value = facet.values[i];
    m_plot->showAnew();
    refresh();
}

void TimeSeriesChart::setProtocols(const std::array<bool, metrics::kProtocolCount> &present)
{
    bool changed = false;
    for (std::size_t i = 0; i < m_spec.series.size(); ++i) {
        SeriesSpec &series = m_spec.series[i];
        const bool isPresent = !series.protocol || present[indexOf(*series.protocol)];
        if (series.present == isPresent)
            continue;
        changed = true;
        series.present = isPresent;
        const int index = static_cast<int>(i);
        m_legend->setPresent(index, isPresent);
        m_plot->setSeriesVisible(index, isPresent && m_legend->isShown(index));
        m_table->setColumnHidden(index + 1, !isPresent);
    }
    if (changed)
        refresh();
}

void TimeSeriesChart::setView(View view)
{
    m_view = view;
    m_canvas->setVisible(view != View::Table);
    m_table->setVisible(view == View::Table);
    m_plot->setVisible(view == View::Lines);
    if (m_heatmap != nullptr) {
        m_heatmap->setVisible(view == View::Heatmap);
        m_linesButton->setChecked(view == View::Lines);
        m_heatmapButton->setChecked(view == View::Heatmap);
    }
    m_overlay->setArea(view == View::Heatmap ? static_cast<const PlotArea *>(m_heatmap) : m_plot);
    m_overlay->raise();
    refresh();
}

bool TimeSeriesChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_canvas || event->type() != QEvent::Resize)
        return QFrame::eventFilter(watched, event);
    for (QWidget *child : {static_cast<QWidget *>(m_plot), static_cast<QWidget *>(m_overlay),
                           static_cast<QWidget *>(m_heatmap)}) {
        if (child != nullptr)
            child->setGeometry(m_canvas->rect());
    }
    elideSubtitle();
    return false;
}

void TimeSeriesChart::contextMenuEvent(QContextMenuEvent *event)
{
    m_menuButton->menu()->popup(event->globalPos());
}

void TimeSeriesChart::elideSubtitle()
{
    const QString text = m_spec.unit + QStringLiteral(" · ") +
                         (m_axis.isZoomed() ? tr("zoomed") : TimeAxis::windowName(m_axis.window()));
    m_subtitle->setText(m_subtitle->fontMetrics().elidedText(text, Qt::ElideRight, m_subtitle->width()));
    m_subtitle->setToolTip(text);
}

void TimeSeriesChart::refresh()
{
    const auto window = m_axis.data();
    if (m_view == View::Lines)
        m_plot->refresh();
    else if (m_view == View::Heatmap)
        m_heatmap->refresh();
    else
        m_tableModel->setData(window);
    const bool anything =
        std::any_of(window->points.begin(), window->points.end(), [this](const metrics::SeriesPoint &point) {
            return std::any_of(m_spec.series.begin(), m_spec.series.end(), [&](const SeriesSpec &series) {
                const double value = series.present ? series.value(point) : 0.0;
                return !std::isnan(value) && value != 0;
            });
        });
    m_emptyText = anything            ? QString()
                  : m_axis.isPaused() ? tr("No requests in this range")
                                      : tr("No requests yet");
    m_overlay->setEmptyText(m_emptyText);
    elideSubtitle();
    updateLegend();
}

void TimeSeriesChart::updateLegend()
{
    const auto window = m_axis.data();
    std::vector<double> values(m_spec.series.size(), std::nan(""));
    if (!window->points.empty()) {
        auto at = std::prev(window->points.end());
        if (m_axis.crosshair() != 0) {
            at = std::lower_bound(
                window->points.begin(), at, m_axis.crosshair(),
                [](const metrics::SeriesPoint &point, std::int64_t time) { return point.endMs < time; });
        }
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = m_spec.series[i].value(*at);
    }
    m_legend->setValues(values);
    m_values = std::move(values);
    m_overlay->setAccessibleDescription(summary());
}

QString TimeSeriesChart::summary() const
{
    if (!m_emptyText.isEmpty())
        return m_emptyText;
    QStringList parts;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (m_spec.series[i].present)
            parts << m_spec.series[i].name + QLatin1Char(' ') + m_spec.format(m_values[i]);
    }
    return parts.join(QStringLiteral(", "));
}

void TimeSeriesChart::applyTheme()
{
    m_plot->applyTheme();
    m_legend->applyTheme();
    refresh();
}

QByteArray TimeSeriesChart::toCsv() const
{
    QByteArray csv = "time";
    for (const SeriesSpec &series : m_spec.series) {
        if (!series.present)
            continue;
        QByteArray name = series.name.toUtf8();
        csv += ",\"" + name.replace('"', "\"\"") + "\"";
    }
    csv += "\r\n";
    for (const metrics::SeriesPoint &point : m_axis.data()->points) {
        csv += QDateTime::fromMSecsSinceEpoch(point.endMs, Qt::UTC).toString(Qt::ISODateWithMs).toUtf8();
        for (const SeriesSpec &series : m_spec.series) {
            if (!series.present)
                continue;
            const double value = series.value(point);
            csv += ',';
            if (!std::isnan(value))
                csv += QByteArray::number(value, 'g', 12);
        }
        csv += "\r\n";
    }
    return csv;
}

void TimeSeriesChart::paintExport(QPaintDevice &device)
{
    std::vector<QToolButton *> hidden;
    for (QToolButton *button : m_buttons) {
        if (button->isHidden())
            continue;
        button->hide();
        hidden.push_back(button);
    }
    m_plot->setExporting(true);
    QPainter painter(&device);
    render(&painter);
    painter.end();
    m_plot->setExporting(false);
    for (QToolButton *button : hidden)
        button->show();
}

QImage TimeSeriesChart::toImage()
{
    constexpr int kFactor = 2;
    QImage image(size() * kFactor, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kFactor);
    image.fill(Theme::instance().colors().plot);
    paintExport(image);
    return image;
}

QByteArray TimeSeriesChart::toSvg()
{
    QByteArray content;
    QBuffer buffer(&content);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size());
    generator.setViewBox(rect());
    generator.setResolution(kScreenDpi); // a pixel stays a pixel in browsers
    generator.setTitle(m_spec.title);
    paintExport(generator);
    return content;
}

void TimeSeriesChart::saveReport()
{
    const QList<TimeSeriesChart *> found = window()->findChildren<TimeSeriesChart *>();
    std::vector<TimeSeriesChart *> charts(found.begin(), found.end());
    if (charts.empty())
        charts.push_back(this); // a window of its own
    save(QStringLiteral("html"), tr("HTML page (*.html)"), htmlReport(charts, m_axis));
}

void TimeSeriesChart::save(const QString &suffix, const QString &filter, const QByteArray &content)
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save %1").arg(m_spec.title),
                                                      m_spec.id + QLatin1Char('.') + suffix, filter);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
        QMessageBox::warning(
            this, tr("Not saved"),
            tr("%1 could not be written: %2. Choose another place.").arg(path, file.errorString()));
    }
}

} // namespace mockforge::ui
