// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/frames/headerblocks.h"

#include <nghttp2/nghttp2.h>

namespace mockforge::grpc {

namespace {

/// The table that the other side keeps is as large as its peer allows: any size is taken.
constexpr std::size_t kLargestTable = 1024UL * 1024;
constexpr std::size_t kDefaultTable = 4096;

std::string textOf(const std::uint8_t *bytes, std::size_t size)
{
    return {reinterpret_cast<const char *>(bytes), size};
}

std::uint8_t *bytesOf(const std::string &text)
{
    // The library's structure has no const; it writes nothing there.
    return reinterpret_cast<std::uint8_t *>(const_cast<char *>(text.data()));
}

} // namespace

struct HeaderReader::Private
{
    nghttp2_hd_inflater *inflater = nullptr;
};

HeaderReader::HeaderReader()
    : d(std::make_unique<Private>())
{
    if (nghttp2_hd_inflate_new(&d->inflater) == 0)
        nghttp2_hd_inflate_change_table_size(d->inflater, kLargestTable);
}

HeaderReader::~HeaderReader()
{
    if (d->inflater)
        nghttp2_hd_inflate_del(d->inflater);
}

bool HeaderReader::read(std::string_view block, std::vector<HeaderField> &fields)
{
    fields.clear();
    if (!d->inflater)
        return false;
    const auto *next = reinterpret_cast<const std::uint8_t *>(block.data());
    std::size_t left = block.size();
    for (;;) {
        nghttp2_nv field{};
        int flags = 0;
        const auto read = nghttp2_hd_inflate_hd2(d->inflater, &field, &flags, next, left, 1);
        if (read < 0)
            return false;
        next += read;
        left -= static_cast<std::size_t>(read);
        if ((flags & NGHTTP2_HD_INFLATE_EMIT) != 0)
            fields.push_back({textOf(field.name, field.namelen), textOf(field.value, field.valuelen),
                              (field.flags & NGHTTP2_NV_FLAG_NO_INDEX) != 0});
        if ((flags & NGHTTP2_HD_INFLATE_FINAL) != 0)
            break;
        if ((flags & NGHTTP2_HD_INFLATE_EMIT) == 0 && left == 0)
            return false; // it ends in the middle of a field
    }
    return nghttp2_hd_inflate_end_headers(d->inflater) == 0;
}

struct HeaderWriter::Private
{
    nghttp2_hd_deflater *deflater = nullptr;
};

HeaderWriter::HeaderWriter()
    : d(std::make_unique<Private>())
{
    // Size 0 is said in the first block, and empties the table that the reader has from another writer.
    if (nghttp2_hd_deflate_new(&d->deflater, kDefaultTable) == 0)
        nghttp2_hd_deflate_change_table_size(d->deflater, 0);
}

HeaderWriter::~HeaderWriter()
{
    if (d->deflater)
        nghttp2_hd_deflate_del(d->deflater);
}

std::string HeaderWriter::write(const std::vector<HeaderField> &fields)
{
    std::vector<nghttp2_nv> pairs;
    pairs.reserve(fields.size());
    for (const HeaderField &field : fields) {
        const std::uint8_t flags = field.neverIndexed ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE;
        pairs.push_back(
            {bytesOf(field.name), bytesOf(field.value), field.name.size(), field.value.size(), flags});
    }
    if (!d->deflater)
        return {};
    std::string block(nghttp2_hd_deflate_bound(d->deflater, pairs.data(), pairs.size()), '\0');
    const auto size =
        nghttp2_hd_deflate_hd(d->deflater, bytesOf(block), block.size(), pairs.data(), pairs.size());
    block.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return block;
}

} // namespace mockforge::grpc
