// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/tlscontext.h"

#include "server/net/localcertificate.h"

#include <array>
#include <filesystem>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string_view>
#include <system_error>
#include <utility>

namespace mockforge::net {

namespace {

using ContextHandle = std::unique_ptr<SSL_CTX, decltype(&::SSL_CTX_free)>;

std::string lastCause()
{
    const unsigned long code = ERR_peek_last_error();
    std::array<char, 256> text{};
    ERR_error_string_n(code, text.data(), text.size());
    ERR_clear_error();
    return code == 0 ? std::string("unknown cause") : std::string(text.data());
}

Result<void> checkReadable(const std::string &file, const char *code, const char *what)
{
    std::error_code error;
    if (!file.empty() && std::filesystem::is_regular_file(file, error))
        return {};
    return Error{
        code, std::string("the ") + what + " file '" + file + "' does not exist",
        "Check the path, which is relative to the project file, or let MockForge generate a certificate."};
}

/// A key that asks for a passphrase would otherwise block on the terminal.
int noPassphrase(char *, int, int, void *)
{
    return 0;
}

Result<void> loadIdentity(SSL_CTX *context, const TlsSettings &settings)
{
    if (auto found = checkReadable(settings.certFile, "certificate_missing", "certificate"); !found)
        return found;
    if (auto found = checkReadable(settings.keyFile, "key_missing", "private key"); !found)
        return found;
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context, settings.certFile.c_str()) != 1) {
        return Error{"bad_certificate",
                     "'" + settings.certFile + "' holds no usable certificate: " + lastCause(),
                     "It must be PEM, beginning with -----BEGIN CERTIFICATE-----, the server's own first."};
    }
    if (SSL_CTX_use_PrivateKey_file(context, settings.keyFile.c_str(), SSL_FILETYPE_PEM) != 1) {
        const unsigned long code = ERR_peek_last_error();
        if (ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH ||
            ERR_GET_REASON(code) == X509_R_KEY_TYPE_MISMATCH) {
            ERR_clear_error();
            return Error{"key_mismatch",
                         "the key in '" + settings.keyFile + "' does not fit the certificate in '" +
                             settings.certFile + "'",
                         "Give the key that the certificate was made with, or make a new pair."};
        }
        return Error{"bad_key", "'" + settings.keyFile + "' holds no usable private key: " + lastCause(),
                     "It must be PEM without a passphrase, beginning with -----BEGIN PRIVATE KEY-----."};
    }
    if (SSL_CTX_check_private_key(context) != 1) {
        ERR_clear_error();
        return Error{"key_mismatch",
                     "the key in '" + settings.keyFile + "' does not fit the certificate in '" +
                         settings.certFile + "'",
                     "Give the key that the certificate was made with, or make a new pair."};
    }
    return {};
}

Result<void> checkExpiry(SSL_CTX *context, const std::string &file)
{
    const X509 *certificate = SSL_CTX_get0_certificate(context);
    if (certificate && X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0)
        return {};
    return Error{"certificate_expired", "the certificate in '" + file + "' has expired",
                 "Renew it, or delete the generated files so that a new certificate is made."};
}

Result<void> requireClientCertificates(SSL_CTX *context, const std::string &file)
{
    if (auto found = checkReadable(file, "client_ca_missing", "client CA"); !found)
        return found;
    ERR_clear_error();
    STACK_OF(X509_NAME) *names = SSL_load_client_CA_file(file.c_str());
    if (!names || SSL_CTX_load_verify_locations(context, file.c_str(), nullptr) != 1) {
        sk_X509_NAME_pop_free(names, X509_NAME_free);
        return Error{"bad_client_ca", "'" + file + "' holds no usable CA certificate: " + lastCause(),
                     "It must be PEM with the certificate that signed the clients' certificates."};
    }
    SSL_CTX_set_client_CA_list(context, names);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    return {};
}

Result<void> setVersions(SSL_CTX *context, const std::string &minVersion)
{
    if (minVersion != "1.2" && minVersion != "1.3")
        return Error{"bad_tls_version", "TLS version '" + minVersion + "' is not supported",
                     "Use 1.2 or 1.3."};
    SSL_CTX_set_min_proto_version(context, minVersion == "1.3" ? TLS1_3_VERSION : TLS1_2_VERSION);
    return {};
}

/// Protocol names as ALPN has them on the wire, each behind its length.
constexpr std::string_view kHttp11 = "\x08http/1.1";
constexpr std::string_view kHttp2 = "\x02h2";

int chooseProtocol(SSL *, const unsigned char **out, unsigned char *outSize, const unsigned char *in,
                   unsigned int inSize, void *served)
{
    const auto &protocols = *static_cast<const std::string_view *>(served);
    const void *names = protocols.data();
    unsigned char *chosen = nullptr;
    if (SSL_select_next_proto(&chosen, outSize, static_cast<const unsigned char *>(names),
                              static_cast<unsigned int>(protocols.size()), in,
                              inSize) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

void setProtocol(SSL_CTX *context, const std::string_view &protocols)
{
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, const_cast<std::string_view *>(&protocols));
}

void setBehaviour(SSL_CTX *context)
{
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
    // A client that closes without close_notify is common and says nothing about a message that framing
    // ended.
    SSL_CTX_set_options(context,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    static constexpr unsigned char kSessionContext[] = "mockforge";
    SSL_CTX_set_session_id_context(context, kSessionContext, sizeof kSessionContext - 1);
    SSL_CTX_set_default_passwd_cb(context, noPassphrase);
}

} // namespace

TlsContext::TlsContext(ssl_ctx_st *context, std::string certFile) noexcept
    : m_context(context)
    , m_certFile(std::move(certFile))
{}

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_context);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::create(const TlsSettings &settings)
{
    TlsSettings used = settings;
    if (used.generate && used.certFile.empty() && used.keyFile.empty()) {
        const auto made = ensureLocalCertificate(used.generateFolder);
        if (!made)
            return made.error();
        used.certFile = made.value().certFile;
        used.keyFile = made.value().keyFile;
    }
    ContextHandle context(SSL_CTX_new(TLS_server_method()), &::SSL_CTX_free);
    if (!context)
        return Error{"bad_certificate", "TLS cannot be set up: " + lastCause(), ""};
    setBehaviour(context.get());
    setProtocol(context.get(), used.http2 ? kHttp2 : kHttp11);
    if (auto set = setVersions(context.get(), used.minVersion); !set)
        return set.error();
    if (auto loaded = loadIdentity(context.get(), used); !loaded)
        return loaded.error();
    if (auto valid = checkExpiry(context.get(), used.certFile); !valid)
        return valid.error();
    if (!used.clientCaFile.empty()) {
        if (auto required = requireClientCertificates(context.get(), used.clientCaFile); !required)
            return required.error();
    }
    return std::shared_ptr<const TlsContext>(new TlsContext(context.release(), used.certFile));
}

} // namespace mockforge::net
