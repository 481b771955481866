# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that act on a reply, seen on the wire: bytes, their times, and FIN, RST or silence after them."""

import gzip
import json
import time

import pytest
from chaoslab import BIG, GET, applied, lab, project, rule_of, send, statuses, timed
from conftest import Raw, wait_until

HEAD_END = b"\r\n\r\n"


def exchange(server, path="/", deadline=5):
    """Everything that comes for one request, and how the connection ended."""
    data, end = server.raw().send(GET.replace("/", path, 1)).read_until_end(deadline)
    head, _, body = data.partition(HEAD_END)
    return head.decode("latin-1"), body, end


def healthy(server, fault):
    """The fault was counted; nothing of it is left; without it the server is as before."""
    assert applied(server, fault) >= 1
    wait_until(lambda: lab(server)["active"] == 0, what="no fault in flight")
    send(server, "PUT", "", {"enabled": False})
    assert statuses(server, 2) == [200, 200]
    assert server.metric('mockforge_requests_in_flight{protocol="http"}') == 0
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="http"}') == 0, what="no connection")


@pytest.mark.parametrize("end, seen", [("fin", "fin"), ("reset", "rst")])
def test_truncate_with_a_lying_length(serve, end, seen):
    server = serve(project(f"fault: {{truncate: {{bytes: 1000, end: {end}}}}}"))
    head, body, how = exchange(server, "/big")
    assert f"Content-Length: {BIG}" in head and len(body) == 1000 and how == seen
    assert server.curl("/big", check=False) in (18, 56)
    assert server.metric('mockforge_errors_total{protocol="http",error_type="connection_error"}') == 2
    healthy(server, "truncate")


def test_truncate_then_silence(serve):
    server = serve(project("fault: {truncate: {share: 0.25, end: hang}}"))
    head, body, how = exchange(server, "/big", 0.7)
    assert len(body) == BIG // 4 and how == "silence"


def test_truncate_with_the_right_length_keeps_the_connection(serve):
    server = serve(project("fault: {truncate: {share: 0.5, length: right}}"))
    connection = server.raw()
    for _ in range(2):
        reply = connection.send(GET.replace("/", "/json", 1)).read_reply()
        assert reply.status == 200
        with pytest.raises(json.JSONDecodeError):
            reply.json()
    healthy_body = b'{"name":"Ada","age":36,"tags":["a","b"]}'
    assert len(reply.body) == len(healthy_body) // 2


def test_malformed_chunk(serve):
    server = serve(project("fault: malformed_chunk"))
    head, body, how = exchange(server, "/big")
    assert "Transfer-Encoding: chunked" in head and "Content-Length" not in head and how == "fin"
    assert body.startswith(b"200\r\n0123456789abcdef") and b"\r\nchaos\r\n" in body
    assert server.curl("/", check=False) in (18, 56)
    healthy(server, "malformed_chunk")


def test_garbage(serve):
    server = serve(project("fault: {garbage: {bytes: 64}}"))
    data, how = server.raw().send(GET).read_until_end()
    assert len(data) == 64 and not data.startswith(b"HTTP/") and how == "fin"
    again, _ = server.raw().send(GET).read_until_end()
    assert again != data
    healthy(server, "garbage")


def test_empty_reply(serve):
    server = serve(project("fault: empty_reply"))
    assert server.raw().send(GET).read_until_end() == (b"", "fin")
    assert server.curl("/", check=False) == 52
    assert server.metric('mockforge_requests_total{protocol="http",method="GET",status="444"}') == 2
    healthy(server, "empty_reply")


@pytest.mark.parametrize("at, size", [("before", 0), ("during", BIG // 2), ("after", BIG)])
def test_reset(serve, at, size):
    server = serve(project(f"fault: {{reset: {{at: {at}}}}}"))
    head, body, how = exchange(server, "/big")
    assert len(body) == size and how == "rst" and bool(head) == (at != "before")
    healthy(server, "reset")


def arrivals(connection, deadline=10):
    """Pieces of what comes until a whole reply is there, with the time of each."""
    connection.socket.settimeout(deadline)
    pieces, data = [], b""
    while True:
        part = connection.socket.recv(65536)
        pieces.append((time.monotonic(), part))
        data += part
        head, found, body = data.partition(HEAD_END)
        if not part or (found and len(body) >= int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])):
            return pieces, head, body


def test_slow_headers(serve):
    server = serve(project("fault: {slow_headers: {bytes: 40, gap: 30ms}}"))
    connection = server.raw()
    for _ in range(2):
        begun = time.monotonic()
        pieces, head, body = arrivals(connection.send(GET))
        slices = -(-(len(head) + 4) // 40)
        assert body == b"ok" and (slices - 1) * 0.03 <= time.monotonic() - begun < slices * 0.03 + 0.5
        assert len(pieces) >= slices - 1
    assert applied(server, "slow_headers") == 2


def test_dribble(serve):
    server = serve(project("fault: {dribble: {bytes: 8, gap: 20ms}}"))
    begun = time.monotonic()
    pieces, head, body = arrivals(server.raw().send(GET.replace("/", "/json", 1)))
    slices = -(-len(body) // 8)
    assert json.loads(body)["name"] == "Ada" and slices >= 5
    assert (slices - 1) * 0.02 <= time.monotonic() - begun < slices * 0.02 + 0.5
    assert applied(server, "dribble") == 1


def test_stopping_lets_a_dribbled_connection_go_on(serve):
    server = serve(project("fault: {dribble: {bytes: 1, gap: 1ms}}"))
    connection = server.raw()
    assert connection.send(GET).read_reply().body == b"ok"
    send(server, "POST", "/stop")
    assert connection.send(GET).read_reply().body == b"ok"


def test_wrong_type(serve):
    server = serve(project("fault: {wrong_type: {content_type: text/html}}"))
    assert server.curl("/json").header("Content-Type") == "text/html"
    send(server, "PUT", "/rules/wrong_type", {"fault": "wrong_type"})
    assert server.curl("/json").header("Content-Type") == "application/octet-stream"
    send(server, "PUT", "/rules/wrong_type", {"fault": {"wrong_type": {"content_encoding": "gzip"}}})
    reply = server.curl("/json")
    assert reply.header("Content-Encoding") == "gzip" and reply.header("Content-Type") == "application/json"
    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(reply.body)


def test_bad_headers(serve):
    server = serve(project("fault: {bad_headers: {duplicate: Content-Type, oversize: 20000}}"))
    head, _, _ = exchange(server, "/", 0.3)
    assert head.count("Content-Type: ") == 2 and "X-MockForge-Padding: " + "x" * 20000 in head


def test_json_fields_dropped_and_flipped(serve):
    server = serve(project("fault: {json_fields: {drop: [name, tags.0], flip: [age]}}"))
    assert server.curl("/json").json() == {"age": "36", "tags": ["b"]}
    assert server.curl("/").body == b"ok", "a body that is not JSON stays"
    assert applied(server, "json_fields") == 1
    send(server, "PUT", "/rules/json_fields", {"fault": "json_fields"})
    assert len(server.curl("/json").json()) == 2


@pytest.mark.parametrize("mode", ["bit_flip", "random_bytes"])
def test_corrupt_body(serve, mode):
    server = serve(project(f"fault: {{corrupt_body: {{mode: {mode}, share: 0.01}}}}"))
    clean = b"0123456789abcdef" * (BIG // 16)
    body = server.curl("/big").body
    changed = [(a, b) for a, b in zip(clean, body) if a != b]
    assert len(body) == BIG and 0.008 * BIG < len(changed) < 0.0105 * BIG
    if mode == "bit_flip":
        assert all(bin(a ^ b).count("1") <= 2 for a, b in changed)
    assert server.curl("/big").body != body


def test_shapes_apply_to_aborts_too_and_after_them(serve):
    server = serve(project("{fault: {dribble: {bytes: 4, gap: 10ms}}}", "{fault: {abort: {status: 503}}}"))
    reply, ms = timed(lambda: server.raw().send(GET).read_reply())
    assert reply.status == 503 and ms >= 80 and reply.header("X-MockForge-Fault") == "dribble, abort"


def test_pipelined_replies_before_a_broken_one_arrive_whole(serve):
    server = serve(project("{when: {path: /json}, fault: {reset: {at: before}}}"))
    data, how = server.raw().send(GET * 3 + GET.replace("/", "/json", 1) + GET).read_until_end()
    assert data.count(b"\r\n\r\nok") == 3 and how == "rst"
