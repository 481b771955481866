# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample shop: it checks clean, every endpoint runs, and each protocol answers as its comments say."""

import json
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from conftest import DEADLINE, run_program, wait_until
from grpcclient import address, requests
from wsclient import CLIENTS, talk, texts

SHOP = Path(__file__).resolve().parents[2] / "resources/samples/shop"
PORTS = ("--http-port", "0", "--ws-port", "0", "--graphql-port", "0", "--grpc-port", "0", "--admin-port", "0", "--metrics-port", "0")
ENDPOINTS = ("http", "websocket", "graphql", "grpc", "admin", "metrics")


@pytest.fixture
def shop(serve, tmp_path):
    shutil.copytree(SHOP, tmp_path, dirs_exist_ok=True)
    return serve(None, ports=PORTS, expect=ENDPOINTS)


def graphql(shop, query):
    return shop.curl("/graphql", "-H", "Content-Type: application/json", "-d", json.dumps({"query": query}), endpoint="graphql").json()


def grpc_call(shop, method, *messages):
    """One call by @grpc/grpc-js, with the sample's own .proto."""
    asked = {"address": address(shop), "proto": str(shop.folder / "proto/shop/v1/shop.proto"), "method": "shop.v1.Shop/" + method,
             "messages": list(messages)}
    done = subprocess.run(["node", "--no-deprecation", CLIENTS / "grpc_call.mjs"], input=json.dumps(asked), text=True,
                          capture_output=True, timeout=DEADLINE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def json_messages(result):
    return [json.loads(text) for text in texts(result)]


def test_the_sample_checks_clean():
    result = run_program("check", str(SHOP))
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stderr == "" and "warning" not in result.stdout


def test_http(shop):
    assert len(shop.curl("/api/products").json()["products"]) == 6
    order = shop.curl("/api/orders", "-d", '{"items": [{"sku": "LAMP-1", "quantity": 2}]}', "-H", "Content-Type: application/json")
    assert order.status == 201 and order.json()["items"] == [{"sku": "LAMP-1", "quantity": 2}]


def test_prices_follow_what_the_client_subscribes_to(shop):
    messages = json_messages(talk(shop.url("/prices", "websocket"), {"messages": 2}, {"send": '{"subscribe": "SOFA-2"}'}, {"messages": 5},
                                  {"send": "stop"}, {"closed": True}))
    assert messages[0] == {"type": "hello", "sku": "LAMP-1"}
    assert messages[1]["type"] == "price" and messages[1]["sku"] == "LAMP-1"
    after = messages[messages.index({"type": "subscribed", "sku": "SOFA-2"}) + 1:]
    assert after and all(message["sku"] == "SOFA-2" and 20 <= message["price"] <= 90 for message in after)


def test_a_client_hears_itself_in_the_chat(shop):
    messages = json_messages(talk(shop.url("/chat/garden?name=Ada", "websocket"), {"send": '{"text": "hello"}'}, {"send": "help"},
                                  {"messages": 3}))
    assert messages[0] == {"type": "welcome", "room": "garden", "name": "Ada"}
    assert (messages[1]["name"], messages[1]["text"]) == ("Ada", "hello")
    assert messages[2]["name"] == "Assistant" and messages[2]["text"]


def test_the_room_is_told_who_comes_and_goes(shop):
    heard = []
    url = shop.url("/chat/garden", "websocket")
    listener = threading.Thread(target=lambda: heard.extend(json_messages(talk(url + "?name=Ada", {"messages": 4}))))
    listener.start()
    wait_until(lambda: shop.metric("mockforge_ws_connections_active") == 1, what="the listener's connection")
    talk(url + "?name=Grace", {"send": '{"text": "bye"}'}, {"messages": 2}, {"terminate": True})
    listener.join()
    assert [(message["type"], message["name"]) for message in heard] == [("welcome", "Ada"), ("joined", "Grace"), ("message", "Grace"),
                                                                      ("left", "Grace")]


def test_graphql_answers_from_its_state_and_mutations_change_it(shop):
    assert graphql(shop, "{ products(category: LAMPS) { sku name price reviews { author stars } } }") == {"data": {"products": [
        {"sku": "LAMP-1", "name": "Lamp of the week", "price": 49.9, "reviews": [{"author": "Ada", "stars": 5}]}]}}
    added = graphql(shop, 'mutation { addReview(input: {product: 1, author: "Grace", stars: 4, text: "Good"}) { product { sku } } }')
    assert added == {"data": {"addReview": {"product": {"sku": "LAMP-1"}}}}
    assert [review["author"] for review in graphql(shop, "{ product(id: 1) { reviews { author } } }")["data"]["product"]["reviews"]] == [
        "Ada", "Grace"]


def test_graphql_rules(shop):
    order = graphql(shop, 'mutation { placeOrder(sku: "LAMP-1") { status customer { email } lines { quantity product { name } } } }')
    assert order["data"]["placeOrder"]["status"] == "ACCEPTED" and "@" in order["data"]["placeOrder"]["customer"]["email"]
    (error,) = graphql(shop, 'mutation { placeOrder(sku: "lamp") { id } }')["errors"]
    assert (error["message"], error["extensions"]["code"]) == ("there is no product lamp", "BAD_USER_INPUT")
    hits = graphql(shop, '{ search(text: "lamps") { __typename ... on Product { name } ... on Page { title } } }')["data"]["search"]
    assert hits == [{"__typename": "Product", "name": "Lamp of the week"}, {"__typename": "Page", "title": "All about lamps"}]


def test_grpc_has_a_method_of_each_kind(shop):
    product = grpc_call(shop, "GetProduct", {"sku": "LAMP-1"})
    assert product["code"] == 0 and product["messages"][0]["sku"] == "LAMP-1" and product["messages"][0]["name"]
    missing = grpc_call(shop, "GetProduct", {"sku": "lamp"})
    assert (missing["code"], missing["details"], missing["messages"]) == (5, "there is no product 'lamp'", [])
    events = grpc_call(shop, "TrackOrder", {"order_id": "order-7"})
    assert [(event["order_id"], event["status"]) for event in events["messages"]] == [
        ("order-7", "ORDER_STATUS_" + status) for status in ("ACCEPTED", "PACKED", "SENT")]
    summary = grpc_call(shop, "SubmitReviews", *[{"sku": "LAMP-1", "stars": stars} for stars in (5, 4, 3)])
    assert summary["messages"] == [{"received": 3, "thanks": "Thank you for 3 reviews"}]
    chat = grpc_call(shop, "Support", {"author": "Ada", "text": "Where is my order?"}, {"author": "Ada", "text": "bye"})
    assert chat["code"] == 0 and chat["messages"][0]["text"] == "How can I help?" and chat["messages"][-1]["text"] == "Goodbye, Ada"
    for method in ("GetProduct", "TrackOrder", "SubmitReviews", "Support"):
        assert requests(shop, "Shop::" + method, "ok") == 1
    delayed = 'mockforge_route_injected_delay_seconds_total{protocol="grpc",route="track-order"}'
    assert shop.metric(delayed) >= 0.4, "the rule's intervals are added on purpose"
