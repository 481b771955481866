// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

#include <string>
#include <vector>

namespace mockforge::project {

/// The keys of an endpoint's tls under `prefix` ("http.tls."); `tls` gives the Tls of a project. Without the
/// port, which only HTTP has.
template <typename Access>
void addTlsKeys(std::vector<Key<Project>> &keys, const std::string &prefix, Access tls)
{
    keys.push_back(booleanKey<Project>(
        prefix + "enabled", "Serve over TLS", [tls](Project & p) -> auto & { return tls(p).enabled; }));
    keys.push_back(textKey<Project>(
        prefix + "cert_file",
        "Certificate chain, PEM", [tls](Project & p) -> auto & { return tls(p).certFile; }));
    keys.push_back(textKey<Project>(
        prefix + "key_file",
        "The certificate's private key, PEM", [tls](Project & p) -> auto & { return tls(p).keyFile; }));
    keys.push_back(textKey<Project>(
        prefix + "ca_file", "Mutual TLS: clients must show a certificate signed by one of these, PEM",
        [tls](Project & p) -> auto & { return tls(p).clientCaFile; }));
    keys.push_back(booleanKey<Project>(
        prefix + "generate", "Make a self-signed certificate for local use, and keep it, when none is given",
        [tls](Project & p) -> auto & { return tls(p).generate; }));
    keys.push_back(choiceKey<Project>(
        prefix + "min_version", "Oldest version of TLS to accept",
        {"1.2", "1.3"}, [tls](Project & p) -> auto & { return tls(p).minVersion; }));
}

} // namespace mockforge::project
