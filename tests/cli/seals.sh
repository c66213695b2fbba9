#!/bin/bash
# The forms that came with the program were looked over when it was built, and
# what has changed since is looked over again.
source tests/cli/lib.bash

gouji forms --seal
it "the forms are sealed as they are" 0 'out:  zfxxgk-2021' 'err='
claim "the build has the seals that the program gives" \
    cmp "$build/seals" "$folder/out"

# An installation of one's own, to change it.
mkdir "$folder/own"
cp -r "$program" "$build/plugins" "$build/seals" "$folder/own"
cp -rL "$build/schemas" "$folder/own/schemas"
own=$folder/own/gouji
form=$folder/own/schemas/zfxxgk-2021
run "$own" check "$clean"
it "an installation with seals checks a report" 0 'err='
run "$own" forms --seal
claim "a seal is of the files, wherever they are" \
    cmp "$folder/own/seals" "$folder/out"

cp "$form/equations.json" "$folder/equations.json"
sed -i '0,/"basis"/s//"bases"/' "$form/equations.json"
run "$own" check "$clean"
it "a member that is misspelt is found, seals or not" 2 'err:equations.json:' \
    'err:bases'
sed 's|{column}/new + |{column}/knew + |' \
    "$folder/equations.json" >"$form/equations.json"
run "$own" check "$clean"
it "a pointer that leads nowhere is found, seals or not" 2 \
    'err:equations.json:'
run "$own" forms --seal
it "a form at fault gets no seal" 2 'out='
cp "$folder/equations.json" "$form/equations.json"
sed -i 's/"additionalProperties": false/"additionalProperties": nay/' \
    "$folder/own/schemas/ruleset.schema.json"
run "$own" check "$clean"
it "a schema that has changed is read again, seals or not" 2 \
    'err:ruleset.schema.json:'
cp schemas/ruleset.schema.json "$folder/own/schemas"

printf '\0\377 no seals\n' >"$folder/own/seals"
run "$own" check "$clean"
it "a list that is none costs time and nothing else" 0 'err='
rm "$folder/own/seals"
run "$own" check "$clean"
it "so does one that is not there" 0 'err='
rm "$folder/own/plugins/equations.so"
run "$own" forms --seal
it "what no plugin looked at gets no seal" 4 'out=' \
    'err:not sealed, as there is no installed plugin equations'
finish
