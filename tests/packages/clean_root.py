#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries the packages as a new user would, in a clean root of a Debian release that debootstrap makes under build/roots.

Installs them, serves and sends traffic as an ordinary user, opens the window under Xvfb on the sample project, purges the
packages, and compares every file with what was there before. Without --packages they are built in a root of that release first,
and the unit and window tests run there too. Needs to be root; the mirror is the one that this machine's apt uses.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOTS = ROOT / "build" / "roots"
INSIDE = Path(__file__).with_name("inside.sh")
# What a desktop has already: without it nothing could be looked at.
DESKTOP = ["ca-certificates", "curl", "xvfb", "xauth", "x11-utils", "man-db", "libglib2.0-bin", "desktop-file-utils",
           "shared-mime-info", "hicolor-icon-theme", "fonts-dejavu-core"]
CANNOT = 77  # the exit code where there can be no root: without a network, or where nothing may be mounted
# Where installing anything leaves traces that are not the package's: lists, caches, logs, and the index files of triggers.
NOT_OURS = ("var/lib/apt", "var/lib/dpkg", "var/cache", "var/log", "var/lib/systemd", "tmp", "home", "root", "proc", "run",
            "etc/ld.so.cache", "etc/.pwd.lock", "usr/share/mime",
            *(f"etc/{name}{copy}" for name in ("passwd", "group", "shadow", "gshadow", "subuid", "subgid") for copy in ("", "-")),
            "usr/share/applications/mimeinfo.cache", "usr/share/icons/hicolor/icon-theme.cache")


def say(text):
    print(f"== {text}", file=sys.stderr, flush=True)


def mirror():
    """The address of Debian's archive as this machine's apt has it."""
    listed = subprocess.run(["apt-get", "indextargets", "--format", "$(ORIGIN)|$(SITE)|$(RELEASE)", "Created-By: Packages"], check=True,
                            capture_output=True, text=True).stdout
    sites = [line.split("|")[1] for line in listed.splitlines()
             if line.startswith("Debian|") and "-security" not in line and "-updates" not in line]
    if not sites:
        say("apt knows no archive of Debian on this machine; add one to its sources")
        sys.exit(CANNOT)
    return sites[0]


def script_of(suite):
    """debootstrap's script for a release that it is too old to know: all of Ubuntu's are the same one."""
    return [] if Path(f"/usr/share/debootstrap/scripts/{suite}").exists() else ["gutsy"]


class CleanRoot:
    """A root that debootstrap made, and commands in it; each runs in name spaces of its own, and nothing outlives it."""

    def __init__(self, path):
        self.path = path

    @staticmethod
    def base(suite, site, options):
        base = ROOTS / f"{suite}-base"
        if not (base / ".complete").exists():
            say(f"debootstrap {suite}")
            shutil.rmtree(base, ignore_errors=True)
            base.parent.mkdir(parents=True, exist_ok=True)
            # From the folder's root: apt's working folder must be readable by its own user.
            subprocess.run(["debootstrap", "--variant=minbase", *options, suite, base, site, *script_of(suite)], check=True, cwd="/",
                           stdout=subprocess.DEVNULL)
            root = CleanRoot(base)
            root.run("apt-get", "update", "-qq")
            root.apt("install", *DESKTOP)
            (base / ".complete").touch()
        return base

    @classmethod
    def copy_of(cls, base, name):
        path = ROOTS / name
        shutil.rmtree(path, ignore_errors=True)
        subprocess.run(["cp", "-a", "--reflink=auto", base, path], check=True)
        (path / ".complete").unlink()
        return cls(path)

    def run(self, *command, network=True, env=None):
        spaces = ["unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child", f"--mount-proc={self.path}/proc"]
        chroot = ["chroot", self.path, *command]
        if not network:
            spaces, chroot = [*spaces, "--net"], ["sh", "-c", 'ip link set lo up && exec "$@"', "sh", *chroot]
        environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root",
                       **{key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")}, **(env or {})}
        subprocess.run([*spaces, *chroot], check=True, env=environment, stdin=subprocess.DEVNULL)

    def apt(self, action, *names):
        # A policy-rc.d of 101 keeps packages from starting services in here.
        policy = self.path / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
        self.run("apt-get", action, "-y", "-qq", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0", *names,
                 env={"DEBIAN_FRONTEND": "noninteractive"})
        policy.unlink()

    def files(self):
        """Every path with what tells a change: type, size or target."""
        found = {}
        for folder, folders, files in os.walk(self.path):
            relative = os.path.relpath(folder, self.path)
            folders[:] = [name for name in folders if not self.is_excluded(os.path.normpath(f"{relative}/{name}"))]
            for name in folders + files:
                path = os.path.normpath(f"{relative}/{name}")
                full = self.path / path
                if self.is_excluded(path):
                    continue
                status = full.lstat()
                found[path] = os.readlink(full) if full.is_symlink() else (status.st_mode, 0 if full.is_dir() else status.st_size)
        return found

    @staticmethod
    def is_excluded(path):
        return path.startswith(tuple(entry + "/" for entry in NOT_OURS)) or path in NOT_OURS

    def named_after_us(self):
        return [path for path in self.path.rglob("*mockforge*") if "var/log" not in str(path) and "/home/" not in str(path)]


def build_in(suite, base):
    """Builds and tests the project in a root of that release; gives the folder with its packages."""
    root = CleanRoot.copy_of(base, f"{suite}-build")
    source = root.path / "src"
    source.mkdir()
    listed = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "ls-files", "-z", "--cached", "--others",
                             "--exclude-standard"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-C", ROOT, "--null", "-T", "-", "-cf", root.path / "src.tar"], input=listed, check=True)
    subprocess.run(["tar", "-C", source, "-xf", root.path / "src.tar"], check=True)
    # What tests read of the packages for their clients.
    shutil.copytree(ROOT / "tests/clients/node_modules", source / "tests/clients/node_modules", symlinks=True)
    cache = ROOTS / f"{suite}-ccache"
    (root.path / "ccache").mkdir()
    if cache.exists():
        subprocess.run(["cp", "-a", f"{cache}/.", root.path / "ccache"], check=True)
    env = {"CCACHE_DIR": "/ccache", "DEBIAN_FRONTEND": "noninteractive"}
    if parallel := os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL"):
        env["CMAKE_BUILD_PARALLEL_LEVEL"] = parallel
    say(f"{suite}: ./dev package")
    try:
        root.run("bash", "-c", "cd /src && ./dev package", env=env)
        say(f"{suite}: unit and window tests")
        root.run("bash", "-c", "cd /src && cmake --build --preset release && ctest --preset release -L 'unit|gui' -j2", env=env)
    finally:
        shutil.rmtree(cache, ignore_errors=True)
        subprocess.run(["cp", "-a", root.path / "ccache", cache], check=True)
    return source / "build/packages"


def try_packages(suite, base, packages):
    root = CleanRoot.copy_of(base, f"{suite}-test")
    before = root.files()
    names = sorted(file.name for file in packages.glob("*.deb"))
    assert len(names) == 2, f"{packages} should hold the two packages: {names}"
    (root.path / "tmp/packages").mkdir(parents=True)
    for name in names:
        shutil.copy(packages / name, root.path / "tmp/packages")
    shutil.copy(INSIDE, root.path / "tmp/inside.sh")
    say(f"{suite}: install")
    root.apt("install", *(f"/tmp/packages/{name}" for name in names))
    sizes = subprocess.run(["chroot", root.path, "dpkg-query", "-W", "-f", "${Installed-Size} ", "mockforge", "mockforge-desktop"],
                           check=True, capture_output=True, text=True).stdout.split()
    megabytes = sum(map(int, sizes)) * 1024 / 1e6
    say(f"{suite}: installed size of both {megabytes:.1f} MB; use them")
    root.run("useradd", "--create-home", "--shell", "/bin/bash", "tester")
    root.run("bash", "/tmp/inside.sh", network=False)
    shutil.copy(root.path / "home/tester/shot.png", ROOTS / f"{suite}-window.png")
    say(f"{suite}: purge")
    root.apt("purge", "mockforge", "mockforge-desktop")
    root.apt("autoremove", "--purge")
    root.run("userdel", "--remove", "tester")
    after = root.files()
    left = sorted(path for path in after if before.get(path) != after[path]) + sorted(f"(gone) {path}" for path in before.keys() - after.keys())
    assert not left, "purging left something behind:\n" + "\n".join(left)
    assert not [path for path in root.named_after_us() if "tmp/packages" not in str(path)], root.named_after_us()
    shutil.rmtree(root.path)
    assert megabytes <= 15, f"the packages take {megabytes:.1f} MB installed; 15 MB is the bar"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", help="bookworm, trixie …")
    parser.add_argument("--packages", type=Path, help="folder with packages built for that release")
    parser.add_argument("--root-only", action="store_true", help="make the clean root, and nothing else")
    parser.add_argument("--mirror", help="another archive than that of this machine's apt, such as Ubuntu's")
    parser.add_argument("--components", help="of that archive, such as main,universe")
    parser.add_argument("--keyring", type=Path, help="the keys that sign that archive")
    arguments = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("clean_root: debootstrap and chroot need root; run it with sudo")
    if not shutil.which("debootstrap"):
        sys.exit("clean_root: debootstrap is not installed")
    begun = time.monotonic()
    options = [f"--{name}={value}" for name, value in (("components", arguments.components), ("keyring", arguments.keyring)) if value]
    try:
        base = CleanRoot.base(arguments.suite, arguments.mirror or mirror(), options)
    except subprocess.CalledProcessError as failure:
        say(f"no clean root of {arguments.suite} can be made here: {failure}")
        sys.exit(CANNOT)
    if arguments.root_only:
        return
    packages = arguments.packages or build_in(arguments.suite, base)
    try_packages(arguments.suite, base, packages)
    say(f"{arguments.suite}: everything held, after {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
