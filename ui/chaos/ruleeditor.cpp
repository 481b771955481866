// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/ruleeditor.h"

#include "ui/chaos/chaoswatch.h"
#include "ui/chaos/faulttext.h"
#include "ui/chaos/ruletext.h"
#include "ui/theme/theme.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace mockforge::ui {

namespace {

constexpr int kCheckAfterMs = 150;
constexpr const char *kFaultPrefix = "fault.";

bool isScope(const std::string &key)
{
    return key.starts_with("when.");
}

/// Conditions that need the width of the dialog.
bool isWide(const control::ChaosKey &key)
{
    using Type = control::ChaosKey::Type;
    return key.type == Type::ChoiceList || key.type == Type::Json || key.type == Type::Delay;
}

} // namespace

RuleEditor::RuleEditor(control::ChaosControl &chaos, QWidget *parent)
    : QDialog(parent)
    , m_chaos(chaos)
{
    setObjectName(QStringLiteral("rule-editor"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New chaos rule"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * Theme::kUnit, 3 * Theme::kUnit, 4 * Theme::kUnit, 3 * Theme::kUnit);
    layout->setSpacing(2 * Theme::kUnit);
    layout->addWidget(buildHead());

    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    Theme::setRole(content, "content");
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 2 * Theme::kUnit, 0);
    column->setSpacing(2 * Theme::kUnit);
    m_parameters = new QWidget;
    m_parameterGrid = new QGridLayout(m_parameters);
    m_parameterGrid->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_parameters);
    addSection(column, tr("When: all of this holds"), true);
    addSection(column, tr("How often and how long"), false);
    column->addStretch();
    scroll->setWidget(content);
    layout->addWidget(scroll, 1);

    auto *foot = new QHBoxLayout;
    m_error = new QLabel;
    m_error->setObjectName(QStringLiteral("rule-error"));
    m_error->setWordWrap(true);
    Theme::setRole(m_error, "error");
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_save = new QPushButton(tr("Add rule"));
    m_save->setObjectName(QStringLiteral("rule-save"));
    m_save->setDefault(true);
    Theme::setRole(m_save, "primary");
    connect(m_save, &QPushButton::clicked, this, &RuleEditor::save);
    foot->addWidget(m_error, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    layout->addLayout(foot);

    m_checkLater.setSingleShot(true);
    m_checkLater.setInterval(kCheckAfterMs);
    connect(&m_checkLater, &QTimer::timeout, this, &RuleEditor::check);
    connect(m_fault, &QComboBox::currentIndexChanged, this, [this] {
        chooseFault();
        suggestMissing();
        m_checkLater.start();
    });
    chooseFault();
    suggestMissing();
    resize(720, 640);
}

QWidget *RuleEditor::buildHead()
{
    auto *head = new QWidget;
    auto *grid = new QGridLayout(head);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(3 * Theme::kUnit);
    m_fault = new QComboBox;
    m_fault->setObjectName(QStringLiteral("rule-fault"));
    m_fault->setAccessibleName(tr("Fault"));
    m_fault->setMaxVisibleItems(24);
    std::string point;
    for (const control::ChaosFault &fault : m_chaos.chaosCatalogue().faults) {
        if (!point.empty() && fault.point != point)
            m_fault->insertSeparator(m_fault->count());
        point = fault.point;
        m_fault->addItem(QString::fromStdString(fault.name), QString::fromStdString(fault.name));
        m_fault->setItemData(m_fault->count() - 1, faultDescription(fault), Qt::ToolTipRole);
    }
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("rule-name"));
    m_name->setAccessibleName(keyLabel("name"));
    m_name->setPlaceholderText(tr("the fault's name"));
    connect(m_name, &QLineEdit::textChanged, &m_checkLater, qOverload<>(&QTimer::start));
    m_enabled = new QCheckBox(tr("Switched on"));
    m_enabled->setObjectName(QStringLiteral("rule-enabled"));
    m_enabled->setChecked(true);
    m_description = new QLabel;
    m_description->setWordWrap(true);
    Theme::setRole(m_description, "secondary");
    const auto label = [](const QString &text, QWidget *buddy) {
        auto *made = new QLabel(text);
        made->setBuddy(buddy);
        return made;
    };
    grid->addWidget(label(tr("Fault"), m_fault), 0, 0);
    grid->addWidget(m_fault, 0, 1);
    grid->addWidget(label(keyLabel("name"), m_name), 0, 2);
    grid->addWidget(m_name, 0, 3);
    grid->addWidget(m_enabled, 0, 4);
    grid->addWidget(m_description, 1, 0, 1, 5);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(3, 3);
    return head;
}

void RuleEditor::addSection(QVBoxLayout *column, const QString &title, bool scope)
{
    auto *label = new QLabel(title);
    label->setFont(Theme::section());
    column->addWidget(label);
    auto *area = new QWidget;
    auto *grid = new QGridLayout(area);
    grid->setContentsMargins(0, 0, 0, 0);
    int place = 0;
    for (const control::ChaosKey &key : m_chaos.chaosCatalogue().rule) {
        if (key.name == "name" || key.name == "enabled" || isScope(key.name) != scope)
            continue;
        const int columns = isWide(key) ? 2 : 1;
        place += columns == 2 ? place % 2 : 0;
        m_rows.push_back(addRow(grid, place, columns, key, key.name));
        place += columns;
    }
    column->addWidget(area);
}

RuleEditor::Row RuleEditor::addRow(QGridLayout *grid, int place, int columns, const control::ChaosKey &key,
                                   const std::string &path)
{
    Row row{path, new QLabel(keyLabel(key.name)), KeyField::make(key, m_chaos, nullptr), new QLabel};
    row.label->setBuddy(row.field);
    row.label->setMinimumWidth(110);
    if (key.type == control::ChaosKey::Type::Delay)
        row.label->setContentsMargins(0, 6, 0, 0); // on the line of the first of its controls
    row.label->setToolTip(keyDescription(key));
    row.field->setToolTip(keyDescription(key));
    row.field->setObjectName(QStringLiteral("field-") + QString::fromStdString(path));
    row.error->setObjectName(QStringLiteral("error-") + QString::fromStdString(path));
    row.error->setWordWrap(true);
    row.error->setFont(Theme::caption());
    row.error->hide();
    Theme::setRole(row.error, "error");
    const int line = place / 2 * 2;
    const int left = place % 2 * 2;
    grid->setHorizontalSpacing(3 * Theme::kUnit);
    grid->setVerticalSpacing(Theme::kUnit);
    grid->addWidget(row.label, line, left,
                    key.type == control::ChaosKey::Type::Delay ? Qt::AlignTop : Qt::Alignment());
    grid->addWidget(row.field, line, left + 1, 1, columns == 2 ? 3 : 1);
    grid->addWidget(row.error, line + 1, left + 1, 1, columns == 2 ? 3 : 1);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    connect(row.field, &KeyField::changed, &m_checkLater, qOverload<>(&QTimer::start));
    keepFromWheel(row.field);
    return row;
}

const control::ChaosFault *RuleEditor::fault() const
{
    const std::string name = m_fault->currentData().toString().toStdString();
    const auto &faults = m_chaos.chaosCatalogue().faults;
    const auto found = std::find_if(faults.begin(), faults.end(),
                                    [&](const control::ChaosFault &fault) { return fault.name == name; });
    return found == faults.end() ? nullptr : &*found;
}

void RuleEditor::chooseFault()
{
    for (const Row &row : m_parameterRows) {
        delete row.label;
        delete row.field;
        delete row.error;
    }
    m_parameterRows.clear();
    const control::ChaosFault *const chosen = fault();
    if (!chosen)
        return;
    m_description->setText(faultDescription(*chosen));
    int place = 0;
    for (const control::ChaosKey &key : chosen->keys) {
        const int columns = isWide(key) ? 2 : 1;
        place += columns == 2 ? place % 2 : 0;
        m_parameterRows.push_back(
            addRow(m_parameterGrid, place, columns, key, kFaultPrefix + chosen->name + "." + key.name));
        place += columns;
    }
    m_parameters->setVisible(!m_parameterRows.empty());
}

void RuleEditor::suggestMissing()
{
    const control::ChaosFault *const chosen = fault();
    if (!chosen || !control::hasErrors(m_chaos.checkChaosRule(Json{{"fault", chosen->name}}.dump())))
        return;
    for (const Row &row : m_parameterRows)
        row.field->suggest();
}

void RuleEditor::edit(const control::ChaosRuleStatus &status)
{
    m_before = status.name;
    setWindowTitle(tr("Chaos rule %1").arg(QString::fromStdString(status.name)));
    m_save->setText(tr("Save"));
    const Json definition = Json::parse(status.definition, nullptr, false);
    m_name->setText(QString::fromStdString(status.name));
    m_enabled->setChecked(status.state != control::ChaosRuleStatus::State::Off);
    m_fault->setCurrentIndex(m_fault->findData(QString::fromStdString(status.fault)));
    chooseFault();
    for (const std::vector<Row> *rows : {&m_rows, &m_parameterRows}) {
        for (const Row &row : *rows)
            row.field->setValue(valueAt(definition, row.key));
    }
    check();
}

Json RuleEditor::rule() const
{
    Json rule = Json::object();
    if (const std::string name = m_name->text().trimmed().toStdString(); !name.empty())
        rule["name"] = name;
    if (!m_enabled->isChecked())
        rule["enabled"] = false;
    const auto take = [&rule](const Row &row) {
        if (Json value = row.field->value(); !value.is_null())
            setValueAt(rule, row.key, std::move(value));
    };
    for (const Row &row : m_rows) {
        if (isScope(row.key))
            take(row);
    }
    if (const control::ChaosFault *const chosen = fault())
        rule["fault"] = chosen->name;
    for (const Row &row : m_parameterRows) {
        if (row.field->value().is_null())
            continue;
        if (rule["fault"].is_string())
            rule["fault"] = Json::object();
        take(row);
    }
    for (const Row &row : m_rows) {
        if (!isScope(row.key))
            take(row);
    }
    return rule;
}

void RuleEditor::check()
{
    std::set<std::string> whole;
    for (const std::vector<Row> *rows : {&m_rows, &m_parameterRows}) {
        for (const Row &row : *rows) {
            whole.insert(row.key);
            const QString problem = row.field->problem();
            row.error->setText(problem);
            row.error->setVisible(!problem.isEmpty());
        }
    }
    m_error->clear();
    const PlacedText placed = withPlaces(rule(), whole);
    for (const control::Diagnostic &finding : m_chaos.checkChaosRule(placed.text)) {
        if (finding.severity == control::Diagnostic::Severity::Error)
            showFinding(finding, placed.keys);
    }
    const std::string name = m_name->text().trimmed().toStdString();
    const auto rules = m_chaos.chaosStatus().rules;
    if (name != m_before &&
        std::any_of(rules.begin(), rules.end(), [&name](const auto &other) { return other.name == name; }))
        m_error->setText(
            tr("There is a rule %1 already. Choose another name.").arg(m_name->text().trimmed()));
}

void RuleEditor::showFinding(const control::Diagnostic &finding, const std::vector<std::string> &keys)
{
    QString text = QString::fromStdString(finding.message);
    if (!finding.suggestion.empty())
        text += QStringLiteral(" (") + QString::fromStdString(finding.suggestion) + QLatin1Char(')');
    const auto line = static_cast<std::size_t>(std::max(finding.line, 1)) - 1;
    const std::string key = line < keys.size() ? keys[line] : std::string();
    for (const std::vector<Row> *rows : {&m_parameterRows, &m_rows}) {
        for (const Row &row : *rows) {
            if (key.empty() || (row.key != key && !row.key.starts_with(key + ".")))
                continue;
            if (row.error->text().isEmpty())
                row.error->setText(text);
            row.error->show();
            return;
        }
    }
    m_error->setText(text);
}

bool RuleEditor::eventFilter(QObject *watched, QEvent *event)
{
    // The wheel scrolls the form; it changes a value only where the user works already.
    const auto *widget = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::Wheel && widget && !widget->hasFocus()) {
        event->ignore();
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void RuleEditor::keepFromWheel(QWidget *area)
{
    for (QWidget *each : area->findChildren<QWidget *>()) {
        if (qobject_cast<QAbstractSpinBox *>(each) || qobject_cast<QComboBox *>(each)) {
            each->setFocusPolicy(Qt::StrongFocus);
            each->installEventFilter(this);
        }
    }
}

void RuleEditor::save()
{
    check();
    for (const std::vector<Row> *rows : {&m_parameterRows, &m_rows}) {
        for (const Row &row : *rows) {
            if (!row.error->text().isEmpty()) {
                row.field->setFocus();
                return;
            }
        }
    }
    if (!m_error->text().isEmpty())
        return;
    const auto name = m_chaos.putChaosRule(rule().dump(-1, ' ', false, Json::error_handler_t::replace),
                                           ChaosWatch::origin());
    if (!name) {
        m_error->setText(QString::fromStdString(name.error().message));
        return;
    }
    // Under a new name it is another rule: the old one goes.
    if (!m_before.empty() && name.value() != m_before)
        static_cast<void>(m_chaos.removeChaosRule(m_before, ChaosWatch::origin()));
    accept();
}

} // namespace mockforge::ui
