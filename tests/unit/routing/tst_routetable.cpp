// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routing/routetable.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <string>

using namespace mockforge;
using namespace mockforge::routing;
using project::Matcher;
using project::Project;
using project::Route;

/// Matching, ordering, explanations, diagnostics and rendering of a route table.
class TestRouteTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void fitsPaths_data();
    void fitsPaths();
    void prefersTheSpecific();
    void agreesWithTheNaiveWay();
    void headFallsBackToGet();
    void evaluatesConditions_data();
    void evaluatesConditions();
    void anyRepeatedValueMayFit();
    void reportsFindings();
    void backtrackingRegexIsLinear();
    void explains();
    void explainsCheaply();
    void rendersReproducibly();
    void keepsCounters();
    void rendersHeaders();
};

namespace {

Route route(std::string path, std::vector<std::string> methods = {"GET"}, int priority = 0)
{
    static int line = 1;
    Route made;
    made.path = path;
    made.methods = methods;
    made.priority = priority;
    made.id =
        (methods.empty() ? "ANY" : methods.front()) + " " + path + (priority ? std::to_string(priority) : "");
    made.location = {++line, 3};
    return made;
}

std::shared_ptr<Project> projectOf(std::vector<Route> routes)
{
    auto made = std::make_shared<Project>();
    made->file = "mockforge.yaml";
    made->routes = std::move(routes);
    return made;
}

std::shared_ptr<const RouteTable> tableOf(std::vector<Route> routes)
{
    std::vector<control::Diagnostic> diagnostics;
    auto table = RouteTable::compile(projectOf(std::move(routes)), 7, nullptr, diagnostics);
    for (const auto &diagnostic : diagnostics)
        qWarning("%s", diagnostic.message.c_str());
    return table;
}

exchange::Request get(std::string_view path, std::string_view method = "GET")
{
    exchange::Request request;
    request.method = method;
    request.path = request.target = path;
    return request;
}

std::string matched(const RouteTable &table, const exchange::Request &request)
{
    const Match match = table.match(request);
    return match.route ? table.routeIds()[RouteTable::indexOf(*match.route)] : "none";
}

/// The rules written down once more, without a tree: for the property test.
bool naiveFits(const std::vector<std::string> &pattern, std::size_t p, const std::vector<std::string> &path,
               std::size_t s)
{
    if (p == pattern.size())
        return s == path.size();
    if (pattern[p] == "**")
        return naiveFits(pattern, p + 1, path, s) || (s < path.size() && naiveFits(pattern, p, path, s + 1));
    if (s == path.size())
        return false;
    const bool fits = pattern[p] == "*" || pattern[p][0] == '{' ? !path[s].empty() : pattern[p] == path[s];
    return fits && naiveFits(pattern, p + 1, path, s + 1);
}

} // namespace

void TestRouteTable::fitsPaths_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("fits");
    QTest::addColumn<QByteArray>("params");
    const auto row = [](const char *pattern, const char *path, bool fits, const char *params = "") {
        QTest::addRow("%s %s", pattern, path)
            << QByteArray(pattern) << QByteArray(path) << fits << QByteArray(params);
    };
    row("/", "/", true);
    row("/a", "/a", true);
    row("/a", "/a/", false);
    row("/a/", "/a/", true);
    row("/a", "/A", false);
    row("/a b", "/a%20b", true);
    row("/u/{id}", "/u/7", true, "id=7;");
    row("/u/{id}", "/u/", false);
    row("/u/{id}", "/u/a%2Fb", true, "id=a/b;");
    row("/u/{id}", "/u/a/b", false);
    row("/u/{id:[0-9]{2}}", "/u/42", true, "id=42;");
    row("/u/{id:[0-9]{2}}", "/u/421", false);
    row("/f/{name}.json", "/f/a.b.json", true, "name=a.b;");
    row("/f/{name}.json", "/f/.json", false);
    row("/{a}-{b}/x", "/1-2/x", true, "a=1;b=2;");
    row("/*/x", "/any/x", true);
    row("/*/x", "/x", false);
    row("/s/**", "/s", true);
    row("/s/**", "/s/", true);
    row("/s/**", "/s/a/b", true);
    row("/**/end", "/end", true);
    row("/a/**/{id}/z", "/a/b/c/d/z", true, "id=d;");
    row("/a/**/z/**/y", "/a/z/q/z/y", true);
    row("/a/**/z", "/a/b", false);
}

void TestRouteTable::fitsPaths()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QFETCH(bool, fits);
    QFETCH(QByteArray, params);
    const auto table = tableOf({route(pattern.toStdString())});
    QVERIFY(table);
    const std::string target = path.toStdString();
    const Match match = table->match(get(target));
    QCOMPARE(match.route != nullptr, fits);
    std::string seen;
    for (const auto &[name, value] : match.params)
        seen += std::string(name) + "=" + value + ";";
    QCOMPARE(QByteArray::fromStdString(seen), params);
}

void TestRouteTable::prefersTheSpecific()
{
    Route regex = route("/v(?P<n>[0-9]+)/x");
    regex.pathIsRegex = true;
    Route narrow = route("/m");
    narrow.id = "narrow";
    narrow.matchers.push_back({Matcher::Part::Query, "a", Matcher::Operator::Present, "", {}, {}});
    Route off = route("/off");
    off.enabled = false;
    const auto table =
        tableOf({route("/**"), route("/*/x"), route("/{a}/x", {}), route("/u/{id}"), route("/u/me"),
                 route("/u/{id}.json"), route("/m"), narrow, regex, route("/**", {"GET"}, -1), off});
    QVERIFY(table);
    const auto is = [&](std::string_view path) {
        return matched(*table, get(path));
    };
    QCOMPARE(is("/u/me"), std::string("GET /u/me"));
    QCOMPARE(is("/u/a.json"), std::string("GET /u/{id}.json"));
    QCOMPARE(is("/u/7"), std::string("GET /u/{id}"));
    QCOMPARE(is("/q/x"), std::string("ANY /{a}/x"));
    QCOMPARE(is("/v12/x"), std::string("GET /v(?P<n>[0-9]+)/x"));
    QCOMPARE(is("/else/where"), std::string("GET /**"));
    QCOMPARE(is("/off"), std::string("GET /**"));
    QCOMPARE(is("/m"), std::string("GET /m"));
    exchange::Request request = get("/m");
    request.query = "a=1";
    QCOMPARE(matched(*table, request), std::string("narrow"));
    const Match match = table->match(get("/v12/x"));
    QVERIFY(match.params.size() == 1 && match.params[0].first == "n" && match.params[0].second == "12");
    const auto raised = tableOf({route("/u/me"), route("/**", {"GET"}, 5)});
    QCOMPARE(matched(*raised, get("/u/me")), std::string("GET /**5"));
}

void TestRouteTable::agreesWithTheNaiveWay()
{
    Random random(1, 2, 3);
    const std::vector<std::string> words{"a", "b", "c", "{x}", "*", "**"};
    const auto pick = [&](std::int64_t last) {
        return static_cast<std::size_t>(random.between(0, last));
    };
    for (int round = 0; round < 60; ++round) {
        std::vector<Route> routes;
        std::vector<std::vector<std::string>> patterns;
        for (int i = 0; i < 12; ++i) {
            std::vector<std::string> pattern;
            std::string text;
            for (std::size_t s = 0; s <= pick(4); ++s) {
                std::string word = words[pick(5)];
                if (word == "{x}")
                    word = "{x" + std::to_string(s) + "}";
                pattern.push_back(word);
                text += "/" + word;
            }
            patterns.push_back(pattern);
            routes.push_back(route(text, {"GET"}, i)); // the priority says which of the fitting ones wins
        }
        const auto table = tableOf(routes);
        QVERIFY(table);
        for (int i = 0; i < 60; ++i) {
            std::vector<std::string> path;
            std::string text;
            for (std::size_t s = 0; s <= pick(5); ++s) {
                path.push_back(pick(9) == 0 ? std::string() : words[pick(2)]);
                text += "/" + path.back();
            }
            std::string expected = "none";
            for (std::size_t r = 0; r < patterns.size(); ++r) {
                if (naiveFits(patterns[r], 0, path, 0))
                    expected = routes[r].id;
            }
            QCOMPARE(matched(*table, get(text)), expected);
        }
    }
}

void TestRouteTable::headFallsBackToGet()
{
    const auto table = tableOf({route("/a"), route("/b"), route("/b", {"HEAD"}), route("/c", {"POST"})});
    QCOMPARE(matched(*table, get("/a", "HEAD")), std::string("GET /a"));
    QCOMPARE(matched(*table, get("/b", "HEAD")), std::string("HEAD /b"));
    QCOMPARE(matched(*table, get("/c", "HEAD")), std::string("none"));
    QCOMPARE(table->methodsFor(get("/b")), (std::vector<std::string>{"GET", "HEAD"}));
    QCOMPARE(table->methodsFor(get("/c")), (std::vector<std::string>{"POST"}));
    QVERIFY(table->methodsFor(get("/d")).empty());
}

void TestRouteTable::evaluatesConditions_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("op");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("holds");
    const auto row = [](Matcher::Part part, const char *name, Matcher::Operator op, const char *value,
                        const char *json, bool holds) {
        QTest::addRow("%d %s %d %s %s", int(part), name, int(op), value, json)
            << int(part) << QByteArray(name) << int(op) << QByteArray(value) << QByteArray(json) << holds;
    };
    using P = Matcher::Part;
    using O = Matcher::Operator;
    row(P::Header, "x-env", O::Equals, "qa", "", true);
    row(P::Header, "x-env", O::Equals, "q", "", false);
    row(P::Header, "X-Env", O::Contains, "q", "", true);
    row(P::Header, "X-Env", O::Regex, "^q.$", "", true);
    row(P::Header, "X-Env", O::Absent, "", "", false);
    row(P::Header, "X-No", O::Absent, "", "", true);
    row(P::Header, "X-No", O::Present, "", "", false);
    row(P::Query, "page", O::Equals, "2", "", true);
    row(P::Query, "page", O::Regex, "^[3-9]$", "", false);
    row(P::Cookie, "session", O::Present, "", "", true);
    row(P::Cookie, "other", O::Equals, "x", "", false);
    row(P::Body, "user.name", O::Equals, "Ada", "", true);
    row(P::Body, "user.age", O::Equals, "36", "36", true);
    row(P::Body, "user.age", O::Equals, "36", "\"36\"", false);
    row(P::Body, "user.age", O::Equals, "36", "36.0", true);
    row(P::Body, "tags.0", O::Equals, "red", "", true);
    row(P::Body, "tags", O::Contains, "blue", "", true);
    row(P::Body, "tags", O::Contains, "blu", "", false);
    row(P::Body, "user.none", O::Present, "", "", false);
    row(P::Body, "user.none", O::Absent, "", "", true);
    row(P::Body, "", O::Contains, "\"Ada\"", "", true);
    row(P::Body, "", O::Regex, "Ad[a]", "", true);
    row(P::Body, "", O::Equals, "", R"({"tags":["red","blue"],"user":{"age":36,"name":"Ada"}})", true);
    row(P::Body, "", O::Absent, "", "", false);
    row(P::JsonPath, "$.tags[*]", O::Equals, "blue", "", true);
    row(P::JsonPath, "$.tags[*]", O::Equals, "green", "", false);
    row(P::JsonPath, "$..[?@.age > 30].name", O::Equals, "Ada", "", true);
    row(P::JsonPath, "$.user.age", O::Equals, "36", "36", true);
    row(P::JsonPath, "$[?@.age > 40]", O::Present, "", "", false);
    row(P::JsonPath, "$[?@.age > 40]", O::Absent, "", "", true);
    row(P::JsonPath, "$.user.name", O::Regex, "^A", "", true);
    row(P::JsonPath, "$.user.name", O::Contains, "d", "", true);
}

void TestRouteTable::evaluatesConditions()
{
    QFETCH(int, part);
    QFETCH(QByteArray, name);
    QFETCH(int, op);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, json);
    QFETCH(bool, holds);
    Matcher matcher;
    matcher.part = Matcher::Part(part);
    matcher.name = name.toStdString();
    matcher.op = Matcher::Operator(op);
    matcher.value = value.toStdString();
    if (!json.isEmpty())
        matcher.json = nlohmann::ordered_json::parse(json.toStdString());
    Route one = route("/a", {"POST"});
    one.matchers.push_back(matcher);
    const auto table = tableOf({one});
    QVERIFY(table);
    exchange::Request request = get("/a", "POST");
    request.query = "page=2";
    request.headers = {{"X-Env", "qa"}, {"Cookie", "session=1"}};
    request.body = R"({"user":{"name":"Ada","age":36},"tags":["red","blue"]})";
    QCOMPARE(table->match(request).route != nullptr, holds);
    if (!holds)
        QVERIFY(table->explain(request, 1).at(0).reasons.size() == 1);
}

void TestRouteTable::anyRepeatedValueMayFit()
{
    Route one = route("/a");
    one.matchers.push_back({Matcher::Part::Query, "t", Matcher::Operator::Equals, "2", {}, {}});
    one.matchers.push_back({Matcher::Part::Header, "h", Matcher::Operator::Equals, "y", {}, {}});
    const auto table = tableOf({one});
    exchange::Request request = get("/a");
    request.query = "t=1&t=2";
    request.headers = {{"H", "x"}, {"h", "y"}};
    QVERIFY(table->match(request).route);
}

void TestRouteTable::reportsFindings()
{
    Route regex = route("/([");
    regex.pathIsRegex = true;
    Route matcher = route("/m");
    matcher.matchers.push_back({Matcher::Part::Body, "a", Matcher::Operator::Regex, "(", {}, {40, 9}});
    Route body = route("/t");
    body.response.body.kind = project::Body::Kind::Text;
    body.response.body.text = "a\n {{uid}} {{randInt}}";
    body.response.body.location = {50, 11};
    Route header = route("/h");
    header.response.headers = {{"X-Id", "{{nope"}};
    header.response.headerLocations = {{60, 7}};
    std::vector<control::Diagnostic> found;
    const auto broken = RouteTable::compile(projectOf({route("nope"), route("/{a}/{a}"), route("/{a"),
                                                       route("/a*"), regex, matcher, body, header}),
                                            1, nullptr, found);
    QVERIFY(!broken);
    QCOMPARE(found.size(), 9U);
    for (const auto &diagnostic : found)
        QVERIFY(diagnostic.line > 0 && !diagnostic.message.empty() && diagnostic.file == "mockforge.yaml");
    QVERIFY(found[5].code == "bad_regex" && found[5].line == 40 && found[5].column == 9);
    QVERIFY(found[6].code == "bad_template" && found[6].line == 50);
    QVERIFY(found[6].message.find("line 2, column 4") != std::string::npos);
    QVERIFY(found[8].line == 60);

    found.clear();
    const Route first = route("/x/{a}", {"GET", "PUT"});
    Route second = route("/x/{b}", {"PUT", "GET"});
    QVERIFY(!RouteTable::compile(projectOf({first, second}), 1, nullptr, found));
    QVERIFY(found.size() == 1 && found[0].code == "duplicate_route" && found[0].line == second.location.line);
    QVERIFY(found[0].message.find("line " + std::to_string(first.location.line)) != std::string::npos);
    second.enabled = false;
    found.clear();
    QVERIFY(RouteTable::compile(projectOf({first, second}), 1, nullptr, found));
}

void TestRouteTable::backtrackingRegexIsLinear()
{
    Route one = route("/a");
    one.matchers.push_back({Matcher::Part::Body, "", Matcher::Operator::Regex, "^(a+)+$", {}, {}});
    const auto table = tableOf({one});
    const std::string body = std::string(1'000'000, 'a') + "!";
    exchange::Request request = get("/a");
    request.body = body; // a backtracking engine would not end
    QVERIFY(!table->match(request).route);
}

void TestRouteTable::explains()
{
    Route header = route("/users", {"POST"});
    header.matchers.push_back({Matcher::Part::Header, "X-Env", Matcher::Operator::Equals, "qa", {}, {}});
    const auto table = tableOf({route("/products/{id}"), route("/users/{id}"), header, route("/orders/")});
    const auto first = [&](std::string_view path, std::string_view method) {
        return table->explain(get(path, method), 3).at(0);
    };
    QCOMPARE(first("/users/7", "PUT").reasons,
             (std::vector<std::string>{"method is PUT, the route wants GET"}));
    QCOMPARE(first("/users", "POST").reasons, (std::vector<std::string>{"header X-Env is absent"}));
    QCOMPARE(first("/user/7", "GET").route, std::string("GET /users/{id}"));
    QCOMPARE(first("/user/7", "GET").reasons,
             (std::vector<std::string>{"path segment 1 is 'user', the route has 'users'"}));
    QCOMPARE(first("/orders", "GET").reasons,
             (std::vector<std::string>{"the route's path ends with a slash, this one does not"}));
    QCOMPARE(table->explain(get("/zzz"), 2).size(), 2U);
    exchange::Request request = get("/users", "POST");
    request.headers = {{"X-Env", "prod"}};
    QCOMPARE(table->explain(request, 1).at(0).reasons,
             (std::vector<std::string>{"header X-Env is 'prod', the route wants 'qa'"}));
}

void TestRouteTable::explainsCheaply()
{
    std::vector<Route> routes;
    for (int i = 0; i < 10'000; ++i)
        routes.push_back(route("/r" + std::to_string(i) + "/{id}"));
    const auto table = tableOf(routes);
    QVERIFY(table->match(get("/r9999/1")).route);
    const auto misses = table->explain(get("/r9999/1", "PUT"), 3);
    QCOMPARE(misses.at(0).route, std::string("GET /r9999/{id}"));
    const auto deeper = table->explain(get("/r5000/1/2"), 1);
    QCOMPARE(deeper.at(0).route, std::string("GET /r5000/{id}"));
}

void TestRouteTable::rendersReproducibly()
{
    Route one = route("/a/{id}");
    one.response.body.kind = project::Body::Kind::Json;
    one.response.body.json = {{"id", "{{params.id}}"}, {"n", "{{sequence}}"}, {"u", "{{uuid}}"}};
    one.response.delay = {5, 50};
    const auto run = [&] {
        const auto table = tableOf({one});
        std::string all;
        for (int i = 0; i < 3; ++i) {
            const exchange::Request request = get("/a/7");
            const auto rendered = table->render(table->match(request), request);
            const std::uint64_t delay = rendered.value().delayNs;
            if (delay < 5'000'000 || delay > 50'000'000)
                return std::string("delay");
            all += std::string(rendered.value().response.content()) + std::to_string(delay);
        }
        return all;
    };
    const std::string text = run();
    QCOMPARE(run(), text);
    QVERIFY(text.find("{\"id\":\"7\",\"n\":0,\"u\":\"") == 0);
    QVERIFY(text.find("\"n\":2") != std::string::npos);
}

void TestRouteTable::keepsCounters()
{
    Route one = route("/a");
    one.response.body.kind = project::Body::Kind::Text;
    one.response.body.text = "{{sequence}}";
    std::vector<control::Diagnostic> found;
    const auto first = RouteTable::compile(projectOf({one}), 1, nullptr, found);
    const exchange::Request request = get("/a");
    QVERIFY(first->render(first->match(request), request).ok());
    const auto second = RouteTable::compile(projectOf({route("/b"), one}), 1, first.get(), found);
    const auto rendered = second->render(second->match(request), request);
    QVERIFY(rendered.value().response.content() == "1");
}

void TestRouteTable::rendersHeaders()
{
    Route one = route("/a");
    one.response.status = 201;
    one.response.headers = {{"X-Q", "<{{query.q}}>"}, {"X-Q", "two"}};
    one.response.body.kind = project::Body::Kind::Text;
    one.response.body.text = "constant";
    const auto table = tableOf({one});
    exchange::Request request = get("/a");
    request.query = "q=a%0D%0ASet-Cookie:x";
    const auto rendered = table->render(table->match(request), request);
    const exchange::Response &response = rendered.value().response;
    const std::vector<std::pair<std::string, std::string>> expected{
        {"X-Q", "<a  Set-Cookie:x>"}, {"X-Q", "two"}, {"Content-Type", "text/plain; charset=utf-8"}};
    QCOMPARE(response.status, 201);
    QCOMPARE(response.headers, expected);
    QVERIFY(response.shared && response.content() == "constant");
}

QTEST_GUILESS_MAIN(TestRouteTable)
#include "tst_routetable.moc"
