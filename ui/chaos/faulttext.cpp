// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/faulttext.h"

#include "ui/theme/numbers.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace mockforge::ui {

namespace {

QString translated(const std::string &text)
{
    return QCoreApplication::translate("ChaosCatalogue", text.c_str());
}

} // namespace

QString faultDescription(const control::ChaosFault &fault)
{
    return translated(fault.description);
}

QString keyDescription(const control::ChaosKey &key)
{
    return translated(key.description);
}

QString drawnText(const control::ChaosCatalogue &catalogue, const control::ChaosDecision &decision)
{
    const auto fault =
        std::find_if(catalogue.faults.begin(), catalogue.faults.end(),
                     [&](const control::ChaosFault &one) { return one.name == decision.fault; });
    const auto takes = [&](const char *key) {
        return fault != catalogue.faults.end() &&
               std::any_of(fault->keys.begin(), fault->keys.end(),
                           [key](const control::ChaosKey &one) { return one.name == key; });
    };
    // An abort draws its status, though it may wait before.
    if (takes("delay") && !takes("status"))
        return milliseconds(static_cast<double>(decision.value) / 1e9);
    return decision.value == 0 ? QStringLiteral("–") : QString::number(decision.value);
}

} // namespace mockforge::ui
