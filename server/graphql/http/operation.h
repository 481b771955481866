// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"
#include "server/exchange/request.h"
#include "server/graphql/http/request.h"
#include "server/graphql/http/service.h"
#include "server/scenario/director.h"

#include <string>
#include <vector>

namespace mockforge::chaos {
class FieldRules;
}

namespace mockforge::graphql {

struct CheckedDocument;

/// How the metrics name what answered: a rule, or the first field of the operation.
struct Labels
{
    metrics::RouteId page = metrics::kUnmatchedRoute;    ///< what is plain HTTP: page, preflights, handshakes
    metrics::RouteId builtIn = metrics::kUnmatchedRoute; ///< introspection
    std::vector<metrics::RouteId> rules;
    std::vector<metrics::RouteId> fields; ///< by the field's number; of the roots' fields alone
};

/// What became of one operation, apart from the text of its reply.
struct OperationOutcome
{
    metrics::MethodId method = metrics::kUnknownOperation;
    metrics::RouteId route = metrics::kUnmatchedRoute;
    int requestError = 0; ///< the status of a request that could not be executed; 0: it was
    int ruleStatus = 0;   ///< that a rule wants; 0: none does
    bool hasErrors = false;
    std::uint64_t delayNs = 0; ///< of rules
    std::uint64_t faultNs = 0; ///< of faults of fields
};

/// An operation that was found in its document, ready to be run once or, for a subscription, for each event.
struct FoundOperation
{
    std::shared_ptr<CheckedDocument> document;
    const Operation *operation = nullptr; ///< null: the reply in `errors` says why
    std::string errors;
};

/// What an operation is called in the metrics when no rule answers it: its first field.
metrics::RouteId fieldLabel(const Service &service, const Labels &labels, const FoundOperation &found);

/// The same as text: what chaos rules know the operation by.
std::string fieldName(const Service &service, const FoundOperation &found);

FoundOperation findOperation(const Service &service, WorkerParts &parts, const RequestParameters &parameters);

/// Answers an operation; appends the reply. `event`: of a subscription. `faults`: for its fields, null
/// without any.
struct SubscriptionEvent
{
    std::uint64_t number = 0;
    ItemPtr item; ///< null: made or a rule's
    const NamedType *type = nullptr;
};
OperationOutcome answerOperation(const Service &service, WorkerParts &parts, const Labels &labels,
                                 FoundOperation &found, const RequestParameters &parameters,
                                 const exchange::Request &request, std::string &out,
                                 const SubscriptionEvent *event = nullptr,
                                 chaos::FieldRules *faults = nullptr);

/// What an executed operation would be called in HTTP's terms: 400 a request error, 500 one that ended with
/// errors, unless a rule gives a status. Circuit breakers count by it.
int statusOf(const OperationOutcome &outcome) noexcept;
/// The reply of a mode that injects an error with this status (DESIGN §8): a request error with its code.
std::string injectedError(int status);
/// extensions.code for an HTTP status.
std::string_view errorCodeOf(int status) noexcept;
std::string errorReply(std::string_view message, const Json &extensions = nullptr);
metrics::MethodId methodOf(OperationType type) noexcept;

} // namespace mockforge::graphql
