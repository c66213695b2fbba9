#!/bin/bash
# JSON Schema 2020-12 is implemented whole: the official suite, as Debian's
# libtest-json-schema-acceptance-perl brings it, or SUITE=FOLDER.
source tests/cli/lib.bash

suite=${SUITE:-/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance}
if [ ! -d "$suite" ]; then
    skip_without "the official JSON Schema test suite is not installed"
    claim "what is not there is said" test ! -e "$suite"
    finish
fi
run "$build/tests/conformance" "$suite"
it "every case of the required suite is decided rightly" 0 'out:draft2020-12' \
    'err='
claim "there are a thousand of them or more" python3 - "$folder/out" <<'P'
import re, sys
passed, total = map(int, re.search(r"^all +(\d+)/(\d+)$",
                                   open(sys.argv[1]).read(), re.M).groups())
assert passed == total >= 1000, (passed, total)
P
for format in date time date-time duration email hostname ipv4 ipv6 uri \
    uri-reference uuid json-pointer regex; do
    claim "the format $format is asserted rightly" python3 - \
        "$folder/out" "$format" <<'P'
import re, sys
text, name = open(sys.argv[1]).read(), sys.argv[2]
text = text[text.index("draft2020-12/optional/format"):]
passed, total = re.search(rf"^{name}\.json +(\d+)/(\d+)$", text, re.M).groups()
assert passed == total != "0", (passed, total)
P
done
finish
