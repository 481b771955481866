# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""GraphQL for tests: a program with a schema, and requests by curl and by npm's clients."""

import json
import subprocess
from pathlib import Path

from conftest import DEADLINE, Server

CLIENTS = Path(__file__).resolve().parents[1] / "clients"
ENDPOINTS = ("http", "admin", "metrics", "graphql")
PORTS = (*Server.FREE_PORTS, "--graphql-port", "0")
RESPONSE = "application/graphql-response+json"

SCHEMA = """
type Query {
  products(first: Int, offset: Int, category: Category): [Product!]!
  product(id: ID!): Product
  customer(id: ID!): Customer
  node(id: ID!): Node
  search(text: String!): [Result!]!
  ping: String
  feed(first: Int, after: String): ProductConnection!
}
type Mutation {
  createProduct(input: ProductInput!): Product!
  updateProduct(id: ID!, input: ProductInput!): Product
  deleteProduct(id: ID!): Boolean!
  addReview(product: ID!, text: String!): AddReviewPayload!
  rename(id: ID!, name: String!): Product
}
type Subscription { productCreated: Product! tick(every: Int = 1): Int! }
enum Category { BOOKS LAMPS TOYS }
union Result = Product | Customer
interface Node { id: ID! }
scalar DateTime
type Product implements Node {
  id: ID! name: String! price: Float! category: Category! stock: Int tags: [String!] createdAt: DateTime
  reviews: [Review!]! maker: Customer
}
type Review implements Node { id: ID! text: String! stars: Int! product: Product author: Customer }
type Customer implements Node { id: ID! name: String! email: String friends: [Customer!]! }
type ProductConnection { edges: [ProductEdge!]! nodes: [Product!]! pageInfo: PageInfo! totalCount: Int! }
type ProductEdge { cursor: String! node: Product! }
type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! }
type AddReviewPayload { review: Review success: Boolean! }
input ProductInput { name: String price: Float category: Category }
"""


def serve_graphql(serve, tmp_path, section="", *arguments, schema=SCHEMA, rest="", **options):
    """A program that serves `schema`; `section` continues the section graphql, indented by two."""
    (tmp_path / "schema.graphql").write_text(schema)
    project = "seed: 7\ngraphql:\n  schema_path: schema.graphql\n" + section + rest
    options = {"expect": ENDPOINTS, "ports": PORTS, **options}
    return serve(project, *arguments, **options)


def post(server, body, *arguments, endpoint="graphql", path="/graphql", accept=None):
    """Sends a body (a query, an object, or bytes); gives the reply."""
    if isinstance(body, str):
        body = {"query": body}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    file = server.folder / "request.json"
    file.write_bytes(data)
    headers = ["-H", "Content-Type: application/json", "-H", "Expect:"]
    if accept:
        headers += ["-H", f"Accept: {accept}"]
    return server.curl(path, *headers, "--data-binary", f"@{file}", *arguments, endpoint=endpoint)


def data(server, query, variables=None, **options):
    """The data of a query that must have no errors."""
    reply = post(server, {"query": query, "variables": variables}, **options)
    result = reply.json()
    assert "errors" not in result, result
    return result["data"]


def errors(server, query, **options):
    return post(server, query, **options).json()["errors"]


def node(script, *arguments, stdin=None):
    """Runs one of the clients of npm's packages; gives its lines, each JSON."""
    result = subprocess.run(["node", str(CLIENTS / script), *map(str, arguments)], input=stdin, text=True, capture_output=True,
                            timeout=DEADLINE)
    assert result.returncode == 0, result.stdout + result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]
