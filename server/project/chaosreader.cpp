// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/chaosreader.h"

#include "server/project/chaosprotocols.h"
#include "server/project/faultkeys.h"
#include "server/project/matchreader.h"
#include "server/project/presetreader.h"
#include "server/project/yamlreader.h"

#include <algorithm>
#include <map>
#include <set>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Rule = ChaosRule;
constexpr std::int64_t kMany = 1'000'000'000;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;
constexpr std::int64_t kGiB = 1024LL * 1024 * 1024;
const std::vector<std::string> kProtocols{"http", "grpc", "websocket", "graphql"};

void addScopeLists(std::vector<Key<Rule>> &keys)
{
    keys.push_back(anyKey<Rule>(
        "when.protocol", "", "Protocol or list of them: http, grpc, websocket, graphql",
        Json{{"anyOf", {{{"enum", kProtocols}}, {{"type", "array"}, {"items", {{"enum", kProtocols}}}}}}},
        [](Rule &rule, const Value &value, Findings &findings) {
            const std::vector<Value> one{value};
            for (const Value &item : value.kind == Value::Kind::List ? value.items : one) {
                if (auto name = toChoice("when.protocol", item, kProtocols, findings))
                    rule.when.protocols.push_back(std::move(*name));
            }
        }));
    keys.push_back(listKey<Rule>(
        "when.endpoint", "Endpoint or list of them: http, https, websocket, graphql, grpc",
        [](Rule & r) -> auto & { return r.when.endpoints; }));
    keys.push_back(listKey<Rule>(
        "when.route", "Id of a route or list of them", [](Rule & r) -> auto & { return r.when.routes; }));
    keys.push_back(listKey<Rule>(
        "when.method", "Method or list of them; of GraphQL: query, mutation, subscription",
        [](Rule & r) -> auto & { return r.when.methods; }));
    keys.push_back(listKey<Rule>(
        "when.operation", "Name of a GraphQL operation, or list of them",
        [](Rule & r) -> auto & { return r.when.operations; }));
    keys.push_back(textKey<Rule>(
        "when.path", "Path, written as that of a route", [](Rule & r) -> auto & { return r.when.path; }));
    keys.push_back(listKey<Rule>(
        "when.source", "Client address or CIDR range, or list of them",
        [](Rule & r) -> auto & { return r.when.sources; }));
}

void addScopeConditions(std::vector<Key<Rule>> &keys)
{
    const auto named = [&keys](const char *key, Matcher::Part part, const char *description) {
        keys.push_back(anyKey<Rule>(key, "", description, namedConditionsSchema(),
                                    [key, part](Rule &rule, const Value &value, Findings &findings) {
                                        readNamedConditions(key, part, value, rule.when.matchers, findings);
                                    }));
    };
    named("when.headers", Matcher::Part::Header, "Conditions on headers, as those of a route");
    named("when.query", Matcher::Part::Query, "Conditions on query parameters, as those of a route");
    named("when.cookies", Matcher::Part::Cookie, "Conditions on cookies, as those of a route");
    keys.push_back(anyKey<Rule>("when.body", "", "Conditions on the body, as those of a route",
                                bodyConditionsSchema(),
                                [](Rule &rule, const Value &value, Findings &findings) {
                                    readBodyConditions("when.body", value, rule.when.matchers, findings);
                                }));
    keys.push_back(sizeKey<Rule>(
        "when.body_size.min", "Least size of the request's body", 0, kGiB,
        [](Rule & r) -> auto & { return r.when.minBody; }));
    Key<Rule> most = sizeKey<Rule>(
        "when.body_size.max", "Greatest size of the request's body", 0, kGiB,
        [](Rule & r) -> auto & { return r.when.maxBody; });
    most.defaultText.clear();
    keys.push_back(std::move(most));
    keys.push_back(anyKey<Rule>("when.chunked", "", "Only requests with a chunked body, or only others",
                                Json{{"type", "boolean"}},
                                [](Rule &rule, const Value &value, Findings &findings) {
                                    if (const auto chunked = toBoolean("when.chunked", value, findings))
                                        rule.when.chunked = *chunked ? 1 : 0;
                                }));
}

void addTrigger(std::vector<Key<Rule>> &keys)
{
    const auto count = [&keys](const char *name, const char *description, auto member) {
        keys.push_back(integerKey<Rule>(
            name, description, 0, kMany, [member](Rule & r) -> auto & { return r.*member; }));
    };
    keys.push_back(numberKey<Rule>(
        "probability", "Share of what matches, 0.0 to 1.0", 0, 1,
        [](Rule & r) -> auto & { return r.probability; }));
    count("every", "Only every n-th of what matches; 0: each", &Rule::every);
    count("first", "Only the first n of what matches; 0: no end", &Rule::first);
    count("after", "Not the first n of what matches", &Rule::after);
    count("times", "At most n times in all; 0: no limit", &Rule::times);
    count("burst.count", "The first n of each burst", &Rule::burstCount);
    count("burst.of", "Length of a burst's cycle, in what matches", &Rule::burstOf);
    keys.push_back(durationKey<Rule>(
        "burst.interval", "Length of a burst's cycle, in time", 0, kDay,
        [](Rule & r) -> auto & { return r.burstIntervalMs; }));
    keys.push_back(durationKey<Rule>(
        "schedule.start", "Rest after the rule comes into force", 0, kDay,
        [](Rule & r) -> auto & { return r.startMs; }));
    keys.push_back(durationKey<Rule>(
        "schedule.on", "Then in force for so long, again and again with off; 0: always", 0, kDay,
        [](Rule & r) -> auto & { return r.onMs; }));
    keys.push_back(durationKey<Rule>(
        "schedule.off", "Rest between two times of on", 0, kDay, [](Rule & r) -> auto & { return r.offMs; }));
    keys.push_back(durationKey<Rule>(
        "time_to_live", "The rule ends after so long in force; 0: never", 0, kDay,
        [](Rule & r) -> auto & { return r.timeToLiveMs; }));
    count("max_active", "At most n of its faults at a time; 0: no limit", &Rule::maxActive);
}

std::vector<Key<Rule>> makeRuleKeys()
{
    std::vector<Key<Rule>> keys;
    keys.push_back(textKey<Rule>(
        "name", "Name in lists, logs and commands; default: the fault and a number",
        [](Rule & r) -> auto & { return r.name; }));
    keys.push_back(booleanKey<Rule>(
        "enabled", "Whether the rule is in force", [](Rule & r) -> auto & { return r.enabled; }));
    addScopeLists(keys);
    addScopeConditions(keys);
    keys.push_back(anyKey<Rule>("fault", "", "What happens: the name of a fault, or {name: {parameters}}",
                                faultSchema(), [](Rule &rule, const Value &value, Findings &findings) {
                                    readFault("fault", value, rule, findings);
                                }));
    addTrigger(keys);
    keys.push_back(anyKey<Rule>("seed", "", "Seed of the rule's decisions; without it that of the section",
                                Json{{"type", "integer"}, {"minimum", 0}},
                                [](Rule &rule, const Value &value, Findings &findings) {
                                    if (const auto seed = toInteger("seed", value, 0, INT64_MAX, findings))
                                        rule.seed = *seed;
                                }));
    return keys;
}

bool hasRequestConditions(const ChaosScope &when)
{
    return !when.matchers.empty() || !when.path.empty() || !when.methods.empty() || !when.routes.empty() ||
           !when.operations.empty() || when.minBody > 0 || when.maxBody != INT64_MAX || when.chunked >= 0;
}

/// What only several keys of a rule together can get wrong.
void checkRule(const Value &value, const Rule &rule, Findings &findings)
{
    const auto problem = [&](const char *key, const char *code, std::string message, std::string advice) {
        const Value *const where = value.find(key);
        findings.error(where ? where->location : value.location, code, std::move(message), std::move(advice));
    };
    const FaultType *const type = findFaultType(rule.fault);
    if (!value.find("fault"))
        problem("fault", "missing_key", "a rule needs a fault",
                "for instance: fault: {latency: {delay: 100ms}}");
    if (rule.burstCount > 0 && (rule.burstOf > 0) == (rule.burstIntervalMs > 0))
        problem("burst", "conflict", "a burst needs either of or interval", "burst: {count: 5, of: 100}");
    if (rule.burstCount == 0 && (rule.burstOf > 0 || rule.burstIntervalMs > 0))
        problem("burst", "missing_key", "a burst needs a count", "burst: {count: 5, of: 100}");
    if (rule.burstOf > 0 && rule.burstCount > rule.burstOf)
        problem("burst", "out_of_range", "the burst's count exceeds its cycle", "count must not exceed of");
    if (rule.offMs > 0 && rule.onMs == 0)
        problem("schedule", "missing_key", "a schedule with off needs on", "schedule: {on: 5s, off: 25s}");
    if (rule.timeToLiveMs > 0 && rule.startMs >= rule.timeToLiveMs)
        problem("schedule", "out_of_range", "the rule would end before it starts",
                "time_to_live must exceed schedule.start");
    if (rule.when.minBody > rule.when.maxBody)
        problem("when", "out_of_range", "body_size has its least above its most", "swap the two");
    checkProtocols(value, rule, findings);
    if (rule.fault == "accept_refuse" && !rule.when.sources.empty())
        problem("when", "conflict",
                "accept_refuse closes the port for everybody, so it has no source to match",
                "match by protocol and endpoint, or take accept_reset");
    const std::vector<std::string> &protocols = rule.when.protocols;
    const bool reachesGraphQl =
        protocols.empty() || std::find(protocols.begin(), protocols.end(), "graphql") != protocols.end();
    if (!reachesGraphQl && !rule.when.operations.empty())
        problem("when", "not_supported", "when.operation is a field of GraphQL alone",
                "add protocol: graphql");
    if (type && (type->point == FaultType::Point::Stream || type->point == FaultType::Point::Accept) &&
        hasRequestConditions(rule.when))
        problem("when", "conflict",
                "the fault " + rule.fault + " acts on a connection, before there is a request to match",
                "match by protocol, endpoint and source");
}

} // namespace

const std::vector<Key<ChaosRule>> &chaosRuleKeys()
{
    static const std::vector<Key<ChaosRule>> keys = makeRuleKeys();
    return keys;
}

Value fromJson(const nlohmann::ordered_json &json, Location where)
{
    Value value;
    value.location = where;
    if (json.is_object()) {
        value.kind = Value::Kind::Map;
        for (const auto &[key, part] : json.items())
            value.entries.push_back({key, where, fromJson(part, where)});
    } else if (json.is_array()) {
        value.kind = Value::Kind::List;
        for (const auto &part : json)
            value.items.push_back(fromJson(part, where));
    } else if (json.is_string()) {
        setScalar(value, json.get<std::string>(), true);
    } else {
        setScalar(value, json.dump(), false);
    }
    return value;
}

void readChaosRule(const std::string &title, const Value &value, ChaosRule &rule, Findings &findings)
{
    rule.location = value.location;
    readMap(value, "", title, chaosRuleKeys(), {}, rule, findings);
    if (value.kind != Value::Kind::Map)
        return;
    rule.definition = toJson(value);
    checkRule(value, rule, findings);
}

std::optional<ChaosRule> chaosRuleFromText(std::string_view text, std::vector<control::Diagnostic> &list)
{
    Findings findings("");
    const Json parsed = Json::parse(text, nullptr, false);
    ChaosRule rule;
    if (parsed.is_object()) {
        readChaosRule("rule", fromJson(parsed, {}), rule, findings);
    } else if (const auto value = readYaml(text, findings); value && value->kind == Value::Kind::Map) {
        readChaosRule("rule", *value, rule, findings);
    } else if (!control::hasErrors(findings.list())) {
        findings.error({}, "bad_request", "a rule is a mapping",
                       R"(for instance {"fault": {"latency": {"delay": "100ms"}}})");
    }
    list.insert(list.end(), findings.list().begin(), findings.list().end());
    if (control::hasErrors(findings.list()))
        return std::nullopt;
    return rule;
}

std::vector<control::Diagnostic> checkChaosRuleText(std::string_view text, ChaosRule &rule)
{
    Findings findings("");
    // JSON is YAML, whose reader keeps the places.
    if (const auto value = readYaml(text, findings))
        readChaosRule("rule", *value, rule, findings);
    return findings.list();
}

void addChaosKeys(std::vector<Key<Project>> &keys)
{
    const std::string prefix = "observability.chaos.";
    keys.push_back(booleanKey<Project>(
        prefix + "enabled", "Master switch at start: whether rules act",
        [](Project & p) -> auto & { return p.chaos.enabled; }));
    keys.push_back(anyKey<Project>(
        prefix + "seed", "", "Seed of the rules' decisions; without it the project's",
        Json{{"type", "integer"}, {"minimum", 0}},
        [](Project &project, const Value &value, Findings &findings) {
            if (const auto seed = toInteger("observability.chaos.seed", value, 0, INT64_MAX, findings))
                project.chaos.seed = *seed;
        }));
    keys.push_back(integerKey<Project>(
        prefix + "max_active", "Most faults in flight at a time, all rules together; beyond: none", 1,
        1'000'000, [](Project & p) -> auto & { return p.chaos.maxActive; }));
    keys.push_back(booleanKey<Project>(
        prefix + "reply_headers", "Name faults in X-MockForge-Fault and X-MockForge-Injected-Delay-Ms",
        [](Project & p) -> auto & { return p.chaos.replyHeaders; }));
    keys.push_back(booleanKey<Project>(
        prefix + "allow_request_headers",
        "Let callers ask for faults by x-envoy-fault-* and x-mockforge-fault-* headers",
        [](Project & p) -> auto & { return p.chaos.allowRequestHeaders; }));
    keys.push_back(anyKey<Project>(prefix + "rules", "", "Rules: when, which fault, how often; a list",
                                   Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/chaos_rule"}}}},
                                   [](Project &project, const Value &value, Findings &findings) {
                                       if (value.kind != Value::Kind::List) {
                                           wrongType("observability.chaos.rules", value, "a list", findings);
                                           return;
                                       }
                                       for (std::size_t i = 0; i < value.items.size(); ++i) {
                                           ChaosRule rule;
                                           readChaosRule("observability.chaos.rules[" + std::to_string(i) +
                                                             "]",
                                                         value.items[i], rule, findings);
                                           project.chaos.rules.push_back(std::move(rule));
                                       }
                                   }));
    addChaosPlanKeys(keys);
    for (const ChaosSectionType &section : chaosSections()) {
        keys.push_back(anyKey<Project>(
            prefix + section.name, "", section.description, Json{{"$ref", "#/$defs/chaos_" + section.name}},
            [&section, prefix](Project &project, const Value &value, Findings &findings) {
                readChaosSection(section, prefix + section.name, value, project.chaos.rules, findings);
            }));
    }
}

void addRouteChaosKeys(std::vector<Key<Route>> &keys)
{
    for (const ChaosSectionType &section : routeChaosSections()) {
        keys.push_back(anyKey<Route>(
            section.name, "", section.description, Json{{"$ref", "#/$defs/route_" + section.name}},
            [&section](Route &route, const Value &value, Findings &findings) {
                readChaosSection(section, section.name, value, route.chaos, findings);
            }));
    }
}

void finishChaos(Project &project, Findings &findings)
{
    for (Route &route : project.routes) {
        for (ChaosRule &rule : route.chaos) {
            rule.when.routes = {route.id};
            rule.name = route.id + ": " + rule.name;
            rule.definition["name"] = rule.name;
            rule.definition["when"]["route"] = route.id;
            project.chaos.rules.push_back(std::move(rule));
        }
        route.chaos.clear();
    }
    std::set<std::string> routes;
    for (const Route &route : project.routes)
        routes.insert(route.id);
    std::map<std::string, int> names;
    for (ChaosRule &rule : project.chaos.rules) {
        // The other protocols name their routes themselves.
        const bool httpOnly = rule.when.protocols == std::vector<std::string>{"http"};
        for (const std::string &route : rule.when.routes) {
            if (httpOnly && !routes.contains(route))
                findings.warning(rule.location, "unknown_route",
                                 "a chaos rule names the route '" + route + "', which does not exist",
                                 suggestionFor(route, {routes.begin(), routes.end()}));
        }
        if (rule.name.empty()) {
            for (int number = 1; rule.name.empty() || names.contains(rule.name); ++number)
                rule.name = rule.fault + (number == 1 ? "" : " " + std::to_string(number));
            rule.definition["name"] = rule.name;
        }
        if (const auto [first, added] = names.emplace(rule.name, rule.location.line); !added)
            findings.error(rule.location, "duplicate_id", "the chaos rule '" + rule.name + "' stands twice",
                           "the other one is in line " + std::to_string(first->second));
    }
    finishChaosPlans(project, findings);
}

} // namespace mockforge::project
