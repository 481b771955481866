#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what the compiler cannot: which layer includes which, sizes, names, licence lines. Prints every violation."""

import re
import subprocess
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
FORBIDDEN_FOLDERS = {"common", "utils", "util", "misc", "helpers"}
MAX_LINES = 450
SPDX = ("SPDX-FileCopyrightText:", "SPDX-License-Identifier:")
NO_SPDX = {".json", ".png", ".svg", ".supp", ".txt", ".gif", ".jpg", ".ico", ".pem", ".csv", ".html", ".xml", ".ts"}

# Who may include whose headers: the first prefix that fits a file decides.
ALLOWED = [
    ("metrics/base", ["metrics/base"]),
    ("metrics/record", ["metrics/base", "metrics/record"]),
    ("metrics/query", ["metrics/base", "metrics/query"]),
    ("metrics/store", ["metrics/base", "metrics/record", "metrics/query", "metrics/store"]),
    ("metrics/prometheus", ["metrics/"]),
    ("server/control", ["metrics/base", "server/control"]),
    ("server/exchange", ["metrics/base", "server/exchange"]),
    ("server/project", ["metrics/base", "server/control", "server/project"]),
    ("server/templating", ["metrics/base", "server/exchange", "server/templating"]),
    ("server/jsonpath", ["metrics/base", "server/jsonpath"]),
    ("server/routing", ["metrics/base", "server/control", "server/exchange", "server/project", "server/templating",
                        "server/jsonpath", "server/routing"]),
    ("server/net", ["metrics/base", "metrics/record", "server/control", "server/net"]),
    ("server/scenario", ["metrics/base", "metrics/record", "server/control", "server/scenario"]),
    ("server/chaos/faults", ["metrics/base", "metrics/record", "server/exchange", "server/project", "server/net",
                             "server/chaos/faults"]),
    ("server/chaos/stream", ["metrics/base", "metrics/record", "server/net", "server/chaos"]),
    ("server/chaos", ["metrics/base", "metrics/record", "server/control", "server/exchange", "server/project", "server/routing",
                      "server/chaos"]),
    ("server/http", ["metrics/base", "metrics/record", "server/control", "server/exchange", "server/project", "server/net",
                     "server/routing", "server/templating", "server/scenario", "server/chaos", "server/http"]),
    ("server/websocket", ["metrics/base", "metrics/record", "server/control", "server/exchange", "server/project", "server/net",
                          "server/routing", "server/jsonpath", "server/templating", "server/scenario", "server/http",
                          "server/chaos", "server/websocket"]),
    ("server/graphql/language", ["server/graphql/language"]),
    ("server/graphql/schema", ["server/graphql/language", "server/graphql/schema"]),
    ("server/graphql/validation", ["server/graphql/language", "server/graphql/schema", "server/graphql/validation"]),
    ("server/graphql/execution", ["server/graphql/language", "server/graphql/schema", "server/graphql/execution"]),
    ("server/grpc/client", ["server/grpc/client"]),
    ("server/graphql/mock", ["metrics/base", "server/control", "server/exchange", "server/project", "server/routing",
                             "server/templating", "server/graphql/"]),
    ("server/graphql/http", ["metrics/base", "metrics/record", "server/control", "server/exchange", "server/project", "server/net",
                             "server/routing", "server/templating", "server/scenario", "server/chaos", "server/http", "server/websocket",
                             "server/graphql/"]),
    ("server/grpc/schema", ["metrics/base", "server/control", "server/grpc/schema"]),
    ("server/grpc/mock", ["metrics/base", "metrics/record", "server/control", "server/exchange", "server/project", "server/routing",
                          "server/templating", "server/grpc/call", "server/grpc/schema", "server/grpc/mock"]),
    ("server/grpc/frames", ["server/chaos", "server/grpc/frames"]),
    ("server/grpc/call", ["metrics/base", "metrics/record", "server/exchange", "server/scenario", "server/chaos", "server/grpc/call",
                          "server/grpc/frames"]),
    ("server/grpc/services", ["metrics/base", "metrics/record", "server/control", "server/project", "server/scenario",
                              "server/grpc/call", "server/grpc/mock", "server/grpc/schema", "server/grpc/services"]),
    ("server/grpc/web", ["metrics/base", "metrics/record", "server/control", "server/exchange", "server/project", "server/net",
                         "server/scenario", "server/http", "server/grpc/call", "server/grpc/web"]),
    ("server/grpc/transport", ["metrics/base", "metrics/record", "server/control", "server/project", "server/net",
                               "server/scenario", "server/grpc/call", "server/grpc/frames", "server/grpc/transport"]),
    ("server/admin", ["metrics/", "server/control", "server/exchange", "server/net", "server/http", "server/admin"]),
    ("server/engine", ["metrics/", "server/"]),
    ("ui/theme", ["metrics/base", "ui/theme"]),
    ("ui/charts", ["metrics/base", "metrics/query", "ui/theme", "ui/charts"]),
    ("ui/settings", ["metrics/base", "ui/theme", "ui/settings"]),
    ("ui/", ["metrics/base", "metrics/query", "server/control", "ui/"]),
    ("app/", ["metrics/base", "metrics/query", "server/control", "server/engine", "server/project", "server/routing",
              "server/grpc/client", "ui/",
              "app/"]),
    ("tests/", ["metrics/", "server/", "ui/", "app/", "tests/"]),
]
OWN = ("metrics/", "server/", "ui/", "app/", "tests/")


def qt_module_rules(path, include):
    """Violations of the rules about Qt and gRPC headers."""
    graphic = re.match(r"(QtWidgets|QtGui|QtCharts|QWidget|QMainWindow|QPainter|QIcon|QColor|QApplication|QGuiApplication)\b",
                       include)
    network = re.match(r"(QtNetwork|QtHttpServer|QTcp|QSsl|QNetwork|QHttpServer|QHostAddress|QLocalS)", include)
    charts = re.match(r"(QtCharts|QChart|QLineSeries|QValueAxis|QLogValueAxis|QAbstractSeries|QXYSeries|QAbstractAxis)", include)
    if path.startswith("metrics/") and (graphic or network):
        yield "metrics knows neither network nor widgets"
    if path.startswith("server/") and graphic:
        yield "server never includes QtGui or QtWidgets"
    if charts and not path.startswith(("ui/charts/", "tests/")):
        yield "only ui/charts includes Qt Charts"
    if include.startswith(("grpc", "grpcpp/", "google/protobuf")) and not path.startswith(("server/grpc/", "tests/")):
        yield "only server/grpc includes gRPC"


def check_source(path, text):
    allowed = next((list_ for prefix, list_ in ALLOWED if path.startswith(prefix)), [])
    for include in INCLUDE.findall(text):
        if include.startswith(OWN) and not include.startswith(tuple(allowed)):
            yield f"{path}: includes {include}, which its layer may not see"
        for rule in qt_module_rules(path, include):
            yield f"{path}: includes {include}: {rule}"
    lines = text.count("\n")
    if lines > MAX_LINES and not path.startswith("tests/"):
        yield f"{path}: {lines} lines; split it (at most {MAX_LINES})"


def check(root, files):
    """Every violation in the tree."""
    knows_version = []
    for path in files:
        file = root / path
        if not file.is_file():
            continue
        if FORBIDDEN_FOLDERS & set(Path(path).parts[:-1]):
            yield f"{path}: a folder's name says what is in it"
        if file.suffix in NO_SPDX or path.startswith("LICENSES/"):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        if not all(line in text for line in SPDX):
            yield f"{path}: has no SPDX lines"
        if file.suffix in (".h", ".cpp"):
            yield from check_source(path, text)
            if "QT_VERSION" in text:
                knows_version.append(path)
    if len(knows_version) > 1:
        yield f"only one header may know QT_VERSION: {', '.join(knows_version)}"


def main():
    root = Path(__file__).resolve().parents[2]
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"], check=True,
                            capture_output=True, text=True)
    violations = list(check(root, sorted(listed.stdout.split("\n"))[1:]))
    print("\n".join(violations))
    print(f"{len(violations)} violations")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
