// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"

#include <string>

namespace mockforge::chaos {

/// Changes one byte: flips one of its bits ("bit_flip"), or puts another byte there.
inline void corrupt(char &byte, const std::string &mode, Random &random) noexcept
{
    const std::uint64_t drawn = random();
    if (mode == "bit_flip")
        byte = static_cast<char>(byte ^ (1 << (drawn % 8)));
    else
        byte = static_cast<char>(byte ^ static_cast<char>(1 + drawn % 255));
}

} // namespace mockforge::chaos
