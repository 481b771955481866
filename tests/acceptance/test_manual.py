# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every project and every command that the manual shows, and compares the output with the page.

A fenced block "LANGUAGE NAME" is a file; "console serve" starts the program on them; "console" holds commands ("$ …") with the
output they must have, in which "…" stands for anything; "promql" must be valid. Every endpoint is on a free port, which the
page shows as the default one. Commands that are no package of Debian (wscat …) come from tests/clients/bin, npm's packages
from tests/clients.
"""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(page.name for page in (ROOT / "docs" / "manual").glob("*.md"))
BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CLIENTS = ROOT / "tests" / "clients"
DEFAULT_PORTS = {"http": "127.0.0.1:3000", "admin": "127.0.0.1:9080", "metrics": "127.0.0.1:9090"}
SECTION_PORTS = {"websocket": "127.0.0.1:3001", "graphql": "127.0.0.1:4000", "grpc": "127.0.0.1:50051"}
DEADLINE = 20


def matches(expected, actual):
    pattern = re.escape(expected.strip()).replace(re.escape("…"), r"[\s\S]*?")
    return re.fullmatch(pattern, actual.strip()) is not None


class Page:
    """One page's projects and programs; addresses are free ports, shown as the defaults the page speaks of."""

    def __init__(self, folder):
        self.folder = folder
        self.program = None
        self.addresses = {}
        self.lines = []
        commands = folder / "bin"
        commands.mkdir()
        (commands / "mockforge").symlink_to(Path(os.environ["MOCKFORGE_BIN"]).resolve())
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("MOCKFORGE_")}
        self.env["PATH"] = f"{commands}:{CLIENTS / 'bin'}:{self.env['PATH']}"
        if (CLIENTS / "node_modules").exists():
            (folder / "node_modules").symlink_to((CLIENTS / "node_modules").resolve())
        self.env["LC_ALL"] = "C.UTF-8"

    def serve(self, command, expected):
        self.stop()
        self.lines, self.addresses = [], {}
        ports = self.default_ports(command)
        arguments = command.split() + ["--http-port", "0", "--admin-port", "0", "--metrics-port", "0"]
        for section in SECTION_PORTS.keys() & ports.keys():
            arguments += ["--set", f"{section}.port=0"]
        self.program = subprocess.Popen(arguments, cwd=self.folder, env=self.env, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        threading.Thread(target=lambda: self.lines.extend(iter(self.program.stdout.readline, "")), daemon=True).start()
        threading.Thread(target=self.program.stderr.read, daemon=True).start()
        end = time.monotonic() + DEADLINE
        while len(self.lines) < len(ports) and time.monotonic() < end and self.program.poll() is None:
            time.sleep(0.01)
        for line in self.lines:
            _, endpoint, url = line.split()
            self.addresses[ports[endpoint]] = re.sub(r"^[a-z]+://", "", url).partition("/")[0]
        assert set(self.addresses) == set(ports.values()), f"not every endpoint is up: {self.lines}"
        self.env["MOCKFORGE_ADMIN_URL"] = "http://" + self.addresses[DEFAULT_PORTS["admin"]]
        shown = self.as_documented("".join(self.lines))
        assert matches(expected, shown), f"{command}\nexpected:\n{expected}\nactual:\n{shown}"

    def default_ports(self, command):
        """The addresses that the page may speak of, by endpoint: a protocol's where the project has its section."""
        text = "".join((self.folder / word).read_text() for word in command.split() if word.endswith(".yaml"))
        sections = [name for name in SECTION_PORTS if re.search(rf"^{name}:", text, re.MULTILINE)]
        return {**DEFAULT_PORTS, **{name: SECTION_PORTS[name] for name in sections}}

    def write(self, name, content):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != content:
            file.write_text(content, encoding="utf-8")

    def as_documented(self, text):
        for default, actual in self.addresses.items():
            text = text.replace(actual, default)
        return text

    def run(self, command, expected):
        actual_command = command
        for default, actual in self.addresses.items():
            actual_command = actual_command.replace(default, actual)
        quiet_terminal, keyboard = os.pipe()  # like a terminal at which nobody types: no end of input
        try:
            result = subprocess.run(["bash", "-c", actual_command], cwd=self.folder, env=self.env, text=True,
                                    stdin=quiet_terminal, capture_output=True, timeout=DEADLINE)
        finally:
            os.close(quiet_terminal)
            os.close(keyboard)
        shown = self.as_documented(result.stdout.replace("\r", ""))
        assert matches(expected, shown), f"{command}\nexpected:\n{expected}\nactual:\n{shown}\n{result.stderr}"

    def stop(self):
        if self.program is not None and self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
            self.program.wait(DEADLINE)
        self.program = None


def commands_of(block):
    """The commands of a console block, each with its expected output."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def promtool():
    found = os.environ.get("MOCKFORGE_PROMTOOL") or shutil.which("promtool")
    assert found and Path(found).exists(), "promtool is missing: run the tests by ./dev test, which fetches it"
    return found


def check_query(query, folder):
    rules = folder / "query.yml"
    rules.write_text("groups:\n- name: manual\n  rules:\n  - record: manual:query\n    expr: |\n"
                     + "".join(f"      {line}\n" for line in query.strip().splitlines()))
    subprocess.run([promtool(), "check", "rules", str(rules)], check=True, capture_output=True, timeout=DEADLINE)


@pytest.mark.parametrize("name", PAGES)
def test_every_example_on_the_page_works(name, tmp_path):
    page = Page(tmp_path)
    text = (ROOT / "docs" / "manual" / name).read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    for info, block in reversed(blocks):  # a project may name a file that the page shows further down
        if len(info.split()) == 2 and not info.startswith("console"):
            page.write(info.split()[1], block)
    try:
        for info, block in blocks:
            words = info.split()
            if len(words) == 2 and words[0] != "console":
                page.write(words[1], block)
                if words[1] == "prometheus.yml":
                    subprocess.run([promtool(), "check", "config", words[1]], cwd=tmp_path, check=True,
                                   capture_output=True, timeout=DEADLINE)
            elif words == ["console", "serve"]:
                (command, output), = commands_of(block)
                page.serve(command, output)
            elif words == ["console"]:
                for command, output in commands_of(block):
                    page.run(command, output)
            elif words == ["promql"]:
                check_query(block, tmp_path)
    finally:
        page.stop()


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "manual" / "README.md").read_text(encoding="utf-8")
    for name in PAGES:
        assert name == "README.md" or f"({name})" in index, f"{name} is not linked from the manual's index"


def test_links_between_documents_lead_somewhere():
    for document in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.relative_to(ROOT)} links to {target}"
