// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace mockforge::grpc::client {

/// One call under way, of any of the four kinds: on the wire they differ only in how many messages go each
/// way. Any thread. Letting go of it does not end the call.
class Stream
{
public:
    virtual ~Stream() = default;
    /// A serialised message; messages leave in order. Nothing happens once the call is over.
    virtual void write(std::string message) = 0;
    /// No more messages from this side.
    virtual void finishWriting() = 0;
    virtual void cancel() = 0;
};

/// What becomes of a call; called on gRPC's threads, one at a time for a call.
struct Handlers
{
    std::function<void(const std::string &)> message; ///< a serialised message; may be empty
    std::function<void(int)> ended;                   ///< its status code; the last call of all
};

/// A connection to a gRPC server, without TLS, that comes back by itself. Knows no schema: messages are
/// bytes. Any thread.
class Channel
{
public:
    /// `target` as gRPC names it: "127.0.0.1:50051".
    explicit Channel(const std::string &target);
    /// Cancels what is under way and waits until all of it has ended.
    ~Channel();
    Channel(const Channel &) = delete;
    Channel &operator=(const Channel &) = delete;

    /// `method` is the path, "/package.Service/Method".
    std::shared_ptr<Stream> call(const std::string &method, std::chrono::milliseconds deadline,
                                 Handlers handlers);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::grpc::client
