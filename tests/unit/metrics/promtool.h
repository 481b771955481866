// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStandardPaths>

namespace mockforge::metrics {

/// Prometheus' own checker, where it is installed: $MOCKFORGE_PROMTOOL, or promtool in the PATH; otherwise
/// empty.
inline QString findPromtool()
{
    const QString named = qEnvironmentVariable("MOCKFORGE_PROMTOOL");
    return named.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("promtool")) : named;
}

/// What it printed, when it was not content; empty when it was.
inline QByteArray promtoolComplaint(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(findPromtool(), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000))
        return "did not finish";
    const QByteArray output = process.readAll();
    const bool content = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return content ? QByteArray() : "failed: " + output;
}

} // namespace mockforge::metrics
