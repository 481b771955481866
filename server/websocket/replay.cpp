// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/replay.h"

#include "server/routing/pattern.h"

#include <QByteArray>

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

namespace mockforge::websocket {

namespace {

constexpr std::int64_t kMostMs = 86'400'000;

struct Problem
{
    std::string message;
    std::string suggestion;
};

std::string_view trimmed(std::string_view line)
{
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
        line.remove_suffix(1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    return line;
}

void readWaitFor(const nlohmann::json &value, ReplayLine &line)
{
    if (!value.is_string())
        throw Problem{"waitFor must be text: a regular expression or a JSONPath query", {}};
    const std::string text = value.get<std::string>();
    if (text.starts_with('$') && text.size() > 1) {
        auto query = jsonpath::JsonPath::compile(text);
        if (!query)
            throw Problem{"waitFor: " + query.error().message, {}};
        line.select = std::move(query).value();
        return;
    }
    std::string error;
    line.waitFor = routing::compileRegex(text, error);
    if (!line.waitFor)
        throw Problem{"waitFor: the regular expression is wrong: " + error, {}};
}

void readContent(const nlohmann::json &object, ReplayLine &line)
{
    if (const auto base64 = object.find("base64"); base64 != object.end() && base64->is_string()) {
        const auto decoded = QByteArray::fromBase64Encoding(
            QByteArray::fromStdString(base64->get<std::string>()), QByteArray::AbortOnBase64DecodingErrors);
        if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
            throw Problem{"base64 is not base64", {}};
        line.kind = MessageKind::Binary;
        line.bytes = decoded.decoded.toStdString();
        return;
    }
    const auto text = object.find("text");
    if (text == object.end())
        throw Problem{"there is no text", "a line is {\"ts\": 0, \"dir\": \"out\", \"text\": \"hello\"}"};
    const std::string source = text->is_string() ? text->get<std::string>() : text->dump();
    std::vector<templating::CompileError> errors;
    if (!line.text.compile(source, errors))
        throw Problem{"text: " + errors.front().message, errors.front().suggestion};
}

/// Milliseconds from the recording's start.
struct Clock
{
    std::int64_t last = 0;    ///< of the line before
    std::int64_t lastOut = 0; ///< of our own last line
};

/// Throws Problem.
void readLine(std::string_view source, Clock &clock, std::vector<ReplayLine> &lines)
{
    nlohmann::json object;
    try {
        object = nlohmann::json::parse(source.begin(), source.end());
    } catch (const nlohmann::json::exception &error) {
        std::string what = error.what();
        const std::size_t colon = what.find(": ");
        throw Problem{"this is not JSON: " + (colon == std::string::npos ? what : what.substr(colon + 2)),
                      {}};
    }
    if (!object.is_object())
        throw Problem{"a line must be an object", {}};
    for (const auto &[key, value] : object.items()) {
        if (key != "ts" && key != "dir" && key != "text" && key != "waitFor" && key != "base64")
            throw Problem{"there is no key '" + key + "'", "known: ts, dir, text, base64, waitFor"};
    }
    const auto ts = object.find("ts");
    if (ts == object.end() || !ts->is_number() || ts->get<double>() < 0 ||
        ts->get<double>() > static_cast<double>(kMostMs))
        throw Problem{"ts must be a number of milliseconds from 0 to a day", {}};
    const std::string direction =
        object.value("dir", nlohmann::json()).is_string() ? object["dir"].get<std::string>() : std::string();
    if (direction != "in" && direction != "out")
        throw Problem{"dir must be \"in\" or \"out\"", {}};
    const auto at = static_cast<std::int64_t>(ts->get<double>());
    const Clock before = std::exchange(clock, {at, direction == "out" ? at : clock.lastOut});
    if (direction == "in")
        return;
    ReplayLine line;
    readContent(object, line);
    if (const auto waitFor = object.find("waitFor"); waitFor != object.end() && !waitFor->is_null())
        readWaitFor(*waitFor, line);
    line.pauseMs = std::max<std::int64_t>(0, at - (line.waits() ? before.last : before.lastOut));
    lines.push_back(std::move(line));
}

} // namespace

bool ReplayLine::awaits(std::string_view message) const
{
    if (waitFor)
        return RE2::PartialMatch(re2::StringPiece(message.data(), message.size()), *waitFor);
    if (!select)
        return false;
    const nlohmann::json json = nlohmann::json::parse(message.begin(), message.end(), nullptr, false);
    return !json.is_discarded() && select->selectsAny(json);
}

bool Recording::isInstant() const noexcept
{
    return std::none_of(lines.begin(), lines.end(),
                        [](const ReplayLine &line) { return line.pauseMs > 0 || line.waits(); });
}

std::shared_ptr<const Recording> Recording::read(std::string_view text, const std::string &file,
                                                 std::vector<control::Diagnostic> &diagnostics)
{
    const templating::KnownVariables known({"message", "connection"});
    auto recording = std::make_shared<Recording>();
    Clock clock;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty())
            continue;
        try {
            readLine(line, clock, recording->lines);
        } catch (const Problem &problem) {
            diagnostics.push_back({control::Diagnostic::Severity::Error, file, number, 1, "bad_replay_line",
                                   problem.message, problem.suggestion});
        }
    }
    return recording;
}

} // namespace mockforge::websocket
