// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawclient.h"
#include "server/net/tlscontext.h"
#include "testserver.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace mockforge;
using metrics::Refusal;

namespace {

struct CurlResult
{
    int code = -1;
    QByteArray output;
};

CurlResult curl(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("curl"),
                  QStringList{QStringLiteral("-s"), QStringLiteral("--max-time"), QStringLiteral("10")} +
                      arguments);
    process.waitForFinished(15'000);
    return {process.exitCode(), process.readAllStandardOutput()};
}

QString url(const TestServer &server, const char *host = "localhost")
{
    return QStringLiteral("https://%1:%2/tls").arg(QLatin1String(host)).arg(server.port());
}

std::string errorCode(const net::TlsSettings &settings)
{
    const auto context = net::TlsContext::create(settings);
    return context ? std::string() : context.error().code;
}

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void generatedCertificateIsTrustedForThisMachine();
    void generatedCertificateIsKept();
    void keyIsPrivate();
    void minimumVersion();
    void mutualTls();
    void largeBodiesBothWays();
    void plainTextOnATlsPort();
    void errorsNameTheFile();

private:
    std::string folder(const char *name) const { return m_dir->filePath(QLatin1String(name)).toStdString(); }
    net::TlsSettings generated(const char *name = "tls") const;
    http::EndpointSettings endpointWith(const net::TlsSettings &tls) const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestTls::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

net::TlsSettings TestTls::generated(const char *name) const
{
    net::TlsSettings settings;
    settings.generate = true;
    settings.generateFolder = folder(name);
    return settings;
}

http::EndpointSettings TestTls::endpointWith(const net::TlsSettings &tls) const
{
    http::EndpointSettings settings;
    auto context = net::TlsContext::create(tls);
    if (context)
        settings.tls = context.value();
    return settings;
}

void TestTls::generatedCertificateIsTrustedForThisMachine()
{
    const http::EndpointSettings settings = endpointWith(generated());
    QVERIFY(settings.tls != nullptr);
    TestServer server(settings);
    const QString file = QString::fromStdString(settings.tls->certFile());
    for (const char *host : {"localhost", "127.0.0.1"}) {
        const CurlResult trusted = curl({QStringLiteral("--cacert"), file, url(server, host)});
        QCOMPARE(trusted.code, 0);
        QCOMPARE(trusted.output, QByteArray("GET /tls "));
    }
    QVERIFY(curl({url(server)}).code != 0);
}

void TestTls::generatedCertificateIsKept()
{
    const auto read = [](const std::string &name) {
        QFile file(QString::fromStdString(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto first = net::TlsContext::create(generated());
    QVERIFY(first.ok());
    const QByteArray before = read(first.value()->certFile());
    const auto second = net::TlsContext::create(generated());
    QVERIFY(second.ok());
    QVERIFY(!before.isEmpty());
    QCOMPARE(read(second.value()->certFile()), before);
}

void TestTls::keyIsPrivate()
{
    QVERIFY(net::TlsContext::create(generated()).ok());
    struct stat status = {};
    QCOMPARE(::stat((folder("tls") + "/key.pem").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);
}

void TestTls::minimumVersion()
{
    net::TlsSettings tls = generated();
    tls.minVersion = "1.3";
    TestServer strict(endpointWith(tls));
    const QString insecure = QStringLiteral("-k");
    QVERIFY(curl({insecure, QStringLiteral("--tls-max"), QStringLiteral("1.2"), url(strict)}).code != 0);
    QTRY_COMPARE(strict.refused(Refusal::TlsHandshake), std::uint64_t{1});
    QCOMPARE(curl({insecure, url(strict)}).code, 0);
    tls.minVersion = "1.2";
    TestServer usual(endpointWith(tls));
    QCOMPARE(curl({insecure, QStringLiteral("--tls-max"), QStringLiteral("1.2"), url(usual)}).code, 0);
}

void TestTls::mutualTls()
{
    QVERIFY(net::TlsContext::create(generated("client")).ok());
    net::TlsSettings tls = generated();
    tls.clientCaFile = folder("client") + "/certificate.pem";
    TestServer server(endpointWith(tls));
    const QString insecure = QStringLiteral("-k");
    QVERIFY(curl({insecure, url(server)}).code != 0);
    QTRY_COMPARE(server.refused(Refusal::TlsHandshake), std::uint64_t{1});
    // A certificate for servers is refused for a client: an own one, made for that use, is let in.
    QProcess openssl;
    openssl.setWorkingDirectory(m_dir->path());
    openssl.start(QStringLiteral("openssl"),
                  QStringLiteral(
                      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout c.key -out c.pem "
                      "-days 2 -subj /CN=client")
                      .split(QLatin1Char(' ')));
    QVERIFY(openssl.waitForFinished(20'000) && openssl.exitCode() == 0);
    tls.clientCaFile = folder("c.pem");
    TestServer mutual(endpointWith(tls));
    const CurlResult admitted =
        curl({insecure, QStringLiteral("--cert"), m_dir->filePath(QStringLiteral("c.pem")),
              QStringLiteral("--key"), m_dir->filePath(QStringLiteral("c.key")), url(mutual)});
    QCOMPARE(admitted.output, QByteArray("GET /tls "));
}

void TestTls::largeBodiesBothWays()
{
    TestServer server(endpointWith(generated()));
    const QString upload = m_dir->filePath(QStringLiteral("upload"));
    QFile file(upload);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray content(2'000'000, 'u');
    file.write(content);
    file.close();
    const QStringList insecure{QStringLiteral("-k"), QStringLiteral("-T"), upload};
    QCOMPARE(curl(insecure + QStringList{url(server)}).output, "PUT /tls " + content);
    const QString big = url(server).replace(QStringLiteral("/tls"), QStringLiteral("/big"));
    QCOMPARE(curl({QStringLiteral("-k"), big}).output.size(), 4'000'000);
}

void TestTls::plainTextOnATlsPort()
{
    TestServer server(endpointWith(generated()));
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    client.readAll();
    QTRY_COMPARE(server.refused(Refusal::TlsHandshake), std::uint64_t{1});
    QTRY_COMPARE(server.endpoint().openConnections(), std::int64_t{0});
}

void TestTls::errorsNameTheFile()
{
    QVERIFY(net::TlsContext::create(generated("a")).ok());
    QVERIFY(net::TlsContext::create(generated("b")).ok());
    net::TlsSettings files;
    files.certFile = folder("a") + "/certificate.pem";
    files.keyFile = folder("a") + "/key.pem";
    QCOMPARE(errorCode(files), std::string());
    net::TlsSettings broken = files;
    broken.keyFile = folder("b") + "/key.pem";
    const auto mismatch = net::TlsContext::create(broken);
    QVERIFY(!mismatch.ok());
    QCOMPARE(mismatch.error().code, std::string("key_mismatch"));
    QVERIFY(mismatch.error().message.find(broken.keyFile) != std::string::npos);
    broken.keyFile = folder("none");
    QCOMPARE(errorCode(broken), std::string("key_missing"));
    broken.keyFile = files.certFile;
    QCOMPARE(errorCode(broken), std::string("bad_key"));
    broken = files;
    broken.certFile = folder("none");
    QCOMPARE(errorCode(broken), std::string("certificate_missing"));
    broken.certFile = files.keyFile;
    QCOMPARE(errorCode(broken), std::string("bad_certificate"));
    broken = files;
    broken.clientCaFile = files.keyFile;
    QCOMPARE(errorCode(broken), std::string("bad_client_ca"));
    broken = files;
    broken.minVersion = "1.1";
    QCOMPARE(errorCode(broken), std::string("bad_tls_version"));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
