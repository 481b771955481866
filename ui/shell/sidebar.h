// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QFrame>

#include <map>

class QButtonGroup;
class QLabel;
class QVBoxLayout;

namespace mockforge::ui {

class EndpointRow;

/// The left side: the pages, and the endpoints with their real state.
class Sidebar : public QFrame
{
    Q_OBJECT

public:
    Sidebar(control::Engine &engine, QWidget *parent = nullptr);

    void addPage(const QString &id, const QString &title, const QString &glyph);
    void setCurrent(int index);
    /// A number behind the page's name: how much goes on there; none for 0.
    void setBadge(const QString &id, int number);

Q_SIGNALS:
    void pageChosen(int index);
    void portWanted(const QString &endpoint); ///< the user wants to choose a port

private:
    void refresh();

    control::Engine &m_engine;
    QButtonGroup *m_pages = nullptr;
    QVBoxLayout *m_pageLayout = nullptr;
    QVBoxLayout *m_endpointLayout = nullptr;
    QLabel *m_endpointTitle = nullptr;
    std::map<QString, QString> m_titles; ///< of the pages, by id, as they are without a badge
    std::map<std::string, EndpointRow *> m_rows;
};

} // namespace mockforge::ui
