// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/jsonpath/jsonpath.h"
#include "server/templating/template.h"
#include "server/websocket/frame.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace mockforge::websocket {

/// One line of a recording that our side says.
struct ReplayLine
{
    std::int64_t pauseMs = 0; ///< since our line before it, or since what it waits for
    MessageKind kind = MessageKind::Text;
    templating::Template text;
    std::string bytes;                        ///< a binary message
    std::shared_ptr<re2::RE2> waitFor;        ///< a message that contains a match
    std::optional<jsonpath::JsonPath> select; ///< a message in which the query selects something

    bool waits() const noexcept { return waitFor || select; }
    bool awaits(std::string_view message) const;
};

/// A recording: JSON lines {ts, dir, text, waitFor}. `ts` is in milliseconds from its start, `dir` is "out"
/// for what the server says and "in" for what the client said: a line that waits comes as long after its
/// message as it came after the line before it. A line with
/// `waitFor` (a regular expression, or a JSONPath query where it begins with '$') stays until a message fits.
/// `base64` instead of `text` is a binary message. Immutable, any thread.
struct Recording
{
    std::vector<ReplayLine> lines;

    /// Whether nothing in it takes time, so that to play it again and again would never pause.
    bool isInstant() const noexcept;
    /// Each line that cannot be read is a finding with its number; the rest is read on.
    static std::shared_ptr<const Recording> read(std::string_view text, const std::string &file,
                                                 std::vector<control::Diagnostic> &diagnostics);
};

} // namespace mockforge::websocket
