# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the TLS handshake, as curl and openssl's s_client see them, and a port that is closed."""

import socket
import subprocess
import time

import pytest
from chaoslab import GET, ROUTES, applied, lab, rule_of, send, timed
from conftest import BINARY, DEADLINE, Raw, clean_environment, wait_until
from gqlclient import SCHEMA
from test_tls import certificate

FLAWS = [("tls_expired", "certificate has expired", 10), ("tls_wrong_host", "does not match|no alternative certificate", 62),
         ("tls_self_signed", "self-signed certificate|self signed certificate", 18)]
#: Ports that speak TLS: what the section is called, and what is printed when it listens.
PORTS = {"http": "https", "websocket": "websocket", "graphql": "graphql", "grpc": "grpc"}


def serve_tls(serve, folder, *rules, section="http", own=None):
    """One port behind TLS, with a certificate of the program's own making, or with one that openssl made."""
    files = "generate: true"
    if own:
        certificate(folder, "own")
        files = "cert_file: own.pem, key_file: own.key"
    (folder / "schema.graphql").write_text(SCHEMA)
    schema = ", schema_path: schema.graphql" if section == "graphql" else ""
    port = "" if section == "http" else "port: 0, "
    lines = "".join(f"      - {rule}\n" for rule in rules)
    return serve(f"{section}: {{{port}tls: {{enabled: true, {files}}}{schema}}}\nobservability:\n  chaos:\n    enabled: true\n"
                 + (f"    rules:\n{lines}" if lines else "") + ROUTES, expect=(PORTS[section], "admin", "metrics"))


def bundle(server, own=None):
    """What a client trusts: the endpoint's certificate, and the authority behind the flawed ones."""
    mine = server.folder / "own.pem" if own else server.folder / "data/mockforge/certificates/certificate.pem"
    reply = server.curl("/__mockforge/chaos/authority", endpoint="admin")
    assert reply.header("Content-Type") == "application/x-pem-file"
    file = server.folder / "trusted.pem"
    file.write_bytes(mine.read_bytes() + reply.body)
    return file


def curl(server, trusted, endpoint="https", *arguments):
    """curl's exit code and what it says; its body where it has one."""
    port = server.address(endpoint)[1]
    result = subprocess.run(["curl", "-sS", "--cacert", str(trusted), "--max-time", "5", "--resolve", f"localhost:{port}:127.0.0.1",
                             *arguments, f"https://localhost:{port}/"], capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def handshake(server, endpoint, trusted, *arguments):
    """What openssl's client says of a handshake."""
    port = server.address(endpoint)[1]
    result = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost", "-verify_hostname",
                             "localhost", "-CAfile", str(trusted), *arguments], input="", capture_output=True, text=True, timeout=DEADLINE)
    return result.stdout + result.stderr


@pytest.mark.parametrize("own", [None, "rsa"])
@pytest.mark.parametrize("fault, words, number", FLAWS)
def test_curl_sees_the_flaw_and_nothing_else(serve, tmp_path, fault, words, number, own):
    server = serve_tls(serve, tmp_path, f"{{name: f, enabled: false, fault: {fault}}}", own=own)
    trusted = bundle(server, own)
    assert curl(server, trusted) == (0, "ok")
    send(server, "PUT", "/rules/f", {"enabled": True})
    code, text = curl(server, trusted)
    assert code == 60 and any(word in text for word in words.split("|")), text
    assert curl(server, trusted, "https", "-k") == (0, "ok"), "all else is as usual"
    assert applied(server, fault) == 2 and lab(server)["active"] == 0
    send(server, "POST", "/stop")
    assert curl(server, trusted) == (0, "ok")


@pytest.mark.parametrize("section", ["websocket", "graphql", "grpc"])
@pytest.mark.parametrize("fault, words, number", FLAWS)
def test_on_the_ports_of_the_other_protocols(serve, tmp_path, section, fault, words, number):
    server = serve_tls(serve, tmp_path, f"{{when: {{protocol: {section}}}, every: 2, fault: {fault}}}", section=section)
    trusted = bundle(server)
    assert "Verify return code: 0 (ok)" in handshake(server, section, trusted)
    text = handshake(server, section, trusted)
    assert f"verify error:num={number}:" in text or f"Verify return code: {number} " in text, text
    assert applied(server, fault, section) == 1


def test_an_earlier_session_does_not_hide_the_flaw(serve, tmp_path):
    server = serve_tls(serve, tmp_path, "{name: f, enabled: false, fault: tls_expired}")
    trusted, session = bundle(server), tmp_path / "session"
    for version in ("-tls1_2", "-tls1_3"):
        send(server, "PUT", "/rules/f", {"enabled": False})
        subprocess.run(f"printf 'GET / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' | openssl s_client {version} -ign_eof "
                       f"-connect 127.0.0.1:{server.address('https')[1]} -sess_out {session}", shell=True, check=True, capture_output=True)
        assert "Reused" in handshake(server, "https", trusted, version, "-sess_in", str(session))
        send(server, "PUT", "/rules/f", {"enabled": True})
        text = handshake(server, "https", trusted, version, "-sess_in", str(session))
        assert "Reused" not in text and "certificate has expired" in text, text


def test_a_stalled_handshake(serve, tmp_path):
    server = serve_tls(serve, tmp_path, "{name: s, fault: tls_stall}")
    trusted = bundle(server)
    (code, _), ms = timed(lambda: curl(server, trusted, "https", "--max-time", "0.6"))
    assert code == 28 and ms >= 600
    wait_until(lambda: rule_of(server, "s")["active"] == 0, what="the end of what was stalled")
    process = subprocess.Popen(["curl", "-ks", server.url("/", "https")], stdout=subprocess.PIPE, text=True)
    wait_until(lambda: rule_of(server, "s")["active"] == 1, what="another one")
    send(server, "DELETE", "/rules/s")
    assert process.communicate(timeout=DEADLINE)[0] == "ok"
    send(server, "POST", "/rules", {"fault": {"tls_stall": {"delay": "300ms"}}})
    result, ms = timed(lambda: curl(server, trusted))
    assert result == (0, "ok") and ms >= 300
    assert applied(server, "tls_stall") == 3


def test_without_tls_there_is_nothing_to_do(serve):
    server = serve("observability:\n  chaos:\n    rules:\n"
                   + "".join(f"      - {{name: {fault}, fault: {fault}}}\n" for fault, *_ in [*FLAWS, ("tls_stall",)]) + ROUTES)
    assert server.curl("/").body == b"ok"
    assert [rule["matched"] for rule in lab(server)["rules"]] == [0, 0, 0, 0]


def test_the_authority_by_the_command_line(serve, tmp_path):
    server = serve_tls(serve, tmp_path)
    result = subprocess.run([BINARY, "chaos", "authority", "--admin-url", server.url("", "admin")], env=clean_environment(), capture_output=True,
                            text=True)
    assert result.returncode == 0, result.stderr
    text = subprocess.run(["openssl", "x509", "-noout", "-text"], input=result.stdout, capture_output=True, text=True, check=True).stdout
    assert "CA:TRUE, pathlen:0" in text and "MockForge chaos authority" in text
    assert send(server, "POST", "/authority", {}, check=False).status == 405


def refuses(server, endpoint="http"):
    try:
        Raw(server.address(endpoint)).close()
        return False
    except (ConnectionRefusedError, ConnectionResetError):  # reset: it stood in the queue when the port closed
        return True


@pytest.mark.parametrize("endpoint", ["http", "grpc"])
def test_a_closed_port_refuses_and_opens_again(serve, endpoint):
    server = serve("grpc: {port: 0}\nobservability:\n  chaos:\n    enabled: true\n" + ROUTES, expect=("http", "grpc", "admin", "metrics"))
    port = server.address(endpoint)[1]
    kept = server.raw()
    assert kept.send(GET).read_reply().status == 200 and not refuses(server, endpoint)
    send(server, "PUT", "/rules/r", {"when": {"endpoint": endpoint}, "fault": "accept_refuse"})
    wait_until(lambda: refuses(server, endpoint), what="the closed port")
    assert all(refuses(server, endpoint) for _ in range(20))
    assert not refuses(server, "http" if endpoint == "grpc" else "grpc"), "the other port is open"
    assert kept.send(GET).read_reply().status == 200, "open connections go on"
    if endpoint == "http":
        assert server.curl("/", check=False) == 7  # curl: could not connect
    with socket.socket() as thief, pytest.raises(OSError):
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        thief.bind(("127.0.0.1", port))
        thief.listen()
    assert applied(server, "accept_refuse", endpoint) == 1 and rule_of(server, "r")["active"] == 1
    send(server, "POST", "/stop")
    wait_until(lambda: not refuses(server, endpoint), what="the open port")
    assert lab(server)["active"] == 0 and (endpoint == "grpc" or server.curl("/").status == 200)


def test_a_port_opens_and_closes_by_schedule(serve):
    server = serve("observability:\n  chaos:\n    enabled: true\n    rules:\n"
                   "      - {name: r, schedule: {on: 200ms, off: 300ms}, fault: accept_refuse}\n" + ROUTES)
    end, seen = time.monotonic() + 2.2, [(time.monotonic(), refuses(server))]
    while time.monotonic() < end:
        seen.append((time.monotonic(), refuses(server)))
    pairs = list(zip(seen, seen[1:]))
    changes = sum(before[1] != after[1] for before, after in pairs)
    closed = sum(after[0] - before[0] for before, after in pairs if before[1])  # a refusal takes less time than a connection
    assert 4 <= changes <= 10, changes
    assert 0.15 <= closed / (seen[-1][0] - seen[0][0]) <= 0.7 and rule_of(server, "r")["fired"] >= 3


def test_refuse_has_no_source(serve):
    server = serve("observability:\n  chaos:\n    enabled: true\n" + ROUTES)
    reply = send(server, "POST", "/rules", {"when": {"source": "127.0.0.1"}, "fault": "accept_refuse"}, check=False)
    assert reply.status == 400 and b"closes the port for everybody" in reply.body
