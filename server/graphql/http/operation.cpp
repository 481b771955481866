// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/operation.h"

#include "server/exchange/response.h"
#include "server/graphql/http/eventhub.h"
#include "server/graphql/http/faultyresolver.h"
#include "server/graphql/http/workerparts.h"

#include <optional>

namespace mockforge::graphql {

namespace {

/// The first field that the operation selects, wherever it stands; null when there is none.
const Selection *firstField(const Document &document, const SelectionSet &set, int depth = 0)
{
    constexpr int kDeepest = 20;
    for (const Selection &selection : set.selections) {
        if (selection.kind == Selection::Kind::Field)
            return &selection;
        const SelectionSet *inside = selection.selectionSet.get();
        if (selection.kind == Selection::Kind::Spread) {
            const Fragment *fragment = document.fragment(selection.name.text);
            inside = fragment ? &fragment->selectionSet : nullptr;
        }
        const Selection *found =
            inside && depth < kDeepest ? firstField(document, *inside, depth + 1) : nullptr;
        if (found)
            return found;
    }
    return nullptr;
}

/// Null where it is introspection's.
const FieldDefinition *firstDefinition(const Service &service, const FoundOperation &found)
{
    const NamedType *root = service.schema()->root(found.operation->type);
    const Selection *first = firstField(*found.document->document, found.operation->selectionSet);
    return root && first ? root->field(first->name.text) : nullptr;
}

metrics::RouteId labelOf(const Service &service, const Labels &labels, const FoundOperation &found,
                         const CompiledRule *rule)
{
    return rule ? labels.rules[rule->number] : fieldLabel(service, labels, found);
}

void publish(const Service &service, const std::vector<Change> &changes)
{
    for (const Change &change : changes)
        service.events().publish(service.mock().store().definitions()[change.collection].type, change.kind,
                                 change.item);
}

} // namespace

metrics::RouteId fieldLabel(const Service &service, const Labels &labels, const FoundOperation &found)
{
    const FieldDefinition *field = firstDefinition(service, found);
    return field ? labels.fields[field->number] : labels.builtIn;
}

std::string fieldName(const Service &service, const FoundOperation &found)
{
    const FieldDefinition *field = found.operation ? firstDefinition(service, found) : nullptr;
    if (field)
        return field->parent->name + "." + field->name;
    return found.operation ? "(introspection)" : "";
}

metrics::MethodId methodOf(OperationType type) noexcept
{
    return static_cast<metrics::MethodId>(type);
}

std::string_view errorCodeOf(int status) noexcept
{
    switch (status) {
    case 401:
        return "UNAUTHENTICATED";
    case 403:
        return "FORBIDDEN";
    case 404:
        return "NOT_FOUND";
    case 502:
    case 503:
    case 504:
    case 429:
    case 408:
        return "SERVICE_UNAVAILABLE";
    default:
        return status < 500 ? "BAD_USER_INPUT" : "INTERNAL_SERVER_ERROR";
    }
}

int statusOf(const OperationOutcome &outcome) noexcept
{
    if (outcome.requestError != 0)
        return outcome.requestError;
    if (outcome.ruleStatus != 0)
        return outcome.ruleStatus;
    return outcome.hasErrors ? 500 : 200;
}

std::string errorReply(std::string_view message, const Json &extensions)
{
    GraphQlError error;
    error.message = message;
    error.extensions = extensions;
    return errorsReply({error});
}

std::string injectedError(int status)
{
    const std::string_view phrase = exchange::reasonPhrase(status);
    return errorReply(phrase.empty() ? "injected error" : phrase,
                      {{"code", errorCodeOf(status)}, {"status", status}, {"injected", true}});
}

FoundOperation findOperation(const Service &, WorkerParts &parts, const RequestParameters &parameters)
{
    FoundOperation found;
    found.document = parts.documents.get(parameters.query);
    if (!found.document->document) {
        found.errors = found.document->errors;
        return found;
    }
    std::string problem;
    found.operation = selectOperation(*found.document->document, parameters.operationName, problem);
    if (!found.operation)
        found.errors = errorReply(problem);
    return found;
}

OperationOutcome answerOperation(const Service &service, WorkerParts &parts, const Labels &labels,
                                 FoundOperation &found, const RequestParameters &parameters,
                                 const exchange::Request &request, std::string &out,
                                 const SubscriptionEvent *event, chaos::FieldRules *faults)
{
    OperationOutcome outcome;
    outcome.method = methodOf(found.operation->type);
    OperationCall call;
    call.request = &request;
    call.variables = &parameters.variables;
    call.name = found.operation->name.text;
    call.type = found.operation->type;
    call.event = event ? event->number : 0;
    MockResolver &resolver = parts.resolver;
    const OperationAnswer answer = resolver.begin(call);
    if (answer.isError) {
        const std::string errors = errorReply(answer.message, answer.extensions);
        out.append(errors, 0, errors.size() - 1);
        out += ",\"data\":null}";
        outcome.hasErrors = true;
        outcome.ruleStatus = answer.status;
    } else {
        if (event && event->item)
            resolver.setEvent(event->item, *event->type);
        PreparedOperation &prepared = found.document->prepared(service.schema(), *found.operation);
        std::optional<FaultyResolver> faulty;
        if (faults)
            faulty.emplace(resolver, *faults);
        Resolver &answers = faulty ? static_cast<Resolver &>(*faulty) : resolver;
        const PreparedOperation::Outcome executed =
            prepared.execute(parameters.variables, answers, out, resolver.root());
        outcome.faultNs = faulty ? faulty->delayNs() : 0;
        outcome.hasErrors = executed.hasErrors;
        outcome.requestError = executed.executed ? 0 : 400;
        publish(service, resolver.changes());
    }
    outcome.delayNs = resolver.delayNs();
    outcome.route = labelOf(service, labels, found, resolver.answeredBy());
    return outcome;
}

} // namespace mockforge::graphql
