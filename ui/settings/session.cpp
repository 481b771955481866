// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

namespace mockforge::ui {

namespace {

constexpr auto kProject = QLatin1String("project");
constexpr auto kScenario = QLatin1String("scenario");

} // namespace

Session::Session(QString folder)
    : m_folder(std::move(folder))
    , m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    QDir().mkpath(m_folder);
    m_lock = std::make_unique<QLockFile>(fileOf(m_name) + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0); // a session is over when its process is gone, however long it runs
    m_lock->tryLock();
}

Session::~Session()
{
    QFile::remove(fileOf(m_name));
}

QString Session::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/mockforge/sessions");
}

QString Session::fileOf(const QString &name) const
{
    return m_folder + QLatin1Char('/') + name + QStringLiteral(".json");
}

std::optional<Session::State> Session::takeCrashed()
{
    std::optional<State> newest;
    const QFileInfoList files =
        QDir(m_folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time);
    for (const QFileInfo &info : files) {
        if (info.completeBaseName() == m_name)
            continue;
        QLockFile lock(info.filePath() + QStringLiteral(".lock"));
        lock.setStaleLockTime(0);
        if (!lock.tryLock()) // its window is open
            continue;
        QFile file(info.filePath());
        if (!newest && file.open(QIODevice::ReadOnly)) {
            const QJsonObject state = QJsonDocument::fromJson(file.readAll()).object();
            if (QFileInfo::exists(state.value(kProject).toString()))
                newest = State{state.value(kProject).toString(), state.value(kScenario).toString()};
        }
        file.remove();
    }
    return newest;
}

void Session::save(const State &state)
{
    if (state.project == m_saved.project && state.scenario == m_saved.scenario)
        return;
    m_saved = state;
    if (state.project.isEmpty()) {
        QFile::remove(fileOf(m_name));
        return;
    }
    // A session that cannot be kept is not worth a message: nothing else depends on it.
    QSaveFile file(fileOf(m_name));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(QJsonDocument(QJsonObject{{kProject, state.project}, {kScenario, state.scenario}}).toJson());
    file.commit();
}

} // namespace mockforge::ui
