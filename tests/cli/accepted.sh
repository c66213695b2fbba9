#!/bin/bash
# What is accepted: suppressions in gouji.json, and baselines.
source tests/cli/lib.bash

cp "$samples/draft.json" "$folder/draft.json"
cd "$folder" || exit 1
schemas=$OLDPWD/schemas
tests=$OLDPWD/tests/cli

# An entry of the baseline as a suppression: RULE REASON UNTIL [KEY VALUE].
suppress() {
    python3 - "$@" <<'END'
import json, sys
rule, reason, until, *change = sys.argv[1:]
entry, = (e for e in json.load(open("all.json"))["findings"]
          if e["rule"] == "equations/" + rule)
entry |= {"reason": reason, "until": until}
if change:
    entry[change[0]] = json.loads(change[1])
print(json.dumps({"suppressions": [entry]}, indent=2, ensure_ascii=False))
END
}
# Changes a number of the draft: the line, and the number.
change() {
    sed "$1s/: [0-9]*/: $2/" draft.json >changed.json
}

# --- a baseline

# How many checks there are changes with the rules.
gouji check --format json draft.json
read -r held all < <(python3 - out <<'END'
import json, sys
checks = json.load(open(sys.argv[1]))["reports"][0]["checks"]
print(checks["held"], sum(checks.values()))
END
)
claim "the draft has four findings" test "$all" -eq $((held + 4))
gouji baseline write --baseline all.json draft.json
it "a baseline is written" 0 'out:all.json: 4 findings; 4 added' 'err='
claim "it is as its schema says" python3 "$tests/validate.py" \
    "$schemas/baseline.schema.json" all.json
gouji check --baseline all.json draft.json
it "what is in it does not fail" 0 \
    "out:passed; $held checks hold, 4 in the baseline" \
    'out:Baseline all.json: 4 entries, 4 still found.' 'no-out: error '
gouji check --fail-on info --baseline all.json draft.json
it "whatever its severity" 0
gouji check --lang zh --baseline all.json draft.json
it "the words of an entry may be in the other language" 0 \
    "out:通过；核对成立 $held 项，已在基线中 4 项" \
    'out:基线 all.json：共 4 项，问题仍在的 4 项。'
gouji check --format json --baseline all.json draft.json
cp out known.json
claim "JSON is as its schema says" python3 "$tests/validate.py" \
    "$schemas/findings.schema.json" known.json
claim "what is known stays in JSON, marked and counted apart" \
    python3 - known.json "$held" <<'END'
import json, sys
said = json.load(open(sys.argv[1]))
report, = said["reports"]
assert report["status"] == "clean"
assert report["checks"]["failed"] == 0 and report["checks"]["known"] == 4
assert report["checks"]["held"] == int(sys.argv[2])
assert [f["suppressed"] for f in report["findings"]] == [{"by": "baseline"}] * 4
assert "groups" not in report
assert said["summary"]["errors"] == 0 and said["summary"]["known"] == 4
assert said["baseline"] == {"file": "all.json", "entries": 4, "used": 4,
                            "changed": 0, "contradicted": 0, "unmatched": 0}
END
gouji check --format ndjson --baseline all.json draft.json
claim "and in lines of JSON" python3 - out <<'END'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
assert [list(l)[0] for l in lines] == ["path", "baseline", "summary"]
assert lines[1]["baseline"]["used"] == 4
END
gouji check --format junit --baseline all.json draft.json
it "JUnit does not call it passed" 0 'out:<skipped type="accepted"' \
    'out:in the baseline' 'no-out:<failure'
for format in github gitlab markdown html; do
    gouji check --format $format --baseline all.json draft.json
    it "$format shows nothing that does not count" 0 \
        'no-out:equations/requests-balance]' 'no-out:::error' 'no-out:"level": "error"'
done

# The states of SARIF results, and how many of them do not count.
sarif_states() {
    python3 - out <<'END'
import json, sys
results = json.load(open(sys.argv[1]))["runs"][0]["results"]
states = [r.get("baselineState", "-") for r in results]
print(*sorted(states), sum("suppressions" in r for r in results))
END
}
gouji check --format sarif --baseline all.json draft.json
claim "SARIF has it as unchanged, and suppressed" test \
    "$(sarif_states)" = "unchanged unchanged unchanged unchanged 4"
it "for being in the baseline" 0 \
    'out:"justification":"in the baseline all.json"' 'out:"known":4'
gouji check --format sarif draft.json
claim "without a baseline nothing is new in SARIF" test \
    "$(sarif_states)" = "- - - - 0"

change 42 5
gouji check --format sarif --baseline all.json changed.json
claim "what has other values is new in SARIF too" test \
    "$(sarif_states)" = "new new unchanged unchanged 2"
gouji check --baseline all.json changed.json
it "a finding with other values is a new one" 1 \
    'out:item 1 (5) plus item 2 (0)' \
    'out:2 still found, 2 with other values now' 'out:2 in the baseline'
gouji check --baseline all.json "$clean"
it "entries of other reports are told" 0 'out:4 not in this run'
gouji check --baseline all.json "$clean" draft.json --format json
claim "what is counted adds up" python3 - out "$all" <<'END'
import json, sys
with_it = json.load(open(sys.argv[1]))["reports"][1]["checks"]
assert sum(with_it.values()) == int(sys.argv[2]), with_it
END

gouji baseline write --lang zh --baseline zh.json draft.json
it "a baseline in Chinese" 0 'out:zh.json：共 4 项问题，新增 4 项'
gouji check --lang en --baseline zh.json draft.json
it "is used by whoever reads English" 0 'out:4 in the baseline'
cp zh.json before.json
gouji baseline update --lang en --baseline zh.json draft.json
it "an update of what has not changed" 0 'out:0 added, 4 kept, 0 removed'
claim "changes not one byte" cmp before.json zh.json
gouji baseline update --baseline zh.json changed.json
it "an update takes the place of what has changed" 0 \
    'out:2 added, 2 kept, 2 removed'
gouji check --baseline zh.json changed.json
it "then what is found now is known" 0
gouji baseline update --baseline zh.json "$clean"
it "and leaves other reports' entries alone" 0 'out:0 added, 4 kept, 0 removed'
gouji baseline update --baseline zh.json --rule challenges-total "$clean" draft.json
it "nor does it touch entries of rules that were not run" 0 \
    'out:0 added, 4 kept, 0 removed'
gouji baseline write --baseline twice.json draft.json draft.json
claim "a report given twice is taken down once" cmp twice.json all.json
gouji baseline write --baseline turned.json "$samples/broken" draft.json
gouji baseline write --baseline other.json draft.json "$samples/broken"
claim "the order of reports does not matter" cmp turned.json other.json

cp all.json anew.json
gouji baseline write --baseline anew.json "$samples/broken/challenges-total.json"
it "a baseline that is begun anew says what it had and has no more" 0 \
    'out:anew.json: 1 finding; 1 added, 0 kept, 4 removed'
gouji baseline write --lang zh --baseline anew.json \
    "$samples/broken/challenges-total.json" draft.json
it "and what it goes on to have" 0 \
    'out:anew.json：共 5 项问题，新增 4 项，保留 1 项，删去 0 项'
gouji baseline write --lang zh --baseline fresh.json \
    "$samples/broken/challenges-total.json" draft.json
claim "and is what it would be without the one before" cmp anew.json fresh.json
gouji baseline write --baseline anew.json changed.json
it "a finding with other values is another" 0 \
    'out:anew.json: 4 findings; 2 added, 2 kept, 3 removed'

cp draft.json same.json
gouji baseline update --baseline turned.json draft.json same.json
it "what two reports of one unit share counts once" 0 \
    'out:0 added,' 'out: 0 removed'
gouji baseline write --baseline shared.json draft.json same.json
it "also where it is new" 0 'out:shared.json: 4 findings; 4 added, 0 kept'
gouji baseline write --baseline one.json --rule blank-cell draft.json
it "one finding is called one" 0 'out:one.json: 1 finding; 1 added'
chmod 600 one.json
gouji baseline update --baseline one.json draft.json
gouji check --baseline one.json --format json=one.json.out draft.json
chmod 640 one.json.out
gouji check --baseline one.json --format json=one.json.out draft.json
claim "who may read a file stays as it was" test \
    "$(stat -c %a one.json one.json.out | paste -sd' ')" = "600 640"
python3 - <<'END'
import json
draft = json.load(open("draft.json"))
for key in "tab\t", "feed\n", "zero\0", "del\x7f", "nel\x85", "rlo\u202e", "":
    draft["requests"]["natural_person"][key] = 1
json.dump(draft, open("odd.json", "w"))
END
gouji baseline write --baseline odd.k odd.json
it "keys of any characters go into a baseline" 0 'out:odd.k: 11 findings' 'err='
for language in zh en; do
    gouji check --lang $language --baseline odd.k odd.json
    it "and are known from it, $language" 0 'out:11' 'err='
done
gouji baseline update --baseline odd.k odd.json
it "and by an update" 0 'out:0 added, 11 kept, 0 removed' 'err='

echo '{"form": ' >cut.json
gouji baseline write --baseline new.json draft.json cut.json
it "where something cannot be read" 3 'err:gouji: cut.json:2:1' \
    'err:so the baseline was not written' 'out='
claim "no baseline is written" test ! -e new.json
gouji baseline write --baseline none/new.json draft.json
it "a baseline that cannot be written is told" 4 'err:none/new.json'
mkdir empty
gouji baseline write --baseline new.json empty
it "a folder without reports gives none" 3 'err:gouji: empty' 'out='
gouji baseline update --baseline new.json draft.json
it "an update needs a baseline" 2 'err:new.json: cannot open the file'
gouji baseline write draft.json
it "a baseline has a name" 2 'err:--baseline FILE'
gouji baseline draft.json
it "it is written or updated" 2 'err:write gouji baseline write or update'
sed 's/"baseline": 1/"baseline": 2/' all.json >next.json
gouji check --baseline next.json draft.json
it "one of a later format is refused" 2 'err:next.json:2:15' 'out='
gouji check --baseline draft.json draft.json
it "a file of something else is told to be no baseline" 2 \
    'err:gouji: draft.json: this is no baseline, as gouji baseline write' 'out='
echo 'figures to be asked about' >notes.txt
gouji check --lang zh --baseline notes.txt draft.json
it "whatever it is" 2 'err:gouji: notes.txt: 这不是基线' 'out='
cp draft.json kept.json
gouji baseline write --baseline kept.json draft.json
it "nor is it replaced by one" 2 'err:kept.json: this is no baseline' \
    'err:kept.json: it was not replaced' 'out='
claim "but stays as it was" cmp kept.json draft.json
mkdir kept
gouji baseline write --baseline kept draft.json
it "a folder is told to be one, and not to be removed" 2 \
    'err:gouji: kept: this is a folder, not a file' 'no-err:remove' 'out='
python3 - <<'END'
import json
whole = json.load(open("all.json"))
for entry in whole["findings"]:
    entry["cell"] += "." * (17 << 20)
json.dump(whole, open("large.json", "w"), ensure_ascii=False)
END
gouji check --baseline large.json "$clean"
it "a baseline may be larger than a report" 0 'out:4 not in this run' 'err='
gouji baseline update --baseline large.json "$clean"
it "and be brought up to date" 0 'out:0 added, 4 kept, 0 removed' 'err='
claim "without a loss" test "$(stat -c %s large.json)" -gt $((68 << 20))
gouji baseline update --baseline large.json draft.json
it "of anything that is still found" 0 'out:4 added, 0 kept, 4 removed' 'err='
claim "which then has its own words" cmp large.json all.json
sed '3,12d' all.json >damaged.json
gouji check --baseline damaged.json draft.json
it "a damaged one is refused" 2 'err:damaged.json:' 'out='
python3 - <<'END'
import json
whole = json.load(open("all.json"))
whole["findings"].append(whole["findings"][0])
json.dump(whole, open("double.json", "w"), indent=2)
END
gouji check --baseline double.json draft.json
it "so is one with a finding twice" 2 'err:double.json:65:5: this is the finding of line 4 again'
gouji baseline write --baseline masked.json "$samples/broken/identity-number.json"
claim "a baseline masks personal data" \
    grep -q '= 110\*' masked.json
claim "no number of it is left" test -z "$(
    grep -E '[0-9]{17}[0-9X]' masked.json | grep -vE '"(fingerprint|evidence)"')"

# --- suppressions

suppress requests-balance "案件跨年，见说明" 2026-03-31 >gouji.json
gouji check --today 2026-03-31 draft.json
it "a suppression accepts a finding until its last day" 1 \
    "out:2 errors, 1 warning; $held checks hold, 3 do not, 1 suppressed" \
    'out:gouji.json:3:5: accepts 1 finding until 2026-03-31: 案件跨年，见说明 [equations/requests-balance]' \
    'no-out:item 1 (2)' \
    'out:this finding shares a cause with 1 accepted finding; look first at Table 3 · Natural persons · Newly received this year (now 2).'
for format in html markdown; do
    gouji check --lang zh --today 2026-03-31 --format $format draft.json
    it "$format too points to the cell that shares the cause with it" 1 \
        'out:以下问题与已认可的 1 处同出一源，请先核对：表三·自然人·本年新收（现填 2）。'
done
gouji check --today 2026-04-01 draft.json
it "and not a day longer" 1 'out:item 1 (2)' 'out:3 errors' \
    'out:gouji.json:3:5: has ended on 2026-03-31; the finding is still there'
for format in github markdown html sarif junit; do
    gouji check --today 2026-04-01 --format $format draft.json
    it "$format says it too" 1 'out:gouji.json' \
        'out:has ended on 2026-03-31; the finding is still there'
    gouji check --today 2026-03-31 --format $format draft.json
    it "and what is accepted still, in $format" 1 \
        'out:accepts 1 finding until 2026-03-31: 案件跨年，见说明'
    gouji check --lang zh --baseline all.json --no-config --format $format draft.json
    it "and what became of a baseline, in $format" 0 'out:all.json' \
        'out:共 4 项，问题仍在的 4 项'
done
gouji check --today 2026-04-01 --format github draft.json
it "as a warning where something has ended" 1 \
    'out:::warning file=gouji.json,line=3,col=5,title=suppression::has ended'
gouji check --today 2026-04-01 "$clean"
it "what has ended is told also where there is no such finding" 0 \
    'out:has ended on 2026-03-31; the finding is not in this run'
gouji check --today 2026-03-31 "$clean"
it "what matches nothing is told" 0 \
    'out:gouji.json:3:5: matches nothing in this run [equations/requests-balance]'
gouji check --today 2026-03-31 changed.json
it "it ends when the values change" 1 'out:item 1 (5)' \
    'out:has ended: the values have changed; it was for "Table 3 · Natural persons · Newly received this year = 2", now it is "Table 3 · Natural persons · Newly received this year = 5"'
gouji check --lang zh --today 2026-03-31 changed.json
it "in Chinese as well" 1 'out:gouji.json:3:5: 已失效，所据数值有变' \
    'out:现为“Table 3 · Natural persons · Newly received this year = 5”'
gouji check --today 2026-03-31 --format json draft.json
cp out suppressed.json
claim "JSON of it is as its schema says" python3 "$tests/validate.py" \
    "$schemas/findings.schema.json" suppressed.json
claim "and has the finding with its reason" python3 - suppressed.json <<'END'
import json, sys
said = json.load(open(sys.argv[1]))
report, = said["reports"]
assert report["checks"]["failed"] == 3 and report["checks"]["suppressed"] == 1
marked, = (f for f in report["findings"] if "suppressed" in f)
assert marked["rule"] == "equations/requests-balance"
assert marked["suppressed"] == {"by": "suppression", "until": "2026-03-31",
                                "reason": "案件跨年，见说明"}
one, = said["suppressions"]
assert (one["state"], one["findings"]) == ("used", 1)
END
gouji check --today 2026-03-31 --format ndjson draft.json
it "so have lines of JSON" 1 'out:{"suppression":{"state":"used"'
gouji check --today 2026-03-31 --format sarif draft.json
it "SARIF has it as suppressed, with its reason" 1 \
    'out:"justification":"案件跨年，见说明"' 'out:"until":"2026-03-31"'
claim "and nothing else" test "$(sarif_states)" = "- - - - 1"
suppress requests-balance why 2025-03-31 >gouji.json
"$program" check --resume journal --today 2025-03-31 draft.json \
    >/dev/full 2>/dev/null
gouji check --resume journal draft.json
it "who goes on with a run goes on with its day" 1 \
    'out:gouji.json:3:5: accepts 1 finding until 2025-03-31' \
    'err:taken from the journal: 1'

contradicts() {
    suppress requests-balance "…" 2026-03-31 "$2" "$3" >gouji.json
    gouji check --today 2026-03-31 draft.json
    it "$1" 1 'out:3 errors' \
        'out:does not apply, since its words contradict its fingerprint' \
        "out:$4"
}
contradicts "a suppression whose unit is another's does not apply" \
    unit '"清河县税务局"' 'unit is "清河县税务局" here, and "清河县自然资源局" in'
contradicts "nor one with another rule's name" rule \
    '"equations/blank-cell"' 'rule is "equations/blank-cell" here'
contradicts "nor with another year" year 2023 'year is "2023" here, and "2024"'
contradicts "nor with another cell" cell '"Table 4"' 'cell is "Table 4" here'
contradicts "nor with another form" form '"foia"' 'form is "foia" here'
contradicts "nor with values that are not there" values '["x = 1"]' \
    'values is "x = 1" here, and "Table 3 · Natural persons'

refuses() {
    sed "s/$2/$3/" good.json >gouji.json
    gouji check --today 2026-03-31 draft.json
    it "$1" 2 "err:$4" 'out='
}
suppress requests-balance why 2026-03-31 >good.json
refuses "a suppression has a reason" '"why"' '" "' \
    'gouji.json:17:17: " " does not fit: the reason must not be empty'
refuses "nothing that nobody can see is one" '"why"' \
    $'"\xe2\x80\x8b\xe2\x81\xa0 \xe3\x85\xa4\xef\xbb\xbf"' 'gouji.json:17:17'
refuses "and a last day" '2026-03-31' '2026-02-29' \
    'gouji.json:18:16: there is no such day as 2026-02-29'
refuses "written in full" '2026-03-31' '31 March' \
    'gouji.json:18:16: "31 March" does not fit: a day, written as'
refuses "a fingerprint has 32 digits" '"fingerprint": "..' '"fingerprint": "' \
    'does not fit: 32 hexadecimal digits'
refuses "nothing stands in it but what belongs there" '"unit"' '"Unit"' \
    'there should be no key "Unit" here'

# --- both, and what is accepted by none

cp good.json gouji.json
gouji check --today 2026-03-31 --baseline all.json draft.json
it "a suppression comes before a baseline" 0 'out:1 suppressed, 3 in the baseline' \
    'out:4 entries, 3 still found, 1 not in this run'
gouji check --today 2026-03-31 --baseline all.json --format sarif draft.json
claim "in SARIF what is both is suppressed for its reason, and unchanged" test \
    "$(sarif_states)" = "unchanged unchanged unchanged unchanged 4"
gouji baseline write --today 2026-03-31 --baseline rest.json draft.json
it "what is suppressed does not go into a baseline" 0 'out:3 findings'
gouji baseline write --baseline again.json --no-config draft.json
claim "a baseline is the same whatever day it is written" cmp again.json all.json
python3 - <<'END'
import json
whole = json.load(open("good.json"))
whole["suppressions"][0]["rule"] = "document/syntax"
json.dump(whole, open("gouji.json", "w"))
END
gouji check --today 2026-03-31 cut.json
it "a report that cannot be read is never accepted" 3 'out:[document/syntax]'

# --- lines

python3 -c 'import json
print(json.dumps(json.load(open("draft.json")), ensure_ascii=False))' >draft.jsonl
cp good.json gouji.json
gouji_from draft.jsonl filter --today 2026-03-31
it "a filter accepts what gouji.json says, and tells where it tells faults" 0 \
    'out:"suppressed":{"by":"suppression","reason":"why"' \
    'out:"failed":3,' 'err:gouji.json:3:5: accepts 1 finding until 2026-03-31'

claim "both schemas describe the same entry" python3 - "$schemas" <<'END'
import json, sys
of = lambda name: json.load(open(f"{sys.argv[1]}/{name}.schema.json"))["$defs"]
entry, own = of("baseline")["entry"], of("config")["suppression"]
extra = {"reason", "until"}
assert {k: v for k, v in own["properties"].items()
        if k not in extra} == entry["properties"]
assert set(own["required"]) == set(entry["required"]) | extra
END

cd "$OLDPWD" || exit 1
finish
