// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/client/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/channel_arguments.h>
#include <grpcpp/support/client_callback.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <vector>

namespace mockforge::grpc::client {

namespace {

using Buffer = ::grpc::ByteBuffer;

/// Soon enough that a demo is back when its endpoint is.
constexpr int kBackoffMs = 500;

Buffer toBuffer(const std::string &bytes)
{
    const ::grpc::Slice slice(bytes);
    return Buffer(&slice, 1);
}

std::string toBytes(const Buffer &buffer)
{
    std::vector<::grpc::Slice> slices;
    std::string bytes;
    if (buffer.Dump(&slices).ok()) {
        for (const ::grpc::Slice &slice : slices)
            bytes.append(reinterpret_cast<const char *>(slice.begin()), slice.size());
    }
    return bytes;
}

class CallbackStream;

/// The streams that have not ended, so that a channel can wait for them.
struct Live
{
    std::mutex mutex;
    std::condition_variable changed;
    std::set<std::shared_ptr<CallbackStream>> streams;
};

/// Keeps itself alive, through Live, until gRPC has said its last word.
class CallbackStream final : public Stream,
                             public ::grpc::ClientBidiReactor<Buffer, Buffer>,
                             public std::enable_shared_from_this<CallbackStream>
{
public:
    CallbackStream(Handlers handlers, std::shared_ptr<Live> live, std::chrono::milliseconds deadline)
        : m_handlers(std::move(handlers))
        , m_live(std::move(live))
    {
        m_context.set_deadline(std::chrono::system_clock::now() + deadline);
    }

    void start(::grpc::GenericStub &stub, const std::string &method)
    {
        stub.PrepareBidiStreamingCall(&m_context, method, {}, this);
        StartRead(&m_incoming);
        // Writes come from outside a callback: the call must not end while one may still be begun.
        AddHold();
        StartCall();
    }

    void write(std::string message) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_finishing || m_over)
            return;
        m_queue.push_back(std::move(message));
        writeNext();
    }

    void finishWriting() override
    {
        const std::lock_guard lock(m_mutex);
        if (m_finishing || m_over)
            return;
        m_finishing = true;
        if (!m_writing)
            endWrites();
    }

    void cancel() override { m_context.TryCancel(); }

    void OnReadDone(bool ok) override
    {
        if (ok) {
            if (m_handlers.message)
                m_handlers.message(toBytes(m_incoming));
            m_incoming.Clear();
            StartRead(&m_incoming);
            return;
        }
        const std::lock_guard lock(m_mutex);
        m_over = true; // the server has said all it will
        if (!m_writing)
            release();
    }

    void OnWriteDone(bool ok) override
    {
        const std::lock_guard lock(m_mutex);
        m_writing = false;
        if (!ok || m_over) {
            m_over = true;
            release();
        } else if (!m_queue.empty()) {
            writeNext();
        } else if (m_finishing) {
            endWrites();
        }
    }

    void OnDone(const ::grpc::Status &status) override
    {
        if (m_handlers.ended)
            m_handlers.ended(status.error_code());
        const std::shared_ptr<Live> live = m_live;
        const std::shared_ptr<CallbackStream> self = shared_from_this();
        {
            const std::lock_guard lock(live->mutex);
            live->streams.erase(self);
        }
        live->changed.notify_all();
    }

private:
    // With m_mutex held, all three.
    void writeNext()
    {
        if (m_writing || m_queue.empty())
            return;
        m_writing = true;
        m_outgoing = toBuffer(m_queue.front());
        m_queue.pop_front();
        StartWrite(&m_outgoing);
    }

    void endWrites()
    {
        StartWritesDone();
        release();
    }

    void release()
    {
        if (m_held) {
            m_held = false;
            m_finishing = true;
            RemoveHold();
        }
    }

    Handlers m_handlers;
    std::shared_ptr<Live> m_live;
    ::grpc::ClientContext m_context;
    Buffer m_incoming;
    Buffer m_outgoing;
    std::mutex m_mutex;
    std::deque<std::string> m_queue;
    bool m_writing = false;
    bool m_finishing = false;
    bool m_over = false;
    bool m_held = true;
};

::grpc::ChannelArguments arguments()
{
    ::grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    for (const char *name : {GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, GRPC_ARG_MIN_RECONNECT_BACKOFF_MS,
                             GRPC_ARG_MAX_RECONNECT_BACKOFF_MS})
        arguments.SetInt(name, kBackoffMs);
    return arguments;
}

} // namespace

struct Channel::Private
{
    ::grpc::GenericStub stub;
    std::shared_ptr<Live> live = std::make_shared<Live>();

    explicit Private(const std::string &target)
        : stub(::grpc::CreateCustomChannel(target, ::grpc::InsecureChannelCredentials(), arguments()))
    {}
};

Channel::Channel(const std::string &target)
    : d(std::make_unique<Private>(target))
{}

Channel::~Channel()
{
    std::unique_lock lock(d->live->mutex);
    for (const auto &stream : d->live->streams)
        stream->cancel();
    d->live->changed.wait(lock, [this] { return d->live->streams.empty(); });
}

std::shared_ptr<Stream> Channel::call(const std::string &method, std::chrono::milliseconds deadline,
                                      Handlers handlers)
{
    auto stream = std::make_shared<CallbackStream>(std::move(handlers), d->live, deadline);
    {
        const std::lock_guard lock(d->live->mutex);
        d->live->streams.insert(stream);
    }
    stream->start(d->stub, method);
    return stream;
}

} // namespace mockforge::grpc::client
