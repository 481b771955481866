// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/keyfield.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace mockforge::ui {

namespace {

struct Label
{
    const char *key;
    const char *text;
};

/// By the key's whole name, or by its last part.
constexpr std::array kLabels{
    Label{"name", QT_TRANSLATE_NOOP("ChaosKeys", "Name")},
    Label{"when.protocol", QT_TRANSLATE_NOOP("ChaosKeys", "Protocol")},
    Label{"when.endpoint", QT_TRANSLATE_NOOP("ChaosKeys", "Endpoint")},
    Label{"when.route", QT_TRANSLATE_NOOP("ChaosKeys", "Route")},
    Label{"when.method", QT_TRANSLATE_NOOP("ChaosKeys", "Method")},
    Label{"when.path", QT_TRANSLATE_NOOP("ChaosKeys", "Path")},
    Label{"when.source", QT_TRANSLATE_NOOP("ChaosKeys", "Client address")},
    Label{"when.headers", QT_TRANSLATE_NOOP("ChaosKeys", "Headers")},
    Label{"when.query", QT_TRANSLATE_NOOP("ChaosKeys", "Query")},
    Label{"when.cookies", QT_TRANSLATE_NOOP("ChaosKeys", "Cookies")},
    Label{"when.body", QT_TRANSLATE_NOOP("ChaosKeys", "Body")},
    Label{"when.body_size.min", QT_TRANSLATE_NOOP("ChaosKeys", "Body from")},
    Label{"when.body_size.max", QT_TRANSLATE_NOOP("ChaosKeys", "Body up to")},
    Label{"when.chunked", QT_TRANSLATE_NOOP("ChaosKeys", "Chunked body")},
    Label{"probability", QT_TRANSLATE_NOOP("ChaosKeys", "Share")},
    Label{"every", QT_TRANSLATE_NOOP("ChaosKeys", "Every n-th")},
    Label{"first", QT_TRANSLATE_NOOP("ChaosKeys", "Only the first")},
    Label{"after", QT_TRANSLATE_NOOP("ChaosKeys", "Not the first")},
    Label{"times", QT_TRANSLATE_NOOP("ChaosKeys", "At most in all")},
    Label{"burst.count", QT_TRANSLATE_NOOP("ChaosKeys", "Burst")},
    Label{"burst.of", QT_TRANSLATE_NOOP("ChaosKeys", "of each")},
    Label{"burst.interval", QT_TRANSLATE_NOOP("ChaosKeys", "or each time of")},
    Label{"schedule.start", QT_TRANSLATE_NOOP("ChaosKeys", "Begin after")},
    Label{"schedule.on", QT_TRANSLATE_NOOP("ChaosKeys", "On for")},
    Label{"schedule.off", QT_TRANSLATE_NOOP("ChaosKeys", "Off for")},
    Label{"time_to_live", QT_TRANSLATE_NOOP("ChaosKeys", "Time to live")},
    Label{"max_active", QT_TRANSLATE_NOOP("ChaosKeys", "Most at a time")},
    Label{"seed", QT_TRANSLATE_NOOP("ChaosKeys", "Seed")},
    Label{"when.operation", QT_TRANSLATE_NOOP("ChaosKeys", "Operation")},
    Label{"message", QT_TRANSLATE_NOOP("ChaosKeys", "Message")},
    Label{"messages", QT_TRANSLATE_NOOP("ChaosKeys", "After messages")},
    Label{"index", QT_TRANSLATE_NOOP("ChaosKeys", "Which messages")},
    Label{"copies", QT_TRANSLATE_NOOP("ChaosKeys", "Copies")},
    Label{"code", QT_TRANSLATE_NOOP("ChaosKeys", "Code")},
    Label{"reason", QT_TRANSLATE_NOOP("ChaosKeys", "Reason")},
    Label{"field", QT_TRANSLATE_NOOP("ChaosKeys", "Field")},
    Label{"events", QT_TRANSLATE_NOOP("ChaosKeys", "After events")},
    Label{"grpc_status", QT_TRANSLATE_NOOP("ChaosKeys", "gRPC status")},
    Label{"details", QT_TRANSLATE_NOOP("ChaosKeys", "Details")},
    Label{"delay", QT_TRANSLATE_NOOP("ChaosKeys", "Delay")},
    Label{"fixed", QT_TRANSLATE_NOOP("ChaosKeys", "Time")},
    Label{"min", QT_TRANSLATE_NOOP("ChaosKeys", "From")},
    Label{"max", QT_TRANSLATE_NOOP("ChaosKeys", "To")},
    Label{"mean", QT_TRANSLATE_NOOP("ChaosKeys", "Mean")},
    Label{"std_dev", QT_TRANSLATE_NOOP("ChaosKeys", "Deviation")},
    Label{"median", QT_TRANSLATE_NOOP("ChaosKeys", "Median")},
    Label{"sigma", QT_TRANSLATE_NOOP("ChaosKeys", "Sigma")},
    Label{"shape", QT_TRANSLATE_NOOP("ChaosKeys", "Shape")},
    Label{"low", QT_TRANSLATE_NOOP("ChaosKeys", "Low")},
    Label{"high", QT_TRANSLATE_NOOP("ChaosKeys", "High")},
    Label{"period", QT_TRANSLATE_NOOP("ChaosKeys", "Period")},
    Label{"status", QT_TRANSLATE_NOOP("ChaosKeys", "Status")},
    Label{"body", QT_TRANSLATE_NOOP("ChaosKeys", "Body")},
    Label{"content_type", QT_TRANSLATE_NOOP("ChaosKeys", "Content type")},
    Label{"content_encoding", QT_TRANSLATE_NOOP("ChaosKeys", "Content encoding")},
    Label{"retry_after", QT_TRANSLATE_NOOP("ChaosKeys", "Retry after")},
    Label{"order", QT_TRANSLATE_NOOP("ChaosKeys", "Order")},
    Label{"rate", QT_TRANSLATE_NOOP("ChaosKeys", "Rate per second")},
    Label{"burst", QT_TRANSLATE_NOOP("ChaosKeys", "At once")},
    Label{"per", QT_TRANSLATE_NOOP("ChaosKeys", "Counted per")},
    Label{"max_concurrent", QT_TRANSLATE_NOOP("ChaosKeys", "At a time")},
    Label{"failures", QT_TRANSLATE_NOOP("ChaosKeys", "Failures")},
    Label{"open_for", QT_TRANSLATE_NOOP("ChaosKeys", "Open for")},
    Label{"successes", QT_TRANSLATE_NOOP("ChaosKeys", "Successes")},
    Label{"share", QT_TRANSLATE_NOOP("ChaosKeys", "Share")},
    Label{"length", QT_TRANSLATE_NOOP("ChaosKeys", "Length")},
    Label{"end", QT_TRANSLATE_NOOP("ChaosKeys", "Ends with")},
    Label{"bytes", QT_TRANSLATE_NOOP("ChaosKeys", "Bytes")},
    Label{"at", QT_TRANSLATE_NOOP("ChaosKeys", "Where")},
    Label{"gap", QT_TRANSLATE_NOOP("ChaosKeys", "Gap")},
    Label{"duplicate", QT_TRANSLATE_NOOP("ChaosKeys", "Twice")},
    Label{"oversize", QT_TRANSLATE_NOOP("ChaosKeys", "Padding")},
    Label{"drop", QT_TRANSLATE_NOOP("ChaosKeys", "Dropped fields")},
    Label{"flip", QT_TRANSLATE_NOOP("ChaosKeys", "Changed fields")},
    Label{"mode", QT_TRANSLATE_NOOP("ChaosKeys", "How")},
    Label{"direction", QT_TRANSLATE_NOOP("ChaosKeys", "Direction")},
};

} // namespace

QString keyLabel(const std::string &name)
{
    const auto *const found =
        std::find_if(kLabels.begin(), kLabels.end(), [&](const Label &label) { return name == label.key; });
    if (found != kLabels.end())
        return QCoreApplication::translate("ChaosKeys", found->text);
    QString plain = QString::fromStdString(name.substr(name.rfind('.') + 1)).replace(u'_', u' ');
    if (!plain.isEmpty())
        plain[0] = plain[0].toUpper();
    return plain;
}

} // namespace mockforge::ui
