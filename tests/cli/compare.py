#!/usr/bin/env python3
"""Compares what the program finds in a case with what the case expects.

    compare.py PROGRAM CASE     compare; says what differs, status 1 if any
    compare.py --write PROGRAM CASE     write expected.json anew: read the
                                        difference before it is committed

A case is a folder with report.json, the bytes to check, and expected.json: a
list of what is found in it, in order. An entry with the severity
"not_assessable" is a place that could not be judged.
"""

import difflib
import json
import subprocess
import sys
from pathlib import Path


def check(program, report, language):
    """Returns the one report of the output, in one language."""
    done = subprocess.run(
        [program, "check", "--format", "json", "--lang", language, report],
        capture_output=True, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"status {done.returncode}\n{done.stderr.decode()}")
    return json.loads(done.stdout)["reports"][0]


def entries_of(report):
    """Findings, then what could not be judged."""
    for finding in report["findings"]:
        yield finding["severity"], finding
    for place in report.get("not_assessable", []):
        yield "not_assessable", place


def found_in(program, report):
    both = zip(entries_of(check(program, report, "zh")),
               entries_of(check(program, report, "en")), strict=True)
    return [{"rule": zh["rule"],
             "severity": severity,
             "pointer": zh["pointer"],
             "line": zh["line"],
             "column": zh["column"],
             "message_zh": zh["message"],
             "message_en": en["message"],
             "related": [cell["pointer"] for cell in zh["related"]]}
            for (severity, zh), (_, en) in both]


def text_of(findings):
    return json.dumps(findings, ensure_ascii=False, indent=2) + "\n"


def main():
    write = sys.argv[1] == "--write"
    program, case = sys.argv[-2], Path(sys.argv[-1])
    found = text_of(found_in(program, case / "report.json"))
    expected = case / "expected.json"
    if write:
        expected.write_text(found, encoding="utf-8")
        return 0
    wanted = text_of(json.loads(expected.read_text(encoding="utf-8")))
    sys.stdout.writelines(difflib.unified_diff(
        wanted.splitlines(True), found.splitlines(True), "expected", "found"))
    return wanted != found


if __name__ == "__main__":
    sys.exit(main())
