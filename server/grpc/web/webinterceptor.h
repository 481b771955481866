// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/dispatcher.h"
#include "server/grpc/web/webframes.h"
#include "server/http/interceptor.h"
#include "server/project/grpcmodel.h"

#include <memory>
#include <vector>

namespace mockforge::grpc {

/// gRPC-Web on the HTTP port (grpc/doc/PROTOCOL-WEB.md): unary and server-streaming calls, binary and base64,
/// and the preflights that browsers send before them. Immutable, called on every worker.
class WebInterceptor final : public http::Interceptor
{
public:
    WebInterceptor(std::shared_ptr<const Dispatcher> dispatcher, const project::Grpc &settings);
    bool take(const std::shared_ptr<http::Exchange> &exchange, const http::Deciders &deciders) const override;

private:
    bool take(const std::shared_ptr<http::Exchange> &exchange, const Deciders &deciders,
              const std::string &endpoint) const;
    void serve(const std::shared_ptr<http::Exchange> &exchange, const WebFormat &format,
               const Deciders &deciders, const std::string &endpoint) const;

    std::shared_ptr<const Dispatcher> m_dispatcher;
    std::vector<std::string> m_allowedOrigins;
    project::GrpcLimits m_limits;
};

} // namespace mockforge::grpc
