# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSocket clients for the tests: npm's ws for what is right, a raw one for what is wrong."""

import base64
import hashlib
import json
import os
import socket
import ssl
import struct
import subprocess
from pathlib import Path

from conftest import DEADLINE

CLIENTS = Path(__file__).resolve().parents[1] / "clients"
PORTS = ("--http-port", "0", "--admin-port", "0", "--metrics-port", "0", "--ws-port", "0")
ENDPOINTS = ("http", "websocket", "admin", "metrics")
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def serve_websocket(serve, project, *arguments, **options):
    """Starts the program with a WebSocket port beside the others."""
    return serve(project, *arguments, ports=PORTS, expect=options.pop("expect", ENDPOINTS), **options)


def node(script, plan, deadline=DEADLINE):
    """Runs a client of tests/clients to its end, its plan on the standard input; gives what it printed as JSON."""
    assert (CLIENTS / "node_modules").exists(), "npm's packages are missing: run the tests by ./dev test, which fetches them"
    result = subprocess.run(["node", str(CLIENTS / script)], input=json.dumps(plan), capture_output=True, text=True,
                            timeout=deadline + 10)
    assert result.returncode == 0, f"{script}: {result.stdout} {result.stderr}"
    return json.loads(result.stdout)


def talk(url, *steps, **options):
    """A conversation of npm's ws with the server; see ws_client.mjs for the steps and what comes back."""
    return node("ws_client.mjs", {"url": url, "steps": steps, **options})


def texts(result):
    return [message.get("text", message.get("hex")) for message in result["messages"]]


def frame(opcode, payload=b"", fin=True, rsv=0, masked=True, length=None):
    """One frame as a client sends it; `length` writes another length than the payload's, in its longest form."""
    payload = payload.encode() if isinstance(payload, str) else payload
    size = len(payload)
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    mask_bit = 0x80 if masked else 0
    if length is not None:
        head += bytes([mask_bit | 127]) + struct.pack(">Q", length)
    elif size < 126:
        head += bytes([mask_bit | size])
    elif size < 65536:
        head += bytes([mask_bit | 126]) + struct.pack(">H", size)
    else:
        head += bytes([mask_bit | 127]) + struct.pack(">Q", size)
    if not masked:
        return head + payload
    mask = os.urandom(4)
    pad = (mask * (size // 4 + 1))[:size]
    return head + mask + (int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")).to_bytes(size, "big")


def handshake(path, **headers):
    fields = {"Host": "x", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
              "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
              **{name.replace("_", "-"): value for name, value in headers.items()}}
    return f"GET {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items() if v is not None) + "\r\n", fields


class RawWebSocket:
    """A connection that may send any bytes, and reads the server's frames strictly."""

    def __init__(self, address, path="/", tls=None, receive_buffer=None, early=b"", **headers):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(DEADLINE)
        self.socket.connect(address)
        if tls:
            context = ssl._create_unverified_context() if tls is True else tls
            self.socket = context.wrap_socket(self.socket, server_hostname="localhost")
        request, fields = handshake(path, **headers)
        self.socket.sendall(request.encode() + early)
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            part = self.socket.recv(65536)
            assert part, f"the handshake ended after {self.buffer!r}"
            self.buffer += part
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        self.head = head.decode()
        self.status = int(self.head.split()[1])
        if self.status == 101:
            expected = base64.b64encode(hashlib.sha1(
                (fields["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
            assert f"Sec-WebSocket-Accept: {expected}" in self.head

    def send(self, data):
        self.socket.sendall(data)
        return self

    def _read(self, size):
        while len(self.buffer) < size:
            part = self.socket.recv(65536)
            if not part:
                raise EOFError(f"the connection ended after {self.buffer!r}")
            self.buffer += part
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data

    def receive(self):
        """The next frame: its opcode and payload. A server's frames are whole here, unmasked, without extension bits."""
        first, second = self._read(2)
        assert first & 0xF0 == 0x80 and second & 0x80 == 0, f"head {first:#x} {second:#x}"
        size = second & 0x7F
        if size == 126:
            size, = struct.unpack(">H", self._read(2))
            assert size > 125
        elif size == 127:
            size, = struct.unpack(">Q", self._read(8))
            assert size > 65535
        return first & 0x0F, self._read(size)

    def receive_close(self):
        """Reads up to the Close frame; gives its code and reason."""
        while True:
            opcode, payload = self.receive()
            if opcode == CLOSE:
                break
        code = struct.unpack(">H", payload[:2])[0] if payload else None
        return code, payload[2:].decode()

    def expect_end(self):
        """The server ends the connection, after the closing handshake, with a FIN."""
        assert self.socket.recv(1) == b""

    def close(self):
        self.socket.close()
