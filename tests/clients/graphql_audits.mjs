// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The audits of the npm package graphql-http: node graphql_audits.mjs URL prints each with its outcome.

import { auditServer } from "graphql-http";

for (const audit of await auditServer({ url: process.argv[2] }))
  console.log(JSON.stringify({ id: audit.id, name: audit.name, status: audit.status, reason: audit.reason }));
