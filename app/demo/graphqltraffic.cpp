// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/graphqltraffic.h"

#include "app/demo/abortall.h"
#include "app/demo/socketvisitor.h"
#include "app/demo/weighted.h"
#include "metrics/base/clock.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <array>

namespace mockforge::demo {

namespace {

struct Operation
{
    const char *document;
    int weight;
};

/// What pages of a shop ask for; the last two are mistakes: an unknown field, an argument that no rule takes.
constexpr std::array<Operation, 8> kOperations{{
    {"query Start { products(first: 6) { id sku name price stock } }", 10},
    {"query Product { product(id: %1) { name price description reviews { author stars text } } }", 10},
    {"query Search { search(text: \"lamp\") { __typename ... on Product { name price } ... on Page { title "
     "url } } }",
     5},
    {"query Order { order(id: 100%1) { status placedAt lines { quantity product { name } } customer { name "
     "city } } }",
     5},
    {"mutation Buy { placeOrder(sku: \"LAMP-1\", quantity: 2) { id status } }", 4},
    {"mutation Review { addReview(input: {product: %1, author: \"Grace\", stars: 4, text: \"As described\"}) "
     "{ id } }",
     2},
    {"query Old { products { id weight } }", 1},
    {"mutation Mistyped { placeOrder(sku: \"lamp\") { id } }", 1},
}};
constexpr std::array kSubscriptions{"subscription Visitors { visitors }",
                                    "subscription Reviews { reviewAdded { author stars product { name } } }"};
constexpr int kMeanGapMs = 190;
constexpr int kMostWaiting = 16; ///< a mock that hangs must not make us pile up requests
constexpr int kTimeoutMs = 10'000;

QByteArray jsonOf(const QString &document)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("query"), document}}).toJson(QJsonDocument::Compact);
}

class Subscriber : public SocketVisitor
{
public:
    Subscriber(std::uint64_t number, QObject *parent)
        : SocketVisitor(number, parent)
        , m_document(QString::fromLatin1(kSubscriptions[number % kSubscriptions.size()]))
    {}

protected:
    QUrl destination(const QString &address) override
    {
        QUrl url(address);
        url.setScheme(QStringLiteral("ws"));
        return url;
    }
    QString subprotocol() const override { return QStringLiteral("graphql-transport-ws"); }
    void arrived() override { say(QStringLiteral(R"({"type": "connection_init"})")); }
    void heard(const QString &message) override
    {
        if (message.contains(QLatin1String("connection_ack")))
            talk();
        else if (message.contains(QLatin1String(R"("type":"ping")")))
            say(QStringLiteral(R"({"type": "pong"})"));
    }
    void talk() override
    {
        say(QStringLiteral(R"({"id": "1", "type": "subscribe", "payload": %1})")
                .arg(QString::fromUtf8(jsonOf(m_document))));
    }

private:
    QString m_document;
};

} // namespace

GraphQlTraffic::GraphQlTraffic()
    : m_random(monotonicNs(), streamOf("demo graphql"), 0)
{}

void GraphQlTraffic::setTarget(const QString &address)
{
    m_address = address;
    if (m_timer == nullptr) {
        // Made here, so that they live in the demo's thread.
        m_network = new QNetworkAccessManager(this);
        m_timer = new QTimer(this);
        m_timer->setSingleShot(true);
        connect(m_timer, &QTimer::timeout, this, &GraphQlTraffic::send);
        for (std::uint64_t i = 0; i < kSubscriptions.size(); ++i)
            m_subscribers.push_back(new Subscriber(i, this));
    }
    for (SocketVisitor *subscriber : m_subscribers)
        subscriber->setTarget(address);
    if (address.isEmpty()) {
        m_timer->stop();
        abortAll(*m_network);
    } else if (!m_timer->isActive()) {
        m_timer->start(0);
    }
}

void GraphQlTraffic::send()
{
    m_timer->start(static_cast<int>(m_random.between(kMeanGapMs / 3, kMeanGapMs * 5 / 3)));
    if (m_waiting >= kMostWaiting)
        return;
    QString document = QString::fromLatin1(drawWeighted(kOperations, m_random).document);
    document.replace(QLatin1String("%1"), QString::number(m_random.between(1, 4)));
    QNetworkRequest request((QUrl(m_address)));
    request.setTransferTimeout(kTimeoutMs);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("MockForge demo traffic"));
    QNetworkReply *reply = m_network->post(request, jsonOf(document));
    ++m_waiting;
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        --m_waiting;
        reply->deleteLater();
    });
}

} // namespace mockforge::demo
