// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/unitfield.h"

#include "ui/chaos/numberbox.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLocale>

#include <array>
#include <cmath>
#include <limits>

namespace mockforge::ui {

namespace {

struct Unit
{
    const char *name;
    double factor;
};

constexpr std::array<Unit, 4> kTimes{{{"ms", 1}, {"s", 1e3}, {"m", 6e4}, {"h", 3.6e6}}};
constexpr std::array<Unit, 4> kSizes{
    {{"B", 1}, {"KiB", 1024}, {"MiB", 1024.0 * 1024}, {"GiB", 1024.0 * 1024 * 1024}}};
/// Units that are read but not offered.
constexpr std::array<Unit, 4> kOtherSizes{{{"", 1}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}}};
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

const std::array<Unit, 4> &unitsOf(UnitField::Kind kind)
{
    return kind == UnitField::Kind::Duration ? kTimes : kSizes;
}

/// One less than anything allowed: shown as nothing.
constexpr double kEmpty = -1;

} // namespace

UnitField::UnitField(Kind kind, const std::string &defaultText, double low, double high, QWidget *parent)
    : KeyField(parent)
    , m_kind(kind)
    , m_low(low)
    , m_high(high)
    , m_default(defaultText.empty() ? kNone : parse(kind, defaultText))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::kUnit);
    m_number = new NumberBox;
    m_number->setMinimum(std::isnan(m_default) ? kEmpty : 0);
    m_number->setMaximum(high);
    m_number->setSpecialValueText(std::isnan(m_default) || m_default == 0 ? QStringLiteral("–") : QString());
    m_number->setMinimumWidth(96);
    m_unit = new QComboBox;
    for (const Unit &unit : unitsOf(kind))
        m_unit->addItem(QString::fromLatin1(unit.name) == QLatin1String("m")
                            ? QStringLiteral("min")
                            : QString::fromLatin1(unit.name));
    row->addWidget(m_number, 1);
    row->addWidget(m_unit);
    setFocusProxy(m_number);
    show(m_default);
    connect(m_number, &QDoubleSpinBox::valueChanged, this, &KeyField::changed);
    connect(m_unit, &QComboBox::activated, this, &KeyField::changed);
}

double UnitField::parse(Kind kind, const std::string &text)
{
    const QString all = QString::fromStdString(text).trimmed();
    qsizetype split = all.size();
    while (split > 0 && all[split - 1].isLetter())
        --split;
    bool isNumber = false;
    const double number = QLocale::c().toDouble(all.left(split).trimmed(), &isNumber);
    if (!isNumber)
        return kNone;
    const QString name = all.mid(split);
    if (kind == Kind::Duration && name.isEmpty())
        return number;
    for (const auto &units : {unitsOf(kind), kOtherSizes}) {
        for (const Unit &unit : units) {
            if (name == QLatin1String(unit.name))
                return number * unit.factor;
        }
    }
    return kNone;
}

void UnitField::show(double amount)
{
    if (std::isnan(amount)) {
        m_number->setValue(std::isnan(m_default) ? kEmpty : m_default);
        return;
    }
    // The greatest unit in which it is a short number.
    const auto &units = unitsOf(m_kind);
    std::size_t best = 0;
    for (std::size_t i = 1; i < units.size(); ++i) {
        const double inUnit = amount / units[i].factor * 100;
        if (amount >= units[i].factor && std::abs(inUnit - std::round(inUnit)) < 1e-9)
            best = i;
    }
    m_unit->setCurrentIndex(static_cast<int>(best));
    m_number->setValue(amount / units[best].factor);
}

bool UnitField::isEmpty() const
{
    return std::isnan(m_default) && m_number->value() < 0;
}

double UnitField::amount() const
{
    return m_number->value() * unitsOf(m_kind)[static_cast<std::size_t>(m_unit->currentIndex())].factor;
}

void UnitField::setValue(const Json &value)
{
    const double amount = value.is_number()   ? value.get<double>()
                          : value.is_string() ? parse(m_kind, value.get<std::string>())
                                              : m_default;
    m_unit->setCurrentIndex(0);
    show(amount);
}

Json UnitField::value() const
{
    if (isEmpty() || std::abs(amount() - m_default) < 1e-9)
        return {};
    const Unit &unit = unitsOf(m_kind)[static_cast<std::size_t>(m_unit->currentIndex())];
    return QLocale::c().toString(m_number->value(), 'g', 12).remove(QLatin1Char(',')).toStdString() +
           unit.name;
}

void UnitField::suggest()
{
    if (isEmpty())
        show(m_kind == Kind::Duration ? 100 : 64 * 1024);
}

void UnitField::setName(const QString &name)
{
    m_number->setAccessibleName(name);
    m_unit->setAccessibleName(tr("%1: unit").arg(name));
}

} // namespace mockforge::ui
