"""Counts what gouji finds in labelled sentences: sentences.py GOUJI FOLDER

FOLDER has worlds.json, the tables of made-up units, and sentences.txt, which
says what stands where and what is wrong with it. Each sentence is the only one
in a report. A finding counts as right where it has the rule and the number of
an error that the label names. What was missed and what was found too much is
listed; the last line has the counts, precision and recall.
"""
import json
import pathlib
import re
import subprocess
import sys

gouji, folder = sys.argv[1], pathlib.Path(sys.argv[2])
blank = json.load(open("samples/zfxxgk-2021/laochengqu-2024.json",
                       encoding="utf-8"))


def zeroes(value):
    """The same, with no number but 0 and no text."""
    if isinstance(value, dict):
        return {key: zeroes(each) for key, each in value.items()}
    return "" if isinstance(value, str) else 0


def world(cells):
    report = zeroes(blank)
    report["form"] = blank["form"]
    for pointer, value in cells.items():
        *path, last = pointer.split("/")[1:]
        place = report
        for part in path:
            place = place[part]
        place[last] = value
    return report


def read():
    """Each sentence with its label, in the report that holds it."""
    worlds = json.load(open(folder / "worlds.json", encoding="utf-8"))
    for line in open(folder / "sentences.txt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("@"):
            _, unit, member = line.split()
        elif line and not line.startswith("#"):
            label, sentence = line.split("|")
            report = world(worlds[unit])
            report["overview"][member] = sentence.strip()
            yield set(label.split()), sentence.strip(), report


def found(result):
    for finding in result["findings"]:
        number = re.search(r"(?:文中是|照此应当是) ([\d,.]+\d|\d)",
                           finding["message"])
        yield "%s:%s" % (finding["rule"].split("/")[1],
                         number[1].replace(",", "") if number else "?")


sentences = list(read())
lines = "\n".join(json.dumps(report, ensure_ascii=False)
                  for _, _, report in sentences)
done = subprocess.run(
    [gouji, "filter", "--lang", "zh", "--rule", "narrative/*"],
    input=lines.encode(), stdout=subprocess.PIPE, check=True)
results = [json.loads(line) for line in done.stdout.splitlines()]
assert len(results) == len(sentences)

right = wrong = missed = held = 0
for (label, sentence, _), result in zip(sentences, results):
    said = set(found(result))
    held += result["checks"]["held"]
    right += len(said & label)
    for error in sorted(said - label):
        wrong += 1
        print("too much:", error, sentence)
    for error in sorted(label - said):
        missed += 1
        print("missed:", error, sentence)
    for place in result.get("not_assessable", []):
        print("not assessed:", place["message"], sentence)
precision = right / (right + wrong)
recall = right / (right + missed)
print(f"{len(sentences)} sentences, {right + missed} errors in them: "
      f"{right} found, {missed} missed, {wrong} found too much; "
      f"{held} numbers held; precision {precision:.3f}, recall {recall:.3f}")
sys.exit(precision < 0.98 or recall < 0.9)
