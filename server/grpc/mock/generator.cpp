// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/generator.h"

#include "server/grpc/mock/fieldrecipe.h"

#include <google/protobuf/any.pb.h>
#include <google/protobuf/arena.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace mockforge::grpc {

namespace pb = google::protobuf;

namespace {

constexpr int kMaxDepth = 5;
constexpr int kMaxRequiredDepth = 40; ///< a type that requires itself cannot be satisfied
constexpr int kMaxFields = 2000;      ///< of one message, with everything in it

using Field = pb::FieldDescriptor;
using WellKnown = pb::Descriptor::WellKnownType;

struct FieldPlan
{
    const Field *field;
    FieldRecipe recipe;
    std::vector<int> enumValues;
};

using TypePlan = std::vector<FieldPlan>;

/// Not the value that says nothing, where there is another.
std::vector<int> enumChoices(const pb::EnumDescriptor &type)
{
    std::vector<int> choices;
    for (int i = 0; i < type.value_count(); ++i) {
        if (type.value(i)->number() != 0 && !type.value(i)->options().deprecated())
            choices.push_back(type.value(i)->number());
    }
    if (choices.empty())
        choices.push_back(type.value(0)->number());
    return choices;
}

} // namespace

struct Generator::Private
{
    const ProtoSet &schema;
    std::unordered_map<const pb::Descriptor *, TypePlan> plans;
    std::vector<const pb::Descriptor *>
        anyTypes; ///< what an Any may hold: whoever reads this schema knows them
    FieldRecipe plain{"", ""};
};

/// One message being filled.
class Filling
{
public:
    Filling(const Generator::Private &d, Random &random)
        : m_d(d)
        , m_random(random)
    {}

    void fill(pb::Message &message, int depth)
    {
        const pb::Descriptor *type = message.GetDescriptor();
        const auto found = m_d.plans.find(type);
        if (found == m_d.plans.end() || depth > kMaxRequiredDepth)
            return;
        if (type->well_known_type() == WellKnown::WELLKNOWNTYPE_ANY)
            return fillAny(message, depth);
        if (fillWellKnown(message, m_d.plain))
            return;
        m_types.push_back(type);
        std::vector<const Field *> chosen;
        for (int i = 0; i < type->real_oneof_decl_count(); ++i)
            chosen.push_back(chooseOne(message, *type->oneof_decl(i), depth));
        for (const FieldPlan &plan : found->second) {
            const pb::OneofDescriptor *oneof = plan.field->real_containing_oneof();
            if (oneof != nullptr && chosen[static_cast<std::size_t>(oneof->index())] != plan.field)
                continue;
            fillField(message, plan, depth);
        }
        m_types.pop_back();
    }

private:
    /// Null when the message has one of them already, or none of them fits.
    const Field *chooseOne(const pb::Message &message, const pb::OneofDescriptor &oneof, int depth)
    {
        const pb::Reflection *reflection = message.GetReflection();
        if (reflection->HasOneof(message, &oneof))
            return reflection->GetOneofFieldDescriptor(message, &oneof);
        const auto first = static_cast<int>(m_random.between(0, oneof.field_count() - 1));
        for (int i = 0; i < oneof.field_count(); ++i) {
            const Field *field = oneof.field((first + i) % oneof.field_count());
            if (field->cpp_type() != Field::CPPTYPE_MESSAGE || mayDescend(field->message_type(), depth))
                return field;
        }
        return nullptr;
    }

    /// A type comes at most twice on the way down, so that trees and lists have an end.
    bool mayDescend(const pb::Descriptor *type, int depth) const
    {
        return depth < kMaxDepth && m_left > 0 && std::count(m_types.begin(), m_types.end(), type) < 2;
    }

    void fillField(pb::Message &message, const FieldPlan &plan, int depth)
    {
        const Field *field = plan.field;
        const pb::Reflection *reflection = message.GetReflection();
        const bool isMessage = field->cpp_type() == Field::CPPTYPE_MESSAGE;
        const pb::Descriptor *held =
            field->is_map() ? field->message_type()->map_value()->message_type() : field->message_type();
        const bool isThere = !field->is_repeated() && reflection->HasField(message, field);
        if (isMessage && !field->is_required() && !isThere && held != nullptr && !mayDescend(held, depth))
            return;
        if (field->is_map()) {
            if (reflection->FieldSize(message, field) == 0)
                fillMap(message, plan, depth);
        } else if (field->is_repeated()) {
            fillList(message, plan, depth);
        } else if (isMessage) {
            // One that is there is filled up too.
            fillMessage(*reflection->MutableMessage(&message, field), plan, depth);
        } else if (!isSet(message, field) && m_left > 0) {
            setScalar(message, plan, false);
        } else if (field->is_required() && !reflection->HasField(message, field)) {
            setScalar(message, plan, false);
        }
    }

    static bool isSet(const pb::Message &message, const Field *field)
    {
        return message.GetReflection()->HasField(message, field);
    }

    void fillMessage(pb::Message &message, const FieldPlan &plan, int depth)
    {
        --m_left;
        if (!fillWellKnown(message, plan.recipe))
            fill(message, depth + 1);
    }

    void fillList(pb::Message &message, const FieldPlan &plan, int depth)
    {
        const pb::Reflection *reflection = message.GetReflection();
        const bool isMessage = plan.field->cpp_type() == Field::CPPTYPE_MESSAGE;
        const int had = reflection->FieldSize(message, plan.field);
        for (int i = 0; isMessage && i < had; ++i)
            fillMessage(*reflection->MutableRepeatedMessage(&message, plan.field, i), plan, depth);
        const auto count = had > 0 || m_left <= 0 ? 0 : m_random.between(2, 3);
        for (std::int64_t i = 0; i < count; ++i) {
            if (isMessage)
                fillMessage(*reflection->AddMessage(&message, plan.field), plan, depth);
            else
                setScalar(message, plan, true);
        }
    }

    void fillMap(pb::Message &message, const FieldPlan &plan, int depth)
    {
        const pb::Reflection *reflection = message.GetReflection();
        const pb::Descriptor *entry = plan.field->message_type();
        for (int i = 0; i < 2 && m_left > 0; ++i) {
            pb::Message *added = reflection->AddMessage(&message, plan.field);
            setKey(*added, entry->map_key(), i);
            for (const FieldPlan &value : m_d.plans.at(entry)) {
                if (value.field->number() == 2)
                    fillMapValue(*added, value, plan, depth);
            }
        }
    }

    void fillMapValue(pb::Message &entry, const FieldPlan &value, const FieldPlan &map, int depth)
    {
        if (value.field->cpp_type() == Field::CPPTYPE_MESSAGE) {
            fillMessage(*entry.GetReflection()->MutableMessage(&entry, value.field), map, depth);
        } else {
            setScalar(entry, {value.field, map.recipe, value.enumValues}, false);
        }
    }

    /// Keys differ by their turn.
    void setKey(pb::Message &entry, const Field *key, int turn)
    {
        const pb::Reflection *reflection = entry.GetReflection();
        const std::int64_t number = m_random.between(1, 500) * 2 + turn;
        switch (key->cpp_type()) {
        case Field::CPPTYPE_STRING: {
            static const FieldRecipe word("label", "");
            reflection->SetString(&entry, key, word.text(m_random) + (turn == 0 ? "" : "-2"));
            break;
        }
        case Field::CPPTYPE_BOOL:
            reflection->SetBool(&entry, key, turn == 0);
            break;
        default:
            setInteger(entry, key, number, false);
        }
    }

    static void setInteger(pb::Message &message, const Field *field, std::int64_t value, bool add)
    {
        const pb::Reflection *r = message.GetReflection();
        switch (field->cpp_type()) {
        case Field::CPPTYPE_INT32:
            add ? r->AddInt32(&message, field, static_cast<std::int32_t>(value))
                : r->SetInt32(&message, field, static_cast<std::int32_t>(value));
            break;
        case Field::CPPTYPE_UINT32:
            add ? r->AddUInt32(&message, field, static_cast<std::uint32_t>(std::abs(value)))
                : r->SetUInt32(&message, field, static_cast<std::uint32_t>(std::abs(value)));
            break;
        case Field::CPPTYPE_UINT64:
            add ? r->AddUInt64(&message, field, static_cast<std::uint64_t>(std::abs(value)))
                : r->SetUInt64(&message, field, static_cast<std::uint64_t>(std::abs(value)));
            break;
        default:
            add ? r->AddInt64(&message, field, value) : r->SetInt64(&message, field, value);
        }
    }

    std::string bytes()
    {
        std::string out(static_cast<std::size_t>(m_random.between(8, 16)), '\0');
        for (char &byte : out)
            byte = static_cast<char>(m_random.between(0, 255));
        return out;
    }

    void setScalar(pb::Message &message, const FieldPlan &plan, bool add)
    {
        const pb::Reflection *r = message.GetReflection();
        const Field *field = plan.field;
        --m_left;
        switch (field->cpp_type()) {
        case Field::CPPTYPE_STRING: {
            std::string text = field->type() == Field::TYPE_BYTES ? bytes() : plan.recipe.text(m_random);
            add ? r->AddString(&message, field, std::move(text))
                : r->SetString(&message, field, std::move(text));
            break;
        }
        case Field::CPPTYPE_BOOL: {
            const bool value = m_random.between(0, 3) != 0;
            add ? r->AddBool(&message, field, value) : r->SetBool(&message, field, value);
            break;
        }
        case Field::CPPTYPE_ENUM: {
            const auto index = m_random.between(0, static_cast<std::int64_t>(plan.enumValues.size()) - 1);
            const int value = plan.enumValues[static_cast<std::size_t>(index)];
            add ? r->AddEnumValue(&message, field, value) : r->SetEnumValue(&message, field, value);
            break;
        }
        case Field::CPPTYPE_DOUBLE: {
            const double value = plan.recipe.number(m_random);
            add ? r->AddDouble(&message, field, value) : r->SetDouble(&message, field, value);
            break;
        }
        case Field::CPPTYPE_FLOAT: {
            const auto value = static_cast<float>(plan.recipe.number(m_random));
            add ? r->AddFloat(&message, field, value) : r->SetFloat(&message, field, value);
            break;
        }
        default:
            setInteger(message, field, plan.recipe.integer(m_random), add);
        }
    }

    /// Types whose fields have a meaning that no name tells. False for all others.
    bool fillWellKnown(pb::Message &message, const FieldRecipe &recipe)
    {
        const pb::Descriptor *type = message.GetDescriptor();
        const WellKnown kind = type->well_known_type();
        switch (kind) {
        case WellKnown::WELLKNOWNTYPE_UNSPECIFIED:
        case WellKnown::WELLKNOWNTYPE_ANY:
            return false;
        case WellKnown::WELLKNOWNTYPE_TIMESTAMP:
        case WellKnown::WELLKNOWNTYPE_DURATION: {
            const bool moment = kind == WellKnown::WELLKNOWNTYPE_TIMESTAMP;
            if (!isSet(message, type->FindFieldByNumber(1)) && !isSet(message, type->FindFieldByNumber(2)))
                setInteger(message, type->FindFieldByNumber(1),
                           moment ? recipe.moment(m_random) : m_random.between(1, 3600), false);
            return true;
        }
        case WellKnown::WELLKNOWNTYPE_FIELDMASK: {
            const Field *paths = type->FindFieldByNumber(1);
            if (message.GetReflection()->FieldSize(message, paths) == 0)
                message.GetReflection()->AddString(&message, paths, "name");
            return true;
        }
        case WellKnown::WELLKNOWNTYPE_STRUCT:
            fillStruct(message, recipe);
            return true;
        case WellKnown::WELLKNOWNTYPE_LISTVALUE: {
            const Field *values = type->FindFieldByNumber(1);
            for (int i = message.GetReflection()->FieldSize(message, values); i < 2; ++i)
                setText(*message.GetReflection()->AddMessage(&message, values), recipe);
            return true;
        }
        case WellKnown::WELLKNOWNTYPE_VALUE:
            if (!message.GetReflection()->HasOneof(message, type->oneof_decl(0)))
                setText(message, recipe);
            return true;
        default: // the wrappers
            if (!isSet(message, type->FindFieldByNumber(1)))
                setScalar(message, {type->FindFieldByNumber(1), recipe, {}}, false);
            return true;
        }
    }

    /// A google.protobuf.Value with a text in it.
    void setText(pb::Message &value, const FieldRecipe &recipe)
    {
        value.GetReflection()->SetString(&value, value.GetDescriptor()->FindFieldByNumber(3),
                                         recipe.text(m_random));
    }

    void fillStruct(pb::Message &message, const FieldRecipe &recipe)
    {
        const pb::Reflection *reflection = message.GetReflection();
        const Field *fields = message.GetDescriptor()->FindFieldByNumber(1);
        if (reflection->FieldSize(message, fields) > 0)
            return;
        for (int i = 0; i < 2; ++i) {
            pb::Message *entry = reflection->AddMessage(&message, fields);
            setKey(*entry, entry->GetDescriptor()->map_key(), i);
            pb::Message *value =
                entry->GetReflection()->MutableMessage(entry, entry->GetDescriptor()->map_value());
            if (i == 0)
                setText(*value, recipe);
            else
                value->GetReflection()->SetDouble(value, value->GetDescriptor()->FindFieldByNumber(2),
                                                  recipe.number(m_random));
        }
    }

    void fillAny(pb::Message &any, int depth)
    {
        const pb::Descriptor *type = any.GetDescriptor();
        if (isSet(any, type->FindFieldByNumber(1)) || m_d.anyTypes.empty())
            return;
        const auto &types = m_d.anyTypes;
        const auto index = m_random.between(0, static_cast<std::int64_t>(types.size()) - 1);
        const pb::Descriptor *chosen = types[static_cast<std::size_t>(index)];
        const std::unique_ptr<pb::Message> held(m_d.schema.prototype(chosen).New());
        fill(*held, depth + 1);
        const pb::Reflection *reflection = any.GetReflection();
        reflection->SetString(&any, type->FindFieldByNumber(1), "type.googleapis.com/" + chosen->full_name());
        reflection->SetString(&any, type->FindFieldByNumber(2), held->SerializePartialAsString());
    }

    const Generator::Private &m_d;
    Random &m_random;
    std::vector<const pb::Descriptor *> m_types; ///< from the outermost down
    int m_left = kMaxFields;
};

Generator::Generator(const ProtoSet &schema)
    : d(new Private{schema, {}, {}, FieldRecipe("", "")})
{
    for (const char *name : {"google.rpc.ErrorInfo", "google.rpc.LocalizedMessage"}) {
        if (const pb::Descriptor *held = schema.findMessage(name)) {
            d->anyTypes.push_back(held);
            prepare(held);
        }
    }
}

Generator::~Generator() = default;

void Generator::prepare(const pb::Descriptor *type)
{
    if (d->plans.contains(type))
        return;
    std::vector<const pb::Descriptor *> waiting{type};
    while (!waiting.empty()) {
        const pb::Descriptor *next = waiting.back();
        waiting.pop_back();
        const auto [place, added] = d->plans.try_emplace(next);
        if (!added)
            continue;
        TypePlan &plan = place->second;
        for (int i = 0; i < next->field_count(); ++i) {
            const Field *field = next->field(i);
            FieldPlan &known =
                plan.emplace_back(FieldPlan{field, FieldRecipe(field->name(), next->name()), {}});
            if (field->enum_type() != nullptr)
                known.enumValues = enumChoices(*field->enum_type());
            if (field->message_type() != nullptr)
                waiting.push_back(field->message_type());
        }
    }
}

void Generator::fill(pb::Message &message, Random &random) const
{
    Filling(*d, random).fill(message, 0);
}

std::string Generator::serialised(const pb::Descriptor *type, Random &random) const
{
    pb::Arena arena;
    pb::Message *message = d->schema.prototype(type).New(&arena);
    fill(*message, random);
    std::string out;
    message->AppendPartialToString(&out);
    return out;
}

} // namespace mockforge::grpc
