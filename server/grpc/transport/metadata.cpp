// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/metadata.h"

#include "metrics/base/clock.h"

#include <algorithm>

namespace mockforge::grpc {

namespace {

std::string textOf(const ::grpc::string_ref &reference)
{
    return {reference.data(), reference.size()};
}

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

bool isValueByte(char c)
{
    return c >= ' ' && c <= '~';
}

} // namespace

Metadata receivedMetadata(const ::grpc::ServerContextBase &context)
{
    Metadata metadata;
    const auto &received = context.client_metadata();
    metadata.reserve(received.size());
    for (const auto &[name, value] : received)
        metadata.emplace_back(textOf(name), textOf(value));
    return metadata;
}

std::int64_t monotonicDeadline(gpr_timespec deadline)
{
    if (gpr_time_cmp(deadline, gpr_inf_future(deadline.clock_type)) == 0)
        return 0;
    const gpr_timespec left = gpr_time_sub(deadline, gpr_now(deadline.clock_type));
    return static_cast<std::int64_t>(monotonicNs()) + left.tv_sec * 1'000'000'000 + left.tv_nsec;
}

bool isLegal(const std::string &name)
{
    return !name.empty() && !name.starts_with("grpc-") &&
           std::all_of(name.begin(), name.end(), [](char c) { return isNameByte(c); });
}

std::string legalValue(const std::string &name, const std::string &value)
{
    std::string legal = value;
    if (!name.ends_with("-bin"))
        std::replace_if(
            legal.begin(), legal.end(), [](char c) { return !isValueByte(c); }, '?');
    return legal;
}

} // namespace mockforge::grpc
