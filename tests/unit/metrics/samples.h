// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/recorder.h"

namespace mockforge::metrics {

/// Short ways to describe recorded requests. Times in nanoseconds.

inline constexpr std::uint64_t kMicrosecond = 1'000;
inline constexpr std::uint64_t kMillisecond = 1'000'000;
inline constexpr std::uint64_t kSecond = 1'000'000'000;

inline RequestSample sampleOf(std::uint64_t totalNs, RouteId route = kUnmatchedRoute)
{
    RequestSample sample;
    sample.status = 200;
    sample.route = route;
    sample.totalNs = totalNs;
    sample.serviceNs = totalNs;
    return sample;
}

inline RequestSample failureOf(std::uint64_t totalNs, StatusId status, ErrorType error)
{
    RequestSample sample = sampleOf(totalNs);
    sample.status = status;
    sample.error = error;
    return sample;
}

inline void record(Recorder &recorder, const RequestSample &sample, int times = 1)
{
    for (int i = 0; i < times; ++i) {
        recorder.requestStarted(sample.protocol);
        recorder.requestFinished(sample);
    }
}

} // namespace mockforge::metrics
