# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Markdown that the manual is written in, as roff of the man macros."""

import re

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)]+)\)")


def escape(text):
    """Plain text; a leading dot or quote would be a request, a hyphen would be typeset as one."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "\\&...")
    text = re.sub(r"^([.'])", r"\\&\1", text)
    return text.replace("–", "\\(en").replace("’", "\\(cq").replace("→", "\\(->").replace("≤", "\\(<=").replace("≥", "\\(>=")


def inline(text):
    """Code and strong are bold, emphasis is italic, a link is its text, with the address where it leaves the manual."""
    out, position = [], 0
    for match in INLINE.finditer(text):
        out.append(escape(text[position:match.start()]))
        code, strong, emphasis, label, address = match.groups()
        if label is not None:
            out.append(inline(label) + (escape(f" <{address}>") if "://" in address else ""))
        elif emphasis is not None:
            out.append(f"\\fI{escape(emphasis)}\\fR")
        else:
            out.append(f"\\fB{escape(code or strong)}\\fR")
        position = match.end()
    out.append(escape(text[position:]))
    return "".join(out)


def example(lines):
    return [".PP", ".in +4n", ".EX", *(escape(line) for line in lines), ".EE", ".in"]


def cells_of(row):
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def table(rows):
    """A table of the manual: the first column names an entry, the others describe it."""
    head, *body = [cells_of(row) for row in rows if not re.fullmatch(r"[|\s:-]+", row)]
    out = []
    for cells in body:
        out += [".TP", inline(cells[0]), inline(cells[-1])]
        middle = [f"{name}: {cell}" for name, cell in list(zip(head, cells))[1:-1] if cell]
        if middle:
            out += [".br", inline("; ".join(middle))]
    return out


def starts_block(line):
    return not line.strip() or line.startswith(("#", "|", "```", "    ", "- ")) or re.match(r"\d+\. ", line)


class Converter:
    """Turns the lines of one page into roff lines, a block at a time."""

    def __init__(self, markdown):
        self.lines = COMMENT.sub("", markdown).splitlines()
        self.at = 0

    def take_while(self, condition):
        begun = self.at
        while self.at < len(self.lines) and condition(self.lines[self.at]):
            self.at += 1
        return self.lines[begun:self.at]

    def fenced(self):
        self.at += 1
        block = self.take_while(lambda line: not line.startswith("```"))
        self.at += 1
        return example(block)

    def indented(self):
        block = self.take_while(lambda line: line.startswith("    "))
        return example(line[4:] for line in block)

    def text(self):
        first = self.lines[self.at]
        self.at += 1
        rest = [line.strip() for line in self.take_while(lambda line: not starts_block(line))]
        item = re.match(r"(?:- |\d+\. )(.*)", first)
        joined = " ".join([item.group(1) if item else first, *rest])
        return [".IP \\(bu 2", inline(joined)] if item else [".PP", inline(joined)]

    def block(self):
        line = self.lines[self.at]
        if line.startswith("```"):
            return self.fenced()
        if line.startswith("    "):
            return self.indented()
        if line.startswith("|"):
            return table(self.take_while(lambda each: each.startswith("|")))
        if heading := re.match(r"(#+) (.*)", line):
            self.at += 1
            title = escape(heading.group(2))
            return [".SS " + title] if len(heading.group(1)) > 2 else [".SH " + title.upper()]
        return self.text()

    def convert(self):
        out = []
        while self.at < len(self.lines):
            if self.lines[self.at].strip():
                out += self.block()
            else:
                self.at += 1
        # A heading makes its own space.
        return [line for index, line in enumerate(out)
                if not (line == ".PP" and index and out[index - 1].startswith((".SH", ".SS")))]


def from_markdown(markdown):
    """The page without its title, whose place the NAME section takes."""
    return Converter(re.sub(r"^# .*$", "", markdown, count=1, flags=re.MULTILINE)).convert()
