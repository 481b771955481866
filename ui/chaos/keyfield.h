// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"

#include <nlohmann/json.hpp>

#include <QWidget>

namespace mockforge::ui {

using Json = nlohmann::ordered_json;

/// The control for one key of a rule or one parameter of a fault, of the key's type and with its unit. Gives
/// JSON as the project file would have it, or null where the key is left out.
class KeyField : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The field for a key. `chaos` is asked for samples of delays.
    static KeyField *make(const control::ChaosKey &key, const control::ChaosControl &chaos, QWidget *parent);

    /// Takes the value of a definition; null: as if it were left out.
    virtual void setValue(const Json &value) = 0;
    virtual Json value() const = 0;
    /// What is wrong before the engine is asked; empty when nothing is.
    virtual QString problem() const { return {}; }
    /// Takes something that a required key can begin with.
    virtual void suggest() {}

Q_SIGNALS:
    void changed();
};

/// How the key is named beside its field.
QString keyLabel(const std::string &name);

} // namespace mockforge::ui
