// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demotraffic.h"
#include "app/desktop/arguments.h"
#include "app/desktop/singleinstance.h"
#include "app/log/logger.h"
#include "app/signals/unixsignals.h"
#include "server/engine/supervisor.h"
#include "ui/presence/tray.h"
#include "ui/settings/appsettings.h"
#include "ui/settings/language.h"
#include "ui/settings/session.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>

namespace {

using namespace mockforge;
using desktop::Arguments;

/// The exit code for a command line that cannot be understood.
constexpr int kUsage = 2;

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("mockforge-desktop"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MOCKFORGE_VERSION));
}

/// The sample's file: beside the source tree's build, or where an installation puts it.
QString sampleProject()
{
    const QString relative = QStringLiteral("samples/shop/mockforge.yaml");
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString &candidate : {program.filePath(QStringLiteral("../../../resources/") + relative),
                                     program.filePath(QStringLiteral("../share/mockforge/") + relative)}) {
        if (QFileInfo::exists(candidate))
            return QFileInfo(candidate).canonicalFilePath();
    }
    return {};
}

void applyTheme(const QString &name, const ui::AppSettings &settings)
{
    ui::Theme::instance().setChoice(name == QLatin1String("light")    ? ui::Theme::Choice::Light
                                    : name == QLatin1String("dark")   ? ui::Theme::Choice::Dark
                                    : name == QLatin1String("system") ? ui::Theme::Choice::System
                                                                      : settings.theme());
}

void takeScreenshotLater(ui::MainWindow &window, const Arguments &arguments)
{
    QTimer::singleShot(arguments.afterSeconds * 1000, &window, [&window, file = arguments.screenshot] {
        const bool saved = window.grab().save(file);
        if (!saved)
            std::fprintf(stderr, "mockforge-desktop: cannot write %s\n", qPrintable(file));
        QCoreApplication::exit(saved ? 0 : 1);
    });
}

/// Remembers what is open and in which scenario whenever one of them changes.
void keepSession(engine::Supervisor &supervisor, ui::Session &session, QObject &context)
{
    const auto keep = [&supervisor, &session] {
        const control::Scenario scenario = supervisor.scenario();
        const std::string name =
            scenario.preset.empty() ? std::string(control::modeName(scenario.mode)) : scenario.preset;
        session.save({supervisor.projectFile(), QString::fromStdString(name)});
    };
    QObject::connect(&supervisor, &control::Engine::projectChanged, &context, keep);
    QObject::connect(&supervisor, &control::Engine::scenarioChanged, &context, keep);
}

bool setMode(engine::Supervisor &supervisor, const QString &name)
{
    const auto mode = control::modeFromName(name.toStdString());
    if (!mode) {
        std::fprintf(stderr, "mockforge-desktop: --mode: %s; %s\n", mode.error().message.c_str(),
                     mode.error().detail.c_str());
        return false;
    }
    return supervisor.setScenario(control::defaultScenario(mode.value())).ok();
}

} // namespace

int main(int argc, char **argv)
{
    nameApplication();
    if (desktop::asksForWords(argc, argv)) {
        const QCoreApplication application(argc, argv);
        desktop::readArguments(application);
        return kUsage; // the words have been printed, unless something beside them is wrong
    }
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("MockForge"));
    QApplication::setDesktopFileName(QStringLiteral("org.mockforge.mockforge")); // how Wayland finds the icon
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/mockforge.svg")));
    const auto read = desktop::readArguments(application);
    if (!read)
        return kUsage;
    const Arguments &arguments = *read;
    log::Logger::instance().install();

    if (!arguments.project.isEmpty() && desktop::SingleInstance::raiseOther(arguments.project))
        return 0;
    ui::AppSettings settings;
    ui::installLanguage(settings.language());
    applyTheme(arguments.theme, settings);
    engine::Supervisor supervisor;
    demo::DemoTraffic demo(supervisor);
    ui::MainWindow window(supervisor, settings, demo, sampleProject);
    desktop::SingleInstance instance;
    QObject::connect(&supervisor, &control::Engine::projectChanged, &instance,
                     [&] { instance.claim(supervisor.projectFile()); });
    QObject::connect(&instance, &desktop::SingleInstance::raiseWanted, &window, &ui::MainWindow::comeForward);
    ui::Tray tray(supervisor, settings, window);
    signals::UnixSignals unixSignals;
    QObject::connect(&unixSignals, &signals::UnixSignals::received, &window, &ui::MainWindow::quit);
    ui::Session session(ui::Session::defaultFolder());
    const auto crashed = session.takeCrashed();
    keepSession(supervisor, session, window);
    if (!arguments.size.isEmpty())
        window.resize(arguments.size);
    window.show();
    if (arguments.sample)
        window.openSample();
    else if (arguments.fresh)
        QTimer::singleShot(0, &window, &ui::MainWindow::newProject);
    else if (!arguments.project.isEmpty())
        window.openProject(arguments.project);
    else if (crashed)
        window.recover(crashed->project, crashed->scenario);
    else if (settings.restoreProject() && QFileInfo::exists(settings.lastProject()))
        window.openProject(settings.lastProject());
    if (!arguments.mode.isEmpty() && !setMode(supervisor, arguments.mode))
        return kUsage;
    if (arguments.page > 0)
        window.showPage(arguments.page);
    if (!arguments.screenshot.isEmpty())
        takeScreenshotLater(window, arguments);
    return QApplication::exec();
}
