"""Sentences and the rules that find something in them: wording.py GOUJI FILE

Each sentence is put into a real report that is clean. Prints what was missed
and what was found too much, and the counts; fails where there is any of it.
"""
import copy
import json
import subprocess
import sys

gouji, file = sys.argv[1:3]
clean = json.load(open("samples/zfxxgk-2021/laochengqu-2024.json",
                       encoding="utf-8"))
texts = {"requests": ("overview", "disclosure_upon_request"),
         "problems": ("problems_and_improvements", "problems"),
         "improvements": ("problems_and_improvements", "improvements"),
         "other": ("other_matters",)}
tables = {"none in table 2": "proactive_disclosure",
          "none in table 3": "requests"}


def empty(table):
    for key, value in table.items():
        if isinstance(value, dict):
            empty(value)
        else:
            table[key] = 0


def report_of(change, text, sentence):
    report = copy.deepcopy(clean)
    if change in tables:
        empty(report[tables[change]])
    elif change:
        report["unit"] = {"name": change}
    *path, last = texts[text]
    place = report
    for part in path:
        place = place[part]
    place[last] = sentence
    return json.dumps(report, ensure_ascii=False)


lines = [[part.strip() for part in line.split("|")]
         for line in open(file, encoding="utf-8")
         if not line.startswith("#")]
done = subprocess.run(
    [gouji, "filter", "--lang", "zh", "--rule", "wording/*", "--rule",
     "plausibility/*"],
    input="\n".join(report_of(*line[1:]) for line in lines).encode(),
    stdout=subprocess.PIPE, check=True)
results = [json.loads(line) for line in done.stdout.splitlines()]
assert len(results) == len(lines)

wrong = 0
for (label, _, _, sentence), result in zip(lines, results):
    wanted = set() if label == "-" else {label}
    found = {finding["rule"].split("/")[1] for finding in result["findings"]}
    if found != wanted:
        wrong += 1
        print("wanted", sorted(wanted), "found", sorted(found), sentence)
labels = [line[0] for line in lines]
print(f"{len(lines)} sentences, {len(lines) - labels.count('-')} with "
      f"something wrong of {len(set(labels) - {'-'})} rules: {wrong} judged "
      f"otherwise")
sys.exit(wrong > 0)
