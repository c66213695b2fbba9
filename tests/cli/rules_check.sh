#!/bin/bash
# gouji rules check: what is wrong with rules as a system.
source tests/cli/lib.bash

# ruleset NAME: ID ASSERT [WHEN] in each line of standard input, by tabs.
ruleset() {
    python3 -c '
import json, sys
words = {"zh": "文字", "en": "words"}
rules = []
for line in sys.stdin.read().splitlines():
    name, demand, *when = line.split("\t")
    rules.append({"id": name, "severity": "error", "assert": demand,
                  **({"when": when[0]} if when else {}),
                  **{key: words for key in (
                      "title", "basis", "about", "example", "remedy",
                      "message")}})
json.dump({"rules": rules}, sys.stdout, indent=1)' >"$folder/$1.json"
}
a=/challenges/reconsideration/upheld
b=/challenges/reconsideration/corrected
c=/challenges/reconsideration/other
check() {
    gouji rules check "$@"
}

printf '%s\t%s\n' one "$a == $b + 1" two "$b == $c + 1" three "$c == $a" |
    ruleset circle
check "$folder/circle.json"
it "equalities that go round in a circle contradict one another" 1 \
    'out:circle.json:' 'out:error a contradiction' \
    'out:all of: one, two, three'
check --lang zh "$folder/circle.json"
it "in Chinese too" 1 'out:互相矛盾' 'out:one、two、three'
check --fail-on never "$folder/circle.json"
it "which fails only from the severity asked for" 0 'out:a contradiction'

printf '%s\t%s\n' less "$a + $b <= 2" more "$a >= 3" free "$c >= 1" |
    ruleset bound
check "$folder/bound.json"
it "no number is below 0: two bounds contradict, a third does not take part" \
    1 'out:all of: less, more' 'no-out:free'

printf '%s\t%s\n' below "$a < 0" | ruleset below
check "$folder/below.json"
it "a rule may contradict the form alone" 1 'out:a contradiction'

printf '%s\t%s\n' sum "$a + $b == $c" double "2 * $a + 2 * $b == 2 * $c" \
    other "$a + 1 == $b" both "$a + $a + 1 == $c" | ruleset follows
check "$folder/follows.json"
it "an equality that follows from others is told, with them" 0 \
    'out:info double follows from other equalities: sum' \
    'out:info both follows from other equalities: sum, other' \
    'no-out:contradiction'

printf '%s\t%s\t%s\n' dead "$a == $b" "$a < $b and $b < $a" | ruleset dead
check "$folder/dead.json"
it "a condition that contradicts itself never applies" 1 \
    'out:error rule dead can never be evaluated'
printf '%s\t%s\t%s\n' dead "$a == $b" "not ($a >= 0 or $b > 3)" |
    ruleset dead
check "$folder/dead.json"
it "nor does one that contradicts the form" 1 'out:rule dead can never be'
printf '%s\t%s\t%s\n' dead "$a == $b" 'kind == "x" and kind == "y"' |
    ruleset dead
check "$folder/dead.json"
it "nor one that wants a text to be two things" 1 'out:rule dead can never be'
printf '%s\t%s\t%s\n' live "$a == $b" \
    "($a != $b or $a > 5) and kind in (\"x\", \"y\") and kind != \"x\"" |
    ruleset live
check "$folder/live.json"
it "a condition that can be met is not blamed" 0 'out:nothing wrong' \
    'out:200 cells: 2 compared with others, 0 judged alone, 198 by no rule' \
    "out:  Table 2 · Regulations · Issued this year" \
    'out:  3 Applicants · Legal persons and other organisations · Research' \
    'out:             (3) Refused' 'out:  .......      1. State secrets'

# Whole numbers: fractions would satisfy these.

printf '%s\t%s\n' odd "2 * $a == 2 * $b + 1" | ruleset whole
check "$folder/whole.json"
it "twice a number is never one more than twice another" 1 \
    'out:a contradiction' 'out:all of: odd'
printf '%s\t%s\n' same "$a == $b" one "$a + $b == 1" free "$c == 3" |
    ruleset whole
check "$folder/whole.json"
it "two equal counts never make one: those that say so are named, no others" \
    1 'out:all of: same, one' 'no-out:free'
printf '%s\t%s\n' less "2 * $a <= 3" more "2 * $a >= 3" | ruleset whole
check "$folder/whole.json"
it "no count lies between 1 and 2" 1 'out:all of: less, more'
printf '%s\t%s\n' seven "3 * $a + 5 * $b == 7" | ruleset whole
check "$folder/whole.json"
it "seven is no sum of threes and fives" 1 'out:all of: seven'
printf '%s\t%s\n' few "$a + 2 * $b <= 1" some "$a + $b >= 1" \
    order "$b >= $a" | ruleset whole
check "$folder/whole.json"
it "nor is a fraction taken where several rules leave nothing else" 1 \
    'out:all of: few, some, order'
fees=/proactive_disclosure/fees/amount_10k_yuan
printf '%s\t%s\n' half "2 * $fees == 1" | ruleset whole
check "$folder/whole.json"
it "an amount may be a half" 0 'out:nothing wrong'
printf '%s\t%s\n' odd "2000000 * $fees == 2000001.5" | ruleset whole
check "$folder/whole.json"
it "but no part of a millionth" 1 'out:a contradiction'

# Rules with a condition.

printf '%s\t%s\t%s\n' zero "$a == 0" "$b > 5" | ruleset when
printf '%s\t%s\n' more "$a >= 1" | ruleset other
join_rulesets() {
    python3 -c 'import json, sys
files = [json.load(open(name, encoding="utf-8")) for name in sys.argv[2:]]
json.dump({"rules": [r for f in files for r in f["rules"]]},
          open(sys.argv[1], "w", encoding="utf-8"), indent=1)' \
        "$folder/$1.json" "$folder/$2.json" "$folder/$3.json"
}
join_rulesets both when other
check "$folder/both.json"
it "what a rule demands where its condition holds may contradict the others" 1 \
    'out:error where the "when" of zero holds, a contradiction' \
    'out:all of: zero, more'
check --lang zh "$folder/both.json"
it "in Chinese too" 1 'out:zero 的“when”成立时互相矛盾' 'out:zero、more'
{
    printf '%s\t%s\t%s\n' low "$a <= 2" 'kind == "department"'
    printf '%s\t%s\t%s\n' high "$a >= 3" 'kind in ("department", "township")'
} | ruleset pair
check "$folder/pair.json"
it "two rules contradict where the conditions of both hold" 1 \
    'out:where the "when" of low and of high hold together, a contradiction' \
    'out:all of: low, high'
{
    printf '%s\t%s\t%s\n' low "$a <= 2" 'kind == "department"'
    printf '%s\t%s\t%s\n' high "$a >= 3" 'kind == "township"'
} | ruleset pair
check "$folder/pair.json"
it "and do not where these exclude one another" 0 'out:nothing wrong'
{
    printf '%s\t%s\t%s\n' low "$a <= 2" "$b >= 10"
    printf '%s\t%s\t%s\n' high "$a >= 3" "$c >= 10"
} | ruleset when
printf '%s\t%s\n' few "$b + $c <= 15" | ruleset other
join_rulesets both when other
check "$folder/both.json"
it "also on account of what is always demanded" 0 'no-out:contradiction'
printf '%s\t%s\t%s\n' equal "$a == $b" "$c >= 4" | ruleset when
printf '%s\t%s\n' three "$c == 3" | ruleset other
join_rulesets both when other
check --fail-on warning "$folder/both.json"
it "a condition that breaks another rule is told with that rule" 1 \
    'out:warning equal applies only to reports that break other rules' \
    'out:cannot hold where these do: three'
printf '%s\t%s\t%s\n' equal "$a == $b" "$c >= 2" | ruleset when
printf '%s\t%s\n' three "$c == 3" off "$a == $b + 1" | ruleset other
join_rulesets both when other
check "$folder/both.json"
it "a condition that the other rules imply counts as none" 1 \
    'out:info the "when" of equal always holds where these do: three' \
    'out:error a contradiction; no report can meet all of: off, equal, three'
printf '%s\t%s\t%s\n' empty "$a < 0" "$b <= 1" | ruleset when
printf '%s\t%s\n' none "$b == 0" | ruleset other
join_rulesets both when other
check "$folder/both.json"
it "the rule that makes a condition hold is part of the contradiction" 1 \
    'out:error a contradiction; no report can meet all of: empty, none'
{
    printf '%s\t%s\t%s\n' second "$a < 0" "$c <= 1"
    printf '%s\t%s\t%s\n' first "$c == 0" "$b <= 1"
} | ruleset when
join_rulesets both when other
check "$folder/both.json"
it "and so is the one that makes the condition of that one hold" 1 \
    'out:the "when" of second always holds where these do: first, none' \
    'out:error a contradiction; no report can meet all of: second, first, none'
{
    printf '%s\t%s\n' plain '1 == 1' nought "0 * $a == 0"
    printf '%s\t%s\t%s\n' where '2 == 2' "$a >= 3"
} | ruleset always
check "$folder/always.json"
it "an equality that holds by itself follows from nothing" 0 \
    'out:info plain always holds' 'out:info nought always holds' \
    'out:info where always holds' 'no-out:follows'
check --lang zh "$folder/always.json"
it "and so in Chinese" 0 'out:plain 恒成立' 'no-out:推出'
{
    printf '%s\t%s\t%s\n' first "$a == $b" "$c >= 2"
    printf '%s\t%s\t%s\n' second "2 * $a == 2 * $b" "$c >= 3"
    printf '%s\t%s\t%s\n' third "2 * $a == 2 * $b" "$c >= 1"
    printf '%s\t%s\t%s\n' own "$a + $b == 0" "$a == 0 and $b == 0"
} | ruleset when
check "$folder/when.json"
it "an equality follows where its condition implies those of the others" 0 \
    'out:second follows, where its "when" holds, from other equalities: first' \
    'no-out:third follows' \
    'out:own follows, where its "when" holds, from other equalities: the "when" of own'

# The rulesets of the project.

check schemas/zfxxgk-2021/equations.json
it "the official rules do not contradict, and look at every cell" 0 \
    'no-out:: error ' 'no-out:: warning ' 'out: 0 by no rule' \
    'out:info requests-balance(/requests/total) follows from'
check --form-dir tests/forms tests/forms/foia-annual/equations.json
it "nor do those of the other form, which is found by its file" 0 \
    'no-out:: error ' 'no-out:: warning ' 'out:26 cells:' 'out: 0 by no rule'

# The picture

check --format html "$folder/live.json"
it "the picture is a page by itself" 0 'out:<!DOCTYPE html>' 'out:class="tied"' \
    'no-out:http' 'no-out:<script'
claim "with each cell of the form once" test 200 -eq \
    "$(grep -oE '<td class="(tied|alone|none)"' "$folder/out" | wc -l)"
claim "with the headings of the official table, over several columns" grep -qF \
    '<th scope="col" colspan="5">Legal persons and other organisations</th>' \
    "$folder/out"
claim "and beside several rows" grep -qF \
    '<th scope="row" rowspan="8" class="over">(3) Refused</th>' "$folder/out"
claim "two of them as compared" test 2 -eq \
    "$(grep -o '<td class="tied"' "$folder/out" | wc -l)"
claim "and it is well-formed" python3 -c '
import html.parser, sys
class Reader(html.parser.HTMLParser):
    open = []
    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "col"):
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
reader = Reader()
reader.feed(open(sys.argv[1], encoding="utf-8").read())
assert not reader.open' "$folder/out"

cp "$folder/out" "$folder/shown.html"
check --format "html=$folder/page.html" --format text "$folder/live.json"
it "beside the text it goes to a file" 0 'out:nothing wrong' 'err='
claim "with the same bytes" cmp "$folder/page.html" "$folder/shown.html"
check --format "html=$folder/none/page.html" "$folder/live.json"
it "which is refused where it cannot be made" 4 'err:none/page.html'

# What it refuses

printf '%s\t%s\n' bad "$a == /nowhere" | ruleset bad
check "$folder/bad.json"
it "a ruleset that is not sound is refused at its place" 2 'out=' \
    'err:bad.json:' 'err:leads to no cell'
check
it "a ruleset is asked for" 2 'err:name one ruleset'
check "$folder/none.json"
it "one that is not there is refused" 2 'err:none.json'
check --format html --format text "$folder/live.json"
it "two formats on standard output are refused" 2 'err:standard output' 'out='
check --format json "$folder/live.json"
it "so is a format that it has not" 2 'err:there are text, html'

finish
