# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How chaos is steered: the admin API, `mockforge chaos`, `serve --chaos`, request headers, and what stops all of it."""

import json

from chaoslab import GET, applied, lab, project, rule_of, send, statuses, timed
from conftest import run_program, wait_until

ABORT = {"fault": {"abort": {"status": 503}}}


def command(server, *arguments):
    return run_program("chaos", *arguments, env={"MOCKFORGE_ADMIN_URL": server.url("", endpoint="admin").rstrip("/")})


def test_rules_come_change_and_go_by_the_admin_api(serve):
    server = serve(project())
    connection = server.raw()
    assert connection.send(GET).read_reply().status == 200
    created = send(server, "POST", "/rules", ABORT)
    assert created.status == 201 and created.json()["name"] == "abort" and created.json()["origin"] == "admin API"
    assert connection.send(GET).read_reply().status == 503, "on a connection that was open"
    assert send(server, "PUT", "/rules/abort", {"fault": {"abort": {"status": 418}}}).json()["rule"]["fault"] == {
        "abort": {"status": 418}}
    assert connection.send(GET).read_reply().status == 418
    assert send(server, "GET", "/rules/abort").json()["fired"] == 1
    assert send(server, "PUT", "/rules/abort", {"enabled": False}).json()["state"] == "off"
    assert connection.send(GET).read_reply().status == 200
    assert send(server, "DELETE", "/rules/abort").json()["rules"] == []
    assert send(server, "DELETE", "/rules/abort", check=False).status == 404
    assert send(server, "GET", "/rules").json() == []


def test_names_with_any_character(serve):
    server = serve(project())
    send(server, "POST", "/rules", {"name": "GET /a b: ü", **ABORT})
    assert send(server, "GET", "/rules/GET%20%2Fa%20b%3A%20%C3%BC").json()["fault"] == "abort"


def test_the_master_switch(serve):
    server = serve(project(ABORT))
    assert statuses(server, 1) == [503]
    assert send(server, "PUT", "", {"enabled": False}).json()["enabled"] is False
    assert statuses(server, 1) == [200]
    send(server, "PUT", "", {"enabled": True})
    assert statuses(server, 1) == [503]


def test_bad_requests_say_why(serve):
    server = serve(project())
    assert "enabled" in send(server, "PUT", "", {"on": 1}, check=False).json()["error"]
    assert send(server, "POST", "/rules", [1], check=False).status == 400
    assert send(server, "PATCH", "", check=False).header("Allow") == "GET, HEAD, PUT, DELETE"
    assert send(server, "GET", "/stop", check=False).status == 405
    assert send(server, "GET", "/nothing", check=False).status == 404


def test_stop_ends_what_is_in_flight(serve):
    server = serve(project("{name: slow, when: {path: /}, fault: {latency: {delay: 60s}}}",
                           "{name: hung, when: {path: /json}, fault: hang}"), "--mode", "error")
    server.curl("/__mockforge/scenario", "-X", "PUT", "-d", '{"mode": "degraded"}', endpoint="admin")
    slow, hung = server.raw().send(GET), server.raw().send(GET.replace("/", "/json", 1))
    wait_until(lambda: lab(server)["active"] == 2, what="two in flight")
    state = send(server, "POST", "/stop").json()
    assert state["enabled"] is False
    for connection in (slow, hung):
        reply, ms = timed(connection.read_reply)
        assert reply.status == 200 and ms < 2000
    assert lab(server)["active"] == 0
    assert server.metric("mockforge_active_scenario_mode") == 0
    assert server.metric('mockforge_injected_delay_seconds_sum{protocol="http"}') < 30, "what was not waited was not injected"
    assert slow.send(GET).read_reply().status == 200, "the connection goes on"
    assert send(server, "DELETE", "").json()["enabled"] is False


def test_the_command_line(serve):
    server = serve(project())
    added = command(server, "add", "{name: a, probability: 0.5, fault: {abort: {status: 503}}}")
    assert added.returncode == 0 and "active   a " in added.stdout, added.stdout + added.stderr
    assert 503 in statuses(server, 30)
    listed = command(server, "list")
    assert "chaos on, 0 faults in flight" in listed.stdout and "configured 50.0 %" in listed.stdout
    assert json.loads(command(server, "list", "--json").stdout)["rules"][0]["matched"] == 30
    assert "off      a" in command(server, "off", "a").stdout
    assert "active   a" in command(server, "on", "a").stdout
    assert "chaos off" in command(server, "off").stdout
    assert "chaos on" in command(server, "on").stdout
    log = command(server, "log").stdout.splitlines()
    assert len(log) == rule_of(server, "a")["fired"] and json.loads(log[0])["rule"] == "a"
    assert "chaos off" in command(server, "stop").stdout
    assert "  a " not in command(server, "remove", "a").stdout
    missing = command(server, "remove", "a")
    assert missing.returncode == 1 and "there is no chaos rule 'a'" in missing.stderr
    bad = command(server, "add", "{fault: nothing}")
    assert bad.returncode == 1 and "there is no fault 'nothing'" in bad.stderr


def test_rules_by_flag(serve, tmp_path):
    server = serve(project(), "--chaos", "{fault: {abort: {status: 418}}}", "--chaos", '{"fault": {"latency": {"delay": "5ms"}}}')
    assert statuses(server, 2) == [418, 418]
    assert [rule["origin"] for rule in lab(server)["rules"]] == ["--chaos", "--chaos"]
    server = serve(project(ABORT), "--chaos", "off")
    assert statuses(server, 1) == [200]
    result = run_program("serve", str(server.file), "--chaos", "{fault: {abort: {status: 1}}}")
    assert result.returncode == 2 and "--chaos: status is 1" in result.stderr


def test_callers_may_ask_for_faults_when_allowed(serve):
    server = serve(project(section="allow_request_headers: true"))
    for delay, abort in (("x-envoy-fault-delay-request", "x-envoy-fault-abort-request"),
                         ("x-mockforge-fault-delay", "x-mockforge-fault-abort")):
        reply, ms = timed(lambda: server.curl("/", "-H", f"{delay}: 60", "-H", f"{abort}: 418"))
        assert reply.status == 418 and ms >= 60
        assert reply.header("X-MockForge-Fault") == "latency, abort"
    assert server.curl("/", "-H", "x-envoy-fault-abort-request: 99").status == 200
    assert applied(server, "abort") == 2 and applied(server, "latency") == 2


def test_callers_may_not_unless_allowed(serve):
    server = serve(project())
    assert server.curl("/", "-H", "x-envoy-fault-abort-request: 503").status == 200
