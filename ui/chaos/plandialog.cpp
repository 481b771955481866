// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/plandialog.h"

#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace mockforge::ui {

PlanDialog::PlanDialog(const QString &title, const std::string &text, QWidget *parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(QString::fromStdString(text)))
    , m_problem(new QLabel)
{
    setObjectName(QStringLiteral("plan-dialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * Theme::kUnit, 3 * Theme::kUnit, 4 * Theme::kUnit, 3 * Theme::kUnit);
    layout->setSpacing(2 * Theme::kUnit);
    auto *hint =
        new QLabel(tr("Stages one after the other, each with a duration, and a mode, a preset, rules or a "
                      "ramp. It is saved as your own, for every project."));
    hint->setWordWrap(true);
    Theme::setRole(hint, "secondary");
    layout->addWidget(hint);
    m_text->setObjectName(QStringLiteral("plan-text"));
    m_text->setAccessibleName(title);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    layout->addWidget(m_text, 1);
    auto *foot = new QHBoxLayout;
    m_problem->setObjectName(QStringLiteral("plan-problem"));
    m_problem->setWordWrap(true);
    Theme::setRole(m_problem, "error");
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *save = new QPushButton(tr("Save"));
    save->setObjectName(QStringLiteral("plan-save"));
    save->setDefault(true);
    Theme::setRole(save, "primary");
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT saveWanted(m_text->toPlainText()); });
    foot->addWidget(m_problem, 1);
    foot->addWidget(cancel);
    foot->addWidget(save);
    layout->addLayout(foot);
    resize(640, 460);
}

void PlanDialog::showProblem(const QString &problem)
{
    m_problem->setText(problem);
}

} // namespace mockforge::ui
