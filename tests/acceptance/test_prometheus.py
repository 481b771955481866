# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Prometheus server scrapes the running program while a client sends a known number of requests; then the queries that
users have, the recording rules and every query of the Grafana dashboard are asked of it."""

import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 30
GOOD, MISSING, BROKEN, SLOW = 120, 30, 50, 20
ALL = GOOD + MISSING + BROKEN + SLOW
FIRST = 5  # sent before Prometheus starts, one of them in degraded mode
PROJECT = """
routes:
  - path: /good
    response:
      body: ok
  - path: /broken
    response:
      status: 503
      body: no
  - path: /slow
    response:
      body: ok
      delay: 60ms
"""


def prometheus_binary():
    found = os.environ.get("MOCKFORGE_PROMETHEUS") or shutil.which("prometheus")
    assert found and Path(found).exists(), "prometheus is missing: run the tests by ./dev test, which fetches it"
    return found


def fetch(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=DEADLINE) as reply:
        return reply.headers, reply.read()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what):
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def start_mockforge(folder):
    (folder / "mockforge.yaml").write_text(PROJECT, encoding="utf-8")
    env = {key: value for key, value in os.environ.items() if not key.startswith("MOCKFORGE_")}
    program = subprocess.Popen(
        [os.environ["MOCKFORGE_BIN"], "serve", "mockforge.yaml", "--http-port", "0", "--admin-port", "0", "--metrics-port", "0"],
        cwd=folder, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    lines = []
    threading.Thread(target=lambda: lines.extend(iter(program.stdout.readline, "")), daemon=True).start()
    wait_until(lambda: len(lines) >= 3 or program.poll() is not None, "the ready lines")
    addresses = {words[1]: re.search(r"//([^/]+)", words[2]).group(1) for words in map(str.split, lines)}
    return program, addresses


def start_prometheus(folder, target):
    shutil.copy(ROOT / "resources/prometheus/mockforge.rules.yml", folder)
    config = (ROOT / "resources/prometheus/prometheus.yml").read_text(encoding="utf-8")
    assert "127.0.0.1:9090" in config
    config = config.replace("127.0.0.1:9090", target).replace("interval: 5s", "interval: 1s")
    (folder / "prometheus.yml").write_text(config, encoding="utf-8")
    port = free_port()
    server = subprocess.Popen(
        [prometheus_binary(), f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
         f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return server, port


class Setup:
    """The program, Prometheus, and a client that has sent what it had to send."""

    def __init__(self, folder):
        self.processes = []
        program, self.addresses = start_mockforge(folder)
        self.processes.append(program)
        # Every series must exist before the requests that are to be counted: rate() needs two samples.
        self.switch_mode("degraded")
        self.send("/good")
        self.switch_mode("healthy")
        for path in ("/good", "/missing", "/broken", "/slow"):
            self.send(path)
        server, port = start_prometheus(folder, self.addresses["metrics"])
        self.processes.append(server)
        self.api = f"http://127.0.0.1:{port}/api/v1/"
        wait_until(lambda: self.answers("mockforge_requests_total"), "the first scrape")
        time.sleep(1.5)  # at least one more sample before the load
        for path, count in {"/good": GOOD, "/missing": MISSING, "/broken": BROKEN, "/slow": SLOW}.items():
            for _ in range(count):
                self.send(path)
        wait_until(lambda: self.value("sum(mockforge_requests_total)") == ALL + FIRST, "a scrape after the load")
        wait_until(lambda: self.answers("instance_protocol:mockforge_errors:ratio_rate5m"), "the rules")

    def send(self, path):
        try:
            fetch(f"http://{self.addresses['http']}{path}")
        except urllib.error.HTTPError as error:
            error.close()

    def switch_mode(self, mode):
        request = urllib.request.Request(f"http://{self.addresses['admin']}/__mockforge/scenario", method="PUT",
                                         data=json.dumps({"mode": mode}).encode(), headers={"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=DEADLINE).close()

    def query(self, query):
        _, body = fetch(self.api + "query?" + urllib.parse.urlencode({"query": query}))
        answer = json.loads(body)
        assert answer["status"] == "success"
        return answer["data"]["result"]

    def answers(self, query):
        try:
            return self.query(query)
        except (urllib.error.URLError, ConnectionError):
            return []

    def value(self, query):
        found = self.answers(query)
        return float(found[0]["value"][1]) if found else None

    def scrape(self, **headers):
        return fetch(f"http://{self.addresses['metrics']}/metrics", **headers)

    def stop(self):
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
            process.wait(DEADLINE)


@pytest.fixture(scope="module")
def setup(tmp_path_factory):
    running = Setup(tmp_path_factory.mktemp("prometheus"))
    yield running
    running.stop()


def test_counts_are_exact(setup):
    counts = {(sample["metric"]["status"], sample["metric"]["method"]): float(sample["value"][1])
              for sample in setup.query("mockforge_requests_total")}
    assert counts == {("200", "GET"): GOOD + SLOW + 3, ("404", "GET"): MISSING + 1, ("503", "GET"): BROKEN + 1}
    assert setup.value('mockforge_errors_total{error_type="client_error"}') == MISSING + 1
    assert setup.value('mockforge_errors_total{error_type="server_error"}') == BROKEN + 1
    assert setup.value("mockforge_unmatched_requests_total") == MISSING + 1
    assert setup.value("sum(mockforge_route_requests_total)") == ALL + FIRST


def test_request_rate(setup):
    increase = 300 * setup.value("sum(rate(mockforge_requests_total[5m]))")
    assert ALL * 0.9 <= increase <= ALL * 2, "Prometheus extrapolates to the edges of the samples, but not further"


def test_latency_quantile(setup):
    (sample,) = setup.query("histogram_quantile(0.95, rate(mockforge_request_duration_seconds_bucket[5m]))")
    assert sample["metric"] == {"protocol": "http", "method": "GET", "job": "mockforge",
                                "instance": setup.addresses["metrics"]}
    assert 0.05 <= float(sample["value"][1]) <= 0.1, "9 % of the requests took 60 ms"


def test_error_ratio_in_its_summed_form(setup):
    (sample,) = setup.query("sum by (protocol) (rate(mockforge_errors_total[5m]))"
                            " / sum by (protocol) (rate(mockforge_requests_total[5m]))")
    assert sample["metric"] == {"protocol": "http"}
    assert float(sample["value"][1]) == pytest.approx((MISSING + BROKEN) / ALL, rel=0.02)


def test_web_socket_connections(setup):
    assert setup.value("mockforge_ws_connections_active") == 0


def test_plugins_are_an_empty_vector(setup):
    assert setup.query('rate(mockforge_plugin_executions_total{status="success"}[5m])') == []


def test_injected_delay_is_told_from_our_own_time(setup):
    mean = "sum(mockforge_injected_delay_seconds_sum) / sum(mockforge_request_duration_seconds_count)"
    assert setup.value(mean) == pytest.approx(((SLOW + 1) * 0.060 + 0.050) / (ALL + FIRST), rel=0.1)
    assert setup.value("histogram_quantile(0.5, mockforge_service_duration_seconds_bucket)") < 0.01


def test_recording_rules(setup):
    expected = pytest.approx((MISSING + BROKEN) / ALL, rel=0.02)
    wait_until(lambda: setup.value("instance_protocol:mockforge_errors:ratio_rate5m") == expected,
               "an evaluation of the rules that has seen all of the load")
    assert setup.value("instance_protocol:mockforge_request_duration_seconds:p95_rate5m") > 0.05


def dashboard_queries():
    dashboard = json.loads((ROOT / "resources/grafana/mockforge.json").read_text(encoding="utf-8"))
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            yield pytest.param(target["expr"], id=f"{panel['title']} {target['refId']}")


@pytest.mark.parametrize("query", dashboard_queries())
def test_dashboard(setup, query):
    for variable, value in {"$__rate_interval": "5m", "$__range": "5m", "$instance": ".*", "$protocol": ".*"}.items():
        query = query.replace(variable, value)
    found = setup.query(query)
    if "mockforge_refused_total" in query:
        assert found == [], "nothing was refused"
    else:
        assert found, query


def test_faults_and_mode(setup):
    assert setup.value("mockforge_chaos_triggers_total") == 1
    assert setup.value('mockforge_chaos_faults_total{protocol="http",fault="latency"}') == 1
    assert setup.value("mockforge_active_scenario_mode") == 0


def test_target_is_up_and_speaks_openmetrics(setup):
    assert setup.value('up{job="mockforge"}') == 1
    headers, body = setup.scrape(Accept="application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
    assert headers["Content-Type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8"
    assert body.endswith(b"# EOF\n")


def test_gzip_and_plain_text_say_the_same(setup):
    headers, packed = setup.scrape(**{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    plain_headers, plain = setup.scrape()
    assert plain_headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    requests = re.compile(rb"^mockforge_requests_total.*$", re.MULTILINE)
    assert requests.findall(gzip.decompress(packed)) == requests.findall(plain) != []
