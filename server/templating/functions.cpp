// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/calendar.h"
#include "server/templating/expression.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace mockforge::templating {

namespace {

constexpr std::size_t kAny = kMaxArguments;

char upperAscii(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}
char lowerAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

void runUuid(const Call &call, Value &out)
{
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::array<std::uint64_t, 2> bits{call.scope.random(), call.scope.random()};
    bits[0] = (bits[0] & ~0xF000ULL) | 0x4000ULL;       // version 4 (RFC 9562 §5.4)
    bits[1] = (bits[1] & ~(3ULL << 62)) | (2ULL << 62); // variant
    std::string &text = out.own();
    text.resize(36);
    std::size_t at = 0;
    for (unsigned i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            text[at++] = '-';
        text[at++] = kHex[(bits[i / 16] >> (60 - 4 * (i % 16))) & 15];
    }
}

void runNow(const Call &call, Value &out)
{
    std::int64_t ms = call.scope.nowMs;
    const Value offset = call.named("offset");
    if (!offset.isEmpty()) {
        const std::optional<std::int64_t> shift = parseOffset(offset.toText());
        if (!shift)
            return call.fail("offset \"" + offset.toText().substr(0, 40) +
                             "\" is not like \"+2h\" or \"-1d\"");
        ms += *shift;
    }
    const Value format = call.named("format");
    const std::string_view name = format.text();
    if (name == "unixms")
        return out.setInteger(ms);
    if (name == "unix")
        return out.setInteger((ms - (ms % 1000 + 1000) % 1000) / 1000);
    appendTime(out.own(), ms, name);
}

std::string checkNow(const Expression &call)
{
    for (const Expression &value : call.named) {
        if (!value.isLiteral())
            continue;
        const std::string text = value.literal.toText();
        if (value.key == "offset" && !parseOffset(text))
            return "offset \"" + text + "\" is not like \"+2h\" or \"-1d\" (units ms, s, m, h, d, w)";
        if (value.key == "format") {
            if (std::string problem = checkTimeFormat(text); !problem.empty())
                return problem;
        }
    }
    return {};
}

std::string checkNumbers(const Expression &call)
{
    for (const Expression &argument : call.arguments) {
        if (argument.isLiteral() && !argument.literal.asNumber())
            return "\"" + argument.literal.toText() + "\" is not a number";
    }
    if (call.arguments.size() >= 2 && call.arguments[0].isLiteral() && call.arguments[1].isLiteral() &&
        *call.arguments[0].literal.asNumber() > *call.arguments[1].literal.asNumber())
        return "MIN is above MAX";
    return {};
}

std::string checkIntegers(const Expression &call)
{
    for (const Expression &argument : call.arguments) {
        if (argument.isLiteral() && !argument.literal.asInteger())
            return "\"" + argument.literal.toText() + "\" is not a whole number";
    }
    return checkNumbers(call);
}

void runRandInt(const Call &call, Value &out)
{
    const auto low = call.arguments[0].asInteger();
    const auto high = call.arguments[1].asInteger();
    if (!low || !high || *low > *high)
        return call.fail("needs two whole numbers, the smaller first");
    out.setInteger(call.scope.random.between(*low, *high));
}

void runRandFloat(const Call &call, Value &out)
{
    const auto low = call.arguments[0].asNumber();
    const auto high = call.arguments[1].asNumber();
    if (!low || !high || *low > *high)
        return call.fail("needs two numbers, the smaller first");
    const std::int64_t decimals = call.count > 2 ? call.arguments[2].asInteger().value_or(2) : -1;
    out.setNumber(*low + call.scope.random.unit() * (*high - *low),
                  static_cast<int>(std::clamp<std::int64_t>(decimals, -1, 15)));
}

void runRandBool(const Call &call, Value &out)
{
    out.setBool(call.scope.random.between(0, 1) == 1);
}

void runRandHex(const Call &call, Value &out)
{
    const std::int64_t length = call.count > 0 ? call.arguments[0].asInteger().value_or(-1) : 16;
    if (length < 0 || length > 4096)
        return call.fail("the length must be from 0 to 4096");
    std::string &text = out.own();
    for (std::int64_t i = 0; i < length; ++i)
        text += "0123456789abcdef"[call.scope.random() & 15];
}

void runOneOf(const Call &call, Value &out)
{
    out = call.arguments[static_cast<std::size_t>(
        call.scope.random.between(0, static_cast<std::int64_t>(call.count) - 1))];
}

void runSequence(const Call &call, Value &out)
{
    const std::int64_t start = call.count > 0 ? call.arguments[0].asInteger().value_or(0) : 0;
    out.setInteger(start + static_cast<std::int64_t>(call.scope.sequence));
}

void runUpper(const Call &call, Value &out)
{
    std::string text = call.arguments[0].toText();
    std::transform(text.begin(), text.end(), text.begin(), upperAscii);
    out.own() = std::move(text);
}

void runLower(const Call &call, Value &out)
{
    std::string text = call.arguments[0].toText();
    std::transform(text.begin(), text.end(), text.begin(), lowerAscii);
    out.own() = std::move(text);
}

void runTrim(const Call &call, Value &out)
{
    const std::string text = call.arguments[0].toText();
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    out.own() = begin == text.size() ? std::string() : text.substr(begin, end + 1 - begin);
}

void runJson(const Call &call, Value &out)
{
    call.arguments[0].appendJson(out.own());
}

void runLength(const Call &call, Value &out)
{
    const Value &value = call.arguments[0];
    if (const nlohmann::json *json = value.asJson())
        return out.setInteger(static_cast<std::int64_t>(json->size()));
    const std::string text = value.toText();
    out.setInteger(std::count_if(text.begin(), text.end(),
                                 [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void runUrlEncode(const Call &call, Value &out)
{
    const std::string text = call.arguments[0].toText();
    std::string &encoded = out.own();
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool unreserved = (byte >= '0' && byte <= '9') ||
                                (lowerAscii(c) >= 'a' && lowerAscii(c) <= 'z') || c == '-' || c == '.' ||
                                c == '_' || c == '~'; // RFC 3986 §2.3
        if (unreserved) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += "0123456789ABCDEF"[byte >> 4];
            encoded += "0123456789ABCDEF"[byte & 15];
        }
    }
}

void runBase64(const Call &call, Value &out)
{
    static constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string text = call.arguments[0].toText();
    std::string &encoded = out.own();
    for (std::size_t i = 0; i < text.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = (group << 8) | (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            encoded += i + j <= text.size() ? kAlphabet[(group >> (18 - 6 * j)) & 63] : '=';
    }
}

void runConcat(const Call &call, Value &out)
{
    std::string text;
    for (std::size_t i = 0; i < call.count; ++i)
        call.arguments[i].appendText(text);
    out.own() = std::move(text);
}

void runEq(const Call &call, Value &out)
{
    out.setBool(looseEquals(call.arguments[0], call.arguments[1]));
}
void runNe(const Call &call, Value &out)
{
    out.setBool(!looseEquals(call.arguments[0], call.arguments[1]));
}
void runLt(const Call &call, Value &out)
{
    out.setBool(looseCompare(call.arguments[0], call.arguments[1]).value_or(0) < 0);
}
void runGt(const Call &call, Value &out)
{
    out.setBool(looseCompare(call.arguments[0], call.arguments[1]).value_or(0) > 0);
}
void runLe(const Call &call, Value &out)
{
    out.setBool(looseCompare(call.arguments[0], call.arguments[1]).value_or(1) <= 0);
}
void runGe(const Call &call, Value &out)
{
    out.setBool(looseCompare(call.arguments[0], call.arguments[1]).value_or(-1) >= 0);
}
void runNot(const Call &call, Value &out)
{
    out.setBool(!call.arguments[0].truthy());
}

void runAnd(const Call &call, Value &out)
{
    out.setBool(std::all_of(call.arguments, call.arguments + call.count,
                            [](const Value &value) { return value.truthy(); }));
}

void runOr(const Call &call, Value &out)
{
    out.setBool(std::any_of(call.arguments, call.arguments + call.count,
                            [](const Value &value) { return value.truthy(); }));
}

void runContains(const Call &call, Value &out)
{
    if (const nlohmann::json *json = call.arguments[0].asJson()) {
        out.setBool(std::any_of(json->begin(), json->end(), [&](const nlohmann::json &item) {
            Value value;
            value.borrow(item);
            return looseEquals(value, call.arguments[1]);
        }));
        return;
    }
    out.setBool(call.arguments[0].toText().find(call.arguments[1].toText()) != std::string::npos);
}

template <typename Operation>
void arithmetic(const Call &call, Value &out, Operation operation)
{
    const auto left = call.arguments[0].asNumber();
    const auto right = call.arguments[1].asNumber();
    if (!left || !right)
        return call.fail("needs two numbers");
    const double result = operation(*left, *right);
    if (std::floor(result) == result && std::abs(result) < 9e15)
        out.setInteger(static_cast<std::int64_t>(result));
    else
        out.setNumber(result);
}

void runAdd(const Call &call, Value &out)
{
    arithmetic(call, out, [](double a, double b) { return a + b; });
}
void runSubtract(const Call &call, Value &out)
{
    arithmetic(call, out, [](double a, double b) { return a - b; });
}
void runMultiply(const Call &call, Value &out)
{
    arithmetic(call, out, [](double a, double b) { return a * b; });
}

std::string checkOperands(const Expression &call)
{
    for (const Expression &argument : call.arguments) {
        if (argument.isLiteral() && !argument.literal.asNumber())
            return "\"" + argument.literal.toText() + "\" is not a number";
    }
    return {};
}

} // namespace

const std::vector<Function> &functions()
{
    static const std::vector<Function> table{
        {{"uuid", "", "a random UUID (version 4)", "{{uuid}}"}, 0, 0, "", runUuid, nullptr},
        {{"now", "[offset=\"+2h\"] [format=\"iso\"]",
          "the time of the request, UTC; offset in ms, s, m, h, d, w; format iso, unix, unixms, rfc1123 or "
          "with %Y %m %d %H %M %S …",
          "{{now offset=\"-1d\" format=\"%Y-%m-%d\"}}"},
         0,
         0,
         "offset,format",
         runNow,
         checkNow},
        {{"randInt", "MIN MAX", "a whole number, both ends included", "{{randInt 1 100}}"},
         2,
         2,
         "",
         runRandInt,
         checkIntegers},
        {{"randFloat", "MIN MAX [DECIMALS]", "a number, rounded to DECIMALS when given",
          "{{randFloat 0 10 2}}"},
         2,
         3,
         "",
         runRandFloat,
         checkNumbers},
        {{"randBool", "", "true or false", "{{randBool}}"}, 0, 0, "", runRandBool, nullptr},
        {{"randHex", "[LENGTH]", "hexadecimal digits, 16 unless told", "{{randHex 8}}"},
         0,
         1,
         "",
         runRandHex,
         checkIntegers},
        {{"oneOf", "A B …", "one of its arguments, at random", "{{oneOf \"red\" \"green\" \"blue\"}}"},
         1,
         kAny,
         "",
         runOneOf,
         nullptr},
        {{"sequence", "[START]", "how often the route answered before, counted from START (0)",
          "{{sequence 1}}"},
         0,
         1,
         "",
         runSequence,
         checkIntegers},
        {{"upper", "TEXT", "ASCII letters in upper case", "{{upper \"abc\"}}"}, 1, 1, "", runUpper, nullptr},
        {{"lower", "TEXT", "ASCII letters in lower case", "{{lower \"ABC\"}}"}, 1, 1, "", runLower, nullptr},
        {{"trim", "TEXT", "without the white space around it", "{{trim \" abc \"}}"},
         1,
         1,
         "",
         runTrim,
         nullptr},
        {{"json", "VALUE", "the value as JSON: text quoted and escaped", "{{json \"a\\\"b\"}}"},
         1,
         1,
         "",
         runJson,
         nullptr},
        {{"length", "VALUE", "the number of items, fields or characters", "{{length \"abc\"}}"},
         1,
         1,
         "",
         runLength,
         nullptr},
        {{"urlEncode", "TEXT", "percent-encoded, safe in any part of a URL", "{{urlEncode \"a b\"}}"},
         1,
         1,
         "",
         runUrlEncode,
         nullptr},
        {{"base64", "TEXT", "in Base64, padded", "{{base64 \"abc\"}}"}, 1, 1, "", runBase64, nullptr},
        {{"concat", "A B …", "its arguments as one text", "{{concat \"a\" \"b\"}}"},
         1,
         kAny,
         "",
         runConcat,
         nullptr},
        {{"add", "A B", "A + B", "{{add 1 2}}"}, 2, 2, "", runAdd, checkOperands},
        {{"subtract", "A B", "A − B", "{{subtract 3 2}}"}, 2, 2, "", runSubtract, checkOperands},
        {{"multiply", "A B", "A × B", "{{multiply 3 2}}"}, 2, 2, "", runMultiply, checkOperands},
        {{"eq", "A B", "whether they are equal; numbers by value", "{{eq 1 \"1\"}}"},
         2,
         2,
         "",
         runEq,
         nullptr},
        {{"ne", "A B", "whether they differ", "{{ne 1 2}}"}, 2, 2, "", runNe, nullptr},
        {{"lt", "A B", "whether A is below B", "{{lt 1 2}}"}, 2, 2, "", runLt, nullptr},
        {{"gt", "A B", "whether A is above B", "{{gt 2 1}}"}, 2, 2, "", runGt, nullptr},
        {{"le", "A B", "whether A is at most B", "{{le 1 2}}"}, 2, 2, "", runLe, nullptr},
        {{"ge", "A B", "whether A is at least B", "{{ge 2 1}}"}, 2, 2, "", runGe, nullptr},
        {{"not", "A", "true when A is absent, empty, false or 0", "{{not false}}"},
         1,
         1,
         "",
         runNot,
         nullptr},
        {{"and", "A B …", "whether all hold", "{{and true 1}}"}, 1, kAny, "", runAnd, nullptr},
        {{"or", "A B …", "whether one holds", "{{or false 1}}"}, 1, kAny, "", runOr, nullptr},
        {{"contains", "LIST ITEM", "whether the list has the item, or the text the part",
          "{{contains \"abc\" \"b\"}}"},
         2,
         2,
         "",
         runContains,
         nullptr},
    };
    return table;
}

} // namespace mockforge::templating
