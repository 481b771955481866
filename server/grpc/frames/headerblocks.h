// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::grpc {

struct HeaderField
{
    std::string name;
    std::string value;
    bool neverIndexed = false; ///< RFC 7541 §7.1.3
};

/// Reads the header blocks of one direction of a connection (HPACK, RFC 7541): every one of them, in order,
/// since each may refer to those before it. One thread.
class HeaderReader
{
public:
    HeaderReader();
    ~HeaderReader();
    /// The fields of a whole block; false: it cannot be read, and no later one can.
    bool read(std::string_view block, std::vector<HeaderField> &fields);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Writes header blocks that refer to none before them, so that it may begin in the middle of a connection.
/// One thread.
class HeaderWriter
{
public:
    HeaderWriter();
    ~HeaderWriter();
    std::string write(const std::vector<HeaderField> &fields);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::grpc
