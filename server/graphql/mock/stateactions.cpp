// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/mock/automatic.h"
#include "server/graphql/mock/mockresolver.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

using Kind = project::StateAction::Kind;

const Json &codeOf(const char *code)
{
    static const Json notFound{{"code", "NOT_FOUND"}};
    static const Json badInput{{"code", "BAD_USER_INPUT"}};
    return std::string_view(code) == "NOT_FOUND" ? notFound : badInput;
}

} // namespace

Json flattened(const Json &arguments)
{
    Json fields = Json::object();
    for (const auto &[name, value] : arguments.items()) {
        if (value.is_object())
            fields.update(value);
        else
            fields[name] = value;
    }
    return fields;
}

std::string keyArgument(const FieldDefinition &field, const Json &arguments, const std::string &key)
{
    const auto text = [](const Json &value) {
        return value.is_null() || value.is_structured() ? std::string() : keyText(value);
    };
    if (const auto own = arguments.find(key); own != arguments.end())
        return text(*own);
    for (const auto &[name, value] : arguments.items()) {
        if (value.is_object() && value.contains(key))
            return text(value.at(key));
    }
    for (const InputValue &argument : field.arguments) {
        const NamedType &type = *argument.type->named;
        const bool isId = type.kind == TypeKind::Scalar && type.scalar == ScalarKind::Id;
        if (isId && arguments.contains(argument.name) && plainName(argument.name).ends_with(plainName(key)))
            return text(arguments.at(argument.name));
    }
    return {};
}

Resolved MockResolver::act(Turn &turn, const Place &place)
{
    switch (turn.rule->spec->action.kind) {
    case Kind::Get:
        return get(turn, place);
    case Kind::List:
        return list(turn, place);
    case Kind::Create:
        return create(turn, place);
    default:
        return change(turn, place);
    }
}

std::string MockResolver::keyFor(Turn &turn, const Place &place)
{
    const CompiledRule &rule = *turn.rule;
    if (rule.id) {
        const Json *value = render(*rule.id, turn, place);
        return value && !value->is_null() ? keyText(*value) : std::string();
    }
    const auto &definition = m_mock.store().definitions()[static_cast<std::size_t>(rule.collection)];
    return keyArgument(*place.field, *place.arguments, definition.key);
}

Json MockResolver::fieldsFor(Turn &turn, const Place &place)
{
    if (!turn.rule->with)
        return flattened(*place.arguments);
    const Json *fields = render(*turn.rule->with, turn, place);
    return fields && fields->is_object() ? *fields : Json::object();
}

Resolved MockResolver::create(Turn &turn, const Place &place)
{
    const auto number = static_cast<std::size_t>(turn.rule->collection);
    auto created = m_mock.store().create(number, fieldsFor(turn, place));
    if (!created)
        return Resolved::error(created.error().message, &codeOf("BAD_USER_INPUT"));
    m_changes.push_back({Change::Kind::Created, number, created.value()});
    m_state = m_reader.get();
    return changedObject(created.value(), *m_mock.schema().type(turn.rule->spec->action.collection), place);
}

Resolved MockResolver::change(Turn &turn, const Place &place)
{
    const auto number = static_cast<std::size_t>(turn.rule->collection);
    const project::StateAction &action = turn.rule->spec->action;
    const bool isDelete = action.kind == Kind::Delete;
    const std::string key = keyFor(turn, place);
    Store &store = m_mock.store();
    const ItemPtr item =
        isDelete ? store.remove(number, key) : store.update(number, key, fieldsFor(turn, place));
    const NamedType &named = *place.field->type->named;
    if (!item) {
        if (isDelete && named.kind == TypeKind::Scalar && named.scalar == ScalarKind::Boolean)
            return Resolved::of(false);
        const auto &definition = store.definitions()[number];
        return Resolved::error("there is no " + definition.type + " with " + definition.key + " " + key,
                               &codeOf("NOT_FOUND"));
    }
    m_changes.push_back({isDelete ? Change::Kind::Deleted : Change::Kind::Updated, number, item});
    m_state = m_reader.get();
    return changedObject(item, *m_mock.schema().type(action.collection), place);
}

/// An object that was changed, in the shape that the field wants: itself, its key, true, or a payload with it
/// inside.
Resolved MockResolver::changedObject(const ItemPtr &item, const NamedType &type, const Place &place)
{
    const TypeRef &wanted = place.field->type->nullable();
    const NamedType &named = *wanted.named;
    if (named.isLeaf()) {
        if (named.kind == TypeKind::Scalar && named.scalar == ScalarKind::Boolean)
            return Resolved::of(true);
        return Resolved::of(item->key);
    }
    if (wanted.isList())
        return Resolved::list({stored(item, type, place)});
    if (named.mayBe(type) || &named == &type)
        return stored(item, type, place);
    const FieldDefinition *inside = payloadField(named, type);
    if (!inside)
        return made(*place.field->type, place);
    static const Json success{
        {"success", true}, {"ok", true}, {"errors", Json::array()}, {"userErrors", Json::array()}};
    Node &payload = node(named, place);
    payload.payload = inside;
    payload.changed = item;
    payload.changedType = &type;
    payload.data = &success;
    return finish(payload, place);
}

Resolved MockResolver::get(Turn &turn, const Place &place)
{
    const auto number = static_cast<std::size_t>(turn.rule->collection);
    const ItemPtr item = (*m_state)[number]->find(keyFor(turn, place));
    if (!item)
        return Resolved::null();
    return changedObject(item, *m_mock.schema().type(turn.rule->spec->action.collection), place);
}

std::int64_t MockResolver::numberFor(const std::optional<CompiledJson> &source, Turn &turn,
                                     const Place &place, std::int64_t byDefault)
{
    const Json *value = source ? render(*source, turn, place) : nullptr;
    return value && value->is_number() ? std::max<std::int64_t>(0, value->get<std::int64_t>()) : byDefault;
}

/// The fields that the listed objects must have: what the rule says, otherwise the arguments that are called
/// as fields.
Json MockResolver::wantedFields(Turn &turn, const Place &place, const NamedType &type)
{
    Json wanted = Json::object();
    if (turn.rule->where) {
        const Json *fields = render(*turn.rule->where, turn, place);
        if (fields && fields->is_object())
            wanted = *fields;
    } else {
        const Json arguments = flattened(*place.arguments);
        for (const auto &[name, value] : arguments.items()) {
            if (type.field(name) && !isPaging(name))
                wanted[name] = value;
        }
    }
    for (auto field = wanted.begin(); field != wanted.end();)
        field = field->is_null() ? wanted.erase(field) : std::next(field);
    return wanted;
}

Json MockResolver::fieldOf(const StoredItem &item, const NamedType &type, const std::string &name) const
{
    if (const auto given = item.fields.find(name); given != item.fields.end())
        return *given;
    const FieldDefinition *field = type.field(name);
    if (!field || !field->type->named->isLeaf() || field->type->nullable().isList())
        return nullptr;
    return asJson(m_mock.types().of(*field).make(seedOf(type, item.key)));
}

bool MockResolver::fits(const StoredItem &item, const NamedType &type, const Json &wanted) const
{
    const auto reference = [](const Json &value, const Json &other) {
        // A reference may be the other object's key or the object itself.
        const Json *own = &value;
        if (value.is_object() && value.contains("id"))
            own = &value.at("id");
        return keyText(*own) == keyText(other);
    };
    for (const auto &entry : wanted.items()) {
        const Json &value = entry.value();
        const Json own = fieldOf(item, type, entry.key());
        const bool holds =
            value.is_array() ? std::any_of(value.begin(), value.end(),
                                           [&](const Json &one) { return reference(own, one); })
            : own.is_array()
                ? std::any_of(own.begin(), own.end(), [&](const Json &one) { return reference(one, value); })
                : reference(own, value);
        if (!holds)
            return false;
    }
    return true;
}

void MockResolver::sort(std::vector<ItemPtr> &items, const NamedType &type, const std::string &by) const
{
    const bool down = by.starts_with('-');
    const std::string name = down ? by.substr(1) : by;
    std::vector<std::pair<Json, ItemPtr>> keyed;
    for (const ItemPtr &item : items)
        keyed.emplace_back(fieldOf(*item, type, name), item);
    std::stable_sort(keyed.begin(), keyed.end(), [down](const auto &a, const auto &b) {
        const auto less = [](const Json &one, const Json &other) {
            return one.is_number() && other.is_number() ? one.get<double>() < other.get<double>()
                                                        : keyText(one) < keyText(other);
        };
        return down ? less(b.first, a.first) : less(a.first, b.first);
    });
    for (std::size_t i = 0; i < items.size(); ++i)
        items[i] = std::move(keyed[i].second);
}

Resolved MockResolver::list(Turn &turn, const Place &place)
{
    const project::StateAction &action = turn.rule->spec->action;
    const NamedType &type = *m_mock.schema().type(action.collection);
    const Json wanted = wantedFields(turn, place, type);
    std::vector<ItemPtr> &found = m_items.emplace_back();
    for (const ItemPtr &item : (*m_state)[static_cast<std::size_t>(turn.rule->collection)]->items) {
        if (wanted.empty() || fits(*item, type, wanted))
            found.push_back(item);
    }
    if (!action.sort.empty())
        sort(found, type, action.sort);
    const auto total = static_cast<std::int64_t>(found.size());
    ListPlan page = plan(type, place);
    const std::int64_t offset = std::min(numberFor(turn.rule->offset, turn, place, page.offset), total);
    const std::int64_t asked = hasSizeArgument(*place.arguments) ? page.size : total;
    const std::int64_t size = std::min(numberFor(turn.rule->limit, turn, place, asked), total - offset);
    found.erase(found.begin(), found.begin() + offset);
    found.resize(static_cast<std::size_t>(size));
    const TypeRef &shape = place.field->type->nullable();
    if (!shape.isList()) {
        Node &connection = node(*shape.named, place);
        connection.seed = place.seed;
        connection.list = ListPlan{size, offset, total, false, &found};
        return finish(connection, place);
    }
    std::vector<Resolved> items;
    for (std::size_t i = 0; i < found.size(); ++i) {
        Place at = place;
        at.inList = true;
        at.index = static_cast<std::int64_t>(i);
        items.push_back(stored(found[i], type, at));
    }
    return Resolved::list(std::move(items));
}

} // namespace mockforge::graphql
