// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/messageconditions.h"

#include "server/grpc/schema/jsonreader.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>

namespace mockforge::grpc {

namespace {

namespace pb = google::protobuf;
using Field = pb::FieldDescriptor;
using Operator = project::Matcher::Operator;
using Part = project::Matcher::Part;
using WellKnown = pb::Descriptor::WellKnownType;

/// Below these anything may stand, or nothing.
bool hasFreeForm(const pb::Descriptor &type)
{
    const WellKnown kind = type.well_known_type();
    return kind != WellKnown::WELLKNOWNTYPE_UNSPECIFIED;
}

std::vector<std::string> partsOf(const std::string &path)
{
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t dot = std::min(path.find('.', start), path.size());
        parts.push_back(path.substr(start, dot - start));
        start = dot + 1;
    }
    return parts;
}

bool isIndex(const std::string &part)
{
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Turns a path's names into the .proto's and finds the field it ends at; null where that has no type of the
/// schema.
const Field *normalise(project::Matcher &matcher, const pb::Descriptor &type, const Problems &problems)
{
    const pb::Descriptor *at = &type;
    const Field *field = nullptr;
    std::string path;
    const std::vector<std::string> parts = partsOf(matcher.name);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!at) {
            if (field)
                problems.error(matcher.location, "unknown_field",
                               "the field " + path + " has no fields of its own",
                               "the path " + matcher.name + " goes on behind it");
            return nullptr;
        }
        if (hasFreeForm(*at))
            break;
        field = fieldNamed(*at, parts[i]);
        if (!field) {
            problems.error(matcher.location, "unknown_field",
                           at->full_name() + " has no field '" + parts[i] + "'", nearestField(*at, parts[i]));
            return nullptr;
        }
        path += (path.empty() ? "" : ".") + field->name();
        const bool goesInside =
            i + 1 < parts.size() && (field->is_map() || (field->is_repeated() && isIndex(parts[i + 1])));
        if (goesInside)
            path += "." + parts[++i];
        if (field->is_map() && goesInside)
            field = field->message_type()->map_value();
        at = field->message_type();
        if (at && hasFreeForm(*at)) {
            for (++i; i < parts.size(); ++i)
                path += "." + parts[i];
            field = nullptr;
        }
    }
    matcher.name = path.empty() ? matcher.name : path;
    return field;
}

/// An enumeration's value by its number means the one by its name.
void nameEnumValue(project::Matcher &matcher, const Field &field)
{
    if (!field.enum_type() || !matcher.json || !matcher.json->is_number_integer())
        return;
    if (const auto *value = field.enum_type()->FindValueByNumber(matcher.json->get<int>())) {
        matcher.json.reset();
        matcher.value = value->name();
    }
}

void checkEnumName(const project::Matcher &matcher, const Field &field, const Problems &problems)
{
    if (!field.enum_type() || field.is_repeated() || matcher.op != Operator::Equals || matcher.json ||
        field.enum_type()->FindValueByName(matcher.value))
        return;
    std::string list;
    for (int i = 0; i < std::min(field.enum_type()->value_count(), 12); ++i)
        list += (i == 0 ? "" : ", ") + field.enum_type()->value(i)->name();
    problems.error(matcher.location, "unknown_value",
                   field.enum_type()->full_name() + " has no value '" + matcher.value + "'",
                   "it has " + list);
}

} // namespace

void MessageConditions::compile(const std::vector<project::Matcher> &specs, const pb::Descriptor *type,
                                const Problems &problems)
{
    for (const project::Matcher &spec : specs) {
        project::Matcher &matcher = *m_specs.emplace_back(std::make_unique<project::Matcher>(spec));
        if (type && matcher.part == Part::Body) {
            if (const Field *field = normalise(matcher, *type, problems)) {
                nameEnumValue(matcher, *field);
                checkEnumName(matcher, *field, problems);
            }
        }
        if (std::string problem = m_conditions.emplace_back().compile(matcher); !problem.empty())
            problems.error(spec.location, "bad_matcher", problem);
    }
}

bool MessageConditions::hold(const Incoming &message) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const routing::Condition &condition) {
        if (condition.spec().part == Part::Header)
            return condition.holds(message.call());
        // A field with its default value is there to be compared, but was not sent.
        const Operator op = condition.spec().op;
        const bool existence = op == Operator::Present || op == Operator::Absent;
        return condition.holds(message.request(existence ? JsonView::Sent : JsonView::Fields));
    });
}

} // namespace mockforge::grpc
