// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"
#include "metrics/base/result.h"
#include "server/exchange/request.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mockforge::templating {

/// A path parameter as the route captured it: name and decoded value.
using PathParams = std::vector<std::pair<std::string_view, std::string>>;

/// What a rendering may see. Everything is borrowed for the length of the call.
struct Context
{
    const exchange::Request *request = nullptr;
    const PathParams *params = nullptr;
    Random *random = nullptr;   ///< this exchange's own generator: a function of (seed, route, n)
    std::uint64_t sequence = 0; ///< n: how often the route answered before, for {{sequence}}
    std::int64_t nowMs = 0;     ///< wall clock of the request, milliseconds since the epoch
    /// What the names given to KnownVariables stand for: an object with a member for each; null: none has a
    /// value.
    const nlohmann::json *variables = nullptr;
};

/// While it lives, templates compiled on this thread may use `names` beside the request's own: "state" allows
/// {{state.count}}. For protocols whose templates see more than a request. The names must outlive the
/// compiled templates; scopes may nest, the innermost counts.
class KnownVariables
{
public:
    explicit KnownVariables(std::vector<std::string_view> names);
    ~KnownVariables();
    KnownVariables(const KnownVariables &) = delete;
    KnownVariables &operator=(const KnownVariables &) = delete;

    static const std::vector<std::string_view> &inForce() noexcept;

private:
    std::vector<std::string_view> m_names;
    const KnownVariables *m_outer;
};

/// Where in the template a compile error is, counted from 1.
struct Position
{
    int line = 1;
    int column = 1;
};

struct CompileError
{
    Position position;
    std::string message;
    std::string suggestion;
};

/// Text with {{…}} in it, compiled once and rendered many times; immutable, any thread. Helpers cannot reach
/// files, processes or the network. Output is bounded (kMaxOutput); what exceeds it ends the rendering with
/// an Error.
class Template
{
public:
    static constexpr std::size_t kMaxOutput = 16 * 1024 * 1024;

    Template();
    ~Template();
    Template(Template &&) noexcept;
    Template &operator=(Template &&) noexcept;

    /// Appends to `errors` and returns false when the text does not compile; reports every error it can.
    bool compile(std::string_view text, std::vector<CompileError> &errors);
    /// True when rendering needs no context: the text has no expression.
    bool isConstant() const noexcept;
    /// Appends the rendered text to `out`.
    Result<void> render(const Context &context, std::string &out) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
    friend class JsonTemplate;
};

/// A JSON value whose strings may be templates. A string that is exactly one expression becomes the
/// expression's typed value ("{{randInt 1 9}}" gives a number); any other string stays a string. Object keys
/// may be templates too. Compiled once, immutable, any thread; renders compact JSON.
class JsonTemplate
{
public:
    JsonTemplate();
    ~JsonTemplate();
    JsonTemplate(JsonTemplate &&) noexcept;
    JsonTemplate &operator=(JsonTemplate &&) noexcept;

    /// `errors` positions are within the string at fault; `pointer` (RFC 6901) says which string that is.
    struct Located
    {
        std::string pointer;
        CompileError error;
    };
    bool compile(const nlohmann::ordered_json &value, std::vector<Located> &errors);
    bool isConstant() const noexcept;
    Result<void> render(const Context &context, std::string &out) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// One helper, for the reference page and for editors: name, arguments, what it gives, an example.
struct HelperInfo
{
    std::string_view name;
    std::string_view arguments;
    std::string_view description;
    std::string_view example;
};
/// Every helper and faker kind that exists, sorted by name; the manual's table is made from it.
const std::vector<HelperInfo> &helpers();

} // namespace mockforge::templating
