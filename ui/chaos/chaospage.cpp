// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/chaospage.h"

#include "ui/chaos/chaoswatch.h"
#include "ui/chaos/decisionlog.h"
#include "ui/chaos/presetscard.h"
#include "ui/chaos/rulecard.h"
#include "ui/chaos/ruleeditor.h"
#include "ui/chaos/timelinecard.h"
#include "ui/charts/standardcharts.h"
#include "ui/charts/timeaxis.h"
#include "ui/charts/timeserieschart.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace mockforge::ui {

namespace {

constexpr int kGap = 3 * Theme::kUnit;

} // namespace

ChaosPage::ChaosPage(ChaosWatch &watch, TimeAxis &axis, QAction &stop, QWidget *parent)
    : QScrollArea(parent)
    , m_watch(watch)
{
    setObjectName(QStringLiteral("chaos-page"));
    setAccessibleName(tr("Chaos"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    auto *content = new QWidget;
    Theme::setRole(content, "content");
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(kGap, kGap, 0, kGap);
    layout->setSpacing(kGap);
    layout->addWidget(buildHead(stop));
    layout->addWidget(buildRules());
    layout->addWidget(new PresetsCard(watch.engine()));
    // Chart and timeline above each other: their time axes begin at the same place.
    m_chart = new TimeSeriesChart(faultsChart(), axis);
    layout->addWidget(m_chart);
    layout->addWidget(new TimelineCard(watch, axis));
    m_log = new DecisionLog(watch.engine().chaos());
    layout->addWidget(m_log, 1);
    setWidget(content);
    connect(&watch, &ChaosWatch::refreshed, this, &ChaosPage::refresh);
    connect(&watch.engine(), &control::Engine::endpointsChanged, this, &ChaosPage::followProtocols);
    followProtocols();
    refreshHead();
    refreshCards();
}

QWidget *ChaosPage::buildHead(QAction &stop)
{
    auto *card = new QFrame;
    Theme::setRole(card, "card");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(3 * Theme::kUnit, 2 * Theme::kUnit, 3 * Theme::kUnit, 2 * Theme::kUnit);
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * Theme::kUnit);
    m_switch = new QCheckBox(tr("Chaos"));
    m_switch->setObjectName(QStringLiteral("chaos-master"));
    m_switch->setAccessibleName(tr("Master switch of all chaos rules"));
    m_switch->setFont(Theme::page());
    connect(m_switch, &QCheckBox::clicked, this,
            [this](bool on) { m_watch.engine().chaos().setChaosEnabled(on, ChaosWatch::origin()); });
    m_summary = new QLabel;
    m_summary->setObjectName(QStringLiteral("chaos-summary"));
    m_summary->setWordWrap(true);
    Theme::setRole(m_summary, "secondary");
    auto *add = new QPushButton(tr("Add rule"));
    add->setObjectName(QStringLiteral("chaos-add-rule"));
    add->setAccessibleName(add->text());
    Theme::setRole(add, "primary");
    connect(add, &QPushButton::clicked, this, &ChaosPage::addRule);
    auto *halt = new QPushButton(QStringLiteral("■  ") + tr("Stop all chaos"));
    halt->setObjectName(QStringLiteral("chaos-stop-page"));
    halt->setAccessibleName(tr("Stop all chaos"));
    halt->setToolTip(tr("Switches chaos off, lets go what waits or hangs, and makes the mode healthy") +
                     QStringLiteral("  ") + stop.shortcut().toString(QKeySequence::NativeText));
    Theme::setRole(halt, "danger");
    connect(halt, &QPushButton::clicked, &stop, &QAction::trigger);
    row->addWidget(m_switch);
    row->addWidget(m_summary, 1);
    row->addWidget(add);
    row->addWidget(halt);
    column->addLayout(row);
    m_problem = new QLabel;
    m_problem->setObjectName(QStringLiteral("chaos-problem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    Theme::setRole(m_problem, "error");
    column->addWidget(m_problem);
    return card;
}

QWidget *ChaosPage::buildRules()
{
    auto *area = new QWidget;
    m_cardLayout = new QVBoxLayout(area);
    m_cardLayout->setContentsMargins(0, 0, 0, 0);
    m_cardLayout->setSpacing(2 * Theme::kUnit);
    m_empty = new QLabel(
        tr("There is no rule yet. A rule says which exchanges meet which fault, how often and for "
           "how long: a slow checkout, a search that fails every second time, a line of 8 KiB/s."));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMinimumHeight(72);
    Theme::setRole(m_empty, "secondary");
    m_cardLayout->addWidget(m_empty);
    return area;
}

void ChaosPage::followProtocols()
{
    std::array<bool, metrics::kProtocolCount> present{};
    for (const control::EndpointStatus &endpoint : m_watch.engine().endpoints()) {
        if (const auto protocol = control::protocolOf(endpoint.kind))
            present[static_cast<std::size_t>(*protocol)] = true;
    }
    m_chart->setProtocols(present);
}

void ChaosPage::refresh()
{
    if (!isVisible() && m_watch.status().rules.size() == m_cards.size())
        return;
    refreshHead();
    refreshCards();
    if (isVisible())
        m_log->refresh();
}

void ChaosPage::refreshHead()
{
    const control::ChaosStatus &status = m_watch.status();
    m_switch->setChecked(status.enabled);
    const auto whole = [](std::int64_t number) {
        return QLocale().toString(static_cast<qlonglong>(number));
    };
    const int rules = static_cast<int>(status.rules.size());
    m_summary->setText(
        (status.enabled ? tr("on, %1 of %2 rules in force").arg(m_watch.inForce()).arg(rules)
                        : tr("off, %1 rules ready").arg(rules)) +
        QStringLiteral("  ·  ") +
        tr("%1 of at most %2 faults in flight").arg(whole(status.active), whole(status.maxActive)));
}

void ChaosPage::refreshCards()
{
    const control::ChaosStatus &status = m_watch.status();
    const bool sameRules =
        std::equal(m_cards.begin(), m_cards.end(), status.rules.begin(), status.rules.end(),
                   [](const RuleCard *card, const auto &rule) { return card->rule().name == rule.name; });
    if (!sameRules) {
        std::vector<RuleCard *> next;
        for (const control::ChaosRuleStatus &rule : status.rules) {
            const auto old = std::find_if(m_cards.begin(), m_cards.end(), [&](const RuleCard *card) {
                return card && card->rule().name == rule.name;
            });
            next.push_back(old != m_cards.end() ? std::exchange(*old, nullptr) : makeCard(rule));
            m_cardLayout->insertWidget(static_cast<int>(next.size()),
                                       next.back()); // behind the words for none
        }
        for (RuleCard *card : m_cards) {
            if (card) {
                card->hide();
                card->deleteLater();
            }
        }
        m_cards = std::move(next);
        showProblem({});
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setRule(status.rules[i], status.enabled);
    m_empty->setVisible(m_cards.empty());
}

RuleCard *ChaosPage::makeCard(const control::ChaosRuleStatus &rule)
{
    auto *card = new RuleCard(m_watch.engine().chaos(), rule);
    connect(card, &RuleCard::failed, this, &ChaosPage::showProblem);
    connect(card, &RuleCard::editWanted, this, [this, card] {
        auto *editor = new RuleEditor(m_watch.engine().chaos(), this);
        editor->edit(card->rule());
        editor->show();
    });
    return card;
}

void ChaosPage::addRule()
{
    auto *editor = new RuleEditor(m_watch.engine().chaos(), this);
    editor->show();
}

void ChaosPage::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace mockforge::ui
