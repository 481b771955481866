// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Made data by type and name, and the state's store. Rules are proved through the program.

#include "server/graphql/execution/execute.h"
#include "server/graphql/language/parser.h"
#include "server/graphql/mock/mockresolver.h"
#include "server/project/loader.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <thread>

using namespace mockforge;
using namespace mockforge::graphql;

namespace {

std::shared_ptr<const Schema> schemaOf(const std::string &text)
{
    std::vector<SchemaError> errors;
    auto schema = Schema::build({{"schema.graphql", text}}, errors);
    for (const SchemaError &error : errors)
        qWarning("%d:%d %s", error.line, error.column, error.message.c_str());
    return schema;
}

std::shared_ptr<const Mock> mockOf(const std::shared_ptr<const Schema> &schema, const std::string &yaml,
                                   std::uint64_t seed = 7)
{
    const auto loaded = project::loadText("graphql:\n  enabled: false\n" + yaml, "mockforge.yaml", ".", {});
    std::vector<control::Diagnostic> diagnostics = loaded.diagnostics;
    auto mock = Mock::compile(loaded.draft, schema, seed, nullptr, diagnostics);
    for (const auto &finding : diagnostics)
        qWarning("%s", control::toString(finding).c_str());
    return mock;
}

Json answer(const Mock &mock, const std::shared_ptr<const Schema> &schema, const std::string &query)
{
    const ParseResult parsed = parse(query);
    if (!parsed.document)
        return parsed.error.message;
    Published<const StoreState>::Reader reader(mock.store().published());
    MockResolver resolver(mock, reader);
    OperationCall call;
    call.type = parsed.document->operations.front().type;
    resolver.begin(call);
    PreparedOperation prepared(schema, parsed.document, parsed.document->operations.front());
    std::string out;
    prepared.execute(nullptr, resolver, out, resolver.root());
    return Json::parse(out);
}

const std::string kTypes = R"(
    type Query { thing(id: ID!): Thing things(first: Int): [Thing!]! any: Any deep: Thing }
    union Any = Thing | Other
    type Other { name: String }
    enum Colour { RED GREEN }
    scalar DateTime scalar Date scalar Time scalar UUID scalar URL scalar JSON scalar Decimal scalar BigInt
    scalar EmailAddress scalar Void scalar Unheard
    type Thing {
        id: ID! ownerId: ID name: String email: String firstName: String first_name: String price: Float
        age: Int createdAt: String expiresAt: String homepage: String city: String stars: Int ratio: Float
        isActive: Boolean colour: Colour dateTime: DateTime date: Date time: Time uuid: UUID url: URL json: JSON
        decimal: Decimal big: BigInt mail: EmailAddress void: Void unheard: Unheard nested: [[Int!]!]!
        others: [Thing!]! other: Thing byArgument(n: Int): Int
    })";

const std::string kRules =
    "  state:\n"
    "    Item: {items: [{id: 1, name: a, kind: x}, {id: 2, name: b, kind: y}], count: 2}\n"
    "    Part: [{id: 1, item: 1}, {id: 2, item: 2}, {id: 3, item: 1}]\n"
    "  rules:\n"
    "    - {field: Query.say, probability: 0.5, error: {message: \"no {{index}}\", extensions: {a: 1}}}\n"
    "    - {field: Query.say, reply: \"{{#each state.Item}}{{this.name}}{{/each}}\"}\n"
    "    - {field: Item.kind, match: {args: {none: {absent: true}}}, probability: 0.5, reply: "
    "\"{{parent.id}}{{parent.name}}\"}\n";

} // namespace

class TestGraphQlMock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("pattern");
        const auto row = [](const char *field, const char *pattern) {
            QTest::newRow(field) << QString::fromUtf8(field) << QString::fromUtf8(pattern);
        };
        row("id", "\"7\"");
        row("ownerId", "\"\\d+\"");
        row("name", "\"\\w+ [\\w']+\"");
        row("email", "\"[^@]+@example\\.(com|net|org)\"");
        row("firstName", "\"\\w+\"");
        row("first_name", "\"\\w+\"");
        row("price", "\\d+(\\.\\d\\d?)?");
        row("age", "\\d\\d");
        row("createdAt", "\"202[56]-\\d\\d-\\d\\dT.*\"");
        row("expiresAt", "\"202[67]-\\d\\d-\\d\\dT.*\"");
        row("homepage", "\"https://.*\"");
        row("city", "\".+\"");
        row("stars", "[1-5]");
        row("ratio", "(0|1)(\\.\\d\\d?)?");
        row("isActive", "true|false");
        row("colour", "\"(RED|GREEN)\"");
        row("dateTime", "\"\\d{4}-\\d\\d-\\d\\dT.*\"");
        row("date", "\"\\d{4}-\\d\\d-\\d\\d\"");
        row("time", "\"\\d\\d:\\d\\d:\\d\\dZ\"");
        row("uuid", "\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"");
        row("url", "\"https://.*\"");
        row("json", ".+");
        row("decimal", "\"\\d+\\.\\d\\d\"");
        row("big", "\\d+");
        row("mail", "\"[^@]+@example\\..*\"");
        row("void", "null");
        row("unheard", "\".+\"");
    }

    void names()
    {
        QFETCH(QString, field);
        QFETCH(QString, pattern);
        const auto schema = schemaOf(kTypes);
        const auto mock = mockOf(schema, "");
        const Json reply = answer(*mock, schema, "{ thing(id: 7) { " + field.toStdString() + " } }");
        QVERIFY2(!reply.contains("errors"), reply.dump().c_str());
        const std::string value = reply["data"]["thing"][field.toStdString()].dump();
        const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
        QVERIFY2(expression.match(QString::fromStdString(value)).hasMatch(), value.c_str());
    }

    /// Every template that names and scalars lead to renders: a mistake in the tables shows here.
    void everyWordOfTheTablesMakesSomething()
    {
        std::string fields;
        for (const char *name : {"token", "cursor", "hash", "slug", "description", "content", "avatar",
                                 "userAgent", "iban", "sku"})
            fields += std::string(name) + ": String ";
        for (const char *name :
             {"HexColorCode", "Base64", "Duration", "LocalTime", "IPv4", "MAC", "HTML", "Long"})
            fields += "f" + std::string(name) + ": " + name + " ";
        const auto schema =
            schemaOf("scalar HexColorCode scalar Base64 scalar Duration scalar LocalTime scalar IPv4 "
                     "scalar MAC scalar HTML scalar Long type Query { x: X } type X { " +
                     fields + "}");
        const auto mock = mockOf(schema, "");
        std::string names = fields;
        static const QRegularExpression types(QStringLiteral(": \\w+ "));
        const QString asked = QString::fromStdString(names).replace(types, QStringLiteral(" "));
        const Json reply = answer(*mock, schema, "{ x { " + asked.toStdString() + " } }");
        QVERIFY2(!reply.contains("errors"), reply.dump().c_str());
        for (const auto &[name, value] : reply["data"]["x"].items())
            QVERIFY2(!value.is_null() && value != "" && value.dump().find("{{") == std::string::npos,
                     name.c_str());
    }

    void dataAreAFunctionOfTheSeed()
    {
        const auto schema = schemaOf(kTypes);
        const std::string query =
            "{ things { id name others { id price } } any { __typename } deep { other { id } } }";
        const Json one = answer(*mockOf(schema, ""), schema, query);
        QVERIFY(answer(*mockOf(schema, ""), schema, query) == one);
        QVERIFY(answer(*mockOf(schema, "", 8), schema, query) != one);
    }

    void aNewFieldLeavesTheOthersAsTheyWere()
    {
        const auto schema = schemaOf(kTypes);
        const auto grown =
            schemaOf(kTypes + " extend type Thing { afterwards: String } type Before { x: Int }");
        const std::string query = "{ things { id name price colour } }";
        QVERIFY(answer(*mockOf(grown, ""), grown, query) == answer(*mockOf(schema, ""), schema, query));
    }

    void listsOfListsAndArguments()
    {
        const auto schema = schemaOf(kTypes);
        const auto mock = mockOf(schema, "");
        const Json reply = answer(
            *mock, schema,
            "{ thing(id: 1) { nested a: byArgument(n: 1) b: byArgument(n: 2) again: byArgument(n: 1) } }");
        const Json thing = reply["data"]["thing"];
        QVERIFY(thing["nested"].is_array() && thing["nested"][0].is_array() &&
                thing["nested"][0][0].is_number());
        QVERIFY(thing["a"] == thing["again"]);
        QVERIFY(thing["a"] != thing["b"]);
    }

    void rulesAndStateTogether()
    {
        const auto schema = schemaOf(
            "type Query { item(id: ID!): Item items(first: Int, kind: String): [Item!]! list: "
            "ItemConnection! say: String } "
            "type Mutation { createItem(input: ItemInput!): Item! deleteItem(id: ID!): ID changeItem(id: "
            "ID!, name: String): ItemPayload } "
            "type Item { id: ID! name: String kind: String parts: [Part!]! } type Part { id: ID! item: Item! "
            "} "
            "type ItemConnection { edges: [ItemEdge!]! totalCount: Int! } type ItemEdge { node: Item! } "
            "type ItemPayload { item: Item ok: Boolean! errors: [String!]! } input ItemInput { name: String "
            "kind: String }");
        const auto mock = mockOf(schema, kRules);
        for (int turn = 0; turn < 20; ++turn) {
            const Json made = answer(
                *mock, schema,
                "mutation { createItem(input: {name: \"n\", kind: \"x\"}) { id name kind parts { id } } }");
            QVERIFY2(!made.contains("errors"), made.dump().c_str());
            const std::string id = made["data"]["createItem"]["id"];
            const Json changed =
                answer(*mock, schema,
                       "mutation { changeItem(id: " + id + ", name: \"m\") { ok errors item { name } } }");
            QCOMPARE(changed["data"]["changeItem"].dump(),
                     std::string("{\"ok\":true,\"errors\":[],\"item\":{\"name\":\"m\"}}"));
            const Json seen = answer(
                *mock, schema,
                "{ items(kind: \"x\", first: 9) { id kind parts { id item { id } } } list { totalCount "
                "edges { node { name } } } item(id: 1) { parts { id item { name } } } say }");
            QVERIFY(seen["data"]["list"]["totalCount"] == seen["data"]["list"]["edges"].size());
            QVERIFY(seen["data"]["list"]["totalCount"] == 5);
            QCOMPARE(seen["data"]["item"]["parts"].size(), std::size_t{2});
            const Json gone = answer(*mock, schema, "mutation { deleteItem(id: " + id + ") }");
            QVERIFY(gone["data"]["deleteItem"] == id);
        }
    }

    void storeCreatesUpdatesAndRemoves()
    {
        Store store({{"Thing", "id", {Json{{"id", 3}}}}, {"Named", "id", {Json{{"id", "x"}}}}}, 7, nullptr);
        Published<const StoreState>::Reader reader(store.published());
        QCOMPARE(store.create(0, Json{{"name", "a"}}).value()->key, std::string("4"));
        QVERIFY(!store.create(0, Json{{"id", "4"}}));
        QCOMPARE(store.create(1, Json::object()).value()->key.size(), std::size_t{36});
        QVERIFY(store.update(0, "4", Json{{"id", 9}, {"name", "b"}}));
        const ItemPtr changed = (*reader.get())[0]->find("4");
        QVERIFY(changed->fields["name"] == "b");
        QVERIFY(changed->fields["id"] == 4); // the key stays
        const auto before = reader.get();
        QVERIFY(store.remove(0, "3"));
        QVERIFY(!store.remove(0, "3"));
        QVERIFY((*before)[0]->find("3")); // what a reader holds never changes
        QVERIFY(!(*reader.get())[0]->find("3"));
        QVERIFY((*reader.get())[0]->find("4"));
    }

    void storeHandsOnWhatIsTheSame()
    {
        const Store::Definition same{"Same", "id", {Json{{"id", 1}}}};
        Store old({same, {"Other", "id", {}}}, 7, nullptr);
        QVERIFY(old.create(0, Json::object()));
        QVERIFY(old.create(1, Json::object()));
        Store fresh({{"Other", "id", {Json{{"id", 5}}}}, same}, 7, &old);
        const auto state = fresh.published().get();
        QCOMPARE((*state)[0]->items.size(), std::size_t{1});
        QVERIFY((*state)[0]->find("5"));
        QCOMPARE((*state)[1]->items.size(), std::size_t{2});
    }

    void storeServesManyThreads()
    {
        Store store({{"Thing", "id", {}}}, 7, nullptr);
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&store] {
                Published<const StoreState>::Reader reader(store.published());
                for (int n = 0; n < 200; ++n) {
                    const ItemPtr made = store.create(0, Json::object()).value();
                    if (!(*reader.get())[0]->find(made->key))
                        qFatal("a writer does not see what it wrote");
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE((*store.published().get())[0]->items.size(), std::size_t{800});
    }
};

QTEST_GUILESS_MAIN(TestGraphQlMock)
#include "tst_graphqlmock.moc"
