# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scenario modes do to gRPC calls: codes, delays, calls that hang; seen by the client and in the metrics."""

import pytest
from conftest import wait_until
from grpcclient import Running, call, errors, in_flight, put_mode, requests, serve_grpc

CODES = {400: 3, 401: 16, 403: 7, 404: 5, 408: 4, 504: 4, 409: 10, 429: 8, 500: 13, 501: 12, 502: 14, 503: 14, 418: 2}


def faults(server, kind):
    return server.metric(f'mockforge_chaos_faults_total{{protocol="grpc",fault="{kind}"}}')


def test_each_status_of_a_mode_has_its_code(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    for status, code in CODES.items():
        put_mode(server, mode="error", error_rate=1, status_codes=[status])
        result = call(server, "Get")
        assert result["code"] == code, status
        assert result["trailers"]["x-mockforge-fault"] == "error"
    wait_until(lambda: requests(server, "Shop::Get", "error") == len(CODES), what="the counts")
    assert faults(server, "error") == errors(server) == len(CODES)
    assert server.metric("mockforge_chaos_triggers_total") == len(CODES)


@pytest.mark.parametrize("method", ["Get", "List", "Add", "Chat"])
def test_a_delay_comes_before_every_kind_of_answer(serve, tmp_path, method):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="degraded", latency_multiplier=6)
    result = call(server, method, [{"id": "1"}, {"id": "2"}] if method in ("Add", "Chat") else [{"id": "1"}])
    assert result["code"] == 0
    assert result["trailers"]["x-mockforge-injected-delay-ms"] == "300"
    assert result["elapsedMs"] >= 300
    wait_until(lambda: faults(server, "latency") == 1, what="the fault")
    wait_until(lambda: requests(server, f"Shop::{method}", "ok") == 1, what="the count")
    assert 0.29 < server.metric('mockforge_injected_delay_seconds_sum{protocol="grpc"}') < 0.31
    assert server.metric('mockforge_service_duration_seconds_sum{protocol="grpc"}') < 0.2


def test_a_call_that_hangs_ends_with_its_client(serve, tmp_path):
    server = serve_grpc(serve, tmp_path)
    put_mode(server, mode="chaos", error_rate=0, timeout_rate=1)
    hanging = Running(server, "Get", cancelAfterMs=1500)
    wait_until(lambda: in_flight(server) == 1, what="a call in flight")
    assert hanging.result()["code"] == 1
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
    assert faults(server, "timeout") == 1
    assert server.metric('mockforge_injected_delay_seconds_sum{protocol="grpc"}') > 0.5


def test_the_share_of_errors_is_the_modes_own(serve, tmp_path):
    server = serve_grpc(serve, tmp_path, "seed: 7\ngrpc: {proto_files: [shop.proto]}\n")
    put_mode(server, mode="error", error_rate=0.5, status_codes=[500])
    codes = [call(server, "Get")["code"] for _ in range(12)]
    assert set(codes) == {0, 13}
    put_mode(server, mode="error", error_rate=0.5, status_codes=[500])
    assert [call(server, "Get")["code"] for _ in range(12)] == codes
