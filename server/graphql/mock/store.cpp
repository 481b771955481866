// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/mock/store.h"

#include "metrics/base/random.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace mockforge::graphql {

namespace {

/// The key as a number; -1 when it is none.
std::int64_t numberOf(const std::string &key)
{
    std::int64_t number = -1;
    const auto [end, failure] = std::from_chars(key.data(), key.data() + key.size(), number);
    const bool whole = failure == std::errc() && end == key.data() + key.size();
    return whole && number >= 0 && number < INT32_MAX ? number : -1;
}

void add(CollectionState &state, ItemPtr item)
{
    state.index.emplace(item->key, state.items.size());
    state.next = std::max(state.next, numberOf(item->key) + 1);
    state.items.push_back(std::move(item));
}

/// Version 4 (RFC 9562), of the seed.
std::string uuidFrom(Random random)
{
    const std::uint64_t a = (random() & ~0xF000ULL) | 0x4000ULL;
    const std::uint64_t b = (random() & ~(3ULL << 62)) | (2ULL << 62);
    char text[40];
    std::snprintf(
        text, sizeof text, "%08llx-%04llx-%04llx-%04llx-%012llx", static_cast<unsigned long long>(a >> 32),
        static_cast<unsigned long long>((a >> 16) & 0xFFFF), static_cast<unsigned long long>(a & 0xFFFF),
        static_cast<unsigned long long>(b >> 48), static_cast<unsigned long long>(b & 0xFFFF'FFFF'FFFFULL));
    return text;
}

} // namespace

std::string keyText(const Json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ItemPtr CollectionState::find(const std::string &key) const
{
    const auto found = index.find(key);
    return found == index.end() ? nullptr : items[found->second];
}

Store::Store(std::vector<Definition> definitions, std::uint64_t seed, const Store *previous)
    : m_definitions(std::move(definitions))
    , m_seed(seed)
    , m_state(std::make_shared<const StoreState>())
{
    const auto before = previous ? previous->m_state.get() : nullptr;
    auto state = std::make_shared<StoreState>();
    for (const Definition &definition : m_definitions) {
        if (previous) {
            const auto &old = previous->m_definitions;
            const auto same = std::find(old.begin(), old.end(), definition);
            if (same != old.end()) {
                state->push_back((*before)[static_cast<std::size_t>(same - old.begin())]);
                continue;
            }
        }
        auto collection = std::make_shared<CollectionState>();
        for (const Json &fields : definition.items)
            add(*collection,
                std::make_shared<const StoredItem>(StoredItem{keyText(fields.at(definition.key)), fields}));
        state->push_back(std::move(collection));
    }
    m_state.set(std::move(state));
}

std::shared_ptr<CollectionState> Store::copyOf(std::size_t collection) const
{
    return std::make_shared<CollectionState>(*(*m_state.get())[collection]);
}

void Store::publish(std::size_t collection, std::shared_ptr<const CollectionState> changed)
{
    auto state = std::make_shared<StoreState>(*m_state.get());
    (*state)[collection] = std::move(changed);
    m_state.set(std::move(state));
}

Result<ItemPtr> Store::create(std::size_t collection, Json fields)
{
    const std::lock_guard lock(m_writers);
    const Definition &definition = m_definitions[collection];
    std::shared_ptr<CollectionState> state = copyOf(collection);
    if (state->items.size() >= kMostItems)
        return Error{
            "BAD_USER_INPUT", "there are 100,000 objects of type " + definition.type + " already", {}};
    const auto given = fields.find(definition.key);
    if (given == fields.end() || given->is_null()) {
        const bool numbers = state->items.empty() || numberOf(state->items.back()->key) >= 0;
        if (numbers)
            fields[definition.key] = state->next;
        else
            fields[definition.key] = uuidFrom(Random(m_seed, streamOf(definition.type), state->created));
    }
    ++state->created;
    auto item =
        std::make_shared<const StoredItem>(StoredItem{keyText(fields.at(definition.key)), std::move(fields)});
    if (state->index.contains(item->key))
        return Error{"BAD_USER_INPUT",
                     "there is a " + definition.type + " with " + definition.key + " " + item->key +
                         " already",
                     {}};
    add(*state, item);
    publish(collection, std::move(state));
    return ItemPtr(std::move(item));
}

ItemPtr Store::update(std::size_t collection, const std::string &key, const Json &fields)
{
    const std::lock_guard lock(m_writers);
    std::shared_ptr<CollectionState> state = copyOf(collection);
    const auto found = state->index.find(key);
    if (found == state->index.end())
        return nullptr;
    StoredItem changed = *state->items[found->second];
    for (const auto &[name, value] : fields.items()) {
        if (name != m_definitions[collection].key)
            changed.fields[name] = value;
    }
    ItemPtr item = std::make_shared<const StoredItem>(std::move(changed));
    state->items[found->second] = item;
    publish(collection, std::move(state));
    return item;
}

ItemPtr Store::remove(std::size_t collection, const std::string &key)
{
    const std::lock_guard lock(m_writers);
    std::shared_ptr<CollectionState> state = copyOf(collection);
    const auto found = state->index.find(key);
    if (found == state->index.end())
        return nullptr;
    ItemPtr item = state->items[found->second];
    state->items.erase(state->items.begin() + static_cast<std::ptrdiff_t>(found->second));
    state->index.clear();
    for (std::size_t i = 0; i < state->items.size(); ++i)
        state->index.emplace(state->items[i]->key, i);
    publish(collection, std::move(state));
    return item;
}

} // namespace mockforge::graphql
