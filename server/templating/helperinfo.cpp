// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/expression.h"

#include <algorithm>

namespace mockforge::templating {

const std::vector<HelperInfo> &helpers()
{
    static const auto all = [] {
        std::vector<HelperInfo> list{
            {"#if", "CONDITION",
             "its inside when the condition holds, else what stands behind {{else}} or {{else if CONDITION}}",
             "{{#if (eq request.method \"GET\")}}read{{else}}written{{/if}}"},
            {"#unless", "CONDITION", "its inside when the condition does not hold",
             "{{#unless false}}shown{{/unless}}"},
            {"#each", "LIST",
             "its inside for each item of a list, an object, or the query, header or cookie values; this is "
             "the item",
             "{{#each headers}}{{@key}}: {{this}}; {{/each}}"},
            {"#repeat", "COUNT | MIN MAX",
             "its inside COUNT times, or a random number of times; at most 10,000",
             "{{#repeat 3}}{{@number}} {{/repeat}}"},
            {"@index", "", "in a loop: the turn, from 0; ../@index is the loop around it",
             "{{#repeat 2}}{{@index}}{{/repeat}}"},
            {"@number", "", "in a loop: the turn, from 1", "{{#repeat 2}}{{@number}}{{/repeat}}"},
            {"@first", "", "in a loop: whether this is the first turn",
             "{{#repeat 2}}{{@first}} {{/repeat}}"},
            {"@last", "", "in a loop: whether this is the last turn",
             "{{#repeat 2}}{{#unless @last}},{{/unless}}{{/repeat}}"},
            {"@key", "", "in a loop over an object or over names: the name",
             "{{#each query}}{{@key}} {{/each}}"},
            {"this", "[.FIELD…]", "in a loop: the item, or a field of it",
             "{{#each body.items}}{{this.name}} {{/each}}"},
            {"default=", "VALUE", "behind any expression: what stands there when it is absent or empty",
             "{{query.nosuch default=\"1\"}}"},
            {"request.method", "", "the method as sent", "{{request.method}}"},
            {"request.path", "", "the path as sent, percent-encoded", "{{request.path}}"},
            {"request.target", "", "path and query as sent", "{{request.target}}"},
            {"request.peer", "", "the client's address", "{{request.peer}}"},
            {"body", "[.FIELD…]", "the body as it came, or a field of a JSON body (list items by number)",
             "{{body.items.0.name}}"},
            {"params", ".NAME", "a path parameter, decoded", "{{params.id}}"},
            {"query", ".NAME", "the first query parameter of that name, decoded", "{{query.page}}"},
            {"header", ".NAME", "the first header of that name, any case", "{{header.User-Agent}}"},
            {"cookie", ".NAME", "a cookie", "{{cookie.session}}"},
        };
        for (const Function &function : functions())
            list.push_back(function.info);
        for (const Function &function : fakerFunctions())
            list.push_back(function.info);
        std::sort(list.begin(), list.end(),
                  [](const HelperInfo &a, const HelperInfo &b) { return a.name < b.name; });
        return list;
    }();
    return all;
}

} // namespace mockforge::templating
