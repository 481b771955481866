#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the man pages: options from what the programs say of themselves, the rest from the manual's pages."""

import argparse
import json
import os
import re
import subprocess
import time
from pathlib import Path

from roff import escape, from_markdown, inline


def header(name, section, version):
    """The date is that of the release, where SOURCE_DATE_EPOCH gives one: the same sources make the same page."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    date = time.strftime("%Y-%m-%d", time.gmtime(int(epoch))) if epoch else ""
    return ['.\\" Made by installer/man/make_man_pages.py: change the options or the manual instead.',
            f'.TH {escape(name.upper())} {section} "{date}" "MockForge {version}" "MockForge manual"', ".nh", ".ad l"]


def option_lines(option):
    """One option: its names, its value, what it does, where else it comes from."""
    names = ", ".join(f"\\fB{escape(name)}\\fR" for name in option["names"] or [option["positional"]])
    value = f" \\fI{escape(option['value'])}\\fR" if option["value"] else ""
    notes = [f"Environment: {option['environment']}."] if option["environment"] else []
    notes += [f"Default: {option['default']}."] if option["default"] else []
    description = re.sub(r" \[([a-z_.]+)\]$", r". Key of the project file: `\1`", option["description"]).rstrip(".")
    return [".TP", names + value, inline(" ".join([description + ".", *notes]))]


def command_line_page(options, manual):
    lines = header(options["name"], 1, options["version"])
    lines += [".SH NAME", f"{options['name']} \\- a mock server with live metrics and chaos", ".SH SYNOPSIS"]
    for command in options["commands"]:
        positionals = "".join(f" [\\fI{escape(option['positional'])}\\fR]" for option in command["options"] if option["positional"])
        lines += [f"\\fB{options['name']} {command['name']}\\fR [\\fIoptions\\fR]{positionals}", ".br"]
    lines += [".SH DESCRIPTION", *from_markdown(manual)[1:], ".SH COMMANDS"]
    for command in options["commands"]:
        lines += [f".SS {command['name']}", escape(command["description"]) + "."]
        for option in command["options"]:
            if "--help" not in option["names"]:
                lines += option_lines(option)
    lines += [".SS Options of every command", *(line for option in options["options"] for line in option_lines(option))]
    return lines + [".SH SEE ALSO", "\\fBmockforge.yaml\\fR(5), \\fBmockforge\\-desktop\\fR(1)"]


def project_file_page(version, manual):
    return [*header("mockforge.yaml", 5, version), ".SH NAME", "mockforge.yaml \\- the project file of MockForge",
            ".SH DESCRIPTION", *from_markdown(manual)[1:], ".SH SEE ALSO", "\\fBmockforge\\fR(1)"]


def options_of_help(text):
    """The options that a Qt program lists under --help."""
    options, current = [], None
    for line in text.split("Options:")[1].split("Arguments:")[0].splitlines():
        found = re.match(r"  (-\S.*?)(?:  +(.*))?$", line)
        if found:
            names = [name for name in found.group(1).split(", ")]
            value = re.search(r" <([^>]+)>", names[-1])
            names[-1] = names[-1].split(" ")[0]
            current = {"names": names, "value": value.group(1) if value else "", "description": found.group(2) or "",
                       "environment": "", "default": "", "positional": ""}
            options.append(current)
        elif current and line.strip():
            current["description"] = f"{current['description']} {line.strip()}".strip()
    return options


def desktop_page(version, help_text, manual):
    lines = header("mockforge-desktop", 1, version)
    lines += [".SH NAME", "mockforge\\-desktop \\- the window of MockForge, with live charts", ".SH SYNOPSIS",
              "\\fBmockforge\\-desktop\\fR [\\fIoptions\\fR] [\\fIproject\\fR]", ".SH DESCRIPTION", *from_markdown(manual)[1:],
              ".SH OPTIONS"]
    lines += [line for option in options_of_help(help_text) for line in option_lines(option)]
    return lines + [".SH SEE ALSO", "\\fBmockforge\\fR(1), \\fBmockforge.yaml\\fR(5)"]


def output_of(program, *arguments):
    """What a program prints, in English whatever the language of the machine that builds."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
    return subprocess.run([program, *arguments], env=environment, check=True, capture_output=True, text=True, timeout=60).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="mockforge")
    parser.add_argument("--desktop-program", required=True, help="mockforge-desktop")
    parser.add_argument("--manual", type=Path, required=True, help="the folder docs/manual")
    parser.add_argument("--output", type=Path, required=True, help="folder for the pages")
    arguments = parser.parse_args()
    options = json.loads(output_of(arguments.program, "describe-options"))
    version = options["version"]

    def page(name):
        return (arguments.manual / name).read_text(encoding="utf-8")

    pages = {"mockforge.1": command_line_page(options, page("command-line.md")),
             "mockforge.yaml.5": project_file_page(version, page("project-file.md")),
             "mockforge-desktop.1": desktop_page(version, output_of(arguments.desktop_program, "--help"), page("desktop.md"))}
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name, lines in pages.items():
        (arguments.output / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
