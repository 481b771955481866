// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/grpctraffic.h"

#include "app/demo/weighted.h"
#include "metrics/base/clock.h"
#include "server/grpc/client/channel.h"

#include <QTimer>
#include <QUrl>

#include <array>

namespace mockforge::demo {

namespace {

using grpc::client::Stream;

constexpr int kMeanGapMs = 160;
constexpr int kMostWaiting = 24; ///< a mock that hangs must not make us pile up calls
constexpr std::chrono::seconds kDeadline{10};
constexpr std::array kSkus{"LAMP-1", "SOFA-2", "DESK-3", "RUG-4"};

std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>((value & 0x7f) | 0x80);
    return bytes + static_cast<char>(value);
}

/// A field of a message as it goes over the wire: https://protobuf.dev/programming-guides/encoding
std::string textField(std::uint64_t number, const std::string &text)
{
    return varint(number << 3 | 2) + varint(text.size()) + text;
}

std::string numberField(std::uint64_t number, std::uint64_t value)
{
    return varint(number << 3) + varint(value);
}

} // namespace

GrpcTraffic::GrpcTraffic()
    : m_random(monotonicNs(), streamOf("demo grpc"), 0)
{}

GrpcTraffic::~GrpcTraffic() = default;

void GrpcTraffic::setTarget(const QString &address)
{
    if (m_timer == nullptr) {
        // Made here, so that it lives in the demo's thread.
        m_timer = new QTimer(this);
        m_timer->setSingleShot(true);
        connect(m_timer, &QTimer::timeout, this, &GrpcTraffic::send);
    }
    if (address == m_address)
        return;
    m_address = address;
    m_timer->stop();
    m_channel.reset();
    if (address.isEmpty())
        return;
    m_waiting = std::make_shared<std::atomic<int>>(0);
    m_channel =
        std::make_unique<grpc::client::Channel>(QUrl(address).authority(QUrl::FullyEncoded).toStdString());
    m_timer->start(0);
}

std::shared_ptr<Stream> GrpcTraffic::call(const char *method)
{
    ++*m_waiting;
    return m_channel->call(std::string("/shop.v1.Shop/") + method, kDeadline,
                           {{}, [waiting = m_waiting](int) {
                                --*waiting;
                            }});
}

void GrpcTraffic::send()
{
    struct Kind
    {
        void (GrpcTraffic::*begin)();
        int weight;
    };
    static constexpr std::array<Kind, 4> kinds{{{&GrpcTraffic::getProduct, 12},
                                                {&GrpcTraffic::trackOrder, 3},
                                                {&GrpcTraffic::submitReviews, 2},
                                                {&GrpcTraffic::askSupport, 1}}};
    m_timer->start(static_cast<int>(m_random.between(kMeanGapMs / 3, kMeanGapMs * 5 / 3)));
    if (*m_waiting < kMostWaiting)
        (this->*drawWeighted(kinds, m_random).begin)();
}

void GrpcTraffic::getProduct()
{
    const bool wrong = m_random.between(0, 14) == 0;
    const auto stream = call("GetProduct");
    stream->write(textField(
        1, wrong ? "lamp" : kSkus[static_cast<std::size_t>(m_random.between(0, kSkus.size() - 1))]));
    stream->finishWriting();
}

void GrpcTraffic::trackOrder()
{
    const auto stream = call("TrackOrder");
    stream->write(textField(1, "order-" + std::to_string(m_random.between(1000, 9999))));
    stream->finishWriting();
}

void GrpcTraffic::submitReviews()
{
    const auto stream = call("SubmitReviews");
    for (auto left = m_random.between(2, 5); left > 0; --left) {
        stream->write(textField(1, kSkus.front()) +
                      numberField(2, static_cast<std::uint64_t>(m_random.between(1, 5))) +
                      textField(3, "As described"));
    }
    stream->finishWriting();
}

void GrpcTraffic::askSupport()
{
    const auto stream = call("Support");
    goOn(stream, static_cast<int>(m_random.between(2, 5)));
}

void GrpcTraffic::goOn(const std::weak_ptr<Stream> &weak, int left)
{
    const auto stream = weak.lock();
    if (!stream)
        return; // the call has ended meanwhile
    if (left == 0) {
        stream->finishWriting();
        return;
    }
    stream->write(textField(1, "Ada") + textField(2, left > 1 ? "Where is my order?" : "bye"));
    QTimer::singleShot(m_random.between(300, 1200), this, [this, weak, left] { goOn(weak, left - 1); });
}

} // namespace mockforge::demo
