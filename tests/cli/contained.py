"""Whether a run with a rogue plugin cost nothing but the rogue.

    contained.py BASELINE RUN MAX_FAULTS WORDS [plugin]

Both are results as JSON of the same reports, the first without the rogue. With
WORDS, the rule rogue/wild faulted for that reason in the first MAX_FAULTS + 1
reports (with "plugin", all its rules), and the plugin was switched off for all
others; with none, it did its work;
with "any", its rules are accounted for; with "absent", it was not there. Every other finding and check must be the same.
"""

import json
import sys

FAULT = "engine/plugin-fault"


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["reports"]


def others(report):
    return [f["fingerprint"] for f in report["findings"] if f["rule"] != FAULT]


def check(index, plain, rogue, most, words, whole):
    place = f"report {index}: "
    assert rogue["path"] == plain["path"], place + "another path"
    assert others(rogue) == others(plain), place + "other findings"
    own = {k: rogue["checks"][k] - plain["checks"][k] for k in plain["checks"]}
    faults = [f["message"] for f in rogue["findings"] if f["rule"] == FAULT]
    own["failed"] -= len(faults)
    if words == "any":
        assert sum(own.values()) == 2, f"{place}{own}"
        return
    if words == "absent":
        wanted, said = {}, []
    elif not words:
        wanted, said = {"held": 2}, []
    elif index <= most:
        wanted, said = {"held": 1, "faulted": 1}, [words]
        if whole:
            wanted = {"faulted": 2}
    else:
        wanted, said = {"faulted": 2}, ["switched off"]
    assert {k: v for k, v in own.items() if v} == wanted, f"{place}{own}"
    assert len(faults) == len(said), f"{place}{faults}"
    for message, part in zip(faults, said):
        assert part in message, place + message


def main():
    plain, rogue = read(sys.argv[1]), read(sys.argv[2])
    most, words = int(sys.argv[3]), sys.argv[4]
    assert len(plain) == len(rogue), f"{len(rogue)} of {len(plain)} reports"
    for index, (a, b) in enumerate(zip(plain, rogue)):
        check(index, a, b, most, words, sys.argv[5:] == ["plugin"])


if __name__ == "__main__":
    try:
        main()
    except AssertionError as error:
        sys.exit(str(error))
