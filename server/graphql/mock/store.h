// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "metrics/base/result.h"
#include "server/graphql/schema/schema.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace mockforge::graphql {

/// One object of a collection. Immutable.
struct StoredItem
{
    std::string key; ///< the key field's value as text
    Json fields;
};
using ItemPtr = std::shared_ptr<const StoredItem>;

/// A collection as it was at one moment. Immutable, shared by threads.
struct CollectionState
{
    std::vector<ItemPtr> items; ///< in the order of their creation
    std::unordered_map<std::string, std::size_t> index;
    std::int64_t next = 1; ///< the number after the largest key that is one
    std::uint64_t created = 0;

    ItemPtr find(const std::string &key) const;
};

/// All collections at one moment, by number.
using StoreState = std::vector<std::shared_ptr<const CollectionState>>;

/// What a mutation did.
struct Change
{
    enum class Kind : std::uint8_t { Created, Updated, Deleted };
    Kind kind = Kind::Created;
    std::size_t collection = 0;
    ItemPtr item;
};

/// The objects of graphql.state, in memory. Readers look at immutable states through a Published::Reader of
/// their own, without a lock; writers copy the one collection that they change, one writer at a time. Any
/// thread.
class Store
{
public:
    struct Definition
    {
        std::string type;
        std::string key;
        std::vector<Json> items;
        bool operator==(const Definition &) const = default;
    };

    static constexpr std::size_t kMostItems = 100'000;

    /// Collections whose definition is the same in `previous` keep what they hold.
    Store(std::vector<Definition> definitions, std::uint64_t seed, const Store *previous);

    const std::vector<Definition> &definitions() const noexcept { return m_definitions; }
    const Published<const StoreState> &published() const noexcept { return m_state; }

    /// Errors: BAD_USER_INPUT (the key is taken, or there is no room).
    Result<ItemPtr> create(std::size_t collection, Json fields);
    /// Null when there is no such object.
    ItemPtr update(std::size_t collection, const std::string &key, const Json &fields);
    ItemPtr remove(std::size_t collection, const std::string &key);

private:
    std::shared_ptr<CollectionState> copyOf(std::size_t collection) const;
    void publish(std::size_t collection, std::shared_ptr<const CollectionState> state);

    std::vector<Definition> m_definitions;
    std::uint64_t m_seed;
    std::mutex m_writers;
    Published<const StoreState> m_state;
};

/// A key as text: 7 and "7" are one.
std::string keyText(const Json &value);

} // namespace mockforge::graphql
