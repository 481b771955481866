# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a whole: delays, start, memory."""

import asyncio
import mmap
import os
import re
import statistics
import subprocess
import tempfile
import time

from harness import WINDOW, Mock, get, resident
from rows.http import SLOW, STATIC


async def delayed_at_once(address, count):
    """Sends `count` requests to the delayed route at once and waits for every reply."""
    connections = [await asyncio.open_connection(*address) for _ in range(count)]
    for _, writer in connections:
        writer.write(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
    await asyncio.gather(*(reader.readuntil(b"slow") for reader, _ in connections))
    for _, writer in connections:
        writer.close()


def own_time(mock):
    """The median of what came on top of the delays, in milliseconds, from the program's own histogram (a Python client with 10,000
    sockets would measure itself), and the number of threads."""
    text = get(mock.urls["metrics"]).decode()
    buckets = [(float(bound.replace("+Inf", "inf")), float(count)) for bound, count in re.findall(
        r'mockforge_service_duration_seconds_bucket\{protocol="http",le="([^"]+)"\} (\S+)', text)]
    half = buckets[-1][1] / 2
    lower_bound = lower_count = 0.0
    for bound, count in buckets:
        if count >= half:
            median = lower_bound + (bound - lower_bound) * (half - lower_count) / max(count - lower_count, 1)
            break
        lower_bound, lower_count = bound, count
    threads = float(re.search(r"^process_threads (\S+)", text, re.MULTILINE).group(1))
    return median * 1e3, threads


def delay_error(mock):
    match = re.search(r"//([^:]+):(\d+)", mock.urls["http"])
    asyncio.run(delayed_at_once((match.group(1), int(match.group(2))), 10_000))
    return own_time(mock)


def window_figures():
    """Memory of the idle window, and its CPU share and event loop under full server load."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": tempfile.mkdtemp()}
    process = subprocess.Popen([WINDOW], env=environment, stderr=subprocess.DEVNULL)
    time.sleep(3)
    idle = resident(process.pid)
    process.terminate()
    process.wait(10)
    return idle


def forget(program):
    """Has the system drop the program and its libraries from its cache, where no other program holds them."""
    libraries = re.findall(r"=> (/\S+)", subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout)
    for file in [program, *libraries]:
        with open(file, "rb") as handle:
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def first_paint():
    """Seconds from the start of the window's process to the first picture of it on a screen, which is Xvfb's memory."""
    with tempfile.TemporaryDirectory() as folder:
        display = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-fbdir", folder, "-nolisten", "tcp"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            number = display.stdout.readline().strip()
            with open(f"{folder}/Xvfb_screen0", "rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as screen:
                middle = slice(len(screen) // 2, len(screen) // 2 + 1280 * 4 * 100)
                empty = screen[middle]
                environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": folder,
                               "XDG_DATA_HOME": folder}
                forget(WINDOW)
                begun = time.monotonic()
                process = subprocess.Popen([WINDOW, "--theme", "light"], env=environment, stderr=subprocess.DEVNULL)
                while len(set(screen[middle])) < 16 and time.monotonic() < begun + 20:
                    time.sleep(0.002)
                painted = time.monotonic() - begun
                process.terminate()
                process.wait(10)
                if screen[middle] == empty and painted >= 20:
                    raise RuntimeError("the window painted nothing within 20 s")
                return painted
        finally:
            display.terminate()
            display.wait(10)


def measure(table, _options):
    with Mock(STATIC + SLOW) as mock:
        error, threads = delay_error(mock)
        table.add("10,000 requests delayed by 1 s at once", f"{error:.2f} ms late, {threads:.0f} threads", "≤ 1 ms", error <= 1)
    starts = []
    for _ in range(9):
        with Mock(STATIC) as mock:
            starts.append(mock.first_reply * 1e3)
    table.add("start to first reply, headless", f"{statistics.median(starts):.0f} ms", "≤ 250 ms", statistics.median(starts) <= 250)
    with Mock(STATIC) as mock:
        time.sleep(1)
        memory = mock.resident()
        table.add("memory at idle, headless", f"{memory:.0f} MB", "≤ 60 MB", memory <= 60)
    if WINDOW.exists():
        paints = [first_paint() for _ in range(5)]
        table.add("window to first paint, cold", f"{statistics.median(paints) * 1e3:.0f} ms", "≤ 1 s", statistics.median(paints) <= 1)
        memory = window_figures()
        table.add("memory at idle, with the window", f"{memory:.0f} MB", "≤ 150 MB", memory <= 150)
