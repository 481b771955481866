# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checker finds what it is there to find, and the tree has none of it."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import check_layers  # noqa: E402

HEADER = "// SPDX-FileCopyrightText: 2026 x\n// SPDX-License-Identifier: GPL-3.0-or-later\n"


def violations(tmp_path, path, text):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text)
    return list(check_layers.check(tmp_path, [path]))


@pytest.mark.parametrize("path, line", [
    ("metrics/store/x.cpp", '#include "server/control/engine.h"'),
    ("metrics/record/x.cpp", "#include <QTcpSocket>"),
    ("metrics/record/x.cpp", "#include <QWidget>"),
    ("server/http/x.cpp", "#include <QPainter>"),
    ("server/net/x.cpp", '#include "server/http/endpoint.h"'),
    ("server/control/x.cpp", '#include "server/engine/supervisor.h"'),
    ("ui/shell/x.cpp", '#include "server/engine/supervisor.h"'),
    ("ui/shell/x.cpp", '#include "metrics/record/registry.h"'),
    ("ui/dashboard/x.cpp", "#include <QLineSeries>"),
    ("server/http/x.cpp", "#include <grpcpp/server.h>"),
])
def test_a_forbidden_include_is_found(tmp_path, path, line):
    assert violations(tmp_path, path, HEADER + line + "\n")


@pytest.mark.parametrize("path, line", [
    ("ui/charts/x.cpp", "#include <QLineSeries>"),
    ("ui/shell/x.cpp", '#include "server/control/engine.h"'),
    ("server/engine/x.cpp", '#include "server/http/endpoint.h"'),
    ("metrics/prometheus/x.cpp", '#include "metrics/store/totals.h"'),
])
def test_an_allowed_include_is_not(tmp_path, path, line):
    assert not violations(tmp_path, path, HEADER + line + "\n")


def test_missing_licence_long_file_and_vague_folder_are_found(tmp_path):
    assert violations(tmp_path, "server/http/x.cpp", "int x;\n")
    assert violations(tmp_path, "server/http/x.cpp", HEADER + "\n" * 500)
    assert violations(tmp_path, "server/utils/x.cpp", HEADER)


def test_a_second_file_that_knows_the_version_is_found(tmp_path):
    for name in ("a.h", "b.h"):
        (tmp_path / name).write_text(HEADER + "#if QT_VERSION\n")
    assert list(check_layers.check(tmp_path, ["a.h", "b.h"]))


def test_the_tree_is_clean():
    script = Path(__file__).with_name("check_layers.py")
    result = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
