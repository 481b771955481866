# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings: what is said, when, after which message; and what is said of a line that cannot be read."""

import time

from conftest import run_program, wait_until
from wsclient import BINARY, TEXT, RawWebSocket, frame, serve_websocket, talk, texts


def replaying(serve, tmp_path, recording, keys="", **options):
    (tmp_path / "talk.jsonl").write_text(recording)
    return serve_websocket(serve, f"websocket:\n  endpoints:\n    - {{path: /, replay_file: talk.jsonl{keys}}}\n", **options)


def test_lines_come_at_their_time(serve, tmp_path):
    server = replaying(serve, tmp_path, """{"ts": 0, "dir": "out", "text": "one"}
{"ts": 100, "dir": "in", "text": "what the client said then"}

{"ts": 300, "dir": "out", "text": "two {{request.path}}"}
{"ts": 300, "dir": "out", "text": {"three": 3}}
{"ts": 310, "dir": "out", "base64": "AAH/"}
""")
    raw = RawWebSocket(server.address("websocket"))
    begun = time.monotonic()
    assert raw.receive() == (TEXT, b"one") and time.monotonic() - begun < 0.25
    assert raw.receive() == (TEXT, b"two /") and 0.25 <= time.monotonic() - begun < 0.8
    assert [raw.receive(), raw.receive()] == [(TEXT, b'{"three":3}'), (BINARY, b"\x00\x01\xff")]


def test_wait_for_a_match_or_a_query(serve, tmp_path):
    server = replaying(serve, tmp_path, """{"ts": 0, "dir": "out", "text": "ready?", "waitFor": null}
{"ts": 10, "dir": "out", "text": "hello {{message}}", "waitFor": "^I am [A-Z]"}
{"ts": 20, "dir": "out", "text": "sold {{body.item}}", "waitFor": "$[?@.price > 10]"}
{"ts": 20, "dir": "out", "text": "priced", "waitFor": "$.price"}
""")
    steps = [{"messages": 1}, {"send": "i am ada"}, {"send": "I am Ada"}, {"messages": 2}, {"send": '{"a": {"price": 5}}'},
             {"send": '{"item": {"price": 50}}'}, {"messages": 3}, {"send": '{"price": 1}'}, {"messages": 4}]
    result = talk(server.url("/", "websocket"), *steps)
    assert texts(result) == ["ready?", "hello I am Ada", 'sold {"price":50}', "priced"]
    # A message that nothing waits for is still a request; one that is waited for ends with its line.
    assert server.metric('mockforge_requests_total{protocol="websocket",method="message",status="ok"}') == 5
    assert server.metric('mockforge_requests_in_flight{protocol="websocket"}') == 0


def test_a_replay_ends_and_stays_open_or_begins_anew(serve, tmp_path):
    server = replaying(serve, tmp_path, '{"ts": 0, "dir": "out", "text": "a"}\n{"ts": 20, "dir": "out", "text": "b"}\n')
    result = talk(server.url("/", "websocket"), {"messages": 2}, {"ping": "x"}, {"pongs": 1})
    assert texts(result) == ["a", "b"]
    (tmp_path / "talk.jsonl").write_text('{"ts": 5, "dir": "out", "text": "a"}\n{"ts": 10, "dir": "out", "text": "b"}\n')
    server.file.write_text("websocket:\n  endpoints:\n    - {path: /, replay_file: talk.jsonl, replay_loop: true}\n")

    def loops():
        raw = RawWebSocket(server.address("websocket"))
        raw.socket.settimeout(1)
        try:
            return [raw.receive()[1] for _ in range(6)] == [b"a", b"b"] * 3
        except TimeoutError:
            return False
        finally:
            raw.close()
    wait_until(loops, what="the loop")


def test_a_loop_that_takes_no_time_is_refused(tmp_path):
    (tmp_path / "talk.jsonl").write_text('{"ts": 0, "dir": "out", "text": "a"}\n')
    (tmp_path / "mockforge.yaml").write_text(
        "websocket:\n  endpoints:\n    - {path: /, replay_file: talk.jsonl, replay_loop: true}\n")
    result = run_program("check", "mockforge.yaml", cwd=tmp_path)
    assert result.returncode == 2 and "replay_loop needs a recording that takes time" in result.stdout + result.stderr


def test_mockforge_s_own_key_replays_on_every_path_without_an_endpoint(serve, tmp_path):
    (tmp_path / "talk.jsonl").write_text('{"ts":0,"dir":"out","text":"HELLO {{uuid}}","waitFor":"^CLIENT_READY$"}\n')
    server = serve_websocket(serve, "websocket:\n  replay_file: talk.jsonl\n  endpoints: [{path: /echo}]\n")
    said = texts(talk(server.url("/anything", "websocket"), {"send": "CLIENT_READY"}, {"messages": 1}))[0]
    assert said.startswith("HELLO ") and len(said) == 42
    assert texts(talk(server.url("/echo", "websocket"), {"send": "CLIENT_READY"}, {"messages": 1})) == ["CLIENT_READY"]


def test_every_line_that_cannot_be_read_is_named(tmp_path):
    lines = ['{"ts": 0, "dir": "out", "text": "fine"}', '{"ts": 0, "dir": "out"', '[1]', '{"ts": -1, "dir": "out", "text": "x"}',
             '{"ts": 0, "dir": "both", "text": "x"}', '{"ts": 0, "dir": "out"}', '{"ts": 0, "dir": "out", "txt": "x"}',
             '{"ts": 0, "dir": "out", "text": "{{nosuch}}"}', '{"ts": 0, "dir": "out", "text": "x", "waitFor": "("}',
             '{"ts": 0, "dir": "out", "text": "x", "waitFor": "$["}', '{"ts": 0, "dir": "out", "base64": "?"}',
             '{"dir": "out", "text": "x"}', '{"ts": 0, "dir": "out", "text": "x", "waitFor": 5}']
    (tmp_path / "talk.jsonl").write_text("\n".join(lines) + "\n")
    (tmp_path / "mockforge.yaml").write_text("websocket: {endpoints: [{path: /, replay_file: talk.jsonl}]}\n")
    result = run_program("check", "mockforge.yaml", cwd=tmp_path)
    output = result.stdout + result.stderr
    assert result.returncode == 2 and "talk.jsonl:1:" not in output
    for number, says in enumerate(["this is not JSON", "a line must be an object", "ts must be a number", "dir must be", "there is no text",
                                   "there is no key 'txt'", "nosuch", "the regular expression is wrong", "waitFor:", "base64 is not base64",
                                   "ts must be a number", "waitFor must be text"], start=2):
        line = next(line for line in output.splitlines() if f"talk.jsonl:{number}:" in line)
        assert says in line, line


def test_modes_that_need_what_is_not_there(tmp_path):
    (tmp_path / "mockforge.yaml").write_text("""websocket:
  endpoints:
    - {path: /a, mode: replay}
    - {path: /b, mode: script}
    - {path: /c, replay_file: nowhere.jsonl}
    - {path: /d, replay_file: ../outside.jsonl}
    - {path: /e, replay_file: x.jsonl, script: {on_connect: []}}
    - {path: f}
    - {path: /g, mode: dance}
""")
    (tmp_path / "x.jsonl").write_text("")
    output = run_program("check", "mockforge.yaml", cwd=tmp_path)
    text = output.stdout + output.stderr
    assert output.returncode == 2
    for line, says in ((3, "mode: replay needs replay_file"), (4, "mode: script needs script or script_file"),
                       (5, "cannot be read"), (6, "outside the project's folder"), (7, "either a script or a replay_file"),
                       (8, "begins with '/'"), (9, "dance")):
        assert any(f"mockforge.yaml:{line}:" in one and says in one for one in text.splitlines()), (line, text)


def test_mode_echo_beside_a_script_echoes(serve):
    server = serve_websocket(serve, "websocket:\n  endpoints:\n    - {path: /, mode: echo, script: {on_connect: [{send: hi}]}}\n")
    assert texts(talk(server.url("/", "websocket"), {"send": "x"}, {"messages": 1})) == ["x"]
