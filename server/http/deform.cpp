// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/deform.h"

#include <algorithm>
#include <charconv>

namespace mockforge::http {

namespace {

/// Of the body of a chunked reply so much arrives before the size that is none.
constexpr std::size_t kGoodChunk = 1024;

std::size_t headSize(const std::string &framed)
{
    const std::size_t end = framed.find("\r\n\r\n");
    return end == std::string::npos ? framed.size() : end + 4;
}

void cut(std::size_t head, std::size_t bodyBytes, std::string &framed, BodyPart &body)
{
    const std::size_t inlined = framed.size() - head;
    if (bodyBytes <= inlined) {
        framed.resize(head + bodyBytes);
        body = {};
    } else {
        body.limit = bodyBytes - inlined;
    }
}

void breakChunk(std::size_t head, std::string &framed, BodyPart &body)
{
    std::string start = framed.substr(0, head);
    const std::size_t length = start.find("Content-Length: ");
    if (length == std::string::npos)
        return; // a reply without content has no chunks
    start.replace(length, start.find("\r\n", length) - length, "Transfer-Encoding: chunked");
    const std::string all = framed.substr(head) + std::string(body.view().substr(0, kGoodChunk));
    const std::string good = all.substr(0, std::min(kGoodChunk, (all.size() + 1) / 2));
    std::string size(16, '0');
    size.resize(static_cast<std::size_t>(
        std::to_chars(size.data(), size.data() + size.size(), good.size(), 16).ptr - size.data()));
    framed = start;
    if (!good.empty())
        framed += size + "\r\n" + good + "\r\n";
    framed += "chaos\r\n" + all.substr(good.size());
    body = {};
}

} // namespace

std::size_t deform(const exchange::Delivery &delivery, std::string &framed, BodyPart &body)
{
    const std::size_t head = headSize(framed);
    if (delivery.instead) {
        framed = *delivery.instead;
        body = {};
        return 0;
    }
    if (delivery.badChunk)
        breakChunk(head, framed, body);
    else if (delivery.bodyBytes)
        cut(head, *delivery.bodyBytes, framed, body);
    return headSize(framed);
}

} // namespace mockforge::http
