// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mockforge::http {

/// Media types that shrink: text, JSON, XML, JavaScript, SVG and their +json/+xml kin.
bool isCompressible(std::string_view contentType) noexcept;

/// gzip (RFC 1952) at a level from 1 to 9; empty when zlib fails.
std::string gzip(std::string_view content, int level);

/// Compressed forms of bodies that never change, each made once. Bounded in bytes, the least recently used
/// goes first. One per worker.
class GzipCache
{
public:
    /// Null when the content does not shrink.
    std::shared_ptr<const std::string> get(const std::shared_ptr<const std::string> &content);

private:
    struct Entry
    {
        std::weak_ptr<const std::string> source;
        std::shared_ptr<const std::string> compressed; ///< null: it does not shrink
        std::list<const std::string *>::iterator order;
    };

    void evict();
    void erase(const std::string *key);

    std::unordered_map<const std::string *, Entry> m_entries;
    std::list<const std::string *> m_order; ///< most recently used first
    std::size_t m_bytes = 0;
};

} // namespace mockforge::http
