# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""MockForge's own chaos keys: each is set, and what it says is observed."""

import pytest
from chaoslab import BIG, GET, ROUTES, applied, is_share, lab, project, rule_of, statuses, timed
from conftest import wait_until


def section(text, routes=ROUTES):
    return project(section=text, routes=routes)


def told(server, count):
    connection = server.raw()
    return [int(connection.send(GET).read_reply().header("X-MockForge-Injected-Delay-Ms") or 0) for _ in range(count)]


def test_latency_fixed_with_jitter_and_probability(serve):
    server = serve(section("latency: {enabled: true, fixed_delay_ms: 20, jitter_percent: 50, probability: 0.5}"))
    seen = told(server, 60)
    assert 0 in seen and all(ms == 0 or 10 <= ms <= 30 for ms in seen) and len(set(seen)) > 5


def test_latency_of_a_range(serve):
    server = serve(section("latency: {enabled: true, random_delay_range_ms: [5, 25]}"))
    assert all(5 <= ms <= 25 for ms in told(server, 30))


def test_a_section_that_is_not_enabled_does_nothing(serve):
    server = serve(section("latency: {enabled: false, fixed_delay_ms: 2000}"))
    assert lab(server)["rules"] == []


def test_http_errors_with_their_probability(serve):
    server = serve(section("fault_injection: {enabled: true, http_errors: [500, 502], http_error_probability: 0.4}"))
    seen = statuses(server, 1000)
    assert set(seen) == {200, 500, 502} and is_share(1000 - seen.count(200), 1000, 0.4)


def test_timeouts(serve):
    server = serve(section("fault_injection: {enabled: true, http_errors: [], timeout_errors: true, timeout_ms: 150, "
                           "timeout_probability: 1.0}"))
    reply, ms = timed(lambda: server.curl("/"))
    assert reply.status == 504 and ms >= 150


def test_connection_errors_as_503(serve):
    server = serve(section("fault_injection: {enabled: true, http_errors: [], connection_errors: true, "
                           "connection_error_probability: 1.0, connection_error_kind: http503}"))
    assert server.curl("/").status == 503


@pytest.mark.parametrize("kind, end", [("tcp_reset", "rst"), ("tcp_close", "fin")])
def test_connection_errors_on_the_wire(serve, kind, end):
    server = serve(section("fault_injection: {enabled: true, http_errors: [], connection_errors: true, "
                           f"connection_error_probability: 1.0, connection_error_kind: {kind}}}"))
    assert server.raw().send(GET).read_until_end() == (b"", end)


def test_partial_responses_and_corrupted_payloads(serve):
    server = serve(section("fault_injection: {enabled: true, http_errors: [], partial_responses: true, "
                           "partial_response_probability: 1.0}"))
    assert server.curl("/big", check=False) == 18
    for kind, same in (("none", True), ("bit_flip", False), ("random_bytes", False), ("truncate", False)):
        server = serve(section("fault_injection: {enabled: true, http_errors: [], payload_corruption: true, "
                               f"payload_corruption_probability: 1.0, corruption_type: {kind}}}"))
        body = server.curl("/big").body
        assert (body == b"0123456789abcdef" * (BIG // 16)) == same
        assert (len(body) == BIG) == (kind != "truncate")


def test_traffic_shaping(serve):
    server = serve(section("traffic_shaping: {enabled: true, bandwidth_limit_bps: 524288}"))
    reply, ms = timed(lambda: server.raw().send(GET.replace("/", "/big", 1)).read_reply())
    assert len(reply.body) / (ms / 1000) == pytest.approx(524288, rel=0.06), "bytes, not bits, a second"
    server = serve(section("traffic_shaping: {enabled: true, packet_loss_percent: 5}"))
    _, ms = timed(lambda: server.raw().send(GET.replace("/", "/big", 1)).read_reply())
    assert ms > 400 and applied(server, "packet_loss") == 1


def test_faults_of_a_route_on_its_reply(serve):
    routes = """
routes:
  - path: /partial
    response: {body: "0123456789"}
    fault_injection: {enabled: true, probability: 1.0, fault_types: [{type: partial_response, truncate_percent: 30}]}
  - path: /corrupt
    response: {body: "0123456789"}
    fault_injection: {enabled: true, probability: 1.0, fault_types: [{type: payload_corruption, corruption_type: bit_flip}]}
"""
    server = serve(project(routes=routes))
    data, _ = server.raw().send(GET.replace("/", "/partial", 1)).read_until_end()
    assert data.endswith(b"\r\n\r\n0123456")
    assert server.curl("/corrupt").body != b"0123456789"


@pytest.mark.parametrize("pattern, seen", [
    ("{type: sequential, sequence: [500, 502, 503]}", [500, 502, 503, 500]),
    ("{type: burst, count: 2, interval_ms: 600000}", [503, 503, 200, 200]),
    ("{type: random, probability: 1.0}", [503] * 4)])
def test_error_patterns(serve, pattern, seen):
    server = serve(section(f"fault_injection: {{enabled: true, http_errors: [503], error_pattern: {pattern}}}"))
    assert statuses(server, 4) == seen


def test_request_matcher(serve):
    server = serve(section("fault_injection: {enabled: true, http_errors: [503], http_error_probability: 1.0, request_matcher: "
                           "{source_ips: [127.0.0.1], headers: [{name: x-test, value: go}, {name: x-debug}], "
                           "min_body_size_bytes: 2, max_body_size_bytes: 5, chunked_only: false}}"))
    headers = ["-H", "X-Test: go", "-H", "X-Debug: 1"]
    assert server.curl("/", *headers, "-d", "abc").status == 503
    assert server.curl("/", "-H", "X-Test: go", "-d", "abc").status == 200
    assert server.curl("/", "-H", "X-Test: no", "-H", "X-Debug: 1", "-d", "abc").status == 200
    assert server.curl("/", *headers, "-d", "a").status == 200
    assert server.curl("/", *headers, "-d", "abcdef").status == 200
    assert server.curl("/", *headers, "-H", "Transfer-Encoding: chunked", "-d", "abc").status == 200


@pytest.mark.parametrize("keys, per, other", [("", "all", 429), (", per_ip: true", "client", 429),
                                              (", per_endpoint: true", "route", 200),
                                              (", per_ip: true, per_endpoint: true", "client_route", 200)])
def test_rate_limit(serve, keys, per, other):
    server = serve(section(f"rate_limit: {{enabled: true, requests_per_second: 1, burst_size: 2{keys}}}"))
    assert statuses(server, 3) == [200, 200, 429]
    assert server.curl("/json").status == other
    assert rule_of(server, "rate limit")["rule"]["fault"]["rate_limit"]["per"] == per


def test_circuit_breaker(serve):
    routes = "routes:\n  - {path: /, response: {status: 500}}\n"
    server = serve(section("circuit_breaker: {enabled: true, failure_threshold: 2, success_threshold: 1, timeout_ms: 60000}",
                           routes))
    assert statuses(server, 4) == [500, 500, 503, 503]


def test_bulkhead(serve):
    routes = "routes:\n  - {path: /, response: {body: ok, delay: 500ms}}\n"
    server = serve(section("bulkhead: {enabled: true, max_concurrent_requests: 1}", routes))
    inside = server.raw().send(GET)
    wait_until(lambda: rule_of(server, "bulkhead")["matched"] == 1, what="one inside")
    assert server.curl("/").status == 503
    assert inside.read_reply().status == 200


def test_faults_and_latency_of_a_route(serve):
    routes = """
routes:
  - path: /a
    response: {body: ok}
    fault_injection:
      enabled: true
      probability: 1.0
      fault_types:
        - {type: http_error, status_code: 418, message: short and stout}
        - {type: timeout, duration_ms: 10}
        - {type: connection_error}
  - path: /
    response: {body: ok}
    latency: {enabled: true, probability: 1.0, fixed_delay_ms: 30}
  - path: /normal
    response: {body: ok}
    latency: {enabled: true, distribution: {normal: {mean_ms: 20, std_dev_ms: 1}}}
  - path: /exponential
    response: {body: ok}
    latency: {enabled: true, distribution: {exponential: {lambda: 0.1}}}
"""
    server = serve(project(routes=routes))
    seen = statuses(server, 300, GET.replace("/", "/a", 1))
    assert set(seen) == {418, 504, 503}
    assert all(is_share(seen.count(status), 300, 1 / 3) for status in (418, 504, 503))
    assert told(server, 3) == [30, 30, 30]
    assert 14 <= int(server.curl("/normal").header("X-MockForge-Injected-Delay-Ms")) <= 26
    assert server.curl("/exponential").status == 200
    assert "ANY /exponential: latency" in [rule["name"] for rule in lab(server)["rules"]]
