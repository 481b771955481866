// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace mockforge::project {

/// What the sections of every protocol share.

/// A place in the project file, counted from 1; 0 when the value is a default or came from a flag.
struct Location
{
    int line = 0;
    int column = 0;
};

/// The tls of an endpoint. Files are relative to the project file.
struct Tls
{
    bool enabled = false;
    std::uint16_t port =
        0; ///< 0: TLS instead of plain text on the same port; otherwise a second port (HTTP only)
    std::string certFile;
    std::string keyFile;
    std::string clientCaFile; ///< mutual TLS: clients must show a certificate signed by it
    bool generate = false;    ///< make and keep a local self-signed certificate when the files are not given
    std::string minVersion = "1.2"; ///< "1.2" or "1.3"
    bool operator==(const Tls &) const = default;
};

/// One condition of a `match`.
struct Matcher
{
    enum class Part { Header, Query, Cookie, Body, JsonPath };
    enum class Operator { Equals, Contains, Regex, Present, Absent };
    Part part = Part::Header;
    std::string name; ///< header, parameter or cookie; for Body a dotted JSON field, empty: the whole body;
                      ///< for JsonPath a query (RFC 9535) on the body
    Operator op = Operator::Equals;
    std::string value;
    std::optional<nlohmann::ordered_json> json; ///< Body equals with a typed value: compared as JSON
    Location location;
};

struct Body
{
    enum class Kind { None, Text, Json, File, Base64 };
    Kind kind = Kind::None;
    std::string text;            ///< Text, and Base64 decoded
    nlohmann::ordered_json json; ///< Json, order kept
    std::string file;            ///< File: absolute, canonical, inside the project folder
    bool templated = false;      ///< File: whether its text holds templates; Text and Json always may
    Location location;
};

struct Delay
{
    int minMs = 0;
    int maxMs = 0;
};

} // namespace mockforge::project
