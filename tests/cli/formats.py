#!/usr/bin/env python3
"""Compares what one format says of a run with what JSON says of it.

Usage: formats.py FOLDER FORMAT. The folder has a file for each format. Each
reader below gives findings as (path, line, column, severity, rule, message),
as far as its format has these, in any order.
"""

import json
import sys
from collections import Counter
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
            "related": [(cell["path"].removeprefix("./"), cell["pointer"],
                         cell.get("record", cell["line"]), cell["column"])
                        for cell in finding["related"]],
        }


def read_json(folder):
    for report in json.loads(text_of(folder, "json"))["reports"]:
        yield from of_report(report)


def read_ndjson(folder):
    for line in text_of(folder, "ndjson").splitlines():
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
            "related": [related_of(place)
                        for place in result["relatedLocations"]],
        }


def plain(message):
    return message.replace("{{", "{").replace("}}", "}")


def related_of(place):
    names = place.get("logicalLocations", [{}])
    region = place["physicalLocation"].get("region", {})
    uri = place["physicalLocation"]["artifactLocation"]["uri"]
    return (unquote(uri.removeprefix("file://")),
            names[0].get("fullyQualifiedName", ""),
            region.get("startLine", 0), region.get("startColumn", 0))


READERS = {"json": read_json, "ndjson": read_ndjson, "sarif": read_sarif}


def comparable(finding, keys):
    return json.dumps({key: finding[key] for key in keys}, sort_keys=True,
                      ensure_ascii=False)


def main():
    folder, name = sys.argv[1:]
    found = list(READERS[name](folder))
    wanted = list(read_json(folder))
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
