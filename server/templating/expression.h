// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/templating/template.h"
#include "server/templating/value.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mockforge::templating {

struct Function;

/// Where a name without a helper behind it gets its value from.
enum class Root : std::uint8_t {
    Method,
    Path,
    Target,
    Peer,
    Body,
    Param,
    Query,
    Header,
    Cookie,   // of the request
    Variable, // of the protocol: fields hold its name first
    This,
    Index,
    Number,
    First,
    Last,
    Key // of the loop around
};

/// One compiled expression: a literal, a name with its fields, or a call. Immutable.
struct Expression
{
    enum class Kind : std::uint8_t { Literal, Name, Call };

    Kind kind = Kind::Literal;
    Root root = Root::This;
    int outer = 0; ///< how many loops further out ("../")
    Value literal;
    std::vector<std::string> fields; ///< query.NAME gives {NAME}; body.a.0 gives {a, 0}
    const Function *function = nullptr;
    std::vector<Expression> arguments;
    std::vector<Expression> named;    ///< key=value, without default=
    std::string key;                  ///< of a named argument
    std::vector<Expression> fallback; ///< default=: none or one
    std::size_t offset = 0;           ///< in the template, for messages

    bool isLiteral() const noexcept { return kind == Kind::Literal; }
};

/// A loop in progress; a chain from the innermost out.
struct Loop
{
    const Loop *outer = nullptr;
    Value item;
    std::string_view key;
    std::int64_t index = 0;
    std::int64_t count = 0;
};

/// One rendering under way: the context, the loops, and what is left of its bounds.
struct Scope
{
    explicit Scope(const Context &context);
    Scope(const Scope &) = delete;
    Scope &operator=(const Scope &) = delete;

    const exchange::Request &request;
    const PathParams &params;
    Random &random;
    const std::uint64_t sequence;
    const std::int64_t nowMs;
    const nlohmann::json *variables;
    const Loop *loop = nullptr;
    std::int64_t steps = 0;
    std::optional<Error> error; ///< the first one; ends the rendering

private:
    Random m_ownRandom{0, 0, 0};
};

/// Work one rendering may do: loop turns and expressions. Bounds nested loops over what a client sent.
inline constexpr std::int64_t kMaxSteps = 1'000'000;
inline constexpr std::int64_t kMaxRepeat = 10'000;
inline constexpr std::size_t kMaxArguments = 16;

void evaluate(const Expression &expression, Scope &scope, Value &out);
/// Appends the value as text. The raw body is copied as it came, whether or not it is JSON.
void appendExpression(const Expression &expression, Scope &scope, std::string &out);

/// What a call hands its helper.
struct Call
{
    const Expression &expression;
    Scope &scope;
    const Value *arguments = nullptr;
    std::size_t count = 0;

    /// The named argument's value; null when it is not given.
    Value named(std::string_view name) const;
    void fail(std::string message) const;
};

/// A helper: how it is called, what it does, how it is documented.
struct Function
{
    HelperInfo info;
    std::size_t minArguments;
    std::size_t maxArguments;
    std::string_view named; ///< comma-separated
    void (*run)(const Call &call, Value &out);
    /// Finds what is wrong with constant arguments at compile time; empty when nothing is.
    std::string (*check)(const Expression &call);
};

/// Null when no helper has that name.
const Function *findFunction(std::string_view name);
const std::vector<Function> &functions();
const std::vector<Function> &fakerFunctions();

} // namespace mockforge::templating
