// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/flawedcertificate.h"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string_view>
#include <utility>

namespace mockforge::net {

namespace {

constexpr long kDaySeconds = 24L * 60 * 60;
constexpr int kRsaBits = 2048;
/// RFC 6761 §6.4: no host ever has such a name.
constexpr std::string_view kWrongHost = "wrong-host.invalid";
/// Certificates are made anew when endpoints changed theirs so often.
constexpr std::size_t kMostKept = 64;

template <auto kFree>
struct Free
{
    template <typename Object>
    void operator()(Object *object) const noexcept
    {
        kFree(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;

struct Identity
{
    Key key;
    Certificate certificate;
    explicit operator bool() const noexcept { return key && certificate; }
};

/// A key takes the place of the endpoint's own only when it is of the same type.
Key makeKey(int type)
{
    switch (type) {
    case EVP_PKEY_RSA:
        return Key(EVP_RSA_gen(kRsaBits));
    case EVP_PKEY_RSA_PSS:
        return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA-PSS", std::size_t{kRsaBits}));
    case EVP_PKEY_ED25519:
        return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    case EVP_PKEY_ED448:
        return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448"));
    default:
        return Key(EVP_EC_gen("P-256"));
    }
}

/// Edwards curves sign without a digest of their own.
const EVP_MD *digestOf(EVP_PKEY *key)
{
    const int type = EVP_PKEY_get_base_id(key);
    return type == EVP_PKEY_ED25519 || type == EVP_PKEY_ED448 ? nullptr : EVP_sha256();
}

bool addText(X509_NAME *name, const char *field, std::string_view text)
{
    const void *bytes = text.data();
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_ASC, static_cast<const unsigned char *>(bytes),
                                      static_cast<int>(text.size()), -1, 0) == 1;
}

bool addExtension(X509 *certificate, int kind, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509 *certificate)
{
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        return false;
    bytes[0] &= 0x7f; // RFC 5280 §4.1.2.2: positive
    const std::unique_ptr<BIGNUM, Free<BN_free>> number(
        BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

/// Without names, extensions and signature.
Certificate blank(EVP_PKEY *key, long fromSeconds, long untilSeconds)
{
    Certificate certificate(X509_new());
    if (!certificate || !key || !setSerial(certificate.get()))
        return nullptr;
    X509_set_version(certificate.get(), 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), fromSeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), untilSeconds);
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

Identity makeAuthority()
{
    Identity made{makeKey(EVP_PKEY_EC), nullptr};
    made.certificate = blank(made.key.get(), -60 * kDaySeconds, 365 * kDaySeconds);
    X509 *const certificate = made.certificate.get();
    if (!certificate)
        return {};
    X509_NAME *const name = X509_get_subject_name(certificate);
    const bool complete = addText(name, "O", "MockForge") &&
                          addText(name, "CN", "MockForge chaos authority of one run") &&
                          X509_set_issuer_name(certificate, name) == 1 &&
                          addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                          addExtension(certificate, NID_key_usage, "critical,keyCertSign") &&
                          addExtension(certificate, NID_subject_key_identifier, "hash") &&
                          X509_sign(certificate, made.key.get(), EVP_sha256()) != 0;
    return complete ? std::move(made) : Identity();
}

const Identity &authority()
{
    static const Identity made = makeAuthority();
    return made;
}

/// The names that the endpoint's own certificate has, or one that no host has.
bool setNames(X509 *certificate, X509 *own, Flaw flaw)
{
    if (flaw == Flaw::WrongHost)
        return addText(X509_get_subject_name(certificate), "CN", kWrongHost) &&
               addExtension(certificate, NID_subject_alt_name, "DNS:" + std::string(kWrongHost));
    if (X509_set_subject_name(certificate, X509_get_subject_name(own)) != 1)
        return false;
    const std::unique_ptr<GENERAL_NAMES, Free<GENERAL_NAMES_free>> names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(own, NID_subject_alt_name, nullptr, nullptr)));
    return !names || X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, 0) == 1;
}

Identity makeFlawed(X509 *own, Flaw flaw)
{
    EVP_PKEY *const ownKey = X509_get0_pubkey(own);
    Identity made{makeKey(ownKey ? EVP_PKEY_get_base_id(ownKey) : EVP_PKEY_EC), nullptr};
    const bool expired = flaw == Flaw::Expired;
    made.certificate =
        blank(made.key.get(), (expired ? -30 : -1) * kDaySeconds, (expired ? -1 : 30) * kDaySeconds);
    X509 *const certificate = made.certificate.get();
    const bool signsItself = flaw == Flaw::SelfSigned;
    if (!certificate || !setNames(certificate, own, flaw) || (!signsItself && !authority()))
        return {};
    X509 *const issuer = signsItself ? certificate : authority().certificate.get();
    EVP_PKEY *const signing = signsItself ? made.key.get() : authority().key.get();
    const bool complete = X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
                          addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
                          addExtension(certificate, NID_ext_key_usage, "serverAuth") &&
                          X509_sign(certificate, signing, digestOf(signing)) != 0;
    return complete ? std::move(made) : Identity();
}

using Fingerprint = std::array<unsigned char, EVP_MAX_MD_SIZE>;

/// Null: it could not be made.
std::shared_ptr<const Identity> flawedFor(X509 *own, Flaw flaw)
{
    static std::mutex mutex;
    static std::map<std::pair<Fingerprint, Flaw>, std::shared_ptr<const Identity>> kept; // guarded by mutex
    Fingerprint print{};
    unsigned int size = 0;
    if (X509_digest(own, EVP_sha256(), print.data(), &size) != 1)
        return nullptr;
    const std::lock_guard lock(mutex);
    if (kept.size() >= kMostKept)
        kept.clear();
    std::shared_ptr<const Identity> &entry = kept[{print, flaw}];
    if (!entry) {
        if (Identity made = makeFlawed(own, flaw))
            entry = std::make_shared<const Identity>(std::move(made));
    }
    return entry;
}

} // namespace

bool presentFlawed(ssl_st *connection, Flaw flaw)
{
    X509 *const own = SSL_get_certificate(connection);
    const auto identity = own ? flawedFor(own, flaw) : nullptr;
    static constexpr unsigned char kSessions[] = "mockforge-flawed";
    const bool shown =
        identity &&
        SSL_use_cert_and_key(connection, identity->certificate.get(), identity->key.get(), nullptr, 1) == 1 &&
        SSL_set_session_id_context(connection, kSessions, sizeof kSessions - 1) == 1;
    ERR_clear_error();
    return shown;
}

std::string flawedAuthority()
{
    const std::unique_ptr<BIO, Free<BIO_free_all>> memory(BIO_new(BIO_s_mem()));
    char *bytes = nullptr;
    if (!authority() || !memory || PEM_write_bio_X509(memory.get(), authority().certificate.get()) != 1)
        return {};
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return std::string(bytes, static_cast<std::size_t>(size));
}

} // namespace mockforge::net
