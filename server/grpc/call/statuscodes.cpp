// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/call/statuscodes.h"

#include <array>
#include <cstddef>

namespace mockforge::grpc {

std::string_view statusName(int code) noexcept
{
    static constexpr std::array<std::string_view, 17> kNames{
        "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
        "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
        "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
        "DATA_LOSS", "UNAUTHENTICATED"};
    const auto index = static_cast<std::size_t>(code);
    return code >= 0 && index < kNames.size() ? kNames[index] : kNames[code::kUnknown];
}

int codeOfHttpStatus(int status) noexcept
{
    switch (status) {
    case 400:
        return code::kInvalidArgument;
    case 401:
        return code::kUnauthenticated;
    case 403:
        return code::kPermissionDenied;
    case 404:
        return code::kNotFound;
    case 408:
    case 504:
        return code::kDeadlineExceeded;
    case 409:
        return code::kAborted;
    case 429:
        return code::kResourceExhausted;
    case 500:
        return code::kInternal;
    case 501:
        return code::kUnimplemented;
    case 502:
    case 503:
        return code::kUnavailable;
    default:
        return code::kUnknown;
    }
}

int httpStatusOfCode(int code) noexcept
{
    static constexpr std::array<int, 17> kStatuses{200, 499, 500, 400, 504, 404, 409, 403, 429,
                                                   400, 409, 400, 501, 500, 503, 500, 401};
    const auto index = static_cast<std::size_t>(code);
    return code >= 0 && index < kStatuses.size() ? kStatuses[index] : kStatuses[code::kUnknown];
}

} // namespace mockforge::grpc
