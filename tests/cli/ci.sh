#!/bin/bash
# action.yml and docs/ci/gitlab-ci.yml: sound, and their steps do what they
# say, whatever the values are that they are given.
source tests/cli/lib.bash
status=0

for file in action.yml docs/ci/gitlab-ci.yml; do
    claim "$file is YAML" python3 -c 'import sys, yaml
yaml.safe_load(open(sys.argv[1], encoding="utf-8"))' "$file"
done
if npm_tool @action-validator/cli@0.6.0 action-validator; then
    run "$tool" action.yml
    it "action.yml is as GitHub describes actions" 0 'out='
    mkdir -p "$folder/.github/workflows"
    for page in docs/use.md docs/use.zh-CN.md; do
        page "$page" runs-on: >"$folder/.github/workflows/gouji.yml"
        run "$tool" "$folder/.github/workflows/gouji.yml"
        it "the workflow that $page shows is sound" 0 'out='
    done
    sed 's/using: composite/using: nothing/' action.yml >"$folder/action.yml"
    run "$tool" "$folder/action.yml"
    it "which is found out when it is not" 1
else
    skip_without "npm cannot fetch @action-validator/cli"
fi
if ! python3 tests/cli/ci.py "$program" "${GOUJI_BUILD:-build}" "$folder" "$clean" \
    "$samples/draft.json"; then
    failures=$((failures + 1))
fi

# GitLab's own way to run a job, without GitLab.
root=$PWD
if command -v rsync >/dev/null && npm_tool gitlab-ci-local@4.61.1 gitlab-ci-local; then
    tool=$(realpath "$tool")
    mkdir -p "$folder/bin" "$folder/job/my reports"
    ln -s "$program" "$folder/bin/gouji"
    export PATH=$folder/bin:$PATH HOME=$folder
    mkdir "$folder/job/ci"
    cp docs/ci/gitlab-ci.yml "$folder/job/ci/gouji.yml"
    cd "$folder/job" || exit
    page "$root/docs/use.md" 'local: ci/gouji.yml' |
        sed 's/PATHS: reports/PATHS: my reports/' >.gitlab-ci.yml
    git init -q .
    git config user.name Tester
    git config user.email tester@localhost
    git remote add origin https://localhost/group/project.git
    cp "$clean" "my reports/unit.json"
    git add -A && git commit -q -m sound
    job() {
        rm -f gl-code-quality-report.json gouji-junit.xml
        run "$tool" --force-shell-executor gouji
    }
    job
    it "GitLab's job passes with a sound report" 0
    claim "and has both artifacts" test -s gl-code-quality-report.json \
        -a -s gouji-junit.xml
    cp "$samples/draft.json" "my reports/unit.json"
    git commit -qam broken
    job
    it "it fails with a broken one" 1
    claim "and Code Quality names the line" python3 -c 'import json
issues = json.load(open("gl-code-quality-report.json", encoding="utf-8"))
assert {"my reports/unit.json"} == {i["location"]["path"] for i in issues}
assert 42 in [i["location"]["positions"]["begin"]["line"] for i in issues]'
    cd "$root" || exit
else
    skip_without "there is no rsync, or npm cannot fetch gitlab-ci-local"
fi

finish
