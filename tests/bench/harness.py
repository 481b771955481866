# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every row of the benchmark is made with: the program under test, load generators, medians, the table."""

import os
import re
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("MOCKFORGE_BENCH_BUILD", ROOT / "build/release"))
TOOLS = ROOT / "build/tools"
CLIENTS = ROOT / "tests/clients"
HEADLESS = BUILD / "bin/mockforge"
WINDOW = BUILD / "bin/mockforge-desktop"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process, seconds=20):
    """Waits until something listens on the port; `process` is what should."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"nothing listens on port {port}")


class Mock:
    """A headless program that serves a project: routes, and other sections of the file with the endpoints they add."""

    def __init__(self, routes, sections="", endpoints=(), files=None):
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        for name, content in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content)
        file = folder / "mockforge.yaml"
        file.write_text("http: {limits: {max_connections: 30000, max_connections_per_host: 30000}}\n" + sections
                        + ("routes:\n" + routes if routes else ""))
        expected = {"http", "admin", "metrics", *endpoints}
        begun = time.monotonic()
        self.process = subprocess.Popen([HEADLESS, "serve", file, "--http-port", "0", "--admin-port", "0", "--metrics-port", "0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.urls = {}
        while not expected <= set(self.urls):
            words = self.process.stdout.readline().split()
            if not words:
                raise RuntimeError("the program did not start")
            self.urls[words[1]] = words[2]
        self.ready = time.monotonic() - begun
        if "/static" in routes:
            get(self.urls["http"] + "/static")
        self.first_reply = time.monotonic() - begun

    def port(self, endpoint):
        return int(re.search(r":(\d+)", self.urls[endpoint].partition("//")[2]).group(1))

    def resident(self):
        return resident(self.process.pid)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class NodeServer:
    """A peer written in JavaScript, from tests/clients: `node NAME PORT`."""

    def __init__(self, name, *arguments):
        self.port = free_port()
        self.process = subprocess.Popen(["node", CLIENTS / name, str(self.port), *arguments], cwd=CLIENTS,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(self.port, self.process)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


def get(url):
    with urllib.request.urlopen(url, timeout=10) as reply:
        return reply.read()


def resident(pid):
    """Megabytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def wrk(url, connections, seconds):
    """Requests per second, and the 99th percentile in milliseconds."""
    out = subprocess.run(["wrk", "-t2", f"-c{connections}", f"-d{seconds}", "--latency", url], check=True, capture_output=True,
                         text=True).stdout
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    if errors and any(int(count) for count in errors.groups()[:3]):
        raise RuntimeError(f"wrk met errors at {url}: {errors.group(0)}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), float(value) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]


def alternate(sides, rounds):
    """Runs each side in turn, `rounds` times; gives the list of results of each."""
    results = [[] for _ in sides]
    for _ in range(rounds):
        for index, side in enumerate(sides):
            results[index].append(side())
    return results


def ratio(results, part=0):
    medians = [statistics.median(result[part] for result in side) for side in results]
    return medians[0] / medians[1], medians


def paired_ratio(results, part=0):
    """For ratios near 1: the median over the rounds, of which each has a ratio of its own. What changes on the machine between rounds falls
    out."""
    return statistics.median(one[part] / other[part] for one, other in zip(*results)), ratio(results, part)[1]


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, measured, bar, holds):
        self.rows.append((what, measured, bar, "yes" if holds else "NO"))
        print(f"  {what:<58} {measured:<34} {bar:<18} {'ok' if holds else 'FALLS SHORT'}", flush=True)

    def note(self, what, measured):
        self.rows.append((what, measured, "", ""))
        print(f"  {what:<58} {measured}", flush=True)
