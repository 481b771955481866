// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any text as a document, and what stands behind a zero byte as its variables: it is refused with places that
// lie within it, or executed, and then the reply is JSON. The same text as a schema: it is built, or refused
// with a reason.

#include "server/graphql/execution/execute.h"
#include "server/graphql/language/parser.h"
#include "server/graphql/validation/validate.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace mockforge::graphql;

namespace {

constexpr const char *kSdl = R"(
directive @tag(name: String! = "x", of: [E!]) repeatable on FIELD | QUERY | FRAGMENT_SPREAD
scalar Any
enum E { A B }
input In { x: Int! = 1 y: [In!] e: E any: Any }
input One @oneOf { a: Int b: In }
interface Node { id: ID! self: Node }
type T implements Node { id: ID! self: T name(of: E = A): String pets: [Pet!]! }
type S implements Node { id: ID! self: S size: Float! }
union Pet = T | S
type Query { node(id: ID): Node t: T must: T! pet: Pet f(i: In, o: One, l: [[Int!]], any: Any, yes: Boolean): Int }
type Mutation { set(x: Int = 3): T }
type Subscription { ticks(every: Float): Int t: T }
)";

void require(bool condition)
{
    if (!condition)
        std::abort();
}

std::shared_ptr<const Schema> fixedSchema()
{
    static const std::shared_ptr<const Schema> schema = [] {
        std::vector<SchemaError> errors;
        return Schema::build({{"fixed", kSdl}}, errors);
    }();
    require(schema != nullptr);
    return schema;
}

/// Values that fit, do not fit, are null or errors, in turn.
class TurningResolver : public Resolver
{
public:
    Resolved resolve(const FieldCall &call) override
    {
        require(call.arguments.is_object());
        return value(*call.field.type, 0);
    }

private:
    Resolved value(const TypeRef &type, int depth)
    {
        const TypeRef &plain = type.nullable();
        switch (m_turn++ % 23) {
        case 7:
            return Resolved::null();
        case 13:
            return Resolved::error("no");
        case 17:
            return Resolved::of(std::string("\xFFword"));
        default:
            break;
        }
        if (plain.isList())
            return Resolved::list({value(*plain.of, depth + 1), value(*plain.of, depth + 1)});
        if (plain.named->isLeaf())
            return Resolved::of(static_cast<std::int64_t>(m_turn));
        ObjectRef object;
        const auto &possible = plain.named->possible;
        object.type = possible.empty() ? plain.named : possible[m_turn % possible.size()];
        return Resolved::of(object);
    }

    std::size_t m_turn = 0;
};

void checkPlaces(const GraphQlError &error, const std::string &source)
{
    const auto lines =
        std::count(source.begin(), source.end(), '\n') + std::count(source.begin(), source.end(), '\r');
    for (const Location &location : error.locations) {
        require(location.line >= 1 && location.line <= lines + 1);
        require(location.column >= 1 && static_cast<std::size_t>(location.column) <= 2 * source.size() + 1);
    }
    std::string text;
    appendJson(error, text);
    require(nlohmann::json::accept(text));
}

void execute(const std::string &query, const std::string &variables)
{
    const ParseResult parsed = parse(query);
    if (!parsed.document)
        return checkPlaces(parsed.error, query);
    const auto errors = validate(*fixedSchema(), *parsed.document);
    require(errors.size() <= 101);
    for (const GraphQlError &error : errors)
        checkPlaces(error, query);
    if (!errors.empty())
        return;
    const nlohmann::json given = nlohmann::json::parse(variables, nullptr, false);
    for (const Operation &operation : parsed.document->operations) {
        PreparedOperation prepared(fixedSchema(), parsed.document, operation);
        prepared.setMaxReplyBytes(100'000);
        std::string replies[2];
        for (std::string &reply : replies) {
            TurningResolver resolver;
            prepared.execute(given.is_discarded() ? nlohmann::json() : given, resolver, reply);
            require(nlohmann::json::accept(reply));
        }
        require(replies[0] == replies[1]);
    }
}

void build(const std::string &sdl)
{
    std::vector<SchemaError> errors;
    const auto schema = Schema::build({{"text", sdl}}, errors);
    require((schema == nullptr) == !errors.empty());
    if (!schema)
        return;
    require(schema->root(OperationType::Query) != nullptr);
    const ParseResult parsed =
        parse("{ __schema { types { name fields { name args { name defaultValue } } inputFields { name "
              "defaultValue } enumValues { name } possibleTypes { name } } } }");
    PreparedOperation prepared(schema, parsed.document, parsed.document->operations.front());
    TurningResolver resolver;
    std::string reply;
    require(!prepared.execute(nullptr, resolver, reply).hasErrors || reply.size() > 1'000);
    require(nlohmann::json::accept(reply));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    const std::size_t end = text.find('\0');
    execute(text.substr(0, end), end == std::string::npos ? std::string() : text.substr(end + 1));
    build(text);
    return 0;
}
