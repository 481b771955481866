// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/services/wire.h"

namespace mockforge::grpc {

namespace {

enum WireType : std::uint32_t { kVarint = 0, kFixed64 = 1, kDelimited = 2, kFixed32 = 5 };
constexpr int kMostVarintBits = 70;

void appendVarint(std::string &message, std::uint64_t value)
{
    while (value >= 0x80) {
        message += static_cast<char>((value & 0x7f) | 0x80);
        value >>= 7;
    }
    message += static_cast<char>(value);
}

} // namespace

bool WireReader::readVarint(std::uint64_t &value)
{
    value = 0;
    for (int shift = 0; shift < kMostVarintBits && !m_rest.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        if (shift < 64)
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if ((byte & 0x80U) == 0)
            return true;
    }
    return false;
}

bool WireReader::take(std::size_t size)
{
    if (size > m_rest.size())
        return false;
    m_bytes = m_rest.substr(0, size);
    m_rest.remove_prefix(size);
    return true;
}

bool WireReader::next()
{
    m_bytes = {};
    m_number = 0;
    if (!m_valid || m_rest.empty())
        return false;
    std::uint64_t tag = 0;
    m_valid = readVarint(tag) && (tag >> 3) != 0 && (tag >> 3) <= 0x1fffffff;
    if (!m_valid)
        return false;
    m_field = static_cast<std::uint32_t>(tag >> 3);
    std::uint64_t size = 0;
    switch (tag & 7U) {
    case kVarint:
        m_valid = readVarint(m_number);
        break;
    case kFixed64:
        m_valid = take(8);
        break;
    case kFixed32:
        m_valid = take(4);
        break;
    case kDelimited:
        m_valid = readVarint(size) && take(static_cast<std::size_t>(size));
        break;
    default:
        m_valid = false;
    }
    return m_valid;
}

void appendBytes(std::string &message, std::uint32_t field, std::string_view bytes)
{
    appendVarint(message, (std::uint64_t{field} << 3) | kDelimited);
    appendVarint(message, bytes.size());
    message += bytes;
}

void appendNumber(std::string &message, std::uint32_t field, std::uint64_t number)
{
    appendVarint(message, (std::uint64_t{field} << 3) | kVarint);
    appendVarint(message, number);
}

} // namespace mockforge::grpc
