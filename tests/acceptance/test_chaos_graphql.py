# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chaos rules on GraphQL: on operations however they come, on fields, on subscriptions."""

import json
import subprocess
import threading
import time

import pytest
from chaoslab import applied, is_share, lab, rule_of, send, timed
from conftest import BINARY, clean_environment, wait_until
from gqlclient import RESPONSE, SCHEMA, data, node, post, serve_graphql
from test_graphql_rules import rules
from test_graphql_subscriptions import Listener, subscribe

TICKS = rules("- {field: Subscription.tick, interval: 20ms, count: 5, reply: '{{sequence}}'}")
PRODUCTS = "{ products(first: 3) { id name price maker { id name } reviews { id stars } } }"
WEBSOCKET = ("-H", "Connection: Upgrade", "-H", "Upgrade: websocket", "-H", "Sec-WebSocket-Version: 13",
             "-H", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "--max-time", "1")


def chaos(*lines, section=""):
    return (f"observability:\n  chaos:\n    enabled: true\n{section}"
            + ("    rules:\n" + "".join(f"      - {line}\n" for line in lines) if lines else ""))


def lab_of(serve, tmp_path, *lines, section="", chaos_section="", **options):
    return serve_graphql(serve, tmp_path, section, rest=chaos(*lines, section=chaos_section), **options)


def on_graphql(server, fault):
    return applied(server, fault, "graphql")


@pytest.mark.parametrize("endpoint", ["graphql", "http"])
def test_latency_waits_and_counts_as_injected(serve, tmp_path, endpoint):
    server = lab_of(serve, tmp_path, "{when: {protocol: graphql}, fault: {latency: {delay: 100ms}}}")
    reply, ms = timed(lambda: post(server, "{ ping }", endpoint=endpoint))
    assert reply.json()["data"] and ms >= 100
    assert (reply.header("X-MockForge-Fault"), reply.header("X-MockForge-Injected-Delay-Ms")) == ("latency", "100")
    assert on_graphql(server, "latency") == 1
    assert server.metric('mockforge_injected_delay_seconds_sum{protocol="graphql"}') == pytest.approx(0.1, abs=0.001)


@pytest.mark.parametrize("endpoint", ["graphql", "http"])
@pytest.mark.parametrize("accept, status", [("application/json", 200), (RESPONSE, 503)])
def test_abort_is_an_error_in_graphql_s_shape(serve, tmp_path, endpoint, accept, status):
    server = lab_of(serve, tmp_path, "{when: {protocol: graphql}, fault: {abort: {status: 503, retry_after: 2s}}}")
    reply = post(server, "{ ping }", endpoint=endpoint, accept=accept)
    (error,) = reply.json()["errors"]
    assert reply.status == status and "data" not in reply.json()
    assert error["extensions"] == {"code": "SERVICE_UNAVAILABLE", "status": 503, "injected": True}
    assert reply.header("X-MockForge-Fault") == "abort" and reply.header("Retry-After") == "2"
    assert server.metric('mockforge_errors_total{protocol="graphql",error_type="graphql_error"}') == 1
    assert post(server, "{ no such", endpoint=endpoint, accept=accept).json()["errors"][0]["extensions"]["status"] == 503


def test_abort_with_a_body_is_an_http_reply(serve, tmp_path):
    server = lab_of(serve, tmp_path, '{fault: {abort: {status: 502, body: "<bad/>", content_type: text/html}}}')
    reply = post(server, "{ ping }")
    assert (reply.status, reply.body, reply.header("Content-Type")) == (502, b"<bad/>", "text/html")


def test_an_aborted_mutation_changes_nothing(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{when: {method: mutation}, first: 1, fault: abort}", section="""  state: {Product: [{id: a}]}
  rules:
    - {field: Mutation.deleteProduct, delete: {from: Product, id: "{{args.id}}"}}
""")
    delete = 'mutation { deleteProduct(id: "a") }'
    assert "data" not in post(server, delete).json()
    assert data(server, delete) == {"deleteProduct": True}, "it is still there"


def test_hang_never_answers_and_lets_go_when_chaos_stops(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{name: h, fault: hang}")
    replies = []
    thread = threading.Thread(target=lambda: replies.append(post(server, "{ ping }")))
    thread.start()
    wait_until(lambda: rule_of(server, "h")["active"] == 1, what="the hanging operation")
    assert server.metric('mockforge_requests_in_flight{protocol="graphql"}') == 1 and not replies
    send(server, "POST", "/stop")
    thread.join()
    assert replies[0].json()["data"] and lab(server)["active"] == 0
    assert server.metric('mockforge_requests_in_flight{protocol="graphql"}') == 0


def test_rate_limit_by_the_operation_s_first_field(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{fault: {rate_limit: {rate: 0.01, burst: 2, per: route}}}")
    replies = [post(server, "{ ping }", accept=RESPONSE) for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 429] and replies[2].header("Retry-After") == "100"
    assert post(server, '{ product(id: 1) { id } }', accept=RESPONSE).status == 200
    assert on_graphql(server, "rate_limit") == 1


def test_bulkhead_counts_operations_under_way(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{name: b, fault: {bulkhead: {max_concurrent: 1}}}",
                    section=rules("- {field: Query.ping, delay: 500ms, reply: slow}"))
    inside = threading.Thread(target=lambda: data(server, "{ ping }"))
    inside.start()
    wait_until(lambda: rule_of(server, "b")["matched"] == 1, what="the first operation")
    (outside,) = node("graphql_subscribe.mjs", stdin=json.dumps(
        {"url": "ws" + server.url("/graphql", "graphql").removeprefix("http"), "query": "{ ping }"}))
    assert outside["error"][0]["extensions"]["status"] == 503
    inside.join()
    assert data(server, "{ ping }") == {"ping": "slow"}


def test_circuit_breaker_counts_operations_with_errors(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{fault: {circuit_breaker: {failures: 2, open_for: 4s}}}",
                    section=rules("- {field: Query.ping, error: {message: broken}}"))
    assert [post(server, "{ ping }", accept=RESPONSE).status for _ in range(3)] == [200, 200, 503]
    wait_until(lambda: post(server, "{ product(id: 1) { id } }", accept=RESPONSE).status == 200, what="the half-open circuit")


def test_reply_faults_act_on_the_reply(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{fault: {json_fields: {drop: [data.ping]}}}",
                    "{when: {method: mutation}, fault: {wrong_type: {content_type: text/plain}}}")
    assert post(server, "{ ping product(id: 7) { id } }").json() == {"data": {"product": {"id": "7"}}}
    assert post(server, "mutation { deleteProduct(id: 1) }").header("Content-Type") == "text/plain"
    assert on_graphql(server, "wrong_type") == 1


@pytest.mark.parametrize("when, faulty", [
    ("method: query", ["q", "n"]), ("method: mutation", ["m"]), ("route: Query.ping", ["q"]), ("route: [Mutation.rename]", []),
    ("operation: Named", ["n"]), ("operation: [Other, Named]", ["n"]), ("method: subscription", []), ("endpoint: graphql", ["q", "n", "m"]),
    ("endpoint: http", []), ("path: /graphql", ["q", "n", "m"]), ("headers: {X-Who: {equals: me}}", []),
    ("body: {json: {operationName: Named}}", ["n"]), ("body_size: {min: 1000}", []), ("source: 10.0.0.0/8", [])])
def test_matchers(serve, tmp_path, when, faulty):
    server = lab_of(serve, tmp_path, f"{{when: {{{when}}}, fault: abort}}")
    queries = {"q": {"query": "{ ping }"}, "m": {"query": "mutation { deleteProduct(id: 1) }"},
               "n": {"query": "query Named { product(id: 1) { id } }", "operationName": "Named"}}
    assert [name for name, query in queries.items() if "errors" in post(server, query).json()] == [
        name for name in queries if name in faulty]


def test_each_operation_of_a_batch_is_decided_by_itself(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{name: a, every: 2, fault: abort}",
                    "{name: l, when: {operation: Slow}, fault: {latency: {delay: 120ms}}}", section="  batching: true\n")
    reply, ms = timed(lambda: post(server, [{"query": "{ ping }"}, {"query": "query Slow { ping }"}, {"query": "{ ping }"}]))
    assert [list(part) for part in reply.json()] == [["data"], ["errors"], ["data"]] and ms >= 120
    assert reply.header("X-MockForge-Fault") == "abort, latency" and rule_of(server, "a")["matched"] == 3


@pytest.mark.parametrize("legacy", [False, True])
def test_operations_over_a_websocket(serve, tmp_path, legacy):
    server = lab_of(serve, tmp_path, "{name: e, when: {operation: E}, fault: {abort: {status: 401}}}",
                    "{name: l, when: {operation: L}, fault: {latency: {delay: 150ms}}}", "{name: r, fault: truncate}")
    (error, *_) = subscribe(server, "query E { ping }", legacy)
    if not legacy:
        assert error["error"][0]["extensions"] == {"code": "UNAUTHENTICATED", "status": 401, "injected": True}
    else:
        assert error["next"]["errors"][0]["extensions"]["status"] == 401
    before = server.metric('mockforge_injected_delay_seconds_sum{protocol="graphql"}')
    assert "data" in subscribe(server, "query L { ping }", legacy)[0]["next"]
    assert 0.149 <= server.metric('mockforge_injected_delay_seconds_sum{protocol="graphql"}') - before < 1
    assert rule_of(server, "r")["fired"] == 0, "there is no HTTP reply to shape"
    assert lab(server)["active"] == 0


def test_an_operation_over_a_websocket_hangs_until_chaos_stops(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{name: h, when: {method: query}, fault: hang}")
    listener = Listener(server, "{ ping }")
    wait_until(lambda: rule_of(server, "h")["active"] == 1, what="the hanging operation")
    assert server.metric('mockforge_requests_in_flight{protocol="graphql"}') == 1
    send(server, "POST", "/stop")
    assert "data" in listener.finish()[0]["next"] and lab(server)["active"] == 0
    send(server, "PUT", "", {"enabled": True})
    gone = Listener(server, "{ ping }")
    wait_until(lambda: rule_of(server, "h")["active"] == 1, what="another one")
    gone.process.kill()
    gone.finish()
    wait_until(lambda: lab(server)["active"] == 0 and server.metric('mockforge_requests_in_flight{protocol="graphql"}') == 0,
               what="the end of what hung")


def test_what_is_no_operation_is_http_to_the_rules(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{when: {protocol: http, endpoint: graphql}, fault: {abort: {status: 503}}}")
    assert data(server, "{ ping }")
    assert server.curl("/graphql", *WEBSOCKET, endpoint="graphql").status == 503
    assert server.curl("/graphql", "-H", "Accept: text/html", endpoint="graphql").status == 503
    assert applied(server, "abort", "http") == 2 and on_graphql(server, "abort") == 0


def test_the_caller_s_headers(serve, tmp_path):
    server = lab_of(serve, tmp_path, chaos_section="    allow_request_headers: true\n")
    reply = post(server, "{ ping }", "-H", "x-mockforge-fault-abort: 404", accept=RESPONSE)
    assert reply.status == 404 and reply.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def faulted(server, query, faults, plain):
    """What graphql-js says of the query when these fields fail or are null; `plain` are the data without."""
    (result,) = node("graphql_faults.mjs", stdin=json.dumps({"schema": SCHEMA, "query": query, "data": plain, "faults": faults}))
    return result


@pytest.mark.parametrize("field, kind", [
    ("Product.price", "error"), ("Product.maker", "error"), ("Review.stars", "error"), ("Customer.name", "error"), ("Query.products", "error"),
    ("Product.price", "null"), ("Product.maker", "null"), ("Review.id", "null"), ("Customer.name", "null"), ("Query.products", "null")])
def test_a_faulty_field_is_what_graphql_js_makes_of_it(serve, tmp_path, field, kind):
    fault = f"{{graphql_field_error: {{field: {field}, message: no {field}, code: NOT_FOUND}}}}" if kind == "error" else \
        f"{{graphql_null: {{field: {field}}}}}"
    server = lab_of(serve, tmp_path, f"{{name: f, enabled: false, fault: {fault}}}")
    plain = data(server, PRODUCTS)
    send(server, "PUT", "/rules/f", {"enabled": True})
    reply = post(server, PRODUCTS)
    ours, wanted = reply.json(), faulted(server, PRODUCTS, {field: f"no {field}" if kind == "error" else None}, plain)
    assert ours["data"] == wanted["data"]
    assert [(error["path"], error["message"]) for error in ours.get("errors", [])] == [
        (error["path"], error["message"]) for error in wanted.get("errors", [])]
    name = "graphql_field_error" if kind == "error" else "graphql_null"
    if kind == "error":
        assert ours["errors"][0]["extensions"] == {"code": "NOT_FOUND", "injected": True}
    assert reply.status == 200 and reply.header("X-MockForge-Fault") == name
    assert on_graphql(server, name) == rule_of(server, "f")["fired"] >= 1 and lab(server)["active"] == 0


def test_a_share_of_the_fields_of_a_type(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{name: f, probability: 0.3, fault: {graphql_null: {field: [Product.stock, Product.maker]}}}")
    query = "{ products(first: 100) { stock } }"
    plain = [product["stock"] for _ in range(10) for product in data(server, query)["products"]]
    rule = rule_of(server, "f")
    assert rule["matched"] == 1000 and is_share(rule["fired"], 1000, 0.3) and plain.count(None) >= rule["fired"]
    assert rule_of(server, "f")["active"] == 0


def test_all_fields_of_a_type_and_only_of_some_operations(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{when: {operation: Bad}, fault: {graphql_field_error: {field: Customer}}}")
    query = "{ customer(id: 1) { id name email } ping }"
    assert data(server, query)["customer"]
    result = post(server, "query Bad " + query).json()
    assert result["data"]["customer"] is None and result["data"]["ping"]
    assert result["errors"][0]["path"] == ["customer", "id"] and result["errors"][0]["message"] == "injected error"
    assert result["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"


@pytest.mark.parametrize("query, wanted", [
    ("{ a: customer(id: 1) { name } b: customer(id: 2) { name } }", 100),           # side by side
    ("{ customer(id: 1) { friends { name } } }", 100),                               # all elements of a list too
    ("{ product(id: 1) { maker { name } } }", 180),                                  # one below the other
    ("{ ping }", 0),
    ("mutation { a: rename(id: 1, name: x) { id } b: rename(id: 2, name: x) { id } }", 120)])  # one after the other
def test_latency_of_fields(serve, tmp_path, query, wanted):
    server = lab_of(serve, tmp_path, "{fault: {graphql_field_latency: {field: Customer.name, delay: 100ms}}}",
                    "{fault: {graphql_field_latency: {field: Product.maker, delay: 80ms}}}",
                    "{fault: {graphql_field_latency: {field: Mutation.rename, delay: 60ms}}}",
                    section=rules("- {field: Product.maker, reply: {id: 4}}"))
    query = query.replace("name: x", 'name: "x"')
    reply, ms = timed(lambda: post(server, query))
    assert "errors" not in reply.json() and ms >= wanted
    assert reply.header("X-MockForge-Injected-Delay-Ms") == (str(wanted) if wanted else None)
    assert server.metric('mockforge_injected_delay_seconds_sum{protocol="graphql"}') == pytest.approx(wanted / 1000, abs=0.002)
    assert lab(server)["active"] == 0


def test_latency_of_fields_holds_events_back_in_their_order(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{name: l, every: 2, fault: {graphql_field_latency: {field: Subscription.tick, delay: 90ms}}}",
                    section=TICKS)
    result, ms = timed(lambda: subscribe(server, "subscription { tick }"))
    assert [line["next"]["data"]["tick"] for line in result[:-1]] == [0, 1, 2, 3, 4] and result[-1] == {"complete": True}
    assert rule_of(server, "l")["fired"] == 2 and ms >= 80 + 90 and lab(server)["active"] == 0


@pytest.mark.parametrize("legacy", [False, True])
def test_field_errors_in_events_and_in_operations_over_a_websocket(serve, tmp_path, legacy):
    server = lab_of(serve, tmp_path, "{after: 1, first: 1, fault: {graphql_field_error: {field: Subscription.tick}}}",
                    "{fault: {graphql_null: {field: Query.ping}}}", section=TICKS)
    result = subscribe(server, "subscription { tick }", legacy)
    assert [line["next"]["data"] for line in result[:-1]] == [{"tick": 0}, None, *({"tick": number} for number in (2, 3, 4))]
    assert result[1]["next"]["errors"][0]["path"] == ["tick"]
    assert subscribe(server, "{ ping }", legacy)[0] == {"next": {"data": {"ping": None}}}


@pytest.mark.parametrize("legacy", [False, True])
def test_a_stalled_subscription_gets_nothing_while_the_rule_is_in_force(serve, tmp_path, legacy):
    server = lab_of(serve, tmp_path, "{name: s, fault: {subscription_stall: {events: 2}}}", section=TICKS)
    listener = Listener(server, "subscription { tick }", legacy=legacy)
    wait_until(lambda: len(listener.lines) == 2 and on_graphql(server, "subscription_stall") == 1, what="the stall")
    wait_until(lambda: rule_of(server, "s")["active"] == 1)
    begun = time.monotonic()
    wait_until(lambda: time.monotonic() - begun > 0.3, what="a while in which five events would have come")
    assert len(listener.lines) == 2
    send(server, "DELETE", "/rules/s")
    lines = listener.finish()
    assert [line["next"]["data"]["tick"] for line in lines[:2]] == [0, 1] and lines[-1] == {"complete": True}
    assert len(lines) == 4 and lines[2]["next"]["data"]["tick"] > 4, "what was swallowed is lost"
    assert lab(server)["active"] == 0


def test_only_the_subscriptions_that_are_chosen_stall(serve, tmp_path):
    server = lab_of(serve, tmp_path, "{name: s, every: 2, fault: subscription_stall}", section=TICKS)
    assert len(subscribe(server, "subscription { tick }")) == 6
    listener = Listener(server, "subscription { tick }")
    wait_until(lambda: rule_of(server, "s")["active"] == 1, what="the stalled one")
    listener.process.kill()
    listener.finish()
    wait_until(lambda: rule_of(server, "s")["active"] == 0, what="its end")
    assert rule_of(server, "s")["matched"] == 2


@pytest.mark.parametrize("legacy", [False, True])
def test_duplicated_events(serve, tmp_path, legacy):
    server = lab_of(serve, tmp_path, "{name: d, every: 2, fault: {subscription_duplicate: {copies: 2}}}", section=TICKS)
    result = subscribe(server, "subscription { tick }", legacy)
    assert [line["next"]["data"]["tick"] for line in result[:-1]] == [0, 1, 1, 1, 2, 3, 3, 3, 4]
    assert rule_of(server, "d")["fired"] == 2 and rule_of(server, "d")["active"] == 0


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("events", [0, 2])
def test_a_subscription_completes_early(serve, tmp_path, legacy, events):
    server = lab_of(serve, tmp_path, f"{{fault: {{subscription_complete: {{events: {events}}}}}}}", section=TICKS)
    result = subscribe(server, "subscription { tick }", legacy)
    assert result == [*({"next": {"data": {"tick": number}}} for number in range(events)), {"complete": True}]
    assert on_graphql(server, "subscription_complete") == 1 and lab(server)["active"] == 0


@pytest.mark.parametrize("fault, place, what", [
    ("graphql_null: {field: Product.prise}", "7:59", "the type 'Product' has no field 'prise'"),
    ("graphql_null: {field: [Product.id, Prodct.id]}", "7:72", "the schema has no type 'Prodct'"),
    ("graphql_null: {field: Node.id}", "7:59", "'Node' is no object type"),
    ("graphql_null: {field: a.b.c}", "7:59", "a field is written Type.field"),
    ("graphql_null", None, "needs a field"), ("graphql_field_latency: {field: Product.id}", None, "needs a delay"),
    ("subscription_duplicate: {copies: 0}", None, "copies")])
def test_what_the_schema_lacks_is_refused_with_its_place(tmp_path, fault, place, what):
    (tmp_path / "schema.graphql").write_text(SCHEMA)
    file = tmp_path / "mockforge.yaml"
    file.write_text("graphql:\n  schema_path: schema.graphql\nobservability:\n  chaos:\n    enabled: true\n    rules:\n"
                    f"      - {{name: r, when: {{}}, fault: {{{fault}}}}}\n")
    result = subprocess.run([BINARY, "check", str(file)], env=clean_environment(), capture_output=True, text=True)
    output = result.stdout + result.stderr
    assert result.returncode == 2 and what in output, output
    assert not place or f"mockforge.yaml:{place}" in output, output


@pytest.mark.parametrize("rule", [
    {"fault": {"graphql_null": {"field": "Product.prise"}}}, {"when": {"protocol": "http"}, "fault": {"graphql_null": {"field": "Product.id"}}},
    {"when": {"protocol": "http", "operation": "A"}, "fault": "abort"}, {"when": {"protocol": "grpc"}, "fault": "subscription_stall"}])
def test_the_api_refuses_what_cannot_be(serve, tmp_path, rule):
    server = lab_of(serve, tmp_path)
    reply = send(server, "PUT", "/rules/r", rule, check=False)
    assert reply.status == 400, reply.body
    assert lab(server)["rules"] == []
