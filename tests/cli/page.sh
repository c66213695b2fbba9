#!/bin/bash
# The page that --format html writes: as text, and in a real Chromium, where
# axe-core looks at it too.
source tests/cli/lib.bash

# Reports of every fate, and texts that would be more than texts if they were
# let.
mkdir "$folder/in" "$folder/in/found" "$folder/plugins"
python3 - "$samples" "$folder/in" <<'P'
import copy, json, sys
samples, into = sys.argv[1:]
read = lambda name: json.load(open(f"{samples}/{name}.json", encoding="utf-8"))
draft, clean = read("draft"), read("laochengqu-2024")
def write(name, report):
    with open(f"{into}/{name}.json", "w", encoding="utf-8") as file:
        json.dump(report, file, ensure_ascii=False, indent=2)
write("draft", draft)
write("clean", clean)
arabic = copy.deepcopy(draft)
arabic["unit"]["name"] = "بلدية الرياض"
write("arabic", arabic)
clean["requests"]["natural_person"]["new"] = None
write("blank", clean)
hostile = ("</title></style><script>hurt = 1</script>"
           "<img src=\"http://127.0.0.1:9/x\" onerror='hurt = 2'>"
           "<svg onload=hurt=3><a href=\"javascript:hurt=4\">ש&amp;\u202e\u2066x")
draft["unit"]["name"] = hostile
draft["requests"][hostile] = hostile
draft["requests"]["natural_person"]["new"] = hostile
write("<b onclick=hurt=5>&amp;", draft)
P
head -c 900 "$clean" >"$folder/in/cut.json"
echo '{"form": "other"}' >"$folder/in/found/other.json"
echo 'I am no plugin.' >"$folder/plugins/bad.so"

for language in zh en; do
    run env -C "$folder/in" "$program" check --lang $language \
        --plugin-dir "$folder/plugins" --format "html=$folder/$language.html" .
    claim "the page has what tags and links it should have, $language" \
        python3 tests/page/markup.py "$folder/$language.html"
    gouji rules check --lang $language --format html \
        schemas/zfxxgk-2021/equations.json
    cp "$folder/out" "$folder/$language-rules.html"
done
claim "a text in place of a number takes no more room than one" \
    grep -qF '<bdi>&lt;/title&gt;&lt;/style…</bdi>' "$folder/zh.html"
# damaged FROM TO: the page, changed where FROM stands first.
damaged() {
    sed "0,\\|$1|s||$2|" "$folder/en.html" >"$folder/bad.html"
    claim "what is wrong with its markup is seen: $2" eval \
        '! cmp -s "$folder/en.html" "$folder/bad.html" &&
         ! python3 tests/page/markup.py "$folder/bad.html"'
}
damaged '<bdi' '<img'
damaged '</section>' '</header>'
damaged ' scope="col"' ' onclick="col"'
damaged ' href="#r1' ' href="#q1'
damaged ' href="#r1' ' href="/#r1'
damaged ' id="r2"' ' id="r1"'

browser=$(command -v chromium || command -v chromium-browser)
if grep -q __asan_init "$program"; then
    skip_without "a page that a sanitizer looks on at is the same: in a browser"
elif [ -z "$browser" ]; then
    skip_without "there is no chromium: the page in a browser"
elif ! npm_packages playwright-core@1.65.1 axe-core@4.14.1; then
    skip_without "npm cannot fetch playwright-core and axe-core: the page in a browser"
else
    NODE_PATH=$modules node tests/page/browser.js "$browser" "$folder" \
        >"$folder/out" 2>"$folder/err"
    status=$?
    cat "$folder/out"
    claim "the browser was asked to the end" grep -qx asked "$folder/out"
    grep -q '^not ok' "$folder/out" && failures=$((failures + 1))
fi
finish
