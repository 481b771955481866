# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""gRPC over TLS and mutual TLS with grpc-js; handshakes that fail; large messages and slow readers through the pump."""

import os
import subprocess
import time

from conftest import wait_until
from grpcclient import PROJECT, Running, address, call, in_flight, serve_grpc
from test_tls import certificate

UNAVAILABLE = 14


def secure(server, folder, who=None):
    tls = {"ca": str(folder / "server.pem")}
    if who:
        tls.update(cert=str(folder / f"{who}.pem"), key=str(folder / f"{who}.key"))
    return tls


def serve_secure(serve, folder, extra=""):
    certificate(folder, "server")
    return serve_grpc(serve, folder, PROJECT + "  tls: {enabled: true, cert_file: server.pem, key_file: server.key" + extra + "}\n")


def test_all_kinds_of_calls_over_tls(serve, tmp_path):
    server = serve_secure(serve, tmp_path)
    assert server.urls["grpc"].startswith("grpcs://")
    for method, sent, received in (("Get", 1, 1), ("List", 1, 3), ("Add", 2, 1), ("Chat", 2, 2)):
        result = call(server, method, [{"id": str(i)} for i in range(sent)], tls=secure(server, tmp_path))
        assert (result["code"], len(result["messages"])) == (0, received), result
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 0, what="the end of the connections")
    assert server.metric('mockforge_received_bytes_total{protocol="grpc"}') > 0
    assert server.metric('mockforge_sent_bytes_total{protocol="grpc"}') > 0


def test_large_messages_over_tls(serve, tmp_path):
    server = serve_secure(serve, tmp_path)
    messages = [{"name": "x" * 1_000_000} for _ in range(8)]
    assert call(server, "Add", messages, tls=secure(server, tmp_path))["code"] == 0
    assert server.metric('mockforge_received_bytes_total{protocol="grpc"}') > 8_000_000


def test_mutual_tls_wants_a_certificate_of_the_client(serve, tmp_path):
    certificate(tmp_path, "authority")
    certificate(tmp_path, "stranger")
    certificate(tmp_path, "client", issuer="authority", subject="client")
    server = serve_secure(serve, tmp_path, ", ca_file: authority.pem")
    assert call(server, "Get", tls=secure(server, tmp_path, "client"))["code"] == 0
    for who in (None, "stranger"):
        assert call(server, "Get", tls=secure(server, tmp_path, who), deadlineMs=5000)["code"] in (4, UNAVAILABLE)
    wait_until(lambda: server.refused("tls_handshake") >= 2, what="the refusals")


def test_h2_is_what_alpn_offers(serve, tmp_path):
    server = serve_secure(serve, tmp_path)
    host = address(server)
    done = subprocess.run(["openssl", "s_client", "-connect", host, "-alpn", "h2,http/1.1"], input=b"", capture_output=True, timeout=20)
    assert b"ALPN protocol: h2" in done.stdout


def test_plain_text_on_a_tls_port_is_refused(serve, tmp_path):
    server = serve_secure(serve, tmp_path)
    assert server.raw("grpc").send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").read_until_end()[1] in ("fin", "rst")
    assert server.refused("tls_handshake") == 1
    assert call(server, "Get", tls=secure(server, tmp_path))["code"] == 0


def test_a_handshake_has_its_time(serve, tmp_path):
    certificate(tmp_path, "server")
    server = serve_grpc(serve, tmp_path, PROJECT + "  limits: {handshake_timeout: 300ms}\n"
                        "  tls: {enabled: true, cert_file: server.pem, key_file: server.key}\n")
    assert server.raw("grpc").read_until_end()[1] == "fin"
    assert server.refused("tls_handshake") == 1


def test_a_client_that_vanishes_behind_tls_leaves_nothing(serve, tmp_path):
    server = serve_secure(serve, tmp_path)
    running = Running(server, "Chat", [{"id": "1"}], keepOpen=True, tls=secure(server, tmp_path))
    running.wait_for_message()
    assert in_flight(server) == 1
    running.vanish()
    wait_until(lambda: in_flight(server) == 0, what="the end of the call")
    wait_until(lambda: server.metric('mockforge_connections_open{protocol="grpc"}') == 0, what="the end of the connection")


def test_a_new_certificate_serves_new_connections_and_the_old_ones_go_on(serve, tmp_path):
    server = serve_secure(serve, tmp_path)
    old = secure(server, tmp_path)
    (tmp_path / "old.pem").write_bytes((tmp_path / "server.pem").read_bytes())
    old["ca"] = str(tmp_path / "old.pem")
    running = Running(server, "Chat", [{"id": "1"}], keepOpen=True, cancelAfterMs=5000, tls=old)
    running.wait_for_message()
    certificate(tmp_path, "next")
    for kind in ("pem", "key"):
        os.replace(tmp_path / f"next.{kind}", tmp_path / f"server.{kind}")
    (tmp_path / "mockforge.yaml").write_text((tmp_path / "mockforge.yaml").read_text() + f"name: changed {time.time()}\n")
    wait_until(lambda: call(server, "Get", tls=secure(server, tmp_path), deadlineMs=3000)["code"] == 0, what="the new certificate")
    assert in_flight(server) == 1
    assert running.result()["code"] == 1


def test_a_stop_ends_connections_behind_tls(serve, tmp_path):
    server = serve_secure(serve, tmp_path)
    running = Running(server, "Chat", [{"id": "1"}], keepOpen=True, tls=secure(server, tmp_path))
    running.wait_for_message()
    begun = time.monotonic()
    assert server.stop() == 143
    assert time.monotonic() - begun < 10
    assert running.result()["code"] in (1, UNAVAILABLE)
