# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real program for a test and talks to it with real clients: curl and raw sockets."""

import json
import os
import re
import signal
import socket
import struct
import subprocess
import threading
import time
from pathlib import Path

import pytest

DEADLINE = 20
BINARY = os.environ.get("MOCKFORGE_BIN", str(Path(__file__).resolve().parents[2] / "build/dev/bin/mockforge"))


def wait_until(condition, deadline=DEADLINE, what="the condition"):
    """Waits for a condition, with a deadline; gives its value."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(f"{what} did not come true within {deadline} s")


def run_program(*arguments, cwd=None, env=None, timeout=DEADLINE):
    """Runs the program to its end; gives the completed process with text output."""
    return subprocess.run([BINARY, *arguments], cwd=cwd, env={**clean_environment(), **(env or {})}, text=True,
                          capture_output=True, timeout=timeout)


def clean_environment():
    return {key: value for key, value in os.environ.items() if not key.startswith("MOCKFORGE_")}


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return values[0] if values else None

    def json(self):
        return json.loads(self.body)


class Raw:
    """A plain socket that tells a FIN from an RST from silence."""

    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=DEADLINE)

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())
        return self

    def read_until_end(self, deadline=DEADLINE):
        """Everything up to the end of the connection, and how it ended: "fin", "rst" or "silence"."""
        data = b""
        self.socket.settimeout(deadline)
        try:
            while True:
                part = self.socket.recv(65536)
                if not part:
                    return data, "fin"
                data += part
        except socket.timeout:
            return data, "silence"
        except ConnectionResetError:
            return data, "rst"

    def read_reply(self):
        """One reply with Content-Length, or none where the status has no body."""
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.socket.recv(65536)
            assert part, f"the connection ended after {data!r}"
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = [tuple(line.split(": ", 1)) for line in lines[1:]]
        reply = Reply(int(lines[0].split()[1]), headers, body)
        length = int(reply.header("Content-Length") or 0)
        while len(reply.body) < length:
            reply.body += self.socket.recv(65536)
        self.rest = reply.body[length:]
        reply.body = reply.body[:length]
        return reply

    def reset(self):
        """Closes with an RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self):
        self.socket.close()


class Server:
    """One running program, on free ports of the loopback interface."""

    def __init__(self, folder, project, *arguments, env=None, expect=("http", "admin", "metrics")):
        self.folder = folder
        self.file = folder / "mockforge.yaml"
        if project is not None:
            self.file.write_text(project)
        self.urls, self.stdout, self.stderr = {}, [], []
        self.process = subprocess.Popen(
            [BINARY, "serve", str(self.file), "--http-port", "0", "--admin-port", "0", "--metrics-port", "0", *arguments],
            env={**clean_environment(), "XDG_DATA_HOME": str(folder / "data"), **(env or {})}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for stream, lines in ((self.process.stdout, self.stdout), (self.process.stderr, self.stderr)):
            threading.Thread(target=self._collect, args=(stream, lines), daemon=True).start()
        wait_until(lambda: set(expect) <= set(self._ready()) or self.process.poll() is not None, what="the ready lines")
        assert self.process.poll() is None, "".join(self.stderr)

    @staticmethod
    def _collect(stream, lines):
        for line in stream:
            lines.append(line)

    def _ready(self):
        for line in list(self.stdout):
            words = line.split()
            if words[:1] == ["listening"]:
                self.urls[words[1]] = words[2]
        return self.urls

    def address(self, endpoint="http"):
        host, port = re.search(r"//([^/:]+):(\d+)", self._ready()[endpoint]).groups()
        return host, int(port)

    def url(self, path="/", endpoint="http"):
        host, port = self.address(endpoint)
        return f"{self._ready()[endpoint].split(':')[0]}://{host}:{port}{path}"

    def curl(self, path, *arguments, endpoint="http", check=True):
        """Runs curl against an endpoint; gives the last reply."""
        url = path if "://" in path else self.url(path, endpoint)
        result = subprocess.run(["curl", "-s", "-i", "--max-time", str(DEADLINE), *arguments, url], capture_output=True,
                                timeout=DEADLINE + 5)
        if not check and result.returncode != 0:
            return result.returncode
        assert result.returncode == 0, f"curl {url}: exit {result.returncode} {result.stderr.decode()}"
        head, body = result.stdout, b""
        while head.startswith(b"HTTP/"):
            top, _, body = head.partition(b"\r\n\r\n")
            if not body.startswith(b"HTTP/"):
                break
            head = body
        lines = top.decode().split("\r\n")
        return Reply(int(lines[0].split()[1]), [tuple(line.split(": ", 1)) for line in lines[1:] if ": " in line], body)

    def raw(self, endpoint="http"):
        return Raw(self.address(endpoint))

    def metrics(self):
        """All samples of /metrics: {'name{labels}': value}."""
        text = self.curl(self._ready()["metrics"]).body.decode()
        samples = {}
        for line in text.splitlines():
            if line and not line.startswith("#"):
                name, _, value = line.rpartition(" ")
                samples[name] = float(value)
        return samples

    def metric(self, name):
        return self.metrics().get(name, 0.0)

    def refused(self, reason):
        return self.metric(f'mockforge_refused_total{{reason="{reason}"}}')

    def resident(self):
        """Resident memory, bytes."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")

    def stop(self, signal_number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(signal_number)
        return self.process.wait(DEADLINE)


@pytest.fixture
def serve(tmp_path):
    """serve(project, *flags) starts a program; it ends with the test, and must end well."""
    servers = []

    def start(project, *arguments, **options):
        server = Server(tmp_path, project, *arguments, **options)
        servers.append(server)
        return server

    yield start
    for server in servers:
        code = server.stop()
        assert code in (0, 130, 143), f"exit code {code}: {''.join(server.stderr)}"
