# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what the project promises, against peers on this machine, and prints ratios with their bars.

Everything runs on loopback addresses, on the cores that the load generator uses too. Each comparison alternates between its
sides and takes medians. `--write` also writes docs/benchmarks.md.
"""

import argparse
import datetime
import os
import platform
import re
import shutil
import sys
from pathlib import Path

from harness import ROOT, Table
from rows import chaos, graphql, grpc, http, metrics, program, websocket

GROUPS = {"chaos": chaos, "graphql": graphql, "grpc": grpc, "http": http, "metrics": metrics, "program": program, "websocket": websocket}


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
ratios should not by much; from run to run they move by up to a tenth, those of percentiles by more.

| what | measured | bar | holds |
|---|---|---|---|
{rows}
""")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4, help="length of one run of a load generator")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each side of a comparison")
    parser.add_argument("--only", choices=GROUPS, action="append", help="measure this group of rows; may be repeated")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("--write takes every group: leave --only out")
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: run this by ./dev bench, which installs it")
    print(f"{machine()}\n", flush=True)
    table = Table()
    for name in options.only or GROUPS:
        GROUPS[name].measure(table, options)
    if options.write:
        write_page(table)


if __name__ == "__main__":
    main()
