// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/address.h"
#include "server/net/admission.h"
#include "server/net/doorman.h"
#include "server/net/listensocket.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace mockforge::metrics {
class Registry;
}

namespace mockforge::net {

/// A connection that was let in: a non-blocking, close-on-exec descriptor with TCP_NODELAY, which the
/// receiver owns.
struct Accepted
{
    int descriptor = -1;
    PeerAddress peer;
    Admission::Ticket ticket;
    Flaw flaw = Flaw::None; ///< of the certificate that it is to show, behind TLS
};

/// The one thread that owns the listening sockets of every endpoint, accepts in batches and turns away what
/// exceeds the caps, counted by reason on its own recorder. It never reads a byte of a connection.
class AcceptThread
{
public:
    using ListenerId = std::uint64_t;
    /// Called on the accept thread; must not block.
    using Receiver = std::function<void(Accepted)>;

    explicit AcceptThread(metrics::Registry &registry);
    ~AcceptThread();
    AcceptThread(const AcceptThread &) = delete;
    AcceptThread &operator=(const AcceptThread &) = delete;

    /// `doorman`, where there is one, is asked after the caps.
    ListenerId add(ListenSocket socket, std::shared_ptr<Admission> admission, Receiver receiver,
                   std::shared_ptr<Doorman> doorman = nullptr);
    /// Accepts what the kernel has already queued, then closes the port; when this returns, the receiver is
    /// never called again. Not from the accept thread.
    void remove(ListenerId id);
    /// What doormen say of their doors may have changed. Any thread.
    void askDoors();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::net
