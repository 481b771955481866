// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/jsonreader.h"

#include "server/grpc/schema/jsonscalar.h"
#include "server/grpc/schema/protoset.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/field_mask_util.h>
#include <google/protobuf/util/time_util.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace mockforge::grpc {

namespace {

namespace pb = google::protobuf;
using Field = pb::FieldDescriptor;
using Json = nlohmann::ordered_json;
using WellKnown = pb::Descriptor::WellKnownType;

constexpr int kMaxDepth = 100;

std::string pointerTo(const std::string &pointer, const std::string &key)
{
    std::string out = pointer + "/";
    for (const char c : key)
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

std::size_t distance(const std::string &a, const std::string &b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

bool isNull(const Field *field)
{
    return (field->message_type() != nullptr &&
            field->message_type()->well_known_type() == WellKnown::WELLKNOWNTYPE_VALUE) ||
           (field->enum_type() != nullptr && field->enum_type()->full_name() == "google.protobuf.NullValue");
}

class Reader
{
public:
    Reader(const ProtoSet &schema, JsonReading reading, std::vector<JsonProblem> &problems)
        : m_schema(schema)
        , m_reading(reading)
        , m_problems(problems)
    {}

    void read(const Json &json, pb::Message &message, const std::string &pointer, int depth)
    {
        if (isTemplate(json))
            return;
        if (depth > kMaxDepth)
            return problem(pointer, "this nests deeper than 100 levels");
        const pb::Descriptor *type = message.GetDescriptor();
        if (type->well_known_type() != WellKnown::WELLKNOWNTYPE_UNSPECIFIED)
            return readWellKnown(json, message, pointer, depth);
        if (!json.is_object())
            return wanted(pointer, json, "an object, for " + type->full_name());
        readFields(json, message, pointer, depth);
    }

private:
    void problem(const std::string &pointer, std::string message, std::string suggestion = {})
    {
        m_problems.push_back({pointer, std::move(message), std::move(suggestion)});
    }

    void wanted(const std::string &pointer, const Json &json, const std::string &what)
    {
        problem(pointer, shownJson(json) + " is given where " + what + " belongs");
    }

    bool isTemplate(const Json &json) const
    {
        if (m_reading != JsonReading::Template)
            return false;
        if (json.is_object() && !json.empty() && json.begin().key().starts_with('#')) // "#each …", "#if …"
            return true;
        return json.is_string() && json.get_ref<const std::string &>().find("{{") != std::string::npos;
    }

    void readFields(const Json &json, pb::Message &message, const std::string &pointer, int depth)
    {
        const pb::Descriptor *type = message.GetDescriptor();
        std::vector<const Field *> seen;
        for (const auto &[key, value] : json.items()) {
            if (m_reading == JsonReading::Template && key.find("{{") != std::string::npos)
                continue;
            if (m_inAny && key == "@type")
                continue;
            const Field *field = find(*type, key);
            const std::string at = pointerTo(pointer, key);
            if (!field) {
                problem(at, type->full_name() + " has no field '" + key + "'", nearestField(*type, key));
                continue;
            }
            if (std::find(seen.begin(), seen.end(), field) != seen.end()) {
                problem(at, "the field " + field->name() + " stands twice",
                        "it has one name in the .proto and one in JSON");
                continue;
            }
            seen.push_back(field);
            if (value.is_null() && !isNull(field))
                continue;
            if (const pb::OneofDescriptor *oneof = field->real_containing_oneof();
                oneof && message.GetReflection()->HasOneof(message, oneof)) {
                problem(at,
                        "the oneof " + oneof->name() + " has a value already: " +
                            message.GetReflection()->GetOneofFieldDescriptor(message, oneof)->name(),
                        "give one of them");
                continue;
            }
            const bool inAny = std::exchange(m_inAny, false);
            readField(value, message, field, at, depth);
            m_inAny = inAny;
        }
    }

    const Field *find(const pb::Descriptor &type, const std::string &key) const
    {
        if (key.size() < 2 || key.front() != '[' || key.back() != ']')
            return fieldNamed(type, key);
        const Field *extension = m_schema.pool().FindExtensionByName(key.substr(1, key.size() - 2));
        return extension && extension->containing_type() == &type ? extension : nullptr;
    }

    void readField(const Json &value, pb::Message &message, const Field *field, const std::string &pointer,
                   int depth)
    {
        if (isTemplate(value))
            return;
        const pb::Reflection *reflection = message.GetReflection();
        if (field->is_map())
            return readMap(value, message, field, pointer, depth);
        if (!field->is_repeated()) {
            if (field->cpp_type() == Field::CPPTYPE_MESSAGE)
                read(value, *reflection->MutableMessage(&message, field), pointer, depth + 1);
            else
                readScalar(value, message, field, pointer, false);
            return;
        }
        if (!value.is_array())
            return wanted(pointer, value, "a list");
        for (std::size_t i = 0; i < value.size(); ++i) {
            const std::string at = pointer + "/" + std::to_string(i);
            if (value[i].is_null() && !isNull(field))
                problem(at, "a list has no room for null");
            else if (field->cpp_type() == Field::CPPTYPE_MESSAGE)
                read(value[i], *reflection->AddMessage(&message, field), at, depth + 1);
            else if (!isTemplate(value[i]))
                readScalar(value[i], message, field, at, true);
        }
    }

    void readScalar(const Json &value, pb::Message &message, const Field *field, const std::string &pointer,
                    bool add)
    {
        if (std::string text = setScalar(value, message, field, add, m_reading == JsonReading::Rendered);
            !text.empty())
            problem(pointer, field->name() + ": " + text);
    }

    void readMap(const Json &value, pb::Message &message, const Field *field, const std::string &pointer,
                 int depth)
    {
        if (!value.is_object())
            return wanted(pointer, value, "an object with the map's keys");
        const Field *mapKey = field->message_type()->map_key();
        const Field *mapValue = field->message_type()->map_value();
        for (const auto &[key, item] : value.items()) {
            const std::string at = pointerTo(pointer, key);
            if (m_reading == JsonReading::Template && key.find("{{") != std::string::npos)
                continue;
            if (item.is_null() && !isNull(mapValue)) {
                problem(at, "a map has no room for null");
                continue;
            }
            pb::Message *entry = message.GetReflection()->AddMessage(&message, field);
            // Keys are text in JSON, whatever they are in the map.
            if (std::string text = setScalar(Json(key), *entry, mapKey, false, true); !text.empty())
                problem(at, "key '" + key + "': " + text);
            if (mapValue->cpp_type() == Field::CPPTYPE_MESSAGE)
                read(item, *entry->GetReflection()->MutableMessage(entry, mapValue), at, depth + 1);
            else if (!isTemplate(item))
                readScalar(item, *entry, mapValue, at, false);
        }
    }

    void readWellKnown(const Json &json, pb::Message &m, const std::string &pointer, int depth)
    {
        const pb::Descriptor *type = m.GetDescriptor();
        const Field *first = type->FindFieldByNumber(1);
        switch (type->well_known_type()) {
        case WellKnown::WELLKNOWNTYPE_TIMESTAMP:
            return readTime<pb::Timestamp>(json, m, pointer, "a moment such as \"2026-01-31T12:00:00Z\"");
        case WellKnown::WELLKNOWNTYPE_DURATION:
            return readTime<pb::Duration>(json, m, pointer, "a length of time such as \"1.5s\"");
        case WellKnown::WELLKNOWNTYPE_FIELDMASK:
            return readFieldMask(json, m, pointer);
        case WellKnown::WELLKNOWNTYPE_STRUCT:
            return json.is_object() ? readMap(json, m, first, pointer, depth)
                                    : wanted(pointer, json, "an object, for google.protobuf.Struct");
        case WellKnown::WELLKNOWNTYPE_LISTVALUE:
            return readField(json, m, first, pointer, depth);
        case WellKnown::WELLKNOWNTYPE_VALUE:
            return readValue(json, m, pointer, depth);
        case WellKnown::WELLKNOWNTYPE_ANY:
            return readAny(json, m, pointer, depth);
        default: // the wrappers
            return readScalar(json, m, first, pointer, false);
        }
    }

    template <typename Time>
    void readTime(const Json &json, pb::Message &m, const std::string &pointer, const char *what)
    {
        Time time;
        if (!json.is_string() || !pb::util::TimeUtil::FromString(json.get<std::string>(), &time))
            return wanted(pointer, json, what);
        m.GetReflection()->SetInt64(&m, m.GetDescriptor()->FindFieldByNumber(1), time.seconds());
        m.GetReflection()->SetInt32(&m, m.GetDescriptor()->FindFieldByNumber(2), time.nanos());
    }

    void readFieldMask(const Json &json, pb::Message &m, const std::string &pointer)
    {
        pb::FieldMask mask;
        if (!json.is_string() ||
            !pb::util::FieldMaskUtil::FromJsonString(json.get_ref<const std::string &>(), &mask))
            return wanted(pointer, json, "a field mask such as \"name,unitPrice\"");
        for (const std::string &path : mask.paths())
            m.GetReflection()->AddString(&m, m.GetDescriptor()->FindFieldByNumber(1), path);
    }

    /// google.protobuf.Value: null, number, text, truth value, object, list are its fields 1 to 6.
    void readValue(const Json &json, pb::Message &m, const std::string &pointer, int depth)
    {
        const pb::Descriptor *type = m.GetDescriptor();
        const pb::Reflection *r = m.GetReflection();
        if (json.is_null())
            r->SetEnumValue(&m, type->FindFieldByNumber(1), 0);
        else if (json.is_number())
            r->SetDouble(&m, type->FindFieldByNumber(2), json.get<double>());
        else if (json.is_string())
            r->SetString(&m, type->FindFieldByNumber(3), json.get<std::string>());
        else if (json.is_boolean())
            r->SetBool(&m, type->FindFieldByNumber(4), json.get<bool>());
        else
            read(json, *r->MutableMessage(&m, type->FindFieldByNumber(json.is_object() ? 5 : 6)), pointer,
                 depth + 1);
    }

    void readAny(const Json &json, pb::Message &m, const std::string &pointer, int depth)
    {
        if (!json.is_object())
            return wanted(pointer, json, "an object with \"@type\", for google.protobuf.Any");
        if (json.empty())
            return;
        const auto named = json.find("@type");
        if (named == json.end() || !named->is_string())
            return problem(pointer, "a google.protobuf.Any needs \"@type\"",
                           "for instance \"@type\": type.googleapis.com/google.rpc.ErrorInfo");
        std::string url = named->get<std::string>();
        if (url.find('/') == std::string::npos)
            url = "type.googleapis.com/" + url;
        const pb::Descriptor *held = m_schema.findMessage(url.substr(url.rfind('/') + 1));
        if (!held)
            return problem(pointerTo(pointer, "@type"), "the schema has no message '" + url + "'",
                           "name a message of the project's .proto files, with its package");
        const std::unique_ptr<pb::Message> value(m_schema.prototype(held).New());
        if (held->well_known_type() == WellKnown::WELLKNOWNTYPE_UNSPECIFIED) {
            const bool outer = std::exchange(m_inAny, true);
            readFields(json, *value, pointer, depth + 1);
            m_inAny = outer;
        } else if (const auto inner = json.find("value"); inner != json.end()) {
            read(*inner, *value, pointerTo(pointer, "value"), depth + 1);
        } else {
            problem(pointer, held->full_name() + " in an Any needs \"value\"");
        }
        m.GetReflection()->SetString(&m, m.GetDescriptor()->FindFieldByNumber(1), url);
        m.GetReflection()->SetString(&m, m.GetDescriptor()->FindFieldByNumber(2),
                                     value->SerializePartialAsString());
    }

    const ProtoSet &m_schema;
    JsonReading m_reading;
    std::vector<JsonProblem> &m_problems;
    bool m_inAny = false; ///< the object at hand has an "@type" too
};

} // namespace

bool fromJson(const Json &json, pb::Message &message, const ProtoSet &schema, JsonReading reading,
              std::vector<JsonProblem> &problems)
{
    const std::size_t before = problems.size();
    Reader(schema, reading, problems).read(json, message, "", 0);
    if (before == problems.size() && reading != JsonReading::Template && !message.IsInitialized())
        problems.push_back({"", "required and missing: " + message.InitializationErrorString(), {}});
    return before == problems.size();
}

const Field *fieldNamed(const pb::Descriptor &type, const std::string &name)
{
    if (const Field *field = type.FindFieldByName(name))
        return field;
    if (const Field *field = type.FindFieldByCamelcaseName(name); field && field->json_name() == name)
        return field;
    for (int i = 0; i < type.field_count(); ++i) {
        if (type.field(i)->json_name() == name)
            return type.field(i);
    }
    return nullptr;
}

std::string nearestField(const pb::Descriptor &type, const std::string &name)
{
    std::string list;
    std::string nearest;
    std::size_t best = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (int i = 0; i < type.field_count(); ++i) {
        for (const std::string &known : {type.field(i)->name(), type.field(i)->json_name()}) {
            if (const std::size_t away = distance(name.substr(0, 64), known); away < best) {
                best = away;
                nearest = known;
            }
        }
        if (i < 12)
            list += (list.empty() ? "it has " : ", ") + type.field(i)->name();
    }
    if (!nearest.empty())
        return "did you mean '" + nearest + "'?";
    return list.empty() ? "it has no fields" : type.field_count() > 12 ? list + ", …" : list;
}

} // namespace mockforge::grpc
