// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/jsonwriter.h"

#include "server/grpc/schema/protoset.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/field_mask_util.h>
#include <google/protobuf/util/time_util.h>

#include <nlohmann/json.hpp>

#include <QByteArray>

#include <array>
#include <charconv>
#include <cmath>

namespace mockforge::grpc {

namespace {

namespace pb = google::protobuf;
using Field = pb::FieldDescriptor;
using Json = nlohmann::json;
using WellKnown = pb::Descriptor::WellKnownType;

std::string base64(const std::string &bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64()
        .toStdString();
}

Json floating(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "Infinity" : "-Infinity";
    return value;
}

/// The shortest decimal number that is this float: 0.1, not 0.10000000149011612.
Json floating(float value)
{
    if (!std::isfinite(value))
        return floating(static_cast<double>(value));
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    double shortest = value;
    std::from_chars(text.data(), end, shortest);
    return shortest;
}

class Writer
{
public:
    Writer(const ProtoSet &schema, JsonView view)
        : m_schema(schema)
        , m_view(view)
    {}

    Json message(const pb::Message &message)
    {
        const pb::Descriptor *type = message.GetDescriptor();
        if (type->well_known_type() != WellKnown::WELLKNOWNTYPE_UNSPECIFIED)
            return wellKnown(message);
        Json object = Json::object();
        writeFields(message, object);
        return object;
    }

private:
    void writeFields(const pb::Message &message, Json &object)
    {
        const pb::Descriptor *type = message.GetDescriptor();
        const pb::Reflection *reflection = message.GetReflection();
        if (m_view == JsonView::Fields) {
            for (int i = 0; i < type->field_count(); ++i) {
                const Field *field = type->field(i);
                if (!field->has_presence() || reflection->HasField(message, field))
                    object[field->name()] = fieldValue(message, field);
            }
        }
        std::vector<const Field *> set;
        reflection->ListFields(message, &set);
        for (const Field *field : set) {
            if (m_view != JsonView::Fields || field->is_extension())
                object[nameOf(field)] = fieldValue(message, field);
        }
    }

    std::string nameOf(const Field *field) const
    {
        if (field->is_extension())
            return "[" + field->full_name() + "]";
        return m_view == JsonView::Canonical ? field->json_name() : field->name();
    }

    Json fieldValue(const pb::Message &message, const Field *field)
    {
        if (field->is_map())
            return map(message, field);
        const pb::Reflection *reflection = message.GetReflection();
        if (!field->is_repeated())
            return single(message, field);
        Json list = Json::array();
        const int count = reflection->FieldSize(message, field);
        for (int i = 0; i < count; ++i)
            list.push_back(element(message, field, i));
        return list;
    }

    Json map(const pb::Message &message, const Field *field)
    {
        Json object = Json::object();
        const pb::Reflection *reflection = message.GetReflection();
        const pb::Descriptor *entryType = field->message_type();
        const int count = reflection->FieldSize(message, field);
        for (int i = 0; i < count; ++i) {
            const pb::Message &entry = reflection->GetRepeatedMessage(message, field, i);
            const Json key = single(entry, entryType->map_key());
            object[key.is_string() ? key.get<std::string>() : key.dump()] =
                single(entry, entryType->map_value());
        }
        return object;
    }

    Json enumValue(const Field *field, int number) const
    {
        if (field->enum_type()->full_name() == "google.protobuf.NullValue")
            return nullptr;
        const pb::EnumValueDescriptor *value = field->enum_type()->FindValueByNumber(number);
        return value ? Json(value->name()) : Json(number);
    }

    template <typename Number>
    Json big(Number value) const
    {
        return m_view == JsonView::Canonical ? Json(std::to_string(value)) : Json(value);
    }

    static Json text(const Field *field, const std::string &value)
    {
        return field->type() == Field::TYPE_BYTES ? Json(base64(value)) : Json(value);
    }

    Json single(const pb::Message &m, const Field *f)
    {
        const pb::Reflection *r = m.GetReflection();
        std::string scratch;
        switch (f->cpp_type()) {
        case Field::CPPTYPE_INT32:
            return r->GetInt32(m, f);
        case Field::CPPTYPE_INT64:
            return big(r->GetInt64(m, f));
        case Field::CPPTYPE_UINT32:
            return r->GetUInt32(m, f);
        case Field::CPPTYPE_UINT64:
            return big(r->GetUInt64(m, f));
        case Field::CPPTYPE_DOUBLE:
            return floating(r->GetDouble(m, f));
        case Field::CPPTYPE_FLOAT:
            return floating(r->GetFloat(m, f));
        case Field::CPPTYPE_BOOL:
            return r->GetBool(m, f);
        case Field::CPPTYPE_ENUM:
            return enumValue(f, r->GetEnumValue(m, f));
        case Field::CPPTYPE_STRING:
            return text(f, r->GetStringReference(m, f, &scratch));
        case Field::CPPTYPE_MESSAGE:
            return message(r->GetMessage(m, f));
        }
        return {};
    }

    Json element(const pb::Message &m, const Field *f, int i)
    {
        const pb::Reflection *r = m.GetReflection();
        std::string scratch;
        switch (f->cpp_type()) {
        case Field::CPPTYPE_INT32:
            return r->GetRepeatedInt32(m, f, i);
        case Field::CPPTYPE_INT64:
            return big(r->GetRepeatedInt64(m, f, i));
        case Field::CPPTYPE_UINT32:
            return r->GetRepeatedUInt32(m, f, i);
        case Field::CPPTYPE_UINT64:
            return big(r->GetRepeatedUInt64(m, f, i));
        case Field::CPPTYPE_DOUBLE:
            return floating(r->GetRepeatedDouble(m, f, i));
        case Field::CPPTYPE_FLOAT:
            return floating(r->GetRepeatedFloat(m, f, i));
        case Field::CPPTYPE_BOOL:
            return r->GetRepeatedBool(m, f, i);
        case Field::CPPTYPE_ENUM:
            return enumValue(f, r->GetRepeatedEnumValue(m, f, i));
        case Field::CPPTYPE_STRING:
            return text(f, r->GetRepeatedStringReference(m, f, i, &scratch));
        case Field::CPPTYPE_MESSAGE:
            return message(r->GetRepeatedMessage(m, f, i));
        }
        return {};
    }

    Json wellKnown(const pb::Message &m)
    {
        const pb::Descriptor *type = m.GetDescriptor();
        const pb::Reflection *r = m.GetReflection();
        const Field *first = type->FindFieldByNumber(1);
        switch (type->well_known_type()) {
        case WellKnown::WELLKNOWNTYPE_TIMESTAMP:
        case WellKnown::WELLKNOWNTYPE_DURATION:
            return time(m, r->GetInt64(m, first), r->GetInt32(m, type->FindFieldByNumber(2)));
        case WellKnown::WELLKNOWNTYPE_FIELDMASK:
            return fieldMask(m, first);
        case WellKnown::WELLKNOWNTYPE_STRUCT:
        case WellKnown::WELLKNOWNTYPE_LISTVALUE:
            return fieldValue(m, first);
        case WellKnown::WELLKNOWNTYPE_VALUE: {
            const Field *kind = r->GetOneofFieldDescriptor(m, type->oneof_decl(0));
            return kind ? single(m, kind) : Json();
        }
        case WellKnown::WELLKNOWNTYPE_ANY:
            return any(m);
        default: // the wrappers
            return single(m, first);
        }
    }

    /// A moment or a length of time outside its range has no JSON form of its own.
    static Json time(const pb::Message &m, std::int64_t seconds, std::int32_t nanos)
    {
        using pb::util::TimeUtil;
        const bool moment = m.GetDescriptor()->well_known_type() == WellKnown::WELLKNOWNTYPE_TIMESTAMP;
        const bool inRange =
            moment ? seconds >= TimeUtil::kTimestampMinSeconds && seconds <= TimeUtil::kTimestampMaxSeconds &&
                         nanos >= 0 && nanos < 1'000'000'000
                   : std::abs(seconds) <= TimeUtil::kDurationMaxSeconds && std::abs(nanos) < 1'000'000'000 &&
                         (seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0));
        if (!inRange)
            return Json{{"seconds", seconds}, {"nanos", nanos}};
        if (moment) {
            pb::Timestamp value;
            value.set_seconds(seconds);
            value.set_nanos(nanos);
            return TimeUtil::ToString(value);
        }
        pb::Duration value;
        value.set_seconds(seconds);
        value.set_nanos(nanos);
        return TimeUtil::ToString(value);
    }

    static Json fieldMask(const pb::Message &m, const Field *paths)
    {
        pb::FieldMask mask;
        const pb::Reflection *r = m.GetReflection();
        for (int i = 0; i < r->FieldSize(m, paths); ++i)
            mask.add_paths(r->GetRepeatedString(m, paths, i));
        std::string text;
        return pb::util::FieldMaskUtil::ToJsonString(mask, &text) ? text
                                                                  : pb::util::FieldMaskUtil::ToString(mask);
    }

    Json any(const pb::Message &m)
    {
        const pb::Descriptor *type = m.GetDescriptor();
        const pb::Reflection *r = m.GetReflection();
        const std::string url = r->GetString(m, type->FindFieldByNumber(1));
        const std::string bytes = r->GetString(m, type->FindFieldByNumber(2));
        if (url.empty() && bytes.empty())
            return Json::object();
        Json object{{"@type", url}};
        const pb::Descriptor *held = m_schema.findMessage(url.substr(url.rfind('/') + 1));
        const std::unique_ptr<pb::Message> value(held ? m_schema.prototype(held).New() : nullptr);
        if (!value || m_depth > 20 || !value->ParsePartialFromString(bytes)) {
            object["value"] = base64(bytes);
            return object;
        }
        ++m_depth;
        if (held->well_known_type() != WellKnown::WELLKNOWNTYPE_UNSPECIFIED)
            object["value"] = message(*value);
        else
            writeFields(*value, object);
        --m_depth;
        return object;
    }

    const ProtoSet &m_schema;
    JsonView m_view;
    int m_depth = 0; ///< of Any in Any
};

} // namespace

nlohmann::json toJson(const pb::Message &message, const ProtoSet &schema, JsonView view)
{
    return Writer(schema, view).message(message);
}

} // namespace mockforge::grpc
