// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace mockforge::metrics {

/// What the operating system says of this process (Linux: /proc/self). Zero where it does not say.
struct ProcessSample
{
    double cpuSeconds = 0;
    double cpuPercent = 0; ///< since the previous sample; 100 is one core
    std::uint64_t residentBytes = 0;
    std::uint64_t virtualBytes = 0;
    std::uint64_t openDescriptors = 0;
    std::uint64_t maxDescriptors = 0;
    std::uint64_t threads = 0;
    double startTimeSeconds = 0; ///< since the Unix epoch
};

/// Takes samples; remembers the last one for the CPU share. One thread.
class ProcessSampler
{
public:
    ProcessSample sample(std::int64_t nowMs);

private:
    std::int64_t m_lastMs = 0;
    double m_lastCpuSeconds = 0;
    double m_cpuPercent = 0;
    double m_startTimeSeconds = 0;
};

} // namespace mockforge::metrics
