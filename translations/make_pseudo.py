#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a pseudo-translation of every text: accented, longer by two fifths, in brackets. For tests only: what is not in brackets
in a window goes through no translation, and what does not fit would not fit in a longer language."""

import argparse
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñöüýÁÇÉÍÑÖÜÝ")
# Placeholders, markup, the keys and filters of file dialogs stay as they are.
KEPT = re.compile(r"(%L?\d|%n|<[^>]+>|&\w|\t.*$|\([^)]*\*\.[^)]*\)|;;)")


def pseudo(text):
    parts = KEPT.split(text)
    accented = "".join(part if index % 2 else part.translate(ACCENTS) for index, part in enumerate(parts))
    longer = "~" * max(1, len(text) * 2 // 5)
    body, tab, key = accented.partition("\t")
    return f"[{body}{longer}]{tab}{key}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="a .ts file")
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    tree = ElementTree.parse(arguments.source)
    for message in tree.getroot().iter("message"):
        text, translation = pseudo(message.find("source").text), message.find("translation")
        translation.attrib.pop("type", None)
        forms = translation.findall("numerusform")
        for form in forms:
            form.text = text
        if not forms:
            translation.text = text
    arguments.output.write_text('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
                                + ElementTree.tostring(tree.getroot(), encoding="unicode"), encoding="utf-8")


if __name__ == "__main__":
    main()
