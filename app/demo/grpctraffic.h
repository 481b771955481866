// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/traffic.h"
#include "metrics/base/random.h"

#include <atomic>
#include <memory>
#include <string>

class QTimer;

namespace mockforge::grpc::client {
class Channel;
class Stream;
} // namespace mockforge::grpc::client

namespace mockforge::demo {

/// Services that call the shop's gRPC service: about six calls a second, of all four kinds, a few of them
/// wrong.
class GrpcTraffic : public Traffic
{
    Q_OBJECT

public:
    GrpcTraffic();
    ~GrpcTraffic() override;

public Q_SLOTS:
    void setTarget(const QString &address) override;

private:
    void send();
    void getProduct();
    void trackOrder();
    void submitReviews();
    void askSupport();
    std::shared_ptr<grpc::client::Stream> call(const char *method);
    /// Says the rest of a conversation, a message at a time.
    void goOn(const std::weak_ptr<grpc::client::Stream> &stream, int left);

    QTimer *m_timer = nullptr;
    QString m_address;
    Random m_random;
    std::shared_ptr<std::atomic<int>> m_waiting; ///< calls that have not ended, on the channel of now
    std::unique_ptr<grpc::client::Channel> m_channel;
};

} // namespace mockforge::demo
