// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/decisionlog.h"

#include "ui/chaos/decisionsmodel.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QTableView>

namespace mockforge::ui {

DecisionLog::DecisionLog(const control::ChaosControl &chaos, QWidget *parent)
    : QFrame(parent)
    , m_chaos(chaos)
    , m_model(new DecisionsModel(chaos, this))
    , m_table(new QTableView)
    , m_count(new QLabel)
{
    Theme::setRole(this, "card");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit);
    layout->setSpacing(Theme::kUnit);
    auto *row = new QHBoxLayout;
    auto *title = new QLabel(tr("Decision log"));
    title->setFont(Theme::section());
    m_count->setFont(Theme::caption());
    Theme::setRole(m_count, "secondary");
    auto *clear = new QPushButton(tr("Clear"));
    clear->setObjectName(QStringLiteral("decisions-clear"));
    clear->setAccessibleName(tr("Clear the table of decisions"));
    connect(clear, &QPushButton::clicked, this, [this] {
        m_model->clear();
        refresh();
    });
    auto *save = new QPushButton(tr("Export…"));
    save->setObjectName(QStringLiteral("decisions-export"));
    save->setAccessibleName(tr("Export the decisions as JSON lines"));
    save->setToolTip(tr("JSON lines, which mockforge serve --replay-chaos takes"));
    connect(save, &QPushButton::clicked, this, &DecisionLog::chooseExport);
    row->addWidget(title);
    row->addWidget(m_count, 1);
    row->addWidget(clear);
    row->addWidget(save);
    layout->addLayout(row);

    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("decisions"));
    m_table->setAccessibleName(tr("Decisions that fired"));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(static_cast<int>(m_table->fontMetrics().height() * 1.6));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(DecisionsModel::Exchange, QHeaderView::Stretch);
    const auto fit = [this](DecisionsModel::Column column, const QString &widest) {
        constexpr int kPadding = 24;
        m_table->setColumnWidth(column, m_table->fontMetrics().horizontalAdvance(widest) + kPadding);
    };
    fit(DecisionsModel::Time, QStringLiteral("00:00:00.000"));
    fit(DecisionsModel::Fault, QStringLiteral("graphql_field_latency"));
    fit(DecisionsModel::Rule, QStringLiteral("a name of middling length"));
    fit(DecisionsModel::Number, QStringLiteral("00,000,000"));
    fit(DecisionsModel::Drawn, QStringLiteral("00,000.0 ms"));
    fit(DecisionsModel::Seed, QStringLiteral("00000000000000000000"));
    m_table->setMinimumHeight(190);
    layout->addWidget(m_table, 1);
    refresh();
}

void DecisionLog::refresh()
{
    const QScrollBar *bar = m_table->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 1;
    m_model->fetch();
    if (atEnd)
        m_table->scrollToBottom();
    const int rows = m_model->rowCount();
    m_count->setText(rows == 0 ? tr("what fires is listed here") : tr("%1 fired").arg(count(rows)));
}

QString DecisionLog::exportTo(const QString &path) const
{
    const QByteArray content = QByteArray::fromStdString(m_chaos.chaosLog());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return tr("%1 could not be written: %2. Choose another place.").arg(path, file.errorString());
}

void DecisionLog::chooseExport()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export decisions"), QStringLiteral("chaos.jsonl"), tr("JSON lines (*.jsonl)"));
    if (path.isEmpty())
        return;
    if (const QString problem = exportTo(path); !problem.isEmpty())
        QMessageBox::warning(this, tr("Not saved"), problem);
}

} // namespace mockforge::ui
