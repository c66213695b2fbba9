#!/bin/bash
# A rule may be data or code: the same rule written both ways gives the same
# findings, byte for byte.
source tests/cli/lib.bash
mkdir -p "$folder/forms" "$folder/data" "$folder/code"
cp -r schemas/zfxxgk-2021 "$folder/forms/form"
cp "$program" "$folder/gouji"
cp "$build/plugins/equations.so" "$folder/data"
python3 - "$folder" "$samples/draft.json" <<'END'
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
form = json.loads((folder / "forms/form/form.json").read_text("utf-8"))
form["plugins"] = {"equations": {"data": ["equations.json"]}}
(folder / "forms/form/form.json").write_text(json.dumps(form), "utf-8")
both = lambda zh, en: {"zh": zh, "en": en}
left = "/requests/total/carried_forward"
(folder / "forms/form/equations.json").write_text(json.dumps({"rules": [{
    "id": "few-left", "severity": "warning",
    "title": both("结转不多", "Few are left"),
    "basis": both("示例", "an example"),
    "about": both("结转。", "Left over."),
    "example": both("结转 9 件。", "9 are left."),
    "remedy": both("核对。", "Check."),
    "assert": f"{left} <= /requests/total/carried_over", "primary": left,
    "message": both("结转多于上年。", "More are left than last year.")}]}),
    "utf-8")
report = json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))
(folder / "held.json").write_text(json.dumps(report), "utf-8")
report["requests"]["total"]["carried_forward"] = 9
(folder / "failed.json").write_text(json.dumps(report), "utf-8")
END
run "${CC:-cc}" -std=c11 -Wall -Wextra -Wpedantic -Werror -fPIC \
    -fvisibility=hidden -Icore/include -shared \
    -o "$folder/code/equations.so" tests/cli/plugins/same.c
it "the rule as code is built" 0 'err='
for format in json ndjson text sarif; do
    for lang in zh en; do
        for kind in data code; do
            run "$folder/gouji" check --lang "$lang" --format "$format" \
                --form-dir "$folder/forms" --plugin-dir "$folder/$kind" \
                --fail-on warning "$folder/held.json" "$folder/failed.json"
            it "$kind: the rule holds once and fails once ($format, $lang)" 1 \
                "out:few-left" 'err='
            cp "$folder/out" "$folder/$kind.$format"
        done
        # SARIF names the plugins with their versions.
        sed -i 's/"version": "[0-9.]*"//' "$folder"/*."$format"
        claim "data and code say the same, byte for byte ($format, $lang)" \
            cmp "$folder/data.$format" "$folder/code.$format"
    done
done
finish
