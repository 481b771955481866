// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/execution/execute.h"
#include "server/graphql/execution/leaf.h"
#include "server/graphql/language/parser.h"
#include "server/graphql/validation/validate.h"

#include <QTest>

#include <functional>

using namespace mockforge::graphql;

namespace {

constexpr const char *kSdl = R"(
scalar Any
enum E { A B }
type Query { n: Query must: Query! list: [Query!] int: Int float: Float text: String id: ID yes: Boolean any: Any e: E ints(of: [Int!]): [Int] }
type Subscription { ticks: Int }
)";

std::shared_ptr<const Schema> schema()
{
    static const std::shared_ptr<const Schema> built = [] {
        std::vector<SchemaError> errors;
        return Schema::build({{"a", kSdl}}, errors);
    }();
    return built;
}

std::vector<GraphQlError> problems(const std::string &query, const RequestLimits &limits)
{
    const ParseResult parsed = parse(query);
    return parsed.document ? validate(*schema(), *parsed.document, limits) : std::vector{parsed.error};
}

std::string first(const std::string &query, const RequestLimits &limits)
{
    const auto errors = problems(query, limits);
    return errors.empty() ? "" : errors.front().message;
}

class LambdaResolver : public Resolver
{
public:
    using Function = std::function<Resolved(const FieldCall &)>;
    explicit LambdaResolver(Function function)
        : m_function(std::move(function))
    {}
    Resolved resolve(const FieldCall &call) override { return m_function(call); }

private:
    Function m_function;
};

std::string executed(const std::string &query, LambdaResolver::Function function,
                     const nlohmann::json &variables = nullptr)
{
    const ParseResult parsed = parse(query);
    PreparedOperation prepared(schema(), parsed.document, parsed.document->operations.front());
    LambdaResolver resolver(std::move(function));
    std::string out;
    prepared.execute(variables, resolver, out);
    return out;
}

std::string leaf(const char *field, const Resolved &value)
{
    return executed("{ " + std::string(field) + " }", [&](const FieldCall &) { return value; });
}

} // namespace

class TestRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void depth();
    void complexity();
    void introspectionMayBeForbidden();
    void leaves();
    void leavesThatAreNone();
    void json();
    void aReplyMayBeTooLarge();
    void errorsMayBeTooMany();
    void errorsOfResolvers();
    void extraErrors();
    void root();
    void subscriptionField();
    void operations();
    void preparedOnceExecutedOften();
};

void TestRequests::depth()
{
    RequestLimits limits;
    limits.maxDepth = 3;
    QCOMPARE(first("{ n { n { int } } }", limits), std::string());
    QCOMPARE(first("{ n { n { n { int } } } }", limits),
             std::string("The query is 4 levels deep; at most 3 are allowed."));
    QCOMPARE(first("{ n { ...F } } fragment F on Query { n { ... { n { int } } } }", limits),
             std::string("The query is 4 levels deep; at most 3 are allowed."));
    QCOMPARE(first("{ __schema { types { fields { type { name } } } } }", limits), std::string());
}

void TestRequests::complexity()
{
    RequestLimits limits;
    limits.maxComplexity = 4;
    QCOMPARE(first("{ a: int b: int c: n { int } }", limits), std::string());
    QCOMPARE(first("{ a: int b: int c: n { int text } }", limits),
             std::string("The query asks for 5 fields; at most 4 are allowed."));
    QCOMPARE(first("{ a: n { ...F } b: n { ...F } } fragment F on Query { int text }", limits),
             std::string("The query asks for 6 fields; at most 4 are allowed."));
}

void TestRequests::introspectionMayBeForbidden()
{
    RequestLimits limits;
    limits.introspection = false;
    QCOMPARE(first("{ __typename n { __typename } }", limits), std::string());
    const auto errors =
        problems("{ int ...F } fragment F on Query { __schema { queryType { name } } }", limits);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors.front().message,
             std::string("GraphQL introspection is not allowed, but the query contained __schema."));
    QCOMPARE(errors.front().locations, (std::vector<Location>{{1, 36}}));
}

void TestRequests::leaves()
{
    QCOMPARE(leaf("int", Resolved::of(2.0)), std::string(R"({"data":{"int":2}})"));
    QCOMPARE(leaf("int", Resolved::of(std::string("7"))), std::string(R"({"data":{"int":7}})"));
    QCOMPARE(leaf("int", Resolved::of(true)), std::string(R"({"data":{"int":1}})"));
    QCOMPARE(leaf("float", Resolved::of(std::int64_t{3})), std::string(R"({"data":{"float":3}})"));
    QCOMPARE(leaf("float", Resolved::of(0.1)), std::string(R"({"data":{"float":0.1}})"));
    QCOMPARE(leaf("text", Resolved::of(1.5)), std::string(R"({"data":{"text":"1.5"}})"));
    QCOMPARE(leaf("text", Resolved::of(std::string("\xC3\xA9\"\n\xFF"))),
             std::string("{\"data\":{\"text\":\"\xC3\xA9\\\"\\n\xEF\xBF\xBD\"}}"));
    QCOMPARE(leaf("id", Resolved::of(std::int64_t{5})), std::string(R"({"data":{"id":"5"}})"));
    QCOMPARE(leaf("yes", Resolved::of(std::int64_t{0})), std::string(R"({"data":{"yes":false}})"));
    QCOMPARE(leaf("e", Resolved::of(std::string("B"))), std::string(R"({"data":{"e":"B"}})"));
    const Json any{{"a", Json::array({1, "x"})}};
    QCOMPARE(leaf("any", leafOf(any, *schema()->type("Any"))),
             std::string(R"({"data":{"any":{"a":[1,"x"]}}})"));
}

void TestRequests::leavesThatAreNone()
{
    const auto message = [](const std::string &reply) {
        const Json parsed = Json::parse(reply);
        return parsed.contains("errors") ? parsed["errors"][0]["message"].get<std::string>() : reply;
    };
    QCOMPARE(message(leaf("int", Resolved::of(1.5))),
             std::string("Int cannot represent non-integer value: 1.5"));
    QCOMPARE(message(leaf("int", Resolved::of(std::int64_t{4294967296}))),
             std::string("Int cannot represent non 32-bit signed integer value: 4294967296"));
    QCOMPARE(message(leaf("float", Resolved::of(std::string("x")))),
             std::string("Float cannot represent non numeric value: \"x\""));
    QCOMPARE(message(leaf("e", Resolved::of(std::string("C")))),
             std::string("Enum \"E\" cannot represent value: \"C\""));
    QCOMPARE(message(leaf("yes", Resolved::of(std::string("true")))),
             std::string("Boolean cannot represent a non boolean value: \"true\""));
    QCOMPARE(message(leaf("text", Resolved::list({}))), std::string("String cannot represent value: a list"));
    QCOMPARE(message(executed("{ ints }", [](const FieldCall &) { return Resolved::of(true); })),
             std::string("Expected Iterable, but did not find one for field \"Query.ints\"."));
    QVERIFY(message(executed("{ n { int } }", [](const FieldCall &) {
                return Resolved::of(true);
            })).starts_with("The value of \"Query.n\" is no object"));
}

/// Every reply is JSON, and errors carry paths.
void TestRequests::json()
{
    const std::string reply =
        executed("{ list { key: int ints(of: [1, 2]) must { text } } }", [](const FieldCall &call) {
            ObjectRef object;
            object.type = schema()->root(OperationType::Query);
            if (call.field.name == "list")
                return Resolved::list({Resolved::of(object), Resolved::of(object)});
            if (call.field.name == "ints") {
                std::vector<Resolved> items;
                for (const Json &one : call.arguments.at("of"))
                    items.push_back(Resolved::of(one.get<std::int64_t>()));
                items.push_back(Resolved::error("no"));
                return Resolved::list(std::move(items));
            }
            return call.field.name == "must" ? Resolved::of(object) : Resolved::null();
        });
    const Json parsed = Json::parse(reply);
    QCOMPARE(parsed["data"].dump(),
             std::string(R"({"list":[{"key":null,"ints":[1,2,null],"must":{"text":null}},)"
                         R"({"key":null,"ints":[1,2,null],"must":{"text":null}}]})"));
    QCOMPARE(parsed["errors"].size(), std::size_t{2});
    QCOMPARE(parsed["errors"][1]["path"].dump(), std::string(R"(["list",1,"ints",2])"));
}

void TestRequests::aReplyMayBeTooLarge()
{
    const ParseResult parsed = parse("{ n { text n { text } } }");
    PreparedOperation prepared(schema(), parsed.document, parsed.document->operations.front());
    LambdaResolver resolver([](const FieldCall &call) {
        ObjectRef object;
        object.type = schema()->root(OperationType::Query);
        return call.field.name == "n" ? Resolved::of(object) : Resolved::of(std::string(1000, 'x'));
    });
    std::string out = "kept";
    prepared.setMaxReplyBytes(500);
    QVERIFY(prepared.execute(nullptr, resolver, out).hasErrors);
    const Json reply = Json::parse(out.substr(4));
    QVERIFY(reply["data"].is_null());
    QCOMPARE(reply["errors"].size(), std::size_t{1});
    prepared.setMaxReplyBytes(5000);
    out.clear();
    QVERIFY(!prepared.execute(nullptr, resolver, out).hasErrors);
}

void TestRequests::errorsMayBeTooMany()
{
    const std::string reply = executed("{ ints }", [](const FieldCall &) {
        return Resolved::list(std::vector<Resolved>(20'000, Resolved::error("no")));
    });
    const Json parsed = Json::parse(reply);
    QCOMPARE(parsed["errors"].size(), std::size_t{10'001});
    QVERIFY(parsed["data"].is_null());
}

void TestRequests::errorsOfResolvers()
{
    const Json extensions{{"code", "GONE"}};
    const std::string reply = executed("{ a: int ...F } fragment F on Query { a: int }",
                                       [&](const FieldCall &) { return Resolved::error("no", &extensions); });
    QCOMPARE(reply,
             std::string(R"({"errors":[{"message":"no","locations":[{"line":1,"column":3},{"line":1,)"
                         R"("column":39}],"path":["a"],"extensions":{"code":"GONE"}}],"data":{"a":null}})"));
}

void TestRequests::extraErrors()
{
    const ParseResult parsed = parse("{ int }");
    PreparedOperation prepared(schema(), parsed.document, parsed.document->operations.front());
    LambdaResolver resolver([](const FieldCall &) { return Resolved::of(std::int64_t{1}); });
    std::string out;
    const auto outcome = prepared.execute(nullptr, resolver, out, {}, {{"extra", {}, {}, {}}});
    QVERIFY(outcome.executed && outcome.hasErrors);
    QCOMPARE(out, std::string(R"({"errors":[{"message":"extra"}],"data":{"int":1}})"));
}

void TestRequests::root()
{
    const ParseResult parsed = parse("{ int }");
    PreparedOperation prepared(schema(), parsed.document, parsed.document->operations.front());
    LambdaResolver resolver(
        [](const FieldCall &call) { return Resolved::of(static_cast<std::int64_t>(call.parent.seed)); });
    ObjectRef root;
    root.seed = 42;
    std::string out;
    prepared.execute(nullptr, resolver, out, root);
    QCOMPARE(out, std::string(R"({"data":{"int":42}})"));
}

void TestRequests::subscriptionField()
{
    const ParseResult parsed =
        parse("subscription { ...F } fragment F on Subscription { t: ticks } query Q { int }");
    PreparedOperation subscription(schema(), parsed.document, parsed.document->operations[0]);
    QVERIFY(subscription.subscriptionField());
    QCOMPARE(subscription.subscriptionField()->name, std::string("ticks"));
    PreparedOperation query(schema(), parsed.document, parsed.document->operations[1]);
    QVERIFY(!query.subscriptionField());
}

void TestRequests::operations()
{
    std::string problem;
    const ParseResult two = parse("query A { int } query B { int }");
    QCOMPARE(selectOperation(*two.document, "B", problem), &two.document->operations[1]);
    QVERIFY(!selectOperation(*two.document, "", problem));
    QCOMPARE(problem, std::string("Must provide operation name if query contains multiple operations."));
    QVERIFY(!selectOperation(*two.document, "C", problem));
    QCOMPARE(problem, std::string("Unknown operation named \"C\"."));
}

/// Plans are kept, but for what hangs on variables.
void TestRequests::preparedOnceExecutedOften()
{
    const ParseResult parsed =
        parse("query ($c: Boolean!, $l: [Int!]) { n { int @skip(if: $c) text ints(of: $l) } }");
    PreparedOperation prepared(schema(), parsed.document, parsed.document->operations.front());
    LambdaResolver resolver([](const FieldCall &call) {
        ObjectRef object;
        object.type = schema()->root(OperationType::Query);
        if (call.field.name == "n")
            return Resolved::of(object);
        if (call.field.name != "ints" || !call.arguments.contains("of"))
            return Resolved::null();
        return Resolved::list({Resolved::of(call.arguments["of"][0].get<std::int64_t>())});
    });
    const auto run = [&](const char *variables) {
        std::string out;
        prepared.execute(nlohmann::json::parse(variables), resolver, out);
        return Json::parse(out)["data"]["n"].dump();
    };
    for (int turn = 0; turn < 2; ++turn) {
        QCOMPARE(run(R"({"c":true})"), std::string(R"({"text":null,"ints":null})"));
        QCOMPARE(run(R"({"c":false,"l":[1]})"), std::string(R"({"int":null,"text":null,"ints":[1]})"));
        QCOMPARE(run(R"({"c":true,"l":2})"), std::string(R"({"text":null,"ints":[2]})"));
    }
}

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
