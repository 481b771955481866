// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/execution/leaf.h"
#include "server/graphql/mock/mockresolver.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

constexpr std::int64_t kMostAsked = 1000;

/// The first of the arguments of these plain names that is a whole number; -1: none is.
std::int64_t numberNamed(const Json &arguments, std::initializer_list<std::string_view> names)
{
    for (const auto &[name, value] : arguments.items()) {
        const std::string plain = plainName(name);
        if (value.is_number_integer() && std::find(names.begin(), names.end(), plain) != names.end())
            return std::clamp<std::int64_t>(value.get<std::int64_t>(), 0, kMostAsked);
    }
    return -1;
}

std::int64_t sizeArgument(const Json &arguments)
{
    return numberNamed(arguments, {"first", "last", "limit", "take", "size", "top", "pagesize", "perpage"});
}

bool onlyPaging(const Json &arguments)
{
    return std::all_of(arguments.items().begin(), arguments.items().end(), [](const auto &argument) {
        return isPaging(argument.key()) || argument.value().is_null();
    });
}

} // namespace

bool hasSizeArgument(const Json &arguments)
{
    return sizeArgument(arguments) >= 0;
}

Json asJson(const Resolved &value)
{
    switch (value.kind) {
    case Resolved::Kind::Boolean:
        return value.boolean;
    case Resolved::Kind::Integer:
        return value.integer;
    case Resolved::Kind::Number:
        return value.number;
    case Resolved::Kind::Text:
        return value.text;
    case Resolved::Kind::Leaf:
        return *value.json;
    default:
        return nullptr;
    }
}

const CollectionState *MockResolver::collection(const NamedType &type) const
{
    const int number = m_mock.types().of(type).collection;
    return number < 0 ? nullptr : (*m_state)[static_cast<std::size_t>(number)].get();
}

std::uint64_t MockResolver::seedOf(const NamedType &type, const std::string &id) const
{
    return mix64(mix64(m_mock.seed() ^ m_mock.types().of(type).stream) ^ streamOf(id));
}

MockResolver::Node &MockResolver::node(const NamedType &type, const Place &place)
{
    ++m_objects;
    Node &made = m_nodes.emplace_back();
    made.type = &type;
    made.parent = place.parent;
    made.seed = place.seed;
    made.delayNs = place.delayNs;
    made.index = place.index;
    made.inList = place.inList;
    return made;
}

Resolved MockResolver::finish(Node &made, const Place &)
{
    ObjectRef ref;
    ref.type = made.type;
    ref.native = &made;
    return Resolved::of(ref);
}

Resolved MockResolver::given(const TypeRef &type, const Json &value, const Place &place)
{
    if (value.is_null())
        return Resolved::null();
    const TypeRef &plain = type.nullable();
    if (!plain.isList()) {
        if (plain.named->isLeaf())
            return leafOf(value, *plain.named);
        return givenObject(*plain.named, value, place);
    }
    if (!value.is_array())
        return Resolved::of(keyText(value)); // no list: the execution says so, with the path
    std::vector<Resolved> items;
    for (std::size_t i = 0; i < value.size(); ++i) {
        Place at = place;
        at.inList = true;
        at.index = static_cast<std::int64_t>(i);
        at.seed = mix64(place.seed + i);
        items.push_back(given(*plain.of, value[i], at));
    }
    return Resolved::list(std::move(items));
}

/// The type that __typename says, or the first one that has all the fields, or any.
const NamedType *MockResolver::concreteFor(const NamedType &named, const Json &value,
                                           std::uint64_t seed) const
{
    if (const auto said = value.find("__typename"); said != value.end() && said->is_string())
        return m_mock.schema().type(said->get<std::string>());
    if (!named.isAbstract())
        return &named;
    for (const NamedType *type : named.possible) {
        if (!value.empty() && std::all_of(value.items().begin(), value.items().end(), [&](const auto &field) {
                return type->field(field.key()) != nullptr;
            }))
            return type;
    }
    return &concrete(named, seed, {});
}

Resolved MockResolver::givenObject(const NamedType &named, const Json &value, const Place &place)
{
    // A scalar in an object's place is the key of the object that is meant.
    if (!value.is_object())
        return value.is_array() ? Resolved::of(keyText(value)) : madeObject(named, place, keyText(value));
    const NamedType *type = concreteFor(named, value, place.seed);
    if (!type || type->kind != TypeKind::Object)
        return Resolved::error("\"" + keyText(value["__typename"]) + "\" is no object type of the schema");
    Node &object = node(*type, place);
    object.data = &value;
    object.byResponseKey = place.byResponseKey;
    if (const FieldDefinition *key = m_mock.types().of(*type).key) {
        if (const auto id = value.find(key->name);
            id != value.end() && !id->is_null() && !id->is_structured()) {
            object.id = keyText(*id);
            object.seed = seedOf(*type, object.id);
        } else {
            object.id = std::to_string(Random(place.seed, 0, 0).between(1, 9999));
        }
        const CollectionState *state = collection(*type);
        if (const ItemPtr item = state ? state->find(object.id) : nullptr)
            object.base = &item->fields;
    }
    return finish(object, place);
}

Resolved MockResolver::stored(const ItemPtr &item, const NamedType &type, const Place &place)
{
    Node &object = node(type, place);
    object.id = item->key;
    object.seed = seedOf(type, item->key);
    object.base = &item->fields;
    object.changed = item; // keeps it: the state may have moved on
    return finish(object, place);
}

Resolved MockResolver::made(const TypeRef &type, const Place &place)
{
    const TypeRef &plain = type.nullable();
    if (plain.isList())
        return madeList(plain, place);
    return plain.named->isLeaf() ? madeLeaf(*plain.named, place) : madeObject(*plain.named, place);
}

Resolved MockResolver::madeLeaf(const NamedType &, const Place &place)
{
    const Node &parent = *place.parent;
    const TypeInfo &info = m_mock.types().of(*parent.type);
    if (place.field == info.key && !place.inList && !parent.id.empty())
        return Resolved::of(parent.id);
    const std::string name = plainName(place.field->name);
    if (parent.list && (name == "totalcount" || name == "total" || name == "count"))
        return Resolved::of(parent.list->total);
    if (parent.parent && parent.parent->list && parent.type->name == "PageInfo") {
        const ListPlan &page = *parent.parent->list;
        if (name == "hasnextpage")
            return Resolved::of(page.offset + page.size < page.total);
        if (name == "haspreviouspage")
            return Resolved::of(page.offset > 0);
    }
    const LeafMaker &maker = m_mock.types().of(*place.field);
    // Objects with a key and lists count only by themselves; the arguments of a leaf tell its values apart.
    const std::uint64_t seed = place.inList || !place.arguments->empty() ? place.seed : parent.seed;
    return maker.make(seed);
}

const NamedType &MockResolver::concrete(const NamedType &named, std::uint64_t seed,
                                        const std::string &id) const
{
    if (!named.isAbstract() || named.possible.empty())
        return named;
    for (const NamedType *type : named.possible) {
        const CollectionState *state = id.empty() ? nullptr : collection(*type);
        if (state && state->find(id))
            return *type;
    }
    Random random(id.empty() ? seed : mix64(m_mock.seed() ^ streamOf(id)), streamOf(named.name), 0);
    const auto last = static_cast<std::int64_t>(named.possible.size()) - 1;
    return *named.possible[static_cast<std::size_t>(random.between(0, last))];
}

/// Arguments that are called as fields of the object and have their type say what is in them.
const Json *MockResolver::fromArguments(const NamedType &type, const Place &place)
{
    if (place.arguments->empty() || (place.parent && place.parent->parent && place.parent->list))
        return nullptr;
    Json fields = Json::object();
    const bool isMutation = m_call.type == OperationType::Mutation;
    const Json said = isMutation ? flattened(*place.arguments) : *place.arguments;
    for (const auto &[name, value] : said.items()) {
        const FieldDefinition *field = type.field(name);
        if (!field || value.is_null() || !field->type->named->isLeaf() || value.is_object() ||
            value.is_array() != field->type->nullable().isList() || isPaging(name))
            continue;
        const InputValue *argument = place.field->argument(name);
        if (isMutation || (argument && argument->type->named == field->type->named))
            fields[name] = value;
    }
    return fields.empty() ? nullptr : &keep(std::move(fields));
}

Resolved MockResolver::madeObject(const NamedType &named, const Place &place, std::string id)
{
    const Node *parent = place.parent;
    // The object that a list belongs to is the one that its items lead back to.
    if (id.empty() && !place.inList && place.arguments->empty() && parent && parent->inList &&
        parent->parent && parent->parent->parent && parent->parent->type == &named &&
        m_mock.types().of(named).key) {
        ObjectRef ref;
        ref.type = &named;
        ref.native = parent->parent;
        return Resolved::of(ref);
    }
    if (parent && parent->parent && parent->parent->list && m_mock.types().of(*parent->type).isEdge &&
        m_mock.types().of(*parent->type).element == &named) {
        const ListPlan &list = *parent->parent->list;
        if (list.items && parent->index < static_cast<std::int64_t>(list.items->size()))
            return stored((*list.items)[static_cast<std::size_t>(parent->index)], named, place);
        id = elementId(list, parent->index, parent->parent->seed);
    }
    const FieldDefinition *ownKey = m_mock.types().of(named).key;
    if (id.empty() && !place.inList)
        id = keyArgument(*place.field, *place.arguments, ownKey ? ownKey->name : "id");
    const NamedType &type = concrete(named, place.seed, id);
    const TypeInfo &info = m_mock.types().of(type);
    Node &object = node(type, place);
    if (info.key) {
        const CollectionState *state = collection(type);
        if (id.empty() && state && !state->items.empty()) {
            const auto count = static_cast<std::int64_t>(state->items.size());
            const auto at = static_cast<std::size_t>(Random(place.seed, 1, 0).between(0, count - 1));
            return stored(state->items[at], type, place);
        }
        object.id = id.empty() ? std::to_string(Random(place.seed, 0, 0).between(1, 9999)) : std::move(id);
        object.seed = seedOf(type, object.id);
        if (const ItemPtr item = state ? state->find(object.id) : nullptr)
            object.base = &item->fields;
    }
    object.data = fromArguments(type, place);
    if (info.isConnection && info.element)
        object.list = plan(*info.element, place);
    return finish(object, place);
}

std::string MockResolver::elementId(const ListPlan &list, std::int64_t index, std::uint64_t seed) const
{
    if (list.counted)
        return std::to_string(list.offset + index + 1);
    return std::to_string(Random(seed, 2, static_cast<std::uint64_t>(list.offset + index)).between(1, 9999));
}

/// Which page of which objects a field gives.
MockResolver::ListPlan MockResolver::plan(const NamedType &element, const Place &place)
{
    ListPlan list;
    const Json &arguments = *place.arguments;
    const project::Range &usual = m_mock.settings().listSize;
    list.size = sizeArgument(arguments);
    const bool asked = list.size >= 0;
    if (!asked)
        list.size = Random(place.seed, 3, 0).between(usual.low, usual.high);
    list.offset = std::max<std::int64_t>(0, numberNamed(arguments, {"offset", "skip"}));
    if (const std::int64_t page = numberNamed(arguments, {"page"}); page > 1)
        list.offset = (page - 1) * list.size;
    list.total = list.offset + list.size;
    list.counted = place.parent && !place.parent->parent && onlyPaging(arguments);
    if (const std::vector<ItemPtr> *items = relation(element, place)) {
        list.total = static_cast<std::int64_t>(items->size());
        list.offset = std::min(list.offset, list.total);
        list.size = asked ? std::min(list.size, list.total - list.offset) : list.total - list.offset;
        auto &page =
            m_items.emplace_back(items->begin() + list.offset, items->begin() + list.offset + list.size);
        list.items = &page;
    }
    return list;
}

/// The stored objects that a list leads to: those that point back to its owner, or, where the type has no
/// such field, some. Null when the type is not stored.
const std::vector<ItemPtr> *MockResolver::relation(const NamedType &element, const Place &place)
{
    const CollectionState *state = collection(element);
    if (!state)
        return nullptr;
    const Node *owner = place.parent;
    std::string back;
    if (owner && owner->parent && !owner->id.empty()) {
        const std::string byId = plainName(owner->type->name) + "id";
        for (const FieldDefinition &field : element.fields) {
            if ((field.type->named == owner->type) || plainName(field.name) == byId)
                back = back.empty() ? field.name : back;
        }
        // A field that the schema hides may still be in the items.
        for (const ItemPtr &item : state->items) {
            for (const auto &[name, value] : item->fields.items()) {
                if (back.empty() && plainName(name) == byId)
                    back = name;
            }
        }
    }
    std::vector<ItemPtr> &found = m_items.emplace_back();
    if (!back.empty()) {
        const Json wanted{{back, owner->id}};
        for (const ItemPtr &item : state->items) {
            if (item->fields.contains(back) && fits(*item, element, wanted))
                found.push_back(item);
        }
        return &found;
    }
    if (owner && !owner->parent)
        return &state->items;
    const auto count = static_cast<std::int64_t>(state->items.size());
    const project::Range &usual = m_mock.settings().listSize;
    Random random(place.seed, 4, 0);
    const std::int64_t size = std::min(count, random.between(usual.low, usual.high));
    const std::int64_t first = count > 0 ? random.between(0, count - 1) : 0;
    for (std::int64_t i = 0; i < size; ++i)
        found.push_back(state->items[static_cast<std::size_t>((first + i) % count)]);
    return &found;
}

Resolved MockResolver::madeList(const TypeRef &type, const Place &place)
{
    const TypeRef &element = *type.of;
    const NamedType &named = *type.named;
    const bool inConnection = place.parent->list && !named.isLeaf();
    const ListPlan list = inConnection ? *place.parent->list : plan(named, place);
    const bool isNested = element.nullable().isList();
    const TypeInfo &info = m_mock.types().of(named);
    std::vector<Resolved> items;
    m_objects += static_cast<std::size_t>(list.size);
    for (std::int64_t i = 0; i < list.size; ++i) {
        Place at = place;
        at.inList = true;
        at.index = i;
        at.seed = mix64(place.seed + static_cast<std::uint64_t>(list.offset + i));
        if (named.isLeaf() || isNested || info.isEdge)
            items.push_back(made(element, at));
        else if (list.items)
            items.push_back(stored((*list.items)[static_cast<std::size_t>(i)], named, at));
        else
            items.push_back(
                madeObject(named, at, elementId(list, i, inConnection ? place.parent->seed : place.seed)));
    }
    return Resolved::list(std::move(items));
}

} // namespace mockforge::graphql
