// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What graphql-js makes of a field that fails or is null. The standard input is {schema, query, data, faults: {"Type.field":
// message, or null for a value of null}}; `data` answers all other fields by their names. Prints the result.

import { readFileSync } from "node:fs";
import { defaultFieldResolver, graphqlSync, buildSchema, defaultTypeResolver } from "graphql";

const plan = JSON.parse(readFileSync(0, "utf8"));
const result = graphqlSync({
    schema: buildSchema(plan.schema), source: plan.query, rootValue: plan.data, typeResolver: defaultTypeResolver,
    fieldResolver: (source, args, context, info) => {
        const fault = plan.faults[`${info.parentType.name}.${info.fieldName}`];
        if (fault === null) return null;
        if (fault !== undefined) throw new Error(fault);
        return defaultFieldResolver(source, args, context, info);
    },
});
console.log(JSON.stringify(result));
