// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/protosource.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace mockforge::grpc {

namespace {

namespace pb = google::protobuf;
using control::Diagnostic;

class ParseErrors final : public pb::io::ErrorCollector
{
public:
    explicit ParseErrors(ProtoSource &source)
        : m_source(source)
    {}
    void AddError(int line, pb::io::ColumnNumber column, const std::string &message) override
    {
        m_source.problem(line + 1, column + 1, "bad_proto", message);
    }

private:
    ProtoSource &m_source;
};

class BuildErrors final : public pb::DescriptorPool::ErrorCollector
{
public:
    explicit BuildErrors(ProtoSource &source)
        : m_source(source)
    {}
    void AddError(const std::string &, const std::string &element, const pb::Message *descriptor,
                  ErrorLocation location, const std::string &message) override
    {
        int line = -1;
        int column = -1;
        if (location == IMPORT)
            m_source.places.FindImport(descriptor, element, &line, &column);
        else
            m_source.places.Find(descriptor, location, &line, &column);
        // The library names the element where its sentence does not.
        const bool named = element.empty() || message.find(element) != std::string::npos;
        m_source.problem(line + 1, column + 1, "bad_proto", named ? message : element + ": " + message);
    }

private:
    ProtoSource &m_source;
};

} // namespace

void ProtoSource::problem(int line, int column, std::string code, std::string message, std::string suggestion)
{
    problems.push_back({Diagnostic::Severity::Error, path.empty() ? name : path, line, column,
                        std::move(code), std::move(message), std::move(suggestion)});
    state = State::Failed;
}

void ProtoSource::problemAtImport(const std::string &import, std::string code, std::string message,
                                  std::string suggestion)
{
    int line = -1;
    int column = -1;
    places.FindImport(&proto, import, &line, &column);
    problem(line + 1, column + 1, std::move(code), std::move(message), std::move(suggestion));
}

void ProtoSource::parse()
{
    proto.set_name(name);
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        problem(0, 0, "missing_file", std::string("cannot be read: ") + std::strerror(errno));
        return;
    }
    pb::io::FileInputStream input(file);
    input.SetCloseOnDelete(true);
    ParseErrors errors(*this);
    pb::io::Tokenizer tokenizer(&input, &errors);
    pb::compiler::Parser parser;
    parser.RecordErrorsTo(&errors);
    parser.RecordSourceLocationsTo(&places);
    parser.Parse(&tokenizer, &proto);
    const bool edition = !problems.empty() && problems.front().message.find("Expected top-level") == 0 &&
                         proto.message_type_size() == 0 && proto.service_size() == 0;
    if (edition) {
        const Diagnostic first = problems.front();
        problems.clear();
        problem(first.line, first.column, "bad_proto", first.message,
                "files of protobuf's editions cannot be read, only proto2 and proto3: give their "
                "descriptor set instead");
    }
    proto.clear_source_code_info();
}

void ProtoSource::build(pb::DescriptorPool &pool)
{
    BuildErrors errors(*this);
    if (pool.BuildFileCollectingErrors(proto, &errors) != nullptr)
        state = State::Built;
    else
        state = State::Failed;
}

} // namespace mockforge::grpc
