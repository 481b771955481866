// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/page.h"

#include <QCryptographicHash>
#include <QFile>

namespace mockforge::graphql {

namespace {

/// The hash of what stands between two tags, as a policy names it.
std::string hashOf(const QByteArray &page, const char *open, const char *close)
{
    const qsizetype begin = page.indexOf(open) + QByteArrayView(open).size();
    const qsizetype end = page.indexOf(close, begin);
    const QByteArray inside = page.mid(begin, end - begin);
    return "'sha256-" +
           QCryptographicHash::hash(inside, QCryptographicHash::Sha256).toBase64().toStdString() + "'";
}

QByteArray readPage()
{
    QFile file(QStringLiteral(":/graphql/page.html"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

std::shared_ptr<const std::string> pageText()
{
    static const auto text = std::make_shared<const std::string>(readPage().toStdString());
    return text;
}

const std::string &pagePolicy()
{
    static const std::string policy = [] {
        const QByteArray page = readPage();
        return "default-src 'none'; connect-src 'self' ws: wss:; style-src " +
               hashOf(page, "<style>", "</style>") + "; script-src " + hashOf(page, "<script>", "</script>") +
               "; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    }();
    return policy;
}

} // namespace mockforge::graphql
