// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/request.h"
#include "server/graphql/mock/mock.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::graphql {

/// What a rule for the whole operation says before any field is asked.
struct OperationAnswer
{
    const CompiledRule *rule = nullptr; ///< null: no rule took it
    bool isError = false;
    std::string message;
    Json extensions;
    int status = 0;
};

/// An execution's request as conditions and templates see it. Everything is borrowed.
struct OperationCall
{
    const exchange::Request *request = nullptr;
    const nlohmann::json *variables = nullptr; ///< as they were sent; an object or null
    std::string_view name;
    OperationType type = OperationType::Query;
    std::uint64_t event = 0; ///< of a subscription: how many came before
};

/// Answers the fields of one execution after the other: rules first, then what the parent object was given,
/// then made data. The same seed, parent and arguments always make the same data, and an object that has a
/// key is the same one wherever it is met. One worker's thread.
class MockResolver final : public Resolver
{
public:
    /// Objects and items of one reply; what goes beyond is an error.
    static constexpr std::size_t kMostObjects = 100'000;

    MockResolver(const Mock &mock, Published<const StoreState>::Reader &store);
    ~MockResolver() override;

    /// Forgets the execution before; gives what a rule says of the whole operation.
    OperationAnswer begin(const OperationCall &call);
    /// What the root's fields are to be asked of.
    ObjectRef root();
    Resolved resolve(const FieldCall &call) override;

    /// Of a subscription's field: the event at hand answers it.
    void setEvent(ItemPtr item, const NamedType &type)
    {
        m_event = std::move(item);
        m_eventType = &type;
    }
    /// The rule that says where the events of a subscription's field come from; null: none does.
    const CompiledRule *eventsOf(const FieldDefinition &field, const Json &arguments) const;

    /// How long the reply is to wait: fields side by side, a mutation's one after the other.
    std::uint64_t delayNs() const noexcept { return m_delayNs; }
    const std::vector<Change> &changes() const noexcept { return m_changes; }
    /// The first rule that answered; null: none did.
    const CompiledRule *answeredBy() const noexcept { return m_answeredBy; }

private:
    struct ListPlan
    {
        std::int64_t size = 0;
        std::int64_t offset = 0;
        std::int64_t total = 0;
        bool counted = false;                        ///< ids count up from 1
        const std::vector<ItemPtr> *items = nullptr; ///< of the store; null: made ones
    };

    /// An object that was given out; lives until the next execution begins.
    struct Node
    {
        const NamedType *type = nullptr;
        const Node *parent = nullptr;
        const Json *data = nullptr; ///< what rules or arguments say of its fields
        const Json *base = nullptr; ///< what the store says
        std::uint64_t seed = 0;
        std::uint64_t delayNs = 0;
        std::string id; ///< its key; empty: it has none
        std::int64_t index = 0;
        bool inList = false;
        bool byResponseKey = false;               ///< data goes by the names of the reply
        std::optional<ListPlan> list;             ///< of a connection
        const FieldDefinition *payload = nullptr; ///< the field that the changed object is in
        ItemPtr changed;
        const NamedType *changedType = nullptr;
    };

    /// Where a value stands.
    struct Place
    {
        const Node *parent;
        const FieldDefinition *field;
        const Json *arguments;
        std::uint64_t seed;
        std::uint64_t delayNs;
        std::int64_t index = 0;
        bool inList = false;
        bool byResponseKey = false;
    };

    /// A rule's turn: which one, and its own random numbers.
    struct Turn
    {
        const CompiledRule *rule;
        std::uint64_t number;
        Random random;
    };

    // mockresolver.cpp: rules
    bool fits(const CompiledRule &rule, const Json &arguments) const;
    bool takes(const CompiledRule &rule, const Json &arguments, Turn &turn);
    void wait(std::uint64_t delayNs);
    Resolved apply(Turn &turn, const Place &place);
    Resolved reply(Turn &turn, const Place &place);
    Resolved fail(Turn &turn, const Place &place);
    nlohmann::json variablesFor(const CompiledRule &rule, const Place &place) const;
    nlohmann::json parentFor(const CompiledRule &rule, const Node &parent) const;
    nlohmann::json stateFor(const CompiledRule &rule) const;
    templating::Context contextFor(Turn &turn, const nlohmann::json &variables) const;
    const Json *render(const CompiledJson &source, Turn &turn, const Place &place);
    const Json &keep(Json value) { return m_json.emplace_back(std::move(value)); }

    // stateactions.cpp
    Resolved act(Turn &turn, const Place &place);
    Resolved create(Turn &turn, const Place &place);
    Resolved change(Turn &turn, const Place &place);
    Resolved get(Turn &turn, const Place &place);
    Resolved list(Turn &turn, const Place &place);
    Resolved changedObject(const ItemPtr &item, const NamedType &type, const Place &place);
    std::string keyFor(Turn &turn, const Place &place);
    Json fieldsFor(Turn &turn, const Place &place);
    Json wantedFields(Turn &turn, const Place &place, const NamedType &type);
    std::int64_t numberFor(const std::optional<CompiledJson> &source, Turn &turn, const Place &place,
                           std::int64_t byDefault);
    Json fieldOf(const StoredItem &item, const NamedType &type, const std::string &name) const;
    bool fits(const StoredItem &item, const NamedType &type, const Json &wanted) const;
    void sort(std::vector<ItemPtr> &items, const NamedType &type, const std::string &by) const;

    // madedata.cpp
    Resolved given(const TypeRef &type, const Json &value, const Place &place);
    Resolved givenObject(const NamedType &named, const Json &value, const Place &place);
    Resolved stored(const ItemPtr &item, const NamedType &type, const Place &place);
    Resolved made(const TypeRef &type, const Place &place);
    Resolved madeLeaf(const NamedType &type, const Place &place);
    Resolved madeList(const TypeRef &type, const Place &place);
    Resolved madeObject(const NamedType &named, const Place &place, std::string id = {});
    Node &node(const NamedType &type, const Place &place);
    Resolved finish(Node &node, const Place &place);
    const NamedType &concrete(const NamedType &named, std::uint64_t seed, const std::string &id) const;
    const NamedType *concreteFor(const NamedType &named, const Json &value, std::uint64_t seed) const;
    ListPlan plan(const NamedType &element, const Place &place);
    const std::vector<ItemPtr> *relation(const NamedType &element, const Place &place);
    const Json *fromArguments(const NamedType &type, const Place &place);
    const CollectionState *collection(const NamedType &type) const;
    std::uint64_t seedOf(const NamedType &type, const std::string &id) const;
    std::string elementId(const ListPlan &plan, std::int64_t index, std::uint64_t seed) const;

    const Mock &m_mock;
    Published<const StoreState>::Reader &m_reader;
    std::shared_ptr<const StoreState> m_state;
    OperationCall m_call;
    exchange::Request m_emptyRequest;
    std::deque<Node> m_nodes;
    std::deque<Json> m_json;
    std::deque<std::vector<ItemPtr>> m_items;
    std::vector<Change> m_changes;
    const Json *m_rootData = nullptr;
    ItemPtr m_event;
    const NamedType *m_eventType = nullptr;
    std::size_t m_objects = 0; ///< objects and items of lists that were given out
    bool m_isFull = false;     ///< the client has been told that there are too many
    std::uint64_t m_delayNs = 0;
    std::uint64_t m_serialNs = 0; ///< of the mutation's fields until now
    const CompiledRule *m_answeredBy = nullptr;
};

/// Whether an argument says how many items are wanted.
bool hasSizeArgument(const Json &arguments);
/// A leaf's value as JSON; null for what is none.
Json asJson(const Resolved &value);
/// Arguments as fields: those of input objects beside the others.
Json flattened(const Json &arguments);
/// The argument, or field of an input object, that is called as the key; empty: none is.
std::string keyArgument(const FieldDefinition &field, const Json &arguments, const std::string &key);

} // namespace mockforge::graphql
