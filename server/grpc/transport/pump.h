// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/frames/frameeditor.h"
#include "server/net/stream.h"
#include "server/net/worker.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mockforge::grpc {

/// Carries the bytes of one connection between its stream and a socket pair whose other end the gRPC library
/// has: each way through a buffer of fixed size, so that who does not read holds back who writes.
/// The end of one side is passed on when what came before it has been. What chaos rules do to HTTP/2 frames
/// is done on the way. Lives on one worker, counts the bytes
/// there, and calls `ended` once.
class Pump
{
public:
    /// Takes both; `begun` is what the client has said already.
    Pump(net::Worker &worker, net::Stream client, int library, std::string begun,
         std::function<void()> ended);
    ~Pump();
    Pump(const Pump &) = delete;
    Pump &operator=(const Pump &) = delete;

    void start();
    void close();

private:
    /// One side's readiness; both do the same, since a byte in may be a byte out.
    struct Side final : net::Watcher
    {
        explicit Side(Pump &owner)
            : pump(owner)
        {}
        void onReady(std::uint32_t events) override;
        Pump &pump;
        int descriptor = -1;
        std::uint32_t interest = 0;
    };
    /// Bytes on their way in one direction.
    struct Buffer
    {
        std::vector<char> bytes;
        std::string_view left; ///< of what was read, or of what is written instead
        bool sourceEnded = false;
        bool endPassedOn = false;
        bool isEmpty() const noexcept { return left.empty(); }
    };

    void move();
    bool moveUp();
    bool moveDown();
    net::IoResult readLibrary(char *to, std::size_t size);
    net::IoResult writeLibrary(std::string_view bytes);
    void watch(Side &side, std::uint32_t wanted);
    void updateInterest();
    void passEndDown();
    void fail();

    net::Worker &m_worker;
    net::Stream m_client;
    int m_library;
    std::function<void()> m_ended;
    Side m_clientSide{*this};
    Side m_librarySide{*this};
    Buffer m_up;   ///< from the client to the library
    Buffer m_down; ///< from the library to the client
    FrameEditor m_frames;
    bool m_clientWantsWrite = false;
    bool m_closesLate = false;  ///< a pipe has the end of the connection wait
    bool m_libraryGone = false; ///< it has closed its end, and is not watched any more
    net::DelayQueue::Id m_linger = 0;
};

} // namespace mockforge::grpc
