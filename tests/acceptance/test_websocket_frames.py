# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames by hand (RFC 6455 §5 to §8): fragmentation, control frames, text, close codes, and every kind of bad input."""

import random

import pytest
from conftest import wait_until
from wsclient import (BINARY, CLOSE, CONTINUATION, ENDPOINTS, PING, PONG, TEXT, RawWebSocket, frame, handshake, serve_websocket,
                      talk, texts)

ECHO = "websocket:\n  port: 0\n"


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    """One echo server for all cases: none of them may harm it."""
    from conftest import Server
    server = Server(tmp_path_factory.mktemp("echo"), ECHO, expect=ENDPOINTS)
    yield server
    wait_until(lambda: server.metric("mockforge_ws_connections_active") == 0, what="the end of every connection")
    assert server.metric('mockforge_requests_in_flight{protocol="websocket"}') == 0
    assert server.stop() in (0, 143)


def connect(server):
    return RawWebSocket(server.address("websocket"))


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 128, 65535, 65536, 1_000_000])
@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_sizes_come_back_as_they_went(echo, size, opcode):
    payload = b"*" * size if opcode == TEXT else bytes(i & 0xFF for i in range(size))
    assert connect(echo).send(frame(opcode, payload)).receive() == (opcode, payload)


@pytest.mark.parametrize("chop", [1, 7, 997])
def test_frames_in_any_pieces(echo, chop):
    raw = connect(echo)
    data = frame(TEXT, "grüße" * 40) + frame(PING, "p") + frame(TEXT, "a", fin=False) + frame(CONTINUATION, "b" * 300)
    for start in range(0, len(data), chop):
        raw.send(data[start:start + chop])
    assert [raw.receive() for _ in range(3)] == [(TEXT, ("grüße" * 40).encode()), (PONG, b"p"), (TEXT, b"a" + b"b" * 300)]


FRAGMENTS = {
    "two": [(TEXT, "fragment1", False), (CONTINUATION, "fragment2", True)],
    "empty ones": [(TEXT, "", False), (CONTINUATION, "", False), (CONTINUATION, "", True)],
    "one empty among them": [(TEXT, "", False), (CONTINUATION, "middle", False), (CONTINUATION, "", True)],
    "a hundred": [(BINARY, "x", False)] + [(CONTINUATION, "y", False)] * 98 + [(CONTINUATION, "z", True)],
    "a ping between": [(TEXT, "fragment1", False), (PING, "ping", True), (CONTINUATION, "fragment2", True)],
    "pings between many": [(TEXT, "1", False), (PING, "a", True), (CONTINUATION, "2", False), (PING, "b", True),
                           (CONTINUATION, "3", True)],
    "a character in the middle": [(TEXT, b"\xce\xba\xe1\xbd", False), (CONTINUATION, b"\xb9\xcf\x83\xce\xbc\xce\xb5", True)],
    "a character byte by byte": [(TEXT, b"\xf0", False), (CONTINUATION, b"\x9f", False), (CONTINUATION, b"\x98", False),
                                 (CONTINUATION, b"\x80", True)],
}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_fragmented_messages(echo, name):
    raw = connect(echo)
    frames = FRAGMENTS[name]
    raw.send(b"".join(frame(opcode, payload, fin) for opcode, payload, fin in frames))
    as_bytes = [(opcode, payload.encode() if isinstance(payload, str) else payload) for opcode, payload, _ in frames]
    expected = [(PONG, payload) for opcode, payload in as_bytes if opcode == PING]
    expected.append((as_bytes[0][0], b"".join(payload for opcode, payload in as_bytes if opcode != PING)))
    assert [raw.receive() for _ in expected] == expected


@pytest.mark.parametrize("payload", [b"", b"hello", b"\x00\xff\xfe", b"x" * 125])
def test_a_ping_is_answered_with_its_payload(echo, payload):
    assert connect(echo).send(frame(PING, payload)).receive() == (PONG, payload)


def test_ten_pings_are_answered_in_order(echo):
    raw = connect(echo)
    raw.send(b"".join(frame(PING, str(i)) for i in range(10)))
    assert [raw.receive() for _ in range(10)] == [(PONG, str(i).encode()) for i in range(10)]


def test_pongs_that_nobody_asked_for_mean_nothing(echo):
    raw = connect(echo)
    assert raw.send(frame(PONG, "unasked") + frame(PONG) + frame(TEXT, "x")).receive() == (TEXT, b"x")


VALID_TEXT = [b"\x7f", "κόσμε".encode(), "\u0800\uffff\ud7ff\ue000\ufffd\ufffe".encode(), "\U00010000\U0010ffff".encode(),
              "Hello-µ@ßöäüàá-UTF-8!!".encode(), b"\xef\xbf\xbf", b"\xf4\x8f\xbf\xbf", b"\x00"]


@pytest.mark.parametrize("payload", VALID_TEXT)
def test_text_at_the_edges_of_utf_8_is_taken(echo, payload):
    raw = connect(echo)
    assert raw.send(frame(TEXT, payload)).receive() == (TEXT, payload)
    pieces = [payload[i:i + 1] for i in range(len(payload))]
    raw.send(b"".join(frame(TEXT if i == 0 else CONTINUATION, piece, i == len(pieces) - 1) for i, piece in enumerate(pieces)))
    assert raw.receive() == (TEXT, payload)


INVALID_TEXT = [b"\x80", b"\xbf", b"\xc0\xaf", b"\xc1\xbf", b"\xe0\x80\xaf", b"\xe0\x9f\xbf", b"\xf0\x80\x80\xaf",
                b"\xf0\x8f\xbf\xbf", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\x80\xed\xb0\x80", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80",
                b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80", b"\xfe", b"\xff", b"\xce", b"\xe1\xbd", b"\xf0\x9f\x98",
                b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited", b"12345678\xff2345678", b"\xe2\x82"]


@pytest.mark.parametrize("payload", INVALID_TEXT)
def test_text_that_is_not_utf_8_closes_with_1007(echo, payload):
    before = echo.refused("invalid_text")
    assert connect(echo).send(frame(TEXT, payload)).receive_close()[0] == 1007
    raw = connect(echo)
    raw.send(frame(TEXT, "ok", fin=False) + frame(CONTINUATION, payload[:1], fin=False) + frame(CONTINUATION, payload[1:]))
    assert raw.receive_close() == (1007, "a text message is not UTF-8")
    raw.expect_end()
    assert echo.refused("invalid_text") == before + 2
    assert connect(echo).send(frame(BINARY, payload)).receive() == (BINARY, payload)


def test_bad_text_is_refused_at_once_not_at_the_message_s_end(echo):
    raw = connect(echo)
    raw.send(frame(TEXT, b"\xce\xba\xed\xa0", fin=False))
    assert raw.receive_close()[0] == 1007
    raw = connect(echo)
    raw.send(frame(TEXT, b"\xff" + b"x" * 1000)[:100])  # the frame itself is not whole
    assert raw.receive_close()[0] == 1007


PROTOCOL_ERRORS = {
    "unmasked text": frame(TEXT, "hello", masked=False),
    "unmasked close": frame(CLOSE, b"\x03\xe8", masked=False),
    "compressed flag": frame(TEXT, "hello", rsv=4),
    "compressed flag on a continuation": frame(TEXT, "a", fin=False) + frame(CONTINUATION, "b", rsv=4),
    "rsv2": frame(TEXT, "hello", rsv=2),
    "rsv3": frame(BINARY, "hello", rsv=1),
    "all reserved bits": frame(PING, "hello", rsv=7),
    **{f"reserved opcode {opcode}": frame(opcode, "x") for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
    "ping of 126 bytes": frame(PING, "x" * 126),
    "pong of 126 bytes": frame(PONG, "x" * 126),
    "close of 126 bytes": frame(CLOSE, b"\x03\xe8" + b"x" * 124),
    "ping in fragments": frame(PING, "x", fin=False) + frame(CONTINUATION, "y"),
    "close in fragments": frame(CLOSE, b"\x03\xe8", fin=False),
    "a continuation of nothing": frame(CONTINUATION, "x"),
    "a continuation after a whole message": frame(TEXT, "x", fin=False) + frame(CONTINUATION, "y") + frame(CONTINUATION, "z"),
    "a text inside of a text": frame(TEXT, "x", fin=False) + frame(TEXT, "y"),
    "a binary inside of a text": frame(TEXT, "x", fin=False) + frame(BINARY, "y"),
    "length not in its shortest form": frame(TEXT, "x", length=1),
    "64-bit length with its top bit": frame(TEXT, "x", length=1 << 63),
    "close with one byte": frame(CLOSE, b"\x03"),
    **{f"close code {code}": frame(CLOSE, code.to_bytes(2, "big")) for code in
       (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)},
    "an HTTP request": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}


@pytest.mark.parametrize("name", PROTOCOL_ERRORS)
def test_what_breaks_the_protocol_closes_with_1002(echo, name):
    before = echo.refused("bad_frame")
    raw = connect(echo)
    code, reason = raw.send(PROTOCOL_ERRORS[name]).receive_close()
    assert code == 1002 and reason
    raw.expect_end()
    assert echo.refused("bad_frame") == before + 1


def test_what_came_before_an_error_is_answered(echo):
    raw = connect(echo)
    raw.send(frame(TEXT, "one") + frame(TEXT, "two") + frame(3, "bad") + frame(TEXT, "never"))
    assert [raw.receive(), raw.receive()] == [(TEXT, b"one"), (TEXT, b"two")]
    assert raw.receive_close()[0] == 1002
    raw.expect_end()


@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])
def test_close_codes_that_may_be_sent_are_echoed(echo, code):
    raw = connect(echo)
    assert raw.send(frame(CLOSE, code.to_bytes(2, "big") + "tschüß".encode())).receive_close() == (code, "tschüß")
    raw.expect_end()


def test_a_close_without_a_code_and_what_follows_a_close(echo):
    raw = connect(echo)
    assert raw.send(frame(CLOSE) + frame(TEXT, "never") + frame(PING)).receive_close() == (None, "")
    raw.expect_end()


def test_a_close_in_the_middle_of_a_message(echo):
    raw = connect(echo)
    assert raw.send(frame(TEXT, "x", fin=False) + frame(CLOSE, b"\x03\xe8")).receive_close() == (1000, "")
    raw.expect_end()


@pytest.mark.parametrize("reason", [b"\xff", b"ok \xed\xa0\x80", b"cut \xe2\x82"])
def test_a_reason_that_is_not_utf_8_closes_with_1007(echo, reason):
    assert connect(echo).send(frame(CLOSE, b"\x03\xe8" + reason)).receive_close()[0] == 1007


def test_a_promise_of_exabytes_costs_nothing(echo):
    before = echo.resident()
    for length in (2_000_000, 1 << 40, (1 << 63) - 1):
        raw = connect(echo)
        assert raw.send(frame(BINARY, "x", length=length)).receive_close()[0] == 1009
        raw.expect_end()
    assert echo.resident() < before + 4_000_000


@pytest.mark.parametrize("cut", [1, 2, 3, 6, 9])
@pytest.mark.parametrize("end", ["close", "reset"])
def test_a_truncated_frame_ends_with_its_connection(echo, cut, end):
    raw = connect(echo)
    raw.send(frame(TEXT, "hello")[:cut])
    if end == "reset":
        import socket
        import struct
        raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raw.close()
    wait_until(lambda: echo.metric("mockforge_ws_connections_active") == 0, what="its end")


def test_random_bytes_never_harm_it(echo):
    dice = random.Random(6455)
    valid = [frame(TEXT, "x"), frame(PING), frame(TEXT, "a", fin=False), frame(CONTINUATION, "b"), frame(CLOSE, b"\x03\xe8")]
    for _ in range(300):
        raw = connect(echo)
        data = bytearray(b"".join(dice.choices(valid, k=4)) if dice.random() < 0.7 else dice.randbytes(200))
        for _ in range(dice.randrange(4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        raw.send(bytes(data))
        raw.close()
    assert connect(echo).send(frame(TEXT, "alive")).receive() == (TEXT, b"alive")


def test_npm_s_client_with_fragments_pings_and_binary(echo):
    big = "0123456789" * 90_000
    result = talk(echo.url("/", "websocket"), {"fragments": ["one ", "two ", "thrée"]}, {"fragmentsHex": ["00", "", "ff"]},
                  {"ping": "are you there"}, {"send": big}, {"messages": 3}, {"pongs": 1}, {"close": [1000, "done"]}, {"closed": True})
    assert texts(result) == ["one two thrée", "00ff", big]
    assert result["pongs"] == ["are you there"] and result["close"] == {"code": 1000, "reason": "done"}


def test_pipelined_handshake_garbage_ends_the_connection(serve):
    server = serve_websocket(serve, ECHO)
    request, _ = handshake("/")
    raw = RawWebSocket(server.address("websocket"), early=request.encode())
    assert raw.receive_close()[0] == 1002
