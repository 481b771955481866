# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSocket: echoes against npm's ws under the same load, and what idle connections cost."""

import subprocess
import time

from harness import BUILD, Mock, NodeServer, alternate, ratio

LOAD = BUILD / "bin/ws_load"
SECTION = "websocket: {port: 0, limits: {max_connections: 30000, max_connections_per_host: 30000}}\n"
CONNECTIONS, DEPTH, IDLE = 32, 8, 1000


def echoes(port, connections, depth, seconds):
    """Echoes per second, as a result of one run."""
    out = subprocess.run([LOAD, str(port), "/", str(connections), str(depth), str(seconds)], check=True, capture_output=True, text=True)
    return (float(out.stdout),)


def megabytes_of_idle(mock):
    """What open connections add to the resident memory of an idle program."""
    echoes(mock.port("websocket"), 1, 1, 0.2)
    before = mock.resident()
    holder = subprocess.Popen([LOAD, str(mock.port("websocket")), "/", str(IDLE), "hold"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    holder.stdout.readline()
    time.sleep(1)
    added = mock.resident() - before
    holder.stdin.close()
    holder.wait(10)
    return added


def measure(table, options):
    with Mock("", SECTION, ["websocket"]) as mock, NodeServer("ws_echo_server.mjs") as node:
        for depth, bar in ((DEPTH, 1.0), (1, None)):
            share, medians = ratio(alternate([lambda: echoes(mock.port("websocket"), CONNECTIONS, depth, options.seconds),
                                              lambda: echoes(node.port, CONNECTIONS, depth, options.seconds)], options.rounds))
            measured = f"{share:.1f} × ({medians[0]:,.0f} / {medians[1]:,.0f} per s)"
            name = f"WebSocket echo, {CONNECTIONS} connections × {depth}, against npm's ws"
            if bar:
                table.add(name, measured, f"≥ {bar:.1f} ×", share >= bar)
            else:
                table.note(name, measured)
    with Mock("", SECTION, ["websocket"]) as mock:
        added = megabytes_of_idle(mock)
        table.add("memory of 1,000 open WebSocket connections", f"{added:.1f} MB", "≤ 40 MB", added <= 40)
