// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/grpcreader.h"

#include "server/project/matchreader.h"
#include "server/project/tlskeys.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;
constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

void addLimits(std::vector<Key<Project>> &keys)
{
    const auto size = [&keys](const char *name, const char *description, auto member) {
        keys.push_back(sizeKey<Project>(
            std::string("grpc.limits.") + name, description, 1024,
            1024 * kMiB, [member](Project & p) -> auto & { return p.grpc.limits.*member; }));
    };
    const auto time = [&keys](const char *name, const char *description, std::int64_t low, auto member) {
        keys.push_back(durationKey<Project>(
            std::string("grpc.limits.") + name, description, low,
            kDay, [member](Project & p) -> auto & { return p.grpc.limits.*member; }));
    };
    const auto count = [&keys](const char *name, const char *description, auto member) {
        keys.push_back(integerKey<Project>(
            std::string("grpc.limits.") + name, description, 1,
            1'000'000, [member](Project & p) -> auto & { return p.grpc.limits.*member; }));
    };
    using Limits = GrpcLimits;
    size("max_receive_message", "Largest message from a client; beyond: RESOURCE_EXHAUSTED",
         &Limits::maxReceiveMessage);
    size("max_send_message", "Largest message to a client; beyond: RESOURCE_EXHAUSTED",
         &Limits::maxSendMessage);
    size("max_metadata", "Most metadata of one call; beyond: RESOURCE_EXHAUSTED", &Limits::maxMetadata);
    size("max_queue", "Bytes of a stream that may wait for a slow reader; beyond: sending pauses",
         &Limits::maxQueue);
    size("max_collected",
         "Most bytes of a client's stream that are kept for its answer; beyond: RESOURCE_EXHAUSTED",
         &Limits::maxCollected);
    count("max_concurrent_streams", "Most open calls on one connection; beyond: they wait",
          &Limits::maxConcurrentStreams);
    count("max_connections", "Most open connections; beyond: closed at once", &Limits::maxConnections);
    count("max_connections_per_host", "Most open connections from one address; beyond: closed at once",
          &Limits::maxConnectionsPerHost);
    time("handshake_timeout", "Time for TLS and the HTTP/2 preface; beyond: closed", 10,
         &Limits::handshakeTimeoutMs);
    time("keepalive_time", "Time without a byte before the client is pinged; 0: never", 0,
         &Limits::keepaliveTimeMs);
    time("keepalive_timeout", "Time for the answer to a ping; beyond: closed", 10,
         &Limits::keepaliveTimeoutMs);
    time("idle_timeout", "Time without a call before a connection is closed; 0: none", 0,
         &Limits::idleTimeoutMs);
}

bool isMetadataName(const std::string &name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

void addMetadata(const std::string &key, const std::string &name, const Value &value, GrpcMetadata &metadata,
                 Findings &findings)
{
    if (!isMetadataName(name) || name.starts_with("grpc-")) {
        findings.error(value.location, "bad_header", "'" + name + "' is not a name of metadata",
                       "small letters, digits, '-', '_' and '.'; names that begin with grpc- belong to gRPC");
        return;
    }
    if (auto text = toText(key + "." + name, value, findings)) {
        metadata.values.emplace_back(name, std::move(*text));
        metadata.places.push_back(value.location);
    }
}

void readMetadata(const std::string &key, const Value &value, GrpcMetadata &metadata, Findings &findings)
{
    if (value.kind != Value::Kind::Map) {
        wrongType(key, value, "a mapping of names to values", findings);
        return;
    }
    for (const Entry &entry : value.entries) {
        if (entry.value.kind != Value::Kind::List) {
            addMetadata(key, entry.key, entry.value, metadata, findings);
            continue;
        }
        for (const Value &item : entry.value.items)
            addMetadata(key, entry.key, item, metadata, findings);
    }
}

void readMessageRules(GrpcRule &rule, const Value &value, Findings &findings)
{
    if (value.kind != Value::Kind::List) {
        wrongType("response.on_message", value, "a list", findings);
        return;
    }
    for (const Value &item : value.items) {
        GrpcMessageRule &added = rule.onMessage.emplace_back();
        added.location = item.location;
        Value rest = item;
        rest.entries.clear();
        for (const Entry &entry : item.entries) {
            if (entry.key == "match")
                readNamedConditions("match", Matcher::Part::Body, entry.value, added.conditions, findings);
            else if (entry.key == "match_jsonpath")
                readNamedConditions("match_jsonpath", Matcher::Part::JsonPath, entry.value, added.conditions,
                                    findings);
            else
                rest.entries.push_back(entry);
        }
        readGrpcReply("response.on_message[]", rest, added.reply, findings);
    }
}

Json metadataSchema()
{
    const Json scalar{{"type", {"string", "number", "boolean"}}};
    return Json{{"type", "object"},
                {"additionalProperties", {{"anyOf", {scalar, {{"type", "array"}, {"items", scalar}}}}}}};
}

void addMatch(std::vector<Key<GrpcRule>> &keys)
{
    keys.push_back(anyKey<GrpcRule>(
        "match.metadata", "", "Conditions on metadata, by name", namedConditionsSchema(),
        [](GrpcRule &rule, const Value &value, Findings &findings) {
            readNamedConditions("match.metadata", Matcher::Part::Header, value, rule.metadata, findings);
        }));
    keys.push_back(anyKey<GrpcRule>(
        "match.message", "", "Conditions on fields of the message, by their dotted path",
        namedConditionsSchema(), [](GrpcRule &rule, const Value &value, Findings &findings) {
            readNamedConditions("match.message", Matcher::Part::Body, value, rule.message, findings);
        }));
    keys.push_back(anyKey<GrpcRule>(
        "match.jsonpath", "", "Conditions on what a JSONPath query selects in the message",
        namedConditionsSchema(), [](GrpcRule &rule, const Value &value, Findings &findings) {
            readNamedConditions("match.jsonpath", Matcher::Part::JsonPath, value, rule.message, findings);
        }));
    keys.push_back(anyKey<GrpcRule>(
        "match.messages", "any", "Which of a client stream's messages must fit: any, all, first or last",
        Json{{"enum", {"any", "all", "first", "last"}}},
        [](GrpcRule &rule, const Value &value, Findings &findings) {
            using Which = GrpcRule::Which;
            const auto which = toChoice("match.messages", value, {"any", "all", "first", "last"}, findings);
            if (which)
                rule.which = *which == "any"     ? Which::Any
                             : *which == "all"   ? Which::All
                             : *which == "first" ? Which::First
                                                 : Which::Last;
        }));
}

void addResponse(std::vector<Key<GrpcRule>> &keys)
{
    for (const Key<GrpcReply> &key : grpcReplyKeys()) {
        Key<GrpcRule> added{"response." + key.name,
                            key.type,
                            key.defaultText,
                            key.description,
                            key.low,
                            key.high,
                            key.choices,
                            key.schema,
                            {}};
        added.apply = [apply = key.apply](GrpcRule &rule, const Value &value, Findings &findings) {
            apply(rule.reply, value, findings);
        };
        keys.push_back(std::move(added));
    }
    keys.push_back(
        anyKey<GrpcRule>("response.initial_metadata", "", "Metadata to send first; values may hold templates",
                         metadataSchema(), [](GrpcRule &rule, const Value &value, Findings &findings) {
                             readMetadata("response.initial_metadata", value, rule.initialMetadata, findings);
                         }));
    keys.push_back(anyKey<GrpcRule>(
        "response.trailing_metadata", "", "Metadata to send with the status; values may hold templates",
        metadataSchema(), [](GrpcRule &rule, const Value &value, Findings &findings) {
            readMetadata("response.trailing_metadata", value, rule.trailingMetadata, findings);
        }));
    const Json reply{{"$ref", "#/$defs/grpc_reply"}};
    keys.push_back(anyKey<GrpcRule>("response.on_start", "", "Both stream: a reply before the first message",
                                    reply, [](GrpcRule &rule, const Value &value, Findings &findings) {
                                        readGrpcReply("response.on_start", value, rule.onStart.emplace(),
                                                      findings);
                                    }));
    keys.push_back(anyKey<GrpcRule>(
        "response.on_message", "",
        "Both stream: replies to each message, a list; the first whose match (fields) and match_jsonpath fit "
        "answers",
        Json{{"type", "array"}, {"items", {{"type", "object"}}}}, readMessageRules));
    keys.push_back(anyKey<GrpcRule>(
        "response.on_half_close", "", "Both stream: a reply when the client has sent its last message", reply,
        [](GrpcRule &rule, const Value &value, Findings &findings) {
            readGrpcReply("response.on_half_close", value, rule.onHalfClose.emplace(), findings);
        }));
}

void readRules(Project &project, const Value &value, Findings &findings)
{
    if (value.kind != Value::Kind::List) {
        wrongType("grpc.rules", value, "a list", findings);
        return;
    }
    std::map<std::string, int> lines;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Value &item = value.items[i];
        GrpcRule rule;
        rule.location = rule.reply.location = item.location;
        readMap(item, "", "grpc.rules[" + std::to_string(i) + "]", grpcRuleKeys(), {}, rule, findings);
        if (item.kind == Value::Kind::Map && rule.methods.empty())
            findings.error(item.location, "missing_key", "a rule needs a method",
                           "for instance: method: shop.Catalog/GetProduct");
        const bool named = !rule.id.empty();
        if (!named && !rule.methods.empty())
            rule.id = rule.methods.front();
        const auto [first, added] = lines.emplace(rule.id, item.location.line);
        if (!added && named)
            findings.error(item.location, "duplicate_id", "the rule '" + rule.id + "' stands twice",
                           "the other one is in line " + std::to_string(first->second));
        else if (!added)
            rule.id += " (" + std::to_string(i + 1) + ")";
        project.grpc.rules.push_back(std::move(rule));
    }
}

Location placeOf(const Value &root, const char *key)
{
    const Value *section = root.find("grpc");
    const Value *value = section ? section->find(key) : nullptr;
    return value ? value->location : Location{};
}

/// Makes a path absolute; reports when nothing of that kind is there.
void resolve(Project &project, const Value &root, const char *key, std::string &path, bool folder,
             Findings &findings)
{
    const fs::path file = fs::path(path).is_absolute() ? fs::path(path) : fs::path(project.folder) / path;
    std::error_code error;
    if (folder ? !fs::is_directory(file, error) : !fs::is_regular_file(file, error)) {
        findings.error(placeOf(root, key), folder ? "missing_folder" : "missing_file",
                       "grpc." + std::string(key) + ": there is no " + (folder ? "folder" : "file") + " '" +
                           path + "'",
                       "looked for " + file.lexically_normal().string());
        return;
    }
    path = fs::weakly_canonical(file, error).string();
}

} // namespace

const std::vector<Key<GrpcRule>> &grpcRuleKeys()
{
    static const std::vector<Key<GrpcRule>> keys = [] {
        std::vector<Key<GrpcRule>> all;
        all.push_back(textKey<GrpcRule>(
            "id", "Name in metrics and messages; default: the method",
            [](GrpcRule & r) -> auto & { return r.id; }));
        all.push_back(listKey<GrpcRule>(
            "method",
            "Method or list of methods: package.Service/Method; * stands for any text, a service alone for "
            "all "
            "its methods",
            [](GrpcRule & r) -> auto & { return r.methods; }));
        all.push_back(booleanKey<GrpcRule>(
            "enabled", "Whether the rule answers calls", [](GrpcRule & r) -> auto & { return r.enabled; }));
        all.push_back(integerKey<GrpcRule>(
            "priority", "Higher is asked first; among equals the order of the file", -1'000'000, 1'000'000,
            [](GrpcRule & r) -> auto & { return r.priority; }));
        all.push_back(integerKey<GrpcRule>(
            "times", "Answer so many calls and leave the rest to other rules; 0: all", 0, 1'000'000'000,
            [](GrpcRule & r) -> auto & { return r.times; }));
        addMatch(all);
        addResponse(all);
        return all;
    }();
    return keys;
}

void addGrpcKeys(std::vector<Key<Project>> &keys)
{
    keys.push_back(booleanKey<Project>(
        "grpc.enabled", "Serve gRPC; a section that is there is served without it",
        [](Project & p) -> auto & { return p.grpc.enabled; }));
    keys.push_back(textKey<Project>(
        "grpc.host", "Address to listen on", [](Project & p) -> auto & { return p.grpc.host; }));
    keys.push_back(portKey<Project>(
        "grpc.port", "Port; 0 picks a free one", [](Project & p) -> auto & { return p.grpc.port; }));
    keys.push_back(textKey<Project>(
        "grpc.proto_dir", "Folder whose .proto files, its subfolders' too, are the schema",
        [](Project & p) -> auto & { return p.grpc.protoDir; }));
    keys.push_back(listKey<Project>(
        "grpc.proto_files", "Single .proto files", [](Project & p) -> auto & { return p.grpc.protoFiles; }));
    keys.push_back(listKey<Project>(
        "grpc.import_paths", "Folders to look for imports in, beside proto_dir and the project's folder",
        [](Project & p) -> auto & { return p.grpc.importPaths; }));
    keys.push_back(listKey<Project>(
        "grpc.descriptor_sets", "Files that protoc --descriptor_set_out --include_imports wrote",
        [](Project & p) -> auto & { return p.grpc.descriptorSets; }));
    keys.push_back(booleanKey<Project>(
        "grpc.reflection", "Let clients ask for the schema (server reflection v1 and v1alpha)",
        [](Project & p) -> auto & { return p.grpc.reflection; }));
    keys.push_back(booleanKey<Project>(
        "grpc.health", "Serve grpc.health.v1.Health", [](Project & p) -> auto & { return p.grpc.health; }));
    keys.push_back(booleanKey<Project>(
        "grpc.on_http_port", "Serve gRPC-Web on the HTTP port",
        [](Project & p) -> auto & { return p.grpc.onHttpPort; }));
    keys.push_back(listKey<Project>(
        "grpc.allowed_origins", "Origins of pages that may call by gRPC-Web, or \"*\" for any",
        [](Project & p) -> auto & { return p.grpc.allowedOrigins; }));
    addTlsKeys(
        keys, "grpc.tls.", [](Project & p) -> auto & { return p.grpc.tls; });
    addLimits(keys);
    keys.push_back(anyKey<Project>(
        "grpc.rules", "", "What answers which call, a list; without one the data comes from the schema",
        Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/grpc_rule"}}}}, readRules));
}

void resolveGrpcFiles(Project &project, const Value &root, Findings &findings)
{
    Grpc &grpc = project.grpc;
    if (!grpc.enabled)
        return;
    if (!grpc.protoDir.empty())
        resolve(project, root, "proto_dir", grpc.protoDir, true, findings);
    for (std::string &file : grpc.protoFiles)
        resolve(project, root, "proto_files", file, false, findings);
    for (std::string &folder : grpc.importPaths)
        resolve(project, root, "import_paths", folder, true, findings);
    for (std::string &file : grpc.descriptorSets)
        resolve(project, root, "descriptor_sets", file, false, findings);
}

} // namespace mockforge::project
