#!/bin/bash
# The hooks for git: a commit, and a push, with a broken draft is refused; one
# with a sound draft passes. With real repositories.
source tests/cli/lib.bash

root=$PWD
mkdir "$folder/bin" "$folder/home"
ln -s "$program" "$folder/bin/gouji"
export HOME=$folder/home PATH=$folder/bin:$PATH PRE_COMMIT_HOME=$folder/cache \
    GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$folder/home/.gitconfig
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
git config --global user.name Tester
git config --global user.email tester@localhost
git config --global init.defaultBranch main
git config --global protocol.file.allow always
git config --global advice.detachedHead false

# new_project NAME: an empty repository, which becomes the working directory.
new_project() {
    git init -q "$folder/$1"
    cd "$folder/$1" || exit
    mkdir reports
}
commit() {
    git add -A
    run git commit -q -m "$1"
}
heads() {
    git rev-list --all --count
}

# ------------------------------------------------------------- pre-commit

if ! command -v pre-commit >/dev/null; then
    skip_without "there is no pre-commit: .pre-commit-hooks.yaml"
else
    run pre-commit validate-manifest .pre-commit-hooks.yaml
    it "pre-commit finds .pre-commit-hooks.yaml sound" 0
    git init -q "$folder/hooks"
    cp --parents .pre-commit-hooks.yaml docs/ci/pre-commit "$folder/hooks"
    git -C "$folder/hooks" add -A
    git -C "$folder/hooks" commit -q -m hooks

    new_project committed
    revision=$(git -C "$folder/hooks" rev-parse HEAD)
    page "$root/docs/use.md" '- id: gouji' | grep -v files: | sed -e \
        "s|https:.*|$folder/hooks|; s|rev:.*|rev: $revision|" \
        >.pre-commit-config.yaml
    claim "both pages show how it is configured" diff \
        <(page "$root/docs/use.md" '- id: gouji') \
        <(page "$root/docs/use.zh-CN.md" '- id: gouji')
    run pre-commit install
    it "pre-commit installs its hook" 0

    echo '{"name": "other"}' >gouji.txt
    cp "$clean" reports/unit.json
    commit sound
    it "a commit with a sound draft passes" 0
    cp "$samples/draft.json" reports/unit.json
    commit broken
    it "a commit with a broken draft is refused, with the findings" 1 \
        'err:reports/unit.json:42:14: error Table 3' \
        'err:[equations/requests-balance]'
    claim "and does not come about" test "$(heads)" -eq 1
    git add -A && cp "$clean" reports/unit.json
    run git commit -q -m staged
    it "it is what is staged that counts" 1 'err:[equations/requests-balance]'
    git add -A
    run git commit -q --allow-empty -m mended
    it "mended, it passes" 0

    for name in 'two words.json' -x.json --no-rule=x.json '--config=x.json' \
        @list.json '$(touch ran).json' $'line\nfeed.json' "it's.json" \
        '年报.json'; do
        cp "$samples/draft.json" "./$name"
        commit named
        it "no name is anything but a name: ${name//$'\n'/ }" 1 \
            'err:[equations/requests-balance]'
        cp "$clean" "./$name"
        commit named
        it "and its report may be sound: ${name//$'\n'/ }" 0
    done
    claim "no name was run" test ! -e ran

    echo '{"fail_on": "never"}' >gouji.json
    cp "$samples/draft.json" reports/unit.json
    commit configured
    it "gouji.json decides what fails, and is no report" 0
    printf '        args: [--no-config, --fail-on, error, --]\n' \
        >>.pre-commit-config.yaml
    cp "$samples/draft.json" reports/other.json
    commit options
    it "options go in front of --" 1 'err:reports/other.json:42:14'
    sed -i 's/, --\]/]/' .pre-commit-config.yaml
    commit options
    it "without -- nothing is an option" 1 'err:--no-config: error cannot open'
    run env PATH=/usr/bin:/bin docs/ci/pre-commit x.json
    cd "$root" || exit
    run env PATH=/usr/bin:/bin docs/ci/pre-commit x.json
    it "where gouji is not installed it says so" 2 'err:make install'
fi

# --------------------------------------------------------------- pre-push

git init -q --bare "$folder/far.git"
new_project pushed
git remote add origin "$folder/far.git"
cp "$root/docs/ci/pre-push" .git/hooks/pre-push
push() {
    run git push -q origin "$@"
}
far() {
    git --git-dir "$folder/far.git" rev-parse -q --verify "$1" 2>/dev/null
}

cp "$clean" reports/unit.json
commit sound
push main
it "a push of a sound draft passes" 0 'err='
claim "and arrives" test "$(far main)" = "$(git rev-parse main)"
cp "$samples/draft.json" reports/unit.json
commit broken
cp "$clean" reports/unit.json
push main
it "a push of a broken draft is refused, whatever the working tree has" 1 \
    'out:reports/unit.json:42:14: error Table 3' 'err:git push --no-verify'
claim "and does not arrive" test "$(far main)" = "$(git rev-parse main~)"
claim "nothing is left behind" test -z "$(ls -A .git | grep gouji)"
push main:refs/heads/other
it "so is one that makes a branch" 1 'out:[equations/requests-balance]'
commit mended
push main
it "mended, it passes, though a commit before was broken" 0
push main:refs/heads/again
push :refs/heads/again
it "a branch can be deleted" 0
claim "and is" test -z "$(far again)"

cp "$samples/draft.json" reports/old.json
commit old
run git push -q --no-verify origin main
cp "$clean" reports/new.json
commit new
push main
it "what the other side has already is not checked again" 0
for name in 'two words.json' -x.json @list.json '$(touch ran).json' \
    $'line\nfeed.json' '年报.json'; do
    cp "$samples/draft.json" "./$name"
    commit named
    push main
    it "a push refuses it under any name: ${name//$'\n'/ }" 1 \
        'out:[equations/requests-balance]'
    cp "$clean" "./$name"
    commit named
    push main
    it "and lets it go when it is sound: ${name//$'\n'/ }" 0
done
claim "no name was run there either" test ! -e ran

echo '{"other": 1}' >package.json
commit package
push main
it "other JSON is refused as of no known form" 1 'out:[form/unknown-form]'
git config gouji.reports 'reports/*.json'
push main
it "git config gouji.reports says which files are reports" 0
echo '{"fail_on": "never"}' >gouji.json
cp "$samples/draft.json" reports/new.json
git add -A
git commit -q -m configured
echo '{"fail_on": "error"}' >gouji.json
push main
it "the gouji.json of the commit decides" 0

finish
