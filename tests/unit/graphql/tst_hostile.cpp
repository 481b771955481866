// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Documents made to cost more than they should: each is refused, or answered, within a bounded time. No limit
// is set here: a server that sets some refuses most of these at once.

#include "server/graphql/execution/execute.h"
#include "server/graphql/language/parser.h"
#include "server/graphql/validation/validate.h"

#include <QTest>

#include <ctime>
#include <functional>

using namespace mockforge::graphql;

namespace {

/// Of the processor's time; a quadratic way through any of these takes minutes.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kMostSeconds = 100; // what sanitizers cost
#else
constexpr double kMostSeconds = 10;
#endif

class ProcessorTimer
{
public:
    double seconds() const { return static_cast<double>(std::clock() - m_begun) / CLOCKS_PER_SEC; }

private:
    std::clock_t m_begun = std::clock();
};

std::shared_ptr<const Schema> schema()
{
    static const std::shared_ptr<const Schema> built = [] {
        std::vector<SchemaError> errors;
        std::string sdl =
            "type Query implements Node { q: Query a(x: Any, i: In): Int l: [Query!] node: Node id: ID }\n"
            "interface Node { id: ID } scalar Any input In { i: In l: [In!] x: Int }\n"
            "type Subscription { q: Query a: Int }\n";
        for (int i = 0; i < 300; ++i)
            sdl += "type T" + std::to_string(i) + " implements Node { id: ID node: Node }\n";
        return Schema::build({{"a", sdl}}, errors);
    }();
    return built;
}

using Part = std::function<std::string(int)>;

std::string repeated(int count, const Part &part)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += part(i);
    return text;
}

std::string repeated(int count, const std::string &part)
{
    return repeated(count, [&](int) { return part; });
}

std::string number(int i)
{
    return std::to_string(i);
}

/// "", or the first error; parsed and validated within the time.
std::string problemOf(const std::string &query, std::size_t *errors = nullptr)
{
    const ProcessorTimer timer;
    const ParseResult parsed = parse(query);
    std::vector<GraphQlError> problems{parsed.error};
    if (parsed.document)
        problems = validate(*schema(), *parsed.document);
    if (errors)
        *errors = problems.size();
    if (timer.seconds() > kMostSeconds)
        return "too slow: " + std::to_string(timer.seconds()) + " s";
    return problems.empty() ? "" : problems.front().message;
}

class Nested : public Resolver
{
public:
    Resolved resolve(const FieldCall &call) override
    {
        const TypeRef &type = call.field.type->nullable();
        ObjectRef object;
        object.type = schema()->root(OperationType::Query);
        if (type.isList())
            return Resolved::list({Resolved::of(object), Resolved::of(object)});
        return type.named->isLeaf() ? Resolved::of(std::int64_t{1}) : Resolved::of(object);
    }
};

const std::string kTooComplex =
    "The query's fields, fragments and variables meet in too many ways to be checked. Ask for less at once.";

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenMegabytesOfFields();
    void tenMegabytesOfOneString();
    void tenMegabytesOfComments();
    void tenMegabytesOfErrors();
    void tenMegabytesOfVariables();
    void deepNesting_data();
    void deepNesting();
    void fragmentsNestedWithoutEnd();
    void fragmentsThatMultiply();
    void cyclesOfAllLengths();
    void overlapOfManyFields();
    void overlapOfManyFragments();
    void overlapThatMultiplies();
    void overlapOfLargeArguments();
    void variablesInManyFragments();
    void spreadsOnManyTypes();
    void introspectionThatMultiplies();
    void subscriptionOverManyFragments();
    void argumentsAndDirectivesRepeated();
    void hugeNumbers();
    void hugeVariables();
    void executionThatMultiplies();
    void executionAsDeepAsAllowed();
};

void TestHostile::tenMegabytesOfFields()
{
    const std::string query =
        "{" + repeated(150'000, "the_name_that_an_alias_gives_to_it: a\nq{id another_name: id}") + "}";
    QVERIFY(query.size() > 9'000'000);
    QCOMPARE(problemOf(query), std::string("The query asks for 600000 fields; at most 250000 are allowed."));
    ParseLimits limits;
    limits.maxTokens = 20'000;
    QCOMPARE(parse(query, limits).error.message,
             std::string("Syntax Error: Document contains more than 20000 tokens. Parsing aborted."));
}

void TestHostile::tenMegabytesOfOneString()
{
    QCOMPARE(problemOf("{ a(x: \"" + std::string(10'000'000, 'x') + "\") }"), std::string());
    QCOMPARE(problemOf("{ a(x: \"\"\"" + repeated(2'000'000, "\n  x ") + "\"\"\") }"), std::string());
    QVERIFY(problemOf("{ a(i: \"" + std::string(10'000'000, 'x') + "\") }")
                .starts_with("Expected value of type"));
}

void TestHostile::tenMegabytesOfComments()
{
    QCOMPARE(problemOf(repeated(1'000'000, "# , ,, \r\n") + "{ a }"), std::string());
}

void TestHostile::tenMegabytesOfErrors()
{
    std::size_t count = 0;
    QCOMPARE(problemOf("{" + repeated(50'000, "nothere(x: $v, y: \"" + std::string(180, 'y') + "\") ") + "}",
                       &count),
             std::string("Cannot query field \"nothere\" on type \"Query\"."));
    QCOMPARE(count, std::size_t{101});
}

void TestHostile::tenMegabytesOfVariables()
{
    QVERIFY(problemOf("query (" +
                      repeated(100'000,
                               [](int i) {
                                   return "$a_long_name_" + std::string(60, 'x') + number(i) + ": Int = 1 ";
                               }) +
                      ") { a }")
                .starts_with("Variable \"$a_long_name_x"));
}

void TestHostile::deepNesting_data()
{
    QTest::addColumn<QByteArray>("query");
    constexpr int kDepth = 100'000;
    const auto row = [](const char *name, const std::string &open, const std::string &middle,
                        const std::string &close) {
        QTest::newRow(name) << QByteArray::fromStdString(open + middle + close);
        QTest::addRow("%s, not closed", name) << QByteArray::fromStdString(open);
    };
    row("fields", repeated(kDepth, "{q"), "", repeated(kDepth, "}"));
    row("inline fragments", "{" + repeated(kDepth, "...{"), "a", repeated(kDepth, "}") + "}");
    row("lists", "{a(x:" + repeated(kDepth, "["), "", repeated(kDepth, "]") + ")}");
    row("objects", "{a(x:" + repeated(kDepth, "{x:"), "1", repeated(kDepth, "}") + ")}");
    row("types", "query($v:" + repeated(kDepth, "["), "Int", repeated(kDepth, "]") + "){a}");
}

void TestHostile::deepNesting()
{
    QFETCH(QByteArray, query);
    QCOMPARE(problemOf(query.toStdString()), std::string("Syntax Error: Nested deeper than 200 levels."));
}

void TestHostile::fragmentsNestedWithoutEnd()
{
    constexpr int kCount = 100'000;
    const auto chain = [](const char *body) {
        return repeated(kCount,
                        [&](int i) {
                            return "fragment F" + number(i) + " on Query{" + body + "{...F" + number(i + 1) +
                                   "}}";
                        }) +
               "fragment F" + number(kCount) + " on Query{a}";
    };
    QVERIFY(
        problemOf("{...F0}" + chain("q")).starts_with("The query's selections and fragments are nested "));
    QVERIFY(
        problemOf("{...F0}" + chain("...")).starts_with("The query's selections and fragments are nested "));
    QVERIFY(problemOf("{a}" + chain("q")).ends_with("is nested too deep; at most 500 are allowed."));
    QVERIFY(
        problemOf("subscription{...F0}" + chain("...")).starts_with("The query's selections and fragments"));
}

void TestHostile::fragmentsThatMultiply()
{
    constexpr int kCount = 100;
    const std::string fragments = repeated(kCount, [](int i) {
        const std::string next = "{...F" + number(i + 1) + "}";
        return "fragment F" + number(i) + " on Query{x:q" + next + "y:q" + next + "}";
    });
    QCOMPARE(problemOf("{...F0}" + fragments + "fragment F" + number(kCount) + " on Query{a}"),
             std::string("The query asks for 1000000000 fields; at most 250000 are allowed."));
}

/// Each fragment spreads all the others.
void TestHostile::cyclesOfAllLengths()
{
    constexpr int kCount = 400;
    const std::string all = repeated(kCount, [](int i) { return "...F" + number(i) + " "; });
    const std::string fragments =
        repeated(kCount, [&](int i) { return "fragment F" + number(i) + " on Query{" + all + "}"; });
    std::size_t count = 0;
    QVERIFY(problemOf("{...F0}" + fragments, &count).starts_with("Cannot spread fragment"));
    QVERIFY(count <= 101);
}

void TestHostile::overlapOfManyFields()
{
    QCOMPARE(problemOf("{" + repeated(100'000, "a ") + "}"), kTooComplex);
    QCOMPARE(problemOf("{" + repeated(50'000, "q{a} ") + "}"), kTooComplex);
}

void TestHostile::overlapOfManyFragments()
{
    constexpr int kCount = 5'000;
    const std::string spreads = repeated(kCount, [](int i) { return "...F" + number(i) + " "; });
    const std::string fragments =
        repeated(kCount, [](int i) { return "fragment F" + number(i) + " on Query{x" + number(i) + ":a}"; });
    QCOMPARE(problemOf("{" + spreads + "}" + fragments), kTooComplex);
}

/// Two fields with equal selections within equal selections…: each pair leads to pairs.
void TestHostile::overlapThatMultiplies()
{
    std::string open;
    std::string close;
    for (int i = 0; i < 90; ++i) {
        open += "q{a q{";
        close += "} q{a}}";
    }
    const std::string problem = problemOf("{q{" + open + "a" + close + "} q{" + open + "a" + close + "}}");
    QVERIFY2(problem.empty() || problem == kTooComplex, problem.c_str());
    const std::string twice = repeated(17, "q{") + "a" + repeated(17, "} q{a}");
    const std::string wide = problemOf("{" + repeated(60, twice) + "}");
    QVERIFY2(wide.empty() || wide == kTooComplex, wide.c_str());
}

void TestHostile::overlapOfLargeArguments()
{
    const std::string large = "a(x:[" + repeated(50'000, "1 ") + "]) ";
    QCOMPARE(problemOf("{" + repeated(30, large) + "}"), kTooComplex);
}

void TestHostile::variablesInManyFragments()
{
    constexpr int kCount = 3'000;
    const std::string operations =
        repeated(kCount, [](int i) { return "query Q" + number(i) + "($v:Any){...F}"; });
    const std::string fragment =
        "fragment F on Query{" + repeated(kCount, [](int i) { return "x" + number(i) + ":a(x:$v) "; }) + "}";
    QCOMPARE(problemOf(operations + fragment), kTooComplex);
}

void TestHostile::spreadsOnManyTypes()
{
    const std::string spreads =
        repeated(20'000, [](int i) { return "...on Node{...on T" + number(i % 300) + "{...on Node{id}}}"; });
    QVERIFY(!problemOf("{node{" + spreads + "}}").starts_with("too slow"));
}

void TestHostile::introspectionThatMultiplies()
{
    constexpr int kCount = 200;
    const std::string fragments = repeated(kCount, [](int i) {
        return "fragment F" + number(i) + " on __Type{ofType{...F" + number(i + 1) + "} x:ofType{...F" +
               number(i + 1) + "}}";
    });
    QVERIFY(!problemOf("{__schema{types{...F0}}}" + fragments + "fragment F" + number(kCount) +
                       " on __Type{name}")
                 .starts_with("too slow"));
    QVERIFY(problemOf("{__schema{types{fields{type{fields{type{fields{name}}}}}}}}")
                .starts_with("Maximum introspection depth"));
}

void TestHostile::subscriptionOverManyFragments()
{
    constexpr int kCount = 2'000;
    const std::string all = repeated(kCount, [](int i) { return "...F" + number(i) + " "; });
    const std::string fragments = repeated(
        kCount, [](int i) { return "fragment F" + number(i) + " on Subscription{x" + number(i) + ":a}"; });
    const std::string operations =
        repeated(500, [&](int i) { return "subscription S" + number(i) + "{" + all + "}"; });
    QVERIFY(!problemOf(operations + fragments).starts_with("too slow"));
}

void TestHostile::argumentsAndDirectivesRepeated()
{
    QVERIFY(
        problemOf("{a(" + repeated(100'000, "x:1 ") + ")}").starts_with("There can be only one argument"));
    QVERIFY(
        problemOf("{a" + repeated(100'000, "@skip(if:true)") + "}").starts_with("The directive \"@skip\""));
    QVERIFY(problemOf("{a(i:{" + repeated(100'000, "x:1 ") + "})}")
                .starts_with("There can be only one input field"));
    QVERIFY(problemOf(repeated(50'000, "query A{a}")).starts_with("There can be only one operation"));
}

void TestHostile::hugeNumbers()
{
    const std::string digits(1'000'000, '9');
    QCOMPARE(problemOf("{a(x:" + digits + ") b:a(x:-" + digits + ".0e" + digits + ")}"), std::string());
    QVERIFY(problemOf("{a(i:{x:" + digits + "})}")
                .starts_with("Int cannot represent non 32-bit signed integer value"));
}

void TestHostile::hugeVariables()
{
    const ParseResult parsed = parse("query ($i: In) { a(i: $i) }");
    PreparedOperation prepared(schema(), parsed.document, parsed.document->operations.front());
    nlohmann::json wrong = nlohmann::json::object();
    for (int i = 0; i < 200'000; ++i)
        wrong["unknown" + number(i)] = std::string(20, 'x');
    nlohmann::json list = nlohmann::json::array();
    for (int i = 0; i < 1'000; ++i)
        list.push_back(wrong["unknown0"]);
    wrong["l"] = list;
    Json coerced;
    std::vector<GraphQlError> errors;
    const ProcessorTimer timer;
    QVERIFY(!prepared.coerceVariables({{"i", wrong}}, coerced, errors));
    QVERIFY(timer.seconds() < kMostSeconds);
    QCOMPARE(errors.size(), std::size_t{51});
    QVERIFY(errors.back().message.starts_with("Too many errors processing variables"));
    for (const GraphQlError &error : errors)
        QVERIFY(error.message.size() < 5'000);
}

/// Lists within lists: the query is small, the reply would not be.
void TestHostile::executionThatMultiplies()
{
    const ParseResult parsed = parse(repeated(60, "{l") + "{id}" + repeated(60, "}"));
    QVERIFY(validate(*schema(), *parsed.document).empty());
    PreparedOperation prepared(schema(), parsed.document, parsed.document->operations.front());
    prepared.setMaxReplyBytes(4'000'000);
    Nested resolver;
    std::string out;
    const ProcessorTimer timer;
    prepared.execute(nullptr, resolver, out);
    QVERIFY(timer.seconds() < kMostSeconds);
    QVERIFY(Json::parse(out)["data"].is_null());
}

void TestHostile::executionAsDeepAsAllowed()
{
    constexpr int kCount = 249;
    const std::string fragments = repeated(kCount, [](int i) {
        return "fragment F" + number(i) + " on Query{l{...F" + number(i + 1) + "} a q{a}}";
    });
    const ParseResult parsed = parse("{...F0}" + fragments + "fragment F" + number(kCount) + " on Query{a}");
    QVERIFY(validate(*schema(), *parsed.document).empty());
    PreparedOperation prepared(schema(), parsed.document, parsed.document->operations.front());
    prepared.setMaxReplyBytes(1'000'000);
    Nested resolver;
    std::string out;
    prepared.execute(nullptr, resolver, out);
    QVERIFY(Json::accept(out));
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
