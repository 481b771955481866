# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample shop: it checks clean, every endpoint runs, and each protocol answers as its comments say."""

import json
import shutil
import threading
from pathlib import Path

import pytest

from conftest import run_program, wait_until
from wsclient import talk, texts

SHOP = Path(__file__).resolve().parents[2] / "resources/samples/shop"
PORTS = ("--http-port", "0", "--ws-port", "0", "--admin-port", "0", "--metrics-port", "0")
ENDPOINTS = ("http", "websocket", "admin", "metrics")


@pytest.fixture
def shop(serve, tmp_path):
    shutil.copytree(SHOP, tmp_path, dirs_exist_ok=True)
    return serve(None, ports=PORTS, expect=ENDPOINTS)


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
