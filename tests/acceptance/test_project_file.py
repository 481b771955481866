# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The project file: every mistake at once, overrides in their order, and reloads that drop nothing."""

import json
import os
import threading

import pytest
from conftest import run_program, wait_until

TWENTY = """\
htpp: {port: 1}
http:
  port: 70000
  host: [1]
  workers: many
  compression: maybe
  tls: {enabled: true, min_version: "1.1"}
  limits:
    max_body: lots
    header_timeout: -1s
admin:
  host: 0.0.0.0
logging: {level: loud}
observability:
  prometheus: {path: metrics}
  scenarios: {mode: havoc, error_rate: 2}
routes:
  - path: no-slash
  - method: GET
  - path: /a/{x}/{x}
  - path: /b
    match: {headers: {X: {regex: "("}}}
  - path: /c
    response: {status: 42, body: "{{nosuch}}"}
  - path: /d
    response: {body: a, body_file: b}
  - path: /e
    response: {body_file: ../outside.txt}
  - {id: twice, path: /f}
  - {id: twice, path: /g}
  - path: /h
    piority: 3
"""


def check(folder, *arguments, **options):
    return run_program("check", str(folder), *arguments, **options)


def test_twenty_mistakes_are_all_reported_with_their_places(tmp_path):
    (tmp_path / "mockforge.yaml").write_text(TWENTY)
    result = check(tmp_path, "--json")
    assert result.returncode == 2
    findings = json.loads(result.stdout)
    errors = {(finding["line"], finding["code"]) for finding in findings if finding["severity"] == "error"}
    for line, code in [(1, "unknown_key"), (3, "out_of_range"), (4, "wrong_type"), (5, "wrong_type"), (6, "wrong_type"),
                       (7, "unknown_value"), (9, "wrong_type"), (10, "out_of_range"), (12, "missing_key"), (13, "unknown_value"),
                       (15, "bad_path"), (16, "unknown_value"), (16, "out_of_range"), (18, "bad_path"), (19, "missing_key"),
                       (24, "out_of_range"), (26, "conflict"), (28, "outside_project"), (30, "duplicate_id"),
                       (32, "unknown_key")]:
        assert (line, code) in errors, f"line {line}: {code} is missing from {sorted(errors)}"
    assert all(finding["column"] > 0 for finding in findings if finding["line"] > 0)
    suggestions = {finding["message"]: finding["suggestion"] for finding in findings}
    assert "did you mean 'http'?" in suggestions["there is no key 'htpp'"]
    assert any("did you mean 'priority'?" in suggestion for suggestion in suggestions.values())


def test_what_only_the_compiled_routes_show_is_reported_too(tmp_path):
    (tmp_path / "mockforge.yaml").write_text(
        'routes:\n  - path: /a/{x}/{x}\n  - path: /b\n    match: {headers: {X: {regex: "("}}}\n'
        '  - path: /c\n    response: {body: "{{nosuch}}"}\n  - path: /d\n  - path: /d\n')
    lines = check(tmp_path).stdout.splitlines()
    for place, word in [(":2:", "x"), (":4:", "regular expression"), (":6:", "nosuch"), (":8:", "")]:
        assert any(place in line and word in line for line in lines), f"{place} {word}: {lines}"


def test_an_alias_bomb_is_refused_at_once(tmp_path):
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (tmp_path / "mockforge.yaml").write_text("\n".join(levels))
    result = check(tmp_path, timeout=10)
    assert result.returncode == 2 and "million values" in result.stdout


@pytest.mark.parametrize("text, word", [
    ("http: {port: 1", "not valid YAML"), ("a: 1\n---\nb: 2\n", "one YAML document"), ("http:\n  port: 1\n  port: 2\n", "stands twice"),
    ("http:\n\tport: 1\n", "tab"), ("[" * 5000, "nested too deep"), ("- a\n- b\n", "must be a mapping"), (",", "one YAML document"), ("a: 1\n}\n", "not valid YAML"),
])
def test_text_that_is_no_project(tmp_path, text, word):
    (tmp_path / "mockforge.yaml").write_text(text)
    result = check(tmp_path)
    assert result.returncode == 2 and word in result.stdout, result.stdout


def test_a_body_file_cannot_leave_the_folder_by_a_link(tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (project / "link.txt").symlink_to(tmp_path / "secret.txt")
    (project / "folder").symlink_to(tmp_path)
    (project / "mockforge.yaml").write_text(
        "routes:\n  - {path: /a, response: {body_file: link.txt}}\n  - {path: /b, response: {body_file: folder/secret.txt}}\n"
        "  - {path: /c, response: {body_file: /etc/passwd}}\n")
    result = check(project)
    assert result.returncode == 2 and result.stdout.count("leads outside the project's folder") == 3


def test_sections_that_are_not_served_are_named_in_a_warning(tmp_path):
    (tmp_path / "mockforge.yaml").write_text("mqtt: {port: 1883}\nplugins: {enabled: true}\nroutes: []\n")
    result = check(tmp_path)
    assert result.returncode == 0
    assert "warning: the protocol mqtt is not served" in result.stdout and "'plugins' has no effect" in result.stdout


def test_flag_beats_environment_beats_file(serve, tmp_path):
    text = "http: {compression: true, limits: {max_target: 100}}\nroutes: [{path: /**, response: {body: ok}}]\n"
    path = "/" + "x" * 300
    assert serve(text).curl(path).status == 414
    assert serve(text, env={"MOCKFORGE_HTTP_LIMITS_MAX_TARGET": "1KiB"}).curl(path).status == 200
    assert serve(text, "--set", "http.limits.max_target=200", env={"MOCKFORGE_HTTP_LIMITS_MAX_TARGET": "1KiB"}).curl(path).status == 414


def test_a_bad_override_names_where_it_came_from(tmp_path):
    (tmp_path / "mockforge.yaml").write_text("routes: []\n")
    result = check(tmp_path, env={"MOCKFORGE_HTTP_PORT": "many"})
    assert result.returncode == 2 and "MOCKFORGE_HTTP_PORT: error: http.port must be a whole number" in result.stdout
    assert "MOCKFORGE_HTP_PORT" in check(tmp_path, env={"MOCKFORGE_HTP_PORT": "1"}).stdout
    result = check(tmp_path, "--set", "http.prot=1")
    assert result.returncode == 2 and "did you mean 'http.port'?" in result.stdout


def version(number):
    return f"routes:\n  - path: /\n    response: {{body: 'version {number}'}}\n"


def test_a_saved_change_is_in_force_and_counters_and_connections_survive(serve):
    server = serve(version(1))
    connection = server.raw().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert connection.read_reply().body == b"version 1"
    server.file.write_text(version(2))
    wait_until(lambda: server.curl("/").body == b"version 2", what="the new version")
    assert connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read_reply().body == b"version 2"
    assert server.metric('mockforge_requests_total{protocol="http",method="GET",status="200"}') >= 3


def test_an_editor_that_writes_and_renames_is_noticed(serve, tmp_path):
    server = serve(version(1))
    for number in (2, 3):
        (tmp_path / "new").write_text(version(number))
        os.replace(tmp_path / "new", server.file)
        wait_until(lambda: server.curl("/").body == f"version {number}".encode(), what=f"version {number}")


def test_a_broken_file_leaves_the_last_valid_version_in_force(serve):
    server = serve(version(1))
    server.file.write_text("routes:\n  - path: /\n    respnse: {}\n")
    wait_until(lambda: any("last valid version" in line for line in server.stderr), what="the error in the log")
    assert any("mockforge.yaml:3:5: error: there is no key" in line for line in server.stderr)
    assert server.curl("/").body == b"version 1"
    assert server.curl("/__mockforge/status", endpoint="admin").json()["findings"]
    server.file.write_text(version(2))
    wait_until(lambda: server.curl("/").body == b"version 2", what="the repaired version")


def test_a_body_file_that_changes_is_read_again(serve, tmp_path):
    (tmp_path / "body.txt").write_text("one")
    server = serve("routes: [{path: /, response: {body_file: body.txt}}]\n")
    assert server.curl("/").body == b"one"
    (tmp_path / "body.txt").write_text("number two")
    wait_until(lambda: server.curl("/").body == b"number two", what="the new content")


def test_a_reload_under_load_loses_no_reply(serve):
    server = serve(version(0))
    stop, counts, problems = threading.Event(), [0] * 4, []

    def client(index):
        connection = server.raw()
        while not stop.is_set():
            reply = connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read_reply()
            if reply.status != 200 or not reply.body.startswith(b"version "):
                problems.append(reply.body)
            counts[index] += 1

    clients = [threading.Thread(target=client, args=(index,)) for index in range(4)]
    for thread in clients:
        thread.start()
    for number in range(1, 6):
        server.file.write_text(version(number))
        wait_until(lambda: server.curl("/").body == f"version {number}".encode(), what=f"version {number}")
    stop.set()
    for thread in clients:
        thread.join()
    assert not problems and min(counts) > 0


def test_same_seed_same_requests_same_replies(serve):
    text = """
routes:
  - path: /
    response:
      body: {id: "{{uuid}}", name: "{{faker.person.name}}", n: "{{randInt 1 1000000}}"}
"""
    replies = []
    for seed in ("7", "7", "8"):
        server = serve(text, "--seed", seed)
        replies.append([server.curl("/").body for _ in range(5)])
        server.stop()
    assert replies[0] == replies[1] != replies[2]
    assert len(set(replies[0])) == 5


def test_the_schema_is_json_and_knows_the_keys():
    schema = json.loads(run_program("schema").stdout)
    assert schema["properties"]["http"]["properties"]["port"]["maximum"] == 65535
    assert "path_regex" in schema["$defs"]["route"]["properties"]
