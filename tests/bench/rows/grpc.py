# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""gRPC from a user's own .proto, against the least that a server on the same library can do."""

import re
import struct
import subprocess
import tempfile
import time
from pathlib import Path

from harness import BUILD, HEADLESS, ROOT, Mock, alternate, ratio

ECHO = BUILD / "bin/grpc_echo"
CHANNEL = BUILD / "tests/grpc_channel"
PROTO = """
syntax = "proto3";
package bench;
message Item { string id = 1; string name = 2; }
service Bench {
  rpc Get(Item) returns (Item);
  rpc Stream(Item) returns (stream Item);
}
"""
SECTION = """
grpc:
  port: 0
  proto_files: [bench.proto]
  rules:
    - method: bench.Bench/Get
      response: {message: {id: "1", name: Lamp}}
    - method: bench.Bench/Stream
      response: {message: {id: "1", name: Lamp}, repeat: {count: 100000}}
"""
MESSAGE = b"\x0a\x011\x12\x04Lamp"


class Echo:
    """The bare echo server."""

    def __init__(self):
        self.process = subprocess.Popen([ECHO], stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)$", self.process.stdout.readline()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


def calls(port, body, seconds):
    """Unary calls per second by h2load, as a result of one run."""
    out = subprocess.run(["h2load", "-c8", "-m16", "-D", str(seconds), f"--data={body}", "-H", "content-type: application/grpc", "-H",
                          "te: trailers", f"http://127.0.0.1:{port}/bench.Bench/Get"], check=True, capture_output=True, text=True).stdout
    done, failed = re.search(r"requests: \d+ total, \d+ started, (\d+) done, \d+ succeeded, (\d+) failed", out).groups()
    if int(failed) or not int(done):
        raise RuntimeError(f"h2load met failures:\n{out}")
    return (float(re.search(r"finished in [^,]+, ([\d.]+) req/s", out).group(1)),)


def messages(port, seconds):
    """Messages per second of a server stream, read by a channel in C++."""
    out = subprocess.run([CHANNEL, f"127.0.0.1:{port}", "stream", "/bench.Bench/Stream", str(seconds)], check=True, capture_output=True,
                         text=True).stdout
    return (float(out.split()[1]),)


def load_googleapis():
    """Seconds that `mockforge check` takes for every .proto of googleapis, and the number of files it explains errors of."""
    folder = ROOT / "tests/clients/node_modules/google-proto-files"
    with tempfile.TemporaryDirectory() as project:
        file = Path(project) / "mockforge.yaml"
        file.write_text(f"grpc: {{proto_dir: {folder}}}\n")
        begun = time.monotonic()
        out = subprocess.run([HEADLESS, "check", file], capture_output=True, text=True)
        seconds = time.monotonic() - begun
    broken = {line.split(":")[0] for line in (out.stdout + out.stderr).splitlines() if ".proto:" in line}
    return seconds, len(broken), sum(1 for _ in folder.resolve().rglob("*.proto"))


def measure(table, options):
    seconds, broken, count = load_googleapis()
    table.add(f"all {count:,} .proto files of googleapis load ({broken} in protobuf's editions or with clashing names are explained)",
              f"{seconds:.1f} s", "≤ 5 s", seconds <= 5)
    with Mock("", SECTION, ["grpc"], {"bench.proto": PROTO}) as mock, Echo() as echo, tempfile.NamedTemporaryFile() as body:
        body.write(struct.pack(">BI", 0, len(MESSAGE)) + MESSAGE)
        body.flush()
        share, medians = ratio(alternate([lambda: calls(mock.port("grpc"), body.name, options.seconds),
                                          lambda: calls(echo.port, body.name, options.seconds)], options.rounds))
        table.add("gRPC unary from a user's .proto, h2load 8 × 16, against a bare echo",
                  f"{share:.2f} × ({medians[0]:,.0f} / {medians[1]:,.0f} per s)", "≥ 0.60 ×", share >= 0.60)
        share, medians = ratio(alternate([lambda: messages(mock.port("grpc"), options.seconds),
                                          lambda: messages(echo.port, options.seconds)], options.rounds))
        table.add("gRPC server stream, messages, against a bare echo",
                  f"{share:.2f} × ({medians[0]:,.0f} / {medians[1]:,.0f} per s)", "≥ 0.50 ×", share >= 0.50)
