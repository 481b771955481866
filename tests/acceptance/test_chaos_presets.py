# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets of chaos rules: MockForge's scenarios, network profiles, the project's and the user's own."""

import concurrent.futures
import json
import time

import pytest
from chaoslab import GET, is_share, lab, project, rule_of, send, statuses, timed
from conftest import run_program, wait_until
from test_chaos_control import command

# What is published of each: bits a second down and up, milliseconds of a round trip.
PROFILES = {
    "gprs": (50_000, 20_000, 500), "edge": (240_000, 200_000, 840), "2g": (280_000, 256_000, 800),
    "3g-slow": (400_000, 400_000, 400), "3g": (1_600_000, 768_000, 300), "3g-fast": (1_600_000, 768_000, 150),
    "3g-lossy": (200_000, 50_000, 200), "4g": (9_000_000, 9_000_000, 170), "lte": (12_000_000, 12_000_000, 70),
    "dial-up": (49_000, 30_000, 120), "dsl": (1_500_000, 384_000, 50), "cable": (5_000_000, 1_000_000, 28),
    "fibre": (20_000_000, 5_000_000, 4), "wifi": (30_000_000, 15_000_000, 2), "wifi-flaky": (30_000_000, 15_000_000, 2),
    "satellite": (19_300_000, 2_540_000, 744), "satellite-leo": (87_250_000, 13_540_000, 44)}
SCENARIOS = ["network_degradation", "service_instability", "cascading_failure", "peak_traffic", "slow_backend"]
SECONDS = 0.6  # of transfer
PRESET = {"description": "half down", "rules": [{"name": "down", "probability": 0.5, "fault": {"abort": {"status": 503}}},
                                                {"fault": {"latency": {"delay": "5ms"}}}]}


def presets(server):
    return {preset["name"]: preset for preset in send(server, "GET", "/presets").json()}


def apply(server, name, check=True):
    return send(server, "POST", f"/presets/{name}", check=check)


def test_all_are_there(serve):
    found = presets(serve(project()))
    assert sorted(found) == sorted([*PROFILES, *SCENARIOS])
    assert {found[name]["group"] for name in PROFILES} == {"network"}
    assert {found[name]["group"] for name in SCENARIOS} == {"scenario"}
    assert all(preset["rules"] and preset["description"] and not preset["applied"] for preset in found.values())


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_is_what_was_published(serve, tmp_path, name):
    down, up, trip = (PROFILES[name][0] / 8, PROFILES[name][1] / 8, PROFILES[name][2])
    body = int(down * SECONDS)
    (tmp_path / "body.bin").write_bytes(b"x" * body)
    server = serve(project(routes="\nroutes:\n  - {path: /, response: {body: ok}}\n"
                                  "  - {path: /big, response: {body_file: body.bin}}\n"
                                  "  - {path: /up, method: POST, response: {body: ok}}\n"))
    assert apply(server, name).json()["applied"] is True

    def first():
        connection = server.raw()
        connection.send(GET).read_reply()
        return connection

    (connection, ms) = timed(first)
    assert ms >= 2 * trip, "a round trip for the handshake, and one for the exchange"
    exchange = min(timed(lambda: connection.send(GET).read_reply())[1] for _ in range(3))
    transfer = 1000 * (300 / down + 60 / up)  # of the request and the reply
    assert trip <= exchange <= trip + max(8, trip * 0.05) + transfer
    lossy = "loss" in name or "flaky" in name
    begun = time.monotonic()
    assert connection.send(GET.replace("/", "/big", 1)).read_reply().status == 200
    took = time.monotonic() - begun - trip / 1000
    assert took >= SECONDS * 0.93, f"{body / took * 8:.0f} bits a second down"
    assert lossy or took <= SECONDS * 1.1 + 0.15
    size = int(up * SECONDS)
    begun = time.monotonic()
    connection.send(f"POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode() + b"x" * size)
    assert connection.read_reply().status == 200
    took = time.monotonic() - begun - trip / 1000
    assert took >= SECONDS * 0.93, f"{size / took * 8:.0f} bits a second up"
    assert took <= SECONDS * 1.1 + 0.15 or lossy
    if lossy:
        loss = "fading" if "flaky" in name else "loss"
        wait_until(lambda: rule_of(server, f"{name}: {loss}")["matched"] > 0, what="the segments' losses to be drawn")
    assert send(server, "PUT", f"/presets/{name}", {"applied": False}).json()["applied"] is False
    assert lab(server)["rules"] == []
    reply, ms = timed(lambda: server.raw().send(GET).read_reply())
    assert reply.status == 200 and ms < 60


def together(server, count, request=GET):
    """Each on a connection of its own: statuses and milliseconds."""
    def one(_):
        reply, ms = timed(lambda: server.raw().send(request).read_reply())
        return reply.status, ms

    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_network_degradation(serve):
    server = serve(project())
    apply(server, "network_degradation")
    results = together(server, 60)
    slow = [ms for _, ms in results if ms >= 400]
    assert is_share(len(slow), 60, 0.8) and all(status == 200 for status, _ in results)
    reply, ms = timed(lambda: server.raw().send(GET.replace("/", "/big", 1)).read_until_end(deadline=1)[0])
    assert len(reply) < 110_000 * ms / 1000, "100 kB/s"


def test_service_instability(serve):
    server = serve(project())
    apply(server, "service_instability")
    results = together(server, 80)
    assert {status for status, _ in results} <= {200, 500, 502, 503, 504}
    at_once = [status for status, ms in results if status >= 500 and ms < 4000]
    late = [status for status, ms in results if status == 504 and ms >= 5000]
    assert is_share(len(at_once), 80, 0.2) and is_share(len(late), 80, 0.8 * 0.1)


def test_cascading_failure(serve):
    server = serve(project())
    apply(server, "cascading_failure")
    results = together(server, 40)
    assert {rule["name"].split(": ", 1)[1] for rule in lab(server)["rules"]} == {
        "latency", "http errors", "connection errors", "timeouts", "rate limit"}
    assert {status for status, _ in results} <= {200, 429, 500, 503, 504} and 429 in {status for status, _ in results}
    assert is_share(sum(ms >= 700 for _, ms in results), 40, 0.7)


def test_peak_traffic(serve):
    server = serve(project())
    apply(server, "peak_traffic")
    answered, ms = timed(lambda: statuses(server, 200))
    passed = answered.count(200)
    assert passed + answered.count(429) == 200
    assert 10 <= passed <= 11 + 0.05 * ms * 1.1
    assert statuses(server, 1, GET.replace("/", "/json", 1)) == [200], "each route has a bucket of its own"


def test_slow_backend(serve):
    server = serve(project())
    apply(server, "slow_backend")
    assert all(status == 200 and 1790 <= ms <= 2300 for status, ms in together(server, 10))


def test_a_preset_of_the_project(serve):
    server = serve(project(section="presets:\n  - name: outage\n    description: all down\n    rules:\n"
                                   "      - {fault: {abort: {status: 503}}}\n      - {fault: {abort: {status: 504}}, when: {path: /json}}\n"
                                   "  - {name: slow_backend, rules: [{fault: {latency: {delay: 30ms}}}]}"))
    assert presets(server)["outage"]["group"] == "project" and presets(server)["outage"]["description"] == "all down"
    assert statuses(server, 1) == [200]
    apply(server, "outage")
    assert statuses(server, 1) == [503]
    assert [rule["name"] for rule in lab(server)["rules"]] == ["outage: abort", "outage: abort 2"]
    apply(server, "outage")
    assert len(lab(server)["rules"]) == 2, "applied again, its rules take their own place"
    send(server, "PUT", "/presets/outage", {"applied": False})
    assert statuses(server, 1) == [200]
    apply(server, "slow_backend")
    assert rule_of(server, "slow_backend: latency")["rule"]["fault"]["latency"]["delay"] == "30ms", "the project's replaces the built-in one"
    assert send(server, "DELETE", "/presets/outage", check=False).status == 409
    assert send(server, "DELETE", "/presets/3g", check=False).status == 409


def test_the_users_own_are_kept(serve):
    server = serve(project())
    saved = send(server, "PUT", "/presets/my%20half", PRESET).json()
    assert saved["group"] == "user" and saved["name"] == "my half" and [rule["name"] for rule in saved["rules"]] == ["down", "latency"]
    server.stop()
    server = serve(project())
    assert presets(server)["my half"]["description"] == "half down"
    apply(server, "my%20half")
    assert is_share(statuses(server, 200).count(503), 200, 0.5)
    changed = {**PRESET, "rules": PRESET["rules"][:1]}
    assert len(send(server, "PUT", "/presets/my%20half", changed).json()["rules"]) == 1
    send(server, "DELETE", "/presets/my%20half")
    assert "my half" not in presets(server)
    assert json.loads((server.folder / "data/mockforge/chaos.json").read_text())["presets"] == []
    assert send(server, "DELETE", "/presets/my%20half", check=False).status == 404


def test_another_program_of_the_user_sees_them(serve):
    one, other = serve(project()), serve(project())
    send(one, "PUT", "/presets/shared", PRESET)
    assert "shared" in presets(other)
    send(other, "PUT", "/presets/second", PRESET)
    assert {"shared", "second"} <= set(presets(one))


def test_a_damaged_file_of_the_user_loses_nothing(serve):
    file = serve(project()).folder / "data/mockforge/chaos.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{not json")
    server = serve(project())
    assert "3g" in presets(server)
    refused = send(server, "PUT", "/presets/mine", PRESET, check=False)
    assert refused.status == 500 and "chaos.json holds what cannot be read" in refused.json()["error"]
    assert file.read_text() == "{not json"
    assert "chaos.json: it is not a JSON object" in "".join(server.stderr)


def test_what_cannot_be_saved_is_refused(serve):
    server = serve(project())
    for body, why in (({"rules": []}, "a preset needs rules"), ({"rules": [{"fault": "nothing"}]}, "there is no fault 'nothing'"),
                      ({"rules": [{"fault": "hang", "probability": 2}]}, "probability is 2"), ({"rule": []}, "there is no key"),
                      ({"rules": [{"fault": "hang", "name": "a"}, {"fault": "hang", "name": "a"}]}, "stands twice"),
                      ({"rules": [{"fault": "hang", "when": {"source": "nowhere"}}]}, "nowhere")):
        refused = send(server, "PUT", "/presets/bad", body, check=False)
        assert refused.status == 400 and why in refused.body.decode(), refused.body
    assert send(server, "PUT", "/presets/3g", PRESET, check=False).status == 409
    assert send(server, "PUT", "/presets/x", [1], check=False).status == 400
    assert apply(server, "nothing", check=False).status == 404
    assert send(server, "PATCH", "/presets/3g", check=False).header("Allow") == "GET, HEAD, PUT, POST, DELETE"
    assert send(server, "PUT", "/presets", {}, check=False).status == 405
    assert lab(server)["rules"] == []


def test_a_bad_preset_of_the_file_has_its_place(tmp_path):
    file = tmp_path / "mockforge.yaml"
    file.write_text("observability:\n  chaos:\n    presets:\n      - {name: a, rules: [{fault: hnag}]}\n      - {name: a, rules: [{fault: hang}]}\n"
                    "      - {name: b}\n      - {name: c, rules: [{fault: hang, when: {source: nowhere}}]}\n")
    result = run_program("check", str(file))
    assert result.returncode == 2
    for line, why in ((4, "there is no fault 'hnag'"), (5, "'a' stands twice"), (6, "a preset needs rules"), (7, "nowhere")):
        assert any(f"mockforge.yaml:{line}:" in text and why in text for text in result.stdout.splitlines()), result.stdout


def test_by_the_command_line(serve):
    server = serve(project())
    listed = command(server, "presets")
    assert listed.returncode == 0 and "3g-fast" in listed.stdout and "applied" not in listed.stdout
    applied = command(server, "apply", "slow_backend")
    assert "active   slow_backend: latency" in applied.stdout, applied.stdout + applied.stderr
    assert "applied  slow_backend" in command(server, "presets").stdout
    assert json.loads(command(server, "presets", "--json").stdout)[0]["name"] == "network_degradation"
    assert "slow_backend" not in command(server, "withdraw", "slow_backend").stdout
    missing = command(server, "apply", "nothing")
    assert missing.returncode == 1 and "there is no chaos preset 'nothing'" in missing.stderr
    command(server, "off")
    assert "chaos is off" in command(server, "apply", "3g").stderr


def test_by_flag(serve):
    server = serve(project(), "--chaos", "slow_backend", "--chaos", "{fault: {abort: {status: 418}}}")
    assert presets(server)["slow_backend"]["applied"] is True
    reply, ms = timed(lambda: server.raw().send(GET).read_reply())
    assert reply.status == 418 and ms >= 1790
    result = run_program("serve", str(server.file), "--chaos", "slow_backed")
    assert result.returncode == 2 and "did you mean 'slow_backend'?" in result.stderr
