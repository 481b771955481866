# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of a chaos rule: whom it is for, how often, when, how many at a time, and that it can be repeated."""

import concurrent.futures
import json
import time

import pytest
from chaoslab import GET, ROUTES, is_share, lab, project, rule_of, send, statuses
from conftest import run_program, wait_until

ABORT = "fault: {abort: {status: 503}}"


def status_of(server, path="/", *arguments):
    return server.curl(path, *arguments).status


@pytest.mark.parametrize("when, hit, missed", [
    ("protocol: http", ["/"], None),
    ("protocol: [grpc, graphql]", None, ["/"]),
    ("endpoint: http", ["/"], None),
    ("endpoint: https", None, ["/"]),
    ("route: GET /json", None, ["/"]),
    ("route: ANY /json", ["/json"], ["/"]),
    ("method: [POST, PUT]", ["/", "-X", "POST"], ["/"]),
    ("path: /json/**", ["/json"], ["/"]),
    ("path: '/{any}'", ["/json"], ["/"]),
    ("source: 127.0.0.0/8", ["/"], None),
    ("source: [10.0.0.0/8, '::1']", None, ["/"]),
    ("headers: {X-Chaos: {equals: please}}", ["/", "-H", "X-Chaos: please"], ["/"]),
    ("query: {chaos: {present: true}}", ["/?chaos=1"], ["/"]),
    ("cookies: {chaos: now}", ["/", "-b", "chaos=now"], ["/", "-b", "chaos=later"]),
    ("body: {json: {kind: bad}}", ["/", "-d", '{"kind":"bad"}'], ["/", "-d", '{"kind":"good"}']),
    ("body_size: {min: 10}", ["/", "-d", "0123456789"], ["/", "-d", "012345678"]),
    ("body_size: {max: 3}", ["/", "-d", "abc"], ["/", "-d", "abcd"]),
    ("chunked: true", ["/", "-H", "Transfer-Encoding: chunked", "-d", "x"], ["/", "-d", "x"]),
    ("chunked: false", ["/", "-d", "x"], ["/", "-H", "Transfer-Encoding: chunked", "-d", "x"]),
])
def test_whom_a_rule_is_for(serve, when, hit, missed):
    server = serve(project(f"{{when: {{{when}}}, {ABORT}}}"))
    if hit:
        assert status_of(server, *hit) == 503
    if missed:
        assert status_of(server, *missed) == 200


def test_everything_given_must_hold(serve):
    server = serve(project(f"{{when: {{method: GET, path: /json, headers: {{X: y}}}}, {ABORT}}}"))
    assert status_of(server, "/json") == 200
    assert status_of(server, "/", "-H", "X: y") == 200
    assert status_of(server, "/json", "-H", "X: y") == 503


@pytest.mark.parametrize("how, seen", [
    ("every: 3", "..x..x..x."), ("first: 2", "xx........"), ("after: 7", ".......xxx"), ("after: 2, first: 3", "..xxx....."),
    ("times: 4", "xxxx......"), ("burst: {count: 2, of: 5}", "xx...xx..."), ("after: 1, every: 4", "....x...x."),
    ("enabled: false", ".........."), ("probability: 0", ".........."), ("probability: 1", "xxxxxxxxxx")])
def test_how_often(serve, how, seen):
    server = serve(project(f"{{{how}, {ABORT}}}"))
    assert "".join("x" if status == 503 else "." for status in statuses(server, 10)) == seen


def test_a_share_lies_within_the_binomial_interval_and_is_estimated(serve):
    server = serve(project(f"{{name: s, probability: 0.2, {ABORT}}}"))
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        seen = sum((list(part) for part in pool.map(lambda _: statuses(server, 2500), range(4))), [])
    failed = seen.count(503)
    assert is_share(failed, 10_000, 0.2)
    rule = rule_of(server, "s")
    assert (rule["matched"], rule["fired"], rule["configured_share"]) == (10_000, failed, 0.2)
    assert rule["observed_share"] == pytest.approx(failed / 10_000)
    low, high = rule["interval"]
    assert low < rule["observed_share"] < high and high - low < 0.02
    assert server.metric('mockforge_chaos_skipped_total{reason="not_selected"}') == 10_000 - failed


def test_the_same_seed_gives_the_same_decisions(serve):
    rule = f"{{name: s, probability: 0.5, {ABORT}}}"
    first, second = serve(project(rule)), serve(project(rule))
    seen = statuses(first, 300)
    assert seen == statuses(second, 300)
    assert statuses(serve(project(rule, seed=8)), 300) != seen
    assert statuses(serve(project(rule, seed=8, section="seed: 7")), 300) == seen, "the section's seed wins"
    assert statuses(serve(project(rule.replace("name: s", "name: s, seed: 7"), seed=9)), 300) == seen, "the rule's own wins"
    assert 60 < seen.count(503) < 240


def test_a_burst_in_time(serve):
    server = serve(project(f"{{burst: {{count: 2, interval: 400ms}}, {ABORT}}}"))
    begun = time.monotonic()
    seen = []
    while time.monotonic() - begun < 1.1:
        seen.append(statuses(server, 1)[0])
    assert seen.count(503) in (4, 6)  # two bursts and the part of a third


def test_a_schedule_starts_late_and_comes_and_goes(serve):
    server = serve(project(f"{{name: s, schedule: {{start: 400ms, on: 300ms, off: 300ms}}, {ABORT}}}"))
    assert status_of(server) == 200 and rule_of(server, "s")["state"] == "waiting"
    for wanted in (503, 200, 503):
        wait_until(lambda: status_of(server) == wanted, what=f"a reply of {wanted}")
    assert server.metric('mockforge_chaos_skipped_total{reason="schedule"}') > 0


def test_a_rule_outlives_its_time(serve):
    server = serve(project(f"{{name: t, time_to_live: 700ms, {ABORT}}}"))
    assert status_of(server) == 503
    wait_until(lambda: status_of(server) == 200, what="the end of the rule")
    assert rule_of(server, "t")["state"] == "expired"
    assert server.metric('mockforge_chaos_skipped_total{reason="expired"}') >= 1
    send(server, "PUT", "/rules/t", {"enabled": True})
    assert status_of(server) == 503, "switching it on begins its time anew"


def test_at_most_so_many_of_a_rule_at_a_time(serve):
    server = serve(project("{name: l, max_active: 2, fault: {latency: {delay: 700ms}}}"))
    waiting = [server.raw().send(GET) for _ in range(2)]
    wait_until(lambda: rule_of(server, "l")["active"] == 2, what="two delays")
    begun = time.monotonic()
    assert status_of(server) == 200 and time.monotonic() - begun < 0.6
    assert server.metric('mockforge_chaos_skipped_total{reason="rule_limit"}') == 1
    assert [connection.read_reply().status for connection in waiting] == [200, 200]


def test_at_most_so_many_of_all_at_a_time(serve):
    server = serve(project("{fault: hang}", section="max_active: 1"))
    hung = server.raw().send(GET)
    wait_until(lambda: lab(server)["active"] == 1, what="one in flight")
    assert status_of(server) == 200
    assert server.metric("mockforge_chaos_overflow_total") == 1
    hung.close()


def test_off_in_the_file(serve):
    server = serve(project(ABORT, section="enabled: false").replace("    enabled: true\n", ""))
    assert status_of(server) == 200 and lab(server)["enabled"] is False


def test_a_reload_keeps_counts_of_rules_that_stay(serve):
    server = serve(project(f"{{name: stays, every: 2, {ABORT}}}", "{name: goes, fault: {latency: {delay: 1ms}}}"))
    connection = server.raw()
    assert connection.send(GET).read_reply().status == 200
    send(server, "POST", "/rules", {"name": "mine", "fault": {"latency": {"delay": "1ms"}}})
    server.file.write_text(project(f"{{name: stays, every: 2, {ABORT}}}", "{name: new, fault: {latency: {delay: 2ms}}}"))
    wait_until(lambda: "new" in [rule["name"] for rule in lab(server)["rules"]], what="the reload")
    assert [rule["name"] for rule in lab(server)["rules"]] == ["stays", "new", "mine"]
    assert connection.send(GET).read_reply().status == 503, "the second decision, on the old connection"


@pytest.mark.parametrize("rule, where, what", [
    ("{fault: {latenzy: {delay: 1ms}}}", "6:18", "there is no fault 'latenzy'"),
    ("{probability: 1.5, fault: hang}", "6:23", "probability is 1.5"),
    ("{fault: {latency: {delay: -5ms}}}", "6:35", "delay is -5ms"),
    ("{fault: {latency: {}}}", "6:18", "needs a delay"),
    ("{fault: {abort: {status: 99}}}", "6:34", "status is 99"),
    ("{fault: {abort: {delay: {normal: {mean: 1ms}}}}}", "6:42", "needs std_dev"),
    ("{fault: {latency: {delay: {uniform: {min: 2ms, max: 1ms}}}}}", "6:45", "least above its most"),
    ("{schedule: {off: 5s}, fault: hang}", "6:20", "off needs on"),
    ("{schedule: {start: 5s}, time_to_live: 1s, fault: hang}", "6:20", "end before it starts"),
    ("{burst: {count: 5}, fault: hang}", "6:17", "either of or interval"),
    ("{when: {source: 10.0.0.0/40}, fault: hang}", "6:9", "neither an address nor a range"),
    ("{when: {protocol: smtp}, fault: hang}", "6:27", "when.protocol cannot be 'smtp'"),
    ("{when: {headers: {X: {regex: '('}}}, fault: hang}", "6:9", "regular expression"),
    ("{when: {rout: x}, fault: hang}", "6:17", "there is no key"),
    ("{when: {protocol: grpc}, fault: truncate}", "6:27", "does not act on the protocol grpc"),
    ("{when: {path: /x}, fault: slicer}", "6:16", "acts on a connection"),
    ("{name: x}", "6:9", "a rule needs a fault"),
])
def test_a_bad_rule_is_refused_with_its_place(tmp_path, rule, where, what):
    file = tmp_path / "mockforge.yaml"
    file.write_text(f"http: {{port: 0}}\nobservability:\n  chaos:\n    enabled: true\n    rules:\n      - {rule}\n{ROUTES}")
    result = run_program("check", str(file))
    assert result.returncode == 2 and what in result.stdout, result.stdout
    assert f"mockforge.yaml:{where}" in result.stdout, result.stdout


def test_names_that_stand_twice_are_refused(tmp_path):
    file = tmp_path / "mockforge.yaml"
    file.write_text(project("{name: a, fault: hang}", "{name: a, fault: hang}"))
    assert "stands twice" in run_program("check", str(file)).stdout


def test_what_ran_goes_on_when_a_change_is_refused(serve):
    server = serve(project(f"{{name: a, {ABORT}}}"))
    reply = send(server, "PUT", "/rules/a", {"fault": {"abort": {"status": 42}}}, check=False)
    assert reply.status == 400 and "status is 42" in reply.json()["error"]
    assert send(server, "POST", "/rules", {"fault": "nothing"}, check=False).status == 400
    assert status_of(server) == 503


def test_replay_repeats_what_the_log_holds(serve, tmp_path):
    rules = (f"{{name: a, probability: 0.3, {ABORT}}}",
             "{name: l, probability: 0.5, fault: {latency: {delay: {uniform: {min: 1ms, max: 30ms}}}}}")
    server = serve(project(*rules))

    def run(target):
        connection = target.raw()
        replies = [connection.send(GET).read_reply() for _ in range(60)]
        return [(reply.status, reply.header("X-MockForge-Injected-Delay-Ms")) for reply in replies]

    seen = run(server)
    log = server.curl("/__mockforge/chaos/log", endpoint="admin").body.decode()
    assert len(log.splitlines()) == sum(rule["fired"] for rule in lab(server)["rules"])
    assert {"rule", "n", "seed", "value", "time_ms"} <= set(json.loads(log.splitlines()[0]))
    assert {json.loads(line)["exchange"] for line in log.splitlines()} == {"http GET / from 127.0.0.1"}
    file = tmp_path / "chaos.jsonl"
    file.write_text(log)
    other = serve(project(*rules, seed=12345), "--replay-chaos", str(file))
    assert run(other) == seen


def test_a_log_that_is_none_is_refused(tmp_path):
    (tmp_path / "mockforge.yaml").write_text(project())
    (tmp_path / "log").write_text('{"rule":"a","n":0,"seed":1,"value":0}\nnothing\n')
    result = run_program("serve", str(tmp_path), "--replay-chaos", str(tmp_path / "log"))
    assert result.returncode == 2 and "line 2 is not a decision" in result.stderr
