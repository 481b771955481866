// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/graphqlreader.h"

#include "server/project/files.h"
#include "server/project/matchreader.h"
#include "server/project/tlskeys.h"

#include <algorithm>
#include <filesystem>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;
constexpr std::size_t kMostFiles = 10'000;

void addLimits(std::vector<Key<Project>> &keys)
{
    const auto count = [&keys](const char *name, const char *description, std::int64_t low, auto member) {
        keys.push_back(integerKey<Project>(
            std::string("graphql.limits.") + name, description, low,
            10'000'000, [member](Project & p) -> auto & { return p.graphQl.limits.*member; }));
    };
    using Limits = GraphQlLimits;
    keys.push_back(sizeKey<Project>(
        "graphql.limits.max_body", "Largest request; beyond: 413", 64, 1024 * kMiB,
        [](Project & p) -> auto & { return p.graphQl.limits.maxBody; }));
    count("max_tokens", "Most tokens in a document; 0: no limit", 0, &Limits::maxTokens);
    count("max_depth", "Fields within fields; 0: no limit", 0, &Limits::maxDepth);
    count("max_complexity", "Fields, those of fragments wherever they are spread; 0: no limit", 0,
          &Limits::maxComplexity);
    count("max_batch", "Most operations in one request", 1, &Limits::maxBatch);
    count("max_connections", "Most open connections; beyond: closed at once", 1, &Limits::maxConnections);
    count("max_connections_per_host", "Most open connections from one address; beyond: closed at once", 1,
          &Limits::maxConnectionsPerHost);
}

void addSubscriptions(std::vector<Key<Project>> &keys)
{
    const auto time = [&keys](const char *name, const char *description, std::int64_t low, auto member) {
        keys.push_back(durationKey<Project>(
            std::string("graphql.subscriptions.") + name, description, low,
            kDay, [member](Project & p) -> auto & { return p.graphQl.subscriptions.*member; }));
    };
    using Subscriptions = GraphQlSubscriptions;
    time("interval", "Time between the events of a subscription that no rule answers", 10,
         &Subscriptions::intervalMs);
    time("init_timeout", "Time for connection_init; beyond: close 4408", 10, &Subscriptions::initTimeoutMs);
    keys.push_back(integerKey<Project>(
        "graphql.subscriptions.max_per_connection",
        "Most operations at once on one connection; beyond: an error", 1, 100'000,
        [](Project & p) -> auto & { return p.graphQl.subscriptions.maxPerConnection; }));
    keys.push_back(sizeKey<Project>(
        "graphql.subscriptions.max_message", "Largest message from a client; beyond: close 1009", 64,
        1024 * kMiB, [](Project & p) -> auto & { return p.graphQl.subscriptions.maxMessage; }));
    keys.push_back(sizeKey<Project>(
        "graphql.subscriptions.max_queue", "Most bytes waiting for one slow reader; beyond: closed", 1024,
        1024 * kMiB, [](Project & p) -> auto & { return p.graphQl.subscriptions.maxQueue; }));
    time("ping_interval", "How often a WebSocket ping is sent; 0: never", 0, &Subscriptions::pingIntervalMs);
    time("idle_timeout", "Time without a byte from the client, pongs included; beyond: close 1001; 0: none",
         0, &Subscriptions::idleTimeoutMs);
    keys.push_back(anyKey<Project>(
        "graphql.subscriptions.connection_params", "",
        "Conditions on the payload of connection_init, by dotted name; otherwise: close 4403",
        namedConditionsSchema(), [](Project &project, const Value &value, Findings &findings) {
            readNamedConditions("graphql.subscriptions.connection_params", Matcher::Part::Body, value,
                                project.graphQl.subscriptions.connectionParams, findings);
        }));
}

void readState(Project &project, const Value &value, Findings &findings)
{
    if (value.kind != Value::Kind::Map) {
        wrongType("graphql.state", value, "a mapping of types to their objects", findings);
        return;
    }
    for (const Entry &entry : value.entries) {
        GraphQlCollection collection;
        collection.type = entry.key;
        collection.location = entry.location;
        if (entry.value.kind == Value::Kind::List) {
            for (const Value &item : entry.value.items) {
                if (item.kind == Value::Kind::Map)
                    collection.items.push_back(toJson(item));
                else
                    wrongType("graphql.state." + entry.key, item, "a mapping of fields to values", findings);
            }
        } else {
            readMap(entry.value, "", "graphql.state." + entry.key, graphQlCollectionKeys(), {}, collection,
                    findings);
        }
        project.graphQl.state.push_back(std::move(collection));
    }
}

/// '*' and '?' within a name, '**' over any number of folders.
bool globFits(std::string_view glob, std::string_view name)
{
    if (glob.empty())
        return name.empty();
    if (glob.starts_with("**/")) {
        for (std::size_t at = 0; at != std::string_view::npos;) {
            if (globFits(glob.substr(3), name.substr(at)))
                return true;
            at = name.find('/', at);
            at = at == std::string_view::npos ? at : at + 1;
        }
        return false;
    }
    if (glob.front() == '*') {
        for (std::size_t at = 0; at <= name.size(); ++at) {
            if (globFits(glob.substr(1), name.substr(at)))
                return true;
            if (at < name.size() && name[at] == '/')
                return false;
        }
        return false;
    }
    if (name.empty() || (glob.front() == '?' ? name.front() == '/' : glob.front() != name.front()))
        return false;
    return globFits(glob.substr(1), name.substr(1));
}

/// Appends the files that fit; the folders that were looked through are watched, for files yet to come.
void expand(Project &project, const std::string &glob, std::vector<std::string> &files)
{
    const std::size_t wild = glob.find_first_of("*?");
    const std::size_t slash = glob.rfind('/', wild);
    const std::string below = slash == std::string::npos ? std::string() : glob.substr(0, slash);
    const fs::path top = fs::path(project.folder) / below;
    std::error_code error;
    std::vector<std::string> found;
    std::size_t seen = 0;
    project.watched.push_back(fs::weakly_canonical(top, error).string());
    for (auto entry = fs::recursive_directory_iterator(top, error);
         !error && entry != fs::recursive_directory_iterator() && ++seen < kMostFiles;
         entry.increment(error)) {
        const std::string name = entry->path().lexically_relative(project.folder).generic_string();
        std::error_code ignored;
        if (entry->is_directory(ignored) && glob.find("**", wild) != std::string::npos)
            project.watched.push_back(entry->path().string());
        if (entry->is_regular_file(ignored) && globFits(glob, name))
            found.push_back(name);
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
}

Json collectionSchema()
{
    const Json item{{"type", "object"}};
    return Json{
        {"type", "object"},
        {"additionalProperties",
         {{"anyOf", {{{"type", "array"}, {"items", item}}, {{"$ref", "#/$defs/graphql_collection"}}}}}}};
}

} // namespace

std::optional<Range> toRange(const std::string &key, const Value &value, int low, int high,
                             Findings &findings)
{
    Range range;
    if (value.kind != Value::Kind::Map) {
        const auto read = toInteger(key, value, low, high, findings);
        if (!read)
            return std::nullopt;
        range.low = range.high = static_cast<int>(*read);
        return range;
    }
    for (const Entry &entry : value.entries) {
        if (entry.key != "min" && entry.key != "max") {
            findings.error(entry.location, "unknown_key", "there is no key '" + key + "." + entry.key + "'",
                           suggestionFor(entry.key, {"min", "max"}));
            return std::nullopt;
        }
        const auto read = toInteger(key + "." + entry.key, entry.value, low, high, findings);
        if (!read)
            return std::nullopt;
        (entry.key == "min" ? range.low : range.high) = static_cast<int>(*read);
    }
    if (range.low > range.high) {
        findings.error(value.location, "out_of_range", key + ".min exceeds " + key + ".max");
        return std::nullopt;
    }
    return range;
}

const std::vector<Key<GraphQlCollection>> &graphQlCollectionKeys()
{
    using Collection = GraphQlCollection;
    static const std::vector<Key<Collection>> keys = [] {
        std::vector<Key<Collection>> all;
        all.push_back(textKey<Collection>(
            "key", "Field that tells the objects apart", [](Collection & c) -> auto & { return c.key; }));
        all.push_back(anyKey<Collection>(
            "items", "", "Objects at the start, a list; fields that are left out get made data",
            Json{{"type", "array"}, {"items", {{"type", "object"}}}},
            [](Collection &collection, const Value &value, Findings &findings) {
                if (value.kind != Value::Kind::List) {
                    wrongType("items", value, "a list", findings);
                    return;
                }
                for (const Value &item : value.items) {
                    if (item.kind == Value::Kind::Map)
                        collection.items.push_back(toJson(item));
                    else
                        wrongType("items", item, "a mapping of fields to values", findings);
                }
            }));
        all.push_back(integerKey<Collection>(
            "count", "So many more objects at the start, with made data", 0, 100'000,
            [](Collection & c) -> auto & { return c.count; }));
        all.push_back(booleanKey<Collection>(
            "automatic", "Answer the fields that plainly mean this type without a rule",
            [](Collection & c) -> auto & { return c.automatic; }));
        return all;
    }();
    return keys;
}

void addGraphQlKeys(std::vector<Key<Project>> &keys)
{
    keys.push_back(booleanKey<Project>(
        "graphql.enabled", "Serve GraphQL; a section that is there is served without it",
        [](Project & p) -> auto & { return p.graphQl.enabled; }));
    keys.push_back(textKey<Project>(
        "graphql.host", "Address to listen on", [](Project & p) -> auto & { return p.graphQl.host; }));
    keys.push_back(portKey<Project>(
        "graphql.port", "Port; 0 picks a free one", [](Project & p) -> auto & { return p.graphQl.port; }));
    keys.push_back(textKey<Project>(
        "graphql.path", "Path of the endpoint", [](Project & p) -> auto & { return p.graphQl.path; }));
    keys.push_back(booleanKey<Project>(
        "graphql.on_http_port", "Serve the path on the HTTP port too",
        [](Project & p) -> auto & { return p.graphQl.onHttpPort; }));
    keys.push_back(listKey<Project>(
        "graphql.schema_path", "Files with the schema (SDL), or patterns such as `schema/**/*.graphql`",
        [](Project & p) -> auto & { return p.graphQl.schemaPath; }));
    keys.push_back(booleanKey<Project>(
        "graphql.playground_enabled", "Show browsers a page to try queries on",
        [](Project & p) -> auto & { return p.graphQl.playground; }));
    keys.push_back(booleanKey<Project>(
        "graphql.introspection_enabled", "Answer __schema and __type",
        [](Project & p) -> auto & { return p.graphQl.introspection; }));
    keys.push_back(booleanKey<Project>(
        "graphql.batching", "Take a list of operations in one request",
        [](Project & p) -> auto & { return p.graphQl.batching; }));
    keys.push_back(anyKey<Project>(
        "graphql.list_size", "{min: 2, max: 4}", "Items of a list that no rule answers",
        Json{{"anyOf",
              {{{"type", "integer"}},
               {{"type", "object"},
                {"additionalProperties", false},
                {"properties", {{"min", {{"type", "integer"}}}, {"max", {{"type", "integer"}}}}}}}}},
        [](Project &project, const Value &value, Findings &findings) {
            if (const auto range = toRange("graphql.list_size", value, 0, 1000, findings))
                project.graphQl.listSize = *range;
        }));
    keys.push_back(listKey<Project>(
        "graphql.allowed_origins", "Origins of pages that may ask, or \"*\" for any",
        [](Project & p) -> auto & { return p.graphQl.allowedOrigins; }));
    addTlsKeys(
        keys, "graphql.tls.", [](Project & p) -> auto & { return p.graphQl.tls; });
    addLimits(keys);
    addSubscriptions(keys);
    keys.push_back(anyKey<Project>("graphql.state", "",
                                   "Objects by their type, which mutations can change and queries see",
                                   collectionSchema(), readState));
    keys.push_back(anyKey<Project>("graphql.rules", "", "What answers operations and fields, a list",
                                   Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/graphql_rule"}}}},
                                   readGraphQlRules));
}

void resolveGraphQlFiles(Project &project, const Value &root, Findings &findings)
{
    GraphQl &graphQl = project.graphQl;
    const Value *section = root.find("graphql");
    const Value *key = section ? section->find("schema_path") : nullptr;
    graphQl.location = key ? key->location : section ? section->location : Location{};
    if (!graphQl.enabled)
        return;
    if (!graphQl.path.starts_with('/'))
        findings.error(graphQl.location, "bad_path", "graphql.path must begin with '/'");
    if (graphQl.schemaPath.empty()) {
        findings.error(graphQl.location, "missing_key", "graphql needs a schema",
                       "name its file: schema_path: schema.graphql");
        return;
    }
    for (const std::string &written : graphQl.schemaPath) {
        std::vector<std::string> files{written};
        if (written.find_first_of("*?") != std::string::npos) {
            files.clear();
            expand(project, written, files);
            if (files.empty())
                findings.error(graphQl.location, "missing_file", "no file fits schema_path '" + written + "'",
                               "looked in " + project.folder);
        }
        for (std::string &file : files) {
            const bool usable = resolveProjectFile(project, "schema_path", file, graphQl.location, findings);
            if (usable && std::find(graphQl.schemaFiles.begin(), graphQl.schemaFiles.end(), file) ==
                              graphQl.schemaFiles.end())
                graphQl.schemaFiles.push_back(file);
        }
    }
}

} // namespace mockforge::project
