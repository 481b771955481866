// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/listener.h"

#include "server/net/tlscontext.h"

#include <QStandardPaths>

namespace mockforge::engine {

Result<std::unique_ptr<Listener>> makeListener(Runtime &runtime, SharedState &shared,
                                               const control::EndpointStatus &status,
                                               const project::Project &project)
{
    if (status.kind == control::EndpointKind::Grpc)
        return makeGrpcListener(runtime, status, project);
    return makeHttpListener(runtime, shared, status, project);
}

std::vector<net::Worker *> workersFor(Runtime &runtime, const control::EndpointStatus &status,
                                      const project::Project &project)
{
    if (!control::isData(status.kind))
        return {&runtime.metricsThread()};
    runtime.startWorkers(project.http.workers);
    return runtime.workers();
}

Result<std::shared_ptr<const net::TlsContext>> tlsContextOf(const project::Tls &tls, bool http2)
{
    if (!tls.enabled)
        return std::shared_ptr<const net::TlsContext>();
    net::TlsSettings settings;
    settings.certFile = tls.certFile;
    settings.keyFile = tls.keyFile;
    settings.clientCaFile = tls.clientCaFile;
    settings.minVersion = tls.minVersion;
    settings.http2 = http2;
    settings.generate = tls.generate;
    settings.generateFolder =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() +
        "/mockforge/certificates";
    return net::TlsContext::create(settings);
}

} // namespace mockforge::engine
