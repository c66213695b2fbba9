#!/usr/bin/env python3
"""Compares what one format says of a run with what JSON says of it.

Usage: formats.py FOLDER FORMAT. The folder has a file for each format. Each
reader below gives findings as (path, line, column, severity, rule, message),
as far as its format has these, in any order.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from xml.etree import ElementTree
from urllib.parse import unquote


def text_of(folder, name):
    with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
        return file.read()


def of_report(report):
    for finding in report["findings"]:
        yield {
            "path": report["path"].removeprefix("./"),
            "line": report.get("record", finding["line"]),
            "column": finding["column"],
            "end": (report.get("record", finding["end_line"]),
                    finding["end_column"]),
            "severity": finding["severity"],
            "rule": finding["rule"],
            "message": finding["message"],
            "fingerprint": finding["fingerprint"],
            "evidence": finding["evidence"],
            "group": finding.get("group"),
            "suppressed": finding.get("suppressed"),
            "related": [(shown(cell["path"].removeprefix("./")),
                         cell["pointer"],
                         cell.get("record", cell["line"]), cell["column"])
                        for cell in finding["related"]],
        }


def read_json(folder):
    for report in json.loads(text_of(folder, "json"))["reports"]:
        yield from of_report(report)


def read_ndjson(folder):
    for line in text_of(folder, "ndjson").split("\n")[:-1]:
        report = json.loads(line)
        if "findings" in report:
            yield from of_report(report)


def read_sarif(folder):
    run = json.loads(text_of(folder, "sarif"))["runs"][0]
    severities = {"error": "error", "warning": "warning", "note": "info"}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place.get("region", {})
        properties = result["properties"]
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        yield {
            "path": unquote(place["artifactLocation"]["uri"]),
            "line": region.get("startLine", 0),
            "column": region.get("startColumn", 0),
            "end": (region.get("endLine", 0), region.get("endColumn", 0)),
            "severity": severities[result["level"]],
            "rule": result["ruleId"],
            "message": plain(result["message"]["text"]),
            "fingerprint": result["partialFingerprints"]["gouji/v1"],
            "evidence": properties["evidence"],
            "group": properties.get("group"),
            "suppressed": suppressed_of(result),
            "related": [related_of(place)
                        for place in result["relatedLocations"]],
        }


def suppressed_of(result):
    """What a result is accepted by, as JSON has it."""
    accepted = result.get("suppressions")
    state = result.get("baselineState")
    assert state in (None, "new", "unchanged"), state
    if not accepted:
        assert state != "unchanged"
        return None
    assert len(accepted) == 1 and accepted[0]["kind"] == "external"
    assert accepted[0]["status"] == "accepted"
    if "properties" in accepted[0]:
        return {"by": "suppression", "reason": accepted[0]["justification"],
                "until": accepted[0]["properties"]["until"]}
    assert state == "unchanged"
    assert "known.json" in accepted[0]["justification"]
    return {"by": "baseline"}


def plain(message):
    return message.replace("{{", "{").replace("}}", "}")


def related_of(place):
    names = place.get("logicalLocations", [{}])
    region = place["physicalLocation"].get("region", {})
    uri = place["physicalLocation"]["artifactLocation"]["uri"]
    return (shown(unquote(uri.removeprefix("file://"))),
            names[0].get("fullyQualifiedName", ""),
            region.get("startLine", 0), region.get("startColumn", 0))


# A line about a place, as people read it.
LINE = re.compile(r"(.*?)(?::([0-9]+))?(?::([0-9]+))?: "
                  r"(error|warning|note|错误|警告|提示) (.*)")
WORDS = {"错误": "error", "警告": "warning", "提示": "info", "note": "info"}


def of_line(line):
    path, row, column, severity, message = LINE.fullmatch(line).groups()
    return {"path": path.removeprefix("./"), "line": int(row or 0), "column": int(column or 0),
            "severity": WORDS.get(severity, severity), "message": message}


def read_junit(folder):
    run = ElementTree.fromstring(text_of(folder, "junit"))
    count_cases(run)
    for case in run.iter("testcase"):
        for element in case:
            for line in (element.text or "").split("\n"):
                if LINE.fullmatch(line):
                    yield {"rule": case.get("name"), **of_line(line)}


def count_cases(run):
    """Asserts that the counts are those of the cases, and that a report's
    cases are its rules, each once."""
    for suite in list(run) + [run]:
        for of, element in ("tests", "testcase"), ("failures", "failure"), \
                ("errors", "error"), ("skipped", "skipped"):
            if suite.get(of):
                assert int(suite.get(of)) == len(list(suite.iter(element)))
    for suite in run:
        names = [case.get("name") for case in suite.iter("testcase")]
        assert len(names) == len(set(names)), suite.get("name")


def read_github(folder):
    severities = {"error": "error", "warning": "warning", "notice": "info"}
    for line in text_of(folder, "github").split("\n")[:-1]:
        command, properties, message = re.fullmatch(
            "::([a-z]+) ([^:]*)::(.*)", line).groups()
        properties = dict(part.split("=", 1) for part in properties.split(","))
        if "/" in properties["title"]:
            yield {
                "path": decoded(properties["file"]),
                "line": int(properties.get("line", 0)),
                "column": int(properties.get("col", 0)),
                "severity": severities[command],
                "rule": properties["title"],
                "message": decoded(message),
            }


def decoded(text):
    for character in ":,\r\n%":
        text = text.replace("%%%02X" % ord(character), character)
    return text


def read_gitlab(folder):
    severities = {"major": "error", "minor": "warning", "info": "info"}
    issues = json.loads(text_of(folder, "gitlab"))
    assert len(issues) == len({issue["fingerprint"] for issue in issues})
    for issue in issues:
        if issue["severity"] == "blocker":
            continue
        place = issue["location"]
        begin, end = (place["positions"][key] for key in ("begin", "end"))
        assert place["lines"] == {"begin": begin["line"], "end": end["line"]}
        yield {
            "path": place["path"],
            "line": begin["line"],
            "column": begin["column"],
            "end": (end["line"], end["column"]),
            "severity": severities[issue["severity"]],
            "rule": issue["check_name"],
            "message": issue["description"],
        }


def read_markdown(folder):
    path = None
    for line in text_of(folder, "markdown").split("\n"):
        if line.startswith("### `"):
            path, _, record = code_of(line[4:]).partition(".jsonl:")
            path = path.removeprefix("./") + (".jsonl" if record else "")
        entry = re.fullmatch(r" *- (?:\*\*)?(error|warning|note|错误|警告|提示)"
                             r"(?:\*\*)? (?:([0-9]+):([0-9]+) )?(.*) (`.*`)",
                             line)
        if entry:
            severity, row, column, message, rule = entry.groups()
            yield {"path": path, "line": int(row or 0),
                   "column": int(column or 0),
                   "severity": WORDS.get(severity, severity),
                   "rule": code_of(rule), "message": unmarked(message)}


def code_of(span):
    fence = re.match("`+", span).group()
    text = span[len(fence):-len(fence)].replace("\\|", "|")
    return text[1:-1] if len(fence) > 1 else text


def unmarked(text):
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1",
                  text.replace("<!-- -->", ""))


READERS = {"json": read_json, "ndjson": read_ndjson, "sarif": read_sarif,
           "junit": read_junit, "github": read_github, "gitlab": read_gitlab,
           "markdown": read_markdown}

# Those that have findings that do not count too.
WHOLE = ("json", "ndjson", "sarif")


HIDDEN = ("Cc", "Cf", "Zl", "Zp")


def shown(text):
    """A text as all formats could show it: what is hidden is written out, and
    a byte that is no character is U+FFFD, as JSON has it."""
    text = re.sub(r"\\x[89a-f][0-9a-f]", "\ufffd", text)
    return "".join(
        character if unicodedata.category(character) not in HIDDEN else
        "\\x%02x" % ord(character) if ord(character) < 0x80 else
        "\\u%04x" % ord(character) if ord(character) < 0x10000 else
        "\\U%08x" % ord(character) for character in text
    ).replace("] (", "](")


def comparable(finding, keys):
    finding = {**finding, "path": shown(finding["path"]),
               "message": shown(finding["message"])}
    return json.dumps({key: finding[key] for key in keys}, sort_keys=True,
                      ensure_ascii=False)


def assert_harmless(text):
    """What people or their terminals see has nothing that hides or steers."""
    for character in set(text) - {"\n"}:
        assert unicodedata.category(character) not in HIDDEN, ascii(character)


def main():
    folder, name = sys.argv[1:]
    if name in ("junit", "github", "gitlab", "markdown"):
        assert_harmless(text_of(folder, name))
    found = list(READERS[name](folder))
    wanted = [finding for finding in read_json(folder)
              if name in WHOLE or not finding["suppressed"]]
    keys = found[0].keys()
    found = Counter(comparable(finding, keys) for finding in found)
    wanted = Counter(comparable(finding, keys) for finding in wanted)
    for finding in (wanted - found).keys():
        print("missing:", finding)
    for finding in (found - wanted).keys():
        print("too much:", finding)
    return found != wanted or len(found) < 20


if __name__ == "__main__":
    sys.exit(main())
