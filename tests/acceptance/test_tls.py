# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTPS and mutual TLS with curl; certificates that are missing or do not fit."""

import subprocess

from conftest import BINARY, Server, clean_environment, wait_until

ROUTES = "routes:\n  - path: /\n    response: {body: secret}\n"


def certificate(folder, name, issuer=None, subject="localhost"):
    """Makes name.pem and name.key; signed by issuer, or by itself."""
    key, cert = folder / f"{name}.key", folder / f"{name}.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={subject}", "-keyout", key,
               "-out", cert, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    if issuer:
        command += ["-CA", folder / f"{issuer}.pem", "-CAkey", folder / f"{issuer}.key"]
        request = folder / f"{name}.csr"
        subprocess.run(["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={subject}", "-keyout", key, "-out", request],
                       check=True, capture_output=True)
        command = ["openssl", "x509", "-req", "-in", request, "-CA", folder / f"{issuer}.pem", "-CAkey", folder / f"{issuer}.key",
                   "-CAcreateserial", "-days", "2", "-out", cert]
    subprocess.run(command, check=True, capture_output=True)
    return cert, key


def test_a_generated_certificate_serves_https_only(serve):
    server = serve("http:\n  tls: {enabled: true, generate: true}\n" + ROUTES, expect=("https", "admin", "metrics"))
    host, port = server.address("https")
    assert server.curl(f"https://{host}:{port}/", "-k").body == b"secret"
    assert server.curl(f"https://{host}:{port}/", check=False) == 60  # curl: the certificate is not known
    assert "http" not in server.urls


def test_https_beside_http(serve):
    server = serve("http:\n  tls: {enabled: true, generate: true, port: 34443}\n" + ROUTES, "--https-port", "34443",
                   expect=("http", "https", "admin", "metrics"))
    assert server.curl("/").body == b"secret"
    assert server.curl("https://127.0.0.1:34443/", "-k").body == b"secret"


def test_a_certificate_of_ones_own_and_the_oldest_version(serve, tmp_path):
    certificate(tmp_path, "own")
    server = serve("http:\n  tls: {enabled: true, cert_file: own.pem, key_file: own.key, min_version: '1.3'}\n" + ROUTES,
                   expect=("https", "admin", "metrics"))
    host, port = server.address("https")
    trusted = ("--cacert", str(tmp_path / "own.pem"))
    assert server.curl(f"https://localhost:{port}/", *trusted, "--resolve", f"localhost:{port}:{host}").body == b"secret"
    assert server.curl(f"https://{host}:{port}/", *trusted, "--tls-max", "1.2", check=False) == 35
    assert server.refused("tls_handshake") >= 1


def test_mutual_tls_wants_a_certificate_of_the_client(serve, tmp_path):
    for name in ("server", "authority", "stranger"):
        certificate(tmp_path, name)
    certificate(tmp_path, "client", issuer="authority", subject="client")
    server = serve("http:\n  tls: {enabled: true, cert_file: server.pem, key_file: server.key, ca_file: authority.pem}\n" + ROUTES,
                   expect=("https", "admin", "metrics"))
    host, port = server.address("https")

    def ask(*who):
        return server.curl(f"https://{host}:{port}/", "-k", *who, check=False)

    assert ask("--cert", str(tmp_path / "client.pem"), "--key", str(tmp_path / "client.key")).body == b"secret"
    assert isinstance(ask(), int)
    assert isinstance(ask("--cert", str(tmp_path / "stranger.pem"), "--key", str(tmp_path / "stranger.key")), int)


def test_a_key_that_does_not_fit_is_named_and_the_rest_runs(tmp_path):
    certificate(tmp_path, "one")
    certificate(tmp_path, "two")
    project = "http:\n  tls: {enabled: true, port: 34444, cert_file: one.pem, key_file: two.key}\n" + ROUTES
    server = Server(tmp_path, project)
    try:
        assert server.curl("/").body == b"secret"
        health = server.curl("/health", endpoint="metrics")
        assert health.status == 503
        https = [endpoint for endpoint in health.json()["endpoints"] if endpoint["id"] == "https"][0]
        assert https["state"] == "failed" and "two.key" in https["error"]["message"]
    finally:
        server.stop()


def test_a_missing_certificate_is_an_error_with_its_place(tmp_path):
    (tmp_path / "mockforge.yaml").write_text(
        "http:\n  tls:\n    enabled: true\n    cert_file: none.pem\n    key_file: none.key\n" + ROUTES)
    result = subprocess.run([BINARY, "check", str(tmp_path)], text=True, capture_output=True, env=clean_environment())
    assert result.returncode == 2
    assert "mockforge.yaml:4:16: error: http.tls.cert_file 'none.pem' cannot be read" in result.stdout


def test_a_new_certificate_is_taken_up_on_reload(serve, tmp_path):
    certificate(tmp_path, "first")
    certificate(tmp_path, "second")
    text = "http:\n  tls: {enabled: true, cert_file: first.pem, key_file: first.key}\n" + ROUTES
    server = serve(text, expect=("https", "admin", "metrics"))
    host, port = server.address("https")
    server.file.write_text(text.replace("first", "second"))
    second = ("--cacert", str(tmp_path / "second.pem"))
    wait_until(lambda: not isinstance(server.curl(f"https://{host}:{port}/", *second, check=False), int),
               what="the second certificate")
