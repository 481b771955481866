#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the completions of bash, zsh and fish from what `mockforge describe-options` prints.

A value whose name is FILE is completed with files; the words of a value in small letters (text|json) are what it may be.
"""

import argparse
import json
import re
import subprocess
from pathlib import Path

HEADER = "# Made by installer/completions/make_completions.py: change the options instead.\n"


def words_of(option):
    """The words that a value may be; empty where it is free."""
    return [word for word in option["value"].split("|") if re.fullmatch(r"[a-z]+", word)]


def is_file(option):
    return option["value"] == "FILE"


def plain(text):
    """Description without the key in brackets, safe between quotes of every shell."""
    return re.sub(r" \[[a-z_.]+\]$", "", text).replace("'", "").replace("`", "").replace(":", ",").replace("[", "(").replace("]", ")")


def named(command):
    return [option for option in command["options"] if option["names"]]


def positional(command):
    return next((option for option in command["options"] if option["positional"]), None)


def groups_of(options):
    """The commands that have commands of their own, each with the description and the list of them."""
    groups = {}
    for command in options["commands"]:
        first, _, second = command["name"].partition(" ")
        if second:
            groups.setdefault(first, (command["group"], []))[1].append({"name": second, "description": command["description"]})
    return groups


def first_words(options):
    """What may follow the program's name: names and descriptions."""
    groups = groups_of(options)
    plain_commands = [command for command in options["commands"] if " " not in command["name"]]
    return plain_commands + [{"name": name, "description": description} for name, (description, _) in groups.items()]


def names_of(commands):
    return " ".join(command["name"] for command in commands)


def bash_value(option):
    if is_file(option):
        return "COMPREPLY=($(compgen -f -- \"$word\")); compopt -o filenames"
    return f"COMPREPLY=($(compgen -W '{' '.join(words_of(option))}' -- \"$word\"))" if words_of(option) else ":"


def bash_commands(options):
    """One case for each command: its options, or what its argument may be."""
    for command in options["commands"]:
        flags = " ".join(each for option in named(command) for each in option["names"])
        argument = positional(command)
        yield f"        '{command['name']}')"
        yield f"            if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '{flags}' -- \"$word\"))"
        yield f"            else {bash_value(argument) if argument else ':'}; fi ;;"


def bash(options):
    name = options["name"]
    flags = " ".join(each for option in options["options"] for each in option["names"])
    lines = [HEADER, f"_{name}() {{",
             '    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}',
             "    COMPREPLY=()", '    if [ "$COMP_CWORD" -eq 1 ]; then',
             f"        COMPREPLY=($(compgen -W '{names_of(first_words(options))} {flags}' -- \"$word\"))",
             "        return", "    fi"]
    for group, (_, commands) in groups_of(options).items():
        lines += [f'    if [ "$command" = {group} ]; then', '        if [ "$COMP_CWORD" -eq 2 ]; then',
                  f"            COMPREPLY=($(compgen -W '{names_of(commands)}' -- \"$word\"))", "            return", "        fi",
                  '        command="$command ${COMP_WORDS[2]}"', "    fi"]
    lines.append("    case $command:$before in")
    for command in options["commands"]:
        for option in named(command):
            if option["value"]:
                labels = " | ".join(f"'{command['name']}:{each}'" for each in option["names"])
                lines.append(f"        {labels}) {bash_value(option)}; return ;;")
    lines += ["    esac", "    case $command in", *bash_commands(options)]
    return "\n".join([*lines, "    esac", "}", f"complete -F _{name} {name}", ""])


def zsh_action(option):
    return "_files" if is_file(option) else f"({' '.join(words_of(option))})" if words_of(option) else ""


def zsh_option(option):
    value = f":{plain(option['value'].lower())}:{zsh_action(option)}" if option["value"] else ""
    repeat = "*" if option["value"] == "KEY=VALUE" else ""
    for name in option["names"]:
        yield f"'{repeat}{name}[{plain(option['description'])}]{value}'"


def zsh_commands(options):
    for command in options["commands"]:
        specifications = [each for option in named(command) for each in zsh_option(option)]
        argument = positional(command)
        if argument:
            specifications.append(f"'1:{argument['positional']}:{zsh_action(argument)}'")
        yield f"        '{command['name']}')"
        yield "            _arguments \\"
        yield from ("                " + each + " \\" for each in specifications[:-1])
        yield "                " + specifications[-1] + " ;;"


def zsh_choice(commands, indent):
    """Offers one of these commands."""
    return [f"{indent}commands=(", *(f"{indent}    '{command['name']}:{plain(command['description'])}'" for command in commands),
            f"{indent})", f"{indent}_describe command commands", f"{indent}return"]


def zsh(options):
    name = options["name"]
    shift = ["    shift words", "    (( CURRENT-- ))"]
    lines = [f"#compdef {name}", HEADER, f"_{name}() {{", "    local -a commands", "    if (( CURRENT == 2 )); then",
             *zsh_choice(first_words(options), "        "), "    fi", "    local command=$words[2]", *shift]
    for group, (_, commands) in groups_of(options).items():
        lines += [f"    if [[ $command == {group} ]]; then", "        if (( CURRENT == 2 )); then",
                  *zsh_choice(commands, "            "), "        fi", '        command="$command $words[2]"',
                  *("    " + line for line in shift), "    fi"]
    lines += ["    case $command in", *zsh_commands(options)]
    return "\n".join([*lines, "    esac", "}", f"_{name} \"$@\"", ""])


def fish_seen(command):
    return " -n '" + "; and ".join(f"__fish_seen_subcommand_from {word}" for word in command["name"].split()) + "'"


def fish_command(name, command):
    for option in named(command):
        value = " -r -F" if is_file(option) else f" -x -a '{' '.join(words_of(option))}'" if option["value"] else ""
        yield f"complete -c {name}{fish_seen(command)} {fish_names(option)}{value} -d '{plain(option['description'])}'"
    argument = positional(command)
    if argument:
        value = " -F" if is_file(argument) else f" -a '{' '.join(words_of(argument))}'"
        yield f"complete -c {name}{fish_seen(command)}{value}"


def fish(options):
    name = options["name"]
    lines = [HEADER, f"complete -c {name} -f"]
    for option in options["options"]:
        lines.append(f"complete -c {name} -n __fish_use_subcommand {fish_names(option)} -d '{plain(option['description'])}'")
    for command in first_words(options):
        lines.append(f"complete -c {name} -n __fish_use_subcommand -a {command['name']} -d '{plain(command['description'])}'")
    for group, (_, commands) in groups_of(options).items():
        condition = f"__fish_seen_subcommand_from {group}; and not __fish_seen_subcommand_from {names_of(commands)}"
        lines += [f"complete -c {name} -n '{condition}' -a {command['name']} -d '{plain(command['description'])}'" for command in commands]
    for command in options["commands"]:
        lines += fish_command(name, command)
    return "\n".join([*lines, ""])


def fish_names(option):
    return " ".join("-l " + each[2:] if each.startswith("--") else "-s " + each[1:] for each in option["names"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="mockforge")
    parser.add_argument("--output", type=Path, required=True, help="folder; its names are what each shell looks for")
    arguments = parser.parse_args()
    options = json.loads(subprocess.run([arguments.program, "describe-options"], check=True, capture_output=True, timeout=60).stdout)
    for path, text in (("bash/mockforge", bash(options)), ("zsh/_mockforge", zsh(options)), ("fish/mockforge.fish", fish(options))):
        file = arguments.output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
