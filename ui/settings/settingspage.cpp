// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "ui/settings/appsettings.h"
#include "ui/settings/language.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace mockforge::ui {

namespace {

QFrame *section(const QString &title, QFormLayout *form)
{
    auto *frame = new QFrame;
    Theme::setRole(frame, "card");
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(4 * Theme::kUnit, 3 * Theme::kUnit, 4 * Theme::kUnit, 3 * Theme::kUnit);
    layout->setSpacing(2 * Theme::kUnit);
    auto *label = new QLabel(title);
    label->setFont(Theme::section());
    layout->addWidget(label);
    form->setHorizontalSpacing(6 * Theme::kUnit);
    form->setVerticalSpacing(2 * Theme::kUnit);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    layout->addLayout(form);
    return frame;
}

void addRow(QFormLayout *form, const QString &text, QWidget *field)
{
    auto *label = new QLabel(text);
    label->setBuddy(field);
    field->setAccessibleName(text);
    form->addRow(label, field);
}

} // namespace

SettingsPage::SettingsPage(AppSettings &settings, QWidget *parent)
    : QScrollArea(parent)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("settings"));
    setAccessibleName(tr("Settings"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget;
    Theme::setRole(content, "content");
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(6 * Theme::kUnit, 5 * Theme::kUnit, 6 * Theme::kUnit, 5 * Theme::kUnit);
    layout->setSpacing(4 * Theme::kUnit);
    auto *title = new QLabel(tr("Settings"));
    title->setFont(Theme::page());
    layout->addWidget(title);
    layout->addWidget(buildAppearance());
    layout->addWidget(buildProjects());
    layout->addStretch();
    setWidget(content);
}

QWidget *SettingsPage::buildAppearance()
{
    auto *form = new QFormLayout;
    auto *theme = new QComboBox;
    theme->setObjectName(QStringLiteral("setting-theme"));
    theme->addItems({tr("As the system"), tr("Light"), tr("Dark")});
    theme->setCurrentIndex(static_cast<int>(m_settings.theme()));
    connect(theme, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_settings.setTheme(static_cast<Theme::Choice>(index));
        Theme::instance().setChoice(m_settings.theme());
    });
    addRow(form, tr("Theme"), theme);

    auto *language = new QComboBox;
    language->setObjectName(QStringLiteral("setting-language"));
    language->addItem(tr("As the system"), QString());
    for (const Language &each : languages()) // each in itself, for who cannot read the present one
        language->addItem(each.name, each.code);
    language->setCurrentIndex(std::max(0, language->findData(m_settings.language())));
    language->setToolTip(tr("The language changes at the next start."));
    connect(language, &QComboBox::currentIndexChanged, this,
            [this, language](int index) { m_settings.setLanguage(language->itemData(index).toString()); });
    addRow(form, tr("Language"), language);

    auto *refresh = new QComboBox;
    refresh->setObjectName(QStringLiteral("setting-refresh"));
    for (const auto &[text, ms] :
         {std::pair{tr("4 times a second"), 250}, {tr("twice a second"), 500}, {tr("once a second"), 1000}})
        refresh->addItem(text, ms);
    refresh->setCurrentIndex(std::max(0, refresh->findData(m_settings.refreshMs())));
    connect(refresh, &QComboBox::currentIndexChanged, this, [this, refresh](int index) {
        m_settings.setRefreshMs(refresh->itemData(index).toInt());
        Q_EMIT refreshChanged(m_settings.refreshMs());
    });
    addRow(form, tr("Charts refresh"), refresh);
    return section(tr("Appearance"), form);
}

QWidget *SettingsPage::buildProjects()
{
    auto *form = new QFormLayout;
    auto *start = new QCheckBox(tr("Start the endpoints when a project is opened"));
    start->setObjectName(QStringLiteral("setting-start"));
    start->setAccessibleName(start->text());
    start->setChecked(m_settings.startOnOpen());
    connect(start, &QCheckBox::toggled, this, [this](bool on) { m_settings.setStartOnOpen(on); });
    form->addRow(start);
    auto *restore = new QCheckBox(tr("Open the last project again at start"));
    restore->setObjectName(QStringLiteral("setting-restore"));
    restore->setAccessibleName(restore->text());
    restore->setChecked(m_settings.restoreProject());
    connect(restore, &QCheckBox::toggled, this, [this](bool on) { m_settings.setRestoreProject(on); });
    form->addRow(restore);
    auto *tray = new QCheckBox(tr("Show an icon in the tray, and go on there when the window is closed"));
    tray->setObjectName(QStringLiteral("setting-tray"));
    tray->setAccessibleName(tray->text());
    tray->setChecked(m_settings.tray());
    connect(tray, &QCheckBox::toggled, this, [this](bool on) {
        m_settings.setTray(on);
        Q_EMIT trayChanged();
    });
    form->addRow(tray);
    return section(tr("Projects"), form);
}

} // namespace mockforge::ui
