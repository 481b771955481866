// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a GraphQL request costs beside its data, and what a large schema costs to load.

#include "server/graphql/execution/execute.h"
#include "server/graphql/language/parser.h"
#include "server/graphql/validation/validate.h"

#include <benchmark/benchmark.h>

using namespace mockforge::graphql;

namespace {

constexpr const char *kShop = R"(
type Query { products(first: Int = 10): [Product!]! }
type Product { id: ID! name: String! price: Float! reviews(first: Int = 5): [Review!]! }
type Review { id: ID! text: String stars: Int! author: Customer! }
type Customer { id: ID! name: String! }
)";

constexpr const char *kQuery = R"(query Shop($first: Int) {
  products(first: $first) { id name price reviews { id text stars author { id name } } }
})";

std::shared_ptr<const Schema> shop()
{
    std::vector<SchemaError> errors;
    return Schema::build({{"shop", kShop}}, errors);
}

std::string largeSchema()
{
    constexpr int kTypes = 2000;
    std::string sdl = "type Query { first: T0 node(id: ID!): Node }\ninterface Node { id: ID! }\n";
    for (int i = 0; i < kTypes; ++i) {
        const std::string next = std::to_string((i * 7 + 1) % kTypes);
        sdl += "\"Type number " + std::to_string(i) + "\"\ntype T" + std::to_string(i) +
               " implements Node {\n  id: ID!\n";
        for (int field = 0; field < 12; ++field)
            sdl += "  \"A field\"\n  field" + std::to_string(field) + "(first: Int = 10, after: String): [T" +
                   next + "!]\n";
        sdl += "}\n";
    }
    return sdl;
}

/// Ten products of five reviews each: 110 objects, 430 fields.
class ShopResolver : public Resolver
{
public:
    Resolved resolve(const FieldCall &call) override
    {
        const TypeRef &type = call.field.type->nullable();
        if (type.isList())
            return list(*type.named, call.arguments.value("first", 10));
        if (!type.named->isLeaf())
            return object(*type.named);
        switch (type.named->scalar) {
        case ScalarKind::Int:
            return Resolved::of(std::int64_t{4});
        case ScalarKind::Float:
            return Resolved::of(12.5);
        default:
            return Resolved::of(std::string("a text that is not short"));
        }
    }

private:
    static Resolved object(const NamedType &type)
    {
        ObjectRef ref;
        ref.type = &type;
        return Resolved::of(ref);
    }
    static Resolved list(const NamedType &type, int count)
    {
        std::vector<Resolved> items;
        for (int i = 0; i < count; ++i)
            items.push_back(object(type));
        return Resolved::list(std::move(items));
    }
};

void executeThreeLevels(benchmark::State &state)
{
    const auto schema = shop();
    const ParseResult parsed = parse(kQuery);
    PreparedOperation prepared(schema, parsed.document, parsed.document->operations.front());
    ShopResolver resolver;
    const nlohmann::json variables{{"first", 10}};
    std::string out;
    for (auto _ : state) {
        out.clear();
        prepared.execute(variables, resolver, out);
        benchmark::DoNotOptimize(out.data());
    }
    state.counters["bytes"] = static_cast<double>(out.size());
}
BENCHMARK(executeThreeLevels)->Unit(benchmark::kMicrosecond);

void parseAndValidate(benchmark::State &state)
{
    const auto schema = shop();
    for (auto _ : state) {
        const ParseResult parsed = parse(kQuery);
        benchmark::DoNotOptimize(validate(*schema, *parsed.document));
    }
}
BENCHMARK(parseAndValidate)->Unit(benchmark::kMicrosecond);

void loadTwoThousandTypes(benchmark::State &state)
{
    const std::string sdl = largeSchema();
    for (auto _ : state) {
        std::vector<SchemaError> errors;
        benchmark::DoNotOptimize(Schema::build({{"large", sdl}}, errors));
    }
    state.counters["bytes"] = static_cast<double>(sdl.size());
}
BENCHMARK(loadTwoThousandTypes)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
