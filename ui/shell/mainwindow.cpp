// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "metrics/query/source.h"
#include "ui/chaos/chaospage.h"
#include "ui/chaos/chaoswatch.h"
#include "ui/charts/timeaxis.h"
#include "ui/dashboard/dashboard.h"
#include "ui/settings/appsettings.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/bannerarea.h"
#include "ui/shell/demo.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/startpage.h"
#include "ui/shell/statusline.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace mockforge::ui {

namespace {

constexpr int kStartPage = 0;
constexpr int kFirstPage = 1; ///< behind the start page

/// The preset or mode of this name; healthy when there is none any more.
control::Scenario scenarioNamed(const control::Engine &engine, const std::string &name)
{
    for (const control::Preset &preset : engine.presets()) {
        if (preset.name == name)
            return preset.scenario;
    }
    const auto mode = control::modeFromName(name);
    return control::defaultScenario(mode ? mode.value() : control::Mode::Healthy);
}

} // namespace

MainWindow::MainWindow(control::Engine &engine, AppSettings &settings, Demo &demo,
                       std::function<QString()> sampleProject, QWidget *parent)
    : QMainWindow(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_demo(demo)
    , m_sampleProject(std::move(sampleProject))
    , m_axis(new TimeAxis(engine.metricsSource(), this))
{
    setObjectName(QStringLiteral("main-window"));
    setAcceptDrops(true);
    qApp->installEventFilter(this);
    setMinimumSize(800, 560);
    resize(1280, 800);
    m_axis->setInterval(settings.refreshMs());
    m_chaos = new ChaosWatch(engine, *m_axis, this);
    buildActions();
    buildMenus();
    buildToolBar();
    buildPages();
    m_status = new StatusLine(*m_chaos, *m_axis, *m_chaosStop);
    setStatusBar(m_status);
    connect(&engine, &control::Engine::projectChanged, this, &MainWindow::refreshState);
    connect(&engine, &control::Engine::projectChanged, this, &MainWindow::fillModes);
    connect(&engine, &control::Engine::scenarioChanged, this, &MainWindow::fillModes);
    connect(&engine, &control::Engine::endpointsChanged, this, &MainWindow::refreshState);
    connect(m_chaos, &ChaosWatch::refreshed, this, &MainWindow::refreshChaos);
    connect(&demo, &Demo::runningChanged, this, &MainWindow::refreshState);
    connect(m_axis, &TimeAxis::stateChanged, this, [this] { m_pause->setChecked(m_axis->isPaused()); });
    fillModes();
    refreshState();
    refreshChaos();
    if (const QByteArray geometry = settings.geometry(); !geometry.isEmpty())
        restoreGeometry(geometry);
}

QWidget *MainWindow::buildDemoStrip()
{
    auto *strip = new QFrame;
    strip->setObjectName(QStringLiteral("demo-strip"));
    Theme::setRole(strip, "strip");
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(3 * Theme::kUnit, Theme::kUnit, Theme::kUnit, Theme::kUnit);
    row->addWidget(new QLabel(tr("Demo traffic is running against this project.")), 1);
    auto *stop = new QPushButton(tr("Stop demo traffic"));
    stop->setObjectName(QStringLiteral("demo-stop"));
    stop->setAccessibleName(stop->text());
    connect(stop, &QPushButton::clicked, &m_demo, &Demo::stop);
    row->addWidget(stop);
    return strip;
}

void MainWindow::buildPages()
{
    auto *central = new QWidget;
    auto *row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_sidebar = new Sidebar(m_engine);
    m_sidebar->addPage(QStringLiteral("dashboard"), tr("Dashboard"), QStringLiteral("▦"));
    m_sidebar->addPage(QStringLiteral("chaos"), tr("Chaos"), QStringLiteral("⚡"));
    m_sidebar->addPage(QStringLiteral("settings"), tr("Settings"), QStringLiteral("⚙"));
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::portWanted, this, &MainWindow::choosePort);
    row->addWidget(m_sidebar);

    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(3 * Theme::kUnit, 2 * Theme::kUnit, 3 * Theme::kUnit, 0);
    top->setSpacing(2 * Theme::kUnit);
    m_banners = new BannerArea(m_engine);
    connect(m_banners, &BannerArea::portWanted, this, &MainWindow::choosePort);
    m_demoStrip = buildDemoStrip();
    top->addWidget(m_banners);
    top->addWidget(m_demoStrip);
    column->addLayout(top);
    m_pages = new QStackedWidget;
    m_start = new StartPage;
    m_start->setRecent(m_settings.recentProjects());
    connect(m_start, &StartPage::sampleWanted, this, &MainWindow::openSample);
    connect(m_start, &StartPage::newWanted, this, &MainWindow::newProject);
    connect(m_start, &StartPage::openWanted, this, &MainWindow::chooseProject);
    connect(m_start, &StartPage::projectWanted, this, &MainWindow::openProject);
    m_dashboard = new Dashboard(m_engine, *m_axis);
    m_chaosPage = new ChaosPage(*m_chaos, *m_axis, *m_chaosStop);
    auto *settings = new SettingsPage(m_settings);
    connect(settings, &SettingsPage::refreshChanged, this, &MainWindow::applyRefresh);
    connect(settings, &SettingsPage::trayChanged, this, &MainWindow::trayWanted);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_dashboard);
    m_pages->addWidget(m_chaosPage);
    m_pages->addWidget(settings);
    column->addWidget(m_pages, 1);
    row->addLayout(column, 1);
    setCentralWidget(central);
    showPage(0);
}

void MainWindow::applyRefresh(int ms)
{
    m_axis->setInterval(ms);
}

void MainWindow::showPage(int index)
{
    const bool noProject = m_engine.projectFile().isEmpty();
    m_pages->setCurrentIndex(index == 0 && noProject ? kStartPage : kFirstPage + index);
    m_sidebar->setCurrent(index);
}

void MainWindow::refreshChaos()
{
    m_chaosSwitch->setChecked(m_chaos->status().enabled);
    m_sidebar->setBadge(QStringLiteral("chaos"), m_chaos->inForce());
}

void MainWindow::fillModes()
{
    const control::Scenario current = m_engine.scenario();
    m_modes->clear();
    int chosen = -1;
    for (const control::Mode mode :
         {control::Mode::Healthy, control::Mode::Degraded, control::Mode::Error, control::Mode::Chaos}) {
        const control::Scenario scenario = control::defaultScenario(mode);
        m_modes->addItem(QString::fromUtf8(control::modeName(mode).data()), m_modes->count());
        m_modes->setItemData(m_modes->count() - 1, QString::fromStdString(control::describe(scenario)),
                             Qt::ToolTipRole);
        if (current.preset.empty() && current.mode == mode)
            chosen = m_modes->count() - 1;
    }
    m_modes->insertSeparator(m_modes->count());
    for (const control::Preset &preset : m_engine.presets()) {
        m_modes->addItem(tr("preset %1").arg(QString::fromStdString(preset.name)), m_modes->count());
        m_modes->setItemData(m_modes->count() - 1, QString::fromStdString(preset.description),
                             Qt::ToolTipRole);
        if (current.preset == preset.name)
            chosen = m_modes->count() - 1;
    }
    m_modes->setCurrentIndex(chosen);
}

void MainWindow::chooseMode(int index)
{
    constexpr int kModes = 4;
    const auto presets = m_engine.presets();
    const auto preset = static_cast<std::size_t>(index - kModes - 1);
    const control::Scenario wanted = index < kModes
                                         ? control::defaultScenario(static_cast<control::Mode>(index))
                                     : preset < presets.size() ? presets[preset].scenario
                                                               : m_engine.scenario();
    if (auto set = m_engine.setScenario(wanted); !set)
        statusBar()->showMessage(QString::fromStdString(set.error().message), 5000);
}

void MainWindow::refreshState()
{
    const bool open = !m_engine.projectFile().isEmpty();
    bool running = false;
    bool stopped = false;
    for (const control::EndpointStatus &endpoint : m_engine.endpoints()) {
        const bool isRunning = endpoint.state == control::EndpointState::Running;
        running = running || isRunning;
        stopped = stopped || !isRunning;
    }
    m_runAll->setEnabled(open && stopped);
    m_stopAll->setEnabled(open && running);
    m_close->setEnabled(open);
    m_demoAction->setEnabled(open && running);
    m_demoAction->setChecked(m_demo.isRunning());
    m_demoStrip->setVisible(m_demo.isRunning());
    m_modes->setEnabled(open);
    m_note->setEnabled(open);
    const QString file = m_engine.projectFile();
    setWindowTitle(open ? QFileInfo(file).dir().dirName() + QStringLiteral(" / ") +
                              QFileInfo(file).fileName() + QStringLiteral(" – MockForge")
                        : QStringLiteral("MockForge"));
    if (m_pages->currentIndex() <= kFirstPage)
        m_pages->setCurrentIndex(open ? kFirstPage : kStartPage);
}

bool MainWindow::openProject(const QString &file)
{
    m_demo.stop();
    const auto findings = m_engine.openProject(QFileInfo(file).absoluteFilePath(), {});
    if (control::hasErrors(findings))
        return false;
    m_settings.setLastProject(m_engine.projectFile());
    m_settings.addRecentProject(m_engine.projectFile());
    m_start->setRecent(m_settings.recentProjects());
    if (m_settings.startOnOpen())
        m_engine.startAll();
    showPage(0);
    return true;
}

void MainWindow::recover(const QString &file, const QString &scenario)
{
    if (control::hasErrors(m_engine.openProject(QFileInfo(file).absoluteFilePath(), {})))
        return;
    static_cast<void>(m_engine.setScenario(scenarioNamed(m_engine, scenario.toStdString())));
    m_banners->showRecovered();
    showPage(0);
}

bool MainWindow::openSample()
{
    const QString file = m_sampleProject();
    m_demo.stop();
    if (file.isEmpty() || control::hasErrors(m_engine.openProject(file, {})))
        return false;
    m_engine.startAll();
    // The sample has to work whatever else runs on this machine: an endpoint whose port is taken moves to a
    // free one.
    for (const control::EndpointStatus &endpoint : m_engine.endpoints()) {
        if (endpoint.state == control::EndpointState::Failed && endpoint.errorCode == "port_in_use")
            m_engine.startEndpointOnPort(endpoint.id, m_engine.suggestFreePort(endpoint.id));
    }
    m_demo.start();
    showPage(0);
    return true;
}

void MainWindow::comeForward()
{
    show();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

void MainWindow::quit()
{
    m_quitting = true;
    close();
    QCoreApplication::quit(); // a window that is hidden already is not the last one that closes
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setGeometry(saveGeometry());
    if (m_hidesOnClose && !m_quitting) {
        hide();
        event->ignore();
        return;
    }
    m_demo.stop();
    m_engine.stopAll();
    event->accept();
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool control = qobject_cast<QAbstractButton *>(watched) || qobject_cast<QComboBox *>(watched) ||
                             qobject_cast<QAbstractItemView *>(watched);
        if (control && key->modifiers() == Qt::NoModifier && !key->text().isEmpty()) {
            event->accept();
            return true;
        }
    }
    const bool drag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove ||
                      event->type() == QEvent::Drop;
    if (drag && watched->isWidgetType() && static_cast<QWidget *>(watched)->window() == this &&
        takeDrop(*event))
        return true;
    return QMainWindow::eventFilter(watched, event);
}

bool MainWindow::takeDrop(QEvent &event)
{
    auto &drop = static_cast<QDropEvent &>(event); // what QDragEnterEvent and QDragMoveEvent are too
    const QList<QUrl> urls = drop.mimeData()->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return false;
    drop.acceptProposedAction();
    if (event.type() == QEvent::Drop) {
        const QFileInfo file(urls.first().toLocalFile());
        openProject(file.isDir() ? QDir(file.filePath()).filePath(QStringLiteral("mockforge.yaml"))
                                 : file.filePath());
    }
    return true;
}

} // namespace mockforge::ui
