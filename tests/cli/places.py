#!/usr/bin/env python3
"""Checks lines and columns over many ways to write the same report.

Usage: places.py GOUJI FOLDER REPORT…. Each report is written to the folder in
made-up formattings, by a writer that notes where it put each value; what gouji
says of them must be said at just those places.
"""

import json
import os
import random
import subprocess
import sys

FORMATTINGS = 14


class Page:
    """A report written out, with the place of each value."""

    def __init__(self, dice, style):
        self.dice = dice
        self.style = style
        self.parts = []
        self.line = 1
        self.column = 1
        self.spots = {}
        self.keys = {}

    def put(self, text):
        self.parts.append(text)
        for character in text:
            if character == "\n":
                self.line += 1
                self.column = 1
            else:
                self.column += 1

    def gap(self, depth):
        style = self.style
        if style["indent"] is not None:
            self.put(style["newline"] + style["indent"] * depth)
        elif style["ragged"]:
            self.put("".join(self.dice.choice([" ", "\t", style["newline"]])
                             for _ in range(self.dice.randrange(4))))

    def string(self, text):
        self.put('"')
        for character in text:
            self.put(self.escaped(character))
        self.put('"')

    def escaped(self, character):
        if self.dice.random() >= self.style["escapes"]:
            return json.dumps(character, ensure_ascii=False)[1:-1]
        units = character.encode("utf-16-be")
        case = self.dice.choice([str.lower, str.upper])
        return "".join("\\u" + case(units[i:i + 2].hex())
                       for i in range(0, len(units), 2))

    def value(self, value, pointer="", depth=0):
        start = self.line, self.column
        if isinstance(value, (dict, list)):
            self.container(value, pointer, depth)
        elif isinstance(value, str):
            self.string(value)
        else:
            self.put(json.dumps(value))
        self.spots[pointer] = start, (self.line, self.column), value

    def container(self, value, pointer, depth):
        members = value.items() if isinstance(value, dict) \
            else enumerate(value)
        self.put("{" if isinstance(value, dict) else "[")
        for number, (key, member) in enumerate(members):
            self.put("," if number > 0 else "")
            self.gap(depth + 1)
            if isinstance(value, dict):
                self.keys[f"{pointer}/{key}"] = self.line, self.column
                self.string(key)
                self.put(":")
                self.put(self.style["colon"])
            self.value(member, f"{pointer}/{key}", depth + 1)
        self.gap(depth)
        self.put("}" if isinstance(value, dict) else "]")


def style_of(dice, number):
    """The first ones are the usual ones."""
    usual = [{"indent": "  "}, {}, {"indent": "\t", "newline": "\r\n"},
             {"bom": True, "indent": "    "}, {"bom": True},
             {"escapes": 1.0}, {"ragged": True, "newline": "\r\n"}]
    style = {"indent": None, "newline": "\n", "bom": False, "escapes": 0.0,
             "ragged": False, "colon": ""}
    if number < len(usual):
        return {**style, **usual[number]}
    return {
        "indent": dice.choice([None, None, "", " ", "\t"]),
        "newline": dice.choice(["\n", "\r\n"]),
        "bom": dice.random() < 0.3,
        "escapes": dice.choice([0.0, 0.2, 0.8]),
        "ragged": dice.random() < 0.7,
        "colon": dice.choice(["", " ", "\t", " \n "]),
    }


def write(report, folder, name, dice, number):
    page = Page(dice, style_of(dice, number))
    page.value(report)
    text = "".join(page.parts)
    with open(os.path.join(folder, name), "wb") as file:
        file.write((b"\xef\xbb\xbf" if page.style["bom"] else b"") +
                   text.encode())
    return page, text.split("\n")


def between(lines, start, end):
    """What stands from one place to another."""
    if start[0] == end[0]:
        return lines[start[0] - 1][start[1] - 1:end[1] - 1]
    return "\n".join([lines[start[0] - 1][start[1] - 1:]] +
                     lines[start[0]:end[0] - 1] +
                     [lines[end[0] - 1][:end[1] - 1]])


def check_spot(page, pointer, start):
    """A value is at its start; a place in a text is inside the text; what is
    missing is where it is missing from; what is too much is at its key."""
    while pointer not in page.spots:
        pointer = pointer.rpartition("/")[0]
    first, last, value = page.spots[pointer]
    if isinstance(value, str):
        assert first <= start <= last, (pointer, start, first, last)
    else:
        assert start in (first, page.keys.get(pointer)), (pointer, start)


def told(page, lines, finding):
    """What a finding says, with what it points at."""
    start = finding["line"], finding["column"]
    end = finding["end_line"], finding["end_column"]
    check_spot(page, finding["pointer"], start)
    there = between(lines, start, end)
    value = page.spots.get(finding["pointer"], (0, 0, {}))[2]
    if start == page.keys.get(finding["pointer"]):
        assert json.loads(there) == finding["pointer"].rpartition("/")[2]
        there = "key"
    elif isinstance(value, str):
        there = json.loads(there if there.startswith('"') else f'"{there}"')
    elif not isinstance(value, (dict, list)):
        assert there == json.dumps(value), (there, value)
    else:
        there = there[:1]
    for spot in finding["related"]:
        if spot["path"].endswith(page.name):
            check_spot(page, spot["pointer"], (spot["line"], spot["column"]))
    return [finding["rule"], finding["message"], finding["pointer"], there,
            [spot["pointer"] for spot in finding["related"]]]


def main():
    program, folder, *paths = sys.argv[1:]
    dice = random.Random(20210930)
    pages = {}
    for index, path in enumerate(paths):
        with open(path, encoding="utf-8-sig") as file:
            report = json.load(file)
        for key, text in report["overview"].items():
            report["overview"][key] = text and "\U0001F4D6 \"\\" + text
        for number in range(FORMATTINGS):
            name = f"{index:02}-{number:02}.json"
            page, lines = write(report, folder, name, dice, number)
            page.name = name
            pages[name] = page, lines
    run = subprocess.run([program, "check", "--format", "json", "--lang", "en",
                          "--fail-on", "never", folder],
                         stdout=subprocess.PIPE, check=True)
    first = {}
    findings = related = 0
    for report in json.loads(run.stdout)["reports"]:
        name = os.path.basename(report["path"])
        page, lines = pages.pop(name)
        said = [told(page, lines, finding) for finding in report["findings"]]
        assert said == first.setdefault(name[:2], said), name
        findings += len(said)
        related += sum(len(entry[4]) for entry in said)
    assert not pages and findings > 300 and related > 900, (findings, related)
    print(f"{findings} findings, {related} related places")


if __name__ == "__main__":
    main()
