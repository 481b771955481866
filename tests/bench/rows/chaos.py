# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chaos lab: what it costs while it is off, and how exact its delays and rates are."""

import asyncio
import json
import re
import socket
import time
import urllib.request

from harness import Mock, alternate, paired_ratio, wrk
from rows.program import own_time

STATIC = "  - path: /static\n    response: {body: {id: 1, name: Lamp}}\n"
OFF = ("observability:\n  chaos:\n    enabled: false\n    rules:\n" + "".join(
    f"      - {{name: r{number}, when: {{route: GET /static}}, fault: {{latency: {{delay: 10ms}}}}}}\n" for number in range(10)))
DELAY = "observability: {chaos: {rules: [{fault: {latency: {delay: %s}}}]}}\n"
CONCURRENT, AT_ONCE = 1000, 10_000
KIB, MIB = 1024, 1024 * 1024
RATES = {"8 KiB/s": 8 * KIB, "64 KiB/s": 64 * KIB, "512 KiB/s": 512 * KIB, "2 MiB/s": 2 * MIB, "8 MiB/s": 8 * MIB}
SECONDS = 2  # of each transfer
OFF_ROUNDS = 25  # two equal programs differ by several per cent in a single round


def address(mock):
    return re.search(r"//([^:]+):(\d+)", mock.urls["http"]).groups()


async def spread(host, port, connections, seconds):
    """Every connection asks once a second, each at its own time, so that what is measured is the delay and not a queue for the
    cores that client and server share."""
    async def one(index):
        reader, writer = await asyncio.open_connection(host, port)
        await asyncio.sleep(index / connections)
        for _ in range(seconds):
            begun = time.monotonic()
            writer.write(b"GET /static HTTP/1.1\r\nHost: x\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(re.search(rb"Content-Length: (\d+)", head).group(1)))
            await asyncio.sleep(max(0, begun + 1 - time.monotonic()))
        writer.close()

    await asyncio.gather(*[one(index) for index in range(connections)])


async def at_once(host, port, count):
    connections = [await asyncio.open_connection(host, port) for _ in range(count)]
    for _, writer in connections:
        writer.write(b"GET /static HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    for reply in await asyncio.gather(*(reader.read() for reader, _ in connections)):
        assert reply.startswith(b"HTTP/1.1 200")
    for _, writer in connections:
        writer.close()


def rate_of(mock, rate, path="/big"):
    """Bytes a second of a body, as they arrive."""
    urllib.request.urlopen(urllib.request.Request(
        mock.urls["admin"] + "/__mockforge/chaos/rules/rate", method="PUT",
        data=json.dumps({"fault": {"bandwidth": {"rate": rate}}}).encode())).close()
    host, port = address(mock)
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        received, begun = 0, None
        while begun is None or time.monotonic() < begun + SECONDS:
            part = connection.recv(65536)
            if begun is None:
                begun = time.monotonic()  # what came first came at once
                continue
            received += len(part)
        return received / (time.monotonic() - begun)


def measure(table, options):
    with Mock(STATIC) as plain, Mock(STATIC, OFF) as off:
        share, medians = paired_ratio(alternate([lambda: wrk(off.urls["http"] + "/static", 32, 1), lambda: wrk(plain.urls["http"] + "/static", 32, 1)],
                                                OFF_ROUNDS))
        table.add("ten chaos rules that are off, against none", f"{share:.2f} ({medians[0]:,.0f} / {medians[1]:,.0f} per s)", "≥ 0.97",
                  share >= 0.97)
    with Mock(STATIC, DELAY % "10ms") as mock:
        host, port = address(mock)
        asyncio.run(spread(host, port, CONCURRENT, max(3, options.seconds)))
        late, _ = own_time(mock)
        table.add("a delay of 10 ms on 1,000 connections", f"{late:.2f} ms late", "≤ 1 ms", late <= 1)
    with Mock(STATIC, DELAY % "1s") as mock:
        host, port = address(mock)
        _, before = own_time(mock)
        asyncio.run(at_once(host, port, AT_ONCE))
        late, threads = own_time(mock)
        # How late they are says how fast the cores get through 10,000 replies that are due together, the client's work included.
        table.add("10,000 exchanges that a rule delays by 1 s, asked within a moment", f"{threads - before:.0f} threads more, {late:.1f} ms late",
                  "no thread more", threads == before)
    body = "x" * (8 * MIB * (SECONDS + 2))
    with Mock(STATIC + "  - path: /big\n    response: {body_file: big.txt}\n", files={"big.txt": body}) as mock:
        errors = {name: rate_of(mock, rate) / rate - 1 for name, rate in RATES.items()}
    worst = max(errors, key=lambda name: abs(errors[name]))
    table.add("bandwidth from 8 KiB/s to 8 MiB/s", f"{errors[worst]:+.1%} at worst ({worst})", "≤ 5 %", abs(errors[worst]) <= 0.05)
