// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QAbstractListModel>

#include <deque>

namespace mockforge::ui {

/// What happened, newest first; at most 500.
class EventsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void add(const control::Event &event);
    void reset(const std::vector<control::Event> &events);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::deque<control::Event> m_events;
};

} // namespace mockforge::ui
