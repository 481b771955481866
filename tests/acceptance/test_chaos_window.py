# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chaos lab in the window, as a process on an X server: keys that are pressed there act on a client's real requests."""

import json
import os
import subprocess
import urllib.error
import urllib.request

import pytest
from conftest import DEADLINE, clean_environment, wait_until
from test_window import WINDOW, free_port


@pytest.fixture
def display():
    """An X server of its own, whose number it chooses itself."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], pass_fds=(write,),
                              stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        name = ":" + number.readline().strip()
    yield name
    server.terminate()
    server.wait(DEADLINE)


class Desk:
    """The program with its window, and what a user and a client do."""

    def __init__(self, folder, display):
        self.http, self.admin = free_port(), free_port()
        file = folder / "mockforge.yaml"
        file.write_text(f"http: {{port: {self.http}}}\nadmin: {{port: {self.admin}}}\nobservability:\n  prometheus: {{port: {free_port()}}}\n"
                        "  chaos:\n    enabled: false\n    rules:\n      - {name: down, when: {path: /}, fault: {abort: {status: 503}}}\n"
                        "      - {name: stuck, when: {path: /stuck}, fault: hang}\n"
                        "routes:\n  - {path: /, response: {body: ok}}\n  - {path: /stuck, response: {body: ok}}\n")
        self.environment = {**clean_environment(), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder),
                            "XDG_DATA_HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        self.process = subprocess.Popen([WINDOW, file, "--page", "chaos"], env=self.environment, stderr=subprocess.DEVNULL)

    def status(self, path="/"):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.http}{path}", timeout=DEADLINE).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def chaos(self):
        return json.load(urllib.request.urlopen(f"http://127.0.0.1:{self.admin}/__mockforge/chaos", timeout=DEADLINE))

    def press(self, keys):
        window = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "mockforge.yaml"], env=self.environment,
                                capture_output=True, text=True, timeout=DEADLINE, check=True).stdout.split()[0]
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", keys], env=self.environment, timeout=DEADLINE, check=True)


@pytest.fixture
def desk(tmp_path, display):
    made = Desk(tmp_path, display)
    wait_until(lambda: made.status() == 200, what="the project to be served")
    yield made
    made.process.terminate()
    made.process.wait(DEADLINE)


def test_the_master_switch_and_stop_act_on_traffic(desk):
    desk.press("ctrl+shift+x")
    wait_until(lambda: desk.status() == 503, what="the rule to be in force")
    desk.press("ctrl+shift+x")
    wait_until(lambda: desk.status() == 200, what="the rule to be out of force")
    desk.press("ctrl+shift+x")
    wait_until(lambda: desk.status() == 503, what="the rule to be in force again")
    stuck = subprocess.Popen(["curl", "-s", "-m", str(4 * DEADLINE), "-w", "%{http_code}", "-o", "/dev/null", f"http://127.0.0.1:{desk.http}/stuck"],
                             stdout=subprocess.PIPE, text=True)
    wait_until(lambda: desk.chaos()["active"] == 1, what="the exchange to hang")
    desk.press("ctrl+shift+0")
    wait_until(lambda: desk.status() == 200, what="all chaos to be stopped")
    assert stuck.communicate(timeout=DEADLINE)[0] in ("200", "000")
    assert desk.chaos()["enabled"] is False and desk.chaos()["active"] == 0
