// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <grpcpp/support/byte_buffer.h>

#include <string>
#include <string_view>

namespace mockforge::grpc {

/// A message as gRPC takes it; a large one is handed over, not copied.
::grpc::ByteBuffer toByteBuffer(std::string message);

/// A received message in one piece, copied only where gRPC holds it in several.
class MessageView
{
public:
    explicit MessageView(const ::grpc::ByteBuffer &buffer);
    /// False for a buffer that cannot be read, for instance one that does not decompress.
    bool isValid() const noexcept { return m_valid; }
    std::string_view bytes() const noexcept;

private:
    ::grpc::Slice m_slice;
    bool m_valid;
};

} // namespace mockforge::grpc
