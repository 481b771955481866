#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes what else tells of releases from CHANGELOG.md: Debian's changelog, and the software centres' description.

A release that CHANGELOG.md calls unreleased has the date of SOURCE_DATE_EPOCH, or today's.
"""

import argparse
import calendar
import os
import re
import textwrap
import time
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

MAINTAINER = "The MockForge authors <authors@mockforge.invalid>"


def source_time():
    return int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))


def releases(changelog):
    """Every release, newest first: version, seconds since 1970, list of changes."""
    for part in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        version, date = re.fullmatch(r"(\S+) \((.+)\)", title.strip()).groups()
        seconds = source_time() if date == "unreleased" else calendar.timegm(time.strptime(date, "%Y-%m-%d"))
        yield version, seconds, [re.sub(r"\s+", " ", item.strip()) for item in re.split(r"^- ", body, flags=re.MULTILINE)[1:]]


def debian(changelog, revision):
    parts = []
    for version, seconds, changes in releases(changelog):
        items = "\n".join(textwrap.fill(change.replace("`", ""), 76, initial_indent="  * ", subsequent_indent="    ") for change in changes)
        parts.append(f"mockforge ({version}-{revision}) unstable; urgency=medium\n\n{items}\n\n -- {MAINTAINER}  {format_datetime(datetime.fromtimestamp(seconds, timezone.utc))}\n")
    return "\n".join(parts)


def metainfo_releases(changelog):
    lines = []
    for version, seconds, changes in releases(changelog):
        date = time.strftime("%Y-%m-%d", time.gmtime(seconds))
        items = "".join(f"          <li>{escape(change.replace('`', ''))}</li>\n" for change in changes)
        lines.append(f'    <release version="{version}" date="{date}">\n      <description>\n        <ul>\n{items}        </ul>\n'
                     "      </description>\n    </release>")
    return "\n".join(lines)


def addresses(homepage):
    """What needs an address on the web, which is known only to who publishes the package: see installer/README.md."""
    if not homepage:
        return ""
    shots = "".join(f'    <screenshot{kind}>\n      <caption>{caption}</caption>\n      <image>{homepage}/docs/images/{name}</image>\n'
                    "    </screenshot>\n"
                    for kind, caption, name in ((' type="default"', "The dashboard while the mode is switched", "dashboard-dark.png"),
                                                ("", "The same in the light theme", "dashboard-light.png")))
    return f'  <url type="homepage">{homepage}</url>\n  <screenshots>\n{shots}  </screenshots>\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changelog", type=Path, required=True)
    parser.add_argument("--debian", type=Path, help="write Debian's changelog here")
    parser.add_argument("--revision", default="1", help="Debian's revision of the package")
    parser.add_argument("--metainfo", type=Path, nargs=2, metavar=("TEMPLATE", "OUTPUT"), help="write the AppStream description")
    parser.add_argument("--homepage", default="", help="address that holds the project's files")
    arguments = parser.parse_args()
    changelog = arguments.changelog.read_text(encoding="utf-8")
    if arguments.debian:
        arguments.debian.write_text(debian(changelog, arguments.revision), encoding="utf-8")
    if arguments.metainfo:
        template, output = arguments.metainfo
        text = template.read_text(encoding="utf-8").replace("    @RELEASES@", metainfo_releases(changelog))
        output.write_text(text.replace("  @ADDRESSES@\n", addresses(arguments.homepage)), encoding="utf-8")


if __name__ == "__main__":
    main()
