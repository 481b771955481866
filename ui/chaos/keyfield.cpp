// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/keyfield.h"

#include "ui/chaos/delayfield.h"
#include "ui/chaos/numberbox.h"
#include "ui/chaos/unitfield.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include <limits>

namespace mockforge::ui {

namespace {

using Key = control::ChaosKey;

QString toQt(const std::string &text)
{
    return QString::fromStdString(text);
}

QHBoxLayout *rowOf(QWidget *widget)
{
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(3 * Theme::kUnit);
    return row;
}

/// A whole number; 0, where that is the default, reads as a dash.
class IntegerField : public KeyField
{
public:
    IntegerField(const Key &key, QWidget *parent)
        : KeyField(parent)
        , m_default(key.defaultText.empty() ? -1 : static_cast<int>(toQt(key.defaultText).toLongLong()))
        , m_number(new QSpinBox)
    {
        constexpr double kMost = std::numeric_limits<int>::max();
        m_number->setRange(m_default < 0 ? -1 : static_cast<int>(key.low),
                           static_cast<int>(key.high > 0 ? std::min(key.high, kMost) : kMost));
        m_number->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        m_number->setButtonSymbols(QAbstractSpinBox::NoButtons);
        if (m_default <= 0)
            m_number->setSpecialValueText(QStringLiteral("–"));
        m_number->setValue(m_default);
        m_number->setAccessibleName(keyLabel(key.name));
        rowOf(this)->addWidget(m_number);
        setFocusProxy(m_number);
        connect(m_number, &QSpinBox::valueChanged, this, &KeyField::changed);
    }
    void setValue(const Json &value) override
    {
        m_number->setValue(value.is_number() ? value.get<int>() : m_default);
    }
    Json value() const override { return m_number->value() == m_default ? Json() : Json(m_number->value()); }
    void suggest() override
    {
        if (m_number->value() < 0)
            m_number->setValue(10);
    }

private:
    int m_default;
    QSpinBox *m_number;
};

/// A number; what lies between 0 and 1 is a share and shown in percent.
class NumberField : public KeyField
{
public:
    NumberField(const Key &key, QWidget *parent)
        : KeyField(parent)
        , m_isShare(key.low >= 0 && key.high <= 1)
        , m_isOptional(key.defaultText.empty())
        , m_default(m_isOptional ? kEmpty : QLocale::c().toDouble(toQt(key.defaultText)) * factor())
        , m_number(new NumberBox)
    {
        m_number->setRange(m_isOptional ? kEmpty : key.low * factor(), key.high * factor());
        if (m_isOptional)
            m_number->setSpecialValueText(QStringLiteral("–"));
        if (m_isShare)
            m_number->setSuffix(QStringLiteral(" %"));
        m_number->setValue(m_default);
        m_number->setAccessibleName(keyLabel(key.name));
        rowOf(this)->addWidget(m_number);
        setFocusProxy(m_number);
        connect(m_number, &QDoubleSpinBox::valueChanged, this, &KeyField::changed);
    }
    void setValue(const Json &value) override
    {
        m_number->setValue(value.is_number() ? value.get<double>() * factor() : m_default);
    }
    Json value() const override
    {
        if (std::abs(m_number->value() - m_default) < 1e-9)
            return {};
        // Through its decimal form, so that 35 % is 0.35 and not the double beside it.
        return QLocale::c().toDouble(
            QLocale::c().toString(m_number->value() / factor(), 'g', 12).remove(u','));
    }
    void suggest() override
    {
        if (m_isOptional && m_number->value() == kEmpty)
            m_number->setValue(10);
    }

private:
    static constexpr double kEmpty = -1;
    double factor() const { return m_isShare ? 100 : 1; }

    bool m_isShare;
    bool m_isOptional;
    double m_default;
    QDoubleSpinBox *m_number;
};

/// Text, a list of texts or numbers with commas between, or JSON as it is.
class TextField : public KeyField
{
public:
    TextField(const Key &key, QWidget *parent)
        : KeyField(parent)
        , m_type(key.type)
        , m_line(new QLineEdit)
    {
        m_line->setAccessibleName(keyLabel(key.name));
        m_line->setPlaceholderText(placeholder(key));
        rowOf(this)->addWidget(m_line);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::textChanged, this, &KeyField::changed);
    }
    void setValue(const Json &value) override
    {
        QStringList parts;
        const std::vector<Json> one{value};
        const bool isList = m_type == Key::Type::List || m_type == Key::Type::IntegerList;
        for (const Json &part : isList &&value.is_array() ? value.get<std::vector<Json>>() : one) {
            if (!part.is_null())
                parts << toQt(part.is_string() && m_type != Key::Type::Json ? part.get<std::string>()
                                                                            : part.dump());
        }
        m_line->setText(parts.join(QStringLiteral(", ")));
    }
    Json value() const override
    {
        const QString text = m_line->text().trimmed();
        if (text.isEmpty())
            return {};
        if (m_type == Key::Type::Text)
            return text.toStdString();
        if (m_type == Key::Type::Json) {
            Json parsed = Json::parse(text.toStdString(), nullptr, false);
            return parsed.is_discarded() ? Json(text.toStdString()) : parsed;
        }
        Json list = Json::array();
        for (const QString &part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            bool isNumber = false;
            const qlonglong number = part.trimmed().toLongLong(&isNumber);
            if ((m_type == Key::Type::IntegerList || m_type == Key::Type::Integer) && isNumber)
                list.push_back(number);
            else
                list.push_back(part.trimmed().toStdString());
        }
        return list.size() == 1 ? list.front() : list;
    }
    QString problem() const override
    {
        const std::string text = m_line->text().trimmed().toStdString();
        const bool bad = m_type == Key::Type::Json && !text.empty() && !Json::accept(text);
        return bad ? KeyField::tr("This is not JSON. For instance: {\"X-Tenant\": \"acme\"}") : QString();
    }
    void suggest() override {}

private:
    static QString placeholder(const Key &key)
    {
        if (key.type == Key::Type::Json)
            return QStringLiteral("{\"…\": \"…\"}");
        const QString text = key.defaultText == "[]" ? QString() : toQt(key.defaultText);
        return key.name.starts_with("when.") && text.isEmpty() ? KeyField::tr("any") : text;
    }

    Key::Type m_type;
    QLineEdit *m_line;
};

/// One of several values; a truth value without a default is one of three.
class ChoiceField : public KeyField
{
public:
    ChoiceField(const Key &key, QWidget *parent)
        : KeyField(parent)
        , m_default(key.defaultText)
        , m_isBoolean(key.type == Key::Type::Boolean)
        , m_choice(new QComboBox)
    {
        if (m_isBoolean) {
            if (m_default.empty())
                m_choice->addItem(KeyField::tr("either"), QString());
            m_choice->addItem(KeyField::tr("yes"), QStringLiteral("true"));
            m_choice->addItem(KeyField::tr("no"), QStringLiteral("false"));
        } else {
            if (m_default.empty())
                m_choice->addItem(QStringLiteral("–"), QString());
            for (const std::string &choice : key.choices)
                m_choice->addItem(toQt(choice), toQt(choice));
        }
        m_choice->setAccessibleName(keyLabel(key.name));
        m_choice->setCurrentIndex(std::max(0, m_choice->findData(toQt(m_default))));
        rowOf(this)->addWidget(m_choice);
        setFocusProxy(m_choice);
        connect(m_choice, &QComboBox::currentIndexChanged, this, &KeyField::changed);
    }
    void setValue(const Json &value) override
    {
        const std::string text = value.is_null()     ? m_default
                                 : value.is_string() ? value.get<std::string>()
                                                     : value.dump();
        m_choice->setCurrentIndex(std::max(0, m_choice->findData(toQt(text))));
    }
    Json value() const override
    {
        const std::string text = m_choice->currentData().toString().toStdString();
        if (text == m_default)
            return {};
        return m_isBoolean ? Json(text == "true") : Json(text);
    }

private:
    std::string m_default;
    bool m_isBoolean;
    QComboBox *m_choice;
};

/// Any of several values, one box for each; none means all.
class ChecksField : public KeyField
{
public:
    ChecksField(const Key &key, QWidget *parent)
        : KeyField(parent)
    {
        auto *row = rowOf(this);
        for (const std::string &choice : key.choices) {
            auto *box = new QCheckBox(toQt(choice));
            box->setAccessibleName(keyLabel(key.name) + QLatin1Char(' ') + box->text());
            row->addWidget(box);
            connect(box, &QCheckBox::toggled, this, &KeyField::changed);
            m_boxes.push_back(box);
        }
        row->addStretch();
        if (!m_boxes.empty())
            setFocusProxy(m_boxes.front());
    }
    void setValue(const Json &value) override
    {
        for (QCheckBox *box : m_boxes) {
            const Json name = box->text().toStdString();
            box->setChecked(value == name ||
                            (value.is_array() && std::find(value.begin(), value.end(), name) != value.end()));
        }
    }
    Json value() const override
    {
        Json list = Json::array();
        for (const QCheckBox *box : m_boxes) {
            if (box->isChecked())
                list.push_back(box->text().toStdString());
        }
        return list.empty() ? Json() : list.size() == 1 ? list.front() : list;
    }

private:
    std::vector<QCheckBox *> m_boxes;
};

} // namespace

KeyField *KeyField::make(const Key &key, const control::ChaosControl &chaos, QWidget *parent)
{
    switch (key.type) {
    case Key::Type::Boolean:
    case Key::Type::Choice:
        return new ChoiceField(key, parent);
    case Key::Type::Integer:
        // A seed may be any number of 64 bits, which no spin box holds.
        if (key.defaultText.empty() && key.high == 0)
            return new TextField(key, parent);
        return new IntegerField(key, parent);
    case Key::Type::Number:
        return new NumberField(key, parent);
    case Key::Type::Size:
    case Key::Type::Duration: {
        auto *field =
            new UnitField(key.type == Key::Type::Size ? UnitField::Kind::Size : UnitField::Kind::Duration,
                          key.defaultText, key.low, key.high, parent);
        field->setName(keyLabel(key.name));
        return field;
    }
    case Key::Type::ChoiceList:
        return new ChecksField(key, parent);
    case Key::Type::Delay:
        return new DelayField(chaos, parent);
    case Key::Type::Text:
    case Key::Type::List:
    case Key::Type::IntegerList:
    case Key::Type::Json:
        break;
    }
    return new TextField(key, parent);
}

} // namespace mockforge::ui
