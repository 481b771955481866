// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

#include <QObject>

#include <map>
#include <memory>

namespace mockforge::engine {
class Supervisor;
}

namespace mockforge::cli {

/// `mockforge serve`: runs the engine without a window until a signal or --duration ends it. Lives in the
/// main thread. Standard output carries the ready lines only; everything else is diagnostics.
class Serve : public QObject
{
    Q_OBJECT

public:
    explicit Serve(const Options &options);
    ~Serve() override;

    /// Opens, starts, and runs the event loop; gives the exit code.
    int run();

private:
    bool open();
    bool chooseScenario();
    bool replayChaos();
    bool addChaosRules();
    bool startTimeline();
    void configureLog();
    void announce();
    void onSignal(int number);
    void drain(int exitCode);
    int startUpFailure() const;

    const Options &m_options;
    std::unique_ptr<engine::Supervisor> m_engine;
    std::map<std::string, std::string> m_announced; ///< endpoint id → URL
    bool m_draining = false;
    int m_exitCode = kOk;
};

} // namespace mockforge::cli
