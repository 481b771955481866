// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

struct ssl_st;

namespace mockforge::net {

/// What is wrong with the certificate that a connection shows in place of the endpoint's own.
enum class Flaw : std::uint8_t { None, Expired, WrongHost, SelfSigned };

/// Makes a server's connection show such a certificate, made at run time and kept in memory: names and key
/// type are those of its own certificate, all but the flaw is right. Expired and WrongHost are signed by the
/// authority below, so that a client which trusts it sees that flaw alone. The session of an earlier
/// connection is not resumed, which would show no certificate at all. False: it could not be made. Any
/// thread.
bool presentFlawed(ssl_st *connection, Flaw flaw);

/// The authority that signs them, as PEM: made once in a run, its key never leaves the memory. Empty: it
/// could not be made. Any thread.
std::string flawedAuthority();

} // namespace mockforge::net
