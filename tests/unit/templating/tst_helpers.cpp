// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/template.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <string>

using namespace mockforge;
using namespace mockforge::templating;

/// Every helper that the table names works as its example shows, and the manual's page is made from that
/// table. With MOCKFORGE_UPDATE_DOCS set, the page is written instead of compared.
class TestHelpers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void exampleRenders_data();
    void exampleRenders();
    void hasEnoughKinds();
    void checkDigitsAreRight();
    void manualIsCurrent();
};

namespace {

std::string render(std::string_view source, std::uint64_t n = 0)
{
    exchange::Request request;
    request.method = "GET";
    request.target = "/a/1?page=2";
    request.path = "/a/1";
    request.query = "page=2";
    request.peer = "127.0.0.1";
    request.headers = {{"User-Agent", "tester"}, {"Cookie", "session=s1"}};
    request.body = R"({"items":[{"name":"Ada"}]})";
    const PathParams params{{"id", "1"}};
    Random random(1, 2, n);
    Template compiled;
    std::vector<CompileError> errors;
    if (!compiled.compile(source, errors))
        return {};
    std::string out;
    const auto done = compiled.render({&request, &params, &random, n, 1700000000000}, out);
    return done.ok() ? out : std::string();
}

QString page()
{
    // REUSE-IgnoreStart: the lines of the page, not of this file
    QString text = QStringLiteral("<!--\nSPDX-FileCopyrightText: 2026 The MockForge authors\n"
                                  "SPDX-License-Identifier: GPL-3.0-or-later\n-->\n"
                                  // REUSE-IgnoreEnd
                                  "# Template helpers\n\nMade from the program's own table; do not edit.\n\n"
                                  "| name | arguments | gives | example |\n|---|---|---|---|\n");
    const auto cell = [](std::string_view content) {
        return QString::fromUtf8(content.data(), qsizetype(content.size()))
            .replace(u'|', QStringLiteral("\\|"));
    };
    for (const HelperInfo &helper : helpers()) {
        const QString arguments = cell(helper.arguments);
        text += QStringLiteral("| `%1` | %2 | %3 | `%4` |\n")
                    .arg(cell(helper.name), arguments.isEmpty() ? QString() : u'`' + arguments + u'`',
                         cell(helper.description), cell(helper.example));
    }
    return text;
}

} // namespace

void TestHelpers::exampleRenders_data()
{
    QTest::addColumn<QByteArray>("example");
    for (const HelperInfo &helper : helpers())
        QTest::newRow(std::string(helper.name).c_str())
            << QByteArray::fromStdString(std::string(helper.example));
}

void TestHelpers::exampleRenders()
{
    QFETCH(QByteArray, example);
    for (std::uint64_t n = 0; n < 50; ++n)
        QVERIFY(!render(example.toStdString(), n).empty());
    QCOMPARE(render(example.toStdString(), 3), render(example.toStdString(), 3));
}

void TestHelpers::hasEnoughKinds()
{
    QSet<QString> groups;
    int kinds = 0;
    for (const HelperInfo &helper : helpers()) {
        const QString name = QString::fromStdString(std::string(helper.name));
        if (name.startsWith(QStringLiteral("faker."))) {
            ++kinds;
            groups.insert(name.section(u'.', 1, 1));
        }
    }
    QVERIFY(kinds >= 30);
    for (const char *group : {"person", "internet", "address", "company", "lorem", "commerce"})
        QVERIFY(groups.contains(QString::fromLatin1(group)));
}

void TestHelpers::checkDigitsAreRight()
{
    for (std::uint64_t n = 0; n < 200; ++n) {
        const std::string ean = render("{{faker.commerce.ean}}", n);
        int sum = 0;
        for (std::size_t i = 0; i < ean.size(); ++i)
            sum += (ean[i] - '0') * (i % 2 == 0 ? 1 : 3);
        QVERIFY(ean.size() == 13 && sum % 10 == 0);
        const std::string iban = render("{{faker.finance.iban}}", n);
        int rest = 0;
        for (const char c : iban.substr(4) + "1314" + iban.substr(2, 2))
            rest = (rest * 10 + (c - '0')) % 97;
        QCOMPARE(rest, 1);
        const std::string card = render("{{faker.finance.cardNumber}}", n);
        int luhn = 0;
        for (std::size_t i = 0; i < card.size(); ++i) {
            const int digit = (card[i] - '0') * (i % 2 == 0 ? 2 : 1);
            luhn += digit > 9 ? digit - 9 : digit;
        }
        QVERIFY(card.size() == 16 && luhn % 10 == 0);
    }
}

void TestHelpers::manualIsCurrent()
{
    QFile file(QStringLiteral(MOCKFORGE_MANUAL "/template-helpers.md"));
    if (qEnvironmentVariableIsSet("MOCKFORGE_UPDATE_DOCS")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(page().toUtf8());
        file.close();
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), page());
}

QTEST_GUILESS_MAIN(TestHelpers)
#include "tst_helpers.moc"
