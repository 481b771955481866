// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/arguments.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace mockforge::desktop {

namespace {

constexpr int kLargestSide = 32'767;

const QStringList &pages()
{
    static const QStringList names{QStringLiteral("dashboard"), QStringLiteral("chaos"),
                                   QStringLiteral("settings")};
    return names;
}

const QStringList &themes()
{
    static const QStringList names{QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("system")};
    return names;
}

struct Options
{
    QCommandLineOption sample{QStringLiteral("sample"), QStringLiteral("Open the sample with demo traffic")};
    QCommandLineOption fresh{QStringLiteral("new"),
                             QStringLiteral("Begin with the dialog for a new project")};
    QCommandLineOption mode{QStringLiteral("mode"), QStringLiteral("Scenario mode to begin with"),
                            QStringLiteral("mode")};
    QCommandLineOption theme{QStringLiteral("theme"), QStringLiteral("light, dark or system, for this run"),
                             QStringLiteral("theme")};
    QCommandLineOption page{QStringLiteral("page"),
                            QStringLiteral("Page to begin with: dashboard, chaos or settings"),
                            QStringLiteral("page")};
    QCommandLineOption screenshot{QStringLiteral("screenshot"),
                                  QStringLiteral("Save a picture of the window and quit"),
                                  QStringLiteral("file")};
    QCommandLineOption after{QStringLiteral("after"), QStringLiteral("Seconds before the picture (5)"),
                             QStringLiteral("seconds"), QStringLiteral("5")};
    QCommandLineOption size{QStringLiteral("size"),
                            QStringLiteral("Size of the window, such as 1280x800, for this run"),
                            QStringLiteral("size")};
};

/// The first thing that is wrong, as a sentence; reads the rest into `arguments`.
QString read(const QCommandLineParser &parser, const Options &options, Arguments &arguments)
{
    const auto notOneOf = [](const QString &option, const QString &value, const QStringList &known) {
        return QStringLiteral("--%1: there is no '%2' (it is one of %3)")
            .arg(option, value, known.join(QStringLiteral(", ")));
    };
    if (parser.positionalArguments().size() > 1)
        return QStringLiteral("one project at a time: '%1' is too many").arg(parser.positionalArguments()[1]);
    arguments.project = parser.positionalArguments().value(0);
    arguments.sample = parser.isSet(options.sample);
    arguments.fresh = parser.isSet(options.fresh);
    arguments.mode = parser.value(options.mode);
    arguments.theme = parser.value(options.theme);
    if (!arguments.theme.isEmpty() && !themes().contains(arguments.theme))
        return notOneOf(QStringLiteral("theme"), arguments.theme, themes());
    if (const QString page = parser.value(options.page); parser.isSet(options.page)) {
        arguments.page = static_cast<int>(pages().indexOf(page));
        if (arguments.page < 0)
            return notOneOf(QStringLiteral("page"), page, pages());
    }
    arguments.screenshot = parser.value(options.screenshot);
    bool isNumber = false;
    arguments.afterSeconds = parser.value(options.after).toInt(&isNumber);
    if (!isNumber || arguments.afterSeconds < 0)
        return QStringLiteral("--after: '%1' is no number of seconds").arg(parser.value(options.after));
    if (const QString size = parser.value(options.size); parser.isSet(options.size)) {
        static const QRegularExpression form(QStringLiteral("^([1-9][0-9]{1,4})x([1-9][0-9]{1,4})$"));
        const auto sides = form.match(size);
        arguments.size = QSize(sides.captured(1).toInt(), sides.captured(2).toInt());
        if (!sides.hasMatch() || std::max(arguments.size.width(), arguments.size.height()) > kLargestSide)
            return QStringLiteral("--size: '%1' is no size such as 1280x800").arg(size);
    }
    return {};
}

} // namespace

bool asksForWords(int argc, char **argv)
{
    return std::any_of(argv + std::min(argc, 1), argv + argc, [](const char *text) {
        const std::string_view argument = text;
        return argument == "--help" || argument == "-h" || argument == "--help-all" ||
               argument == "--version" || argument == "-v";
    });
}

std::optional<Arguments> readArguments(const QCoreApplication &application)
{
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("MockForge: a mock server with live metrics and chaos"));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("project"), QStringLiteral("Project file to open"),
                                 QStringLiteral("[project]"));
    parser.addOptions({options.sample, options.fresh, options.mode, options.theme, options.page,
                       options.screenshot, options.after, options.size});
    Arguments arguments;
    QString problem;
    if (!parser.parse(application.arguments()))
        problem = parser.errorText();
    else if (parser.isSet(help))
        parser.showHelp();
    else if (parser.isSet(version))
        parser.showVersion();
    else
        problem = read(parser, options, arguments);
    if (problem.isEmpty())
        return arguments;
    std::fprintf(stderr, "mockforge-desktop: %s\n", qPrintable(problem));
    return std::nullopt;
}

} // namespace mockforge::desktop
