// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/protocol.h"
#include "ui/theme/colors.h"

#include <QIcon>
#include <QString>

#include <array>

namespace mockforge::ui {

/// The order in which protocols stand in lists, legends and the side bar.
inline constexpr std::array<metrics::Protocol, metrics::kProtocolCount> kProtocolOrder{
    metrics::Protocol::Http, metrics::Protocol::WebSocket, metrics::Protocol::GraphQl,
    metrics::Protocol::Grpc};

constexpr std::size_t indexOf(metrics::Protocol protocol) noexcept
{
    return static_cast<std::size_t>(protocol);
}

/// "HTTP", "gRPC", "WebSocket", "GraphQL": names, the same in every language.
QString protocolName(metrics::Protocol protocol);
QColor Colors::*protocolColor(metrics::Protocol protocol);
/// A small bar in the protocol's colour, as charts' legends have it. Sharp at the given device pixel ratio.
QIcon protocolSwatch(metrics::Protocol protocol, double ratio);
/// The same in any colour; hollow for what is not shown.
QIcon swatch(const QColor &color, double ratio, bool filled = true);
inline constexpr int kSwatchSize = 12;

} // namespace mockforge::ui
