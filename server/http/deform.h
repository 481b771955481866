// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/delivery.h"
#include "server/http/responsewriter.h"

#include <string>

namespace mockforge::http {

/// Changes a framed reply as its delivery wants: `framed` is the head and perhaps the body, `body` the body
/// that lies elsewhere. Gives the size of the head.
std::size_t deform(const exchange::Delivery &delivery, std::string &framed, BodyPart &body);

} // namespace mockforge::http
