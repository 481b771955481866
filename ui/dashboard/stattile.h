// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colors.h"

#include <QFrame>

#include <vector>

class QLabel;

namespace mockforge::ui {

class Sparkline;

/// One number of the dashboard: what it is and over which time, its value in large digits, a remark, and its
/// recent shape.
class StatTile : public QFrame
{
    Q_OBJECT

public:
    StatTile(const QString &id, const QString &title, const QString &explanation, QColor Colors::*color,
             QWidget *parent = nullptr);

    void setValue(const QString &value, const QString &remark);
    /// Whose number it is, for the tool tip and for assistive technology.
    void setScope(const QString &scope);
    void setShape(std::vector<double> values);
    QString value() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitValue();

    QLabel *m_value = nullptr;
    QLabel *m_remark = nullptr;
    Sparkline *m_sparkline = nullptr;
    QString m_title;
    QString m_explanation;
    QString m_scope;
};

} // namespace mockforge::ui
