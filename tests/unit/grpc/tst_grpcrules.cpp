// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"

#include <QTest>

using namespace mockforge;

class TestGrpcRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutARuleTheSchemaAnswers()
    {
        MockFixture f("    []\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue unary(f, "GetProduct");
        unary.say().halfClose();
        QCOMPARE(unary.code(), 0);
        QCOMPARE(unary.call.sent.size(), std::size_t{1});
        QVERIFY(unary.reply()["availability"] != "AVAILABILITY_UNSPECIFIED");
        Dialogue down(f, "Watch");
        down.say().halfClose();
        QCOMPARE(down.call.sent.size(), std::size_t{3});
        QVERIFY(down.call.sent[0] != down.call.sent[1]);
        QCOMPARE(down.code(), 0);
        Dialogue up(f, "Upload");
        up.say().say();
        QCOMPARE(up.code(), -1);
        up.halfClose();
        QCOMPARE(up.call.sent.size(), std::size_t{1});
        QCOMPARE(up.code(), 0);
        Dialogue both(f, "Chat");
        both.say();
        QCOMPARE(both.call.sent.size(), std::size_t{1});
        both.say().halfClose();
        QCOMPARE(both.call.sent.size(), std::size_t{2});
        QCOMPARE(both.code(), 0);
        QVERIFY(!f.mock->find("/shop.Catalog/NoSuch"));
        QCOMPARE(f.mock->find("/shop.Catalog/GetProduct")->label, std::string("Catalog::GetProduct"));
    }

    void theSameSeedGivesTheSameCalls()
    {
        MockFixture a("    []\n");
        MockFixture b("    []\n");
        std::vector<std::string> sent;
        for (int n = 0; n < 3; ++n) {
            Dialogue left(a, "GetProduct");
            Dialogue right(b, "GetProduct");
            left.say();
            right.say();
            QCOMPARE(left.call.sent, right.call.sent);
            sent.push_back(left.call.sent[0]);
        }
        QVERIFY(sent[0] != sent[1] && sent[1] != sent[2]);
        // A reload goes on counting.
        MockFixture c("    []\n", {}, a.service.get());
        Dialogue next(c, "GetProduct");
        next.say();
        QVERIFY(next.call.sent[0] != sent[0]);
        QCOMPARE(c.service->schema().get(), a.service->schema().get());
    }

    void conditions_data()
    {
        QTest::addColumn<QByteArray>("match");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *match, const char *message, bool fits) {
            QTest::addRow("%s %s", match, message) << QByteArray(match) << QByteArray(message) << fits;
        };
        row("{message: {product_id: p-1}}", R"({"productId":"p-1"})", true);
        row("{message: {productId: p-1}}", R"({"productId":"p-1"})", true);
        row("{message: {product_id: p-1}}", R"({"productId":"p-2"})", false);
        row("{message: {product_id: {contains: '-'}}}", R"({"productId":"p-2"})", true);
        row("{message: {product_id: {regex: '^p-\\d$'}}}", R"({"productId":"p-22"})", false);
        row("{message: {product_id: {present: true}}}", "{}", false);
        row("{message: {product_id: {absent: true}}}", "{}", true);
        row("{message: {quantity: {absent: true}}}", R"({"quantity":0})", false);
        row("{message: {quantity: 0}}", R"({"quantity":0})", true);
        row("{message: {quantity: 0}}", "{}", false);
        row("{message: {product_id: ''}}", "{}", true);
        row("{message: {wanted: SOLD_OUT}}", R"({"wanted":"SOLD_OUT"})", true);
        row("{message: {wanted: 2}}", R"({"wanted":"SOLD_OUT"})", true);
        row("{message: {wanted: AVAILABILITY_UNSPECIFIED}}", "{}", true);
        row("{message: {big: 9007199254740993}}", R"({"big":"9007199254740993"})", true);
        row("{message: {big: 9007199254740993}}", R"({"big":"9007199254740992"})", false);
        row("{message: {ratio: 0.1}}", R"({"ratio":0.1})", true);
        row("{message: {tags: {contains: new}}}", R"({"tags":["old","new"]})", true);
        row("{message: {tags.0: old}}", R"({"tags":["old","new"]})", true);
        row("{message: {tags: [old, new]}}", R"({"tags":["old","new"]})", true);
        row("{message: {labels.shop: x}}", R"({"labels":{"shop":"x"}})", true);
        row("{jsonpath: {'$.tags[?@ == \"new\"]': {present: true}}}", R"({"tags":["new"]})", true);
        row("{jsonpath: {'$.tags[?@ == \"new\"]': {present: true}}}", R"({"tags":["old"]})", false);
        row("{metadata: {x-tenant: acme}}", "{}", true);
        row("{metadata: {X-Tenant: other}}", "{}", false);
        row("{metadata: {x-none: {absent: true}}, message: {product_id: a}}", R"({"productId":"a"})", true);
    }

    void conditions()
    {
        QFETCH(QByteArray, match);
        QFETCH(QByteArray, message);
        QFETCH(bool, fits);
        MockFixture f("    - method: shop.Catalog/GetProduct\n      match: " + match.toStdString() +
                      "\n      response: {message: {id: taken}}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "GetProduct", {{"x-tenant", "acme"}});
        d.say(message.toStdString());
        QCOMPARE(d.reply()["id"] == "taken", fits);
        QCOMPARE(d.isRuled(), fits);
    }

    void methodsByPattern_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<bool>("fits");
        QTest::newRow("whole") << QByteArray("shop.Catalog/GetProduct") << true;
        QTest::newRow("slash") << QByteArray("/shop.Catalog/GetProduct") << true;
        QTest::newRow("service") << QByteArray("shop.Catalog") << true;
        QTest::newRow("star") << QByteArray("'*'") << true;
        QTest::newRow("any service") << QByteArray("'*/GetProduct'") << true;
        QTest::newRow("any method") << QByteArray("shop.Catalog/Get*") << true;
        QTest::newRow("package") << QByteArray("'shop.*'") << true;
        QTest::newRow("list") << QByteArray("[shop.Catalog/Watch, shop.Catalog/GetProduct]") << true;
        QTest::newRow("other") << QByteArray("shop.Catalog/Watch") << false;
        QTest::newRow("other service") << QByteArray("everything.Everywhere") << false;
    }

    void methodsByPattern()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(bool, fits);
        MockFixture f("    - method: " + pattern.toStdString() + "\n      response: {status: ABORTED}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "GetProduct");
        d.say();
        QCOMPARE(d.code() == 10, fits);
    }

    void priorityThenOrder()
    {
        MockFixture f("    - {id: a, method: '*', response: {status: 1}}\n"
                      "    - {id: b, method: '*', priority: 5, response: {status: 2}}\n"
                      "    - {id: c, method: '*', priority: 5, response: {status: 3}}\n"
                      "    - {id: d, method: '*', priority: 9, enabled: false, response: {status: 4}}\n");
        Dialogue d(f, "GetProduct");
        d.say();
        QCOMPARE(d.code(), 2);
    }

    void someTimesOnly()
    {
        const std::string rules =
            "    - {id: flaky, method: '*', times: 2, response: {status: UNAVAILABLE}}\n"
            "    - {method: shop.Catalog/GetProduct, response: {message: {id: ok}}}\n";
        MockFixture f(rules);
        std::vector<int> codes;
        for (int i = 0; i < 2; ++i) {
            Dialogue d(f, "GetProduct");
            codes.push_back(d.say().code());
        }
        MockFixture reloaded(rules, {}, f.service.get());
        Dialogue d(reloaded, "GetProduct");
        codes.push_back(d.say().code());
        QCOMPARE(codes, (std::vector<int>{14, 14, 0}));
    }

    void templatesSeeTheCall()
    {
        MockFixture f("    - method: shop.Catalog/GetProduct\n"
                      "      response:\n"
                      "        initial_metadata: {x-first: '{{message.product_id}}'}\n"
                      "        trailing_metadata: {x-last: ['{{metadata.x-tenant}}', two]}\n"
                      "        message:\n"
                      "          id: '{{message.product_id}}'\n"
                      "          name: '{{body.productId}} {{header.x-tenant}} {{count}}'\n"
                      "          unit_price: '{{message.quantity}}'\n"
                      "          availability: '{{message.wanted}}'\n"
                      "          tags: '{{message.tags}}'\n"
                      "          rating: '{{sequence}}'\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        for (int n = 0; n < 2; ++n) {
            Dialogue d(f, "GetProduct", {{"x-tenant", "acme"}});
            d.say(R"({"productId":"p-1","quantity":3,"wanted":"IN_STOCK","tags":["a","b"]})");
            QVERIFY2(d.code() == 0, qPrintable(d.message()));
            nlohmann::json wanted = nlohmann::json::parse(
                R"({"id":"p-1","name":"p-1 acme 1","unit_price":3.0,"availability":"IN_STOCK","tags":["a","b"]})");
            if (n > 0)
                wanted["rating"] = n;
            QCOMPARE(d.reply().dump(), wanted.dump());
            QCOMPARE(d.call.initial, (grpc::Metadata{{"x-first", "p-1"}}));
            QCOMPARE(d.call.trailers, (grpc::Metadata{{"x-last", "acme"}, {"x-last", "two"}}));
        }
    }

    void blocksWithoutBracesSeeTheCallToo()
    {
        MockFixture f("    - method: shop.Catalog/GetProduct\n"
                      "      response:\n"
                      "        message:\n"
                      "          tags: {'#repeat message.quantity': x}\n"
                      "          name: {'#if message.quantity': some}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "GetProduct");
        d.say(R"({"quantity":3})");
        QVERIFY2(d.code() == 0, qPrintable(d.message()));
        QCOMPARE(d.reply().dump(), std::string(R"({"name":"some","tags":["x","x","x"]})"));
    }

    void anEchoOfTheWholeMessage()
    {
        MockFixture f(
            "    - method: everything.Everywhere/Unary\n      response: {message: '{{message}}'}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        FakeCall call(f.registry, "/everything.Everywhere/Unary", {});
        const auto conversation = f.mock->answer(*f.mock->find(call.start().path), call);
        const std::string bytes = f.encode(
            R"({"anInt64":"-5","aString":"x","byName":{"k":"1"},"inner":{"name":"n"},"chosenText":"c",)"
            R"("any":{"@type":"google.protobuf.Duration","value":"1s"}})",
            "everything.Everything");
        conversation->received(bytes);
        QVERIFY2(call.status && call.status->code == 0, call.status ? call.status->message.c_str() : "");
        QCOMPARE(f.decode(call.sent[0], "everything.Everything").dump(),
                 f.decode(bytes, "everything.Everything").dump());
    }

    void fillCompletesWhatIsGiven()
    {
        MockFixture f(
            "    - method: shop.Catalog/GetProduct\n      response: {fill: true, message: {id: mine}}\n");
        Dialogue d(f, "GetProduct");
        d.say();
        QVERIFY(d.reply()["id"] == "mine");
        QVERIFY(d.reply().contains("email"));
    }

    void statusesWithDetails()
    {
        MockFixture f("    - method: shop.Catalog/GetProduct\n"
                      "      response:\n"
                      "        status:\n"
                      "          code: NOT_FOUND\n"
                      "          message: no product {{message.product_id}}\n"
                      "          details:\n"
                      "            - '@type': type.googleapis.com/google.rpc.ErrorInfo\n"
                      "              reason: NO_SUCH\n"
                      "              metadata: {id: '{{message.product_id}}'}\n"
                      "            - '@type': google.rpc.RetryInfo\n"
                      "              retry_delay: 1.5s\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "GetProduct");
        d.say(R"({"productId":"p-9"})");
        QCOMPARE(d.code(), 5);
        QCOMPARE(d.message(), QStringLiteral("no product p-9"));
        QVERIFY(d.call.sent.empty());
        QCOMPARE(
            f.decode(d.call.status->details, "google.rpc.Status").dump(),
            nlohmann::json::parse(
                R"({"code":5,"message":"no product p-9","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"NO_SUCH","metadata":{"id":"p-9"}},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"1.500s"}]})")
                .dump());
    }

    void delaysAndIntervals()
    {
        MockFixture f("    - method: shop.Catalog/Watch\n"
                      "      response: {delay: 100ms, interval: 10ms, messages: [{id: a}, {id: b}], "
                      "repeat: {count: 2, interval: 50ms}, status: DATA_LOSS}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "Watch");
        d.say().halfClose();
        QVERIFY(d.call.sent.empty());
        d.call.advance(99 * kMs);
        QVERIFY(d.call.sent.empty());
        d.call.advance(1000 * kMs);
        QCOMPARE(d.call.sentAt, (std::vector<std::uint64_t>{100 * kMs, 110 * kMs, 160 * kMs, 170 * kMs}));
        QCOMPARE(d.code(), 15);
        QCOMPARE(d.call.finishedAt, 170 * kMs);
        QVERIFY(d.call.injected > 0); // as long as the waiting took; the clock of this call does not wait
        QVERIFY(d.reply(2)["id"] == "a");
    }

    void anEndlessStreamWaitsForItsReader()
    {
        MockFixture f("    - method: shop.Catalog/Watch\n"
                      "      response: {message: {id: '{{index}}'}, repeat: {}}\n",
                      "  limits: {max_queue: 1KiB}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "Watch");
        d.call.reads = false;
        d.say();
        d.call.advance(1000 * kMs);
        const std::size_t stopped = d.call.sent.size();
        QVERIFY(d.call.queued > 1024 && d.call.queued < 1100);
        d.call.queued = 0;
        d.call.advance(10 * kMs);
        QVERIFY(d.call.sent.size() > stopped);
        d.call.gone = true;
        d.conversation->cancelled();
        const std::size_t ended = d.call.sent.size();
        d.call.advance(1000 * kMs);
        QCOMPARE(d.call.sent.size(), ended);
        QVERIFY(!d.call.status);
    }

    void clientStreams_data()
    {
        QTest::addColumn<QByteArray>("which");
        QTest::addColumn<QByteArray>("ids");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *which, const char *ids, bool fits) {
            QTest::addRow("%s %s", which, ids) << QByteArray(which) << QByteArray(ids) << fits;
        };
        row("any", "a x b", true);
        row("any", "a b", false);
        row("all", "x x", true);
        row("all", "x a", false);
        row("first", "x a", true);
        row("first", "a x", false);
        row("last", "a x", true);
        row("last", "x a", false);
        row("all", "", false);
    }

    void clientStreams()
    {
        QFETCH(QByteArray, which);
        QFETCH(QByteArray, ids);
        QFETCH(bool, fits);
        MockFixture f("    - method: shop.Catalog/Upload\n"
                      "      match: {messages: " +
                      which.toStdString() +
                      ", message: {product_id: x}}\n"
                      "      response:\n"
                      "        message:\n"
                      "          count: '{{count}}'\n"
                      "          last: '{{message.product_id}}'\n"
                      "          ids: {'#each messages': '{{this.product_id}}'}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "Upload");
        const QList<QByteArray> list = ids.isEmpty() ? QList<QByteArray>() : ids.split(' ');
        for (const QByteArray &id : list)
            d.say("{\"productId\":\"" + id.toStdString() + "\"}");
        d.halfClose();
        QVERIFY2(d.code() == 0, qPrintable(d.message()));
        QCOMPARE(d.isRuled(), fits);
        if (!fits)
            return;
        const auto reply = d.reply(0, "shop.Summary");
        QVERIFY(reply["count"] == list.size());
        QCOMPARE(reply["last"].get<std::string>(), list.back().toStdString());
        QCOMPARE(reply["ids"].size(), static_cast<std::size_t>(list.size()));
    }

    void whatIsCollectedIsBounded()
    {
        MockFixture f("    - method: shop.Catalog/Upload\n"
                      "      response: {message: {ids: {'#each messages': '{{this.product_id}}'}}}\n",
                      "  limits: {max_collected: 1KiB}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "Upload");
        const std::string big = "{\"productId\":\"" + std::string(600, 'x') + "\"}";
        d.say(big);
        QCOMPARE(d.code(), -1);
        d.say(big);
        QCOMPARE(d.code(), 8);
        QVERIFY(d.message().contains(QStringLiteral("max_collected")));
    }

    void bothSidesStream()
    {
        MockFixture f("    - method: shop.Catalog/Chat\n"
                      "      response:\n"
                      "        on_start: {message: {id: hello}}\n"
                      "        on_message:\n"
                      "          - match: {product_id: bye}\n"
                      "            status: {code: ABORTED, message: bye}\n"
                      "          - match: {product_id: {contains: twice}}\n"
                      "            interval: 10ms\n"
                      "            messages: [{id: '1'}, {id: '2'}]\n"
                      "          - match_jsonpath: {'$.tags[0]': first}\n"
                      "            message: {id: tagged}\n"
                      "        message: {id: 'other {{message.product_id}} {{count}}'}\n"
                      "        on_half_close: {message: {id: end}}\n"
                      "        trailing_metadata: {x-last: '{{count}}'}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "Chat");
        QCOMPARE(d.call.sent.size(), std::size_t{1});
        d.say(R"({"productId":"a"})").say(R"({"productId":"twice"})").say(R"({"tags":["first"]})");
        d.halfClose();
        QCOMPARE(d.code(), -1);
        d.call.advance(100 * kMs);
        QStringList ids;
        for (std::size_t i = 0; i < d.call.sent.size(); ++i)
            ids << QString::fromStdString(d.reply(i)["id"].get<std::string>());
        QCOMPARE(ids.join(u','), QStringLiteral("hello,other a 1,1,2,tagged,end"));
        QCOMPARE(d.code(), 0);
        QCOMPARE(d.call.trailers, (grpc::Metadata{{"x-last", "3"}}));
        Dialogue bye(f, "Chat");
        bye.say(R"({"productId":"bye"})");
        QCOMPARE(bye.code(), 10);
        bye.say().halfClose();
        QCOMPARE(bye.call.sent.size(), std::size_t{1});
    }

    void aRuleOfBothStreamsByItsFirstMessage()
    {
        MockFixture f("    - method: shop.Catalog/Chat\n"
                      "      match: {message: {product_id: x}}\n"
                      "      response: {message: {id: ruled}, trailing_metadata: {x-a: b}}\n");
        Dialogue yes(f, "Chat");
        yes.say(R"({"productId":"x"})").say().halfClose();
        QVERIFY(yes.reply(1)["id"] == "ruled");
        QVERIFY(!yes.call.trailers.empty());
        Dialogue no(f, "Chat");
        no.say().halfClose();
        QCOMPARE(no.route(), std::string("Catalog::Chat"));
    }

    void aBusyConversationSaysSo()
    {
        MockFixture f("    - method: shop.Catalog/Chat\n      response: {message: {id: x}, delay: 1s}\n");
        Dialogue d(f, "Chat");
        int said = 0;
        while (!d.conversation->isBusy() && said < 1000) {
            d.say();
            ++said;
        }
        QCOMPARE(said, 100);
        d.call.advance(1500 * kMs);
        QVERIFY(!d.conversation->isBusy());
    }

    void bytesThatAreNoMessage()
    {
        MockFixture f("    []\n");
        for (const char *method : {"GetProduct", "Watch", "Upload", "Chat"}) {
            Dialogue d(f, method);
            d.conversation->received(std::string("\x0a\x05"
                                                 "ab",
                                                 4));
            QCOMPARE(d.code(), 13);
            QVERIFY2(d.message().contains(QStringLiteral("product_id: the value should have 5 bytes")),
                     qPrintable(d.message()));
        }
        Dialogue none(f, "GetProduct");
        none.halfClose();
        QCOMPARE(none.code(), 13);
    }

    void aTemplateThatDoesNotFitIsToldToTheClient()
    {
        MockFixture f("    - {id: wrong, method: shop.Catalog/GetProduct, response: {message: {rating: "
                      "'{{message.product_id}}'}}}\n");
        QVERIFY2(f.mock, qPrintable(f.firstProblem()));
        Dialogue d(f, "GetProduct");
        d.say(R"({"productId":"many"})");
        QCOMPARE(d.code(), 13);
        QVERIFY2(d.message().contains(QStringLiteral("the rule 'wrong' cannot answer: rating: ")),
                 qPrintable(d.message()));
    }

    void mistakesHaveTheirPlaces_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("problem");
        const auto row = [](const char *rule, const char *problem) {
            QTest::newRow(problem) << QByteArray(rule) << QByteArray(problem);
        };
        row("method: shop.Catalog/GetProducts",
            ":4:7: error: the schema has no method 'shop.Catalog/GetProducts' (did you mean "
            "'shop.Catalog/GetProduct'?)");
        row("method: shop.Catalog/GetProduct\n      response:\n        message:\n          id: x\n          "
            "nam: y",
            ":8:16: error: nam: shop.Product has no field 'nam' (did you mean 'name'?)");
        row("method: shop.Catalog/GetProduct\n      response:\n        message:\n          tags:\n           "
            " - a\n            - {}",
            ":9:15: error: tags.1: tags: {} is not text");
        row("method: shop.Catalog/GetProduct\n      response: {message: {id: '{{nosuch}}'}}", "unknown");
        row("method: shop.Catalog/GetProduct\n      match: {message: {product_idd: x}}",
            ":5:38: error: shop.ProductRequest has no field 'product_idd' (did you mean "
            "'product_id'?)");
        row("method: shop.Catalog/GetProduct\n      match: {message: {wanted: NOWHERE}}",
            "shop.Availability has no value 'NOWHERE' (it has AVAILABILITY_UNSPECIFIED, IN_STOCK, SOLD_OUT)");
        row("method: shop.Catalog/GetProduct\n      match: {message: {product_id.x: y}}",
            "the field product_id has no fields of its own");
        row("method: shop.Catalog/GetProduct\n      match: {message: {product_id: {regex: '('}}}",
            "regular expression");
        row("method: shop.Catalog/GetProduct\n      response: {messages: [{}, {}]}",
            "shop.Catalog/GetProduct answers with one message");
        row("method: shop.Catalog/GetProduct\n      response: {message: {}, status: NOT_FOUND}",
            "never both");
        row("method: shop.Catalog/GetProduct\n      response: {on_start: {message: {}}}",
            "does not stream both ways");
        row("method: shop.Catalog/GetProduct\n      response: {status: NOT_FOND}",
            ":5:26: error: status: gRPC has no status 'NOT_FOND' (did you mean 'NOT_FOUND'?)");
        row("method: shop.Catalog/GetProduct\n      response: {status: {code: 5, details: [{'@type': "
            "no.Such}]}}",
            "the schema has no message 'type.googleapis.com/no.Such'");
        row("method: shop.Catalog/Watch\n      response: {repeat: {}, status: OK}",
            "never comes to its status");
        row("method: shop.Catalog/GetProduct\n      response: {initial_metadata: {Grpc-X: y}}",
            "'Grpc-X' is not a name of metadata");
    }

    void mistakesHaveTheirPlaces()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, problem);
        MockFixture f("    - " + rule.toStdString() + "\n");
        QVERIFY(!f.findings.empty());
        QVERIFY2(f.firstProblem().contains(QString::fromUtf8(problem)), qPrintable(f.firstProblem()));
    }
};

QTEST_GUILESS_MAIN(TestGrpcRules)
#include "tst_grpcrules.moc"
