// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chaos.h"
#include "app/cli/check.h"
#include "app/cli/health.h"
#include "app/cli/options.h"
#include "app/cli/remote.h"
#include "app/cli/serve.h"
#include "server/project/loader.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace mockforge;
    const auto parsed = cli::parseOptions(argc, argv);
    if (const int *exitCode = std::get_if<int>(&parsed))
        return *exitCode;
    const auto &options = std::get<cli::Options>(parsed);

    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("mockforge"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MOCKFORGE_VERSION));
    switch (options.command) {
    case cli::Command::Serve:
        return cli::Serve(options).run();
    case cli::Command::Check:
        return cli::check(options);
    case cli::Command::Mode:
        return cli::mode(options);
    case cli::Command::Status:
        return cli::status(options);
    case cli::Command::Chaos:
        return cli::chaos(options);
    case cli::Command::Health:
        return cli::health(options);
    case cli::Command::Schema:
        std::printf("%s\n", project::jsonSchema().c_str());
        return cli::kOk;
    }
    return cli::kUsage;
}
