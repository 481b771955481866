# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations: complete and up to date with the sources, with every placeholder; the program follows the system's language."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from conftest import BINARY, DEADLINE, clean_environment

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "translations").glob("*.ts"))
LUPDATE = Path("/usr/lib/qt6/bin/lupdate")


def messages(file):
    """(context, source, plural) → list of translations; None for one that is unfinished."""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            texts = [form.text for form in translation.findall("numerusform")] or [translation.text]
            key = (context.find("name").text, message.find("source").text, message.get("numerus") == "yes")
            found[key] = [None] if translation.get("type") == "unfinished" or not all(texts) else texts
    return found


def update(file, folder):
    copy = folder / file.name
    shutil.copy(file, copy)
    done = subprocess.run([LUPDATE, "-silent", "-no-obsolete", "-locations", "none", "-I", ".", "ui", "app", "-ts", copy], cwd=ROOT,
                          capture_output=True, text=True, timeout=DEADLINE * 3)
    assert done.returncode == 0, done.stderr
    assert "unknown namespace" not in done.stderr and "lacks Q_OBJECT" not in done.stderr, done.stderr
    return copy


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_translations_are_complete_and_of_these_sources(file, tmp_path):
    assert LUPDATE.exists(), "lupdate is missing: ./dev test installs it"
    fresh, kept = messages(update(file, tmp_path)), messages(file)
    missing = sorted(key for key in fresh if key not in kept)
    assert not missing, f"./dev translate adds them: {missing}"
    assert not sorted(key for key in kept if key not in fresh), "./dev translate removes what is no longer in the sources"
    unfinished = sorted(key for key, texts in kept.items() if None in texts)
    assert not unfinished, f"to translate: {unfinished}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_translations_keep_placeholders_keys_and_ellipses(file):
    for (context, source, plural), texts in messages(file).items():
        for text in texts:
            where = f"{context}: {source!r} → {text!r}"
            for pattern in (r"%L?\d|%n", r"<[^>]+>", r"\*\.\w+", ";;"):
                assert sorted(re.findall(pattern, source)) == sorted(re.findall(pattern, text)), where
            assert source.count("\t") == text.count("\t"), where
            assert bool(re.search(r"&\w", source)) == bool(re.search(r"&\w", text)), where
            assert source.endswith("…") == text.endswith("…"), where
        assert not plural or len(texts) == 2, f"{context}: {source}"


def picture_of_window(language, folder):
    """The upper half of the start page, the same for the same texts: the status line below has numbers that differ."""
    environment = {**clean_environment(), "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder),
                   "LC_ALL": "C.UTF-8", "LANGUAGE": language}
    picture = folder / f"{language}.bmp" # whose rows come from the bottom to the top
    subprocess.run([Path(BINARY).resolve().with_name("mockforge-desktop"), "--screenshot", picture, "--after", "1", "--theme", "light"],
                   env=environment, check=True, timeout=DEADLINE, capture_output=True)
    data = picture.read_bytes()
    return data[len(data) // 2:]


def test_the_window_follows_the_language_of_the_system(tmp_path):
    english, german, unknown = (picture_of_window(language, tmp_path) for language in ("en", "de", "tlh"))
    assert german != english
    assert unknown == english
    (tmp_path / "mockforge").mkdir(exist_ok=True)
    (tmp_path / "mockforge/desktop.ini").write_text("[General]\nlanguage=de\n")
    assert picture_of_window("en", tmp_path) == german
