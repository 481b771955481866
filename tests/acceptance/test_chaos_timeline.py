# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Timelines: stages that follow one another over rules and modes, ramps, loops, guards, and what is left when they end."""

import json
import threading
import time

from chaoslab import GET, lab, project, send, statuses, timed
from conftest import run_program, wait_until
from test_chaos_control import command

OUT = {"name": "down", "fault": {"abort": {"status": 503}}}
DRILL = {"name": "drill", "stages": [{"name": "calm", "duration": "400ms"}, {"name": "outage", "duration": "3s", "rules": [OUT]},
                                     {"name": "recovery", "duration": "400ms"}]}
LONG = {"name": "long", "stages": [{"name": "out", "duration": "60s", "mode": "error", "rules": [OUT]}]}


def run_of(server):
    return send(server, "GET", "/timeline").json()


def start(server, timeline, check=True):
    return send(server, "PUT", "/timeline", timeline, check=check)


def ended(server, deadline=20):
    return wait_until(lambda: not (run := run_of(server))["running"] and run, deadline, "the end of the timeline")


def mode(server):
    return server.curl("/__mockforge/scenario", endpoint="admin").json()["mode"]


def set_mode(server, name):
    server.curl("/__mockforge/scenario", "-X", "PUT", "-d", json.dumps({"mode": name}), endpoint="admin")


class Load:
    """Requests one after the other until the end of the block; each as (seconds since the beginning, status, milliseconds)."""

    def __init__(self, server):
        self.server, self.seen, self.over = server, [], threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        connection, begun = self.server.raw(), time.monotonic()
        while not self.over.is_set():
            at = time.monotonic() - begun
            reply, ms = timed(lambda: connection.send(GET).read_reply())
            self.seen.append((at, reply.status, ms))
            time.sleep(0.005)  # a client's pace, not a wait for anything

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def test_stages_follow_one_another(serve):
    server = serve(project())
    with Load(server) as load:
        state = start(server, DRILL).json()
        assert state["running"] is True and state["stage_name"] == "calm" and state["by"] == "admin API"
        (rule,) = wait_until(lambda: lab(server)["rules"], what="the second stage")
        assert rule["name"] == "drill: down" and rule["origin"] == "timeline drill"
        last = ended(server)
        wait_until(lambda: load.seen[-1][1] == 200, what="a healthy reply")
    assert last["ended"] == "finished" and last["name"] == "drill" and last["ended_ms"] - last["started_ms"] >= 3790
    assert lab(server)["rules"] == []
    answered = [status for _, status, _ in load.seen]
    first, final = answered.index(503), len(answered) - answered[::-1].index(503)
    assert set(answered[:first]) == {200} and set(answered[first:final]) == {503} and set(answered[final:]) == {200}
    down = [at for at, status, _ in load.seen if status == 503]
    assert 2.5 <= down[-1] - down[0] <= 3.3, "3 s"
    log = "".join(server.stderr)
    marks = [log.index(text) for text in ("drill: calm", "drill: outage", "drill: recovery", "chaos off")]
    assert marks == sorted(marks), "each stage is a mark, and so is the end"


def test_a_stage_may_be_a_mode_or_presets(serve):
    server = serve(project(), "--mode", "degraded")
    start(server, {"name": "m", "stages": [{"duration": "60s", "mode": "error"}, {"duration": "60s"}, {"duration": "60s", "mode": "staging"},
                                           {"duration": "60s", "preset": "slow_backend"}]})
    modes = []
    for stage in range(4):
        wait_until(lambda: run_of(server)["stage"] == stage, what=f"stage {stage}")
        modes.append(server.curl("/__mockforge/scenario", endpoint="admin").json()["description"].split(":")[0])
        if stage < 3:
            send(server, "PUT", f"/timeline/stages/{stage}", {"duration_ms": 100})
    assert modes == ["error", "degraded", "staging (degraded)", "degraded"], "a stage without a mode has the one before"
    assert [rule["name"] for rule in lab(server)["rules"]] == ["m: slow_backend latency"]
    assert timed(lambda: server.raw().send(GET).read_reply())[1] >= 1790
    send(server, "DELETE", "/timeline")
    assert mode(server) == "degraded" and lab(server)["rules"] == []


def test_it_reverts_to_what_was_before(serve):
    server = serve(project('{name: own, fault: {latency: {delay: 20ms}}}'), "--mode", "degraded")
    start(server, LONG)
    assert statuses(server, 1)[0] >= 500 and mode(server) == "error"
    stopped = send(server, "DELETE", "/timeline").json()
    assert stopped["running"] is False and stopped["ended"] == "stopped" and stopped["reason"] == "by admin API"
    assert mode(server) == "degraded" and [rule["name"] for rule in lab(server)["rules"]] == ["own"]
    assert statuses(server, 1) == [200]


def test_a_mode_chosen_by_hand_stays(serve):
    server = serve(project())
    start(server, LONG)
    set_mode(server, "degraded")
    send(server, "DELETE", "/timeline")
    assert mode(server) == "degraded"


def test_a_ramp_is_even_and_keeps_the_counts(serve):
    server = serve(project())
    with Load(server) as load:
        start(server, {"name": "r", "stages": [{"name": "up", "duration": "4s", "rules": [{"name": "slow", "fault": {"latency": {"delay": 0}}}],
                                                "ramp": {"parameter": "delay", "from": "0ms", "to": "200ms"}},
                                               {"name": "top", "duration": "60s", "rules": [{"fault": {"latency": {"delay": "200ms"}}}]}]})
        counts = []
        while (before := run_of(server))["stage"] == 0:
            rule, after = lab(server)["rules"][0], run_of(server)
            if after["stage"] > 0:
                break
            delay = rule["rule"]["fault"]["latency"]["delay"]
            assert before["elapsed_ms"] / 20 - 30 <= delay <= after["elapsed_ms"] / 20 + 1, "200 ms in 4 s, ten steps a second"
            counts.append((rule["matched"], rule["fired"]))
    assert counts == sorted(counts) and counts[-1][0] >= 5 and counts[-1][1] >= counts[-1][0] - 1, "the decisions go on"
    delays = [ms for at, _, ms in load.seen if at < 4]
    assert max(delays) >= 120 and min(delays) < 60 and delays.index(max(delays)) > delays.index(min(delays))
    send(server, "DELETE", "/timeline")


def test_a_ramp_of_a_share_and_of_a_rate(serve):
    server = serve(project())
    start(server, {"name": "r", "stages": [{"duration": "10s", "rules": [{"name": "down", "fault": {"abort": {"status": 503}}},
                                                                       {"name": "thin", "fault": {"bandwidth": {"rate": "1MiB"}}}],
                                            "ramp": [{"rule": "down", "parameter": "probability", "from": 0, "to": 1},
                                                     {"rule": "thin", "parameter": "rate", "from": "1MiB", "to": "16KiB"}]}]})

    def now():
        rules = {rule["name"]: rule for rule in lab(server)["rules"]}
        return rules["r: down"]["configured_share"], rules["r: thin"]["rule"]["fault"]["bandwidth"]["rate"]

    share, rate = now()
    wait_until(lambda: now()[0] > 0.6, what="more than half of the ramp")
    later, slower = now()
    assert share < later < 1 and rate > slower > 16_384
    statuses(server, 20)
    send(server, "DELETE", "/timeline")
    assert server.metric('mockforge_chaos_faults_total{protocol="http",fault="abort"}') > 3


def test_a_rate_that_changes_under_way_is_kept(serve):
    """A body that is under way all the while: each change of the rate must neither give tokens away nor lose any."""
    rate = 256 * 1024
    server = serve(project())
    start(server, {"name": "r", "stages": [{"duration": "60s", "rules": [{"name": "thin", "fault": {"bandwidth": {"rate": rate}}}],
                                            "ramp": {"parameter": "rate", "from": rate, "to": rate * 0.9}}]})
    connection = server.raw()
    connection.send(GET.replace("/", "/big", 1) * 3)  # 768 KiB
    received, begun = len(connection.socket.recv(65536)), time.monotonic()
    while time.monotonic() < begun + 2:
        received += len(connection.socket.recv(65536))
    assert 0.93 * rate <= received / (time.monotonic() - begun) <= 1.05 * rate
    (rule,) = lab(server)["rules"]
    assert rule["matched"] == 1 and rule["rule"]["fault"]["bandwidth"]["rate"] < rate, "one decision, though the rule has changed"
    send(server, "DELETE", "/timeline")


def test_it_repeats_until_it_is_stopped(serve):
    server = serve(project())
    start(server, {"name": "loop", "repeat": True, "stages": [{"duration": "100ms"}, {"duration": "100ms", "rules": [OUT]}]})
    wait_until(lambda: run_of(server)["round"] >= 2, what="the third round")
    send(server, "DELETE", "/timeline")
    assert run_of(server)["running"] is False and statuses(server, 3) == [200] * 3


def test_its_time_to_live_ends_it(serve):
    server = serve(project())
    begun = start(server, {**LONG, "repeat": True, "time_to_live": "500ms"}).json()["started_ms"]
    last = ended(server)
    assert last["ended"] == "time_to_live" and 490 <= last["ended_ms"] - begun <= 900
    assert mode(server) == "healthy" and statuses(server, 1) == [200]


def test_a_guard_on_errors(serve):
    server = serve(project())
    with Load(server) as load:
        start(server, {**LONG, "guard": {"error_share": 0.5, "for": "2s"}})
        last = ended(server)
        wait_until(lambda: load.seen[-1][1] == 200, what="a healthy reply")
    assert last["ended"] == "guard" and "100.0 % errors, above 50.0 % for 2 s" in last["reason"]
    assert last["ended_ms"] - last["started_ms"] >= 2000
    assert mode(server) == "healthy" and lab(server)["rules"] == []
    assert "ended by its guard" in "".join(server.stderr)


def test_a_guard_on_latency_lets_go_of_what_waits(serve):
    server = serve(project())
    held = {"name": "g", "guard": {"p99": "50ms", "for": "1s"},
            "stages": [{"duration": "60s", "rules": [{"name": "slow", "when": {"path": "/"}, "fault": {"latency": {"delay": "100ms"}}},
                                                     {"name": "stuck", "when": {"path": "/json"}, "fault": "hang"}]}]}
    start(server, held)
    stuck = server.raw().send(GET.replace("/", "/json", 1))
    with Load(server):
        last = ended(server)
    assert last["ended"] == "guard" and "p99" in last["reason"]
    assert stuck.read_reply().status == 200
    assert server.metric('mockforge_chaos_faults_active{protocol="http"}') == 0


def test_a_guard_that_sees_nothing_bad_stays_still(serve):
    server = serve(project())
    with Load(server):
        start(server, {"name": "g", "guard": {"error_share": 0.9, "p99": "5s", "for": "1s"},
                       "stages": [{"duration": "2500ms", "rules": [{**OUT, "probability": 0.3}]}]})
        assert ended(server)["ended"] == "finished"


def test_stop_all_chaos_ends_it(serve):
    server = serve(project())
    start(server, LONG)
    assert send(server, "POST", "/stop").json()["enabled"] is False
    last = run_of(server)
    assert last["running"] is False and "all chaos stopped" in last["reason"]
    assert mode(server) == "healthy" and lab(server)["rules"] == [] and statuses(server, 1) == [200]
    refused = start(server, LONG, check=False)
    assert refused.status == 409 and "chaos is switched off" in refused.json()["error"]
    assert start(server, {"name": "modes", "stages": [{"duration": "60s", "mode": "error"}]}).json()["running"] is True
    send(server, "DELETE", "/timeline")


def test_one_runs_at_a_time(serve):
    server = serve(project())
    start(server, LONG)
    start(server, {"name": "other", "stages": [{"duration": "60s"}]})
    assert run_of(server)["name"] == "other" and lab(server)["rules"] == [] and mode(server) == "healthy"
    send(server, "DELETE", "/timeline")


def test_durations_change_while_it_runs(serve):
    server = serve(project())
    start(server, {"name": "d", "stages": [{"name": "one", "duration": "60s"}, {"name": "two", "duration": "60s", "rules": [OUT]}]})
    changed = send(server, "PUT", "/timeline/stages/0", {"duration_ms": 200}).json()
    assert changed["stages"][0]["duration_ms"] >= 200
    wait_until(lambda: run_of(server)["stage"] == 1, what="the second stage")
    send(server, "PUT", "/timeline/stages/1", {"duration_ms": 300})
    assert ended(server)["ended"] == "finished"
    assert send(server, "PUT", "/timeline/stages/0", {"duration_ms": 200}, check=False).status == 409
    start(server, LONG)
    for stage, body in (("9", {"duration_ms": 200}), ("0", {"duration_ms": 1}), ("0", {"duration": 200}), ("x", {"duration_ms": 200})):
        assert send(server, "PUT", f"/timeline/stages/{stage}", body, check=False).status == 400
    send(server, "DELETE", "/timeline")


FILE = """observability:
  chaos:
    timelines:
      - name: from file
        description: for a test
        at_start: %s
        stages:
          - {name: only, duration: 60s, rules: [{fault: {abort: {status: 418}}}]}
routes:
  - {path: /, response: {body: ok}}
"""


def test_the_projects_own(serve):
    server = serve(FILE % "false")
    (listed,) = send(server, "GET", "/timelines").json()
    assert (listed["name"], listed["group"], listed["description"]) == ("from file", "project", "for a test")
    assert listed["stages"] == [{"name": "only", "duration_ms": 60000, "mode": "", "preset": "", "what": "abort"}]
    assert statuses(server, 1) == [200]
    send(server, "POST", "/timelines/from%20file")
    assert statuses(server, 1) == [418]
    assert send(server, "DELETE", "/timelines/from%20file", check=False).status == 409
    assert send(server, "PUT", "/timeline", {"name": "from file"}).json()["stage_name"] == "only"


def test_at_the_start(serve):
    server = serve(FILE % "true")
    assert statuses(server, 1) == [418] and run_of(server)["by"] == "project file"
    send(server, "DELETE", "/timeline")
    server.file.write_text((FILE % "true").replace("for a test", "changed"))
    wait_until(lambda: send(server, "GET", "/timelines").json()[0]["description"] == "changed", what="the reload")
    assert run_of(server)["running"] is False, "a reload is no start"


def test_by_flag(serve):
    server = serve(FILE % "false", "--timeline", "from file")
    assert statuses(server, 1) == [418] and run_of(server)["by"] == "--timeline"
    server = serve(FILE % "false", "--timeline", json.dumps(LONG))
    assert run_of(server)["name"] == "long"
    result = run_program("serve", str(server.file), "--timeline", "nothing")
    assert result.returncode == 2 and "there is no timeline 'nothing'" in result.stderr


def test_the_users_own_are_kept(serve):
    server = serve(project())
    body = {key: value for key, value in DRILL.items() if key != "name"}
    assert send(server, "PUT", "/timelines/mine", body).json()["group"] == "user"
    server.stop()
    server = serve(project())
    assert [timeline["name"] for timeline in send(server, "GET", "/timelines").json()] == ["mine"]
    send(server, "POST", "/timelines/mine")
    assert run_of(server)["name"] == "mine"
    send(server, "DELETE", "/timelines/mine")
    assert send(server, "GET", "/timelines").json() == [] and run_of(server)["running"] is True
    assert send(server, "POST", "/timelines/mine", check=False).status == 404
    assert send(server, "GET", "/timelines/mine", check=False).status == 404


def test_by_the_command_line(serve):
    server = serve(project())
    assert "no timeline runs" in command(server, "timeline").stdout
    started = command(server, "start", json.dumps(LONG))
    assert started.returncode == 0 and "long runs, round 1" in started.stdout and "→ out" in started.stdout
    assert json.loads(command(server, "timeline", "--json").stdout)["run"]["name"] == "long"
    assert "long ended: stopped (by admin API)" in command(server, "end").stdout
    missing = command(server, "start", "nothing")
    assert missing.returncode == 1 and "there is no timeline 'nothing'" in missing.stderr


def test_a_bad_timeline_is_refused_and_what_runs_goes_on(serve):
    server = serve(project())
    start(server, LONG)
    stage = {"duration": "1s", "rules": [{"name": "a", "fault": {"latency": {"delay": 1}}}]}
    for body, why in (({"stages": []}, "a timeline needs stages"), ({"stages": [{"mode": "error"}]}, "a stage needs a duration"),
                      ({"stages": [{"duration": "1ms"}]}, "duration is"), ({"stages": [{"duration": "1s", "mode": "x"}]}, "'x'"),
                      ({"stages": [{"duration": "1s", "preset": "x"}]}, "there is no chaos preset 'x'"),
                      ({"stages": [{**stage, "ramp": {"parameter": "delay", "from": 1}}]}, "ramp needs to"),
                      ({"stages": [{**stage, "ramp": {"rule": "b", "parameter": "delay", "from": 1, "to": 2}}]}, "no rule 'b'"),
                      ({"stages": [{**stage, "ramp": {"parameter": "dely", "from": 1, "to": 2}}]}, "dely"),
                      ({"stages": [{**stage, "ramp": {"parameter": "probability", "from": 0, "to": 2}}]}, "probability"),
                      ({"stages": [stage], "guard": {"for": "5s"}}, "a guard needs error_share or p99"),
                      ({"stages": [stage], "guard": {"error_share": 2}}, "error_share is 2"), ({"stagse": []}, "there is no key")):
        refused = start(server, {"name": "bad", **body}, check=False)
        assert refused.status in (400, 404) and why in refused.body.decode(), refused.body
    assert run_of(server)["name"] == "long" and statuses(server, 1)[0] >= 500
    assert send(server, "POST", "/timeline", {}, check=False).status == 405
    assert send(server, "PATCH", "/timelines/x", {}, check=False).status == 405
    send(server, "DELETE", "/timeline")


def test_a_bad_timeline_of_the_file_has_its_place(tmp_path):
    file = tmp_path / "mockforge.yaml"
    file.write_text("observability:\n  chaos:\n    timelines:\n      - name: a\n        stages:\n          - {duration: 1s, mode: eror}\n"
                    "          - {duration: 1s, preset: 3h}\n          - {duration: 1s, rules: [{fault: hang}], ramp: {parameter: delay, from: 1, to: 2}}\n"
                    "      - {name: a, stages: [{duration: 1s}]}\n")
    result = run_program("check", str(file))
    assert result.returncode == 2
    for place, why in (("6:", "did you mean 'error'?"), ("7:", "'3h'"), ("8:", "the ramp of delay"), ("9:", "'a' stands twice")):
        assert any(f"mockforge.yaml:{place}" in line and why in line for line in result.stdout.splitlines()), result.stdout
