// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A flawed certificate takes the place of the endpoint's own, of whatever key, and has its flaw alone.

#include "server/net/flawedcertificate.h"

#include <QTest>

#include <memory>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

using namespace mockforge;

namespace {

template <auto kFree>
struct Free
{
    template <typename Object>
    void operator()(Object *object) const noexcept
    {
        kFree(object);
    }
};

/// A server's connection with a certificate for localhost, signed by itself.
struct Connection
{
    std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>> key;
    std::unique_ptr<X509, Free<X509_free>> own{X509_new()};
    std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>> context{SSL_CTX_new(TLS_server_method())};
    std::unique_ptr<SSL, Free<SSL_free>> ssl;

    explicit Connection(const QByteArray &type)
        : key(type == "RSA"  ? EVP_RSA_gen(2048)
              : type == "EC" ? EVP_EC_gen("P-384")
                             : EVP_PKEY_Q_keygen(nullptr, nullptr, type.constData()))
    {
        X509_set_version(own.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(own.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(own.get()), 0);
        X509_gmtime_adj(X509_getm_notAfter(own.get()), 3600);
        X509_set_pubkey(own.get(), key.get());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(own.get()), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char *>("localhost"), -1, -1, 0);
        X509_set_issuer_name(own.get(), X509_get_subject_name(own.get()));
        X509_EXTENSION *const names =
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
        X509_add_ext(own.get(), names, -1);
        X509_EXTENSION_free(names);
        X509_sign(own.get(), key.get(), type == "ED25519" ? nullptr : EVP_sha256());
        SSL_CTX_use_certificate(context.get(), own.get());
        SSL_CTX_use_PrivateKey(context.get(), key.get());
        ssl.reset(SSL_new(context.get()));
    }

    X509 *shown() const { return SSL_get_certificate(ssl.get()); }

    /// What a client says that trusts the authority and wants localhost.
    int verify() const
    {
        const std::string pem = net::flawedAuthority();
        const std::unique_ptr<BIO, Free<BIO_free_all>> memory(
            BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
        const std::unique_ptr<X509, Free<X509_free>> authority(
            PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
        const std::unique_ptr<X509_STORE, Free<X509_STORE_free>> store(X509_STORE_new());
        X509_STORE_add_cert(store.get(), authority.get());
        X509_STORE_add_cert(store.get(), own.get());
        const std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>> verification(X509_STORE_CTX_new());
        X509_STORE_CTX_init(verification.get(), store.get(), shown(), nullptr);
        X509_VERIFY_PARAM_set1_host(X509_STORE_CTX_get0_param(verification.get()), "localhost", 0);
        X509_verify_cert(verification.get());
        return X509_STORE_CTX_get_error(verification.get());
    }
};

} // namespace

class TestFlawedCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFlawIsAllThatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("flaw");
        QTest::addColumn<int>("error");
        for (const char *const key : {"EC", "RSA", "ED25519"}) {
            const auto row = [key](const char *name, net::Flaw flaw, int error) {
                QTest::addRow("%s %s", key, name) << QByteArray(key) << static_cast<int>(flaw) << error;
            };
            row("expired", net::Flaw::Expired, X509_V_ERR_CERT_HAS_EXPIRED);
            row("wrong host", net::Flaw::WrongHost, X509_V_ERR_HOSTNAME_MISMATCH);
            row("self-signed", net::Flaw::SelfSigned, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT);
        }
    }

    void theFlawIsAllThatIsWrong()
    {
        QFETCH(QByteArray, key);
        QFETCH(int, flaw);
        QFETCH(int, error);
        const Connection connection(key);
        QCOMPARE(connection.verify(), X509_V_OK);
        QVERIFY(net::presentFlawed(connection.ssl.get(), static_cast<net::Flaw>(flaw)));
        QVERIFY(X509_cmp(connection.shown(), connection.own.get()) != 0);
        QCOMPARE(connection.verify(), error);
        QCOMPARE(SSL_check_private_key(connection.ssl.get()), 1);
        QCOMPARE(EVP_PKEY_get_base_id(X509_get0_pubkey(connection.shown())),
                 EVP_PKEY_get_base_id(connection.key.get()));
    }

    void itIsMadeOnceForACertificate()
    {
        const Connection connection("EC");
        QVERIFY(net::presentFlawed(connection.ssl.get(), net::Flaw::Expired));
        const std::unique_ptr<SSL, Free<SSL_free>> second(SSL_new(connection.context.get()));
        QVERIFY(net::presentFlawed(second.get(), net::Flaw::Expired));
        QCOMPARE(X509_cmp(connection.shown(), SSL_get_certificate(second.get())), 0);
        QCOMPARE(net::flawedAuthority(), net::flawedAuthority());
    }
};

QTEST_GUILESS_MAIN(TestFlawedCertificate)
#include "tst_flawedcertificate.moc"
