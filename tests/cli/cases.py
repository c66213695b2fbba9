"""Runs the cases of tests/cases: cases.py GOUJI FOLDER [--write].

A case is tests/cases/PLUGIN/RULE/CASE/case.json: a sample, what is changed in
it ("set": pointer to value; null is a blank; {"remove": true} takes a member
out), and what that rule then says, in both languages: its findings, the
reasons why it could not judge, and how many places held. --write puts down
what is said now, to be read before it is believed.
"""
import json
import pathlib
import subprocess
import sys

gouji, folder = sys.argv[1:3]
write = "--write" in sys.argv
root = pathlib.Path(folder)


def change(report, pointer, value):
    *path, last = pointer.split("/")[1:]
    for part in path:
        report = report.setdefault(part, {})
    if value == {"remove": True}:
        del report[last]
    else:
        report[last] = value


def check(text, rule, language):
    done = subprocess.run(
        [gouji, "check", "--lang", language, "--format", "json", "--today",
         "2026-01-01", "--rule", rule, "-"],
        input=text.encode(), capture_output=True)
    return json.loads(done.stdout)["reports"][0]


def said(zh, en):
    return {"pointer": zh["pointer"], "zh": zh["message"], "en": en["message"],
            "related": [spot["pointer"] for spot in zh["related"]]}


def result(case, rule):
    report = json.load(open(case["sample"], encoding="utf-8"))
    for pointer, value in case["set"].items():
        change(report, pointer, value)
    text = json.dumps(report, ensure_ascii=False, indent=2)
    zh, en = (check(text, rule, language) for language in ("zh", "en"))
    found = {"held": zh["checks"]["held"]}
    for kind in ("findings", "not_assessable"):
        found[kind] = [said(a, b)
                       for a, b in zip(zh.get(kind, []), en.get(kind, []))]
    return found


for path in sorted(root.glob("*/*/*/case.json")):
    plugin, rule, name = path.parts[-4:-1]
    case = json.load(open(path, encoding="utf-8"))
    found = result(case, f"{plugin}/{rule}")
    title = f"{plugin}/{rule}: {name.replace('-', ' ')}"
    if write:
        case["expected"] = found
        path.write_text(json.dumps(case, ensure_ascii=False, indent=2) + "\n")
    if case.get("expected") == found:
        print("ok -", title)
    else:
        print("not ok -", title)
        print("   ", json.dumps(found, ensure_ascii=False))
