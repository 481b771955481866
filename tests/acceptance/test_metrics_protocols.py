# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each protocol moves its own series and no other's: the sample shop with one real client after the other."""

import json
import os
import shutil
import subprocess

import pytest

from conftest import DEADLINE, wait_until
from test_sample import PORTS, ENDPOINTS, SHOP, graphql, grpc_call
from wsclient import talk

PROTOCOLS = ("http", "grpc", "websocket", "graphql")


@pytest.fixture
def shop(serve, tmp_path):
    shutil.copytree(SHOP, tmp_path, dirs_exist_ok=True)
    return serve(None, ports=PORTS, expect=ENDPOINTS)


def use_http(shop):
    for path in ("/api/products", "/api/products/7", "/api/nothing"):
        shop.curl(path)


def use_websocket(shop):
    talk(shop.url("/echo", "websocket"), *[{"send": text} for text in ("one", "two", "three")], {"messages": 3}, {"close": [1000, ""]},
         {"closed": True})


def use_graphql(shop):
    graphql(shop, "{ products { name } }")
    graphql(shop, 'mutation { placeOrder(sku: "LAMP-1") { id } }')
    graphql(shop, "{ nothing }")


def use_grpc(shop):
    grpc_call(shop, "GetProduct", {"sku": "LAMP-1"})
    grpc_call(shop, "TrackOrder", {"order_id": "1"})
    grpc_call(shop, "SubmitReviews", {"sku": "LAMP-1", "stars": 5})


def of(samples, name, protocol):
    return sum(value for series, value in samples.items()
               if series.startswith(name + "{") and f'protocol="{protocol}"' in series)


@pytest.mark.parametrize("protocol, use, errors", [("http", use_http, 1), ("websocket", use_websocket, 0), ("graphql", use_graphql, 1),
                                                   ("grpc", use_grpc, 0)])
def test_a_client_moves_the_series_of_its_protocol(shop, protocol, use, errors):
    before = shop.metrics()
    use(shop)
    after = wait_until(lambda: (now := shop.metrics()) and of(now, "mockforge_requests_in_flight", protocol) == 0
                       and of(now, "mockforge_requests_total", protocol) - of(before, "mockforge_requests_total", protocol) == 3 and now,
                       what="three requests")

    def moved(name, of_protocol=protocol):
        return of(after, name, of_protocol) - of(before, name, of_protocol)

    for name in ("mockforge_request_duration_seconds_count", "mockforge_service_duration_seconds_count",
                 "mockforge_injected_delay_seconds_count", "mockforge_route_requests_total"):
        assert moved(name) == 3, name
    assert moved("mockforge_errors_total") == errors and moved("mockforge_route_errors_total") == errors
    assert moved("mockforge_connections_total") >= 1
    assert moved("mockforge_received_bytes_total") > 0 and moved("mockforge_sent_bytes_total") > 0
    for other in PROTOCOLS:
        # A WebSocket begins as a request of HTTP's.
        if other != protocol and (other, protocol) != ("http", "websocket"):
            assert moved("mockforge_requests_total", other) == 0, other
    messages = after["mockforge_ws_messages_received_total"] - before["mockforge_ws_messages_received_total"]
    assert messages == (3 if protocol == "websocket" else 0)


def test_the_exposition_of_all_protocols_is_clean(shop):
    promtool = os.environ.get("MOCKFORGE_PROMTOOL") or shutil.which("promtool")
    assert promtool, "promtool is missing: run the tests by ./dev test, which fetches it"
    for use in (use_http, use_websocket, use_graphql, use_grpc):
        use(shop)
    text = shop.curl(shop.urls["metrics"]).body
    checked = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, timeout=DEADLINE)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    for protocol in PROTOCOLS:
        assert f'mockforge_error_rate{{protocol="{protocol}"}}'.encode() in text


def put_mode(shop, **scenario):
    reply = shop.curl("/__mockforge/scenario", "-X", "PUT", "-H", "Content-Type: application/json", "-d", json.dumps(scenario),
                      endpoint="admin")
    assert reply.status == 200, reply.body


def test_what_a_mode_ends_keeps_its_route(shop):
    put_mode(shop, mode="error", error_rate=1.0, status_codes=[503])
    shop.curl("/api/products")
    talk(shop.url("/echo", "websocket"), {"send": "one"}, {"closed": True})
    graphql(shop, "{ products { name } }")
    grpc_call(shop, "GetProduct", {"sku": "LAMP-1"})
    samples = wait_until(lambda: (now := shop.metrics()) and sum(of(now, "mockforge_errors_total", one) for one in PROTOCOLS) == 4 and now,
                         what="an error of each protocol")
    for protocol, route in (("http", "list-products"), ("websocket", "echo"), ("graphql", "Query.products"), ("grpc", "Shop::GetProduct")):
        assert samples[f'mockforge_route_errors_total{{protocol="{protocol}",route="{route}"}}'] == 1, protocol
    assert samples["mockforge_unmatched_requests_total"] == 0


def test_modes_fault_every_protocol(shop):
    put_mode(shop, mode="degraded", latency_multiplier=1)
    for use in (use_http, use_websocket, use_graphql, use_grpc):
        use(shop)
    samples = shop.metrics()
    for protocol in PROTOCOLS:
        assert samples[f'mockforge_chaos_faults_total{{protocol="{protocol}",fault="latency"}}'] >= 3, protocol
        assert of(samples, "mockforge_injected_delay_seconds_sum", protocol) >= 0.14, protocol
