// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/request.h"
#include "server/grpc/call/call.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::grpc {

/// How gRPC-Web puts a call into HTTP/1.1 (grpc/doc/PROTOCOL-WEB.md). Pure functions, any thread.

/// What a request's Content-Type asks for.
struct WebFormat
{
    bool text = false;       ///< bodies are base64
    std::string contentType; ///< of the reply: the request's own
};
/// Nothing for a type that is not gRPC-Web's; `supported` false for another coding of messages than protobuf.
std::optional<WebFormat> webFormatOf(std::string_view contentType, bool &supported);

struct WebRequest
{
    std::vector<std::string> messages;
    Status problem; ///< code 0 when the body is sound
};
WebRequest parseWebBody(std::string_view body, bool text, std::int64_t maxMessage);

std::string messageFrame(std::string_view message);
/// The trailers as the last frame of a body.
std::string trailerFrame(const Status &status, const Metadata &trailers);
/// The trailers as header fields, for a reply without a body: grpc-status and the others.
Metadata trailerFields(const Status &status, const Metadata &trailers);
/// `name` and value as header fields carry them: the bytes of "-bin" in base64, other values printable.
std::string fieldValue(std::string_view name, std::string_view value);

/// The client's metadata among the header fields.
Metadata webMetadata(const exchange::Request &request);
/// Nanoseconds of a grpc-timeout ("100m"); 0 for none or what cannot be read.
std::uint64_t timeoutOf(std::string_view text);

std::string toBase64(std::string_view bytes);
/// Several runs of base64, each with its padding, one behind the other. Nothing when it is not base64.
std::optional<std::string> fromBase64(std::string_view text);

} // namespace mockforge::grpc
