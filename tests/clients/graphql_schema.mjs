// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rebuilds a schema from what an endpoint tells of itself, with graphql-js: node graphql_schema.mjs URL SCHEMA.graphql prints
// whether it comes to the same SDL.

import { readFileSync } from "node:fs";
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from "graphql";

const [url, file] = process.argv.slice(2);
const query = getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true });
const reply = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query }) });
const { data, errors } = await reply.json();
const print = schema => printSchema(lexicographicSortSchema(schema));
const served = errors ? "" : print(buildClientSchema(data));
console.log(JSON.stringify({ same: served === print(buildSchema(readFileSync(file, "utf8"))), errors, served }));
