#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renews the pictures of this folder: the window on the sample, in both themes, while the mode goes to chaos and back.

Needs the built program (build/dev/bin/mockforge-desktop, or the path given) and Xvfb; takes about two and a half minutes."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PROGRAM = Path(sys.argv[1] if len(sys.argv) > 1 else FOLDER.parents[1] / "build/dev/bin/mockforge-desktop").resolve()
ADMIN = "http://127.0.0.1:9080/__mockforge/scenario"
SIZE = "1280x1040"
CALM_SECONDS, CHAOS_SECONDS, ALL_SECONDS = 26, 14, 58


def switch_mode(mode):
    body = json.dumps({"mode": mode}).encode()
    request = urllib.request.Request(ADMIN, method="PUT", data=body, headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=5).close()


def is_served():
    try:
        urllib.request.urlopen(ADMIN, timeout=1).close()
        return True
    except OSError:
        return False


def take(theme):
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "mockforge/desktop.ini"
        settings.parent.mkdir()
        settings.write_text("[General]\nwindow=0\n", encoding="utf-8")  # one minute
        environment = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_RUNTIME_DIR": home, "QT_QPA_PLATFORM": "xcb"}
        picture = FOLDER / f"dashboard-{theme}.png"
        window = subprocess.Popen(
            ["xvfb-run", "-a", "-s", "-screen 0 1600x1200x24", str(PROGRAM), "--sample", "--theme", theme, "--size", SIZE,
             "--screenshot", str(picture), "--after", str(ALL_SECONDS)], env=environment)
        while not is_served():
            if window.poll() is not None:
                sys.exit("the window did not come up")
            time.sleep(0.1)
        time.sleep(CALM_SECONDS)
        switch_mode("chaos")
        time.sleep(CHAOS_SECONDS)
        switch_mode("healthy")
        if window.wait() != 0:
            sys.exit(f"no picture for the theme {theme}")
        print(picture)


if is_served():
    sys.exit("something serves port 9080 already: stop it first, the pictures show the sample's own ports")
for name in ("light", "dark"):
    take(name)
