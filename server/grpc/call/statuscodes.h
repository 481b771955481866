// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mockforge::grpc {

/// The status codes of gRPC (google.rpc.Code) that we give ourselves.
namespace code {
inline constexpr int kOk = 0;
inline constexpr int kCancelled = 1;
inline constexpr int kUnknown = 2;
inline constexpr int kInvalidArgument = 3;
inline constexpr int kDeadlineExceeded = 4;
inline constexpr int kNotFound = 5;
inline constexpr int kAlreadyExists = 6;
inline constexpr int kPermissionDenied = 7;
inline constexpr int kResourceExhausted = 8;
inline constexpr int kFailedPrecondition = 9;
inline constexpr int kAborted = 10;
inline constexpr int kOutOfRange = 11;
inline constexpr int kUnimplemented = 12;
inline constexpr int kInternal = 13;
inline constexpr int kUnavailable = 14;
inline constexpr int kDataLoss = 15;
inline constexpr int kUnauthenticated = 16;
} // namespace code

/// "NOT_FOUND" for 5; "UNKNOWN" for a number that is not a code.
std::string_view statusName(int code) noexcept;
/// What an HTTP status of a scenario mode means to a gRPC client.
int codeOfHttpStatus(int status) noexcept;
/// What a code means to somebody who thinks in HTTP statuses (google/rpc/code.proto).
int httpStatusOfCode(int code) noexcept;

} // namespace mockforge::grpc
