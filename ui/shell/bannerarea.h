// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QWidget>

#include <functional>
#include <map>

class QFrame;
class QVBoxLayout;

namespace mockforge::ui {

/// What needs the user's attention, with the actions that mend it: endpoints that failed, a project file with
/// mistakes. A banner goes when its cause is gone.
class BannerArea : public QWidget
{
    Q_OBJECT

public:
    explicit BannerArea(control::Engine &engine, QWidget *parent = nullptr);

    /// Says that the last session did not end well and that nothing was started; goes when something runs.
    void showRecovered();

Q_SIGNALS:
    void portWanted(const QString &endpoint);

private:
    void refreshEndpoints();
    void refreshProject();
    QFrame *makeBanner(const QString &id, const char *role, const QString &text);
    void put(const std::string &id, QFrame *banner);
    void remove(const std::string &id);
    void addAction(QFrame *banner, const QString &id, const QString &text, std::function<void()> action);
    void showAll(const std::vector<control::Diagnostic> &findings);

    control::Engine &m_engine;
    QVBoxLayout *m_layout = nullptr;
    std::map<std::string, QFrame *> m_banners;
    std::map<std::string, std::string>
        m_texts; ///< of the endpoint banners, so that they are not rebuilt for nothing
};

} // namespace mockforge::ui
