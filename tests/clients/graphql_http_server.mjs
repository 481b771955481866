// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The peer of the benchmark: graphql-http with graphql-js over a schema file and objects in memory: node graphql_http_server.mjs PORT
// SCHEMA.graphql.

import http from "node:http";
import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { createHandler } from "graphql-http/lib/use/http";

const [port, file] = process.argv.slice(2);
const authors = Array.from({ length: 3 }, (_, i) => ({ id: String(i), name: `Author ${i}` }));
const reviews = authors.map((author, i) => ({ id: String(i), stars: i + 1, text: `lorem ipsum ${i}`, author }));
const products = Array.from({ length: 3 }, (_, i) => ({ id: String(i), name: `Product ${i}`, price: i + 0.5, reviews }));
const handler = createHandler({ schema: buildSchema(readFileSync(file, "utf8")), rootValue: { products: () => products } });
http.createServer(handler).listen(Number(port), "127.0.0.1");
