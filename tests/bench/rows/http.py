# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP throughput and latency, against nginx and against itself."""

import os
import subprocess
import tempfile
from pathlib import Path

from harness import TOOLS, Mock, alternate, free_port, ratio, wait_for_port, wrk

STATIC = "  - path: /static\n    response: {body: {id: 1, name: Lamp}}\n"
TEMPLATED = ("  - path: /items/{id}\n    response:\n      body: {id: \"{{params.id}}\", q: \"{{query.q}}\", key: \"{{uuid}}\"}\n")
SLOW = "  - path: /slow\n    response: {delay: 1s, body: slow}\n"


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
        wait_for_port(self.port, self.process)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.folder.cleanup()


def measure(table, options):
    seconds, rounds = options.seconds, options.rounds
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
