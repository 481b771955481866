// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/compression.h"

#include "server/exchange/request.h"

#include <algorithm>
#include <array>
#include <limits>
#include <zlib.h>

namespace mockforge::http {

namespace {

using exchange::equalsIgnoreCase;

constexpr int kConstantLevel = 5;
constexpr std::size_t kMaxBytes = 32 * 1024 * 1024;
constexpr std::size_t kMaxEntries = 4096;
constexpr int kGzipWindowBits = 15 + 16;
constexpr int kMemoryLevel = 8;

bool endsWith(std::string_view text, std::string_view suffix) noexcept
{
    return text.size() >= suffix.size() && equalsIgnoreCase(text.substr(text.size() - suffix.size()), suffix);
}

} // namespace

bool isCompressible(std::string_view contentType) noexcept
{
    std::string_view type = contentType.substr(0, contentType.find(';'));
    while (!type.empty() && type.back() == ' ')
        type.remove_suffix(1);
    static constexpr std::array<std::string_view, 6> kTypes{"application/json",       "application/xml",
                                                            "application/javascript", "application/graphql",
                                                            "application/yaml",       "application/x-ndjson"};
    return equalsIgnoreCase(type.substr(0, 5), "text/") || endsWith(type, "+json") ||
           endsWith(type, "+xml") || std::any_of(kTypes.begin(), kTypes.end(), [&](std::string_view known) {
               return equalsIgnoreCase(type, known);
           });
}

std::string gzip(std::string_view content, int level)
{
    if (content.size() > std::numeric_limits<uInt>::max())
        return {};
    z_stream stream{};
    if (::deflateInit2(&stream, level, Z_DEFLATED, kGzipWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string result(::deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
    void *out = result.data();
    const void *in = content.data();
    stream.next_in = static_cast<Bytef *>(const_cast<void *>(in));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = static_cast<Bytef *>(out);
    stream.avail_out = static_cast<uInt>(result.size());
    const int ended = ::deflate(&stream, Z_FINISH);
    result.resize(ended == Z_STREAM_END ? stream.total_out : 0);
    ::deflateEnd(&stream);
    return result;
}

std::shared_ptr<const std::string> GzipCache::get(const std::shared_ptr<const std::string> &content)
{
    const auto found = m_entries.find(content.get());
    if (found != m_entries.end()) {
        // The address may have been given to another string since.
        if (found->second.source.lock() == content) {
            m_order.splice(m_order.begin(), m_order, found->second.order);
            return found->second.compressed;
        }
        erase(content.get());
    }
    std::string compressed = gzip(*content, kConstantLevel);
    const bool smaller = !compressed.empty() && compressed.size() < content->size();
    m_order.push_front(content.get());
    Entry entry{content, smaller ? std::make_shared<const std::string>(std::move(compressed)) : nullptr,
                m_order.begin()};
    auto result = entry.compressed;
    m_bytes += result ? result->size() : 0;
    m_entries.emplace(content.get(), std::move(entry));
    evict();
    return result;
}

void GzipCache::erase(const std::string *key)
{
    const auto found = m_entries.find(key);
    m_bytes -= found->second.compressed ? found->second.compressed->size() : 0;
    m_order.erase(found->second.order);
    m_entries.erase(found);
}

void GzipCache::evict()
{
    while (m_order.size() > 1 && (m_bytes > kMaxBytes || m_entries.size() > kMaxEntries))
        erase(m_order.back());
}

} // namespace mockforge::http
