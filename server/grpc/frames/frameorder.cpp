// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/frames/frameorder.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <random>

namespace mockforge::grpc {

namespace {

constexpr std::string_view kName = "x-mockforge-frames";

template <typename Number>
std::string hexOf(Number number)
{
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
    return {digits.data(), end};
}

const std::string &secret()
{
    static const std::string text = [] {
        std::random_device device;
        return hexOf((static_cast<std::uint64_t>(device()) << 32) | device()) +
               hexOf((static_cast<std::uint64_t>(device()) << 32) | device());
    }();
    return text;
}

std::string hexOfBytes(std::string_view bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += kDigits[static_cast<unsigned char>(c) >> 4];
        text += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::uint32_t numberOf(std::string_view text)
{
    std::uint32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number, 16);
    return number;
}

std::string_view nextWord(std::string_view &text)
{
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

} // namespace

std::pair<std::string, std::string> toField(const chaos::FrameEffect &effect)
{
    return {std::string(kName), secret() + ' ' + hexOf(static_cast<unsigned>(effect.kind)) + ' ' +
                                    hexOf(effect.code) + ' ' + (effect.unprocessed ? '1' : '0') + ' ' +
                                    hexOfBytes(effect.debug)};
}

std::optional<chaos::FrameEffect> frameEffectOf(std::string_view name, std::string_view value)
{
    if (name != kName || nextWord(value) != secret())
        return std::nullopt;
    chaos::FrameEffect effect;
    effect.kind = static_cast<chaos::FrameEffect::Kind>(numberOf(nextWord(value)));
    effect.code = numberOf(nextWord(value));
    effect.unprocessed = nextWord(value) == "1";
    for (std::size_t i = 0; i + 1 < value.size(); i += 2)
        effect.debug += static_cast<char>(numberOf(value.substr(i, 2)));
    return effect;
}

} // namespace mockforge::grpc
