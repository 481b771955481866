# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What metrics cost: recording a request, scraping."""

import re
import statistics
import subprocess
import time

from harness import BUILD, Mock, get
from rows.http import STATIC


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


def measure(table, _options):
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
