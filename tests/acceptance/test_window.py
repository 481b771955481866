# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program with the window as a process: how it starts, ends, crashes and comes back, and where it writes."""

import os
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest
from conftest import BINARY, DEADLINE, clean_environment, wait_until

WINDOW = Path(BINARY).resolve().with_name("mockforge-desktop")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Window:
    def __init__(self, home, *arguments):
        self.home = home
        environment = {**clean_environment(), "QT_QPA_PLATFORM": "offscreen", "HOME": str(home / "home"), "XDG_CONFIG_HOME": str(home / "config"),
                       "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache"), "XDG_RUNTIME_DIR": str(home / "runtime"),
                       "TMPDIR": str(home / "temporary")}
        for name in ("home", "runtime", "temporary"):
            (home / name).mkdir(mode=0o700, exist_ok=True)
        self.process = subprocess.Popen([WINDOW, *map(str, arguments)], env=environment, stderr=subprocess.PIPE, text=True)

    def sessions(self):
        return list((self.home / "data/mockforge/sessions").glob("*.json"))

    def end(self, number, deadline=DEADLINE):
        self.process.send_signal(number)
        return self.process.wait(deadline)


def answers(port):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).read() == b"ok"
    except OSError:
        return False


@pytest.fixture
def project(tmp_path):
    port, admin, metrics = free_port(), free_port(), free_port()
    file = tmp_path / "mockforge.yaml"
    file.write_text(f"http: {{port: {port}}}\nadmin: {{port: {admin}}}\nobservability: {{prometheus: {{port: {metrics}}}}}\n"
                    "routes:\n  - path: /\n    response: {body: ok}\n")
    return file, port


def test_a_crash_is_recovered_from_without_starting_anything(tmp_path, project):
    file, port = project
    first = Window(tmp_path, file)
    wait_until(lambda: answers(port), what="the project to be served")
    wait_until(lambda: len(first.sessions()) == 1, what="the session to be kept")
    crashed = first.sessions()
    first.end(signal.SIGKILL)
    second = Window(tmp_path)
    # The crashed session's file is replaced by that of the new one, which has the project open.
    wait_until(lambda: second.sessions() and second.sessions() != crashed, what="the project to be open again")
    assert str(file) in second.sessions()[0].read_text()
    assert not answers(port)
    # Killed while it wrote its settings, the first one left Qt's lock behind, which counts as stale after 30 s.
    assert second.end(signal.SIGTERM, 60) == 0
    assert second.sessions() == []


def test_a_good_end_reopens_and_serves_the_last_project(tmp_path, project):
    file, port = project
    first = Window(tmp_path, file)
    wait_until(lambda: answers(port), what="the project to be served")
    assert first.end(signal.SIGTERM) == 0
    assert not answers(port)
    second = Window(tmp_path)
    wait_until(lambda: answers(port), what="the last project to be served again")
    assert second.end(signal.SIGINT) == 0


def test_a_second_start_on_the_same_project_ends_at_once(tmp_path, project):
    file, port = project
    first = Window(tmp_path, file)
    wait_until(lambda: answers(port), what="the project to be served")
    (tmp_path / "link.yaml").symlink_to(file)
    assert Window(tmp_path, tmp_path / "link.yaml").process.wait(DEADLINE) == 0
    assert answers(port)
    assert first.end(signal.SIGTERM) == 0


def test_nothing_is_written_outside_the_folders_of_xdg(tmp_path, project):
    file, port = project
    window = Window(tmp_path, file)
    wait_until(lambda: answers(port), what="the project to be served")
    assert window.end(signal.SIGTERM) == 0
    assert (tmp_path / "config/mockforge/desktop.ini").exists()
    assert list((tmp_path / "home").rglob("*")) == []
    assert set(os.listdir(tmp_path)) <= {"mockforge.yaml", "home", "config", "data", "cache", "runtime", "temporary"}


@pytest.mark.parametrize("arguments, code, words", [
    (["--help"], 0, "--screenshot"), (["--version"], 0, "mockforge-desktop 0"), (["--page", "traffic"], 2, "there is no 'traffic' (it is one of dashboard"),
    (["--theme", "pink"], 2, "light, dark, system"), (["--size", "big"], 2, "'big' is no size"), (["--size", "0x10"], 2, "is no size"),
    (["--after", "soon"], 2, "is no number of seconds"), (["--colour"], 2, "colour"), (["a.yaml", "b.yaml"], 2, "'b.yaml' is too many"),
    (["--help", "--colour"], 2, "colour")])
def test_the_command_line_is_understood_or_refused_with_a_reason(arguments, code, words):
    """Words need no screen; what is wrong is never taken for something else."""
    environment = {name: value for name, value in clean_environment().items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    if "--help" not in arguments and "--version" not in arguments:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run([WINDOW, *arguments], env=environment, capture_output=True, text=True, timeout=DEADLINE)
    assert (done.returncode, words in done.stdout + done.stderr) == (code, True), done.stdout + done.stderr


def test_a_picture_of_a_page_has_the_size_and_the_theme_that_are_asked_for(tmp_path):
    pictures = {}
    for page, theme in (("settings", "light"), ("settings", "dark"), ("chaos", "dark")):
        picture = tmp_path / f"{page}-{theme}.png"
        window = Window(tmp_path, "--page", page, "--theme", theme, "--size", "1100x700", "--screenshot", picture, "--after", "1")
        assert window.process.wait(DEADLINE) == 0
        data = pictures[page, theme] = picture.read_bytes()
        assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (1100, 700)
    assert len(set(pictures.values())) == 3
