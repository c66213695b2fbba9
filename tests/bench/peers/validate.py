#!/usr/bin/env python3
"""Reports a second that python3-jsonschema validates, with the equations and
texts: validate.py SCHEMA FOLDER RULES COUNT

Files are read before the clock starts, as in the other programs.
"""

import decimal
import json
import pathlib
import re
import sys
import time

import jsonschema

ROWS = [["new"], ["carried_over"], ["carried_forward"], ["handled", "total"]]


def at(value, keys):
    for key in keys:
        value = value[key]
    return value


def check(report, rules):
    """How much does not tie up."""
    requests, disclosed = report["requests"], report["proactive_disclosure"]
    bad = 0
    for row in rules["rows"]:
        parts = sum(at(requests[kind], row) for kind in rules["applicants"])
        bad += parts != at(requests["total"], row)
    for column in requests.values():
        handled = column["handled"]
        bad += handled["total"] != sum(at(handled, keys)
                                       for keys in rules["outcomes"])
        bad += column["new"] + column["carried_over"] != \
            handled["total"] + column["carried_forward"]
    for group in report["challenges"].values():
        bad += group["total"] != group["upheld"] + group["corrected"] + \
            group["other"] + group["pending"]
    for kind in disclosed["regulations"], disclosed["normative_documents"]:
        bad += kind["in_force"] < kind["issued"] - kind["repealed"]
    bad += disclosed["fees"]["amount_10k_yuan"] < 0
    for text in report["overview"].values():
        for expression, cell in rules["expressions"]:
            for found in expression.finditer(text or ""):
                bad += int(found[1]) != at(report, cell)
    return bad


def main():
    schema, folder, rules, count = sys.argv[1:]
    rules = json.loads(pathlib.Path(rules).read_text("utf-8"))
    rules["outcomes"] = [keys.split("/") for keys in rules["outcomes"]]
    rules["rows"] = ROWS + [["handled"] + keys for keys in rules["outcomes"]]
    rules["expressions"] = [(re.compile(pattern), cell.split("/"))
                            for pattern, cell in rules["expressions"]]
    # In doubles 0.465 is no multiple of 0.000001.
    exact = {"parse_float": decimal.Decimal}
    validator = jsonschema.Draft202012Validator(
        json.loads(pathlib.Path(schema).read_text("utf-8"), **exact))
    files = sorted(pathlib.Path(folder).glob("*.json"))[:int(count)]
    reports = [path.read_bytes() for path in files]
    start = time.perf_counter()
    for text in reports:
        report = json.loads(text, **exact)
        validator.validate(report)
        check(report, rules)
    print(f"jsonschema {len(reports) / (time.perf_counter() - start):.0f}"
          " reports/s")


if __name__ == "__main__":
    main()
