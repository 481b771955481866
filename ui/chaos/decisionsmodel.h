// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"

#include <QAbstractTableModel>

#include <deque>

namespace mockforge::ui {

/// The decisions that fired, oldest first, at most as many as the engine's log keeps. Texts are made for the
/// rows that are looked at.
class DecisionsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Rule, Fault, Exchange, Number, Drawn, Seed, ColumnCount };
    static constexpr std::size_t kMost = 65'536;

    explicit DecisionsModel(const control::ChaosControl &chaos, QObject *parent = nullptr);

    /// Takes what the log has beyond what is here.
    void fetch();
    /// Empties the table; what is in the log already does not come back.
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const control::ChaosControl &m_chaos;
    std::deque<control::ChaosDecision> m_rows;
    std::uint64_t m_next = 0;
};

} // namespace mockforge::ui
