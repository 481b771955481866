// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/delayreader.h"
#include "server/project/graphqlreader.h"
#include "server/project/matchreader.h"

#include <map>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Rule = GraphQlRule;
using Kind = StateAction::Kind;
constexpr std::int64_t kMostMs = 600'000;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

void unknown(const std::string &key, const Entry &entry, const std::vector<std::string> &known,
             Findings &findings)
{
    findings.error(entry.location, "unknown_key", "there is no key '" + key + "." + entry.key + "'",
                   suggestionFor(entry.key, known));
}

void readMatch(Rule &rule, const std::string &part, const Value &value, Findings &findings)
{
    const std::string key = "match." + part;
    std::vector<Matcher> &list = part == "args" ? rule.arguments : rule.variables;
    Value named = value;
    named.entries.clear();
    for (const Entry &entry : value.entries) {
        // A query is told from a name by its first letter.
        if (!entry.key.starts_with('$')) {
            named.entries.push_back(entry);
            continue;
        }
        Value query = value;
        query.entries = {entry};
        readNamedConditions(key, Matcher::Part::JsonPath, query, list, findings);
    }
    readNamedConditions(key, Matcher::Part::Body, named, list, findings);
}

void readError(Rule &rule, const Value &value, Findings &findings)
{
    rule.hasError = true;
    if (value.kind != Value::Kind::Map) {
        rule.error = toText("error", value, findings).value_or("");
        return;
    }
    for (const Entry &entry : value.entries) {
        if (entry.key == "message")
            rule.error = toText("error.message", entry.value, findings).value_or("");
        else if (entry.key == "code")
            rule.code = toText("error.code", entry.value, findings).value_or("");
        else if (entry.key == "extensions" && entry.value.kind == Value::Kind::Map)
            rule.extensions = toJson(entry.value);
        else if (entry.key == "extensions")
            wrongType("error.extensions", entry.value, "a mapping", findings);
        else
            unknown("error", entry, {"message", "code", "extensions"}, findings);
    }
    if (rule.error.empty())
        findings.error(value.location, "missing_key", "an error needs a message");
}

/// get, list, create, update or delete: the collection alone, or a mapping with what it needs.
void readAction(Rule &rule, Kind kind, const std::string &key, const Value &value, Findings &findings)
{
    StateAction &action = rule.action;
    if (action.kind != Kind::None)
        findings.error(value.location, "conflict", "a rule has one of get, list, create, update and delete",
                       "write a rule for each");
    action.kind = kind;
    action.location = value.location;
    if (value.kind != Value::Kind::Map) {
        action.collection = toText(key, value, findings).value_or("");
        return;
    }
    std::vector<std::string> known{"from"};
    if (kind == Kind::List)
        known.insert(known.end(), {"where", "sort", "offset", "limit"});
    if (kind == Kind::Get || kind == Kind::Update || kind == Kind::Delete)
        known.push_back("id");
    if (kind == Kind::Create || kind == Kind::Update)
        known.push_back("with");
    for (const Entry &entry : value.entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            unknown(key, entry, known, findings);
        } else if (entry.key == "from") {
            action.collection = toText(key + ".from", entry.value, findings).value_or("");
        } else if (entry.key == "sort") {
            action.sort = toText(key + ".sort", entry.value, findings).value_or("");
        } else if ((entry.key == "where" || entry.key == "with") && entry.value.kind != Value::Kind::Map) {
            wrongType(key + "." + entry.key, entry.value, "a mapping of fields to values", findings);
        } else {
            Json &target = entry.key == "id"      ? action.id
                           : entry.key == "with"  ? action.with
                           : entry.key == "where" ? action.where
                           : entry.key == "limit" ? action.limit
                                                  : action.offset;
            target = toJson(entry.value);
        }
    }
    if (action.collection.empty())
        findings.error(value.location, "missing_key", key + " needs 'from': a type of graphql.state");
}

/// on: {created: Product}
void readEvent(Rule &rule, const Value &value, Findings &findings)
{
    if (value.kind != Value::Kind::Map || value.entries.size() != 1) {
        wrongType("on", value, "one of created, updated, deleted with a type of graphql.state", findings);
        return;
    }
    const Entry &entry = value.entries.front();
    if (entry.key != "created" && entry.key != "updated" && entry.key != "deleted") {
        unknown("on", entry, {"created", "updated", "deleted"}, findings);
        return;
    }
    rule.event = entry.key == "created"   ? Rule::Event::Created
                 : entry.key == "updated" ? Rule::Event::Updated
                                          : Rule::Event::Deleted;
    rule.eventCollection = toText("on." + entry.key, entry.value, findings).value_or("");
}

void addWho(std::vector<Key<Rule>> &keys)
{
    keys.push_back(textKey<Rule>(
        "id", "Name in metrics and messages; default: the field or the operation",
        [](Rule & r) -> auto & { return r.id; }));
    keys.push_back(listKey<Rule>(
        "field", "Fields as Type.field, or `Type.*`, or `*.field`; of an interface: of all that implement it",
        [](Rule & r) -> auto & { return r.fields; }));
    keys.push_back(textKey<Rule>(
        "operation", "Instead of field: an operation's name, or `*` for any",
        [](Rule & r) -> auto & { return r.operation; }));
    keys.push_back(anyKey<Rule>(
        "type", "", "Type of the operation; without it any",
        Json{{"enum", {"query", "mutation", "subscription"}}},
        [](Rule &rule, const Value &value, Findings &findings) {
            rule.type = toChoice("type", value, {"query", "mutation", "subscription"}, findings).value_or("");
        }));
    for (const char *part : {"args", "variables"}) {
        keys.push_back(anyKey<Rule>(std::string("match.") + part, "",
                                    std::string("Conditions on the ") +
                                        (part[0] == 'a' ? "field's arguments" : "operation's variables") +
                                        ", by dotted name or, beginning with $, by JSONPath query",
                                    namedConditionsSchema(),
                                    [part](Rule &rule, const Value &value, Findings &findings) {
                                        readMatch(rule, part, value, findings);
                                    }));
    }
    keys.push_back(anyKey<Rule>(
        "match.headers", "", "Conditions on headers, by name", namedConditionsSchema(),
        [](Rule &rule, const Value &value, Findings &findings) {
            readNamedConditions("match.headers", Matcher::Part::Header, value, rule.headers, findings);
        }));
    keys.push_back(numberKey<Rule>(
        "probability", "Share of the calls that the rule takes; the next rule has the others", 0, 1,
        [](Rule & r) -> auto & { return r.probability; }));
}

void addAnswer(std::vector<Key<Rule>> &keys)
{
    keys.push_back(anyKey<Rule>("reply", "",
                                "Value of the field, or data of the operation; may hold templates; what is "
                                "left out of objects gets made data",
                                Json::object(), [](Rule &rule, const Value &value, Findings &) {
                                    rule.hasReply = true;
                                    rule.reply = toJson(value);
                                }));
    keys.push_back(anyKey<Rule>("size", "", "Items of the list, or {min, max}; reply is then one item",
                                Json::object(), [](Rule &rule, const Value &value, Findings &findings) {
                                    if (const auto size = toRange("size", value, 0, 10'000, findings)) {
                                        rule.size = *size;
                                        rule.hasSize = true;
                                    }
                                }));
    keys.push_back(anyKey<Rule>("error", "",
                                "Error instead of a value: its message, or {message, code, extensions}",
                                Json::object(), readError));
    keys.push_back(anyKey<Rule>(
        "status", "", "HTTP status of an operation's error", Json{{"type", "integer"}},
        [](Rule &rule, const Value &value, Findings &findings) {
            rule.status = static_cast<int>(toInteger("status", value, 200, 599, findings).value_or(0));
        }));
    keys.push_back(anyKey<Rule>("delay", "0ms", "Time to wait, or {min, max}; fields wait side by side",
                                delayRangeSchema(), [](Rule &rule, const Value &value, Findings &findings) {
                                    readDelayRange("delay", value, kMostMs, rule.delay, findings);
                                }));
    using Named = std::tuple<const char *, Kind, const char *>;
    for (const auto &[name, kind, description] :
         {Named{"get", Kind::Get, "The object of graphql.state whose key is the argument"},
          Named{"list", Kind::List, "Objects of graphql.state"},
          Named{"create", Kind::Create, "Adds an object to graphql.state"},
          Named{"update", Kind::Update, "Changes an object of graphql.state"},
          Named{"delete", Kind::Delete, "Takes an object out of graphql.state"}}) {
        keys.push_back(anyKey<Rule>(
            name, "", description, Json::object(),
            [key = std::string(name), kind = kind](Rule &rule, const Value &value, Findings &findings) {
                readAction(rule, kind, key, value, findings);
            }));
    }
    keys.push_back(anyKey<Rule>(
        "interval", "", "Time between a subscription's events", Json{{"type", {"string", "integer"}}},
        [](Rule &rule, const Value &value, Findings &findings) {
            rule.intervalMs = toDuration("interval", value, 1, kDay, findings).value_or(0);
        }));
    keys.push_back(integerKey<Rule>(
        "count", "Events after which a subscription completes; 0: never", 0, 1'000'000'000,
        [](Rule & r) -> auto & { return r.count; }));
    keys.push_back(anyKey<Rule>(
        "on", "", "A subscription's events: created, updated or deleted with a type of graphql.state",
        Json::object(), readEvent));
}

/// What only several keys together can get wrong.
void checkRule(const Rule &rule, Findings &findings)
{
    const auto conflict = [&](std::string message, std::string advice) {
        findings.error(rule.location, "conflict", std::move(message), std::move(advice));
    };
    if (rule.fields.empty() && rule.operation.empty() && rule.type.empty())
        findings.error(rule.location, "missing_key", "a rule needs field, or operation or type",
                       "for instance: field: Query.product");
    if (!rule.fields.empty() && !(rule.operation.empty() && rule.type.empty()))
        conflict("a rule is for a field or for an operation", "leave one out");
    if (rule.hasReply + rule.hasError + (rule.action.kind != Kind::None) > 1)
        conflict("a rule has one of reply, error, get, list, create, update and delete",
                 "leave the others out");
    if (rule.fields.empty() && (!rule.arguments.empty() || rule.action.kind != Kind::None || rule.hasSize ||
                                rule.event != Rule::Event::None || rule.count > 0 || rule.intervalMs > 0))
        conflict(
            "match.args, size, interval, count, on and what concerns the state belong to the rule of a field",
            "name a field, for instance Mutation.addProduct");
    if (rule.status != 0 && (!rule.hasError || !rule.fields.empty()))
        conflict("status goes with the error of an operation", "add error, and operation instead of field");
    if (rule.event != Rule::Event::None && rule.intervalMs > 0)
        conflict("a subscription's events come from on or at an interval", "leave one out");
}

std::string defaultId(const Rule &rule)
{
    if (!rule.fields.empty())
        return rule.fields.front();
    const std::string name = rule.operation.empty() ? "*" : rule.operation;
    return rule.type.empty() ? name : rule.type + " " + name;
}

} // namespace

const std::vector<Key<GraphQlRule>> &graphQlRuleKeys()
{
    static const std::vector<Key<Rule>> keys = [] {
        std::vector<Key<Rule>> all;
        addWho(all);
        addAnswer(all);
        return all;
    }();
    return keys;
}

void readGraphQlRules(Project &project, const Value &value, Findings &findings)
{
    if (value.kind != Value::Kind::List) {
        wrongType("graphql.rules", value, "a list", findings);
        return;
    }
    std::map<std::string, int> given;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Value &item = value.items[i];
        Rule rule;
        rule.location = item.location;
        readMap(item, "", "graphql.rules[" + std::to_string(i) + "]", graphQlRuleKeys(), {}, rule, findings);
        if (item.kind == Value::Kind::Map)
            checkRule(rule, findings);
        if (rule.id.empty()) {
            rule.id = defaultId(rule);
        } else if (const auto [first, added] = given.emplace(rule.id, item.location.line); !added) {
            findings.error(item.location, "duplicate_id", "the rule '" + rule.id + "' stands twice",
                           "the other one is in line " + std::to_string(first->second));
        }
        project.graphQl.rules.push_back(std::move(rule));
    }
}

} // namespace mockforge::project
