#!/bin/bash
# What the rules about wording and plausibility make of sentences.
source tests/cli/lib.bash
export PYTHONIOENCODING=utf-8

run python3 tests/cli/wording.py "$program" tests/cases/wording/sentences.txt
sed 's/^/# /' "$folder/out"
it "each sentence is found fault with by the rule that it is labelled with" \
    0 'err=' 'out: 0 judged otherwise'

# Twenty-five blanks in one text, of which a clerk needs not see each.
python3 - "$clean" >"$folder/many.json" <<'END'
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
report["overview"]["supervision"] = "XX月检查。" * 25
print(json.dumps(report))
END
gouji check --no-config --lang en --rule wording/placeholder "$folder/many.json"
it "of many finds in one text twenty are told, and that the rest was not looked for" \
    1 'err=' 'out: 21 errors' 'out: 20 have been told, and from here on none'
gouji check --no-config --lang zh --rule wording/placeholder "$folder/many.json"
it "which is said in Chinese too" 1 'err=' 'out:已列出 20 处，从这里起没有再查'

finish
