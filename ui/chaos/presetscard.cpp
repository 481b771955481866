// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/presetscard.h"

#include "ui/chaos/chaoswatch.h"
#include "ui/chaos/flowlayout.h"
#include "ui/chaos/keyfield.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace mockforge::ui {

namespace {

constexpr const char *kOwn = "user";

QString groupTitle(const std::string &group)
{
    if (group == "scenario")
        return PresetsCard::tr("Scenarios");
    if (group == "network")
        return PresetsCard::tr("Networks");
    if (group == "project")
        return PresetsCard::tr("Of this project");
    return PresetsCard::tr("Your own");
}

} // namespace

PresetsCard::PresetsCard(control::Engine &engine, QWidget *parent)
    : QFrame(parent)
    , m_engine(engine)
{
    Theme::setRole(this, "card");
    setObjectName(QStringLiteral("presets"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit);
    layout->setSpacing(Theme::kUnit);
    auto *row = new QHBoxLayout;
    auto *title = new QLabel(tr("Presets"));
    title->setFont(Theme::section());
    m_problem = new QLabel;
    m_problem->setObjectName(QStringLiteral("preset-problem"));
    m_problem->setWordWrap(true);
    Theme::setRole(m_problem, "error");
    m_delete = new QPushButton(tr("Delete") + QStringLiteral("  ▾"));
    m_delete->setObjectName(QStringLiteral("preset-delete"));
    m_delete->setAccessibleName(tr("Delete one of your own presets"));
    m_deleteMenu = new QMenu(m_delete);
    m_delete->setMenu(m_deleteMenu);
    m_save = new QPushButton(tr("Save rules as preset…"));
    m_save->setObjectName(QStringLiteral("preset-save"));
    m_save->setAccessibleName(tr("Save the rules that are switched on as a preset"));
    connect(m_save, &QPushButton::clicked, this, &PresetsCard::askForName);
    row->addWidget(title);
    row->addWidget(m_problem, 1);
    row->addWidget(m_delete);
    row->addWidget(m_save);
    layout->addLayout(row);
    m_groups = new QVBoxLayout;
    m_groups->setSpacing(Theme::kUnit);
    layout->addLayout(m_groups);
    connect(&engine, &control::Engine::chaosChanged, this, &PresetsCard::refresh);
    connect(&engine, &control::Engine::projectChanged, this, &PresetsCard::refresh);
    refresh();
}

void PresetsCard::refresh()
{
    const std::vector<control::ChaosPreset> presets = m_engine.chaos().chaosPresets();
    std::vector<std::string> shown;
    for (const control::ChaosPreset &preset : presets)
        shown.push_back(preset.group + "/" + preset.name);
    if (shown != m_shown) {
        rebuild(presets);
        m_shown = std::move(shown);
    }
    for (const control::ChaosPreset &preset : presets) {
        QToolButton *button = m_buttons[preset.name];
        button->setChecked(preset.applied);
        // Colour is not the only sign.
        button->setText((preset.applied ? QStringLiteral("✓ ") : QString()) +
                        QString::fromStdString(preset.name));
    }
    const auto rules = m_engine.chaos().chaosStatus().rules;
    m_save->setEnabled(!rules.empty());
    setVisible(!presets.empty() || !rules.empty());
}

void PresetsCard::rebuild(const std::vector<control::ChaosPreset> &presets)
{
    while (QLayoutItem *item = m_groups->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_buttons.clear();
    std::string group;
    FlowLayout *flow = nullptr;
    for (const control::ChaosPreset &preset : presets) {
        if (!flow || preset.group != group) {
            group = preset.group;
            auto *line = new QWidget;
            auto *row = new QHBoxLayout(line);
            row->setContentsMargins(0, 0, 0, 0);
            auto *title = new QLabel(groupTitle(group));
            title->setFont(Theme::caption());
            title->setMinimumWidth(96);
            title->setAlignment(Qt::AlignTop | Qt::AlignLeading);
            title->setContentsMargins(0, 5, 0, 0);
            Theme::setRole(title, "secondary");
            flow = new FlowLayout;
            flow->setSpacing(Theme::kUnit);
            flow->setContentsMargins(0, 0, 0, 0);
            row->addWidget(title);
            row->addLayout(flow, 1);
            m_groups->addWidget(line);
        }
        auto *button = new QToolButton;
        Theme::setRole(button, "preset");
        button->setObjectName(QStringLiteral("preset-") + QString::fromStdString(preset.name));
        button->setAccessibleName(tr("Preset %1").arg(QString::fromStdString(preset.name)));
        button->setToolTip(QString::fromStdString(preset.description));
        button->setCheckable(true);
        connect(button, &QToolButton::clicked, this,
                [this, name = preset.name](bool on) { toggle(name, on); });
        flow->addWidget(button);
        m_buttons[preset.name] = button;
    }
    fillDeleteMenu(presets);
}

void PresetsCard::fillDeleteMenu(const std::vector<control::ChaosPreset> &presets)
{
    m_deleteMenu->clear();
    for (const control::ChaosPreset &preset : presets) {
        if (preset.group != kOwn)
            continue;
        m_deleteMenu->addAction(QString::fromStdString(preset.name), this, [this, name = preset.name] {
            const auto gone = m_engine.chaos().deleteChaosPreset(name, ChaosWatch::origin());
            showProblem(gone ? QString() : QString::fromStdString(gone.error().message));
            refresh();
        });
    }
    m_delete->setVisible(!m_deleteMenu->isEmpty());
}

void PresetsCard::toggle(const std::string &name, bool apply)
{
    control::ChaosControl &chaos = m_engine.chaos();
    const auto done = apply ? chaos.applyChaosPreset(name, ChaosWatch::origin())
                            : chaos.withdrawChaosPreset(name, ChaosWatch::origin());
    showProblem(done ? QString() : QString::fromStdString(done.error().message));
    refresh();
}

QString PresetsCard::saveAs(const QString &name)
{
    Json preset{{"name", name.toStdString()}, {"rules", Json::array()}};
    for (const control::ChaosRuleStatus &rule : m_engine.chaos().chaosStatus().rules) {
        if (rule.state != control::ChaosRuleStatus::State::Off)
            preset["rules"].push_back(Json::parse(rule.definition, nullptr, false));
    }
    const auto saved = m_engine.chaos().saveChaosPreset(
        preset.dump(-1, ' ', false, Json::error_handler_t::replace), ChaosWatch::origin());
    refresh();
    return saved ? QString() : QString::fromStdString(saved.error().message);
}

void PresetsCard::askForName()
{
    bool ok = false;
    const QString name = QInputDialog::getText(this, tr("Save rules as preset"), tr("Name of the preset:"),
                                               QLineEdit::Normal, {}, &ok)
                             .trimmed();
    if (ok && !name.isEmpty())
        showProblem(saveAs(name));
}

void PresetsCard::showProblem(const QString &problem)
{
    m_problem->setText(problem);
}

} // namespace mockforge::ui
