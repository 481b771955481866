# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: flags, exit codes, ready lines, signals."""

import json
import os
import signal
import socket
import threading
import time

import pytest
from conftest import Server, run_program, wait_until

ROUTES = "routes:\n  - path: /\n    response: {body: ok}\n  - path: /slow\n    response: {delay: 400ms, body: slow}\n"
PORTS = ("--http-port", "0", "--admin-port", "0", "--metrics-port", "0")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "mockforge.yaml").write_text(ROUTES)
    return tmp_path


def test_version_and_help():
    assert run_program("--version").stdout.startswith("mockforge 0.")
    for command in ("serve", "check", "mode", "status", "schema"):
        assert command in run_program("--help").stdout
        assert run_program(command, "--help").returncode == 0


@pytest.mark.parametrize("arguments", [[], ["dance"], ["serve", "--nope"], ["serve", "--duration", "soon"],
                                       ["serve", "--mode", "error", "--preset", "chaos"]])
def test_wrong_usage_ends_with_2(arguments, project):
    assert run_program(*arguments, cwd=project).returncode == 2


def test_an_invalid_project_or_mode_ends_with_2(project):
    assert run_program("serve", *PORTS, "--mode", "havoc", cwd=project).returncode == 2
    assert run_program("serve", *PORTS, "--preset", "havoc", cwd=project).returncode == 2
    (project / "mockforge.yaml").write_text("routs: []\n")
    result = run_program("serve", *PORTS, cwd=project)
    assert result.returncode == 2 and "did you mean 'routes'?" in result.stderr
    assert run_program("serve", "nowhere.yaml", cwd=project).returncode == 2


def test_duration_ends_it_well(project):
    result = run_program("serve", *PORTS, "--duration", "200ms", cwd=project)
    assert result.returncode == 0 and result.stdout.count("listening ") == 3


def test_the_project_may_be_named_by_flag_and_environment(project):
    for arguments, env in ((["--config", str(project)], {}), ([], {"MOCKFORGE_CONFIG": str(project)})):
        assert run_program("serve", *PORTS, "--duration", "50ms", *arguments, cwd="/", env=env).returncode == 0


def test_ready_lines_as_json(project):
    result = run_program("serve", *PORTS, "--duration", "100ms", "--json", cwd=project)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["endpoint"] for line in lines] == ["http", "admin", "metrics"]


def test_a_port_in_use_names_its_holder_and_ends_with_4(project):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        result = run_program("serve", "--http-port", port, "--admin-port", "0", "--metrics-port", "0", cwd=project)
    assert result.returncode == 4
    assert port in result.stderr and f"pid {os.getpid()}" in result.stderr


def test_a_taken_metrics_port_leaves_the_rest_running(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        server = Server(tmp_path, ROUTES, expect=("http", "admin"),
                        ports=("--http-port", "0", "--admin-port", "0", "--metrics-port", str(port)))
        try:
            assert server.curl("/").body == b"ok"
            wait_until(lambda: server.curl("/health", endpoint="admin").status == 503, what="the failed endpoint")
            health = server.curl("/health", endpoint="admin")
            metrics = [endpoint for endpoint in health.json()["endpoints"] if endpoint["id"] == "metrics"][0]
            assert metrics["state"] == "failed" and metrics["error"]["held_by"]["pid"] == os.getpid()
        finally:
            assert server.stop() == 143


def test_health_and_status_tell_the_real_state(serve):
    server = serve(ROUTES)
    health = server.curl(server.urls["metrics"].replace("/metrics", "/health"))
    assert health.status == 200 and health.json()["status"] == "ok"
    status = run_program("status", "--json", "--admin-url", server.url("", "admin"))
    assert json.loads(status.stdout)["routes"] == 2
    assert "running  " + server.url("") in run_program("status", "--admin-url", server.url("", "admin")).stdout
    assert run_program("status", "--admin-url", "http://127.0.0.1:1").returncode == 1


def test_metrics_host_port_and_path_are_honoured(serve, tmp_path):
    server = serve("observability: {prometheus: {path: /numbers, host: 127.0.0.2}}\n" + ROUTES)
    assert server.urls["metrics"].startswith("http://127.0.0.2:") and server.urls["metrics"].endswith("/numbers")
    assert server.curl(server.urls["metrics"]).status == 200
    assert server.curl(server.urls["metrics"].replace("/numbers", "/metrics")).status == 404


def test_endpoints_can_be_turned_off(serve):
    server = serve("admin: {enabled: false}\nobservability: {prometheus: {enabled: false}}\n" + ROUTES, expect=("http",))
    assert server.curl("/").body == b"ok" and set(server.urls) == {"http"}
    again = serve("observability: {prometheus: {enabled: false}}\n" + ROUTES, "--metrics")
    assert "metrics" in again.urls


def test_log_format_level_and_file(serve, tmp_path):
    server = serve(ROUTES, "--log-format", "json")
    wait_until(lambda: server.stderr, what="a line of the log")
    assert {"time", "level", "category", "message"} <= set(json.loads(server.stderr[0]))
    quiet = serve(ROUTES, "--log-level", "error")
    quiet.stop()
    assert not quiet.stderr
    filed = serve("logging: {file_path: server.log}\n" + ROUTES)
    wait_until(lambda: (tmp_path / "server.log").exists() and (tmp_path / "server.log").read_text(), what="the log file")
    assert not filed.stderr


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_first_signal_drains(serve, number, code):
    server = serve(ROUTES)
    connection = server.raw().send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
    wait_until(lambda: server.metric('mockforge_requests_in_flight{protocol="http"}') == 1, what="a request in flight")
    server.process.send_signal(number)
    data, end = connection.read_until_end()
    assert data.endswith(b"slow") and b"Connection: close" in data and end == "fin"
    assert server.process.wait(10) == code


def test_the_second_signal_does_not_wait(serve):
    server = serve("routes: [{path: /, response: {delay: 60s, body: x}}]\n")
    connection = server.raw().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    wait_until(lambda: server.metric('mockforge_requests_in_flight{protocol="http"}') == 1, what="a request in flight")
    server.process.send_signal(signal.SIGTERM)
    wait_until(lambda: any("stopping" in line for line in server.stderr), what="the drain")
    begun = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(10) == 143
    assert time.monotonic() - begun < 1.5
    connection.close()


def test_sigterm_under_load_loses_no_reply(serve):
    server = serve(ROUTES)
    answered, lost = [0] * 8, []

    def client(index):
        try:
            connection = server.raw()
            while True:
                connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                first = connection.socket.recv(1)
                if not first:
                    return  # closed between two requests: nothing was begun
                reply = first + connection.socket.recv(65536)
                if not reply.endswith(b"ok"):
                    lost.append(reply)
                answered[index] += 1
                if b"Connection: close" in reply:
                    return
        except (BrokenPipeError, ConnectionRefusedError):
            return
        except OSError as error:
            lost.append(error)

    clients = [threading.Thread(target=client, args=(index,)) for index in range(8)]
    for thread in clients:
        thread.start()
    wait_until(lambda: min(answered) > 50, what="load")
    server.process.send_signal(signal.SIGTERM)
    for thread in clients:
        thread.join(10)
    assert server.process.wait(10) == 143
    assert not lost
