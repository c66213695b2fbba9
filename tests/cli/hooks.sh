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
    page "$root/docs/use.md" '- id: gouji' | sed -e \
        "s|https:.*|$folder/hooks|; s|rev:.*|rev: $revision|" \
        -e '/files:/d' >.pre-commit-config.yaml
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

    echo '{"name": "other"}' >package.json
    commit package
    it "other JSON, outside of reports/, is not asked about" 0
    git rm -q --cached package.json && rm package.json && commit package
    printf '        files: "[.]json$"\n' >>.pre-commit-config.yaml
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

cp "$clean" unit.json
commit elsewhere
push main
it "where no report is looked at a push says why" 0 'out=' \
    'err:gouji: nothing was checked, for there is no reports/ in what is pushed'
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
mkdir -p reports/-x.json.d
for name in 'two words.json' -x.json @list.json '$(touch ran).json' \
    $'line\nfeed.json' '年报.json' '-x.json.d/[a]*.json'; do
    name=reports/$name
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
it "without gouji.reports, reports are what is below reports/" 0 'err='
echo '{"other": 1}' >reports/package.json
commit package
push main
it "other JSON there is refused as of no known form" 1 'out:[form/unknown-form]'
git config gouji.reports 'reports/new*.json'
push main
it "git config gouji.reports says which files are reports" 0 'err='
git config gouji.reports 'reprots/*.json'
git commit -q --allow-empty -m slip
push main
it "a pattern that matches nothing stops no push, but is told of" 0 'out=' \
    'err:gouji: reprots/*.json of gouji.reports matches no file in what is' \
    'err:gouji: nothing was checked: mend git config gouji.reports'
git config --add gouji.reports 'reports/new*.json'
git commit -q --allow-empty -m beside
push main
it "also beside one that matches" 0 'err:gouji: reprots/*.json of' \
    'no-err:reports/new' 'no-err:nothing was checked'
git config --unset gouji.reports reprots
git config --add gouji.reports ':!reports/new-none.json'
git commit -q --allow-empty -m unchanged
push main
it "no word of one that matches what did not change, or that leaves out" 0 \
    'out=' 'err='
git config --unset-all gouji.reports
git config gouji.reports ':!reports/*'
git commit -q --allow-empty -m "all but reports"
push main
it "nor of one that leaves out only" 0 'out=' 'err='
git config gouji.reports 'reports/new*.json'
echo '{"fail_on": "never"}' >gouji.json
cp "$samples/draft.json" reports/new.json
git add -A
git commit -q -m configured
echo '{"fail_on": "error"}' >gouji.json
push main
it "the gouji.json of the commit decides" 0
git config gouji.reports '*.json'
git rm -q --cached package.json reports/package.json
git commit -q -m "no package"
push main
it "which is never a report, whatever gouji.reports says" 0 'no-out:form/'
git config gouji.reports 'reports/new*.json'
git rm -q --cached gouji.json
git commit -q -m "no configuration"

# Each ref has its own tip, each commit its own files.
for branch in one two; do
    git switch -q -c $branch main
    cp "$samples/broken/requests-balance.json" "reports/new-$branch.json"
    git add "reports/new-$branch.json" && git commit -q -m $branch
done
push one two
it "all that is pushed at once is looked at" 1 'out:reports/new-one.json:' \
    'out:reports/new-two.json:'
git tag -a -m tagged tagged one
push tagged
it "a tag too" 1 'out:reports/new-one.json:' 'no-out:reports/new-two.json:'
git tag -m tree tree 'one^{tree}'
push tree
it "one of no commit has none to look at" 0
push --no-verify one
git switch -q -c next one
cp "$clean" reports/new-next.json
git add reports/new-next.json && git commit -q -m next
push next
it "a new branch is not asked for what the other side has" 0
cp "$clean" reports/new-one.json
git commit -q -am mended
git revert --no-edit HEAD >/dev/null
push next
it "a file that commits change and put back is looked at" 1 \
    'out:reports/new-one.json:'
git reset -q --hard HEAD~2
git switch -q -c other main
cp "$samples/broken/requests-balance.json" reports/new-merged.json
git add reports/new-merged.json && git commit -q -m other
git switch -q next
git merge -q --no-edit other
push next
it "and one that a merge brings" 1 'out:reports/new-merged.json:' \
    'no-out:reports/new-one.json:'
git reset -q --hard HEAD~

# Nothing outside is read.
cp "$samples/draft.json" "$folder/secret.json"
ln -s "$folder/secret.json" reports/new-link.json
ln -s "$folder" reports/new-folder.json
ln -sf "$folder/secret.json" gouji.json
git add -A && git commit -q -m links
push next
it "a link that is pushed leads nowhere" 0 'out=' 'err='

cp "$samples/draft.json" reports/new-last.json
git add -A && git commit -q -m last
GOUJI=$folder/none run git push -q origin next
it "where there is no gouji a push says so" 1 \
    'err:gouji: it is not installed, so nothing was pushed: make install'
git config gouji.lang zh
GOUJI=$folder/none run git push -q origin next
it "in Chinese as well" 1 'err:gouji: 没有安装，所以没有推送'
push next
it "as are the findings" 1 'out:错误 表三' 'err:没有推送'

finish
