// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/health.h"

#include <QByteArray>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <cstdio>

namespace mockforge::cli {

namespace {

constexpr int kTimeoutMs = 5000;

} // namespace

int health(const Options &options)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(QString::fromStdString(options.healthUrl)));
    request.setTransferTimeout(kTimeoutMs);
    QNetworkReply *reply = manager.get(request);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    if (reply->error() == QNetworkReply::NoError) {
        std::printf("ok\n");
        return kOk;
    }
    const QByteArray answer = reply->readAll();
    if (answer.isEmpty()) {
        std::fprintf(
            stderr,
            "mockforge: no answer from %s: %s\n  is 'mockforge serve' running there, with metrics on? "
            "--url names another\n",
            options.healthUrl.c_str(), reply->errorString().toUtf8().constData());
    } else {
        std::fprintf(stderr, "mockforge: not healthy:\n%s\n", answer.constData());
    }
    return kFailure;
}

} // namespace mockforge::cli
