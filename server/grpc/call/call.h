// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mockforge::metrics {
class Recorder;
}

namespace mockforge::grpc {

/// Metadata in order, repeats allowed. Names are lower case; values of names that end in "-bin" are the bytes
/// themselves, not their base64.
using Metadata = std::vector<std::pair<std::string, std::string>>;

/// The codes that this program gives of its own accord (google.rpc.Code).
inline constexpr int kUnknown = 2;
inline constexpr int kInvalidArgument = 3;
inline constexpr int kDeadlineExceeded = 4;
inline constexpr int kResourceExhausted = 8;
inline constexpr int kUnimplemented = 12;
inline constexpr int kInternal = 13;
inline constexpr int kUnavailable = 14;

/// How a call ends (gRPC status codes, as in google.rpc.Code). `details`: a serialised google.rpc.Status for
/// the trailer grpc-status-details-bin, empty for none.
struct Status
{
    int code = 0;
    std::string message;
    std::string details;
};

/// What a client said when it called. Immutable.
struct CallStart
{
    std::string path;      ///< "/package.Service/Method"
    std::string authority; ///< host the client meant
    std::string peer;      ///< address of the client, without its port
    std::uint16_t peerPort = 0;
    bool secure = false;
    Metadata metadata;
    std::int64_t deadlineNs = 0; ///< monotonic; 0: none
    std::string endpoint;        ///< id of the endpoint it came to: "grpc", "http", …
    bool framed = false;         ///< it is a stream of HTTP/2 frames
};

/// One call as the code that answers it sees it, whichever way it came (HTTP/2, gRPC-Web). Everything here is
/// called, and calls back, one at a time for a given call, but not always on the same thread.
class Call
{
public:
    virtual ~Call() = default;
    virtual const CallStart &start() const = 0;
    /// False once finish() was called or the client has gone.
    virtual bool isOpen() const = 0;
    /// Before the first message, at most once; leaves with the first message or the status unless `now`.
    virtual void sendInitialMetadata(Metadata metadata, bool now) = 0;
    /// A serialised message; leaves in order, when the transport takes it.
    virtual void send(std::string message) = 0;
    /// Bytes handed to send() that the transport has not taken; for whoever sends without end.
    virtual std::size_t queuedBytes() const = 0;
    /// Ends the call behind everything sent; at most once.
    virtual void finish(Status status, Metadata trailers) = 0;
    /// Never answers: the call stays open until the client gives up or its deadline passes.
    virtual void hang() = 0;
    /// Ends a hang() that somebody has called off.
    virtual void resume() {}
    /// Calls `then` after the delay, one at a time with everything else, unless the call is over by then.
    virtual void after(std::uint64_t delayNs, std::function<void()> then) = 0;

    /// Trailers that leave with the status, whoever gives it: what a mode did to the call. Not after
    /// finish().
    virtual void markTrailers(Metadata) {}
    /// The same for what leaves before the first message.
    virtual void markHeaders(Metadata) {}

    /// The label of the rule that answers, and what part of the time was added on purpose.
    virtual void setRoute(std::uint16_t route) = 0;
    virtual void addInjected(std::uint64_t injectedNs) = 0;
    /// The recorder of the calling thread.
    virtual metrics::Recorder &recorder() = 0;
};

/// What answers one call. Called one at a time; destroyed after the last callback.
class Conversation
{
public:
    virtual ~Conversation() = default;
    /// The client called; its messages follow.
    virtual void started() = 0;
    /// One message of the client's, serialised.
    virtual void received(std::string_view message) = 0;
    /// The client has sent its last message.
    virtual void halfClosed() = 0;
    /// The client has gone, or its deadline has passed: nothing can be sent any more. Not after finish().
    virtual void cancelled() = 0;
    /// More messages than it wants to keep wait in it: reading stops until the next callback returns with
    /// this false.
    virtual bool isBusy() const { return false; }
};

} // namespace mockforge::grpc
