// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/protosource.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

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

/// Counted from 1, without its indent.
std::string_view lineOf(std::string_view text, int number)
{
    for (int line = 1; line < number && !text.empty(); ++line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.substr(0, text.find('\n'));
}

/// A file that another repeats gives an error for each thing in it: the first few say it all.
void shorten(std::vector<Diagnostic> &problems)
{
    constexpr std::size_t kShown = 10;
    std::stable_sort(problems.begin(), problems.end(), [](const Diagnostic &a, const Diagnostic &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    if (problems.size() <= kShown)
        return;
    problems[kShown - 1].suggestion =
        "and " + std::to_string(problems.size() - kShown) + " more errors in this file";
    problems.resize(kShown);
}

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
    std::ifstream stream(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) {
        problem(0, 0, "missing_file", std::string("cannot be read: ") + std::strerror(errno));
        return;
    }
    pb::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
    ParseErrors errors(*this);
    pb::io::Tokenizer tokenizer(&input, &errors);
    pb::compiler::Parser parser;
    parser.RecordErrorsTo(&errors);
    parser.RecordSourceLocationsTo(&places);
    parser.Parse(&tokenizer, &proto);
    if (!problems.empty() && lineOf(text, problems.front().line).starts_with("edition")) {
        const Diagnostic first = problems.front();
        problems.clear();
        problem(first.line, first.column, "edition",
                "the file is of one of protobuf's editions; proto2 and proto3 can be read",
                "write it in proto3");
    }
    proto.clear_source_code_info();
    shorten(problems);
}

void ProtoSource::build(pb::DescriptorPool &pool)
{
    BuildErrors errors(*this);
    if (pool.BuildFileCollectingErrors(proto, &errors) != nullptr)
        state = State::Built;
    else
        state = State::Failed;
    shorten(problems);
}

} // namespace mockforge::grpc
