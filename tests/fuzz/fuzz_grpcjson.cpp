// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/decode.h"
#include "server/grpc/schema/jsonreader.h"
#include "server/grpc/schema/jsonwriter.h"
#include "server/grpc/schema/protoset.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <string>

namespace {

using namespace mockforge;
using namespace mockforge::grpc;
using Message = google::protobuf::Message;

/// The tests' schema, which has one of everything.
const ProtoSet &schema()
{
    static const auto loaded = [] {
        ProtoSources sources;
        sources.protoDir = MOCKFORGE_PROTOS;
        std::vector<control::Diagnostic> findings;
        auto set = ProtoSet::load(sources, findings);
        if (!findings.empty())
            std::abort();
        return set;
    }();
    return *loaded;
}

std::unique_ptr<Message> make(const char *type)
{
    return std::unique_ptr<Message>(schema().prototype(schema().findMessage(type)).New());
}

/// Whatever was taken reads back as itself.
void roundTrip(const Message &message)
{
    const std::string canonical = toJson(message, schema(), JsonView::Canonical)
                                      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const std::unique_ptr<Message> back(message.New());
    std::vector<JsonProblem> problems;
    fromJson(nlohmann::ordered_json::parse(canonical), *back, schema(), JsonReading::Strict, problems);
    toJson(message, schema(), JsonView::Fields);
    toJson(message, schema(), JsonView::Sent);
}

} // namespace

/// The first byte chooses: JSON becomes a message or is refused with reasons, and what was taken can be
/// written and read again; bytes become a message or are refused with a reason, and every view of it is JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view input(reinterpret_cast<const char *>(data + 1), size - 1);
    const auto message = make((data[0] & 2) != 0 ? "legacy.Old" : "everything.Everything");
    if ((data[0] & 1) != 0) {
        const auto json = nlohmann::ordered_json::parse(input, nullptr, false);
        if (json.is_discarded())
            return 0;
        std::vector<JsonProblem> problems;
        const auto reading = static_cast<JsonReading>((data[0] >> 2) % 3);
        const bool taken = fromJson(json, *message, schema(), reading, problems);
        if (taken != problems.empty())
            std::abort();
        if (taken && reading == JsonReading::Strict) {
            const auto wire = make(message->GetDescriptor()->full_name().c_str());
            if (!decode(message->SerializePartialAsString(), *wire).empty())
                std::abort(); // what JSON may say is a valid message
        }
        roundTrip(*message);
    } else if (decode(input, *message).empty()) {
        roundTrip(*message);
    }
    return 0;
}
