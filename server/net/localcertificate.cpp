// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/localcertificate.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <system_error>

namespace mockforge::net {

namespace {

namespace fs = std::filesystem;

constexpr long kDaySeconds = 24L * 60 * 60;
/// Browsers refuse longer ones.
constexpr long kValiditySeconds = 397 * kDaySeconds;

using KeyHandle = std::unique_ptr<EVP_PKEY, decltype(&::EVP_PKEY_free)>;
using CertificateHandle = std::unique_ptr<X509, decltype(&::X509_free)>;
struct CloseFile
{
    void operator()(std::FILE *file) const noexcept { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

Error cannotGenerate(const std::string &why)
{
    return {"cannot_generate", "cannot make a certificate: " + why,
            "Give certificate and key files of your own."};
}

bool stillGood(const CertificateFiles &files)
{
    FileHandle file(std::fopen(files.certFile.c_str(), "re"));
    std::error_code error;
    if (!file || !fs::exists(files.keyFile, error))
        return false;
    const CertificateHandle certificate(PEM_read_X509(file.get(), nullptr, nullptr, nullptr), &::X509_free);
    std::time_t tomorrow = std::time(nullptr) + kDaySeconds;
    return certificate && X509_cmp_time(X509_get0_notAfter(certificate.get()), &tomorrow) > 0;
}

bool addExtension(X509 *certificate, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    const bool added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

bool setSerial(X509 *certificate)
{
    unsigned char bytes[16];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return false;
    bytes[0] &= 0x7f; // RFC 5280 §4.1.2.2: positive
    BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, nullptr);
    const bool set = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return set;
}

CertificateHandle makeCertificate(EVP_PKEY *key)
{
    CertificateHandle none(nullptr, &::X509_free);
    CertificateHandle certificate(X509_new(), &::X509_free);
    if (!certificate || !setSerial(certificate.get()))
        return none;
    X509_set_version(certificate.get(), 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDaySeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kValiditySeconds);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME *name = X509_get_subject_name(certificate.get());
    static constexpr unsigned char kOrganization[] = "MockForge local certificate";
    static constexpr unsigned char kCommonName[] = "localhost";
    X509_NAME_add_entry_by_txt(name, "O", MBSTRING_ASC, kOrganization, -1, -1, 0);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, kCommonName, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    const bool complete =
        addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
        addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature") &&
        addExtension(certificate.get(), NID_ext_key_usage, "serverAuth") &&
        addExtension(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    if (!complete || X509_sign(certificate.get(), key, EVP_sha256()) == 0)
        return none;
    return certificate;
}

/// Opens for writing with the mode from the first moment on, so that the key is never readable by others.
FileHandle openWithMode(const std::string &path, mode_t mode)
{
    std::error_code ignored;
    fs::remove(path, ignored);
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    return FileHandle(descriptor < 0 ? nullptr : ::fdopen(descriptor, "w"));
}

Result<void> store(const CertificateFiles &files, EVP_PKEY *key, X509 *certificate)
{
    FileHandle keyFile = openWithMode(files.keyFile, S_IRUSR | S_IWUSR);
    if (!keyFile || PEM_write_PrivateKey(keyFile.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        std::fclose(keyFile.release()) != 0)
        return cannotGenerate("'" + files.keyFile + "': " + std::strerror(errno));
    FileHandle certFile = openWithMode(files.certFile, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    if (!certFile || PEM_write_X509(certFile.get(), certificate) != 1 || std::fclose(certFile.release()) != 0)
        return cannotGenerate("'" + files.certFile + "': " + std::strerror(errno));
    return {};
}

} // namespace

Result<CertificateFiles> ensureLocalCertificate(const std::string &folder)
{
    if (folder.empty())
        return cannotGenerate("no folder to keep it in");
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return cannotGenerate("'" + folder + "': " + error.message());
    const CertificateFiles files{(fs::path(folder) / "certificate.pem").string(),
                                 (fs::path(folder) / "key.pem").string()};
    if (stillGood(files))
        return files;
    const KeyHandle key(EVP_EC_gen("P-256"), &::EVP_PKEY_free);
    if (!key)
        return cannotGenerate("no EC key");
    const CertificateHandle certificate = makeCertificate(key.get());
    if (!certificate)
        return cannotGenerate("signing failed");
    if (auto stored = store(files, key.get(), certificate.get()); !stored)
        return stored.error();
    return files;
}

} // namespace mockforge::net
