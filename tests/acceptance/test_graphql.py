# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""GraphQL over HTTP: negotiation, status codes, every key of the section, limits, modes, metrics, reload."""

import json
import re
import subprocess
import time

import pytest
from conftest import run_program, wait_until
from gqlclient import CLIENTS, ENDPOINTS, RESPONSE, SCHEMA, data, errors, node, post, serve_graphql

COUNT = 'mockforge_requests_total{{protocol="graphql",method="{}",status="{}"}}'


def test_every_audit_of_graphql_http_passes(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    audits = node("graphql_audits.mjs", server.url("/graphql", "graphql"))
    for audit in audits:
        print(audit["status"], audit["id"], audit["name"])
    assert len(audits) >= 60
    assert [audit for audit in audits if audit["status"] != "ok"] == []


def test_graphql_js_rebuilds_the_schema(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    (result,) = node("graphql_schema.mjs", server.url("/graphql", "graphql"), tmp_path / "schema.graphql")
    assert result["same"], result


def test_the_schema_of_github(serve, tmp_path):
    script = ("import {buildSchema, printSchema} from 'graphql'; import {readFileSync} from 'node:fs'; process.stdout.write(printSchema("
              "buildSchema(readFileSync('node_modules/@octokit/graphql-schema/schema.graphql', 'utf8'), {assumeValidSDL: true})))")
    github = subprocess.run(["node", "--input-type=module", "-e", script], cwd=CLIENTS, check=True, capture_output=True, text=True).stdout
    server = serve_graphql(serve, tmp_path, schema=github)
    (result,) = node("graphql_schema.mjs", server.url("/graphql", "graphql"), tmp_path / "schema.graphql")
    assert result["same"]
    repository = data(server, """{ repository(owner: "ada", name: "engine") { id name createdAt url isPrivate stargazerCount
      issues(first: 2) { totalCount nodes { number title author { __typename login } labels(first: 1) { nodes { name color } } } } } }""")
    assert repository["repository"]["name"] == "engine" and len(repository["repository"]["issues"]["nodes"]) == 2


def test_post_and_get(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    reply = post(server, {"query": "query A { ping } query B($id: ID!) { product(id: $id) { id } }", "operationName": "B",
                          "variables": {"id": 5}})
    assert (reply.status, reply.json()) == (200, {"data": {"product": {"id": "5"}}})
    assert reply.header("Content-Type") == "application/json; charset=utf-8"
    query = "?query=query(%24id:ID!)%7Bproduct(id:%24id)%7Bid%7D%7D&variables=%7B%22id%22:%225%22%7D"
    reply = server.curl("/graphql" + query, "-H", f"Accept: {RESPONSE}", endpoint="graphql")
    assert (reply.status, reply.json()) == (200, {"data": {"product": {"id": "5"}}})
    assert reply.header("Content-Type") == RESPONSE + "; charset=utf-8"


@pytest.mark.parametrize("accept, status", [(None, 200), ("application/json", 200), (RESPONSE, 400)])
def test_a_request_error_has_the_status_of_its_media_type(serve, tmp_path, accept, status):
    server = serve_graphql(serve, tmp_path)
    for query in ("{", "{ nope }", "query A { ping } query B { ping }", "query($id: ID!) { product(id: $id) { id } }",
                  "subscription { tick }"):
        reply = post(server, query, accept=accept)
        assert (reply.status, list(reply.json())) == (status, ["errors"]), query


def test_bad_requests_are_refused(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)

    def status(*arguments, path="/graphql"):
        reply = server.curl(path, *arguments, endpoint="graphql")
        assert reply.json()["errors"][0]["message"]
        return reply.status

    json_type = ("-H", "Content-Type: application/json")
    for body in ("{", "[]", "7", '{"query": 7}', "{}", '{"query":"{ping}","variables":[]}', '{"query":"{ping}","operationName":7}',
                 '{"query":"{ping}","extensions":"x"}'):
        assert status(*json_type, "-d", body) == 400, body
    assert status("-H", "Content-Type: text/plain", "-d", '{"query":"{ping}"}') == 415
    assert status("-H", "Content-Type: application/json; charset=latin1", "-d", "{}") == 415
    assert status("-H", "Content-Type:", "-d", "{}") == 415
    assert status("-H", "Accept: image/png", *json_type, "-d", '{"query":"{ping}"}') == 406
    assert status(path="/graphql?query=%7Bping%7D&variables=x") == 400
    assert status(path="/graphql?query=%ff") == 400
    reply = server.curl("/graphql", "-X", "DELETE", endpoint="graphql")
    assert (reply.status, reply.header("Allow")) == (405, "GET, POST")
    reply = server.curl("/graphql?query=mutation%7BdeleteProduct(id:1)%7D", endpoint="graphql")
    assert (reply.status, reply.header("Allow")) == (405, "POST")
    assert server.curl("/elsewhere", endpoint="graphql").status == 404
    assert server.metric(COUNT.format("mutation", 405)) == 1
    assert server.metric(COUNT.format("unknown", 415)) == 3


def test_data_are_made_from_names_and_stay_the_same(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    query = """{ products { id name price category stock tags createdAt reviews { id stars author { email } product { id } } }
      search(text: "x") { __typename ... on Product { id } ... on Customer { id name } } node(id: 3) { __typename id } }"""
    result = data(server, query)
    assert 2 <= len(result["products"]) <= 4
    for product in result["products"]:
        assert product["category"] in ("BOOKS", "LAMPS", "TOYS")
        assert isinstance(product["price"], float) or isinstance(product["price"], int)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*", product["createdAt"])
        assert product["name"] and isinstance(product["stock"], int)
        for review in product["reviews"]:
            assert 1 <= review["stars"] <= 5 and review["author"]["email"].split("@")[1].startswith("example.")
            assert review["product"]["id"] == product["id"]
    one = result["products"][0]
    again = data(server, "query($id: ID!) { product(id: $id) { name price createdAt } }", {"id": one["id"]})["product"]
    assert again == {key: one[key] for key in ("name", "price", "createdAt")}
    assert data(server, query) == result
    assert result["node"]["id"] == "3"
    other = data(server, "{ product(id: 999) { name createdAt } }")["product"]
    assert other["createdAt"] != one["createdAt"]
    server.stop()
    assert data(serve_graphql(serve, tmp_path), query) == result
    assert data(serve_graphql(serve, tmp_path, "", "--seed", "8"), query) != result


def test_paging_and_connections(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    assert [p["id"] for p in data(server, "{ products(first: 5) { id } }")["products"]] == ["1", "2", "3", "4", "5"]
    assert [p["id"] for p in data(server, "{ products(first: 2, offset: 3) { id } }")["products"]] == ["4", "5"]
    assert {p["category"] for p in data(server, "{ products(first: 9, category: TOYS) { category } }")["products"]} == {"TOYS"}
    feed = data(server, "{ feed(first: 3) { edges { cursor node { id name } } nodes { id name } totalCount pageInfo { hasNextPage } } }")
    assert [edge["node"] for edge in feed["feed"]["edges"]] == feed["feed"]["nodes"]
    assert feed["feed"]["totalCount"] == 3 and feed["feed"]["pageInfo"] == {"hasNextPage": False}


def test_list_size(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  list_size: 7\n")
    assert len(data(server, "{ products { id } }")["products"]) == 7
    server.file.write_text(server.file.read_text().replace("list_size: 7", "list_size: {min: 1, max: 1}"))
    wait_until(lambda: len(data(server, "{ products { id } }")["products"]) == 1)


def test_path_host_and_the_http_port(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  path: /api/graph\n  host: 127.0.0.2\n")
    assert server.urls["graphql"].startswith("http://127.0.0.2:") and server.urls["graphql"].endswith("/api/graph")
    for endpoint in ("graphql", "http"):
        assert data(server, "{ __typename }", path="/api/graph", endpoint=endpoint) == {"__typename": "Query"}
    reply = server.curl("/", endpoint="graphql")
    assert (reply.status, reply.header("Location")) == (307, "/api/graph")
    assert server.curl("/graphql", endpoint="http").status == 404
    server.file.write_text(server.file.read_text().replace("/api/graph", "/moved"))
    wait_until(lambda: server.url("/moved", "graphql") in server._ready()["graphql"])
    assert data(server, "{ __typename }", path="/moved")
    server.stop()
    server = serve_graphql(serve, tmp_path, "  on_http_port: false\n")
    assert server.curl("/graphql?query=%7Bping%7D", endpoint="http").status == 404
    assert server.metric(COUNT.format("query", 200)) == 0


def test_port_enabled_and_the_environment(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  port: 0\n", ports=("--http-port", "0", "--admin-port", "0", "--metrics-port", "0"))
    assert data(server, "{ __typename }")
    server.stop()
    server = serve_graphql(serve, tmp_path, "  enabled: false\n", expect=("http", "admin", "metrics"))
    assert "graphql" not in server.urls
    assert post(server, "{ping}", endpoint="http").status == 404
    server.stop()
    server = serve_graphql(serve, tmp_path, "", env={"MOCKFORGE_GRAPHQL_PATH": "/from/environment"})
    assert server.urls["graphql"].endswith("/from/environment")


def test_tls(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  tls: {enabled: true, generate: true}\n")
    assert server.urls["graphql"].startswith("https://")
    assert post(server, "{ __typename }", "-k").json() == {"data": {"__typename": "Query"}}


def test_schema_files_and_patterns(serve, tmp_path):
    (tmp_path / "parts" / "deep").mkdir(parents=True)
    (tmp_path / "parts" / "a.graphql").write_text("type Query { a: Int }")
    (tmp_path / "parts" / "deep" / "b.graphql").write_text("extend type Query { b: Int }")
    (tmp_path / "c.gql").write_text("extend type Query { c: Int }")
    server = serve('graphql: {schema_path: ["parts/**/*.graphql", c.gql]}\n', expect=ENDPOINTS, ports=(
        "--http-port", "0", "--admin-port", "0", "--metrics-port", "0", "--graphql-port", "0"))
    assert set(data(server, "{ a b c }")) == {"a", "b", "c"}
    (tmp_path / "parts" / "d.graphql").write_text("extend type Query { d: Int }")
    wait_until(lambda: "data" in post(server, "{ d }").json(), what="the new file")


def test_a_bad_schema_is_told_with_its_place(tmp_path):
    (tmp_path / "schema.graphql").write_text("type Query {\n  a: Nope\n}\n")
    (tmp_path / "mockforge.yaml").write_text("graphql:\n  schema_path: schema.graphql\n")
    result = run_program("check", str(tmp_path))
    assert result.returncode == 2
    assert f"{tmp_path}/schema.graphql:2:6: error:" in result.stdout and "Nope" in result.stdout


@pytest.mark.parametrize("section, message", [
    ("graphql:\n  port: 1\n", "graphql needs a schema"),
    ("graphql: {schema_path: gone.graphql}\n", "'gone.graphql' cannot be read"),
    ("graphql: {schema_path: '*.nothing'}\n", "no file fits schema_path '*.nothing'"),
    ("graphql: {schema_path: ../x.graphql}\n", "leads outside the project's folder"),
    ("graphql: {schema_path: s.graphql, path: x}\n", "graphql.path must begin with '/'"),
    ("graphql: {schema_path: s.graphql, prot: 1}\n", "did you mean 'port'"),
    ("graphql: {schema_path: s.graphql, rules: [{field: Query.b}]}\n", "Query has no field 'b'"),
    ("graphql: {schema_path: s.graphql, rules: [{field: Qery.a}]}\n", "did you mean 'Query'"),
    ("graphql: {schema_path: s.graphql, rules: [{field: a}]}\n", "a field is written Type.field"),
    ("graphql: {schema_path: s.graphql, rules: [{field: Query.a, reply: '{{nope}}'}]}\n", "nope"),
    ("graphql: {schema_path: s.graphql, rules: [{field: Query.a, get: Thing}]}\n", "graphql.state has no 'Thing'"),
    ("graphql: {schema_path: s.graphql, rules: [{reply: 1}]}\n", "a rule needs field, or operation or type"),
    ("graphql: {schema_path: s.graphql, rules: [{field: Query.a, reply: 1, error: x}]}\n", "a rule has one of"),
    ("graphql: {schema_path: s.graphql, rules: [{field: Query.a, size: 3}]}\n", "Query.a is no list"),
    ("graphql: {schema_path: s.graphql, rules: [{field: Query.a, match: {args: {x: {regex: '('}}}}]}\n", "regular expression"),
    ("graphql: {schema_path: s.graphql, state: {Nope: []}}\n", "the schema has no object type 'Nope'"),
    ("graphql: {schema_path: s.graphql, state: {Query: {key: id}}}\n", "Query has no field 'id'"),
])
def test_mistakes_are_told(tmp_path, section, message):
    (tmp_path / "s.graphql").write_text("type Query { a: Int }")
    (tmp_path / "mockforge.yaml").write_text(section)
    result = run_program("check", str(tmp_path))
    assert result.returncode == 2 and message in result.stdout, result.stdout
    assert re.search(r"mockforge\.yaml:\d+:\d+: error:", result.stdout)


def test_keys_of_mockforge_that_are_not_served_are_named(tmp_path):
    (tmp_path / "s.graphql").write_text("type Query { a: Int }")
    (tmp_path / "mockforge.yaml").write_text("graphql: {schema_path: s.graphql, handlers_dir: x, upstream_url: 'http://x'}\n")
    result = run_program("check", str(tmp_path))
    assert result.returncode == 0
    assert "'graphql.handlers_dir' has no effect" in result.stdout and "'graphql.upstream_url' has no effect" in result.stdout


def test_introspection_can_be_turned_off(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  introspection_enabled: false\n")
    assert "introspection" in errors(server, "{ __schema { queryType { name } } }")[0]["message"].lower()
    assert data(server, "{ __typename }") == {"__typename": "Query"}


def test_batching(serve, tmp_path):
    batch = [{"query": "{ __typename }"}, {"query": "{ nope }"}, {"query": "{ product(id: 1) { id } }"}]
    server = serve_graphql(serve, tmp_path)
    assert post(server, batch).status == 400
    server.file.write_text(server.file.read_text() + "  batching: true\n  limits: {max_batch: 3}\n")
    reply = wait_until(lambda: (lambda r: r if r.status == 200 else None)(post(server, batch)))
    first, second, third = reply.json()
    assert first == {"data": {"__typename": "Query"}} and second["errors"] and third == {"data": {"product": {"id": "1"}}}
    reply = post(server, batch * 2)
    assert reply.status == 400 and "3 operations at most, this one 6" in reply.json()["errors"][0]["message"]


def test_cross_origin_requests(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  allowed_origins: [https://shop.example]\n")
    preflight = server.curl("/graphql", "-X", "OPTIONS", "-H", "Origin: https://shop.example", "-H",
                            "Access-Control-Request-Method: POST", "-H", "Access-Control-Request-Headers: content-type",
                            endpoint="graphql")
    assert (preflight.status, preflight.header("Access-Control-Allow-Origin")) == (204, "https://shop.example")
    assert preflight.header("Access-Control-Allow-Headers") == "content-type"
    assert post(server, "{ping}", "-H", "Origin: https://shop.example").header("Access-Control-Allow-Origin")
    assert post(server, "{ping}", "-H", "Origin: https://evil.example").header("Access-Control-Allow-Origin") is None


@pytest.mark.parametrize("limit, query", [
    ("max_depth: 3", "{ customer(id: 1) { friends { friends { name } } } }"),
    ("max_complexity: 10", "{" + "".join(f"p{i}: product(id: {i}) {{ id }} " for i in range(10)) + "}"),
    ("max_tokens: 50", "{" + " ping" * 60 + "}"),
])
def test_limits_on_what_a_document_asks(serve, tmp_path, limit, query):
    server = serve_graphql(serve, tmp_path, f"  limits: {{{limit}}}\n")
    assert "errors" in post(server, query).json()
    server.file.write_text(server.file.read_text().replace(limit, limit.split(":")[0] + ": 0"))
    wait_until(lambda: "data" in post(server, query).json())


@pytest.mark.parametrize("endpoint", ["graphql", "http"])
def test_a_body_beyond_the_limit(serve, tmp_path, endpoint):
    server = serve_graphql(serve, tmp_path, "  limits: {max_body: 4KiB}\n")
    reply = post(server, "{ping}" + " " * 5000, endpoint=endpoint)
    assert reply.status == 413 and server.refused("body_too_large") == 1
    assert post(server, "{ping}" + " " * 3000, endpoint=endpoint).status == 200


@pytest.mark.parametrize("limit", ["max_connections", "max_connections_per_host"])
def test_connection_limits(serve, tmp_path, limit):
    server = serve_graphql(serve, tmp_path, f"  limits: {{{limit}: 2}}\n")
    held = [server.raw("graphql") for _ in range(2)]
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="graphql"}') == 2)
    assert server.curl("/graphql?query=%7Bping%7D", endpoint="graphql", check=False) != 0
    assert server.refused("too_many_connections" if limit == "max_connections" else "too_many_from_host") >= 1
    for one in held:
        one.close()


def test_hostile_documents(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  limits: {max_body: 20MiB}\n  batching: true\n")
    begun = time.monotonic()
    assert "errors" in post(server, "{ping " + "ping " * 2_000_000 + "}").json()
    assert "errors" in post(server, "{" * 100_000).json()
    assert "errors" in post(server, "{a(b:" + "[" * 100_000).json()
    assert "errors" in post(server, "{...A} fragment A on Query {...B} fragment B on Query {...A}").json()
    assert "errors" in post(server, "{" + "".join(f"...F{i} " for i in range(500)) + "}" + "".join(
        f"fragment F{i} on Query {{ ...F{(i + 1) % 500} ...F{(i + 7) % 500} }}" for i in range(500))).json()
    assert post(server, b'{"query":"{ping}\xff"}').status == 400
    assert post(server, b"[" * 200_000).status == 400
    assert post(server, [{"query": "{ping}"}] * 5000).status == 400
    wide = "{ products(first: 1000) { reviews { author { friends { friends { friends { friends { name } } } } } } } }"
    assert post(server, wide).status == 200
    assert time.monotonic() - begun < 20
    assert data(server, "{ __typename }") == {"__typename": "Query"}
    assert server.resident() < 700e6


def test_requests_are_counted(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  rules:\n    - {id: broken, field: Query.ping, error: no}\n")
    data(server, "{ products { id } }")
    data(server, "mutation { deleteProduct(id: 1) }")
    assert post(server, "{ ping }").json() == {"errors": [{"message": "no", "locations": [{"line": 1, "column": 3}],
                                                           "path": ["ping"]}], "data": {"ping": None}}
    post(server, "{ nope }", accept=RESPONSE)
    data(server, "{ __schema { queryType { name } } }", endpoint="http")
    samples = wait_until(lambda: (lambda m: m if m.get(COUNT.format("query", 200)) == 3 else None)(server.metrics()))
    assert samples[COUNT.format("mutation", 200)] == 1
    assert samples[COUNT.format("unknown", 400)] == 1
    assert samples['mockforge_errors_total{protocol="graphql",error_type="graphql_error"}'] == 2
    assert samples['mockforge_request_duration_seconds_count{protocol="graphql",method="query"}'] == 3
    assert samples['mockforge_requests_in_flight{protocol="graphql"}'] == 0
    assert 'mockforge_requests_total{protocol="http",method="POST",status="200"}' not in samples
    routes = {name: value for name, value in samples.items() if "route=" in name and name.startswith("mockforge_route_requests")}
    for label in ("broken", "Query.products", "Mutation.deleteProduct", "(introspection)"):
        assert any(f'route="{label}"' in name for name in routes), (label, routes)


def test_degraded_delays(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "", "--mode", "degraded")
    begun = time.monotonic()
    reply = post(server, "{ping}")
    assert time.monotonic() - begun >= 0.05 and int(reply.header("X-MockForge-Injected-Delay-Ms")) >= 50
    assert server.metric('mockforge_chaos_faults_total{protocol="graphql",fault="latency"}') == 1


@pytest.mark.parametrize("status, code", [(400, "BAD_USER_INPUT"), (401, "UNAUTHENTICATED"), (403, "FORBIDDEN"), (404, "NOT_FOUND"),
                                          (500, "INTERNAL_SERVER_ERROR"), (503, "SERVICE_UNAVAILABLE")])
def test_error_mode(serve, tmp_path, status, code):
    server = serve_graphql(serve, tmp_path, rest=("observability: {scenarios: {mode: error, error_rate: 1, status_codes: [%d]}}\n" % status))
    for accept, wanted in (("application/json", 200), (RESPONSE, status)):
        reply = post(server, "{ping}", accept=accept)
        assert (reply.status, reply.header("X-MockForge-Fault")) == (wanted, "error")
        (error,) = reply.json()["errors"]
        assert error["extensions"]["code"] == code and error["extensions"]["status"] == status
        assert "data" not in reply.json()
    assert server.metric('mockforge_chaos_faults_total{protocol="graphql",fault="error"}') == 2
    assert server.metric('mockforge_chaos_triggers_total') == 2
    assert server.metric('mockforge_errors_total{protocol="graphql",error_type="graphql_error"}') == 2


def test_each_operation_of_a_batch_meets_its_own_fate(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  batching: true\n  limits: {max_batch: 100}\n",
                           rest="observability: {scenarios: {mode: error, error_rate: 0.5, status_codes: [500]}}\n")
    replies = post(server, [{"query": "{ping}"}] * 100).json()
    failed = sum("errors" in reply for reply in replies)
    assert 20 < failed < 80
    assert server.metric('mockforge_chaos_faults_total{protocol="graphql",fault="error"}') == failed


def test_chaos_timeouts_hang_and_leave_nothing_in_flight(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rest="observability: {scenarios: {mode: chaos, error_rate: 0, timeout_rate: 1}}\n")
    raw = server.raw("graphql")
    raw.send("GET /graphql?query=%7Bping%7D HTTP/1.1\r\nHost: x\r\n\r\n")
    gauge = 'mockforge_requests_in_flight{protocol="graphql"}'
    wait_until(lambda: server.metric(gauge) == 1)
    assert server.metric('mockforge_chaos_faults_total{protocol="graphql",fault="timeout"}') == 1
    raw.reset()
    wait_until(lambda: server.metric(gauge) == 0)
    assert server.metric('mockforge_errors_total{protocol="graphql",error_type="connection_error"}') == 1


def test_chaos_rules_abort_in_the_shape_of_graphql(serve, tmp_path):
    rule = "observability: {chaos: {rules: [{when: {protocol: graphql}, fault: {abort: {status: 503}}}]}}\n"
    server = serve_graphql(serve, tmp_path, rest=rule)
    for accept, status in (("application/json", 200), (RESPONSE, 503)):
        reply = post(server, "{ping}", accept=accept)
        assert reply.status == status and reply.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
        assert reply.header("X-MockForge-Fault")
    assert server.metric('mockforge_errors_total{protocol="graphql",error_type="graphql_error"}') == 2
    assert server.metric('mockforge_chaos_triggers_total') == 2


def test_status_and_health_know_the_endpoint(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    url = server.urls["graphql"]
    shown = run_program("status", "--admin-url", server.urls["admin"]).stdout
    assert url in shown
    health = server.curl("/health", endpoint="metrics").json()
    assert any(endpoint.get("url") == url or endpoint.get("id") == "graphql" for endpoint in health["endpoints"])


def test_reload_of_the_schema(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    assert "errors" in post(server, "{ fresh }").json()
    (tmp_path / "schema.graphql").write_text(SCHEMA + "extend type Query { fresh: Int }\n")
    wait_until(lambda: "data" in post(server, "{ fresh }").json())
    (tmp_path / "schema.graphql").write_text("type Query { broken: Nope }\n")
    wait_until(lambda: any("Nope" in line for line in server.stderr))
    assert "data" in post(server, "{ fresh }").json()
