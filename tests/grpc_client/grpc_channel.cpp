// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A gRPC client on a C++ channel, without generated code, for the tests and for the benchmarks.
//   grpc_channel ADDRESS call PATH SENT [deadline MS | cancel RECEIVED]
//     sends SENT empty messages, closes its half, reads to the end; prints "received N status CODE"
//   grpc_channel ADDRESS stream PATH SECONDS
//     calls again and again and reads; prints "messages PER_SECOND"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace {

using Clock = std::chrono::steady_clock;

/// One call, an operation at a time.
class Call
{
public:
    Call(const std::shared_ptr<grpc::Channel> &channel, const std::string &path, int deadlineMs)
        : m_stub(channel)
    {
        if (deadlineMs > 0)
            m_context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(deadlineMs));
        m_call = m_stub.PrepareCall(&m_context, path, &m_queue);
        m_call->StartCall(this);
        wait();
    }
    bool write()
    {
        const grpc::Slice empty("");
        m_call->Write(grpc::ByteBuffer(&empty, 1), this);
        return wait();
    }
    bool halfClose()
    {
        m_call->WritesDone(this);
        return wait();
    }
    bool read()
    {
        m_call->Read(&m_message, this);
        return wait();
    }
    void cancel() { m_context.TryCancel(); }
    int finish()
    {
        grpc::Status status;
        m_call->Finish(&status, this);
        wait();
        return status.error_code();
    }

private:
    bool wait()
    {
        void *tag = nullptr;
        bool ok = false;
        return m_queue.Next(&tag, &ok) && ok;
    }

    grpc::GenericStub m_stub;
    grpc::ClientContext m_context;
    grpc::CompletionQueue m_queue;
    std::unique_ptr<grpc::GenericClientAsyncReaderWriter> m_call;
    grpc::ByteBuffer m_message;
};

int callOnce(const std::shared_ptr<grpc::Channel> &channel, const std::string &path, int sent, int deadlineMs,
             int cancelAfter)
{
    Call call(channel, path, deadlineMs);
    for (int i = 0; i < sent; ++i)
        call.write();
    if (cancelAfter == 0)
        call.halfClose();
    int received = 0;
    while (call.read()) {
        if (++received == cancelAfter)
            call.cancel();
    }
    std::printf("received %d status %d\n", received, call.finish());
    return 0;
}

int streamFor(const std::shared_ptr<grpc::Channel> &channel, const std::string &path, int seconds)
{
    const Clock::time_point begun = Clock::now();
    const Clock::time_point end = begun + std::chrono::seconds(seconds);
    long received = 0;
    while (Clock::now() < end) {
        Call call(channel, path, 0);
        call.write();
        call.halfClose();
        long before = received;
        while (call.read()) {
            if ((++received & 1023) == 0 && Clock::now() >= end) {
                call.cancel();
                break;
            }
        }
        const int status = call.finish();
        if (received == before || (status != 0 && status != 1)) {
            std::fprintf(stderr, "status %d\n", status);
            return 1;
        }
    }
    std::printf("messages %.0f\n",
                static_cast<double>(received) / std::chrono::duration<double>(Clock::now() - begun).count());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    const std::string_view what = argv[2];
    const auto channel = grpc::CreateChannel(argv[1], grpc::InsecureChannelCredentials());
    if (what == "stream")
        return streamFor(channel, argv[3], std::atoi(argv[4]));
    const std::string_view option = argc > 6 ? argv[5] : "";
    const int value = argc > 6 ? std::atoi(argv[6]) : 0;
    return callOnce(channel, argv[3], std::atoi(argv[4]), option == "deadline" ? value : 0,
                    option == "cancel" ? value : 0);
}
