#!/bin/bash
# What docs/scaling.md shows, as far as it can be run without a cluster.
source tests/cli/lib.bash

mkdir "$folder/reports"
"$build/tests/generate" 50 "$folder/reports" >/dev/null
cp "$samples/draft.json" "$folder/reports"
echo 'no report' >"$folder/reports/none.json"
printf '%s\n' "$folder/reports"/*.json >"$folder/list"
reports() {
    cat "$@" | grep -v '^{"summary":'
}

run "$program" check --format ndjson "@$folder/list"
reports "$folder/out" >"$folder/whole"
for task in 1 2 3 4; do
    run env GOUJI="$program" SLURM_ARRAY_TASK_ID=$((task + 10)) \
        SLURM_ARRAY_TASK_MIN=11 SLURM_ARRAY_TASK_COUNT=4 \
        SLURM_CPUS_PER_TASK=2 bash docs/slurm/array.sbatch "$folder/list" \
        "$folder/parts"
    it "task $task of a job array does its part, whatever it finds" 0 'out=' \
        'err='
done
claim "the parts together are the whole" cmp "$folder/whole" \
    <(reports "$folder"/parts/[1-4].jsonl)
claim "and nothing else is left behind" test "$(ls "$folder/parts")" = \
    $'1.jsonl\n2.jsonl\n3.jsonl\n4.jsonl'
run env GOUJI="$folder/none" SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_MIN=1 \
    SLURM_ARRAY_TASK_COUNT=1 bash docs/slurm/array.sbatch "$folder/list" \
    "$folder/parts"
it "a task whose program is not there has failed" 127 'err:none'

if type parallel >/dev/null 2>&1; then
    parallel --will-cite --jobs 3 --keep-order -N 10 \
        "$program" check --format ndjson {} <"$folder/list" \
        >"$folder/out" 2>"$folder/err"
    claim "GNU parallel gives files to several runs, in order" \
        cmp "$folder/whole" <(reports "$folder/out")
else
    skip_without "parallel: files for several runs under GNU parallel"
fi

finish
