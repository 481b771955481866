# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that act on an exchange: latency with its distributions, abort, hang, rate limit, bulkhead, circuit breaker."""

import statistics
import threading
import time

import pytest
from chaoslab import GET, applied, is_share, lab, project, rule_of, send, statuses, timed
from conftest import Raw, wait_until


def latencies(server, count, path="/"):
    """Client-side milliseconds over one connection."""
    connection = server.raw()
    request = GET.replace("/", path, 1)
    return [timed(lambda: connection.send(request).read_reply())[1] for _ in range(count)]


def test_latency_waits_and_says_so(serve):
    server = serve(project("fault: {latency: {delay: 100ms}}"))
    reply, ms = timed(lambda: server.raw().send(GET).read_reply())
    assert reply.body == b"ok" and 100 <= ms < 250
    assert reply.header("X-MockForge-Injected-Delay-Ms") == "100"
    assert reply.header("X-MockForge-Fault") == "latency"
    samples = server.metrics()
    assert samples['mockforge_chaos_faults_total{protocol="http",fault="latency"}'] == 1
    assert samples["mockforge_chaos_triggers_total"] == 1
    assert samples['mockforge_injected_delay_seconds_sum{protocol="http"}'] == pytest.approx(0.1, abs=0.001)


def test_reply_headers_can_be_turned_off(serve):
    server = serve(project("fault: {latency: {delay: 1ms}}", section="reply_headers: false"))
    reply = server.curl("/")
    assert reply.header("X-MockForge-Fault") is None and reply.header("X-MockForge-Injected-Delay-Ms") is None
    assert applied(server, "latency") == 1


@pytest.mark.parametrize("delay, low, high", [
    ("{fixed: 40ms, jitter: 0.5}", 20, 60), ("{uniform: {min: 20ms, max: 50ms}}", 20, 50),
    ("{normal: {mean: 40ms, std_dev: 5ms}}", 15, 65), ("{log_normal: {median: 30ms, sigma: 0.2}}", 10, 90),
    ("{exponential: {mean: 20ms}, max: 60ms}", 0, 60), ("{pareto: {min: 20ms, shape: 3}, max: 60ms}", 20, 60),
    ("{percentiles: {p0: 10ms, p50: 20ms, p100: 40ms}}", 10, 40),
    ("{wave: {shape: square, low: 10ms, high: 40ms, period: 300ms}}", 10, 40)])
def test_distributions_of_latency(serve, delay, low, high):
    server = serve(project(f"fault: {{latency: {{delay: {delay}}}}}"))
    connection = server.raw()
    told = [int(connection.send(GET).read_reply().header("X-MockForge-Injected-Delay-Ms") or 0) for _ in range(30)]
    assert low <= min(told) and max(told) <= high
    assert len(set(told)) > 1, "a distribution draws different times"


def test_every_shape_of_wave_is_taken(serve):
    server = serve(project())
    for shape in ("sine", "square", "triangle", "sawtooth"):
        send(server, "PUT", "/rules/w", {"fault": {"latency": {"delay": {"wave": {
            "shape": shape, "low": "1ms", "high": "2ms", "period": "1s"}}}}})
        assert server.curl("/").header("X-MockForge-Injected-Delay-Ms") in ("1", "2")


def test_abort_answers_a_status_of_the_list(serve):
    server = serve(project("{name: a, fault: {abort: {status: [500, 502], retry_after: 1500ms}}}"))
    seen = statuses(server, 400)
    assert set(seen) == {500, 502} and is_share(seen.count(500), 400, 0.5)
    reply = server.curl("/")
    assert reply.header("Retry-After") == "2" and reply.json()["status"] == reply.status
    assert applied(server, "abort") == 401
    assert server.metric('mockforge_errors_total{protocol="http",error_type="server_error"}') == 401


def test_abort_in_sequence_with_a_body_of_its_own_and_a_wait(serve):
    server = serve(project('fault: {abort: {status: [503, 429], order: sequence, body: "<no/>", content_type: text/xml, delay: 50ms}}'))
    assert statuses(server, 4) == [503, 429, 503, 429]
    reply, ms = timed(lambda: server.raw().send(GET).read_reply())
    assert (reply.body, reply.header("Content-Type")) == (b"<no/>", "text/xml") and ms >= 50


def test_hang_never_answers_and_leaks_nothing(serve):
    server = serve(project("{name: h, fault: hang}"))
    connection = server.raw().send(GET)
    assert connection.read_until_end(0.5) == (b"", "silence")
    assert rule_of(server, "h")["active"] == 1
    assert server.metric('mockforge_chaos_faults_active{protocol="http"}') == 1
    connection.close()
    wait_until(lambda: server.metric('mockforge_requests_in_flight{protocol="http"}') == 0, what="the end of the exchange")
    assert rule_of(server, "h")["active"] == 0
    assert server.metric('mockforge_chaos_faults_active{protocol="http"}') == 0


def test_rate_limit_answers_429_with_retry_after(serve):
    server = serve(project("fault: {rate_limit: {rate: 0.5, burst: 3}}"))
    assert statuses(server, 5) == [200, 200, 200, 429, 429]
    assert server.curl("/").header("Retry-After") == "2"


def test_rate_limit_lets_its_rate_through(serve):
    server = serve(project("{name: r, fault: {rate_limit: {rate: 50, burst: 1}}}"))
    connection, passed = server.raw(), 0
    _, ms = timed(lambda: statuses(server, 1))
    begun = time.monotonic()
    while time.monotonic() - begun < 1.5:
        passed += connection.send(GET).read_reply().status == 200
    assert 65 <= passed <= 80, passed


@pytest.mark.parametrize("per, second", [("client", 429), ("route", 200), ("client_route", 200), ("all", 429)])
def test_rate_limit_has_buckets_of_its_own(serve, per, second):
    server = serve(project(f"fault: {{rate_limit: {{rate: 0.1, burst: 1, per: {per}}}}}"))
    assert server.curl("/").status == 200 and server.curl("/").status == 429
    assert server.curl("/json").status == second


def test_bulkhead_answers_503_beyond_its_number(serve):
    routes = "routes:\n  - {path: /, response: {body: ok, delay: 400ms}}\n"
    server = serve(project("{name: b, fault: {bulkhead: {max_concurrent: 2}}}", routes=routes))
    inside = [server.raw().send(GET) for _ in range(2)]
    wait_until(lambda: rule_of(server, "b")["matched"] == 2, what="two exchanges inside")
    assert server.curl("/").status == 503
    assert [connection.read_reply().status for connection in inside] == [200, 200]
    assert server.curl("/").status == 200
    gone = server.raw().send(GET)
    wait_until(lambda: rule_of(server, "b")["matched"] == 5, what="the third")
    gone.close()
    wait_until(lambda: server.metric('mockforge_requests_in_flight{protocol="http"}') == 0, what="its end")
    again = [server.raw().send(GET) for _ in range(2)]
    assert [connection.read_reply().status for connection in again] == [200, 200]


def test_circuit_breaker_opens_and_closes(serve):
    routes = "routes:\n  - {path: /bad, response: {status: 500}}\n  - {path: /, response: {body: ok}}\n"
    server = serve(project("fault: {circuit_breaker: {failures: 3, open_for: 300ms, successes: 2}}", routes=routes))
    bad = GET.replace("/", "/bad", 1)
    assert statuses(server, 3, bad) == [500, 500, 500]
    assert statuses(server, 2) == [503, 503]
    wait_until(lambda: statuses(server, 1) == [200], what="the half-open circuit")
    assert statuses(server, 1, bad) == [500]  # half open: one failure opens it again
    assert statuses(server, 1) == [503]
    wait_until(lambda: statuses(server, 2) == [200, 200], what="the closed circuit")
    assert statuses(server, 2, bad) == [500, 500] and statuses(server, 1) == [200]


def test_delay_comes_before_abort_and_both_before_the_route(serve):
    server = serve(project("{name: a, fault: {abort: {status: 503}}}", "{name: l, fault: {latency: {delay: 80ms}}}",
                           "{name: late, fault: {abort: {status: 500}}}"))
    reply, ms = timed(lambda: server.raw().send(GET).read_reply())
    assert reply.status == 503 and ms >= 80
    assert reply.header("X-MockForge-Fault") == "abort, latency"
    assert server.metric('mockforge_chaos_skipped_total{reason="preempted"}') == 1
    assert rule_of(server, "late")["fired"] == 0


def test_ten_thousand_delayed_at_once_need_no_threads(serve):
    server = serve(project("fault: {latency: {delay: 1500ms}}"), "--set", "http.limits.max_pipelined=2000")
    before = server.metric("process_threads")
    connections = [server.raw() for _ in range(1000)]
    begun = time.monotonic()
    for connection in connections:
        connection.send(GET)
    wait_until(lambda: lab(server)["active"] == 1000 or time.monotonic() - begun > 1.4, what="all delayed")
    assert server.metric("process_threads") == before
    for connection in connections:
        assert connection.read_reply().status == 200
    assert lab(server)["active"] == 0


def test_a_latency_of_ten_milliseconds_is_kept_at_a_thousand_at_once(serve):
    server = serve(project("fault: {latency: {delay: 10ms}}"))
    times, lock = [], threading.Lock()

    def client(count):
        own = latencies(server, count)
        with lock:
            times.extend(own)

    threads = [threading.Thread(target=client, args=(30,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statistics.median(times) >= 10


def test_websocket_handshakes_are_exchanges_too(serve):
    server = serve(project("{when: {protocol: websocket}, fault: {abort: {status: 503}}}") + "websocket: {port: 0}\n",
                   expect=("http", "websocket", "admin", "metrics"))
    request = ("GET /chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
    assert Raw(server.address("websocket")).send(request).read_reply().status == 503
    assert applied(server, "abort", "websocket") == 1
    assert server.curl("/").status == 200
