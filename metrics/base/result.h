// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace mockforge {

/// What went wrong, for a person and for a program. `code` is a stable snake_case word ("port_in_use"),
/// `message` says what and why in one sentence, `detail` says what to do next or carries the raw cause.
struct Error
{
    std::string code;
    std::string message;
    std::string detail;
};

/// A value or an Error; the stand-in for std::expected, which GCC 12 does not have. Never throws;
/// reading the side that is not there is a programming error.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {}

    explicit operator bool() const noexcept { return m_state.index() == 0; }
    bool ok() const noexcept { return m_state.index() == 0; }

    T &value() & { return std::get<0>(m_state); }
    const T &value() const & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_state(std::move(error))
    {}

    explicit operator bool() const noexcept { return m_state.index() == 0; }
    bool ok() const noexcept { return m_state.index() == 0; }
    const Error &error() const { return std::get<Error>(m_state); }

private:
    std::variant<std::monostate, Error> m_state;
};

} // namespace mockforge
