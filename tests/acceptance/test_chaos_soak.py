# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All faults at once at random under load, rules changing meanwhile; then none: nothing is left, and replies are healthy."""

import os
import random
import socket
import threading
import time
from pathlib import Path

from chaoslab import GET, lab, project, send, statuses
from conftest import Raw, wait_until

SECONDS = float(os.environ.get("MOCKFORGE_SOAK_SECONDS", "6"))
FAULTS = [
    "{latency: {delay: {exponential: {mean: 20ms}}}}", "{abort: {status: [500, 503], delay: 5ms}}", "hang",
    "{rate_limit: {rate: 2000, burst: 200}}", "{bulkhead: {max_concurrent: 30}}", "{circuit_breaker: {failures: 50, open_for: 50ms}}",
    "{truncate: {share: 0.5, end: fin}}", "{truncate: {share: 0.3, end: reset}}", "{truncate: {share: 0.3, end: hang}}",
    "malformed_chunk", "garbage", "empty_reply", "{reset: {at: before}}", "{reset: {at: during}}", "{reset: {at: after}}",
    "{slow_headers: {bytes: 20, gap: 1ms}}", "{dribble: {bytes: 30, gap: 1ms}}", "wrong_type", "{bad_headers: {oversize: 5000}}",
    "json_fields", "{corrupt_body: {share: 0.1}}", "{bandwidth: {rate: 4MiB, direction: both}}", "{slicer: {bytes: 3000, gap: 1ms}}",
    "{limit: {bytes: 300000, end: reset}}", "{limit: {bytes: 200000, end: hang}}", "{packet_loss: {share: 0.02, gap: 5ms}}",
    "{corrupt_bytes: {share: 0.0001, direction: both}}", "{slow_close: {gap: 20ms}}"]


def client(server, seed, end):
    """Requests of every kind until the end; whatever comes of them, the client goes on."""
    chance = random.Random(seed)
    while time.monotonic() < end:
        try:
            connection = Raw(server.address())
            connection.socket.settimeout(0.3)
            for _ in range(chance.randint(1, 8)):
                connection.send(GET.replace("/", chance.choice(["/", "/json", "/big"]), 1) * chance.choice([1, 1, 1, 4]))
                if chance.random() < 0.1:
                    break
                while len(connection.socket.recv(65536)) == 65536:
                    pass
            if chance.random() < 0.3:
                connection.reset()
            else:
                connection.close()
        except (OSError, socket.timeout):
            connection.close()


def descriptors(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def test_all_faults_at_once_leave_nothing_behind(serve):
    server = serve(project(*[f"{{probability: 0.05, fault: {fault}}}" for fault in FAULTS]))
    send(server, "PUT", "", {"enabled": False})
    statuses(server, 200)
    before = descriptors(server)
    send(server, "PUT", "", {"enabled": True})
    end = time.monotonic() + SECONDS
    threads = [threading.Thread(target=client, args=(server, seed, end)) for seed in range(16)]
    for thread in threads:
        thread.start()
    chance = random.Random(1)
    while time.monotonic() < end:
        names = [rule["name"] for rule in lab(server)["rules"]]
        send(server, "PUT", f"/rules/{chance.choice(names)}".replace(" ", "%20"), {"enabled": chance.random() < 0.7})
        assert server.metrics()["mockforge_chaos_triggers_total"] >= 0, "metrics answer throughout"
    for thread in threads:
        thread.join()
    kinds = [name for name in server.metrics() if name.startswith("mockforge_chaos_faults_total")]
    assert len(kinds) >= 20, kinds
    send(server, "POST", "/stop")
    wait_until(lambda: lab(server)["active"] == 0, what="no fault in flight")
    assert statuses(server, 20) == [200] * 20
    for series in ("mockforge_requests_in_flight", "mockforge_connections_open", "mockforge_chaos_faults_active"):
        wait_until(lambda: server.metric(f'{series}{{protocol="http"}}') == 0, what=f"{series} at 0")
    wait_until(lambda: descriptors(server) <= before + 2, what="no descriptor more than before")
