// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Answers the documents of a file as graphql-js answered them, with the same made-up data;
// tests/clients/graphql_oracle.mjs says where they differ. graphql_oracle SCHEMA.graphql CASES.json >
// RESULTS.json

#include "server/graphql/execution/execute.h"
#include "server/graphql/execution/leaf.h"
#include "server/graphql/language/parser.h"
#include "server/graphql/schema/coercion.h"
#include "server/graphql/validation/validate.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

using namespace mockforge::graphql;

namespace {

std::uint32_t hashOf(const std::string &text)
{
    std::uint32_t hash = 0x811c9dc5U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
    return hash;
}

std::string pathText(const PathStep *path)
{
    std::string text;
    for (const Json &step : toJson(path))
        text += "." + (step.is_string() ? step.get<std::string>() : std::to_string(step.get<int>()));
    return text;
}

/// As JavaScript writes it: numbers differ from what the JSON library makes of them.
std::string javaScript(const Json &value)
{
    std::string out;
    if (value.is_array()) {
        for (const Json &item : value)
            out += (out.empty() ? "" : ",") + javaScript(item);
        return "[" + out + "]";
    }
    if (value.is_object()) {
        for (const auto &[name, item] : value.items())
            out += (out.empty() ? "" : ",") + Json(name).dump() + ":" + javaScript(item);
        return "{" + out + "}";
    }
    return value.is_number_float() ? printNumber(value.get<double>()) : value.dump();
}

/// The data are a function of the path, the arguments and the type; graphql_oracle.mjs has the same one.
class OracleResolver : public Resolver
{
public:
    explicit OracleResolver(const Schema &schema)
        : m_schema(schema)
    {}

    Resolved resolve(const FieldCall &call) override
    {
        return value(*call.field.type, pathText(call.path) + javaScript(call.arguments));
    }

private:
    Resolved value(const TypeRef &type, const std::string &seed) const
    {
        const std::uint32_t hash = hashOf(seed);
        if (hash % 17 == 0)
            return Resolved::error("boom");
        if (hash % 13 == 0)
            return Resolved::null();
        const TypeRef &plain = type.nullable();
        if (plain.isList()) {
            std::vector<Resolved> items;
            for (std::uint32_t i = 0; i < hash % 3; ++i)
                items.push_back(value(*plain.of, seed + "#" + std::to_string(i)));
            return Resolved::list(std::move(items));
        }
        return named(*plain.named, hash);
    }

    Resolved named(const NamedType &type, std::uint32_t hash) const
    {
        if (type.kind == TypeKind::Enum) {
            std::vector<std::string> names;
            for (const auto &one : type.values)
                names.push_back(one.name);
            std::sort(names.begin(), names.end());
            return Resolved::of(names[hash % names.size()]);
        }
        if (type.kind == TypeKind::Scalar) {
            switch (type.scalar) {
            case ScalarKind::Int:
                return Resolved::of(hash % 29 == 0 ? std::int64_t{4294967296} : std::int64_t{hash % 1000});
            case ScalarKind::Float:
                return Resolved::of(static_cast<double>(hash % 1000) / 4);
            case ScalarKind::Boolean:
                return Resolved::of(hash % 2 == 0);
            default:
                return Resolved::of("s" + std::to_string(hash));
            }
        }
        std::vector<const NamedType *> objects = type.possible;
        if (type.kind == TypeKind::Object)
            objects = {&type};
        std::sort(objects.begin(), objects.end(),
                  [](const auto *a, const auto *b) { return a->name < b->name; });
        if (objects.empty())
            return Resolved::null();
        ObjectRef ref;
        const bool stray = type.isAbstract() && hash % 23 == 0;
        ref.type = stray ? m_schema.root(OperationType::Query) : objects[hash % objects.size()];
        return Resolved::of(ref);
    }

    const Schema &m_schema;
};

Json errorsOf(const std::vector<GraphQlError> &errors)
{
    Json list = Json::array();
    for (const GraphQlError &error : errors) {
        Json places = Json::array();
        for (const Location &location : error.locations)
            places.push_back({location.line, location.column});
        list.push_back({{"message", error.message}, {"locations", std::move(places)}});
    }
    return list;
}

Json answer(const std::shared_ptr<const Schema> &schema, const Json &test)
{
    const ParseResult parsed = parse(test.at("query").get<std::string>());
    if (!parsed.document)
        return {{"stage", "parse"}, {"errors", errorsOf({parsed.error})}};
    const auto errors = validate(*schema, *parsed.document);
    if (!errors.empty())
        return {{"stage", "validate"}, {"errors", errorsOf(errors)}};
    std::string problem;
    const Operation *operation = selectOperation(*parsed.document, test.value("operationName", ""), problem);
    if (!operation)
        return {{"stage", "execute"}, {"result", {{"errors", Json::array({{{"message", problem}}})}}}};
    PreparedOperation prepared(schema, parsed.document, *operation);
    OracleResolver resolver(*schema);
    const nlohmann::json variables = nlohmann::json::parse(test.value("variables", Json::object()).dump());
    std::string out;
    prepared.execute(variables, resolver, out);
    // A second execution takes the plans that the first one made.
    std::string again;
    prepared.execute(variables, resolver, again);
    if (again != out)
        return {{"stage", "execute"}, {"result", "the second execution differs: " + again}};
    return {{"stage", "execute"}, {"result", Json::parse(out)}};
}

std::string contentOf(const char *file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// Of each schema in a file of them: what is wrong with it, and where.
int checkSchemas(const char *file)
{
    Json results = Json::array();
    for (const Json &sdl : Json::parse(contentOf(file))) {
        std::vector<SchemaError> problems;
        const auto schema = Schema::build({{"schema.graphql", sdl.get<std::string>()}}, problems);
        Json list = Json::array();
        for (const SchemaError &problem : problems)
            list.push_back({problem.line, problem.column, problem.message});
        if (!schema && problems.empty())
            list.push_back({0, 0, "refused without a reason"});
        results.push_back(std::move(list));
    }
    std::printf("%s\n", results.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    if (std::string_view(argv[1]) == "--schemas")
        return checkSchemas(argv[2]);
    std::vector<SchemaError> problems;
    const auto schema = Schema::build({{argv[1], contentOf(argv[1])}}, problems);
    for (const SchemaError &problem : problems)
        std::fprintf(stderr, "%s:%d:%d: %s\n", argv[1], problem.line, problem.column,
                     problem.message.c_str());
    if (!schema)
        return 1;
    Json results = Json::array();
    for (const Json &test : Json::parse(contentOf(argv[2])))
        results.push_back(answer(schema, test));
    std::printf("%s\n", results.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    return 0;
}
