// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"

#include <memory>
#include <string>

struct ssl_ctx_st;

namespace mockforge::net {

struct TlsSettings
{
    std::string certFile;     ///< PEM, the chain in order
    std::string keyFile;      ///< PEM
    std::string clientCaFile; ///< PEM; set: clients must show a certificate that it signed
    std::string minVersion = "1.2";
    bool http2 = false;    ///< what is spoken behind it, for ALPN (RFC 7301): h2, otherwise http/1.1
    bool generate = false; ///< without files: a self-signed certificate for this machine, made once and kept
    std::string generateFolder; ///< where it is kept: certificate.pem, and key.pem readable by its owner only
};

/// A server's TLS identity and rules, shared by all connections of an endpoint; immutable, any thread.
class TlsContext
{
public:
    /// Errors, each naming the file and what to do: certificate_missing, key_missing, client_ca_missing,
    /// bad_certificate, bad_key, key_mismatch, bad_client_ca, bad_tls_version, certificate_expired,
    /// cannot_generate.
    static Result<std::shared_ptr<const TlsContext>> create(const TlsSettings &settings);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    ssl_ctx_st *native() const noexcept { return m_context; }
    /// The certificate in force, for clients that want to trust a generated one.
    const std::string &certFile() const noexcept { return m_certFile; }

private:
    TlsContext(ssl_ctx_st *context, std::string certFile) noexcept;

    ssl_ctx_st *m_context;
    std::string m_certFile;
};

} // namespace mockforge::net
