// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace mockforge::ui {

/// The colour tokens of one theme. Checked for contrast and for three kinds of colour blindness; widgets use
/// tokens only, never colours of their own.
struct Colors
{
    QColor window, plot, raised;
    QColor text, secondary, border, grid;
    QColor focus, selection, selectedText;
    QColor http, grpc, webSocket, graphQl, fifth, other;
    QColor p50, p90, p99;
    QColor ok, warn, error, info, idle;
    QColor bannerWarnText, bannerWarnGround, bannerErrorText, bannerErrorGround;
    QColor chaosBand, chaosLine;
    bool dark = false;
};

const Colors &lightColors();
const Colors &darkColors();

} // namespace mockforge::ui
