# For the scripts that try gouji plugin test: two cases of one rule, and a plugin
# with it that does one thing wrong.

mkdir -p "$folder/cases/unit-named/none" "$folder/cases/unit-named/named"
cat >"$folder/sample.json" <<'JSON'
{
  "unit": "账房",
  "year": 2024,
  "entries": [
    {"a": 1, "b": 2, "sum": 3}
  ]
}
JSON
cat >"$folder/cases/unit-named/none/case.json" <<JSON
{
  "sample": "$folder/sample.json",
  "set": {"/unit/name": ""}
}
JSON
sed 's/"set".*/"set": {"\/unit": {"name": "账房先生"}}/' \
    "$folder/cases/unit-named/none/case.json" \
    >"$folder/cases/unit-named/named/case.json"
sed -i 's/"unit": "账房"/"unit": {"name": "账房先生"}/' "$folder/sample.json"
export GOUJI_FORM_PATH=$PWD/tests/abi/forms

# Where valgrind is not found, so that not every run takes the time it takes.
bare=$folder/no-programs

# rogue NAME: compiles it with one thing wrong.
rogue() {
    "${CC:-cc}" -std=gnu11 -g -O0 -shared -fPIC -fvisibility=hidden \
        "-DROGUE_$1" -Icore/include -o "$folder/rogue.so" tests/trial/rogue.c
}
try() {
    run env PATH="$bare" "$program" plugin test --lang "${1:-en}" \
        "$folder/rogue.so" "$folder/cases"
}
