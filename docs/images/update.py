#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renews the pictures of this folder, in both themes: the start page; the window on the sample, while the mode goes to chaos and back; the
chaos page while the sample's rules are in force and its timeline runs; the settings.

Needs the built program (build/dev/bin/mockforge-desktop, or the path given), Xvfb and ImageMagick; takes about five minutes."""

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
ADMIN = "http://127.0.0.1:9080/__mockforge/"
SIZES = {"start": "1280x720", "dashboard": "1280x1040", "chaos": "1280x1460", "settings": "1280x720"}
CALM_SECONDS, CHAOS_SECONDS, ALL_SECONDS, STILL_SECONDS = 26, 14, 58, 4


def ask(method, path, body):
    request = urllib.request.Request(ADMIN + path, method=method, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=5).close()


def chaos_mode():
    """The mode goes to chaos and back."""
    time.sleep(CALM_SECONDS)
    ask("PUT", "scenario", {"mode": "chaos"})
    time.sleep(CHAOS_SECONDS)
    ask("PUT", "scenario", {"mode": "healthy"})


def chaos_rules():
    """The rules come into force, then the timeline starts."""
    time.sleep(CALM_SECONDS - 8)
    ask("PUT", "chaos", {"enabled": True})
    time.sleep(8)
    ask("POST", "chaos/timelines/drill", {})


def is_served():
    try:
        urllib.request.urlopen(ADMIN + "scenario", timeout=1).close()
        return True
    except OSError:
        return False


def take(page, theme, act=None):
    """One picture; `act` is called when the sample is served, a page without it stands still."""
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "mockforge/desktop.ini"
        settings.parent.mkdir()
        settings.write_text("[General]\nwindow=0\n", encoding="utf-8")  # one minute
        environment = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_RUNTIME_DIR": home, "XDG_DATA_HOME": home, "QT_QPA_PLATFORM": "xcb"}
        picture = FOLDER / f"{page}-{theme}.png"
        what = [] if page == "start" else ["--sample", "--page", page]
        window = subprocess.Popen(
            ["xvfb-run", "-a", "-s", "-screen 0 1600x1500x24", str(PROGRAM), *what, "--theme", theme, "--size", SIZES[page], "--screenshot",
             str(picture), "--after", str(ALL_SECONDS if act else STILL_SECONDS)], env=environment)
        while act and not is_served():
            if window.poll() is not None:
                sys.exit("the window did not come up")
            time.sleep(0.1)
        if act:
            act()
        if window.wait() != 0:
            sys.exit(f"no picture of {page} for the theme {theme}")
        # The pictures are part of the window's program: 256 colours look the same at a third of the size.
        subprocess.run(["convert", picture, "-dither", "None", "-colors", "256", "-define", "png:compression-level=9", "-strip", f"PNG8:{picture}"],
                       check=True)
        print(picture)


if is_served():
    sys.exit("something serves port 9080 already: stop it first, the pictures show the sample's own ports")
for name in ("light", "dark"):
    take("start", name)
    take("dashboard", name, chaos_mode)
    take("chaos", name, chaos_rules)
    take("settings", name)
