// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/source.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace mockforge::ui {

/// The one time axis that all charts share: the window, whether it follows or stands still, what is zoomed
/// into, and where the crosshair is. Also the charts' clock: refresh() at most four times a second, once when
/// the application is not active, never while nothing is visible. Main thread. Collecting goes on whatever
/// this says.
class TimeAxis : public QObject
{
    Q_OBJECT

public:
    struct Range
    {
        std::int64_t fromMs = 0;
        std::int64_t toMs = 0;
    };

    explicit TimeAxis(std::shared_ptr<metrics::Source> source, QObject *parent = nullptr);

    metrics::Source &source() const { return *m_source; }
    void setSource(std::shared_ptr<metrics::Source> source);

    metrics::Window window() const noexcept { return m_window; }
    void setWindow(metrics::Window window);
    /// "1 min", "5 min", … "session".
    static QString windowName(metrics::Window window);

    /// What is to be seen now; ends at the newest point while it follows, or behind the plan.
    Range range() const;
    /// The newest point, or the time at which it was paused.
    std::int64_t endOfData() const noexcept { return isPaused() ? m_pausedAtMs : m_liveEndMs; }
    /// Makes room for what is planned, as long as it follows; nothing for no plan.
    void setPlan(std::optional<Range> plan);
    /// That range with room for a plan, which has at least half of it.
    static Range withPlan(Range range, Range plan);
    /// The points of range(); kept until the next refresh.
    std::shared_ptr<const metrics::WindowData> data() const;

    /// One protocol to look at, or all of them together. data() then speaks of that one only: its numbers
    /// stand where those of all stood, and the others' are gaps.
    std::optional<metrics::Protocol> protocol() const noexcept { return m_protocol; }
    void setProtocol(std::optional<metrics::Protocol> protocol);
    /// The latest totals of what is looked at.
    metrics::Summary summary() const;

    bool isPaused() const noexcept { return m_pausedAtMs != 0; }
    /// Freezes every chart, or follows again.
    void setPaused(bool paused);
    void togglePause() { setPaused(!isPaused()); }
    /// How long it has been paused, and how many requests came since.
    double pausedSeconds() const;
    std::uint64_t requestsSincePause() const;

    void zoomTo(Range range); ///< also pauses
    void zoomBack();
    bool isZoomed() const noexcept { return !m_zoom.empty(); }
    void pan(double shareOfRange); ///< also pauses; positive is later
    void follow();                 ///< live again, nothing zoomed

    /// Milliseconds since the epoch; 0: no crosshair.
    std::int64_t crosshair() const noexcept { return m_crosshairMs; }
    void setCrosshair(std::int64_t timeMs);
    void moveCrosshair(int samples);

    void setInterval(int ms);

Q_SIGNALS:
    void refreshed();    ///< new data, or another range
    void stateChanged(); ///< window, protocol, pause or zoom
    void crosshairChanged();

private:
    void tick();
    void reload();

    std::shared_ptr<metrics::Source> m_source;
    metrics::Window m_window = metrics::Window::FiveMinutes;
    std::optional<metrics::Protocol> m_protocol;
    QTimer m_timer;
    int m_intervalMs = 250;
    int m_ticksToSkip = 0;
    std::int64_t m_liveEndMs = 0; ///< of the last refresh, so that everything painted since lines up
    std::int64_t m_pausedAtMs = 0;
    std::uint64_t m_requestsAtPause = 0;
    std::vector<Range> m_zoom;
    std::optional<Range> m_plan;
    std::int64_t m_crosshairMs = 0;
    std::shared_ptr<const metrics::WindowData> m_data;
};

} // namespace mockforge::ui
