// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/timelinecard.h"

#include "ui/chaos/chaoswatch.h"
#include "ui/chaos/plandialog.h"
#include "ui/chaos/timelinestrip.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace mockforge::ui {

namespace {

constexpr const char *kExample = R"(name: drill
guard: {error_share: 0.9, p99: 10s, for: 5s}
time_to_live: 10m
stages:
  - {name: healthy, duration: 30s}
  - name: slowing down
    duration: 60s
    rules: [{name: slow, fault: {latency: {delay: 0ms}}}]
    ramp: {rule: slow, parameter: delay, from: 0ms, to: 2s}
  - {name: outage, duration: 10s, mode: error}
  - {name: recovery, duration: 30s}
)";

} // namespace

TimelineCard::TimelineCard(ChaosWatch &watch, TimeAxis &axis, QWidget *parent)
    : QFrame(parent)
    , m_watch(watch)
{
    Theme::setRole(this, "card");
    setObjectName(QStringLiteral("timeline"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit);
    layout->setSpacing(Theme::kUnit);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(Theme::kUnit, 0, 0, 0);
    row->setSpacing(2 * Theme::kUnit);
    auto *title = new QLabel(tr("Timeline"));
    title->setFont(Theme::section());
    m_choice = new QComboBox;
    m_choice->setObjectName(QStringLiteral("timeline-choice"));
    m_choice->setAccessibleName(tr("Timeline"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_choice, &QComboBox::activated, this, [this] {
        m_changed = Json();
        refresh();
    });
    m_start = new QPushButton;
    m_start->setObjectName(QStringLiteral("timeline-start"));
    connect(m_start, &QPushButton::clicked, this, &TimelineCard::startOrEnd);
    m_state = new QLabel;
    m_state->setObjectName(QStringLiteral("timeline-state"));
    m_state->setFont(Theme::caption());
    m_state->setWordWrap(true);
    Theme::setRole(m_state, "secondary");
    const auto button = [](const QString &text, const char *id, const QString &what) {
        auto *made = new QPushButton(text);
        made->setObjectName(QString::fromLatin1(id));
        made->setAccessibleName(what);
        return made;
    };
    m_edit = button(tr("Edit…"), "timeline-edit", tr("Edit the timeline as text"));
    connect(m_edit, &QPushButton::clicked, this, [this] {
        const auto index = static_cast<std::size_t>(m_choice->currentIndex());
        if (index >= m_timelines.size())
            return;
        const Json shown =
            m_changed.is_null() ? Json::parse(m_timelines[index].definition, nullptr, false) : m_changed;
        editText(tr("Timeline %1").arg(m_choice->currentText()), shown.dump(2));
    });
    auto *add = button(tr("New…"), "timeline-new", tr("Make a timeline"));
    connect(add, &QPushButton::clicked, this, [this] { editText(tr("New timeline"), kExample); });
    m_delete = button(tr("Delete"), "timeline-delete", tr("Delete the timeline"));
    connect(m_delete, &QPushButton::clicked, this, [this] {
        const auto gone = m_watch.engine().chaos().deleteChaosTimeline(m_choice->currentText().toStdString(),
                                                                       ChaosWatch::origin());
        showProblem(gone ? QString() : QString::fromStdString(gone.error().message));
        fill();
    });
    row->addWidget(title);
    row->addWidget(m_choice);
    row->addWidget(m_start);
    row->addWidget(m_state, 1);
    for (QPushButton *each : {m_edit, m_delete, add})
        row->addWidget(each);
    layout->addLayout(row);
    m_problem = new QLabel;
    m_problem->setObjectName(QStringLiteral("timeline-problem"));
    m_problem->setWordWrap(true);
    Theme::setRole(m_problem, "error");
    layout->addWidget(m_problem);
    m_strip = new TimelineStrip(axis);
    layout->addWidget(m_strip);
    connect(m_strip, &TimelineStrip::durationWanted, this, &TimelineCard::changeDuration);
    connect(&watch.engine(), &control::Engine::chaosChanged, this, &TimelineCard::fill);
    connect(&watch.engine(), &control::Engine::projectChanged, this, &TimelineCard::fill);
    connect(&watch, &ChaosWatch::refreshed, this, [this] {
        if (isVisible())
            refresh();
    });
    showProblem({});
    fill();
}

void TimelineCard::fill()
{
    const QString before = m_choice->currentText();
    m_timelines = m_watch.engine().chaos().chaosTimelines();
    m_choice->clear();
    for (const control::ChaosTimeline &timeline : m_timelines)
        m_choice->addItem(QString::fromStdString(timeline.name));
    if (const int kept = m_choice->findText(before); kept >= 0)
        m_choice->setCurrentIndex(kept);
    else
        m_changed = Json();
    refresh();
}

void TimelineCard::refresh()
{
    const control::ChaosRun run = m_watch.engine().chaos().chaosRun();
    const auto index = static_cast<std::size_t>(std::max(m_choice->currentIndex(), 0));
    const bool any = index < m_timelines.size();
    m_choice->setVisible(any);
    m_choice->setEnabled(!run.running);
    m_edit->setVisible(any);
    m_edit->setEnabled(!run.running);
    m_delete->setVisible(any && m_timelines[index].group == "user");
    m_start->setVisible(any || run.running);
    m_start->setText(run.running ? tr("■  End") : tr("▶  Start"));
    m_start->setAccessibleName(run.running ? tr("End the timeline") : tr("Start the timeline"));
    if (run.running) {
        const auto left = run.timeline.stages.at(run.stage).durationMs - run.elapsedMs;
        m_state->setText(tr("%1 runs, round %2, %3 for another %4")
                             .arg(QString::fromStdString(run.timeline.name))
                             .arg(run.round + 1)
                             .arg(QString::fromStdString(run.timeline.stages[run.stage].name),
                                  span(static_cast<double>(std::max<std::int64_t>(left, 0)) / 1000)));
        m_strip->setRun(run);
        return;
    }
    const QString ended =
        run.timeline.name.empty()
            ? QString()
            : tr("%1 ended: %2")
                      .arg(QString::fromStdString(run.timeline.name), QString::fromStdString(run.ended)) +
                  (run.reason.empty()
                       ? QString()
                       : QStringLiteral(" (") + QString::fromStdString(run.reason) + QLatin1Char(')'));
    if (any) {
        control::ChaosTimeline plan = m_timelines[index];
        QStringList words;
        if (!m_changed.is_null())
            words << tr("durations changed, not saved");
        if (!ended.isEmpty())
            words << ended;
        m_state->setText(words.join(QStringLiteral("  ·  ")));
        if (!m_changed.is_null()) {
            for (std::size_t i = 0; i < plan.stages.size(); ++i)
                plan.stages[i].durationMs = m_changed["stages"][i]["duration"].get<std::int64_t>();
        }
        m_strip->setPlan(plan);
    } else {
        m_state->setText(tr("Stages one after the other: healthy, slow, down, recovered."));
        m_strip->clear();
    }
}

void TimelineCard::startOrEnd()
{
    control::ChaosControl &chaos = m_watch.engine().chaos();
    if (chaos.chaosRun().running) {
        chaos.stopChaosTimeline(ChaosWatch::origin());
        showProblem({});
        return;
    }
    const auto started = chaos.startChaosTimeline(
        m_changed.is_null() ? m_choice->currentText().toStdString() : m_changed.dump(), ChaosWatch::origin());
    showProblem(started ? QString() : QString::fromStdString(started.error().message));
    refresh();
}

void TimelineCard::changeDuration(std::size_t stage, std::int64_t durationMs)
{
    control::ChaosControl &chaos = m_watch.engine().chaos();
    if (chaos.chaosRun().running) {
        const auto changed = chaos.setChaosStageDuration(stage, durationMs, ChaosWatch::origin());
        showProblem(changed ? QString() : QString::fromStdString(changed.error().message));
        return;
    }
    const auto index = static_cast<std::size_t>(m_choice->currentIndex());
    if (index >= m_timelines.size() || stage >= m_timelines[index].stages.size())
        return;
    if (m_changed.is_null()) {
        m_changed = Json::parse(m_timelines[index].definition, nullptr, false);
        for (std::size_t i = 0; i < m_timelines[index].stages.size(); ++i)
            m_changed["stages"][i]["duration"] = m_timelines[index].stages[i].durationMs;
    }
    m_changed["stages"][stage]["duration"] = durationMs;
    refresh();
}

void TimelineCard::editText(const QString &title, const std::string &text)
{
    auto *dialog = new PlanDialog(title, text, this);
    dialog->show();
    connect(dialog, &PlanDialog::saveWanted, this, [this, dialog](const QString &changed) {
        const auto saved =
            m_watch.engine().chaos().saveChaosTimeline(changed.toStdString(), ChaosWatch::origin());
        if (!saved) {
            dialog->showProblem(QString::fromStdString(saved.error().message));
            return;
        }
        dialog->accept();
        m_changed = Json();
        fill();
        m_choice->setCurrentIndex(m_choice->findText(QString::fromStdString(saved.value())));
        refresh();
    });
}

void TimelineCard::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace mockforge::ui
