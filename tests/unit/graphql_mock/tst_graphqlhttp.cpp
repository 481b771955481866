// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Negotiation, requests, the cache of documents, error codes, the page's policy.

#include "server/graphql/http/documentcache.h"
#include "server/graphql/http/operation.h"
#include "server/graphql/http/page.h"
#include "server/graphql/http/request.h"

#include <QTest>

using namespace mockforge;
using namespace mockforge::graphql;

class TestGraphQlHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void negotiation_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<int>("media"); // -1: none
        const auto row = [](const char *accept, int media) {
            QTest::newRow(accept) << QByteArray(accept) << media;
        };
        const int json = static_cast<int>(MediaType::PlainJson);
        const int response = static_cast<int>(MediaType::ResponseJson);
        const int page = static_cast<int>(MediaType::Page);
        row("", json);
        row("*/*", json);
        row("application/*", json);
        row("application/json", json);
        row("APPLICATION/JSON", json);
        row("application/graphql-response+json", response);
        row("application/graphql-response+json, application/json", response);
        row("application/json, application/graphql-response+json", response);
        row("application/json, application/graphql-response+json;q=0.9", json);
        row("application/graphql-response+json;q=0.5, */*;q=0.1", response);
        row("application/graphql-response+json; charset=utf-8", response);
        row("application/json; charset=latin1", -1);
        row("application/json;q=0", -1);
        row("image/png", -1);
        row("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", page);
        row("text/html;q=0.5, application/json", json);
        row("text/*", -1);
    }

    void negotiation()
    {
        QFETCH(QByteArray, accept);
        QFETCH(int, media);
        exchange::Request request;
        const std::string value = accept.toStdString();
        if (!value.empty())
            request.headers.push_back({"accept", value});
        const auto chosen = negotiate(request, true);
        QCOMPARE(chosen ? static_cast<int>(*chosen) : -1, media);
        if (media == static_cast<int>(MediaType::Page))
            QVERIFY(negotiate(request, false) != MediaType::Page);
    }

    void requestsByGet()
    {
        exchange::Request request;
        request.method = "GET";
        request.query = "query=%7Bping%7D&operationName=&variables=%7B%22a%22:1%7D&other=%ff";
        const ParsedRequest parsed = parseRequest(request);
        QCOMPARE(parsed.status, 0);
        QCOMPARE(parsed.operations.size(), std::size_t{1});
        QCOMPARE(parsed.operations[0].query, std::string("{ping}"));
        QVERIFY(parsed.operations[0].variables["a"] == 1);
        QVERIFY(parsed.operations[0].operationName.empty());
    }

    void aDocumentIsCheckedOnce()
    {
        std::vector<SchemaError> errors;
        const auto schema = Schema::build({{"s", "type Query { a: Int b: Int }"}}, errors);
        project::GraphQl settings;
        DocumentCache cache(schema, settings);
        const auto first = cache.get("{ a }");
        QVERIFY(first->document);
        QCOMPARE(cache.get("{ a }").get(), first.get());
        QVERIFY(cache.get("{ nope }")->errors.find("nope") != std::string::npos);
        QCOMPARE(cache.size(), std::size_t{2});
        // Long documents and many of them leave it bounded; the one in use stays.
        for (int i = 0; i < 3000; ++i) {
            cache.get("{ b" + std::string(static_cast<std::size_t>(i % 100), ' ') + "a #" +
                      std::to_string(i) + "\n}");
            cache.get("{ a }");
        }
        QVERIFY(cache.size() <= 1000);
        QCOMPARE(cache.get("{ a }").get(), first.get());
        const std::size_t before = cache.size();
        cache.get("{ a " + std::string(300'000, ' ') + "}");
        QCOMPARE(cache.size(), before);
    }

    void errorCodes()
    {
        const std::pair<int, const char *> wanted[] = {{400, "BAD_USER_INPUT"},
                                                       {401, "UNAUTHENTICATED"},
                                                       {403, "FORBIDDEN"},
                                                       {404, "NOT_FOUND"},
                                                       {409, "BAD_USER_INPUT"},
                                                       {429, "SERVICE_UNAVAILABLE"},
                                                       {500, "INTERNAL_SERVER_ERROR"},
                                                       {502, "SERVICE_UNAVAILABLE"},
                                                       {503, "SERVICE_UNAVAILABLE"},
                                                       {504, "SERVICE_UNAVAILABLE"}};
        for (const auto &[status, code] : wanted)
            QCOMPARE(std::string(errorCodeOf(status)), std::string(code));
    }

    void thePageIsWholeAndFetchesNothing()
    {
        const std::string &page = *pageText();
        QVERIFY(page.size() > 1000);
        for (const char *foreign : {"src=", "<link", "@import", "https://", "eval("})
            QVERIFY2(page.find(foreign) == std::string::npos, foreign);
        QVERIFY(pagePolicy().find("script-src 'sha256-") != std::string::npos);
        QVERIFY(pagePolicy().find("unsafe") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestGraphQlHttp)
#include "tst_graphqlhttp.moc"
