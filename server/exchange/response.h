// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/delivery.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mockforge::exchange {

/// A reply before it is framed. Either `body` or `shared` holds the content; `shared` saves the copy for
/// replies that never change. Content-Length, Date, Connection and Transfer-Encoding belong to the response
/// writer.
struct Response
{
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers; ///< in order, repeats allowed
    std::string body;
    std::shared_ptr<const std::string> shared;
    std::shared_ptr<Delivery> delivery; ///< null: as usual

    std::string_view content() const noexcept
    {
        return shared ? std::string_view(*shared) : std::string_view(body);
    }
};

/// The registered reason phrase (RFC 9110 §15), empty for an unregistered code.
std::string_view reasonPhrase(int status) noexcept;

} // namespace mockforge::exchange
