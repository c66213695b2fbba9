#!/bin/bash
# libgouji from what was installed and moved: its examples, what it exports and
# what it calls, what it says beside what gouji check says, and its tests under
# valgrind and ThreadSanitizer.
source tests/cli/lib.bash

cc=${CC:-cc}
run make --no-print-directory BUILD="${GOUJI_BUILD:-build}" \
    PREFIX=/opt/gouji DESTDIR="$folder/stage" install
it "it is tried with what make install installs" 0
mkdir "$folder/elsewhere"
prefix=$folder/elsewhere/gouji
mv "$folder/stage/opt/gouji" "$prefix"
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib
library=$prefix/lib/libgouji.so.0

# A library that was built with a sanitizer wants programs that were, too.
sanitized=
if nm -D "$build/libgouji.so.0" | grep -q __asan; then
    sanitized="-fsanitize=address,undefined"
    preload=$($cc -print-file-name=libasan.so)
fi
python() {
    env LC_ALL=C.UTF-8 ${sanitized:+LD_PRELOAD="$preload" \
        ASAN_OPTIONS=detect_leaks=0} python3 "$@"
}

# The examples

# shellcheck disable=SC2046,SC2086
run $cc -std=c11 -Wall -Wextra -Wpedantic -Werror $sanitized \
    samples/embedding/check.c $(pkg-config --cflags --libs gouji) \
    -o "$folder/check"
it "the example in C is built with pkg-config" 0 'err='
check() {
    env LC_ALL="${locale:-C}" "$folder/check" <"$1" >"$folder/out" \
        2>"$folder/err"
    status=$?
}
finds_the_draft() {
    it "$1" 1 'err=' 'out:[equations/requests-balance]' \
        'out:    Table 3 · Natural persons · Newly received this year = 2'
}
check "$samples/draft.json"
finds_the_draft "it says what is wrong with a report, and exits with 1"
cp "$folder/out" "$folder/draft"
check "$clean"
it "it has nothing to say of a clean one" 0 'out=' 'err='
check /dev/null
it "it says where there is no report, and exits with 3" 3 'err=' \
    'out:[document/empty]'
run python samples/embedding/check.py "$samples/draft.json" "$clean"
it "the example in Python says the same" 1 'err=' \
    "out:$samples/draft.json:42: Table 3 · Natural persons: item 1 (2)" \
    "no-out:$clean"
for example in samples/embedding/check.{c,py}; do
    claim "$example has fewer than 50 lines" test "$(wc -l <"$example")" -lt 50
done
for locale in xx_YY.UTF-8 zh_CN.GB18030 C; do
    check "$samples/draft.json"
    claim "it says the same bytes in locale $locale" \
        cmp "$folder/draft" "$folder/out"
done

unset locale

# Where things are

mkdir -p "$folder/with space/更深" "$folder/alone"
mv "$prefix" "$folder/with space/更深/gouji"
LD_LIBRARY_PATH="$folder/with space/更深/gouji/lib" check "$samples/draft.json"
finds_the_draft "the library works from wherever it was moved"
mv "$folder/with space/更深/gouji" "$prefix"
cp "$library" "$folder/alone"
LD_LIBRARY_PATH=$folder/alone check "$samples/draft.json"
it "a library alone misses its worker" 4 'out=' \
    "err:$folder/libexec/gouji/gouji-worker" \
    'err:the worker cannot be started: No such file or directory'
cp "$prefix/libexec/gouji/gouji-worker" "$folder/alone"
LD_LIBRARY_PATH=$folder/alone check "$samples/draft.json"
it "a library without forms asks for a folder of forms" 4 'out=' \
    'err:no form was found' 'err:GOUJI_FORM_PATH'
LD_LIBRARY_PATH=$folder/alone GOUJI_FORM_PATH=schemas \
    GOUJI_PLUGIN_PATH=$build/plugins check "$samples/draft.json"
finds_the_draft "GOUJI_FORM_PATH and GOUJI_PLUGIN_PATH are enough for it"
GOUJI_FORM_PATH=tests/forms check tests/forms/foia-annual/reports/good.json
it "GOUJI_FORM_PATH adds forms" 0 'out=' 'err='
GOUJI_FORM_PATH=/nonexistent check "$samples/draft.json"
it "a folder of forms that is not there is told" 4 'err:/nonexistent cannot read'
mkdir "$folder/refused"
echo 'no plugin' >"$folder/refused/bad.so"
GOUJI_PLUGIN_PATH=$folder/refused check "$samples/draft.json"
it "a plugin that is refused is told, and the others check" 1 \
    "err:$folder/refused/bad.so cannot be loaded" \
    'out:[equations/requests-balance]'
GOUJI_PLUGIN_PATH=$folder/refused run python samples/embedding/check.py \
    "$samples/draft.json"
it "so it is in Python" 1 "err:$folder/refused/bad.so cannot be loaded" \
    "out:$samples/draft.json:42: Table 3"
run "$prefix/libexec/gouji/gouji-worker"
it "the worker by itself says that it is of no use" 2 'out=' \
    'err:is started by libgouji'

# What it exports, and what it calls

declared=$($cc -E -Icore/include core/include/gouji/gouji.h |
    grep -oE '\bgouji_[a-z_]+\(' | tr -d '(' | sort -u)
exported=$(nm -D --defined-only "$library" |
    sed -n 's/.* [TDRB] \([^@]*\).*/\1/p' | sort -u)
status=0
claim "it exports what its header declares, and nothing else" \
    diff <(echo "$declared") <(echo "$exported")
claim "none that libgouji.so.0 had is gone" test -z \
    "$(comm -23 tests/abi/libgouji.so.0 <(echo "$exported"))"
claim "under a version" test -z \
    "$(nm -D --defined-only "$library" | grep ' T ' | grep -v '@@GOUJI_')"
claim "its name is libgouji.so.0" grep -q 'SONAME.*\[libgouji.so.0\]' \
    <(readelf -d "$library")
if [ -z "$sanitized" ]; then
    called=$(nm -D --undefined-only "$library" | awk '{ print $NF }' |
        sed 's/@.*//')
    claim "it needs nothing but libc" test "$(readelf -d "$library" |
        sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p')" = libc.so.6
    claim "it calls nothing that ends, forks, prints or changes a process" \
        test -z "$(grep -xE '_?_?_?[eE]xit|quick_exit|abort|__assert_fail|v?fork|clone|system|(__)?v?f?printf(_chk)?|puts|fputs|fwrite|perror|std(out|err)|signal|sigaction|sigprocmask|pthread_sigmask|setlocale|chdir|setenv|putenv|umask|atexit' <<<"$called")"
fi

# The header

for standard in c11 c17 c2x; do
    run "$cc" -x c -std=$standard -Wall -Wextra -Wpedantic -Wconversion \
        -Werror -fsyntax-only "$prefix/include/gouji/gouji.h"
    it "the header is sound $standard" 0 'err='
done
if command -v c++ >/dev/null; then
    cat >"$folder/check.cc" <<'END'
#include <gouji/gouji.h>
#include <gouji/plugin.h>
int main()
{
    gouji_options options{};
    gouji_engine *engine;
    gouji_error error;
    options.size = sizeof options;
    const int32_t status = gouji_open(&engine, &options, &error);
    gouji_close(engine);
    return status;
}
END
    # shellcheck disable=SC2046,SC2086
    run c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror $sanitized \
        "$folder/check.cc" $(pkg-config --cflags --libs gouji) \
        -o "$folder/check-cc"
    it "a program in C++ is built, also beside plugin.h" 0 'err='
    run "$folder/check-cc"
    it "and opens an engine" 0 'err='
else
    skip_without "there is no C++ compiler: the header as C++"
fi

# What it says

claim "it says what gouji check says, byte for byte and function by function" \
    python tests/cli/embedding.py "$library" "$prefix/bin/gouji" \
    $(find samples/zfxxgk-2021 tests/cases -name '*.json' ! -name 'expected*')
claim "its version is the program's" grep -q "$(python -c "
import ctypes
library = ctypes.CDLL('$library')
library.gouji_version.restype = ctypes.c_char_p
print(library.gouji_version().decode())")" <("$program" --version)

# Its tests once more

if [ -n "$sanitized" ]; then
    finish
fi
if command -v valgrind >/dev/null; then
    run valgrind -q --leak-check=full --error-exitcode=9 \
        "$build/tests/library_test"
    it "no memory is lost nor misused" 0 'no-err:FAILED'
else
    skip_without "there is no valgrind"
fi
if echo 'int main(void) { return 0; }' |
    $cc -fsanitize=thread -x c - -o "$folder/nothing" 2>/dev/null; then
    # shellcheck disable=SC2046
    run $cc -fsanitize=thread -D_GNU_SOURCE -DGJ_VERSION='"0.1.0"' \
        -DGJ_BUILD="\"$build\"" -g -O1 -Icore -Icore/include -Itests \
        tests/embed/library_threads_test.c core/embed/*.c \
        core/base/{cursor,error,reason}.c \
        $(pkg-config --cflags --libs cmocka) -o "$folder/threads"
    it "it is built with ThreadSanitizer" 0
    for place in gouji-worker gouji-inside.so plugins schemas seals; do
        ln -s "$build/$place" "$folder/$place"
    done
    run "$folder/threads"
    it "no thread is in another's way" 0 'no-err:WARNING' 'no-err:FAILED'
else
    skip_without "the compiler has no ThreadSanitizer"
fi
finish
