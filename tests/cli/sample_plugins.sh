#!/bin/bash
# The plugins of samples/plugins: short, sound, and each finds what it says.
source tests/cli/lib.bash
export SOURCE_DATE_EPOCH=1767225600

# A form that names a data file for one of them.
mkdir "$folder/forms" "$folder/plugins"
cp -r schemas/zfxxgk-2021 "$folder/forms/form"
python3 - "$folder/forms/form" <<'END'
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
form = json.loads((folder / "form.json").read_text("utf-8"))
form["plugins"]["data"] = {"data": ["few.json"]}
(folder / "form.json").write_text(json.dumps(form), "utf-8")
(folder / "few.json").write_text('{"most": 3}', "utf-8")
END
bare=$folder/bare
mkdir "$bare"
cp "$program" "$bare/gouji"

status=0
for source in samples/plugins/*.c; do
    name=$(basename "$source" .c)
    claim "$source has fewer than 80 lines" \
        test "$(wc -l <"$source")" -lt 80
    run "${CC:-cc}" -std=c11 -Wall -Wextra -Wpedantic -Werror -O1 -fPIC \
        -fvisibility=hidden -Icore/include -shared \
        -o "$folder/plugins/$name.so" "$source"
    it "$source is built" 0 'err='
    gouji plugin lint "$folder/plugins/$name.so"
    it "$name has nothing that lint minds" 0 'out:nothing wrong'
done

# A report in which everything is wrong that they look for.
python3 - "$samples/draft.json" "$folder/report.json" <<'END'
import json, pathlib, sys
report = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
report["year"] = 2026
report["requests"]["total"]["new"] = 40
report["overview"]["supervision"] = "某某局开展了检查。"
pathlib.Path(sys.argv[2]).write_text(json.dumps(report), "utf-8")
END
run "$bare/gouji" check --lang en --form-dir "$folder/forms" \
    --plugin-dir "$folder/plugins" "$folder/report.json"
for rule in future/year-is-over columns/few-came-in limit/within-limit \
    placeholder/filled-in data/few-sections balance/totals-balance; do
    claim "$rule finds what is wrong" grep -qF "[$rule]" "$folder/out"
done
finish
