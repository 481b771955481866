# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page at the endpoint, in Debian's chromium."""

from gqlclient import data, node, serve_graphql
from test_graphql_rules import rules

HTML = ("-H", "Accept: text/html,application/xhtml+xml,*/*;q=0.8")


def test_the_page_in_a_browser(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rules("- {field: Subscription.tick, interval: 20ms, count: 2, reply: '{{sequence}}'}"))
    profile = tmp_path / "profile"
    profile.mkdir()
    (seen,) = node("graphql_page.mjs", server.url("/graphql", "graphql"), profile)
    assert seen["first"].startswith("{\n  products {\n    id\n")
    assert seen["inserted"].startswith('{\n  product(id: "1") {\n    id\n    name\n')
    assert seen["result"]["data"]["product"]["id"] == "1" and seen["result"]["data"]["product"]["name"]
    assert seen["variables"] == {"data": {"product": {"id": "42"}}}
    assert seen["found"] == 1
    assert seen["events"] == [{"data": {"tick": 1}}, {"data": {"tick": 0}}]
    assert seen["errorStatus"] == "bad"
    light, dark = seen["colours"]
    assert light != dark
    assert seen["problems"] == []


def test_who_gets_the_page(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    page = server.curl("/graphql", *HTML, endpoint="graphql")
    assert page.status == 200 and page.header("Content-Type") == "text/html; charset=utf-8" and b"<title>" in page.body
    assert "default-src 'none'" in page.header("Content-Security-Policy") and "unsafe" not in page.header("Content-Security-Policy")
    assert server.curl("/graphql", *HTML, endpoint="http").body == page.body
    assert server.curl("/graphql", "-I", *HTML, endpoint="graphql").status == 200
    assert server.curl("/graphql?query=%7Bping%7D", endpoint="graphql").header("Content-Type").startswith("application/json")
    samples = server.metrics()
    assert samples['mockforge_requests_total{protocol="http",method="GET",status="200"}'] == 2


def test_the_page_can_be_turned_off(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  playground_enabled: false\n")
    reply = server.curl("/graphql?query=%7B__typename%7D", *HTML, endpoint="graphql")
    assert reply.header("Content-Type").startswith("application/json") and reply.json() == {"data": {"__typename": "Query"}}
    assert data(server, "{ __typename }")
