// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/mock/mockresolver.h"

#include "metrics/base/clock.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

std::uint64_t draw(const project::Delay &delay, Random &random)
{
    if (delay.maxMs == 0)
        return 0;
    return static_cast<std::uint64_t>(random.between(delay.minMs, delay.maxMs)) * kNsPerMs;
}

std::string dump(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

MockResolver::MockResolver(const Mock &mock, Published<const StoreState>::Reader &store)
    : m_mock(mock)
    , m_reader(store)
{}

MockResolver::~MockResolver() = default;

OperationAnswer MockResolver::begin(const OperationCall &call)
{
    m_call = call;
    if (!m_call.request)
        m_call.request = &m_emptyRequest;
    m_state = m_reader.get();
    m_nodes.clear();
    m_json.clear();
    m_items.clear();
    m_changes.clear();
    m_rootData = nullptr;
    m_event.reset();
    m_delayNs = m_serialNs = 0;
    m_answeredBy = nullptr;
    m_objects = 0;
    m_isFull = false;
    OperationAnswer answer;
    static const Json none = Json::object();
    const Place place{nullptr, nullptr, &none, m_mock.seed(), 0};
    for (const CompiledRule *rule : m_mock.rulesOf(call.type)) {
        const std::string &wanted = rule->spec->operation;
        Turn turn{rule, 0, Random(0, 0, 0)};
        if ((!wanted.empty() && wanted != "*" && wanted != call.name) || !takes(*rule, none, turn))
            continue;
        m_delayNs = m_serialNs = m_serialNs + draw(rule->spec->delay, turn.random);
        if (!rule->answers())
            continue;
        m_answeredBy = answer.rule = rule;
        if (rule->error) {
            const Resolved failed = fail(turn, place);
            answer.isError = true;
            answer.message = failed.text;
            answer.extensions = rule->extensions;
            answer.status = rule->spec->status;
        } else {
            m_rootData = render(*rule->reply, turn, place);
            if (!m_rootData || !m_rootData->is_object()) {
                answer.isError = true;
                answer.message = "the reply of the rule '" + rule->spec->id + "' is no object of fields";
            }
        }
        break;
    }
    return answer;
}

ObjectRef MockResolver::root()
{
    Node &root = m_nodes.emplace_back();
    root.type = m_mock.schema().root(m_call.type);
    root.seed = m_call.event == 0 ? m_mock.seed() : mix64(m_mock.seed() ^ mix64(m_call.event));
    root.data = m_rootData;
    root.byResponseKey = m_rootData != nullptr;
    root.delayNs = m_serialNs;
    ObjectRef ref;
    ref.type = root.type;
    ref.native = &root;
    return ref;
}

void MockResolver::wait(std::uint64_t delayNs)
{
    m_delayNs = std::max(m_delayNs, delayNs);
}

bool MockResolver::fits(const CompiledRule &rule, const Json &arguments) const
{
    if (!rule.headers.isEmpty() && !rule.headers.holds(*m_call.request))
        return false;
    const auto holds = [](const ConditionSet &conditions, const std::string &document) {
        exchange::Request probe;
        probe.body = document;
        return conditions.holds(probe);
    };
    if (!rule.arguments.isEmpty() && !holds(rule.arguments, dump(arguments)))
        return false;
    if (rule.variables.isEmpty())
        return true;
    const bool given = m_call.variables && !m_call.variables->is_null();
    return holds(rule.variables,
                 given ? m_call.variables->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                       : std::string("{}"));
}

bool MockResolver::takes(const CompiledRule &rule, const Json &arguments, Turn &turn)
{
    if (!fits(rule, arguments))
        return false;
    turn.number = rule.counter->fetch_add(1, std::memory_order_relaxed);
    turn.random = Random(m_mock.seed(), rule.stream, turn.number);
    return rule.spec->probability >= 1 || turn.random.unit() < rule.spec->probability;
}

const CompiledRule *MockResolver::eventsOf(const FieldDefinition &field, const Json &arguments) const
{
    for (const CompiledRule *rule : m_mock.rulesOf(field)) {
        const project::GraphQlRule &spec = *rule->spec;
        const bool says = rule->answers() || spec.event != project::GraphQlRule::Event::None ||
                          spec.count > 0 || spec.intervalMs > 0;
        if (says && fits(*rule, arguments))
            return rule;
    }
    return nullptr;
}

Resolved MockResolver::resolve(const FieldCall &call)
{
    if (m_objects > kMostObjects) {
        // Said once: a reply of nothing but this error would be as large as what it replaces.
        return std::exchange(m_isFull, true) ? Resolved::null()
                                             : Resolved::error("the reply has more than 100,000 objects");
    }
    const Node &parent = *static_cast<const Node *>(call.parent.native);
    const bool isRoot = parent.parent == nullptr && &parent == &m_nodes.front();
    Place place{&parent, &call.field, &call.arguments, 0, parent.delayNs};
    if (isRoot && call.operation == OperationType::Mutation)
        place.delayNs = m_serialNs;
    place.seed = mix64(parent.seed ^ streamOf(call.field.name));
    if (!call.arguments.empty())
        place.seed = mix64(place.seed ^ streamOf(dump(call.arguments)));
    if (parent.byResponseKey) {
        place.byResponseKey = true;
        auto value = parent.data->find(std::string(call.path->key));
        if (value == parent.data->end())
            value = parent.data->find(call.field.name);
        if (value != parent.data->end())
            return given(*call.field.type, *value, place);
        place.byResponseKey = false;
    }
    for (const CompiledRule *rule : m_mock.rulesOf(call.field)) {
        Turn turn{rule, 0, Random(0, 0, 0)};
        if (!takes(*rule, call.arguments, turn))
            continue;
        place.delayNs += draw(rule->spec->delay, turn.random);
        if (isRoot && call.operation == OperationType::Mutation)
            m_serialNs = place.delayNs;
        wait(place.delayNs);
        if (!rule->answers())
            continue;
        if (!m_answeredBy)
            m_answeredBy = rule;
        return apply(turn, place);
    }
    if (isRoot && m_event)
        return changedObject(m_event, *m_eventType, place);
    if (parent.payload == &call.field && parent.changed)
        return stored(parent.changed, *parent.changedType, place);
    for (const Json *source : {parent.data, parent.base}) {
        if (!source)
            continue;
        const auto value = source->find(call.field.name);
        if (value != source->end())
            return given(*call.field.type, *value, place);
    }
    return made(*call.field.type, place);
}

Resolved MockResolver::apply(Turn &turn, const Place &place)
{
    if (turn.rule->error)
        return fail(turn, place);
    if (turn.rule->spec->action.kind != project::StateAction::Kind::None)
        return act(turn, place);
    return reply(turn, place);
}

Resolved MockResolver::reply(Turn &turn, const Place &place)
{
    const TypeRef &type = *place.field->type;
    const CompiledRule &rule = *turn.rule;
    const auto failed = [&rule] {
        return Resolved::error("the reply of the rule '" + rule.spec->id + "' cannot be rendered");
    };
    if (!rule.spec->hasSize) {
        const Json *value = render(*rule.reply, turn, place);
        return value ? given(type, *value, place) : failed();
    }
    const TypeRef &element = *type.nullable().of;
    const std::int64_t size = turn.random.between(rule.spec->size.low, rule.spec->size.high);
    std::vector<Resolved> items;
    for (std::int64_t i = 0; i < size; ++i) {
        Place at = place;
        at.index = i;
        at.inList = true;
        at.seed = mix64(place.seed + static_cast<std::uint64_t>(i));
        if (!rule.reply) {
            items.push_back(made(element, at));
            continue;
        }
        const Json *value = render(*rule.reply, turn, at);
        if (!value)
            return failed();
        items.push_back(given(element, *value, at));
    }
    return Resolved::list(std::move(items));
}

Resolved MockResolver::fail(Turn &turn, const Place &place)
{
    const nlohmann::json variables = variablesFor(*turn.rule, place);
    std::string message;
    if (const auto rendered = turn.rule->error->render(contextFor(turn, variables), message); !rendered)
        message = rendered.error().message;
    return Resolved::error(std::move(message),
                           turn.rule->extensions.is_null() ? nullptr : &turn.rule->extensions);
}

nlohmann::json MockResolver::variablesFor(const CompiledRule &rule, const Place &place) const
{
    nlohmann::json variables{{"args", nlohmann::json(*place.arguments)},
                             {"variables", m_call.variables ? *m_call.variables : nlohmann::json()},
                             {"operation", std::string(m_call.name)},
                             {"index", place.index},
                             {"state", stateFor(rule)}};
    variables["event"] = m_event ? nlohmann::json(m_event->fields) : nlohmann::json::object();
    variables["parent"] = place.parent ? parentFor(rule, *place.parent) : nlohmann::json::object();
    return variables;
}

/// What the templates of the rule ask of the parent: given, stored or made.
nlohmann::json MockResolver::parentFor(const CompiledRule &rule, const Node &parent) const
{
    nlohmann::json fields = nlohmann::json::object();
    for (const std::string &name : rule.parentFields) {
        const FieldDefinition *field = parent.type->field(name);
        const bool isKey = field && field == m_mock.types().of(*parent.type).key;
        if (parent.data && parent.data->contains(name)) {
            fields[name] = nlohmann::json(parent.data->at(name));
        } else if (isKey && !parent.id.empty()) {
            fields[name] = parent.id;
        } else if (parent.base && parent.base->contains(name)) {
            fields[name] = nlohmann::json(parent.base->at(name));
        } else if (field && field->type->named->isLeaf() && !field->type->nullable().isList()) {
            const Resolved value = m_mock.types().of(*field).make(parent.seed);
            fields[name] = nlohmann::json(asJson(value));
        }
    }
    return fields;
}

nlohmann::json MockResolver::stateFor(const CompiledRule &rule) const
{
    nlohmann::json state = nlohmann::json::object();
    const auto &definitions = m_mock.store().definitions();
    for (const std::string &name : rule.collections) {
        for (std::size_t i = 0; i < definitions.size(); ++i) {
            if (definitions[i].type != name)
                continue;
            nlohmann::json items = nlohmann::json::array();
            for (const ItemPtr &item : (*m_state)[i]->items)
                items.push_back(nlohmann::json(item->fields));
            state[name] = std::move(items);
        }
    }
    return state;
}

templating::Context MockResolver::contextFor(Turn &turn, const nlohmann::json &variables) const
{
    templating::Context context;
    context.request = m_call.request;
    context.random = &turn.random;
    context.sequence = m_call.type == OperationType::Subscription ? m_call.event : turn.number;
    context.nowMs = wallClockMs();
    context.variables = &variables;
    return context;
}

/// Null when the template could not be rendered.
const Json *MockResolver::render(const CompiledJson &source, Turn &turn, const Place &place)
{
    if (source.isConstant)
        return &source.constant;
    const nlohmann::json variables = variablesFor(*turn.rule, place);
    std::string text;
    if (!source.source.render(contextFor(turn, variables), text))
        return nullptr;
    Json value = Json::parse(text, nullptr, false);
    return value.is_discarded() ? nullptr : &keep(std::move(value));
}

} // namespace mockforge::graphql
