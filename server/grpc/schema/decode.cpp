// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/decode.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/message.h>
#include <google/protobuf/wire_format_lite.h>

namespace mockforge::grpc {

namespace {

namespace pb = google::protobuf;
using pb::internal::WireFormatLite;

bool isUtf8(std::string_view text)
{
    std::size_t i = 0;
    while (i < text.size()) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80    ? 1
                                   : lead >= 0xf0 ? 4
                                   : lead >= 0xe0 ? 3
                                   : lead >= 0xc2 ? 2
                                                  : 0;
        if (length == 0 || lead > 0xf4 || i + length > text.size())
            return false;
        for (std::size_t j = 1; j < length; ++j) {
            if ((static_cast<unsigned char>(text[i + j]) & 0xc0U) != 0x80U)
                return false;
        }
        i += length;
    }
    return true;
}

/// Finds what the parser, which says only yes or no, did not like. Walks the bytes as it does (protobuf's
/// encoding guide); only for messages that were refused.
class Diagnosis
{
public:
    std::string of(std::string_view bytes, const pb::Descriptor &type)
    {
        return walk(bytes, type, type.name(), 0, 0);
    }

private:
    static std::string at(const std::string &place, std::size_t offset, const std::string &what)
    {
        return place + ": " + what + " at byte " + std::to_string(offset);
    }

    std::string walk(std::string_view bytes, const pb::Descriptor &type, const std::string &place,
                     std::size_t base, int depth)
    {
        pb::io::CodedInputStream input(reinterpret_cast<const std::uint8_t *>(bytes.data()),
                                       static_cast<int>(bytes.size()));
        while (static_cast<std::size_t>(input.CurrentPosition()) < bytes.size()) {
            const std::size_t begin = base + static_cast<std::size_t>(input.CurrentPosition());
            const std::uint32_t tag = input.ReadTag();
            const int number = WireFormatLite::GetTagFieldNumber(tag);
            const auto kind = WireFormatLite::GetTagWireType(tag);
            if (tag == 0 || number == 0)
                return at(place, begin, "what should be a field's number is none");
            const pb::FieldDescriptor *field = type.FindFieldByNumber(number);
            const std::string name =
                field ? place + "." + field->name() : place + ", field " + std::to_string(number);
            if (kind != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
                if (kind > WireFormatLite::WIRETYPE_FIXED32)
                    return at(name, begin, "wire type " + std::to_string(kind) + " does not exist");
                if (kind == WireFormatLite::WIRETYPE_END_GROUP)
                    return at(name, begin, "a group ends that did not begin");
                if (!WireFormatLite::SkipField(&input, tag))
                    return at(name, begin, "the value is cut off");
                continue;
            }
            std::uint32_t length = 0;
            if (!input.ReadVarint32(&length))
                return at(name, begin, "the length is cut off");
            const auto start = static_cast<std::size_t>(input.CurrentPosition());
            if (length > bytes.size() - start)
                return at(name, begin,
                          "the value should have " + std::to_string(length) + " bytes and " +
                              std::to_string(bytes.size() - start) + " are left,");
            if (std::string problem = inside(bytes.substr(start, length), field, name, base + start, depth);
                !problem.empty())
                return problem;
            input.Skip(static_cast<int>(length));
        }
        return {};
    }

    std::string inside(std::string_view value, const pb::FieldDescriptor *field, const std::string &name,
                       std::size_t base, int depth)
    {
        if (!field)
            return {};
        if (field->type() == pb::FieldDescriptor::TYPE_STRING && !isUtf8(value))
            return at(name, base, "the text is not UTF-8");
        if (field->type() == pb::FieldDescriptor::TYPE_MESSAGE) {
            if (depth >= 100)
                return at(name, base, "messages nest deeper than 100 levels");
            return walk(value, *field->message_type(), name, base, depth + 1);
        }
        return {};
    }
};

} // namespace

std::string decode(std::string_view bytes, pb::Message &message)
{
    const bool read = message.ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size()));
    const std::string type = message.GetDescriptor()->full_name();
    if (!read) {
        const std::string why = Diagnosis().of(bytes, *message.GetDescriptor());
        return "the message is no " + type + (why.empty() ? std::string() : ": " + why);
    }
    if (!message.IsInitialized())
        return "the message is no whole " + type +
               ": required and missing: " + message.InitializationErrorString();
    return {};
}

} // namespace mockforge::grpc
