// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/rulecard.h"

#include "ui/chaos/chaoswatch.h"
#include "ui/chaos/delaypreview.h"
#include "ui/chaos/ruletext.h"
#include "ui/chaos/sharebar.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace mockforge::ui {

namespace {

using State = control::ChaosRuleStatus::State;

QString whole(std::uint64_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

} // namespace

RuleCard::RuleCard(control::ChaosControl &chaos, const control::ChaosRuleStatus &rule, QWidget *parent)
    : QFrame(parent)
    , m_chaos(chaos)
    , m_rule(rule)
{
    Theme::setRole(this, "card");
    setObjectName(QStringLiteral("rule-") + QString::fromStdString(rule.name));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit);
    layout->setSpacing(Theme::kUnit);
    buildHead(*layout);
    buildCounts(*layout);
    showDefinition();
    setRule(rule, true);
}

void RuleCard::buildHead(QVBoxLayout &layout)
{
    const QString name = QString::fromStdString(m_rule.name);
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * Theme::kUnit);
    m_switch = new QCheckBox(name);
    m_switch->setObjectName(QStringLiteral("rule-switch-") + name);
    m_switch->setAccessibleName(tr("Rule %1").arg(name));
    m_switch->setFont(Theme::section());
    m_switch->setToolTip(tr("Switches this rule on or off"));
    connect(m_switch, &QCheckBox::clicked, this, [this](bool on) {
        if (auto set = m_chaos.enableChaosRule(m_rule.name, on, ChaosWatch::origin()); !set)
            Q_EMIT failed(QString::fromStdString(set.error().message));
    });
    m_fault = new QLabel;
    m_fault->setFont(Theme::caption());
    Theme::setRole(m_fault, "chip");
    m_state = new QLabel;
    m_state->setFont(Theme::caption());
    m_state->setObjectName(QStringLiteral("rule-state-") + name);
    Theme::setRole(m_state, "secondary");
    row->addWidget(m_switch);
    row->addWidget(m_fault, 0, Qt::AlignVCenter);
    row->addWidget(m_state, 1);
    const auto button = [&](const QString &text, const char *id, const QString &what) {
        auto *made = new QToolButton;
        Theme::setRole(made, "flat");
        made->setText(text);
        made->setObjectName(QString::fromLatin1(id) + name);
        made->setAccessibleName(what);
        made->setToolTip(what);
        row->addWidget(made);
        return made;
    };
    connect(button(tr("Copy"), "rule-copy-", tr("Copy the rule %1 as text for the project file").arg(name)),
            &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QString::fromStdString(m_rule.definition)); });
    connect(button(tr("Edit"), "rule-edit-", tr("Edit the rule %1").arg(name)), &QToolButton::clicked, this,
            &RuleCard::editWanted);
    connect(button(tr("Remove"), "rule-remove-", tr("Remove the rule %1").arg(name)), &QToolButton::clicked,
            this, [this] {
                if (auto gone = m_chaos.removeChaosRule(m_rule.name, ChaosWatch::origin()); !gone)
                    Q_EMIT failed(QString::fromStdString(gone.error().message));
            });
    layout.addLayout(row);
}

void RuleCard::buildCounts(QVBoxLayout &layout)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(4 * Theme::kUnit);
    auto *words = new QVBoxLayout;
    words->setSpacing(Theme::kUnit / 2);
    m_what = new QLabel;
    m_what->setWordWrap(true);
    m_who = new QLabel;
    m_who->setWordWrap(true);
    m_who->setFont(Theme::caption());
    Theme::setRole(m_who, "secondary");
    words->addWidget(m_what);
    words->addWidget(m_who);
    words->addStretch();
    m_preview = new DelayPreview;
    m_preview->setObjectName(QStringLiteral("rule-preview-") + QString::fromStdString(m_rule.name));
    m_preview->setFixedWidth(200);
    row->addLayout(words, 1);
    row->addWidget(m_preview);
    layout.addLayout(row);

    m_share = new ShareBar;
    m_share->setToolTip(
        tr("Tick: the share configured. Dot: the share observed, in the interval where the true "
           "share lies with 95 % confidence."));
    m_shareText = new QLabel;
    m_shareText->setFont(Theme::caption());
    m_shareText->setWordWrap(true);
    m_shareText->setObjectName(QStringLiteral("rule-share-") + QString::fromStdString(m_rule.name));
    m_fired = new QLabel;
    m_fired->setFont(Theme::caption());
    m_fired->setObjectName(QStringLiteral("rule-fired-") + QString::fromStdString(m_rule.name));
    Theme::setRole(m_fired, "secondary");
    layout.addWidget(m_share);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(3 * Theme::kUnit);
    foot->addWidget(m_shareText, 1);
    foot->addWidget(m_fired);
    layout.addLayout(foot);
}

void RuleCard::showDefinition()
{
    const Json rule = Json::parse(m_rule.definition, nullptr, false);
    m_fault->setText(QString::fromStdString(m_rule.fault));
    const QString what = faultText(rule);
    m_what->setText(what);
    m_what->setVisible(!what.isEmpty());
    QStringList who{whenText(rule)};
    if (const QString often = oftenText(rule); !often.isEmpty())
        who << often;
    who << tr("seed %1").arg(m_rule.seed) << originText(m_rule.origin);
    m_who->setText(who.join(QStringLiteral("  ·  ")));
    const Json delay = valueAt(rule, "fault." + m_rule.fault + ".delay");
    const auto sample = delay.is_null() ? Result<control::ChaosDelaySample>(Error{})
                                        : m_chaos.sampleChaosDelay(delay.dump(), DelayPreview::kSampleSize);
    m_preview->setVisible(sample.ok());
    if (sample)
        m_preview->setSample(sample.value());
}

void RuleCard::setRule(const control::ChaosRuleStatus &rule, bool chaosOn)
{
    const bool redefined =
        rule.definition != m_rule.definition || rule.origin != m_rule.origin || rule.seed != m_rule.seed;
    m_rule = rule;
    if (redefined)
        showDefinition();
    showCounts(chaosOn);
}

void RuleCard::showCounts(bool chaosOn)
{
    m_switch->setChecked(m_rule.state != State::Off);
    switch (m_rule.state) {
    case State::Active:
        m_state->setText(chaosOn ? tr("● in force") : tr("○ chaos is off"));
        break;
    case State::Off:
        m_state->setText(tr("○ off"));
        break;
    case State::Waiting:
        m_state->setText(chaosOn ? tr("◔ waits for its time") : tr("○ chaos is off"));
        break;
    case State::Expired:
        m_state->setText(tr("○ its time is over"));
        break;
    }
    m_share->setRule(m_rule);
    const QString configured = tr("configured %1").arg(percent(m_rule.configuredShare));
    const QString observed =
        m_rule.matched == 0 ? tr("nothing observed yet")
                            : tr("observed %1 (%2 to %3), %4 of %5")
                                  .arg(percent(m_rule.observedShare), percent(m_rule.shareLow),
                                       percent(m_rule.shareHigh), whole(m_rule.fired), whole(m_rule.matched));
    m_shareText->setText(configured + QStringLiteral("  ·  ") + observed);
    const QString last = m_rule.lastFiredMs == 0 ? tr("never fired")
                                                 : tr("last fired %1")
                                                       .arg(QDateTime::fromMSecsSinceEpoch(m_rule.lastFiredMs)
                                                                .toString(QStringLiteral("HH:mm:ss")));
    m_fired->setText(tr("%1 active").arg(QLocale().toString(static_cast<qlonglong>(m_rule.active))) +
                     QStringLiteral("  ·  ") + last);
    m_share->setAccessibleName(m_shareText->text());
}

} // namespace mockforge::ui
