#!/bin/bash
# What the shells complete: each is run, and its keys are pressed.
source tests/cli/lib.bash

mkdir -p "$folder/bin" "$folder/desk/reports" "$folder/desk/表"
ln -s "$program" "$folder/bin/gouji"
cp "$clean" "$folder/desk/report.json"
cp "$clean" "$folder/desk/two words.json"
cp "$clean" "$folder/desk/a=b:c.json"
touch "$folder/desk/表/一.json"
ran=0 status=0
for shell in bash zsh fish; do
    if ! command -v "$shell" >/dev/null; then
        skip_without "there is no $shell"
        continue
    fi
    if PATH=$folder/bin:$PATH LC_ALL=C.UTF-8 python3 tests/cli/keys.py \
        "$shell" "$folder" "$PWD/completions"; then
        ran=$((ran + 1))
    else
        failures=$((failures + 1))
    fi
done
claim "a shell was there to be tried" test "$ran" -gt 0

# What the tables say has to be what the commands take.

for command in $(gouji complete -- '' && sed -n '2,$s/\t.*//p' "$folder/out"); do
    verbs=$("$program" complete -- "$command" '' | sed -n '2,$s/\t.*//p')
    usage=$("$program" "$command" --help | sed -n '1s/^Usage: gouji [^ ]* //p' |
        tr '|' '\n' | sed -n 's/^ *\([a-z][a-z]*\)\( .*\)*$/\1/p')
    if [ -n "$usage" ]; then
        claim "gouji $command: the verbs of its usage line are completed" \
            test "$usage" = "$verbs"
    fi
    if "$program" "$command" --help | grep -q -- '^ *--format '; then
        offered=$("$program" complete -- "$command" --format '' |
            sed -n '2,$s/\t.*//p' | sort | xargs)
        # Each verb has its own, and so has the command without one.
        taken=$(for verb in '' $verbs; do
            "$program" "$command" ${verb:+"$verb"} --format nonsense \
                "$clean" 2>&1 | sed -n 's/.*there are \(.*\)/\1/p'
        done | tr -d ',' | xargs -n 1 | sort -u | xargs)
        claim "gouji $command: the formats that it takes are completed" \
            test -n "$taken" -a "$offered" = "$taken"
    fi
done

gouji complete
it "gouji complete without words says what it is for" 2 'err:gouji complete --'
gouji complete -- check --nonsense ''
it "behind an option that there is not, files are completed" 0 'out:files'
gouji complete -- nonsense ''
it "of a command that there is not, nothing is known" 0 'out:none'
gouji complete -- check --form-dir /nowhere --rule ''
it "where forms cannot be loaded, completion is silent" 0 'err='
gouji complete --lang zh -- check --
it "meanings come in Chinese" 0 'out:--strict	有无法判断之处，或者一项都没有核对时'

finish
