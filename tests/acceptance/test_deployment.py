# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Containers and Kubernetes: the root of the image as its Containerfile makes it, and the manifests.

No container engine is needed: the script that the Containerfile runs makes the same root here, and the program runs in it by chroot.
"""

import os
import re
import shutil
import socket
import subprocess
import threading
from pathlib import Path

import pytest
import yaml
from conftest import BINARY, DEADLINE, run_program, wait_until

ROOT = Path(__file__).resolve().parents[2]
KUBERNETES = ROOT / "installer/kubernetes"
CONTAINERFILE = (ROOT / "installer/oci/Containerfile").read_text()
TOOLS = ROOT / "build/tools/python/bin"
USER = re.search(r"^USER (\S+)", CONTAINERFILE, re.MULTILINE).group(1)


def manifest(name):
    return yaml.safe_load((KUBERNETES / f"{name}.yaml").read_text())


@pytest.mark.parametrize("name", ["configmap", "deployment", "service"])
def test_manifests_fit_the_schemas_of_kubernetes(name):
    checked = subprocess.run([TOOLS / "kubernetes-validate", "--strict", KUBERNETES / f"{name}.yaml"], capture_output=True, text=True,
                             timeout=DEADLINE * 3)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_service_monitor_has_the_fields_that_the_operator_knows():
    """The operator's schema is no part of Kubernetes: these are its fields as its API reference names them."""
    monitor = manifest("servicemonitor")
    assert (monitor["apiVersion"], monitor["kind"]) == ("monitoring.coreos.com/v1", "ServiceMonitor")
    assert set(monitor["spec"]) <= {"selector", "endpoints", "namespaceSelector", "jobLabel", "targetLabels", "podTargetLabels"}
    assert set(monitor["spec"]["selector"]) <= {"matchLabels", "matchExpressions"}
    for endpoint in monitor["spec"]["endpoints"]:
        assert set(endpoint) <= {"port", "path", "interval", "scheme", "scrapeTimeout", "honorLabels"}
        assert re.fullmatch(r"\d+(s|m|h)", endpoint["interval"])


def test_manifests_refer_to_each_other():
    deployment, service, monitor, config = (manifest(name) for name in ("deployment", "service", "servicemonitor", "configmap"))
    pod = deployment["spec"]["template"]
    container = pod["spec"]["containers"][0]
    assert deployment["spec"]["selector"]["matchLabels"].items() <= pod["metadata"]["labels"].items()
    assert service["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
    assert monitor["spec"]["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    ports = {port["name"] for port in container["ports"]}
    assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports
    assert {endpoint["port"] for endpoint in monitor["spec"]["endpoints"]} <= {port["name"] for port in service["spec"]["ports"]}
    assert container["readinessProbe"]["httpGet"]["port"] in ports and container["livenessProbe"]["tcpSocket"]["port"] in ports
    assert pod["spec"]["volumes"][0]["configMap"]["name"] == config["metadata"]["name"]
    assert pod["spec"]["enableServiceLinks"] is False
    version = re.search(r"project\(MockForge VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
    assert container["image"] == f"mockforge:{version}"


def put_project(folder, name, text):
    """Puts a version of the project there as the kubelet does: behind a link that is switched at once."""
    (folder / name).mkdir()
    (folder / name / "mockforge.yaml").write_text(text)
    (folder / "next").symlink_to(name)
    (folder / "next").rename(folder / "..data")
    if not (folder / "mockforge.yaml").is_symlink():
        (folder / "mockforge.yaml").symlink_to("..data/mockforge.yaml")


def test_the_project_of_the_config_map_serves_and_follows_its_change(serve, tmp_path):
    text = manifest("configmap")["data"]["mockforge.yaml"]
    put_project(tmp_path, "..first", text)
    server = serve(text, "--set", "http.host=127.0.0.1", "--set", "observability.prometheus.host=127.0.0.1")
    assert server.file.is_symlink()
    assert server.curl("/hello/Ada").body == b'{"greeting":"Hello, Ada"}'
    put_project(tmp_path, "..second", text.replace("Hello,", "Good day,"))
    shutil.rmtree(tmp_path / "..first")
    wait_until(lambda: server.curl("/hello/Ada").body == b'{"greeting":"Good day, Ada"}', what="the changed project")


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    if os.geteuid() != 0:
        pytest.skip("chroot needs root")
    folder = tmp_path_factory.mktemp("image") / "root"
    made = subprocess.run([ROOT / "installer/oci/make_root.sh", folder, Path(BINARY).resolve()], capture_output=True, text=True,
                          timeout=DEADLINE * 3)
    assert made.returncode == 0, made.stderr
    for parent in folder.parents[:3]: # pytest's folders are closed to other users
        parent.chmod(0o755)
    return folder


def in_image(image, *arguments):
    environment = dict(re.findall(r"\b(MOCKFORGE_\w+)=(\S+)", CONTAINERFILE))
    assert environment["MOCKFORGE_HTTP_HOST"] == "0.0.0.0"
    # Tests listen on loopback only.
    environment = {name: value.replace("0.0.0.0", "127.0.0.1") for name, value in environment.items()}
    return ["env", "-i", *(f"{name}={value}" for name, value in environment.items()), shutil.which("chroot", path="/usr/sbin:/usr/bin"), f"--userspec={USER}", image,
            "/usr/bin/mockforge", *arguments]


def test_the_image_holds_the_program_and_its_libraries_only(image):
    programs = [file for file in image.rglob("*") if file.is_file() and os.access(file, os.X_OK) and ".so" not in file.name]
    assert programs == [image / "usr/bin/mockforge"]
    assert not [name for name in ("bin/sh", "usr/bin/dpkg", "usr/bin/env") if (image / name).exists()]
    assert USER.split(":")[0] != "0" and USER.split(":")[0] in (image / "etc/passwd").read_text()


def test_the_program_serves_in_the_image_and_its_health_check_works(image, tmp_path):
    (image / "project/mockforge.yaml").write_text(
        "http: {tls: {enabled: true, cert_file: cert.pem, key_file: key.pem}}\nroutes:\n  - path: /\n    response: {body: hello}\n")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2", "-keyout",
                    image / "project/key.pem", "-out", image / "project/cert.pem"], check=True, capture_output=True)
    (image / "project/key.pem").chmod(0o644)
    command = re.search(r'^CMD \["serve", "([^"]+)"\]', CONTAINERFILE, re.MULTILINE).group(1)
    process = subprocess.Popen(in_image(image, "serve", command, "--http-port", "0", "--admin-port", "0", "--metrics-port", "0"),
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = []
    threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")), daemon=True).start()
    try:
        wait_until(lambda: len(lines) == 3 or process.poll() is not None, what="the ready lines")
        assert process.poll() is None, process.stderr.read()
        urls = dict(line.split()[1:] for line in lines)
        status = Path(f"/proc/{process.pid}/status").read_text()
        assert re.search(r"^Uid:\t65532", status, re.MULTILINE)
        reply = subprocess.run(["curl", "-sk", urls["https"]], capture_output=True, text=True, timeout=DEADLINE)
        assert reply.stdout == "hello"
        check = re.search(r'^HEALTHCHECK .*CMD \["/usr/bin/mockforge", "(\w+)"\]', CONTAINERFILE, re.MULTILINE).group(1)
        url = urls["metrics"].replace("/metrics", "/health")
        healthy = subprocess.run(in_image(image, check, "--url", url), capture_output=True, text=True, timeout=DEADLINE)
        assert healthy.returncode == 0 and healthy.stdout == "ok\n", healthy.stderr
    finally:
        process.terminate()
        assert process.wait(DEADLINE) == 143
    gone = subprocess.run(in_image(image, check, "--url", url), capture_output=True, text=True, timeout=DEADLINE)
    assert gone.returncode == 1 and "no answer" in gone.stderr


def test_health_tells_by_its_exit_code(serve):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        well = serve("routes:\n  - path: /\n    response: {body: ok}\n")
        ill = serve("routes:\n  - path: /\n    response: {body: ok}\n", "--ws-port", str(taken.getsockname()[1]))
        url = well.url("/health", "metrics")
        assert run_program("health", "--url", url).returncode == 0
        assert run_program("health", env={"MOCKFORGE_HEALTH_URL": url}).stdout == "ok\n"
        answer = run_program("health", "--url", ill.url("/health", "metrics"))
        assert answer.returncode == 1 and "not healthy" in answer.stderr and "websocket" in answer.stderr
