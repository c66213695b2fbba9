"""Real sentences beside tables that agree: narratives.py GOUJI FILE

FILE is a list of {"unit", "year", "text"}: sentences of published reports,
which do not come with this project. tables.json has the figures that stand in
them, by unit and year; what is not told is filled in so that all sums hold.
Prints what the rules about words find, which should be nothing, and how many
statements they compared. tables.json is checked by itself where no FILE is
given: its reports must be clean.
"""
import copy
import json
import pathlib
import subprocess
import sys

gouji = sys.argv[1]
folder = pathlib.Path(__file__).parent
sample = json.load(open("samples/zfxxgk-2021/laochengqu-2024.json",
                        encoding="utf-8"))
# Where an outcome that is told as one number is entered.
rows = {"granted": ("granted",), "partly": ("partly_granted",),
        "refused": ("refused", "process_information"),
        "unavailable": ("unavailable", "not_held"),
        "not_processed": ("not_processed", "repeated"),
        "other": ("other", "other")}
cases = {"review": "reconsideration", "direct": "litigation_direct",
         "after": "litigation_after_reconsideration"}
results = ("upheld", "corrected", "other", "pending")


def empty(table):
    for key, value in table.items():
        if isinstance(value, dict):
            empty(value)
        else:
            table[key] = 0


def fill_column(column, told):
    handled = told.get("handled", 0)
    outcomes = {name: told.get(name, 0) for name in rows}
    outcomes["other"] += handled - sum(outcomes.values())
    assert outcomes["other"] >= 0
    for name, (*path, last) in rows.items():
        place = column["handled"]
        for part in path:
            place = place[part]
        place[last] = outcomes[name]
    column["new"] = told.get("new", 0)
    column["carried_over"] = told.get("over", 0)
    column["handled"]["total"] = handled
    column["carried_forward"] = (column["new"] + column["carried_over"] -
                                 handled)


def report_of(entry, text):
    """A report with these tables, in which the text is all that is told."""
    report = copy.deepcopy(sample)
    report["unit"] = {"name": entry["unit"]}
    report["year"] = entry["year"]
    report.pop("published_on", None)
    for part in ("overview", "problems_and_improvements"):
        report[part] = dict.fromkeys(report[part])
    report["overview"]["disclosure_upon_request"] = text
    report["other_matters"] = None
    for table in ("proactive_disclosure", "requests", "challenges"):
        empty(report[table])
    for column in ("natural_person", "total"):
        fill_column(report["requests"][column], entry["requests"])
    for name, counts in entry["challenges"].items():
        report["challenges"][cases[name]] = dict(zip(results, counts),
                                                 total=sum(counts))
    told = entry["disclosure"]
    table = report["proactive_disclosure"]
    if "documents" in told:
        table["normative_documents"] = dict(
            zip(("issued", "repealed", "in_force"), told["documents"]))
    for name in ("licences", "penalties"):
        table[name]["decisions"] = told.get(name, 0)
    table["fees"]["amount_10k_yuan"] = told.get("fees", 0)
    return report


tables = {(entry["unit"], entry["year"]): entry
          for entry in json.load(open(folder / "tables.json",
                                      encoding="utf-8"))}
if len(sys.argv) > 2:
    texts = [((entry["unit"], entry["year"]), entry["text"])
             for entry in json.load(open(sys.argv[2], encoding="utf-8"))]
else:
    texts = [(key, None) for key in tables]

fitted = [(key, text) for key, text in texts if key in tables]
for key, text in texts:
    if key not in tables:
        print("no tables for", *key)


def check(change, *rules):
    """Results of all texts, with the tables as `change` leaves them."""
    reports = []
    for key, text in fitted:
        entry = copy.deepcopy(tables[key])
        change(entry)
        reports.append(report_of(entry, text))
    lines = "\n".join(json.dumps(report, ensure_ascii=False)
                      for report in reports)
    done = subprocess.run([gouji, "filter", "--lang", "zh", *rules],
                          input=lines.encode(), stdout=subprocess.PIPE,
                          check=True)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == len(fitted)
    return results


def keep(entry):
    """The tables as they are told."""


def spoil(entry):
    """One more of all that is told."""
    for name in ("new", "handled"):
        entry["requests"][name] = entry["requests"].get(name, 0) + 1
    for counts in entry["challenges"].values():
        counts[0] += 1
    for name, value in entry["disclosure"].items():
        entry["disclosure"][name] = (value + 1 if name != "documents" else
                                     [count + 1 for count in value])


found = 0
for (key, text), result in zip(fitted, check(keep)):
    for finding in result["findings"]:
        found += 1
        print("found:", *key, finding["rule"], finding["message"])
    for place in result.get("not_assessable", []):
        if not place["rule"].startswith("equations/"):
            print("not assessable:", *key, place["rule"], place["message"])
narrative = ("--rule", "narrative/*")
compared = sum(result["checks"]["held"] for result in check(keep, *narrative))
spoilt = sum(bool(result["findings"]) for result in check(spoil, *narrative))
print(f"{len(fitted)} of {len(texts)} texts fitted with tables that agree: "
      f"{compared} statements hold, {found} findings; with tables that are "
      f"off by one: {spoilt} texts are found")
sys.exit(found > 0 or len(fitted) < len(texts))
