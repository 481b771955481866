// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's actions, and the menus and tool bar made of them.

#include "ui/chaos/chaospage.h"
#include "ui/chaos/chaospill.h"
#include "ui/chaos/chaoswatch.h"
#include "ui/charts/timeaxis.h"
#include "ui/settings/appsettings.h"
#include "ui/shell/demo.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/manual.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QToolBar>

#include <array>

namespace mockforge::ui {

QAction *MainWindow::addAction(const QString &id, const QString &text, const QKeySequence &keys,
                               std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    QMainWindow::addAction(action);
    m_actions.append(action);
    return action;
}

void MainWindow::buildActions()
{
    const auto keys = [](const char *text) {
        return QKeySequence(QString::fromLatin1(text));
    };
    addAction(QStringLiteral("new"), tr("&New project…"), QKeySequence::New, [this] { newProject(); });
    addAction(QStringLiteral("open"), tr("&Open project…"), QKeySequence::Open, [this] { chooseProject(); });
    addAction(QStringLiteral("sample"), tr("Try the &sample"), {}, [this] { openSample(); });
    m_close = addAction(QStringLiteral("close"), tr("&Close project"), QKeySequence::Close, [this] {
        m_demo.stop();
        m_engine.closeProject();
    });
    addAction(QStringLiteral("quit"), tr("&Quit"), QKeySequence::Quit, [this] { quit(); });
    m_runAll =
        addAction(QStringLiteral("run-all"), tr("&Run all"), keys("F5"), [this] { m_engine.startAll(); });
    m_stopAll = addAction(QStringLiteral("stop-all"), tr("&Stop all"), keys("Shift+F5"),
                          [this] { m_engine.stopAll(); });
    m_demoAction = addAction(QStringLiteral("demo"), tr("&Demo traffic"), {}, [this] {
        if (m_demo.isRunning())
            m_demo.stop();
        else
            m_demo.start();
    });
    m_demoAction->setCheckable(true);
    const std::array<QString, 4> modes{tr("Mode: healthy"), tr("Mode: degraded"), tr("Mode: error"),
                                       tr("Mode: chaos")};
    for (int mode = 0; mode < static_cast<int>(modes.size()); ++mode) {
        addAction(QStringLiteral("mode-%1").arg(mode), modes[static_cast<std::size_t>(mode)], {},
                  [this, mode] {
                      static_cast<void>(
                          m_engine.setScenario(control::defaultScenario(static_cast<control::Mode>(mode))));
                  });
    }
    buildChaosActions();
    addAction(QStringLiteral("page-1"), tr("&Dashboard"), keys("Ctrl+1"), [this] { showPage(0); });
    addAction(QStringLiteral("page-2"), tr("&Chaos"), keys("Ctrl+2"), [this] { showPage(1); });
    addAction(QStringLiteral("page-3"), tr("Se&ttings"), keys("Ctrl+3"), [this] { showPage(2); });
    addAction(QStringLiteral("preferences"), tr("&Preferences"), keys("Ctrl+,"), [this] { showPage(2); });
    m_pause = addAction(QStringLiteral("pause"), tr("&Pause charts"), keys("Space"),
                        [this] { m_axis->togglePause(); });
    m_pause->setCheckable(true);
    addAction(QStringLiteral("follow"), tr("&Follow the newest data"), {}, [this] { m_axis->follow(); });
    addAction(QStringLiteral("zoom-back"), tr("&Undo zoom"), {}, [this] { m_axis->zoomBack(); });
    m_note =
        addAction(QStringLiteral("note"), tr("Add a &note to the charts…"), keys("N"), [this] { addNote(); });
    addAction(QStringLiteral("palette"), tr("&Command palette"), keys("Ctrl+K"), [this] { showPalette(); });
    if (ManualDialog::isAvailable())
        addAction(QStringLiteral("manual"), tr("&Manual"), keys("F1"), [this] { showManual(); });
    addAction(QStringLiteral("about"), tr("&About MockForge"), {}, [this] { showAbout(); });
}

/// These work whatever is open or has the focus, so that nobody is locked out by the own faults.
void MainWindow::buildChaosActions()
{
    m_chaosSwitch = addAction(QStringLiteral("chaos-switch"), tr("&Chaos on or off"),
                              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X), [this] {
                                  m_engine.chaos().setChaosEnabled(!m_engine.chaos().chaosStatus().enabled,
                                                                   ChaosWatch::origin());
                              });
    m_chaosSwitch->setCheckable(true);
    m_chaosStop = addAction(QStringLiteral("chaos-stop"), tr("&Stop all chaos"),
                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_0),
                            [this] { m_engine.chaos().stopAllChaos(ChaosWatch::origin()); });
    for (QAction *action : {m_chaosSwitch, m_chaosStop})
        action->setShortcutContext(Qt::ApplicationShortcut);
    addAction(QStringLiteral("chaos-add"), tr("&Add a chaos rule…"), {}, [this] {
        showPage(1);
        m_chaosPage->addRule();
    });
}

void MainWindow::buildMenus()
{
    const auto fill = [this](const QString &title, std::initializer_list<const char *> ids) {
        QMenu *menu = menuBar()->addMenu(title);
        for (const char *id : ids) {
            if (QLatin1String(id) == QLatin1String("-"))
                menu->addSeparator();
            else if (QAction *action =
                         findChild<QAction *>(QString::fromLatin1(id), Qt::FindDirectChildrenOnly))
                menu->addAction(action);
        }
    };
    fill(tr("&File"), {"new", "open", "sample", "-", "close", "-", "preferences", "quit"});
    fill(tr("&Run"), {"run-all", "stop-all", "-", "mode-0", "mode-1", "mode-2", "mode-3", "-", "demo"});
    fill(tr("&Chaos"), {"chaos-switch", "chaos-stop", "-", "page-2", "chaos-add"});
    fill(tr("&View"), {"page-1", "page-2", "page-3", "-", "pause", "follow", "zoom-back", "note"});
    fill(tr("&Tools"), {"palette"});
    fill(tr("&Help"), {"manual", "about"});
}

void MainWindow::buildToolBar()
{
    QToolBar *bar = addToolBar(tr("Main"));
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const auto button = [bar](QAction *action, const QString &text) {
        auto *push = new QPushButton(text);
        push->setObjectName(QStringLiteral("tool-") + action->objectName());
        push->setAccessibleName(action->text().remove(QLatin1Char('&')));
        push->setToolTip(push->accessibleName() + QStringLiteral("  ") +
                         action->shortcut().toString(QKeySequence::NativeText));
        push->setFocusPolicy(Qt::TabFocus);
        connect(push, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, push, [push, action] { push->setEnabled(action->isEnabled()); });
        bar->addWidget(push);
        return push;
    };
    const auto label = [bar](const QString &text, QWidget *buddy) {
        auto *widget = new QLabel(text);
        widget->setBuddy(buddy);
        widget->setContentsMargins(8, 0, 4, 0);
        Theme::setRole(widget, "secondary");
        bar->addWidget(widget);
        bar->addWidget(buddy);
    };
    button(m_runAll, tr("▶  Run all"));
    button(m_stopAll, tr("■  Stop"));
    m_modes = new QComboBox;
    m_modes->setObjectName(QStringLiteral("modes"));
    m_modes->setAccessibleName(tr("Scenario mode"));
    m_modes->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    label(tr("Mode"), m_modes);
    connect(m_modes, &QComboBox::activated, this, &MainWindow::chooseMode);
    bar->addWidget(new ChaosPill(*m_chaos, *m_chaosSwitch));
    m_windows = new QComboBox;
    m_windows->setObjectName(QStringLiteral("windows"));
    m_windows->setAccessibleName(tr("Time window of the charts"));
    for (int window = 0; window < 6; ++window)
        m_windows->addItem(TimeAxis::windowName(static_cast<metrics::Window>(window)));
    m_windows->setCurrentIndex(m_settings.window());
    m_axis->setWindow(static_cast<metrics::Window>(m_settings.window()));
    connect(m_windows, &QComboBox::activated, this, [this](int index) {
        m_settings.setWindow(index);
        m_axis->setWindow(static_cast<metrics::Window>(index));
    });
    label(tr("Window"), m_windows);
    QPushButton *pause = button(m_pause, tr("❚❚  Pause"));
    pause->setCheckable(true);
    connect(m_pause, &QAction::toggled, pause, &QPushButton::setChecked);
    auto *spacer = new QWidget;
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spacer);
    QPushButton *search =
        button(findChild<QAction *>(QStringLiteral("palette")), tr("Search or command      Ctrl+K"));
    search->setMinimumWidth(200);
}

} // namespace mockforge::ui
