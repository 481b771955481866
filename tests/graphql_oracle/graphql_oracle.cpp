// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Answers the documents of a file as graphql-js answered them, with the same made-up data; compare.mjs says
// where they differ. graphql_oracle SCHEMA.graphql CASES.json > RESULTS.json

#include "server/graphql/execution/execute.h"
#include "server/graphql/execution/leaf.h"
#include "server/graphql/language/parser.h"
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

/// The data are a function of the path and the arguments; generate.mjs has the same one.
class OracleResolver : public Resolver
{
public:
    Resolved resolve(const FieldCall &call) override
    {
        return value(*call.field.type, pathText(call.path) + call.arguments.dump());
    }

private:
    static Resolved value(const TypeRef &type, const std::string &seed)
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

    static Resolved named(const NamedType &type, std::uint32_t hash)
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
                return Resolved::of(static_cast<std::int64_t>(hash % 1000));
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
        ObjectRef ref;
        ref.type = objects[hash % objects.size()];
        return Resolved::of(ref);
    }
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
    OracleResolver resolver;
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

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
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
    std::printf("%s\n", results.dump().c_str());
    return 0;
}
