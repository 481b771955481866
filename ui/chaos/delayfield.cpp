// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/delayfield.h"

#include "ui/chaos/delaypreview.h"
#include "ui/chaos/numberbox.h"
#include "ui/chaos/unitfield.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <cmath>

namespace mockforge::ui {

namespace {

constexpr double kMostMs = 600'000;

/// A distribution and the numbers it takes, as the project file names them, with what they begin with.
struct Form
{
    const char *name;
    const char *title;
    std::vector<std::pair<const char *, double>> times; ///< milliseconds
    std::vector<std::pair<const char *, double>> numbers;
};

const std::vector<Form> &forms()
{
    static const std::vector<Form> list{
        {"", QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "none"), {}, {}},
        {"fixed", QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "fixed"), {{"fixed", 100}}, {}},
        {"uniform",
         QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "uniform"),
         {{"min", 50}, {"max", 200}},
         {}},
        {"normal",
         QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "normal"),
         {{"mean", 100}, {"std_dev", 20}},
         {}},
        {"log_normal",
         QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "log-normal"),
         {{"median", 100}},
         {{"sigma", 0.5}}},
        {"exponential", QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "exponential"), {{"mean", 100}}, {}},
        {"pareto", QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "Pareto"), {{"min", 50}}, {{"shape", 1.5}}},
        {"percentiles", QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "from percentiles"), {}, {}},
        {"wave",
         QT_TRANSLATE_NOOP("mockforge::ui::DelayField", "wave"),
         {{"low", 10}, {"high", 200}, {"period", 10'000}},
         {}},
    };
    return list;
}

int indexOfForm(const std::string &name)
{
    for (std::size_t i = 0; i < forms().size(); ++i) {
        if (name == forms()[i].name)
            return static_cast<int>(i);
    }
    return 0;
}

QDoubleSpinBox *numberBox(double low, double high, const QString &name)
{
    auto *box = new NumberBox;
    box->setRange(low, high);
    box->setAccessibleName(name);
    return box;
}

/// The labels of all rows are of one width, in line with their fields.
void addRow(QFormLayout *form, const QString &text, QWidget *field)
{
    auto *label = new QLabel(text);
    label->setMinimumWidth(96);
    label->setMinimumHeight(30);
    label->setBuddy(field);
    form->addRow(label, field);
}

std::string timeText(double ms)
{
    return std::to_string(std::llround(ms)) + "ms";
}

} // namespace

DelayField::DelayField(const control::ChaosControl &chaos, QWidget *parent)
    : KeyField(parent)
    , m_chaos(chaos)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kUnit);
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("delay-kind"));
    m_kind->setAccessibleName(tr("Distribution of the delay"));
    for (const Form &form : forms())
        m_kind->addItem(tr(form.title));
    setFocusProxy(m_kind);
    column->addWidget(m_kind);
    m_partsArea = new QWidget;
    m_form = new QFormLayout(m_partsArea);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setSpacing(Theme::kUnit);
    column->addWidget(m_partsArea);
    m_more = new QWidget;
    auto *more = new QFormLayout(m_more);
    more->setContentsMargins(0, 0, 0, 0);
    more->setSpacing(Theme::kUnit);
    m_jitter = numberBox(0, 100, tr("Jitter"));
    m_jitter->setSuffix(QStringLiteral(" %"));
    m_jitter->setSpecialValueText(QStringLiteral("–"));
    m_max = new UnitField(UnitField::Kind::Duration, {}, 0, kMostMs);
    m_max->setName(tr("At most"));
    addRow(more, tr("Jitter ±"), m_jitter);
    addRow(more, tr("At most"), m_max);
    column->addWidget(m_more);
    m_preview = new DelayPreview;
    m_preview->setObjectName(QStringLiteral("delay-preview"));
    column->addWidget(m_preview);
    choose(0);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int kind) {
        choose(kind);
        showSample();
    });
    connect(m_jitter, &QDoubleSpinBox::valueChanged, this, &DelayField::showSample);
    connect(m_max, &KeyField::changed, this, &DelayField::showSample);
}

void DelayField::choose(int kind)
{
    m_parts.clear();
    m_percentiles = nullptr;
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    const Form &form = forms()[static_cast<std::size_t>(kind)];
    for (const auto &[name, begin] : form.times) {
        auto *field = new UnitField(UnitField::Kind::Duration, "0ms", 0, kMostMs);
        field->setValue(timeText(begin));
        field->setName(keyLabel(name));
        addRow(m_form, keyLabel(name), field);
        connect(field, &KeyField::changed, this, &DelayField::showSample);
        m_parts.push_back({name, field, nullptr, nullptr});
    }
    for (const auto &[name, begin] : form.numbers) {
        QDoubleSpinBox *box = numberBox(0.05, 1000, keyLabel(name));
        box->setValue(begin);
        addRow(m_form, keyLabel(name), box);
        connect(box, &QDoubleSpinBox::valueChanged, this, &DelayField::showSample);
        m_parts.push_back({name, nullptr, box, nullptr});
    }
    if (std::string_view(form.name) == "wave") {
        auto *shape = new QComboBox;
        shape->setAccessibleName(tr("Shape of the wave"));
        for (const auto &[name, title] :
             {std::pair("sine", tr("sine")), std::pair("square", tr("square")),
              std::pair("triangle", tr("triangle")), std::pair("sawtooth", tr("sawtooth"))})
            shape->addItem(title, QString::fromLatin1(name));
        addRow(m_form, tr("Shape"), shape);
        connect(shape, &QComboBox::currentIndexChanged, this, &DelayField::showSample);
        m_parts.push_back({"shape", nullptr, nullptr, shape});
    }
    if (std::string_view(form.name) == "percentiles") {
        m_percentiles = new QLineEdit(QStringLiteral("p50: 20ms, p90: 100ms, p99: 1s"));
        m_percentiles->setAccessibleName(tr("Percentiles and their times"));
        addRow(m_form, tr("Times"), m_percentiles);
        connect(m_percentiles, &QLineEdit::textChanged, this, &DelayField::showSample);
    }
    m_partsArea->setVisible(m_form->rowCount() > 0);
    m_more->setVisible(kind > 0);
    m_preview->setVisible(kind > 0);
}

Json DelayField::partsValue() const
{
    Json parts = Json::object();
    for (const Part &part : m_parts) {
        if (part.time) {
            const Json time = part.time->value();
            parts[part.name] = time.is_null() ? Json("0ms") : time;
        } else if (part.number) {
            parts[part.name] = part.number->value();
        } else {
            parts[part.name] = part.choice->currentData().toString().toStdString();
        }
    }
    if (m_percentiles) {
        for (const QString &pair : m_percentiles->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
            parts[pair.section(u':', 0, 0).trimmed().toStdString()] =
                pair.section(u':', 1).trimmed().toStdString();
    }
    return parts;
}

Json DelayField::value() const
{
    const std::string name = forms()[static_cast<std::size_t>(m_kind->currentIndex())].name;
    if (name.empty())
        return {};
    const Json parts = partsValue();
    const Json most = m_max->value();
    if (name == "fixed" && m_jitter->value() == 0 && most.is_null())
        return parts["fixed"];
    Json delay{{name, name == "fixed" ? parts["fixed"] : parts}};
    if (m_jitter->value() > 0)
        delay["jitter"] = std::round(m_jitter->value() * 1000) / 100'000;
    if (!most.is_null())
        delay["max"] = most;
    return delay;
}

void DelayField::setValue(const Json &value)
{
    if (value.is_null()) {
        m_kind->setCurrentIndex(0);
        return;
    }
    const Json delay = value.is_object() ? value : Json{{"fixed", value}};
    for (const auto &[name, content] : delay.items()) {
        const int kind = indexOfForm(name);
        if (kind == 0)
            continue;
        m_kind->setCurrentIndex(kind);
        for (const Part &part : m_parts) {
            const Json one = name == "fixed"               ? content
                             : content.contains(part.name) ? content[part.name]
                                                           : Json();
            if (one.is_null())
                continue;
            if (part.time)
                part.time->setValue(one);
            else if (part.number && one.is_number())
                part.number->setValue(one.get<double>());
            else if (part.choice && one.is_string())
                part.choice->setCurrentIndex(
                    std::max(0, part.choice->findData(QString::fromStdString(one.get<std::string>()))));
        }
        if (!m_percentiles)
            continue;
        QStringList pairs;
        for (const auto &[percentile, time] : content.items())
            pairs << QString::fromStdString(percentile) + QStringLiteral(": ") +
                         QString::fromStdString(time.is_string() ? time.get<std::string>() : time.dump());
        m_percentiles->setText(pairs.join(QStringLiteral(", ")));
    }
    m_jitter->setValue(
        delay.contains("jitter") && delay["jitter"].is_number() ? delay["jitter"].get<double>() * 100 : 0);
    m_max->setValue(delay.contains("max") ? delay["max"] : Json());
    showSample();
}

void DelayField::suggest()
{
    if (m_kind->currentIndex() == 0)
        m_kind->setCurrentIndex(1);
}

void DelayField::showSample()
{
    const Json delay = value();
    if (delay.is_null()) {
        m_preview->clear();
    } else if (const auto sample = m_chaos.sampleChaosDelay(delay.dump(), DelayPreview::kSampleSize)) {
        m_preview->setSample(sample.value());
    } else {
        m_preview->clear();
    }
    Q_EMIT changed();
}

} // namespace mockforge::ui
