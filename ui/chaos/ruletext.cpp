// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/ruletext.h"

#include "ui/theme/numbers.h"

#include <QCoreApplication>
#include <QLocale>

namespace mockforge::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ChaosRuleText)
};

void write(const Json &json, const std::string &path, const std::set<std::string> &whole,
           const std::string &indent, PlacedText &out)
{
    const auto line = [&](const std::string &text, const std::string &key) {
        out.text += text + "\n";
        out.keys.push_back(key);
    };
    for (auto entry = json.begin(); entry != json.end(); ++entry) {
        const std::string key = path.empty() ? entry.key() : path + "." + entry.key();
        const std::string begin =
            indent + Json(entry.key()).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
        const std::string comma = std::next(entry) == json.end() ? "" : ",";
        if (entry->is_object() && !entry->empty() && !whole.contains(key)) {
            line(begin + "{", key);
            write(*entry, key, whole, indent + "  ", out);
            line(indent + "}" + comma, key);
        } else {
            line(begin + entry->dump(-1, ' ', false, Json::error_handler_t::replace) + comma, key);
        }
    }
}

QString brief(const Json &value)
{
    QStringList parts;
    if (value.is_object()) {
        for (const auto &[key, part] : value.items()) {
            const QString inner = brief(part);
            QString text = QString::fromStdString(key);
            if (!inner.isEmpty() && part.is_object())
                text += QStringLiteral(" (") + inner + QLatin1Char(')');
            else if (!inner.isEmpty())
                text += QLatin1Char(' ') + inner;
            parts << text;
        }
    } else if (value.is_array()) {
        for (const Json &part : value)
            parts << brief(part);
    } else {
        return value.is_string()         ? QString::fromStdString(value.get<std::string>())
               : value.is_number_float() ? QLocale::c().toString(value.get<double>(), 'g', 6)
                                         : QString::fromStdString(value.dump());
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

PlacedText withPlaces(const Json &rule, const std::set<std::string> &whole)
{
    PlacedText out;
    out.text = "{\n";
    out.keys.emplace_back();
    write(rule, {}, whole, "  ", out);
    out.text += "}\n";
    out.keys.emplace_back();
    return out;
}

Json valueAt(const Json &rule, const std::string &path)
{
    const Json *at = &rule;
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find('.', start), path.size());
        const std::string key = path.substr(start, end - start);
        if (!at->is_object() || !at->contains(key))
            return {};
        at = &(*at)[key];
        start = end + 1;
    }
    return *at;
}

void setValueAt(Json &rule, const std::string &path, Json value)
{
    Json *at = &rule;
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find('.', start), path.size());
        at = &(*at)[path.substr(start, end - start)];
        start = end + 1;
    }
    *at = std::move(value);
}

QString faultText(const Json &rule)
{
    Json fault = valueAt(rule, "fault");
    if (!fault.is_object() || fault.empty())
        return {};
    // A ramp's times are bare numbers.
    if (Json &parameters = fault.front(); parameters.contains("delay") && parameters["delay"].is_number())
        parameters["delay"] = milliseconds(parameters["delay"].get<double>() / 1000).toStdString();
    return brief(fault.front());
}

QString whenText(const Json &rule)
{
    const Json when = valueAt(rule, "when");
    return when.is_object() && !when.empty() ? Text::tr("when %1").arg(brief(when))
                                             : Text::tr("for everything");
}

QString oftenText(const Json &rule)
{
    Json rest = rule;
    for (const char *key : {"name", "enabled", "when", "fault"})
        rest.erase(key);
    return rest.empty() ? QString() : brief(rest);
}

QString originText(const std::string &origin)
{
    const QString name = QString::fromStdString(origin);
    const auto behind = [&name](const char *kind) {
        const QLatin1String begin(kind);
        return name.startsWith(begin) ? name.mid(begin.size()) : QString();
    };
    if (origin == "project file")
        return Text::tr("from the project file");
    if (origin == "admin API")
        return Text::tr("from the admin API");
    if (origin == "window")
        return Text::tr("from this window");
    if (const QString preset = behind("preset "); !preset.isEmpty())
        return Text::tr("from preset %1").arg(preset);
    if (const QString timeline = behind("timeline "); !timeline.isEmpty())
        return Text::tr("from timeline %1").arg(timeline);
    return Text::tr("from %1").arg(name);
}

} // namespace mockforge::ui
