// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

#include <QString>

namespace mockforge::ui {

namespace {

QColor rgb(const char *hex)
{
    return QColor(QString::fromLatin1(hex));
}

QColor withAlpha(QColor color, double share)
{
    color.setAlphaF(static_cast<float>(share));
    return color;
}

Colors makeLight()
{
    Colors c;
    c.window = rgb("#F4F5F7");
    c.plot = rgb("#FFFFFF");
    c.raised = rgb("#FFFFFF");
    c.text = rgb("#1B1F24");
    c.secondary = rgb("#57606A");
    c.border = rgb("#8C959F");
    c.grid = rgb("#D8DDE3");
    c.focus = rgb("#1550D6");
    c.selection = rgb("#1550D6");
    c.selectedText = rgb("#FFFFFF");
    c.http = rgb("#1550D6");
    c.grpc = rgb("#D97A00");
    c.webSocket = rgb("#00573A");
    c.graphQl = rgb("#8A2A74");
    c.fifth = rgb("#3B9AD3");
    c.other = rgb("#807378");
    c.p50 = rgb("#3C9BD6");
    c.p90 = rgb("#6A3FB5");
    c.p99 = rgb("#A33B00");
    c.ok = rgb("#0B7A5B");
    c.warn = rgb("#A86400");
    c.error = rgb("#8C1515");
    c.info = rgb("#1E56C8");
    c.idle = rgb("#6B7280");
    c.bannerWarnText = rgb("#3B2A00");
    c.bannerWarnGround = rgb("#FFF3D6");
    c.bannerErrorText = rgb("#5A0F0F");
    c.bannerErrorGround = rgb("#FDE8E8");
    c.chaosLine = rgb("#A3137A");
    c.chaosBand = withAlpha(c.chaosLine, 0.12);
    return c;
}

Colors makeDark()
{
    Colors c;
    c.dark = true;
    c.window = rgb("#141619");
    c.plot = rgb("#1B1D21");
    c.raised = rgb("#22252A");
    c.text = rgb("#E6E8EB");
    c.secondary = rgb("#A3ABB5");
    c.border = rgb("#6B737D");
    c.grid = rgb("#33383F");
    c.focus = rgb("#6F8CFF");
    c.selection = rgb("#2F4FC4");
    c.selectedText = rgb("#FFFFFF");
    c.http = rgb("#6F8CFF");
    c.grpc = rgb("#FFAE3B");
    c.webSocket = rgb("#0E9A58");
    c.graphQl = rgb("#D55A9E");
    c.fifth = rgb("#86E6FA");
    c.other = rgb("#B9C0A8");
    c.p50 = rgb("#3A86F0");
    c.p90 = rgb("#E8DDFF");
    c.p99 = rgb("#F58518");
    c.ok = rgb("#4CD6B0");
    c.warn = rgb("#FFC24B");
    c.error = rgb("#F0524A");
    c.info = rgb("#7EA6FF");
    c.idle = rgb("#8A93A0");
    c.bannerWarnText = rgb("#FFE2A8");
    c.bannerWarnGround = rgb("#3A2E12");
    c.bannerErrorText = rgb("#FFD2CF");
    c.bannerErrorGround = rgb("#3E1917");
    c.chaosLine = rgb("#F06AC8");
    c.chaosBand = withAlpha(c.chaosLine, 0.20);
    return c;
}

} // namespace

const Colors &lightColors()
{
    static const Colors colors = makeLight();
    return colors;
}

const Colors &darkColors()
{
    static const Colors colors = makeDark();
    return colors;
}

} // namespace mockforge::ui
