// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/logger.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>

namespace mockforge::log {

namespace {

constexpr std::array<std::string_view, 4> kLevelNames{"error", "warn", "info", "debug"};
std::mutex g_mutex;

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QByteArray line(bool json, Level level, std::string_view category, std::string_view message,
                std::string_view detail)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const std::string_view name = kLevelNames[static_cast<std::size_t>(level)];
    if (!json) {
        QString plain = time + QLatin1Char(' ') + text(name).toUpper().leftJustified(5) + QLatin1Char(' ') +
                        text(category) + QStringLiteral(": ") + text(message);
        if (!detail.empty())
            plain += QStringLiteral(" — ") + text(detail);
        return plain.toUtf8() + '\n';
    }
    QJsonObject object{{QStringLiteral("time"), time},
                       {QStringLiteral("level"), text(name)},
                       {QStringLiteral("category"), text(category)},
                       {QStringLiteral("message"), text(message)}};
    if (!detail.empty())
        object.insert(QStringLiteral("detail"), text(detail));
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

void handleQtMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const Level level = type == QtDebugMsg     ? Level::Debug
                        : type == QtInfoMsg    ? Level::Info
                        : type == QtWarningMsg ? Level::Warn
                                               : Level::Error;
    const char *category = context.category == nullptr ? "qt" : context.category;
    Logger::instance().write(level, category, message.toStdString());
}

} // namespace

Logger &Logger::instance()
{
    static Logger logger;
    return logger;
}

Logger::~Logger()
{
    if (m_file != nullptr)
        std::fclose(m_file);
}

Result<void> Logger::configure(const std::string &level, const std::string &format, const std::string &file)
{
    const std::lock_guard lock(g_mutex);
    for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
        if (kLevelNames[i] == level)
            m_level = static_cast<Level>(i);
    }
    m_json = format == "json";
    if (file == m_path)
        return {};
    std::FILE *opened = nullptr;
    if (!file.empty()) {
        opened = std::fopen(file.c_str(), "ae");
        if (opened == nullptr) {
            return Error{"log_file", "cannot write the log file " + file + ": " + std::strerror(errno),
                         "check logging.file_path; logging goes on as before"};
        }
    }
    if (m_file != nullptr)
        std::fclose(m_file);
    m_file = opened;
    m_path = file;
    return {};
}

void Logger::write(Level level, std::string_view category, std::string_view message, std::string_view detail)
{
    const std::lock_guard lock(g_mutex);
    if (level > m_level)
        return;
    const QByteArray bytes = line(m_json, level, category, message, detail);
    std::FILE *target = m_file == nullptr ? stderr : m_file;
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), target);
    std::fflush(target);
}

void Logger::install()
{
    qInstallMessageHandler(handleQtMessage);
}

} // namespace mockforge::log
