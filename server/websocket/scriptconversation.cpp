// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/scriptconversation.h"

#include "metrics/base/clock.h"

#include <algorithm>
#include <utility>

namespace mockforge::websocket {

namespace {

using Kind = project::ScriptStep::Kind;

/// Steps that run without a pause; a loop that reaches it would never end.
constexpr int kMostSteps = 100'000;
constexpr std::size_t kMostTasks = 1000;
constexpr std::size_t kMostState = 1024 * 1024;
constexpr std::uint64_t kNsPerMs = 1'000'000;

bool isTrue(std::string_view text)
{
    return !text.empty() && text != "false" && text != "0" && text != "null";
}

} // namespace

ScriptConversation::ScriptConversation(Channel &channel, const Labels &labels,
                                       scenario::Director::Reader &modes,
                                       std::shared_ptr<const CompiledScript> script,
                                       std::shared_ptr<const ConnectionInfo> info,
                                       std::shared_ptr<Rooms> rooms, std::uint64_t seed,
                                       std::shared_ptr<const void> keep)
    : MockConversation(channel, labels, modes)
    , m_script(std::move(script))
    , m_info(std::move(info))
    , m_rooms(std::move(rooms))
    , m_keep(std::move(keep))
    , m_random(seed, streamOf("websocket"), m_info->id)
{
    m_variables = {
        {"message", nullptr},
        {"state", nlohmann::json::object()},
        {"connection", {{"id", m_info->id}, {"subprotocol", m_info->subprotocol}, {"messages", 0}}}};
}

ScriptConversation::~ScriptConversation()
{
    for (Task &task : m_tasks)
        channel().worker().cancel(task.timer);
}

std::shared_ptr<ScriptConversation::Message> ScriptConversation::makeMessage(MessageKind kind,
                                                                             std::string_view payload) const
{
    auto message = std::make_shared<Message>();
    message->kind = kind;
    message->payload = payload;
    message->request = m_info->requestWith(message->payload);
    return message;
}

void ScriptConversation::opened()
{
    if (m_script->onConnect.empty())
        return;
    run(begin(m_script->onConnect, makeMessage(MessageKind::Text, {}), {}));
    sweep();
}

ScriptConversation::Task &ScriptConversation::begin(const Steps &steps, std::shared_ptr<Message> message,
                                                    Turn turn)
{
    Task &task = m_tasks.emplace_back();
    task.stack.push_back({&steps, 0, nullptr, 0});
    task.message = std::move(message);
    task.turn = turn;
    return task;
}

void ScriptConversation::answer(MessageKind kind, std::string_view payload, Turn turn)
{
    m_variables["connection"]["messages"] = ++m_received;
    const std::shared_ptr<Message> message = makeMessage(kind, payload);
    for (Task &task : m_tasks) {
        if (!task.waiting || !task.waiting->match.fits(kind, message->request))
            continue;
        task.waiting = nullptr;
        channel().worker().cancel(std::exchange(task.timer, 0));
        task.message = message;
        task.turn = turn;
        run(task);
        return sweep();
    }
    const Steps *steps = &m_script->otherwise;
    for (const Rule &rule : m_script->onMessage) {
        if (rule.match.fits(kind, message->request)) {
            steps = &rule.steps;
            break;
        }
    }
    if (m_tasks.size() >= kMostTasks) {
        endTurn(turn, metrics::ErrorType::ServerError);
        return channel().close(closecode::kTryAgainLater, "too many steps are under way on this connection");
    }
    run(begin(*steps, message, turn));
    sweep();
}

void ScriptConversation::run(Task &task)
{
    ++m_running;
    m_variables["message"] = task.message->kind == MessageKind::Text ? task.message->payload : std::string();
    int budget = kMostSteps;
    while (!task.done && (channel().isOpen() || m_over)) {
        if (--budget == 0) {
            failed({"script_runs_away", "the script took 100,000 steps without a pause", {}});
            break;
        }
        if (task.stack.empty()) {
            task.done = true;
            break;
        }
        Frame &frame = task.stack.back();
        const After after = frame.next == frame.steps->size() ? frameEnded(task)
                                                              : perform(task, (*frame.steps)[frame.next++]);
        if (after == After::Blocked)
            break;
    }
    if (task.done)
        endTurn(task.turn);
    --m_running;
}

ScriptConversation::After ScriptConversation::frameEnded(Task &task)
{
    Frame &frame = task.stack.back();
    const Step *owner = frame.owner;
    if (owner && owner->spec->kind == Kind::Repeat && frame.left != 1) {
        frame.next = 0;
        frame.left -= frame.left > 0 ? 1 : 0;
        return pause(task, owner->spec->delay, true);
    }
    if (owner && owner->spec->kind == Kind::Loop && holds(task, *owner)) {
        task.stack.back().next = 0;
        return After::Next;
    }
    task.stack.pop_back();
    return After::Next;
}

ScriptConversation::After ScriptConversation::perform(Task &task, const Step &step)
{
    switch (step.spec->kind) {
    case Kind::Send:
        send(task, step);
        break;
    case Kind::Echo:
        channel().send(task.message->kind, task.message->payload);
        break;
    case Kind::Delay:
        return pause(task, step.spec->delay, false);
    case Kind::Repeat:
        beginRepeat(task, step);
        break;
    case Kind::Sequence:
        sequence(task, step);
        break;
    case Kind::Branch:
        task.stack.push_back({&step.branches[holds(task, step) ? 0 : 1], 0, nullptr, 0});
        break;
    case Kind::Loop:
        if (holds(task, step))
            task.stack.push_back({&step.branches[0], 0, &step, 0});
        break;
    case Kind::Wait:
        return beginWait(task, step);
    case Kind::Set:
        set(task, step);
        break;
    case Kind::Join: {
        const std::string room = render(task, *step.name);
        m_rooms->join(room, channel());
        m_joined.insert(room);
        break;
    }
    case Kind::Leave: {
        const std::string room = render(task, *step.name);
        m_rooms->leave(room, channel());
        m_joined.erase(room);
        break;
    }
    case Kind::Broadcast:
        broadcast(task, step);
        break;
    case Kind::Close: {
        const std::string reason = render(task, *step.name);
        endTurn(task.turn);
        task.done = true;
        channel().close(static_cast<std::uint16_t>(step.spec->count), reason);
        break;
    }
    }
    return After::Next;
}

/// The reply to the message is over as far as the metrics are concerned: what follows takes its own time.
void ScriptConversation::goesOn(Task &task)
{
    endTurn(task.turn);
}

ScriptConversation::After ScriptConversation::pause(Task &task, const project::Delay &delay, bool isRepeat)
{
    const std::int64_t ms =
        delay.minMs == delay.maxMs ? delay.minMs : m_random.between(delay.minMs, delay.maxMs);
    const std::uint64_t ns = static_cast<std::uint64_t>(ms) * kNsPerMs;
    if (!isRepeat)
        task.turn.injectedNs += ns;
    task.timer = channel().worker().schedule(monotonicNs() + ns, [this, &task] {
        task.timer = 0;
        run(task);
        sweep();
    });
    return After::Blocked;
}

void ScriptConversation::beginRepeat(Task &task, const Step &step)
{
    goesOn(task);
    task.stack.push_back({&step.branches[0], 0, &step, step.spec->count});
}

ScriptConversation::After ScriptConversation::beginWait(Task &task, const Step &step)
{
    goesOn(task);
    task.waiting = &step;
    if (step.spec->timeoutMs > 0) {
        const auto ns = static_cast<std::uint64_t>(step.spec->timeoutMs) * kNsPerMs;
        task.timer = channel().worker().schedule(monotonicNs() + ns, [this, &task] { waitTimedOut(task); });
    }
    return After::Blocked;
}

void ScriptConversation::waitTimedOut(Task &task)
{
    task.timer = 0;
    const Step *step = std::exchange(task.waiting, nullptr);
    task.stack.push_back({&step->branches[0], 0, nullptr, 0});
    run(task);
    sweep();
}

/// Each time the next one, and the last one from then on.
void ScriptConversation::sequence(Task &task, const Step &step)
{
    std::size_t &turn = m_sequences[&step];
    task.stack.push_back({&step.branches[std::min(turn, step.branches.size() - 1)], 0, nullptr, 0});
    ++turn;
}

templating::Context ScriptConversation::context(Task &task)
{
    templating::Context context;
    context.request = &task.message->request;
    context.params = &m_info->params;
    context.random = &m_random;
    context.sequence = m_received > 0 ? m_received - 1 : 0;
    context.nowMs = wallClockMs();
    context.variables = &m_variables;
    return context;
}

std::string ScriptConversation::render(Task &task, const templating::Template &text)
{
    std::string out;
    if (const auto rendered = text.render(context(task), out); !rendered)
        failed(rendered.error());
    return out;
}

bool ScriptConversation::holds(Task &task, const Step &step)
{
    return isTrue(render(task, *step.text));
}

std::string ScriptConversation::payload(Task &task, const Step &step)
{
    if (step.text && step.spec->kind != Kind::Close)
        return render(task, *step.text);
    if (!step.json)
        return step.spec->payload.text;
    std::string out;
    if (const auto rendered = step.json->render(context(task), out); !rendered)
        failed(rendered.error());
    return out;
}

void ScriptConversation::send(Task &task, const Step &step)
{
    const bool binary = step.spec->payload.kind == project::Body::Kind::Base64;
    std::string content = payload(task, step);
    // What templates took from a binary message need not be text.
    if (!binary && !isValidUtf8(content))
        return failed({"not_utf8", "a text to send is not UTF-8", {}});
    channel().send(binary ? MessageKind::Binary : MessageKind::Text, content);
}

void ScriptConversation::broadcast(Task &task, const Step &step)
{
    const bool binary = step.spec->payload.kind == project::Body::Kind::Base64;
    const std::string content = payload(task, step);
    if (!binary && !isValidUtf8(content))
        return failed({"not_utf8", "a text to broadcast is not UTF-8", {}});
    std::string frame;
    appendFrame(frame, binary ? Opcode::Binary : Opcode::Text, content);
    m_rooms->broadcast(render(task, *step.name), std::move(frame),
                       step.spec->includeSelf ? nullptr : &channel());
}

void ScriptConversation::set(Task &task, const Step &step)
{
    const std::string text = payload(task, step);
    const nlohmann::json values = nlohmann::json::parse(text, nullptr, false);
    if (!values.is_object())
        return;
    nlohmann::json &state = m_variables["state"];
    for (const auto &[name, value] : values.items())
        state[name] = value;
    if (text.size() > 1024 &&
        state.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).size() > kMostState)
        failed({"state_too_large", "the connection's state is over 1 MiB", {}});
}

void ScriptConversation::failed(const Error &error)
{
    channel().close(closecode::kInternalError, error.message);
}

void ScriptConversation::over(std::uint16_t code, std::string_view reason)
{
    m_variables["connection"]["code"] = code;
    m_variables["connection"]["reason"] = reason;
    for (Task &task : m_tasks) {
        channel().worker().cancel(std::exchange(task.timer, 0));
        endTurn(task.turn, metrics::ErrorType::ConnectionError);
        task.done = true;
    }
    m_over = true;
    if (!m_script->onClose.empty())
        run(begin(m_script->onClose, makeMessage(MessageKind::Text, {}), {}));
    for (const std::string &room : m_joined)
        m_rooms->leave(room, channel());
    m_joined.clear();
    sweep();
}

/// Forgets the tasks that are done, unless one of them is still on the stack of calls.
void ScriptConversation::sweep()
{
    if (m_running == 0)
        m_tasks.remove_if([](const Task &task) { return task.done; });
}

} // namespace mockforge::websocket
