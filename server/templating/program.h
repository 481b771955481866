// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/templating/expression.h"

#include <string>
#include <string_view>
#include <vector>

namespace mockforge::templating {

/// What a block helper does, in text and as a key in JSON.
enum class BlockKind : std::uint8_t { If, Unless, Each, Repeat };

/// The opening of a block: `#each body.items`, `#repeat 2 5`. Immutable.
struct BlockHead
{
    BlockKind kind = BlockKind::If;
    Expression subject;
    std::vector<Expression> upper; ///< #repeat MIN MAX: MAX
};

/// A piece of a text template.
struct Node
{
    enum class Kind : std::uint8_t { Text, Output, Block };
    Kind kind = Kind::Text;
    std::string text;
    Expression expression;
    std::vector<BlockHead> head; ///< Block: one
    std::vector<Node> body;
    std::vector<Node> otherwise;
};

using Program = std::vector<Node>;

/// Compiles a text template; appends what is wrong to `errors`, all of it. `loops`: how many loops are around
/// it (in JSON), so that `this` and `@index` are known to make sense.
Program parseProgram(std::string_view text, int loops, std::vector<CompileError> &errors);
/// Compiles the inside of a block tag, such as "#each body.items".
BlockHead parseBlockHead(std::string_view text, int loops, std::vector<CompileError> &errors);

void renderProgram(const Program &program, Scope &scope, std::string &out);
/// Runs `turn` for each turn of an #each or #repeat; false when there was none. Stops at the first error.
template <typename Turn>
bool runLoop(const BlockHead &head, Scope &scope, Turn &&turn);
/// Whether an #if or #unless takes its first branch.
bool holds(const BlockHead &head, Scope &scope);

/// The turns of a loop, made before the first one runs.
class LoopItems
{
public:
    LoopItems(const BlockHead &head, Scope &scope);
    std::int64_t count() const noexcept { return m_count; }
    /// Fills `loop` for turn `index`; called in order.
    void fill(std::int64_t index, Loop &loop);

private:
    void repeat(const BlockHead &head, Scope &scope);
    bool eachRequestItem(const Expression &subject, Scope &scope);

    std::int64_t m_count = 0;
    Value m_list;
    std::vector<std::string> m_keys; ///< of an object
    std::vector<std::pair<std::string_view, std::string_view>> m_pairs;
};

template <typename Turn>
bool runLoop(const BlockHead &head, Scope &scope, Turn &&turn)
{
    LoopItems items(head, scope);
    Loop loop;
    loop.outer = scope.loop;
    loop.count = items.count();
    scope.loop = &loop;
    for (std::int64_t i = 0; i < items.count() && !scope.error; ++i) {
        ++scope.steps;
        items.fill(i, loop);
        turn();
    }
    scope.loop = loop.outer;
    return items.count() > 0;
}

/// The known name nearest to `name`, as a sentence ("did you mean 'uuid'?"); empty when none is near.
std::string nearestName(std::string_view name, bool inLoop);

} // namespace mockforge::templating
