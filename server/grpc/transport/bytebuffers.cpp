// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/bytebuffers.h"

#include <memory>
#include <utility>

namespace mockforge::grpc {

namespace {

/// Below this a copy costs less than an owner of its own.
constexpr std::size_t kHandOver = 512;

void destroyString(void *string)
{
    delete static_cast<std::string *>(string);
}

} // namespace

::grpc::ByteBuffer toByteBuffer(std::string message)
{
    if (message.size() < kHandOver) {
        const ::grpc::Slice slice(message.data(), message.size());
        return {&slice, 1};
    }
    auto owned = std::make_unique<std::string>(std::move(message));
    std::string *raw = owned.release();
    const ::grpc::Slice slice(raw->data(), raw->size(), &destroyString, raw);
    return {&slice, 1};
}

MessageView::MessageView(const ::grpc::ByteBuffer &buffer)
    : m_valid(buffer.TrySingleSlice(&m_slice).ok() || buffer.DumpToSingleSlice(&m_slice).ok())
{}

std::string_view MessageView::bytes() const noexcept
{
    const void *begin = m_slice.begin();
    return {static_cast<const char *>(begin), m_slice.size()};
}

} // namespace mockforge::grpc
