# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an installation brings: man pages, completions, menu entry, icons, kind of file, service; the tree works anywhere.

The packages themselves are tried in clean roots by `./dev test packages`.
"""

import json
import os
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from conftest import BINARY, run_program

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(BINARY).resolve().parents[1]
INSTALLER = ROOT / "installer"
PYTHON_TOOLS = ROOT / "build/tools/python/bin"
APPLICATION = "org.mockforge.mockforge"
SECONDS = 60


def run(*command, **options):
    options = {"capture_output": True, "text": True, "timeout": SECONDS, **options}
    return subprocess.run([str(word) for word in command], **options)


def need(tool):
    if not shutil.which(tool):
        pytest.fail(f"{tool} is missing: ./dev test installs it")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """An installation that was moved after it was made."""
    first, second = tmp_path_factory.mktemp("made") / "tree", tmp_path_factory.mktemp("moved") / "tree"
    made = run("cmake", "--install", BUILD, "--prefix", first)
    assert made.returncode == 0, made.stdout + made.stderr
    first.rename(second)
    return second


@pytest.fixture(scope="module")
def options():
    return json.loads(run_program("describe-options").stdout)


def all_options(options):
    for command in options["commands"]:
        for option in command["options"]:
            for name in option["names"]:
                yield command["name"], name


def test_the_description_of_the_options_is_what_help_shows(options):
    for command in options["commands"]:
        shown = run_program(*command["name"].split(), "--help").stdout
        listed = set(re.findall(r"^  (?:-\w,)?(--[a-z-]+)", shown, re.MULTILINE))
        assert listed == {name for option in command["options"] for name in option["names"] if name.startswith("--")}
    assert "describe-options" not in run_program("--help").stdout


@pytest.mark.parametrize("page", ["man1/mockforge.1", "man1/mockforge-desktop.1", "man5/mockforge.yaml.5"])
def test_man_pages_have_no_warnings_and_say_what_they_are(tree, page):
    need("man")
    file = tree / f"share/man/{page}.gz"
    shown = run("man", "--warnings", "-E", "UTF-8", "-l", file, env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100"})
    assert shown.returncode == 0 and shown.stderr == "", shown.stderr
    assert "NAME" in shown.stdout and "SEE ALSO" in shown.stdout
    name = run("lexgrog", file).stdout
    assert f'"{Path(page).stem} - ' in name, name


def test_the_man_page_has_every_option_and_exit_code(tree, options):
    text = run("man", "-l", tree / "share/man/man1/mockforge.1.gz", env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "200"}).stdout
    for _, name in all_options(options):
        assert name in text, f"{name} is missing"
    assert "MOCKFORGE_ADMIN_TOKEN" in text and "130, 143" in text


def first_words(options):
    return {command["name"].split()[0] for command in options["commands"]}


def bash_completion(tree, *words):
    """What bash offers for the last word."""
    script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; _mockforge; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    result = run("bash", "-c", script, "bash", tree / "share/bash-completion/completions/mockforge", "mockforge", *words)
    assert result.stderr == "", result.stderr
    return set(result.stdout.split())


def test_bash_completes_commands_options_and_values(tree, options, tmp_path):
    assert first_words(options) <= bash_completion(tree, "")
    assert bash_completion(tree, "chaos", "o") == {"on", "off"}
    for command, name in all_options(options):
        assert name in bash_completion(tree, *command.split(), name), f"{command} {name}"
    assert bash_completion(tree, "serve", "--log-format", "") == {"text", "json"}
    assert bash_completion(tree, "mode", "c") == {"chaos"}
    assert bash_completion(tree, "serve", "--seed", "") == set()
    (tmp_path / "some.yaml").touch()
    assert bash_completion(tree, "check", f"{tmp_path}/s") == {f"{tmp_path}/some.yaml"}


def test_fish_completes_commands_options_and_values(tree, options):
    need("fish")

    def offered(line):
        result = run("fish", "--no-config", "-c", f"source {tree}/share/fish/vendor_completions.d/mockforge.fish; complete -C '{line}'")
        assert result.stderr == "", result.stderr
        return {each.split("\t")[0] for each in result.stdout.splitlines()}

    assert first_words(options) <= offered("mockforge ")
    assert offered("mockforge chaos o") == {"on", "off"}
    for command in options["commands"]:
        assert {name for option in command["options"] for name in option["names"] if name.startswith("--")} <= offered(
            f"mockforge {command['name']} --")
    assert offered("mockforge serve --log-format ") == {"text", "json"}


def test_zsh_completes_commands_options_and_values(tree, options):
    need("zsh")
    # zsh completes only in a terminal: one is made for it, and what it lists is read.
    script = """
        zmodload zsh/zpty; zpty z zsh -f -i
        zpty -w z 'PS1=READY; fpath=(%s $fpath); autoload -Uz compinit; compinit -u -D; LISTMAX=1000; unset zle_bracketed_paste; echo BEG""IN'
        zpty -r z line '*BEGIN*READY'
        zpty -w -n z "mockforge $1"$'\\t\\t'
        zpty -w -n z $'\\C-u'; zpty -w z 'echo EN""D'
        zpty -r z line '*END*'; print -r -- "$line"
    """ % (tree / "share/zsh/vendor-completions")

    def offered(words):
        return run("zsh", "-f", "-c", script, "zsh", words, env={**os.environ, "TERM": "dumb", "COLUMNS": "200", "LINES": "100"}).stdout

    shown = offered("")
    assert all(word in shown for word in first_words(options)), shown
    shown = offered("chaos ")
    assert "list" in shown and "remove" in shown, shown
    shown = offered("serve --")
    assert all(name in shown for command, name in all_options(options) if command == "serve" and name.startswith("--")), shown
    shown = offered("serve --log-level ")
    assert all(word in shown for word in ("error", "warn", "info", "debug")), shown


def test_the_menu_entry_is_valid_and_has_its_actions(tree):
    need("desktop-file-validate")
    file = tree / f"share/applications/{APPLICATION}.desktop"
    checked = run("desktop-file-validate", file)
    assert checked.returncode == 0 and checked.stdout + checked.stderr == "", checked.stdout + checked.stderr
    shown = run(tree / "bin/mockforge-desktop", "--help", env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}).stdout
    flags = re.findall(r"^Exec=mockforge-desktop (--\S+)", file.read_text(), re.MULTILINE)
    assert flags == ["--new", "--sample"] and all(flag in shown for flag in flags)


@pytest.mark.parametrize("homepage", ["", "https://mockforge.example"])
def test_the_description_for_software_centres_is_valid(tmp_path, homepage):
    need("appstreamcli")
    file = tmp_path / f"{APPLICATION}.metainfo.xml"
    made = run("python3", "-B", INSTALLER / "releases.py", "--changelog", ROOT / "CHANGELOG.md", "--metainfo",
               INSTALLER / f"desktop/{APPLICATION}.metainfo.xml.in", file, "--homepage", homepage)
    assert made.returncode == 0, made.stderr
    checked = run("appstreamcli", "validate", "--no-net", "--pedantic", file)
    assert checked.returncode == 0 and "✔" in checked.stdout and ":" not in checked.stdout, checked.stdout
    text = file.read_text()
    assert ("<screenshot" in text) == bool(homepage)
    for name in re.findall(r"/(docs/images/[^<]+)<", text):
        assert (ROOT / name).exists()


def test_a_project_file_is_known_by_its_name(tree, tmp_path):
    need("update-mime-database")
    mime = tmp_path / "share/mime/packages"
    shutil.copytree("/usr/share/mime/packages", mime)
    shutil.copy(tree / f"share/mime/packages/{APPLICATION}.xml", mime)
    updated = run("update-mime-database", mime.parent)
    assert updated.returncode == 0 and "ockforge" not in updated.stderr, updated.stderr
    environment = {**os.environ, "XDG_DATA_DIRS": str(tmp_path / "share"), "XDG_DATA_HOME": str(tmp_path / "none")}
    for name, kind in (("mockforge.yaml", "x-mockforge-project"), ("shop.mockforge.yml", "x-mockforge-project"), ("other.yaml", "x-yaml")):
        (tmp_path / name).write_text("routes: []\n")
        shown = run("gio", "info", "-a", "standard::content-type", tmp_path / name, env=environment).stdout
        assert f"application/{kind}" in shown, shown


def png_size(file):
    data = file.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


def test_icons_are_there_in_every_size(tree):
    icons = tree / "share/icons/hicolor"
    for context, name in (("apps", "mockforge"), ("mimetypes", "application-x-mockforge-project")):
        for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
            assert png_size(icons / f"{size}x{size}/{context}/{name}.png") == (size, size)
        assert (icons / f"scalable/{context}/{name}.svg").exists()
    assert (icons / "symbolic/apps/mockforge-symbolic.svg").exists()


def test_the_service_of_the_user_is_valid(tree, tmp_path):
    need("systemd-analyze")
    unit = tree / "lib/systemd/user/mockforge.service"
    # The program is not installed on this machine: the tree's own stands for it.
    copy = tmp_path / "mockforge.service"
    copy.write_text(unit.read_text().replace("ExecStart=mockforge ", f"ExecStart={tree}/bin/mockforge "))
    home = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PATH": os.environ["PATH"]}
    checked = run("systemd-analyze", "--user", "--man=no", "verify", copy, env=home)
    assert checked.returncode == 0 and "mockforge.service" not in checked.stderr, checked.stderr
    codes = re.search(r"RestartPreventExitStatus=(.*)", unit.read_text()).group(1).split()
    page = (ROOT / "docs/manual/command-line.md").read_text()
    assert all(f"| {code} |" in page for code in codes)


def test_a_moved_tree_serves_and_opens_its_sample(tree, tmp_path):
    served = run(tree / "bin/mockforge", "serve", tree / "share/mockforge/samples/shop/mockforge.yaml", "--http-port", "0", "--ws-port", "0",
                 "--graphql-port", "0", "--grpc-port", "0", "--admin-port", "0", "--metrics-port", "0", "--duration", "100ms")
    assert served.returncode == 0 and "listening http" in served.stdout, served.stderr
    picture = tmp_path / "window.png"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "MOCKFORGE_ADMIN_PORT": "0"}
    opened = run(tree / "bin/mockforge-desktop", "--sample", "--screenshot", picture, "--after", "1", env=environment)
    assert opened.returncode == 0 and png_size(picture)[0] >= 800, opened.stderr
    schema = json.loads((tree / "share/mockforge/mockforge.schema.json").read_text())
    assert schema == json.loads(run(tree / "bin/mockforge", "schema").stdout)


def test_every_version_is_the_same(tree, options):
    version = re.search(r"project\(MockForge VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
    assert options["version"] == version
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE).group(1)
    assert newest == version
    assert f'<release version="{version}"' in (tree / f"share/metainfo/{APPLICATION}.metainfo.xml").read_text()


def test_every_file_has_its_licence():
    lint = run(PYTHON_TOOLS / "reuse", "--root", ROOT, "lint")
    assert lint.returncode == 0, lint.stdout + lint.stderr
