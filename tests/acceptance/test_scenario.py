# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modes and presets: what they do to requests, how they are switched, what they count."""

import json
import time

import pytest
from conftest import Raw, run_program

ROUTES = "routes:\n  - path: /\n    response: {body: ok}\n"


def put(server, scenario):
    return server.curl("/__mockforge/scenario", "-X", "PUT", "-d", json.dumps(scenario), endpoint="admin")


def statuses(server, count):
    connection = server.raw()
    return [connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read_reply().status for _ in range(count)]


def test_degraded_delays_every_exchange(serve):
    server = serve(ROUTES, "--mode", "degraded")
    begun = time.monotonic()
    reply = server.curl("/")
    assert 0.05 <= time.monotonic() - begun < 0.5
    assert reply.body == b"ok" and reply.header("X-MockForge-Injected-Delay-Ms") == "50"
    samples = server.metrics()
    assert samples["mockforge_active_scenario_mode"] == 1
    assert samples["mockforge_chaos_triggers_total"] == 1
    assert samples['mockforge_chaos_faults_total{protocol="http",fault="latency"}'] == 1


def test_error_answers_its_share_with_its_codes(serve):
    server = serve(ROUTES, "--seed", "5")
    assert put(server, {"mode": "error", "error_rate": 0.3, "status_codes": [502, 504]}).status == 200
    seen = statuses(server, 2000)
    errors = [status for status in seen if status != 200]
    assert set(errors) == {502, 504}
    assert 0.3 * 2000 - 5 * 20.5 < len(errors) < 0.3 * 2000 + 5 * 20.5  # five standard deviations
    assert server.metric("mockforge_chaos_triggers_total") == len(errors)
    assert server.metric('mockforge_errors_total{protocol="http",error_type="server_error"}') == len(errors)


def test_chaos_errs_hangs_and_spikes(serve):
    server = serve(ROUTES, "--seed", "5")
    put(server, {"mode": "chaos", "error_rate": 1.0, "timeout_rate": 0})
    assert set(statuses(server, 100)) <= {500, 502, 503, 504, 429}
    put(server, {"mode": "chaos", "error_rate": 0, "timeout_rate": 1.0})
    data, end = Raw(server.address()).send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read_until_end(1.0)
    assert (data, end) == (b"", "silence")
    put(server, {"mode": "chaos", "error_rate": 0, "timeout_rate": 0,
                 "latency": {"min_ms": 200, "max_ms": 220, "spike_probability": 1}})
    begun = time.monotonic()
    assert server.curl("/").body == b"ok"
    assert 0.2 <= time.monotonic() - begun < 0.6
    put(server, {"mode": "chaos", "error_rate": 0, "timeout_rate": 0, "latency": {"spike_probability": 0}})
    begun = time.monotonic()
    server.curl("/")
    assert time.monotonic() - begun < 0.5
    samples = server.metrics()
    assert samples['mockforge_chaos_faults_total{protocol="http",fault="error"}'] == 100
    assert samples['mockforge_chaos_faults_total{protocol="http",fault="timeout"}'] == 1
    assert samples["mockforge_active_scenario_mode"] == 3


@pytest.mark.parametrize("preset, mode, description", [
    ("production", 0, "healthy"), ("staging", 1, "+75 ms"), ("high-load", 1, "+150 ms, 5 % errors"),
    ("network-issues", 2, "15 % errors (502/503/504)"), ("chaos", 3, "10 % errors, 5 % timeouts, 20 % spikes of 0–5000 ms")])
def test_the_presets(serve, preset, mode, description):
    server = serve(ROUTES, "--preset", preset)
    assert server.metric("mockforge_active_scenario_mode") == mode
    scenario = server.curl("/__mockforge/scenario", endpoint="admin").json()
    assert scenario["preset"] == preset and description in scenario["description"]


def test_presets_of_the_project(serve):
    server = serve("observability:\n  scenarios:\n    mode: degraded\n    latency_multiplier: 0.2\n    presets:\n"
                   "      - {name: outage, mode: error, error_rate: 1, status_codes: [503]}\n" + ROUTES)
    assert server.curl("/").header("X-MockForge-Injected-Delay-Ms") == "10"
    assert put(server, {"preset": "outage"}).json()["preset"] == "outage"
    reply = server.curl("/")
    assert reply.status == 503 and reply.header("X-MockForge-Fault") == "error"
    names = [preset["name"] for preset in server.curl("/__mockforge/presets", endpoint="admin").json()]
    assert names == ["production", "staging", "high-load", "network-issues", "chaos", "outage"]


def test_the_gauge_is_right_before_the_first_reply_under_a_mode(serve):
    server = serve(ROUTES)
    for mode, number in (("error", 2), ("healthy", 0), ("degraded", 1), ("chaos", 3), ("healthy", 0)):
        put(server, {"mode": mode})
        assert server.metric("mockforge_active_scenario_mode") == number


def test_same_seed_same_fate(serve):
    fates = []
    for seed in ("3", "3", "4"):
        server = serve(ROUTES, "--seed", seed)
        put(server, {"mode": "error", "error_rate": 0.5})
        fates.append(statuses(server, 200))
        server.stop()
    assert fates[0] == fates[1] != fates[2]


def test_bad_requests_to_the_admin_api_change_nothing(serve):
    server = serve(ROUTES)
    for scenario in ({"mode": "havoc"}, {"mode": "error", "error_rate": 3}, {"mode": "error", "errors": 1}, {}, []):
        reply = put(server, scenario)
        assert reply.status == 400 and reply.json()["error"]
    assert server.curl("/__mockforge/scenario", "-X", "DELETE", endpoint="admin").status == 405
    assert server.curl("/__mockforge/nothing", endpoint="admin").status == 404
    assert server.curl("/__mockforge/scenario", endpoint="admin").json()["mode"] == "healthy"


def test_the_admin_api_wants_its_token_and_its_own_name(serve):
    server = serve("admin: {token: sesame}\n" + ROUTES)
    assert server.curl("/__mockforge/scenario", endpoint="admin").status == 401
    assert server.curl("/__mockforge/scenario", "-H", "Authorization: Bearer wrong", endpoint="admin").status == 401
    assert server.curl("/__mockforge/scenario", "-H", "Authorization: Bearer sesame", endpoint="admin").status == 200
    assert server.refused("unauthorized") == 2
    open_server = serve(ROUTES)
    assert open_server.curl("/__mockforge/scenario", "-H", "Host: evil.example", endpoint="admin").status == 403
    assert open_server.curl("/__mockforge/scenario", "-H", "Host: localhost:1", endpoint="admin").status == 200


def test_mode_by_the_command_line(serve):
    server = serve(ROUTES)
    admin = {"MOCKFORGE_ADMIN_URL": server.url("", "admin")}
    assert run_program("mode", env=admin).stdout == "healthy\n"
    assert run_program("mode", "staging", env=admin).stdout == "staging (degraded): +75 ms\n"
    assert json.loads(run_program("mode", "--json", env=admin).stdout)["preset"] == "staging"
    result = run_program("mode", "havoc", env=admin)
    assert result.returncode == 1 and "there is no preset 'havoc'" in result.stderr
