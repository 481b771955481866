// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/handshake.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>

namespace mockforge::websocket {

namespace {

constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Every element of every header of that name.
std::vector<std::string_view> elements(const exchange::Request &request, std::string_view name)
{
    std::vector<std::string_view> list;
    for (const exchange::Field &field : request.headers) {
        if (!exchange::equalsIgnoreCase(field.name, name))
            continue;
        std::string_view rest = field.value;
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            if (const std::string_view element = trimmed(rest.substr(0, comma)); !element.empty())
                list.push_back(element);
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    return list;
}

bool hasElement(const exchange::Request &request, std::string_view name, std::string_view wanted)
{
    const auto list = elements(request, name);
    return std::any_of(list.begin(), list.end(),
                       [&](std::string_view element) { return exchange::equalsIgnoreCase(element, wanted); });
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < 0x7F &&
               std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
    });
}

bool isKey(std::string_view key)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray(key.data(), static_cast<qsizetype>(key.size())), QByteArray::AbortOnBase64DecodingErrors);
    return decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok && decoded.decoded.size() == 16;
}

} // namespace

exchange::Response plainRefusal(int status, std::string_view why)
{
    exchange::Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = std::string(why) + "\n";
    return response;
}

bool asksForWebSocket(const exchange::Request &request)
{
    return hasElement(request, "Upgrade", "websocket");
}

std::optional<exchange::Response> handshakeProblem(const exchange::Request &request)
{
    if (!asksForWebSocket(request)) {
        exchange::Response response = plainRefusal(426, "this port speaks WebSocket: connect with ws://");
        response.headers.emplace_back("Upgrade", "websocket");
        return response;
    }
    if (request.method != "GET")
        return plainRefusal(405, "a WebSocket handshake is a GET request");
    if (request.httpMinor < 1 || !hasElement(request, "Connection", "upgrade"))
        return plainRefusal(400, "a WebSocket handshake needs HTTP/1.1 and 'Connection: Upgrade'");
    if (request.header("Sec-WebSocket-Version").value_or("") != "13") {
        exchange::Response response = plainRefusal(426, "the WebSocket version must be 13");
        response.headers.emplace_back("Sec-WebSocket-Version", "13");
        return response;
    }
    if (!isKey(request.header("Sec-WebSocket-Key").value_or("")))
        return plainRefusal(400, "Sec-WebSocket-Key must be 16 bytes in base64");
    return std::nullopt;
}

bool originAllowed(const exchange::Request &request, const std::vector<std::string> &allowed)
{
    const auto origin = request.header("Origin");
    if (!origin)
        return true;
    return std::any_of(allowed.begin(), allowed.end(), [&](const std::string &one) {
        return one == "*" || exchange::equalsIgnoreCase(one, *origin);
    });
}

std::string chooseSubprotocol(const exchange::Request &request, const std::vector<std::string> &ours)
{
    const auto offered = elements(request, "Sec-WebSocket-Protocol");
    if (ours.empty())
        return offered.empty() || !isToken(offered.front()) ? std::string() : std::string(offered.front());
    for (const std::string &one : ours) {
        if (std::find(offered.begin(), offered.end(), one) != offered.end())
            return one;
    }
    return {};
}

std::string acceptReply(const exchange::Request &request, std::string_view subprotocol)
{
    QByteArray key = QByteArray::fromStdString(std::string(request.header("Sec-WebSocket-Key").value_or("")));
    key.append(kGuid.data(), static_cast<qsizetype>(kGuid.size()));
    const std::string accept =
        QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64().toStdString();
    std::string reply = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: " +
                        accept + "\r\n";
    if (!subprotocol.empty())
        reply += "Sec-WebSocket-Protocol: " + std::string(subprotocol) + "\r\n";
    return reply + "\r\n";
}

} // namespace mockforge::websocket
