// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/chaoslibrary.h"

#include "server/control/diagnostic.h"
#include "server/project/presetreader.h"
#include "server/project/timelinereader.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace mockforge::engine {

namespace {

using Json = nlohmann::ordered_json;
constexpr qint64 kLargestFile = 4 * 1024 * 1024;

template <typename List>
auto named(List &list, const std::string &name)
{
    return std::find_if(list.begin(), list.end(), [&name](const auto &item) { return item.name == name; });
}

template <typename List>
bool has(const List &list, const std::string &name)
{
    return named(list, name) != list.end();
}

/// Appends what no earlier one hides.
template <typename List>
void addVisible(List &all, const List &more)
{
    for (const auto &item : more) {
        if (!has(all, item.name))
            all.push_back(item);
    }
}

template <typename List>
void put(List &list, typename List::value_type item)
{
    item.group = "user";
    if (const auto found = named(list, item.name); found != list.end())
        *found = std::move(item);
    else
        list.push_back(std::move(item));
}

Error nameTaken(const char *what, const std::string &name, const char *owner)
{
    return {"name_taken", "'" + name + "' is a " + what + " " + owner, "save it under another name"};
}

template <typename List>
Result<void> take(List &list, const std::string &name, const char *what)
{
    const auto found = named(list, name);
    if (found == list.end())
        return Error{std::string("unknown_") + what,
                     std::string("there is no ") + what + " '" + name + "' of the user's",
                     "only what was saved can be deleted"};
    list.erase(found);
    return {};
}

template <typename Target, typename Read>
void readAll(const Json &json, const char *key, std::vector<Target> &list, const Read &read,
             std::string &problem)
{
    if (!json.contains(key) || !json[key].is_array())
        return;
    for (const Json &item : json[key]) {
        project::Findings findings("");
        Target target;
        read(key, project::fromJson(item, {}), target, findings);
        if (control::hasErrors(findings.list()))
            problem = findings.list().front().message;
        else
            put(list, std::move(target));
    }
}

} // namespace

std::string ChaosLibrary::userFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() +
           "/mockforge/chaos.json";
}

ChaosLibrary::ChaosLibrary(std::string file)
    : m_file(std::move(file))
    , m_builtIn(project::builtInChaosPresets())
{}

void ChaosLibrary::setProject(std::vector<project::ChaosPreset> presets,
                              std::vector<project::ChaosTimeline> timelines)
{
    m_projectPresets = std::move(presets);
    m_projectTimelines = std::move(timelines);
}

void ChaosLibrary::read()
{
    m_problem.clear();
    m_userPresets.clear();
    m_userTimelines.clear();
    QFile file(QString::fromStdString(m_file));
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile) {
        m_problem = file.isOpen() ? "it is too large" : file.errorString().toStdString();
        return;
    }
    const Json json = Json::parse(file.readAll().toStdString(), nullptr, false);
    if (!json.is_object()) {
        m_problem = "it is not a JSON object";
        return;
    }
    readAll(json, "presets", m_userPresets, project::readChaosPreset, m_problem);
    readAll(json, "timelines", m_userTimelines, project::readChaosTimeline, m_problem);
}

/// Another program of the user may have written it.
void ChaosLibrary::refresh()
{
    const QFileInfo info(QString::fromStdString(m_file));
    const std::int64_t changed = info.exists() ? info.lastModified().toMSecsSinceEpoch() : 0;
    if (changed == m_seenMs && info.size() == m_seenSize)
        return;
    m_seenMs = changed;
    m_seenSize = info.size();
    read();
}

Result<void> ChaosLibrary::write()
{
    if (!m_problem.empty())
        return Error{"cannot_save", m_file + " holds what cannot be read: " + m_problem,
                     "repair it or move it away, so that nothing in it is lost"};
    Json json{{"presets", Json::array()}, {"timelines", Json::array()}};
    for (const project::ChaosPreset &preset : m_userPresets)
        json["presets"].push_back(preset.definition);
    for (const project::ChaosTimeline &timeline : m_userTimelines)
        json["timelines"].push_back(timeline.definition);
    const QString path = QString::fromStdString(m_file);
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(text.data(), static_cast<qint64>(text.size())) != static_cast<qint64>(text.size()) ||
        !file.commit()) {
        m_seenMs = -1; // what is in memory is not what is on disk
        return Error{"cannot_save", m_file + " cannot be written: " + file.errorString().toStdString(), ""};
    }
    m_seenMs = QFileInfo(path).lastModified().toMSecsSinceEpoch();
    m_seenSize = QFileInfo(path).size();
    return {};
}

std::vector<project::ChaosPreset> ChaosLibrary::presets()
{
    refresh();
    // The built-in ones come first; one that the project replaces stands in its place.
    std::vector<project::ChaosPreset> all = m_builtIn;
    for (project::ChaosPreset &preset : all) {
        if (const auto own = named(m_projectPresets, preset.name); own != m_projectPresets.end())
            preset = *own;
    }
    addVisible(all, m_projectPresets);
    addVisible(all, m_userPresets);
    return all;
}

std::vector<project::ChaosTimeline> ChaosLibrary::timelines()
{
    refresh();
    std::vector<project::ChaosTimeline> all = m_projectTimelines;
    addVisible(all, m_userTimelines);
    return all;
}

std::optional<project::ChaosPreset> ChaosLibrary::preset(const std::string &name)
{
    const auto all = presets();
    const auto found = named(all, name);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

std::optional<project::ChaosTimeline> ChaosLibrary::timeline(const std::string &name)
{
    const auto all = timelines();
    const auto found = named(all, name);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

Result<void> ChaosLibrary::save(project::ChaosPreset preset)
{
    refresh();
    if (has(m_builtIn, preset.name))
        return nameTaken("preset", preset.name, "that is built in");
    if (has(m_projectPresets, preset.name))
        return nameTaken("preset", preset.name, "of the project file");
    put(m_userPresets, std::move(preset));
    return write();
}

Result<void> ChaosLibrary::save(project::ChaosTimeline timeline)
{
    refresh();
    if (has(m_projectTimelines, timeline.name))
        return nameTaken("timeline", timeline.name, "of the project file");
    put(m_userTimelines, std::move(timeline));
    return write();
}

Result<void> ChaosLibrary::deletePreset(const std::string &name)
{
    refresh();
    if (!has(m_userPresets, name) && (has(m_builtIn, name) || has(m_projectPresets, name)))
        return Error{"read_only", "the preset '" + name + "' is not one of the user's",
                     "a preset of the project is removed from its file, a built-in one stays"};
    auto taken = take(m_userPresets, name, "preset");
    return taken ? write() : taken;
}

Result<void> ChaosLibrary::deleteTimeline(const std::string &name)
{
    refresh();
    if (!has(m_userTimelines, name) && has(m_projectTimelines, name))
        return Error{"read_only", "the timeline '" + name + "' stands in the project file",
                     "remove it from the file"};
    auto taken = take(m_userTimelines, name, "timeline");
    return taken ? write() : taken;
}

} // namespace mockforge::engine
