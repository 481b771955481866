// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/chaosfields.h"

#include "server/project/findings.h"

namespace mockforge::graphql {

namespace {

using Diagnostic = control::Diagnostic;

bool hasOwnFields(const NamedType &type)
{
    return type.kind == TypeKind::Object && !type.isIntrospection;
}

/// Fields are asked of objects, whatever interface an operation sees them by.
std::string problemOf(const Schema &schema, const std::string &coordinate, std::string &advice)
{
    const std::size_t dot = coordinate.find('.');
    const std::string name = coordinate.substr(0, dot);
    const NamedType *type = schema.type(name);
    std::vector<std::string> candidates;
    if (!type || !hasOwnFields(*type)) {
        for (const NamedType &one : schema.types()) {
            if (hasOwnFields(one))
                candidates.push_back(one.name);
        }
        advice = project::suggestionFor(name, candidates);
        return type ? "'" + name + "' is no object type: name the types that its fields are of"
                    : "the schema has no type '" + name + "'";
    }
    if (dot == std::string::npos || type->field(coordinate.substr(dot + 1)))
        return {};
    for (const FieldDefinition &field : type->fields)
        candidates.push_back(field.name);
    advice = project::suggestionFor(coordinate.substr(dot + 1), candidates);
    return "the type '" + name + "' has no field '" + coordinate.substr(dot + 1) + "'";
}

} // namespace

std::vector<Diagnostic> unknownFields(const Schema &schema, const project::ChaosRule &rule,
                                      const std::string &file)
{
    std::vector<Diagnostic> findings;
    for (const auto &[coordinate, location] : rule.settings.fields) {
        std::string advice;
        if (std::string problem = problemOf(schema, coordinate, advice); !problem.empty())
            findings.push_back({Diagnostic::Severity::Error, file, location.line, location.column,
                                "unknown_field", "the chaos rule '" + rule.name + "': " + problem,
                                std::move(advice)});
    }
    return findings;
}

} // namespace mockforge::graphql
