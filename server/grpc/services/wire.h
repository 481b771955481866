// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mockforge::grpc {

/// The few parts of the protobuf wire format that the built-in services' messages consist of: varints and
/// length-delimited fields. Pure, any thread.

/// Reads a message field by field.
class WireReader
{
public:
    explicit WireReader(std::string_view message)
        : m_rest(message)
    {}
    /// False at the end of the message, and when it is damaged: see isValid().
    bool next();
    bool isValid() const noexcept { return m_valid; }
    std::uint32_t field() const noexcept { return m_field; }
    std::string_view bytes() const noexcept { return m_bytes; } ///< of a length-delimited field
    std::uint64_t number() const noexcept { return m_number; }  ///< of a varint

private:
    bool readVarint(std::uint64_t &value);
    bool take(std::size_t size);

    std::string_view m_rest;
    std::string_view m_bytes;
    std::uint64_t m_number = 0;
    std::uint32_t m_field = 0;
    bool m_valid = true;
};

void appendBytes(std::string &message, std::uint32_t field, std::string_view bytes);
void appendNumber(std::string &message, std::uint32_t field, std::uint64_t number);

} // namespace mockforge::grpc
