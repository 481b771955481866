// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace mockforge::demo {

/// The clients of one protocol. Lives in the demo's thread; everything is called through queued signals. Goes
/// on whatever the server does: it may vanish, come back on another port, answer errors or not at all.
class Traffic : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

public Q_SLOTS:
    /// Where the endpoint is: "http://127.0.0.1:3000". An empty address pauses.
    virtual void setTarget(const QString &address) = 0;
};

} // namespace mockforge::demo
