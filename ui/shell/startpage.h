// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace mockforge::ui {

/// What is seen while no project is open: try the sample, make a new project, open one, or go on with a
/// recent one.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);
    void setRecent(const QStringList &files);

Q_SIGNALS:
    void sampleWanted();
    void newWanted();
    void openWanted();
    void projectWanted(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QVBoxLayout *m_recent = nullptr;
    QWidget *m_recentTitle = nullptr;
};

} // namespace mockforge::ui
