// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/processsampler.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

namespace mockforge::metrics {

namespace {

std::string readFile(const char *path)
{
    std::string text;
    if (std::FILE *file = std::fopen(path, "re")) {
        std::array<char, 4096> buffer{};
        while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file))
            text.append(buffer.data(), count);
        std::fclose(file);
    }
    return text;
}

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

std::uint64_t countDescriptors()
{
    std::uint64_t count = 0;
    if (DIR *folder = ::opendir("/proc/self/fd")) {
        while (::readdir(folder) != nullptr)
            ++count;
        ::closedir(folder);
    }
    return count > 3 ? count - 3 : 0; // ".", ".." and the descriptor that reads the folder
}

/// Field `index` of /proc/self/stat, counted as in proc(5), from the ones behind the program's name.
double statField(const std::string &stat, int index)
{
    const std::size_t behindName = stat.rfind(')');
    if (behindName == std::string::npos)
        return 0;
    std::size_t position = behindName + 2;
    for (int field = 3; field < index && position != std::string::npos; ++field) {
        const std::size_t space = stat.find(' ', position);
        position = space == std::string::npos ? space : space + 1;
    }
    return position == std::string::npos ? 0 : std::strtod(stat.c_str() + position, nullptr);
}

double readStartTime(const std::string &stat)
{
    constexpr int kStartTimeField = 22;
    const std::string system = readFile("/proc/stat");
    const std::size_t boot = system.find("btime ");
    if (boot == std::string::npos)
        return 0;
    const double ticks = statField(stat, kStartTimeField);
    return std::strtod(system.c_str() + boot + 6, nullptr) +
           ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace

ProcessSample ProcessSampler::sample(std::int64_t nowMs)
{
    constexpr int kThreadsField = 20;
    constexpr int kVirtualSizeField = 23;
    constexpr int kResidentField = 24;
    const std::string stat = readFile("/proc/self/stat");
    if (m_startTimeSeconds == 0)
        m_startTimeSeconds = readStartTime(stat);

    ProcessSample sample;
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0)
        sample.cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    if (m_lastMs != 0 && nowMs > m_lastMs)
        m_cpuPercent =
            (sample.cpuSeconds - m_lastCpuSeconds) / (static_cast<double>(nowMs - m_lastMs) * 1e-3) * 100.0;
    m_lastMs = nowMs;
    m_lastCpuSeconds = sample.cpuSeconds;
    sample.cpuPercent = m_cpuPercent;
    sample.residentBytes = static_cast<std::uint64_t>(statField(stat, kResidentField)) *
                           static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    sample.virtualBytes = static_cast<std::uint64_t>(statField(stat, kVirtualSizeField));
    sample.threads = static_cast<std::uint64_t>(statField(stat, kThreadsField));
    sample.openDescriptors = countDescriptors();
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        sample.maxDescriptors = limit.rlim_cur;
    sample.startTimeSeconds = m_startTimeSeconds;
    return sample;
}

} // namespace mockforge::metrics
