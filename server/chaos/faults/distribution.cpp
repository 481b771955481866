// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/distribution.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mockforge::chaos {

namespace {

using Kind = project::DelaySpec::Kind;
using Shape = project::DelaySpec::Shape;
constexpr double kNsPerMs = 1e6;

/// Uniform in (0, 1]: safe under a logarithm.
double unitAboveZero(Random &random) noexcept
{
    return 1.0 - random.unit();
}

/// Box and Muller 1958: two draws, whatever they are, so that the n-th decision stays a function of n.
double standardNormal(Random &random) noexcept
{
    const double radius = std::sqrt(-2 * std::log(unitAboveZero(random)));
    return radius * std::cos(2 * std::numbers::pi * random.unit());
}

double fromPercentiles(const project::DelaySpec &spec, double share) noexcept
{
    double lowShare = 0;
    double lowMs = 0;
    for (const auto &[highShare, highMs] : spec.percentiles) {
        if (share <= highShare) {
            const double part = highShare > lowShare ? (share - lowShare) / (highShare - lowShare) : 1.0;
            return lowMs + part * (highMs - lowMs);
        }
        lowShare = highShare;
        lowMs = highMs;
    }
    return lowMs;
}

double waveform(Shape shape, double phase) noexcept
{
    switch (shape) {
    case Shape::Sine:
        return 0.5 - 0.5 * std::cos(2 * std::numbers::pi * phase);
    case Shape::Square:
        return phase < 0.5 ? 0 : 1;
    case Shape::Triangle:
        return phase < 0.5 ? 2 * phase : 2 - 2 * phase;
    case Shape::Sawtooth:
        return phase;
    }
    return 0;
}

double drawMs(const project::DelaySpec &spec, Random &random, std::uint64_t elapsedNs) noexcept
{
    switch (spec.kind) {
    case Kind::Fixed:
        return spec.first;
    case Kind::Uniform:
        return spec.first + random.unit() * (spec.second - spec.first);
    case Kind::Normal:
        return spec.first + spec.second * standardNormal(random);
    case Kind::LogNormal:
        return spec.first * std::exp(spec.second * standardNormal(random));
    case Kind::Exponential:
        return -spec.first * std::log(unitAboveZero(random));
    case Kind::Pareto:
        return spec.first / std::pow(unitAboveZero(random), 1 / spec.second);
    case Kind::Percentiles:
        return fromPercentiles(spec, random.unit());
    case Kind::Wave: {
        const double turns = static_cast<double>(elapsedNs) / (spec.periodMs * kNsPerMs);
        return spec.first + (spec.second - spec.first) * waveform(spec.shape, turns - std::floor(turns));
    }
    }
    return 0;
}

} // namespace

std::uint64_t drawDelay(const project::DelaySpec &spec, Random &random, std::uint64_t elapsedNs) noexcept
{
    double ms = drawMs(spec, random, elapsedNs);
    if (spec.jitter > 0)
        ms *= 1 + spec.jitter * (2 * random.unit() - 1);
    // An infinite Pareto draw is above every maximum, and no comparison with NaN holds.
    if (!(ms > 0))
        return 0;
    return static_cast<std::uint64_t>(std::min(ms, spec.maxMs) * kNsPerMs);
}

} // namespace mockforge::chaos
