// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace mockforge::demo {

/// Gives up every request under way: none is to be left open where a mode lets requests hang.
inline void abortAll(QNetworkAccessManager &network)
{
    for (QNetworkReply *reply : network.findChildren<QNetworkReply *>())
        reply->abort();
}

} // namespace mockforge::demo
