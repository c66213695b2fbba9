#!/usr/bin/env python3
"""Looks whether the drawn tables of a text result are aligned.

Reads the result from standard input. A table is a run of lines with four
spaces before them. Each figure has to end where its column's heading ends, as
a terminal counts: a wide character takes two columns.
"""

import re
import sys
import unicodedata


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def ends(line):
    """Where each entry ends; a mark is drawn around a figure."""
    return [width(line[:match.end()]) - match.group().endswith("]")
            for match in re.finditer(r"\S+(?: \S+)*", line)]


def tables(lines):
    table = []
    for line in [*lines, ""]:
        if line.startswith("    "):
            table.append(line)
        elif table:
            yield table
            table = []


def main():
    count = 0
    faults = 0
    for heading, *rows in tables(sys.stdin.read().splitlines()):
        count += 1
        for row in rows:
            # One entry alone is a note below the table.
            if len(ends(row)) > 1 and ends(row)[1:] != ends(heading)[1:]:
                faults += 1
                print("not aligned:", heading, row, sep="\n")
    if count < int(sys.argv[1]):
        print("only", count, "tables")
    return faults > 0 or count < int(sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
