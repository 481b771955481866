// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/httptraffic.h"

#include "app/demo/abortall.h"
#include "app/demo/weighted.h"
#include "metrics/base/clock.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <array>

namespace mockforge::demo {

namespace {

struct Call
{
    const char *method;
    const char *path;
    const char *body;
    int weight;
};

/// What visitors of a shop do, and now and then get wrong.
constexpr std::array<Call, 14> kCalls{{
    {"GET", "/api/products", "", 22},
    {"GET", "/api/products?page=2", "", 8},
    {"GET", "/api/products/%1", "", 20},
    {"GET", "/api/products/featured", "", 6},
    {"GET", "/api/products/%1/reviews", "", 8},
    {"GET", "/api/search?q=lamp", "", 8},
    {"POST", "/api/orders", R"({"items": [{"sku": "LAMP-1", "quantity": 2}]})", 6},
    {"POST", "/api/orders", R"({"note": "no items"})", 1},
    {"GET", "/api/orders/%1", "", 6},
    {"GET", "/api/account", "", 2},
    {"POST", "/api/login", "{}", 2},
    {"GET", "/api/cart", "", 5},
    {"GET", "/pages/about", "", 3},
    {"GET", "/api/prodcuts", "", 1},
}};
constexpr int kMeanGapMs = 50;
constexpr int kClients = 8;
constexpr int kMostWaiting = 48; ///< a mock that hangs must not make us pile up requests
constexpr int kTimeoutMs = 10'000;

} // namespace

HttpTraffic::HttpTraffic()
    : m_random(monotonicNs(), streamOf("demo http"), 0)
{}

void HttpTraffic::setTarget(const QString &address)
{
    m_address = address;
    if (m_timer == nullptr) {
        // Made here, so that they live in the demo's thread.
        for (int i = 0; i < kClients; ++i)
            m_networks.push_back(new QNetworkAccessManager(this));
        m_timer = new QTimer(this);
        m_timer->setSingleShot(true);
        connect(m_timer, &QTimer::timeout, this, &HttpTraffic::send);
    }
    if (address.isEmpty()) {
        m_timer->stop();
        for (QNetworkAccessManager *network : m_networks)
            abortAll(*network);
    } else if (!m_timer->isActive()) {
        m_timer->start(0);
    }
}

void HttpTraffic::send()
{
    m_timer->start(static_cast<int>(m_random.between(kMeanGapMs / 3, kMeanGapMs * 5 / 3)));
    if (m_waiting >= kMostWaiting)
        return;
    const Call &call = drawWeighted(kCalls, m_random);
    QString path = QString::fromLatin1(call.path);
    if (path.contains(QLatin1String("%1")))
        path = path.arg(m_random.between(1, 500));
    QNetworkRequest request(QUrl(m_address + path));
    request.setTransferTimeout(kTimeoutMs);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("MockForge demo traffic"));
    QNetworkAccessManager *network = m_networks[static_cast<std::size_t>(m_random.between(0, kClients - 1))];
    QNetworkReply *reply = network->sendCustomRequest(request, call.method, QByteArray(call.body));
    ++m_waiting;
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        --m_waiting;
        reply->deleteLater();
    });
}

} // namespace mockforge::demo
