// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/frames/frameeditor.h"
#include "server/grpc/frames/frameorder.h"

#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace mockforge;
using namespace mockforge::grpc;

/// A block of trailers that ends stream 1 under an order.
std::string orderedReset()
{
    HeaderWriter writer;
    const auto [name, value] = toField({chaos::FrameEffect::Kind::ResetStream, 2, false, {}});
    const std::string block = writer.write({{"grpc-status", "0"}, {name, value}});
    std::string frame{'\0', static_cast<char>(block.size() >> 8), static_cast<char>(block.size()), 1, 5};
    return frame + std::string{'\0', '\0', '\0', '\1'} + block;
}

} // namespace

/// The first byte says how the bytes are cut. Without an order what goes out is what came in; behind one,
/// any bytes pass through without harm, however they are cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::size_t piece = 1 + data[0] % 32;
    const std::string_view input(reinterpret_cast<const char *>(data + 1), size - 1);
    FrameEditor plain;
    FrameEditor ordered;
    std::string out;
    ordered.down(orderedReset());
    for (std::size_t i = 0; i < input.size(); i += piece) {
        plain.up(input.substr(i, piece));
        out += plain.down(input.substr(i, piece));
        ordered.up(input.substr(i, piece));
        ordered.down(input.substr(i, piece));
    }
    // The frame at the end may be incomplete: only what is whole has left.
    if (out != input.substr(0, out.size()))
        std::abort();
    return 0;
}
