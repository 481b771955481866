// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace mockforge::http {

/// QtHttpServer behind the guard: hands each request that the guard has accepted to a QAbstractHttpServer,
/// which calls back for its reply. QtHttpServer never sees a byte of the network: it reads from sockets in
/// memory that yield one constant, canonical request head at a time, so it cannot disagree with the guard
/// about where a request ends. What the request says is taken from the guard alone. One per endpoint and
/// worker, on that worker's thread.
class QtHop
{
public:
    QtHop();
    ~QtHop();
    QtHop(const QtHop &) = delete;
    QtHop &operator=(const QtHop &) = delete;

    /// Runs `serve` inside QAbstractHttpServer::handleRequest, before it returns. False when QtHttpServer did
    /// not call back; then `serve` was not run.
    bool dispatch(const std::function<void()> &serve);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::http
