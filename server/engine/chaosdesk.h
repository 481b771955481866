// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/controller.h"
#include "server/control/chaos.h"
#include "server/control/engine.h"

#include <functional>
#include <memory>
#include <mutex>

namespace mockforge::metrics {
class Source;
}

namespace mockforge::engine {

/// The chaos lab's controls over the running engine: carries changes to the rules, marks them on the charts'
/// axis and tells the main thread. Thread-safe.
class ChaosDesk final : public control::ChaosControl
{
public:
    struct Hooks
    {
        std::function<void(const control::Event &)> changed; ///< on the thread that made the change
        std::function<void()> releaseFaults;                 ///< ends what is in flight, on every thread
        std::function<void(const std::string &)> beHealthy;  ///< makes the mode healthy; gets who asked
    };

    ChaosDesk(chaos::Controller &controller, std::shared_ptr<metrics::Source> source, Hooks hooks);

    control::ChaosStatus chaosStatus() const override;
    void setChaosEnabled(bool enabled, const std::string &origin) override;
    void stopAllChaos(const std::string &origin) override;
    Result<std::string> putChaosRule(const std::string &json, const std::string &origin) override;
    Result<void> removeChaosRule(const std::string &name, const std::string &origin) override;
    Result<void> enableChaosRule(const std::string &name, bool enabled, const std::string &origin) override;
    std::string chaosLog() const override;

    /// Takes a project's section, as loaded and checked.
    void configure(const project::Chaos &section, std::uint64_t seed);

private:
    void tell(const std::string &what, const std::string &origin);

    chaos::Controller &m_controller;
    std::shared_ptr<metrics::Source> m_source;
    Hooks m_hooks;
    std::mutex m_changes; ///< one change at a time, so that marks and rules agree
    std::string m_shown;  ///< the label of the mark that is open; guarded by m_changes
};

} // namespace mockforge::engine
