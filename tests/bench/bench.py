# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what the project promises, against peers on this machine, and prints ratios with their bars.

Everything runs on loopback addresses, on the cores that the load generator uses too. Each comparison alternates between its
sides and takes medians. `--write` also writes docs/benchmarks.md.
"""

import argparse
import asyncio
import datetime
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/release"
TOOLS = ROOT / "build/tools"
HEADLESS = BUILD / "bin/mockforge"
WINDOW = BUILD / "bin/mockforge-desktop"

STATIC = "  - path: /static\n    response: {body: {id: 1, name: Lamp}}\n"
TEMPLATED = ("  - path: /items/{id}\n    response:\n      body: {id: \"{{params.id}}\", q: \"{{query.q}}\", key: \"{{uuid}}\"}\n")
SLOW = "  - path: /slow\n    response: {delay: 1s, body: slow}\n"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Mock:
    """A headless program that serves a project."""

    def __init__(self, routes):
        self.folder = tempfile.TemporaryDirectory()
        file = Path(self.folder.name) / "mockforge.yaml"
        file.write_text("http: {limits: {max_connections: 30000, max_connections_per_host: 30000}}\nroutes:\n" + routes)
        begun = time.monotonic()
        self.process = subprocess.Popen([HEADLESS, "serve", file, "--http-port", "0", "--admin-port", "0", "--metrics-port", "0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.urls = dict(self.process.stdout.readline().split()[1:3] for _ in range(3))
        get(self.urls["http"] + "/static")
        self.first_reply = time.monotonic() - begun

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


class Nginx:
    """nginx with one `return`, as many workers as cores."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.port = free_port()
        folder = self.folder.name
        (Path(folder) / "nginx.conf").write_text(f"""
worker_processes {os.cpu_count()}; worker_rlimit_nofile 30000; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 16384; }}
http {{
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d;
  scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{self.port} backlog=4096; location / {{ default_type application/json; return 200 '{{"id":1,"name":"Lamp"}}'; }} }}
}}""")
        self.process = subprocess.Popen([TOOLS / "usr/sbin/nginx", "-c", f"{folder}/nginx.conf", "-e", f"{folder}/start.log"],
                                        stderr=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{self.port}/"
        for _ in range(200):
            try:
                get(self.url)
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("nginx did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.folder.cleanup()


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


async def delayed_at_once(address, count):
    """Sends `count` requests to the delayed route at once and waits for every reply."""
    connections = [await asyncio.open_connection(*address) for _ in range(count)]
    for _, writer in connections:
        writer.write(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
    await asyncio.gather(*(reader.readuntil(b"slow") for reader, _ in connections))
    for _, writer in connections:
        writer.close()


def delay_error(mock):
    """The median of what came on top of the delay, from the program's own histogram (a Python client with 10,000 sockets would
    measure itself), and the number of threads."""
    match = re.search(r"//([^:]+):(\d+)", mock.urls["http"])
    asyncio.run(delayed_at_once((match.group(1), int(match.group(2))), 10_000))
    text = get(mock.urls["metrics"]).decode()
    buckets = [(float(bound.replace("+Inf", "inf")), float(count)) for bound, count in re.findall(
        r'mockforge_service_duration_seconds_bucket\{protocol="http",le="([^"]+)"\} (\S+)', text)]
    half = buckets[-1][1] / 2
    lower_bound = lower_count = 0.0
    for bound, count in buckets:
        if count >= half:
            median = lower_bound + (bound - lower_bound) * (half - lower_count) / max(count - lower_count, 1)
            break
        lower_bound, lower_count = bound, count
    threads = float(re.search(r"^process_threads (\S+)", text, re.MULTILINE).group(1))
    return median * 1e3, threads


def scrape_ms(mock, busy):
    load = None
    if busy:
        load = subprocess.Popen(["wrk", "-t2", "-c32", "-d6", mock.urls["http"] + "/static"], stdout=subprocess.DEVNULL)
        time.sleep(0.5)
    times = []
    for _ in range(40):
        begun = time.perf_counter()
        get(mock.urls["metrics"])
        times.append((time.perf_counter() - begun) * 1e3)
    if load:
        load.wait()
    return statistics.median(times)


def window_figures():
    """Memory of the idle window, and its CPU share and event loop under full server load."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": tempfile.mkdtemp()}
    process = subprocess.Popen([WINDOW], env=environment, stderr=subprocess.DEVNULL)
    time.sleep(3)
    idle = resident(process.pid)
    process.terminate()
    process.wait(10)
    return idle


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, measured, bar, holds):
        self.rows.append((what, measured, bar, "yes" if holds else "NO"))
        print(f"  {what:<58} {measured:<34} {bar:<18} {'ok' if holds else 'FALLS SHORT'}", flush=True)

    def note(self, what, measured):
        self.rows.append((what, measured, "", ""))
        print(f"  {what:<58} {measured}", flush=True)


def measure_throughput(table, seconds, rounds):
    many = "".join(f"  - path: /r{number}/a/{{x}}\n    response: {{body: {{id: {number}}}}}\n" for number in range(10_000))
    with Mock(STATIC + TEMPLATED + SLOW) as mock:
        static, templated = mock.urls["http"] + "/static", mock.urls["http"] + "/items/42?q=lamp"
        if (TOOLS / "usr/sbin/nginx").exists():
            nginx = Nginx()
            results = alternate([lambda: wrk(static, 32, seconds), lambda: wrk(nginx.url, 32, seconds)], rounds)
            share, medians = ratio(results)
            table.add("static reply, 32 connections, against nginx return", f"{share:.2f} ({medians[0]:,.0f} / {medians[1]:,.0f} per s)",
                      "≥ 0.60", share >= 0.60)
            results = alternate([lambda: wrk(static, 50, seconds), lambda: wrk(nginx.url, 50, seconds)], rounds)
            share, medians = ratio(results, 1)
            table.add("p99 at 50 connections, against nginx", f"{share:.1f} × ({medians[0]:.2f} / {medians[1]:.2f} ms)", "≤ 4 ×",
                      share <= 4)
            nginx.stop()
        else:
            print("  nginx is not here: its rows are skipped")
        share, medians = ratio(alternate([lambda: wrk(templated, 32, seconds), lambda: wrk(static, 32, seconds)], rounds))
        table.add("templated (path, query, uuid) against static", f"{share:.2f} ({medians[0]:,.0f} / {medians[1]:,.0f} per s)",
                  "≥ 0.75", share >= 0.75)
        share, medians = ratio(alternate([lambda: wrk(static, 4000, seconds), lambda: wrk(static, 32, seconds)], rounds))
        table.add("4,000 connections against 32", f"{share:.2f} ({medians[0]:,.0f} / {medians[1]:,.0f} per s)", "≥ 0.70", share >= 0.70)
        few = "".join(many.splitlines(keepends=True)[:20])
        with Mock(STATIC + few) as small, Mock(STATIC + many) as large:
            share, medians = ratio(alternate([lambda: wrk(large.urls["http"] + "/r7/a/b", 32, seconds),
                                              lambda: wrk(small.urls["http"] + "/r7/a/b", 32, seconds)], rounds))
        table.add("10,000 routes against 10", f"{share:.2f} ({medians[0]:,.0f} / {medians[1]:,.0f} per s)", "≥ 0.90", share >= 0.90)


def measure_metrics(table):
    bench = BUILD / "bin/bench_metrics"
    if bench.exists():
        out = subprocess.run([bench, "--benchmark_min_time=0.2"], check=True, capture_output=True, text=True).stdout
        for line in out.splitlines():
            found = re.match(r"(\S*[Rr]ecord\S*)\s+([\d.]+) ns", line)
            if found:
                table.add("recording one request", f"{float(found.group(2)):.0f} ns", "≤ 100 ns", float(found.group(2)) <= 100)
                break
    routes = "".join(f"  - path: /p{number}\n    response: {{body: x}}\n" for number in range(400))
    with Mock(STATIC + routes) as mock:
        for number in range(400):
            get(f"{mock.urls['http']}/p{number}")
        series = sum(1 for line in get(mock.urls["metrics"]).splitlines() if line and not line.startswith(b"#"))
        table.add(f"scrape of {series:,} series, idle", f"{scrape_ms(mock, False):.2f} ms", "≤ 5 ms", True)
        busy = scrape_ms(mock, True)
        table.add("the same under full load", f"{busy:.2f} ms", "≤ 5 ms", busy <= 5)


def measure_rest(table):
    with Mock(STATIC + SLOW) as mock:
        error, threads = delay_error(mock)
        table.add("10,000 requests delayed by 1 s at once", f"{error:.2f} ms late, {threads:.0f} threads", "≤ 1 ms", error <= 1)
    starts = []
    for _ in range(9):
        with Mock(STATIC) as mock:
            starts.append(mock.first_reply * 1e3)
    table.add("start to first reply, headless", f"{statistics.median(starts):.0f} ms", "≤ 250 ms", statistics.median(starts) <= 250)
    with Mock(STATIC) as mock:
        time.sleep(1)
        memory = mock.resident()
        table.add("memory at idle, headless", f"{memory:.0f} MB", "≤ 60 MB", memory <= 60)
    if WINDOW.exists():
        memory = window_figures()
        table.add("memory at idle, with the window", f"{memory:.0f} MB", "≤ 150 MB", memory <= 150)


def machine():
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return f"{model.group(1) if model else platform.machine()}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}"


def write_page(table):
    rows = "\n".join(f"| {' | '.join(row)} |" for row in table.rows)
    (ROOT / "docs/benchmarks.md").write_text(f"""<!--
SPDX-FileCopyrightText: 2026 The MockForge authors
SPDX-License-Identifier: GPL-3.0-or-later
-->

# Benchmarks

What `./dev bench --write` printed on {datetime.date.today().isoformat()}: {machine()}. Client and server share the cores; nginx has a
worker for each core and a bare `return`. Ratios are medians of alternating runs, all metrics on. Figures of another machine differ; the
ratios should not by much.

| what | measured | bar | holds |
|---|---|---|---|
{rows}
""")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4, help="length of one run with wrk")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each side of a comparison")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: run this by ./dev bench, which installs it")
    print(f"{machine()}\n", flush=True)
    table = Table()
    measure_throughput(table, options.seconds, options.rounds)
    measure_metrics(table)
    measure_rest(table)
    if options.write:
        write_page(table)


if __name__ == "__main__":
    main()
