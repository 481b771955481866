// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ask.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <cstdio>

namespace mockforge::cli {

namespace {

using Json = nlohmann::ordered_json;
constexpr int kTimeoutMs = 5000;

void printProblem(const Json &json)
{
    std::fprintf(stderr, "mockforge: %s\n", json["error"].get<std::string>().c_str());
    if (json.contains("detail") && json["detail"].is_string() && !json["detail"].get<std::string>().empty())
        std::fprintf(stderr, "  %s\n", json["detail"].get<std::string>().c_str());
}

} // namespace

std::optional<std::string> askForText(const Options &options, const QByteArray &method,
                                      const QByteArray &path, const QByteArray &body)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(QString::fromStdString(options.adminUrl) + QString::fromUtf8(path)));
    request.setTransferTimeout(kTimeoutMs);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!options.adminToken.empty())
        request.setRawHeader("Authorization",
                             QByteArray("Bearer ") + QByteArray::fromStdString(options.adminToken));
    QNetworkReply *reply = manager.sendCustomRequest(request, method, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    const std::string content = reply->readAll().toStdString();
    if (reply->error() == QNetworkReply::NoError)
        return content;
    const Json json = Json::parse(content, nullptr, false);
    if (json.is_object() && json.contains("error") && json["error"].is_string()) {
        printProblem(json);
    } else {
        std::fprintf(stderr,
                     "mockforge: no answer from %s: %s\n  is 'mockforge serve' running there? --admin-url "
                     "names another\n",
                     options.adminUrl.c_str(), reply->errorString().toUtf8().constData());
    }
    return std::nullopt;
}

nlohmann::ordered_json ask(const Options &options, const QByteArray &method, const QByteArray &path,
                           const QByteArray &body)
{
    const auto content = askForText(options, method, path, body);
    Json json = content ? Json::parse(*content, nullptr, false) : Json();
    if (json.is_discarded()) {
        std::fprintf(stderr, "mockforge: the answer from %s is not JSON\n", options.adminUrl.c_str());
        return nullptr;
    }
    return json;
}

} // namespace mockforge::cli
