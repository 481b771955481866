# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every step and every matcher of a WebSocket script, and what is said of a script that is wrong; with npm's ws."""

import time

import pytest
from conftest import run_program, wait_until
from wsclient import BINARY, TEXT, RawWebSocket, frame, serve_websocket, talk, texts


def script(steps):
    """A project whose one path runs the script."""
    indented = "".join(f"        {line}\n" for line in steps.strip("\n").splitlines())
    return f"websocket:\n  endpoints:\n    - path: /\n      script:\n{indented}"


def say(serve, steps, *messages, count=None, **options):
    """Sends messages to a script; gives the texts that come back, `count` of them or one each."""
    server = serve_websocket(serve, script(steps))
    sent = [{"sendHex": m.hex()} if isinstance(m, bytes) else {"send": m} for m in messages]
    return texts(talk(server.url("/", "websocket"), *sent, {"messages": count or len(messages)}, **options))


def test_on_connect_on_message_and_otherwise(serve):
    assert say(serve, """
on_connect:
  - send: welcome
on_message:
  - match: hello
    steps: [{send: "hello yourself"}]
otherwise:
  - send: "what is {{message}}?"
""", "hello", "this", count=3) == ["welcome", "hello yourself", "what is this?"]


def test_a_message_that_nothing_takes_is_not_answered(serve):
    assert say(serve, "on_message:\n  - {match: b, steps: [{send: B}]}\n", "a", "b", count=1) == ["B"]


MATCHERS = """
on_message:
  - {match: {equals: "exactly this"}, steps: [{send: equals}]}
  - {match: {regex: "^[A-Z]{3}-\\\\d+$"}, steps: [{send: regex}]}
  - {match: {contains: needle}, steps: [{send: contains}]}
  - {match: {json: {type: order, "items.1.id": 7}}, steps: [{send: json fields}]}
  - {match: {jsonpath: {"$.items[?@.price > 100]": {present: true}}}, steps: [{send: jsonpath}]}
  - {match: {jsonpath: {"$..name": {regex: "^Ada"}}}, steps: [{send: jsonpath value}]}
  - {match: {binary_prefix: "89 50 4e 47"}, steps: [{send: binary prefix}]}
  - {match: {kind: binary, contains: text}, steps: [{send: kind and contains}]}
  - {match: {kind: binary}, steps: [{send: kind}]}
  - {match: {kind: text, contains: "{"}, steps: [{send: some JSON}]}
  - {match: {absent: true}, steps: [{send: empty}]}
otherwise:
  - send: otherwise
"""


def test_every_matcher(serve):
    said = say(serve, MATCHERS, "exactly this", "exactly this ", "ABC-42", "ABC-x", "hay needle hay",
               '{"type": "order", "items": [{}, {"id": 7}]}', '{"type": "order", "items": [{}, {"id": "7"}]}',
               '{"items": [{"price": 101}]}', '{"x": [{"name": "Ada L."}]}', b"\x89PNG\r\n", "\x89PNG", b"some text", b"\x89PN", "")
    assert said == ["equals", "otherwise", "regex", "otherwise", "contains", "json fields", "some JSON", "jsonpath", "jsonpath value",
                    "binary prefix", "otherwise", "kind and contains", "kind", "empty"]


def test_the_first_rule_that_fits_takes_the_message(serve):
    assert say(serve, "on_message:\n  - {match: {contains: a}, steps: [{send: first}]}\n  - {match: {contains: ab}, steps: [{send: second}]}\n",
               "ab") == ["first"]


def test_payloads_text_json_hex_base64_and_echo(serve):
    said = say(serve, """
otherwise:
  - send: "text {{message}}"
  - send: {id: 7, said: "{{message}}", list: [1, two, null]}
  - send: [a, b]
  - send_hex: "00 ff:10"
  - send_base64: aGVsbG8=
  - echo:
""", "hi", count=6)
    assert said == ["text hi", '{"id":7,"said":"hi","list":[1,"two",null]}', '["a","b"]', "00ff10", b"hello".hex(), "hi"]
    assert say(serve, "otherwise: [{echo: }]\n", b"\x00\x01") == ["0001"]


def test_templates_have_the_message_and_the_handshake_at_hand(serve):
    server = serve_websocket(serve, """
seed: 1
websocket:
  endpoints:
    - path: /rooms/{room}
      script:
        otherwise:
          - send: "{{message}}|{{body.user.name}}|{{params.room}}|{{query.lang}}|{{headers.X-Tenant}}|{{request.path}}|{{connection.messages}}"
          - send: {who: "{{body.user.name}}", size: "{{body.n}}", id: "{{uuid}}"}
""")
    url = server.url("/rooms/blue?lang=fi", "websocket")
    message = '{"user":{"name":"Ada"},"n":3}'
    first, second = texts(talk(url, {"send": message}, {"messages": 2}, headers={"X-Tenant": "t1"}))
    assert first == message + "|Ada|blue|fi|t1|/rooms/blue|1"
    assert second.startswith('{"who":"Ada","size":3,"id":"')


def test_data_is_reproducible_from_the_seed(serve):
    said = []
    for seed in ("7", "7", "8"):
        server = serve_websocket(serve, script('otherwise: [{send: "{{uuid}} {{faker.person.name}}"}]'), "--seed", seed)
        said.append(texts(talk(server.url("/", "websocket"), {"send": "a"}, {"send": "b"}, {"messages": 2})))
        server.stop()
    assert said[0] == said[1] != said[2] and said[0][0] != said[0][1]


def test_delay_is_a_timer_that_holds_back_only_its_own_steps(serve):
    server = serve_websocket(serve, script("""
on_message:
  - match: slow
    steps: [{delay: 300ms}, {send: slow}, {delay: {min: 50ms, max: 60ms}}, {send: slower}]
otherwise: [{send: fast}]
"""))
    raw = RawWebSocket(server.address("websocket"))
    begun = time.monotonic()
    raw.send(frame(TEXT, "slow") + frame(TEXT, "x"))
    assert raw.receive()[1] == b"fast" and time.monotonic() - begun < 0.25
    assert raw.receive()[1] == b"slow" and 0.3 <= time.monotonic() - begun < 0.6
    assert raw.receive()[1] == b"slower" and time.monotonic() - begun >= 0.35


def test_repeat_with_a_count_and_an_interval(serve):
    server = serve_websocket(serve, script("""
on_message:
  - match: go
    steps:
      - repeat: {count: 4, interval: 100ms, steps: [{send: "tick"}, {send: "tock"}]}
      - send: done
"""))
    raw = RawWebSocket(server.address("websocket"))
    begun = time.monotonic()
    raw.send(frame(TEXT, "go"))
    assert [raw.receive()[1] for _ in range(9)] == [b"tick", b"tock"] * 4 + [b"done"]
    assert 0.3 <= time.monotonic() - begun < 1.2


def test_repeat_without_a_count_goes_on_until_the_connection_ends(serve):
    server = serve_websocket(serve, script("on_connect: [{repeat: {interval: 5ms, steps: [{send: tick}]}}]\n"))
    raw = RawWebSocket(server.address("websocket"))
    assert [raw.receive()[1] for _ in range(30)] == [b"tick"] * 30
    raw.close()
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="its end")
    sent = server.metric("mockforge_ws_messages_sent_total")
    again = RawWebSocket(server.address("websocket"))
    [again.receive() for _ in range(3)]
    again.close()
    assert server.metric("mockforge_ws_messages_sent_total") - sent < 60


def test_sequence_gives_the_next_one_each_time_and_the_last_for_ever(serve):
    assert say(serve, """
otherwise:
  - sequence:
      - send: one
      - [{send: two}, {send: two and a half}]
      - send: for ever
""", "1", "2", "3", "4", count=5) == ["one", "two", "two and a half", "for ever", "for ever"]


def test_branches(serve):
    assert say(serve, """
otherwise:
  - if: "{{body.admin}}"
    then: [{send: admin}]
    else: [{if: "{{eq message 'who'}}", then: [{send: guest}]}, {send: end}]
""", '{"admin": true}', '{"admin": false}', "who", "{}", count=5) == ["admin", "end", "guest", "end", "end"]


def test_loop_and_state(serve):
    assert say(serve, """
on_connect:
  - set: {left: 3, list: [a]}
  - while: "{{gt state.left 0}}"
    steps:
      - send: "left {{state.left}} {{state.list}}"
      - set: {left: "{{subtract state.left 1}}"}
  - send: lift off
""", count=4) == ["left 3 [\"a\"]", "left 2 [\"a\"]", "left 1 [\"a\"]", "lift off"]


def test_state_is_the_connection_s_own(serve):
    server = serve_websocket(serve, script("""
on_connect: [{set: {n: 0}}]
otherwise: [{set: {n: "{{add state.n 1}}"}}, {send: "{{state.n}}"}]
"""))
    a, b = RawWebSocket(server.address("websocket")), RawWebSocket(server.address("websocket"))
    assert [a.send(frame(TEXT, "x")).receive()[1] for _ in range(3)] == [b"1", b"2", b"3"]
    assert b.send(frame(TEXT, "x")).receive()[1] == b"1"


WAIT = """
on_connect:
  - send: "password?"
  - wait:
      match: {regex: "^sesame"}
      timeout: 400ms
      on_timeout: [{send: too slow}, {close: 4008}]
  - send: "open: {{message}}"
otherwise: [{send: "no"}]
"""


def test_wait_takes_its_message_before_the_rules_do(serve):
    assert say(serve, WAIT, "guess", "sesame street", "sesame", count=4) == ["password?", "no", "open: sesame street", "no"]


def test_wait_with_a_timeout(serve):
    server = serve_websocket(serve, script(WAIT))
    begun = time.monotonic()
    result = talk(server.url("/", "websocket"), {"closed": True})
    assert texts(result) == ["password?", "too slow"] and result["close"]["code"] == 4008
    assert time.monotonic() - begun >= 0.4


def test_a_wait_for_any_message(serve):
    assert say(serve, "on_connect: [{wait: {}}, {send: \"first {{message}}\"}, {wait: {match: {kind: binary}}}, {send: second}]\n",
               "a", "b", b"c", count=2) == ["first a", "second"]


def test_on_close_knows_the_code(serve):
    server = serve_websocket(serve, script("""
on_connect: [{join: all}]
on_close: [{broadcast: {room: all, send: "gone: {{connection.code}} {{connection.reason}}"}}]
"""))
    witness = RawWebSocket(server.address("websocket"))
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 1)
    talk(server.url("/", "websocket"), {"close": [4002, "bored"]}, {"closed": True})
    assert witness.receive() == (TEXT, b"gone: 4002 bored")
    talk(server.url("/", "websocket"), {"terminate": True})
    assert witness.receive() == (TEXT, b"gone: 1006 the client closed the connection without saying so")


def test_a_script_that_never_pauses_is_stopped(serve):
    server = serve_websocket(serve, script("otherwise: [{while: \"true\", steps: [{set: {a: 1}}]}]\n"))
    raw = RawWebSocket(server.address("websocket"))
    code, reason = raw.send(frame(TEXT, "x")).receive_close()
    assert code == 1011 and "without a pause" in reason
    assert RawWebSocket(server.address("websocket")).status == 101


def test_state_is_bounded(serve):
    server = serve_websocket(serve, script("""
on_connect: [{set: {s: "0123456789abcdef"}}]
otherwise: [{set: {s: "{{state.s}}{{state.s}}"}}]
"""))
    raw = RawWebSocket(server.address("websocket"))
    raw.send(frame(TEXT, "x") * 40)
    assert raw.receive_close() == (1011, "the connection's state is over 1 MiB")


def test_too_many_steps_under_way_close_with_1013(serve):
    server = serve_websocket(serve, script("otherwise: [{delay: 60s}, {echo: }]\n"))
    raw = RawWebSocket(server.address("websocket"))
    raw.send(frame(TEXT, "x") * 1001)
    assert raw.receive_close()[0] == 1013
    wait_until(lambda: server.metric('mockforge_requests_in_flight{protocol="websocket"}') == 0, what="no message in flight")


def test_a_template_cannot_make_text_of_bytes(serve):
    server = serve_websocket(serve, script("otherwise: [{send: \"{{body}}\"}]\n"))
    raw = RawWebSocket(server.address("websocket"))
    assert raw.send(frame(BINARY, b"\xff\xfe")).receive_close() == (1011, "a text to send is not UTF-8")


def test_script_file(serve, tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/hello.yaml").write_text("on_connect: [{send: from a file}]\n")
    server = serve_websocket(serve, "websocket:\n  endpoints: [{path: /, script_file: scripts/hello.yaml}]\n")
    assert texts(talk(server.url("/", "websocket"), {"messages": 1})) == ["from a file"]


WRONG = [
    ("otherwise: [{sned: x}]", "there is no step 'sned'", "did you mean 'send'?"),
    ("otherwise: [{send: x, delay: 1s}]", "'delay' cannot stand beside 'send'", "a step of its own begins with '- '"),
    ("otherwise: {send: x}", "a list of steps", ""),
    ("on_mesage: []", "there is no part of a script 'on_mesage'", "on_message"),
    ("on_message: [{macth: x}]", "'macth'", "did you mean 'match'?"),
    ("on_message: [{match: {regexp: x}}]", "there is no condition 'regexp'", "did you mean 'regex'?"),
    ("on_message: [{match: {regex: \"(\"}}]", "regular expression '(' is wrong", ""),
    ("on_message: [{match: {jsonpath: {\"$[\": 1}}}]", "JSONPath query is wrong", ""),
    ("on_message: [{match: {binary_prefix: xyz}}]", "is not hexadecimal", "two digits for each byte"),
    ("on_message: [{match: {kind: image}}]", "image", "text"),
    ("otherwise: [{send: \"{{nosuch}}\"}]", "nosuch", ""),
    ("otherwise: [{send: {a: \"{{#if}}\"}}]", "", ""),
    ("otherwise: [{send_hex: 0g}]", "is not hexadecimal", ""),
    ("otherwise: [{send_base64: \"?\"}]", "is not base64", ""),
    ("otherwise: [{delay: soon}]", "delay", ""),
    ("otherwise: [{delay: {min: 2s, max: 1s}}]", "exceeds", ""),
    ("otherwise: [{repeat: {count: 2}}]", "a repeat needs steps", ""),
    ("otherwise: [{repeat: {interval: 0, steps: [{send: x}]}}]", "needs an interval", ""),
    ("otherwise: [{sequence: []}]", "a list", ""),
    ("otherwise: [{broadcast: {send: x}}]", "a broadcast needs a room", ""),
    ("otherwise: [{broadcast: {room: x}}]", "a broadcast needs something to send", ""),
    ("otherwise: [{close: 1006}]", "1006 is a close code that never goes over the wire", "3000 to 4999"),
    ("otherwise: [{close: 99}]", "close", ""),
    ("otherwise: [{wait: {timeot: 1s}}]", "'timeot'", "did you mean 'timeout'?"),
    ("on_close: [{delay: 1s}]", "on_close cannot wait", "broadcast"),
]


@pytest.mark.parametrize("steps, says, advises", WRONG)
def test_what_is_wrong_in_a_script_is_said_with_its_place(tmp_path, steps, says, advises):
    (tmp_path / "mockforge.yaml").write_text(script(steps))
    (tmp_path / "s.yaml").write_text(steps + "\n")
    result = run_program("check", "mockforge.yaml", cwd=tmp_path)
    output = result.stdout + result.stderr
    assert result.returncode == 2 and says in output and advises in output and "mockforge.yaml:5:" in output
    (tmp_path / "mockforge.yaml").write_text("websocket: {endpoints: [{path: /, script_file: s.yaml}]}\n")
    result = run_program("check", "mockforge.yaml", cwd=tmp_path)
    assert result.returncode == 2 and "s.yaml:1:" in result.stdout + result.stderr
