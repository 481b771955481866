// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>

namespace mockforge::ui {

namespace {

const QString &english()
{
    static const QString code = QStringLiteral("en");
    return code;
}

bool isKnown(const QString &code)
{
    const QList<Language> all = languages();
    return std::any_of(all.begin(), all.end(), [&](const Language &each) { return each.code == code; });
}

/// The first language of the system's list that the window speaks.
QLocale localeOfSystem()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    for (const QString &name : wanted) {
        const QLocale locale(name);
        if (isKnown(QLocale::languageToCode(locale.language())))
            return locale;
    }
    return QLocale(QLocale::English);
}

void load(const QString &file, const QString &folder)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(file, folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace

QList<Language> languages()
{
    return {{english(), QStringLiteral("English")}, {QStringLiteral("de"), QStringLiteral("Deutsch")}};
}

QString installLanguage(const QString &code)
{
    const QLocale locale = isKnown(code) ? QLocale(code) : localeOfSystem();
    const QString inForce = QLocale::languageToCode(locale.language());
    QLocale::setDefault(locale);
    if (inForce != english()) {
        load(QStringLiteral("qtbase_") + inForce, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
        load(QStringLiteral("mockforge_") + inForce, QStringLiteral(":/translations"));
    }
    return inForce;
}

} // namespace mockforge::ui
