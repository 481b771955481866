// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "server/project/chaosmodel.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::engine {

/// The presets and timelines that there are: built in, of the project, and of the user, whose own are in a
/// file that every program of the user shares. A name of the project's hides a built-in one, and both hide
/// one of the user's. One thread at a time, its owner's lock.
class ChaosLibrary
{
public:
    /// The user's file, chaos.json below XDG_DATA_HOME/mockforge.
    static std::string userFile();
    explicit ChaosLibrary(std::string file);

    void setProject(std::vector<project::ChaosPreset> presets, std::vector<project::ChaosTimeline> timelines);

    std::vector<project::ChaosPreset> presets();
    std::vector<project::ChaosTimeline> timelines();
    std::optional<project::ChaosPreset> preset(const std::string &name);
    std::optional<project::ChaosTimeline> timeline(const std::string &name);
    /// What is wrong with the user's file as it was last read; empty: nothing.
    const std::string &problem() const noexcept { return m_problem; }

    /// Saves it as the user's. Errors: name_taken, cannot_save.
    Result<void> save(project::ChaosPreset preset);
    Result<void> save(project::ChaosTimeline timeline);
    /// Errors: unknown_…, read_only, cannot_save.
    Result<void> deletePreset(const std::string &name);
    Result<void> deleteTimeline(const std::string &name);

private:
    void refresh();
    void read();
    Result<void> write();

    std::string m_file;
    std::int64_t m_seenMs = -1; ///< when the file was last changed, as it was last read
    std::int64_t m_seenSize = -1;
    std::string m_problem;
    std::vector<project::ChaosPreset> m_builtIn;
    std::vector<project::ChaosPreset> m_projectPresets;
    std::vector<project::ChaosPreset> m_userPresets;
    std::vector<project::ChaosTimeline> m_projectTimelines;
    std::vector<project::ChaosTimeline> m_userTimelines;
};

} // namespace mockforge::engine
