# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations over WebSocket, with npm's graphql-ws and subscriptions-transport-ws, and their close codes, with npm's ws."""

import json
import subprocess
import threading
import time

import pytest
from conftest import DEADLINE, wait_until
from gqlclient import CLIENTS, SCHEMA, data, node, post, serve_graphql
from test_graphql_rules import rules
from wsclient import talk

MODERN, LEGACY = "graphql-transport-ws", "graphql-ws"
INIT = {"send": '{"type":"connection_init"}'}
COUNT = 'mockforge_requests_total{{protocol="graphql",method="{}",status="{}"}}'
IN_FLIGHT = 'mockforge_requests_in_flight{protocol="graphql"}'


def ws(server, endpoint="graphql"):
    return "ws" + server.url("/graphql", endpoint).removeprefix("http")


def subscribe(server, query, legacy=False, endpoint="graphql", **plan):
    return node("graphql_subscribe.mjs", stdin=json.dumps({"url": ws(server, endpoint), "query": query, "legacy": legacy, **plan}))


class Listener:
    """A client that prints what comes while the test does other things."""

    def __init__(self, server, query, **plan):
        self.process = subprocess.Popen(["node", str(CLIENTS / "graphql_subscribe.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdin.write(json.dumps({"url": ws(server), "query": query, **plan}))
        self.process.stdin.close()
        self.lines = []
        self.thread = threading.Thread(target=lambda: self.lines.extend(json.loads(line) for line in self.process.stdout))
        self.thread.start()

    def finish(self):
        self.process.wait(DEADLINE)
        self.thread.join()
        return self.lines


TICKS = rules("- {field: Subscription.tick, interval: 20ms, count: 3, reply: '{{sequence}}'}")


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("endpoint", ["graphql", "http"])
def test_events_at_an_interval(serve, tmp_path, legacy, endpoint):
    server = serve_graphql(serve, tmp_path, TICKS)
    assert subscribe(server, "subscription { tick }", legacy, endpoint) == [
        *({"next": {"data": {"tick": number}}} for number in range(3)), {"complete": True}]


@pytest.mark.parametrize("legacy", [False, True])
def test_queries_and_mutations_over_the_socket(serve, tmp_path, legacy):
    server = serve_graphql(serve, tmp_path, rules("- {field: Query.ping, delay: 30ms, reply: '{{header.X-Name}}'}"))
    assert subscribe(server, "{ ping }", legacy, headers={"X-Name": "Ada"}) == [{"next": {"data": {"ping": "Ada"}}}, {"complete": True}]
    result = subscribe(server, "mutation($id: ID!) { deleteProduct(id: $id) }", legacy, variables={"id": 1})
    assert isinstance(result[0]["next"]["data"]["deleteProduct"], bool)
    assert server.metric(COUNT.format("query", 200)) == 1 and server.metric(COUNT.format("mutation", 200)) == 1


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("query", ["subscription {", "subscription { nope }", "subscription A { tick } subscription B { tick }",
                                   "subscription($n: Int!) { tick(every: $n) }"])
def test_request_errors(serve, tmp_path, legacy, query):
    server = serve_graphql(serve, tmp_path)
    result = subscribe(server, query, legacy)
    assert (result[0]["next"]["errors"] if legacy else result[0]["error"])[0]["message"]
    wait_until(lambda: server.metric(COUNT.format("subscription", 400)) + server.metric(COUNT.format("unknown", 400)) == 1)
    assert server.metric('mockforge_errors_total{protocol="graphql",error_type="graphql_error"}') == 1


def test_without_a_rule_data_are_made_at_the_usual_interval(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  subscriptions: {interval: 30ms}\n")
    begun = time.monotonic()
    results = subscribe(server, "subscription { productCreated { id name price } }", take=3)
    assert time.monotonic() - begun >= 0.09
    names = [result["next"]["data"]["productCreated"]["name"] for result in results[:3]]
    assert len(set(names)) == 3


def test_mutations_tell_subscribers(serve, tmp_path):
    schema = SCHEMA + """
      extend type Subscription { productUpdated: Product productDeleted: ID sale(least: Float): String other: Product }
    """
    server = serve_graphql(serve, tmp_path, """
  state:
    Product: [{id: 1, name: Lamp, price: 20}]
""" + rules("""
- {field: Subscription.sale, match: {args: {least: {present: true}}}, on: {updated: Product}, count: 1, reply: "{{event.name}} from {{args.least}}"}
- {field: Subscription.other, on: {deleted: Product}, count: 1}
"""), schema=schema)
    listeners = {name: Listener(server, f"subscription {{ {query} }}", take=1) for name, query in {
        "created": "productCreated { id name }", "updated": "productUpdated { price }", "deleted": "productDeleted",
        "sale": "sale(least: 5)", "other": "other { name }"}.items()}
    wait_until(lambda: server.metric(COUNT.format("subscription", 200)) == 5)
    assert server.metric(IN_FLIGHT) == 0
    assert server.metric("mockforge_ws_connections_active") == 5
    data(server, 'mutation { createProduct(input: {name: "Chair"}) { id } }')
    data(server, "mutation { updateProduct(id: 1, input: {price: 5}) { id } }")
    data(server, "mutation { deleteProduct(id: 1) }")
    seen = {name: listener.finish()[0]["next"]["data"] for name, listener in listeners.items()}
    assert seen == {"created": {"productCreated": {"id": "2", "name": "Chair"}}, "updated": {"productUpdated": {"price": 5}},
                    "deleted": {"productDeleted": "1"}, "sale": {"sale": "Lamp from 5"}, "other": {"other": {"name": "Lamp"}}}
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0)


def test_one_connection_carries_many_operations(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  subscriptions: {max_per_connection: 3}\n" + rules(
        "- {field: Subscription.tick, interval: 10s}"))
    start = [{"send": json.dumps({"id": str(number), "type": "subscribe", "payload": {"query": "subscription { tick }"}})} for number in range(4)]
    result = talk(ws(server), INIT, *start, {"messages": 2}, {"send": '{"id":"0","type":"complete"}'},
                  {"send": json.dumps({"id": "9", "type": "subscribe", "payload": {"query": "{ __typename }"}})}, {"messages": 4},
                  protocols=[MODERN])
    messages = [json.loads(message["text"]) for message in result["messages"]]
    assert messages[0] == {"type": "connection_ack"}
    assert messages[1]["id"] == "3" and "max_per_connection" in messages[1]["payload"][0]["message"]
    assert messages[2] == {"id": "9", "type": "next", "payload": {"data": {"__typename": "Query"}}}
    assert messages[3] == {"id": "9", "type": "complete"}


def subscribe_message(id_="1", query="subscription { tick }", kind="subscribe"):
    return {"send": json.dumps({"id": id_, "type": kind, "payload": {"query": query}})}


@pytest.mark.parametrize("protocol, steps, code", [
    (MODERN, [{"send": "no JSON"}], 4400),
    (MODERN, [{"send": "[]"}], 4400),
    (MODERN, [{"sendHex": "00"}], 4400),
    (MODERN, [{"send": '{"type":"nope"}'}], 4400),
    (MODERN, [INIT, {"send": '{"type":"subscribe","id":"1"}'}], 4400),
    (MODERN, [INIT, {"send": '{"type":"subscribe","id":"1","payload":{"query":7}}'}], 4400),
    (MODERN, [INIT, {"send": "[" * 100_000}], 4400),
    (MODERN, [subscribe_message()], 4401),
    (MODERN, [INIT, INIT], 4429),
    (MODERN, [INIT, subscribe_message(), subscribe_message()], 4409),
    (MODERN, [], 4408),
    (LEGACY, [subscribe_message(kind="start")], 4401),
    (LEGACY, [], 4408),
    (LEGACY, [INIT, {"send": '{"type":"connection_terminate"}'}], 1000),
    (MODERN, [{"send": "x" * 70_000}], 1009),
])
def test_close_codes(serve, tmp_path, protocol, steps, code):
    server = serve_graphql(serve, tmp_path, "  subscriptions: {init_timeout: 300ms, max_message: 64KiB}\n".replace(
        "64KiB", "200KiB" if any(len(step.get("send", "")) > 99_000 for step in steps) else "64KiB"))
    assert talk(ws(server), *steps, {"closed": True}, protocols=[protocol])["close"]["code"] == code


def test_subprotocols(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    assert talk(ws(server), {"closed": True})["close"] == {"code": 4406, "reason": "Subprotocol not acceptable"}
    for offered in ([MODERN], [LEGACY], [LEGACY, MODERN]):
        result = talk(ws(server), INIT, {"messages": 1}, protocols=offered)
        assert result["protocol"] == (MODERN if MODERN in offered else LEGACY)


def test_connection_params(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  subscriptions: {connection_params: {user.token: {regex: '^s3cret$'}}}\n" + TICKS)
    (closed, *_) = subscribe(server, "subscription { tick }", connectionParams={"user": {"token": "wrong"}})
    assert closed == {"closed": 4403, "reason": "Forbidden"}
    assert subscribe(server, "subscription { tick }", connectionParams={"user": {"token": "s3cret"}})[-1] == {"complete": True}
    result = talk(ws(server), INIT, {"closed": True}, protocols=[LEGACY])
    assert json.loads(result["messages"][0]["text"])["type"] == "connection_error" and result["close"]["code"] == 4403


def test_pings_both_ways(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  subscriptions: {ping_interval: 50ms}\n")
    result = talk(ws(server), INIT, {"send": '{"type":"ping","payload":{"a":1}}'}, {"send": '{"type":"pong"}'}, {"messages": 2}, {"pings": 2},
                  protocols=[MODERN])
    assert json.loads(result["messages"][1]["text"]) == {"type": "pong", "payload": {"a": 1}}


def test_an_idle_client_is_closed(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  subscriptions: {idle_timeout: 200ms, ping_interval: 0}\n")
    assert talk(ws(server), INIT, {"closed": True}, protocols=[MODERN])["close"]["code"] == 1001


def test_a_slow_reader_is_closed(serve, tmp_path):
    from wsclient import RawWebSocket, TEXT, frame
    server = serve_graphql(serve, tmp_path, "  subscriptions: {max_queue: 64KiB}\n" + rules(
        "- {field: Subscription.productCreated, interval: 1ms, reply: {name: '" + "x" * 20_000 + "'}}"))
    raw = RawWebSocket(server.address("graphql"), "/graphql", receive_buffer=4096, Sec_WebSocket_Protocol=MODERN)
    raw.send(frame(TEXT, INIT["send"]))
    raw.send(frame(TEXT, subscribe_message(query="subscription { productCreated { name } }")["send"]))
    wait_until(lambda: server.refused("slow_reader") == 1)
    raw.close()


def test_origins(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  allowed_origins: [https://shop.example]\n")
    assert talk(ws(server), INIT, {"messages": 1}, protocols=[MODERN], origin="https://shop.example")["status"] == 101
    assert talk(ws(server), protocols=[MODERN], origin="https://evil.example")["status"] == 403
    assert server.refused("origin_not_allowed") == 1


def test_modes_act_on_operations_over_the_socket(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, TICKS, rest="observability: {scenarios: {mode: error, error_rate: 1, status_codes: [503]}}\n")
    (result, *_) = subscribe(server, "subscription { tick }")
    assert result["error"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
    (result, *_) = subscribe(server, "subscription { tick }", legacy=True)
    assert result["next"]["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
    wait_until(lambda: server.metric(COUNT.format("subscription", 503)) == 2)
    assert server.metric('mockforge_chaos_faults_total{protocol="graphql",fault="error"}') == 2


def test_degraded_delays_the_subscription(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, TICKS, "--mode", "degraded")
    assert len(subscribe(server, "subscription { tick }")) == 4
    assert server.metric('mockforge_chaos_faults_total{protocol="graphql",fault="latency"}') == 1
    assert server.metric('mockforge_injected_delay_seconds_sum{protocol="graphql"}') >= 0.05


def test_a_hanging_operation_is_in_flight_until_its_client_goes(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rest="observability: {scenarios: {mode: chaos, error_rate: 0, timeout_rate: 1}}\n")
    from wsclient import RawWebSocket, TEXT, frame
    raw = RawWebSocket(server.address("graphql"), "/graphql", Sec_WebSocket_Protocol=MODERN)
    raw.send(frame(TEXT, INIT["send"]) + frame(TEXT, subscribe_message()["send"]))
    wait_until(lambda: server.metric(IN_FLIGHT) == 1)
    raw.send(frame(TEXT, '{"id":"1","type":"complete"}') + frame(TEXT, subscribe_message("2")["send"]))
    wait_until(lambda: server.metric('mockforge_errors_total{protocol="graphql",error_type="connection_error"}') == 1)
    assert server.metric(IN_FLIGHT) == 1
    raw.close()
    wait_until(lambda: server.metric(IN_FLIGHT) == 0)
    assert server.metric('mockforge_errors_total{protocol="graphql",error_type="connection_error"}') == 2
    assert server.metric("mockforge_ws_connections_active") == 0


def test_messages_count_as_those_of_a_websocket(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, TICKS)
    subscribe(server, "subscription { tick }")
    wait_until(lambda: server.metric("mockforge_ws_messages_sent_total") == 5)  # ack, three events, complete
    assert server.metric("mockforge_ws_messages_received_total") == 2
    assert server.metric('mockforge_requests_total{protocol="websocket",method="message",status="ok"}') == 0


def test_a_subscription_lives_through_a_reload(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  state: {Product: []}\n")
    listener = Listener(server, "subscription { productCreated { name } }", take=1)
    wait_until(lambda: server.metric(COUNT.format("subscription", 200)) == 1)
    server.file.write_text(server.file.read_text() + "  list_size: 9\n")
    wait_until(lambda: len(data(server, "{ product(id: 1) { tags } }").get("product") or {"tags": []}) >= 0 and any(
        "reloaded" in line for line in server.stderr))
    data(server, 'mutation { createProduct(input: {name: "Late"}) { id } }')
    assert listener.finish()[0]["next"]["data"]["productCreated"]["name"] == "Late"


def test_the_program_says_goodbye(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    from wsclient import RawWebSocket, TEXT, frame
    raw = RawWebSocket(server.address("graphql"), "/graphql", Sec_WebSocket_Protocol=MODERN)
    raw.send(frame(TEXT, INIT["send"]))
    raw.receive()
    server.process.terminate()
    assert raw.receive_close()[0] == 1001
    raw.send(frame(8, b"\x03\xe9"))
    assert server.process.wait(DEADLINE) == 143
