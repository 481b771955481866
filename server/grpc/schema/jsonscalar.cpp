// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/jsonscalar.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <nlohmann/json.hpp>

#include <QByteArray>

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace mockforge::grpc {

namespace {

namespace pb = google::protobuf;
using Field = pb::FieldDescriptor;
using Json = nlohmann::ordered_json;

std::string notA(const Json &json, const std::string &what)
{
    return shownJson(json) + " is not " + what;
}

/// A whole number: as such, as a number without a fraction, or as the text of either.
template <typename Number>
std::optional<Number> wholeNumber(const Json &json)
{
    if (json.is_number_unsigned()) {
        const auto value = json.get<std::uint64_t>();
        return value <= static_cast<std::uint64_t>(std::numeric_limits<Number>::max())
                   ? std::optional(static_cast<Number>(value))
                   : std::nullopt;
    }
    if (json.is_number_integer()) {
        const auto value = json.get<std::int64_t>(); // negative
        if constexpr (std::is_signed_v<Number>) {
            if (value >= static_cast<std::int64_t>(std::numeric_limits<Number>::min()))
                return static_cast<Number>(value);
        }
        return value == 0 ? std::optional<Number>(0) : std::nullopt;
    }
    if (json.is_number_float()) {
        const auto value = json.get<double>();
        constexpr double kTop = 18446744073709551616.0;
        const double top = std::is_signed_v<Number> ? std::ldexp(1.0, std::numeric_limits<Number>::digits)
                           : sizeof(Number) == 8    ? kTop
                                                    : std::ldexp(1.0, std::numeric_limits<Number>::digits);
        const double bottom = std::is_signed_v<Number> ? -top : 0.0;
        if (value == std::trunc(value) && value >= bottom && value < top)
            return static_cast<Number>(value);
        return std::nullopt;
    }
    if (!json.is_string())
        return std::nullopt;
    const std::string &text = json.get_ref<const std::string &>();
    Number value{};
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && end.ec == std::errc() && end.ptr == text.data() + text.size())
        return value;
    double number = 0;
    const auto last = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || last.ec != std::errc() || last.ptr != text.data() + text.size() ||
        !std::isfinite(number))
        return std::nullopt;
    return wholeNumber<Number>(Json(number));
}

std::optional<double> realNumber(const Json &json)
{
    if (json.is_number())
        return json.get<double>();
    if (!json.is_string())
        return std::nullopt;
    const std::string &text = json.get_ref<const std::string &>();
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity")
        return std::numeric_limits<double>::infinity();
    if (text == "-Infinity")
        return -std::numeric_limits<double>::infinity();
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size() ||
        !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::string> bytesOf(const Json &json)
{
    if (!json.is_string())
        return std::nullopt;
    QByteArray text = QByteArray::fromStdString(json.get<std::string>());
    text.replace('-', '+').replace('_', '/');
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok
               ? std::optional(decoded.decoded.toStdString())
               : std::nullopt;
}

/// Sets or adds, whichever is asked for.
struct Target
{
    pb::Message &message;
    const Field *field;
    bool add;
    const pb::Reflection *reflection = message.GetReflection();
};

template <typename Number, typename Set, typename Add>
std::string whole(const Json &json, const Target &to, const char *what, Set set, Add add)
{
    const std::optional<Number> value = wholeNumber<Number>(json);
    if (!value)
        return notA(json, what);
    (to.reflection->*(to.add ? add : set))(&to.message, to.field, *value);
    return {};
}

std::string enumeration(const Json &json, const Target &to)
{
    const pb::EnumDescriptor *type = to.field->enum_type();
    std::optional<int> number;
    if (json.is_null() && type->full_name() == "google.protobuf.NullValue") {
        number = 0;
    } else if (json.is_string()) {
        if (const pb::EnumValueDescriptor *value = type->FindValueByName(json.get<std::string>()))
            number = value->number();
    }
    if (!number) // numbers are taken as well, unknown ones where the enum is open
        number = wholeNumber<std::int32_t>(json);
    const bool open = to.field->file()->syntax() == pb::FileDescriptor::SYNTAX_PROTO3;
    if (!number || (!open && !type->FindValueByNumber(*number))) {
        std::string list;
        for (int i = 0; i < std::min(type->value_count(), 12); ++i)
            list += (i == 0 ? "" : ", ") + type->value(i)->name();
        return notA(json, "a value of " + type->full_name() + " (" + list +
                              (type->value_count() > 12 ? ", …)" : ")"));
    }
    if (to.add)
        to.reflection->AddEnumValue(&to.message, to.field, *number);
    else
        to.reflection->SetEnumValue(&to.message, to.field, *number);
    return {};
}

std::string text(const Json &json, const Target &to, bool lenient)
{
    std::optional<std::string> value;
    if (to.field->type() == Field::TYPE_BYTES)
        value = bytesOf(json);
    else if (json.is_string())
        value = json.get<std::string>();
    else if (lenient && (json.is_number() || json.is_boolean()))
        value = json.dump();
    if (!value)
        return to.field->type() == Field::TYPE_BYTES
                   ? notA(json, "base64, as bytes are written")
                   : notA(json, "text") +
                         (json.is_primitive() && !json.is_null() ? ": put it in quotes" : "");
    if (to.add)
        to.reflection->AddString(&to.message, to.field, std::move(*value));
    else
        to.reflection->SetString(&to.message, to.field, std::move(*value));
    return {};
}

std::string truth(const Json &json, const Target &to, bool lenient)
{
    std::optional<bool> value;
    if (json.is_boolean())
        value = json.get<bool>();
    else if (lenient && json.is_string() && (json == "true" || json == "false"))
        value = json == "true";
    if (!value)
        return notA(json, "true or false");
    if (to.add)
        to.reflection->AddBool(&to.message, to.field, *value);
    else
        to.reflection->SetBool(&to.message, to.field, *value);
    return {};
}

std::string real(const Json &json, const Target &to)
{
    const std::optional<double> value = realNumber(json);
    const bool isFloat = to.field->cpp_type() == Field::CPPTYPE_FLOAT;
    if (!value)
        return notA(json, "a number");
    if (isFloat && std::isfinite(*value) &&
        std::abs(*value) > static_cast<double>(std::numeric_limits<float>::max()))
        return notA(json, "a number that a float can hold");
    if (isFloat)
        to.add ? to.reflection->AddFloat(&to.message, to.field, static_cast<float>(*value))
               : to.reflection->SetFloat(&to.message, to.field, static_cast<float>(*value));
    else
        to.add ? to.reflection->AddDouble(&to.message, to.field, *value)
               : to.reflection->SetDouble(&to.message, to.field, *value);
    return {};
}

} // namespace

std::string setScalar(const Json &json, pb::Message &message, const Field *field, bool add, bool lenient)
{
    using R = pb::Reflection;
    const Target to{message, field, add};
    switch (field->cpp_type()) {
    case Field::CPPTYPE_INT32:
        return whole<std::int32_t>(json, to, "a whole number of 32 bits", &R::SetInt32, &R::AddInt32);
    case Field::CPPTYPE_INT64:
        return whole<std::int64_t>(json, to, "a whole number of 64 bits", &R::SetInt64, &R::AddInt64);
    case Field::CPPTYPE_UINT32:
        return whole<std::uint32_t>(json, to, "a whole number of 32 bits from 0 on", &R::SetUInt32,
                                    &R::AddUInt32);
    case Field::CPPTYPE_UINT64:
        return whole<std::uint64_t>(json, to, "a whole number of 64 bits from 0 on", &R::SetUInt64,
                                    &R::AddUInt64);
    case Field::CPPTYPE_DOUBLE:
    case Field::CPPTYPE_FLOAT:
        return real(json, to);
    case Field::CPPTYPE_BOOL:
        return truth(json, to, lenient);
    case Field::CPPTYPE_ENUM:
        return enumeration(json, to);
    case Field::CPPTYPE_STRING:
        return text(json, to, lenient);
    case Field::CPPTYPE_MESSAGE:
        break;
    }
    return {};
}

std::string shownJson(const Json &json)
{
    std::string shown = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (shown.size() > 60)
        shown = shown.substr(0, 60) + "…";
    return shown;
}

} // namespace mockforge::grpc
