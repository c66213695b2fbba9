"""Holds what libgouji says of reports to what gouji check says of them:
embedding.py LIBRARY PROGRAM REPORT….

The library's JSON must be the program's line, byte for byte; and all that its
functions give must make the same object once more.
"""
import ctypes
import json
import subprocess
import sys
import tempfile

UNCONTAINED, WITH_JSON = 1, 2
TODAY = 20260101
library, program, reports = sys.argv[1], sys.argv[2], sys.argv[3:]


class Error(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int32), ("line", ctypes.c_uint32),
                ("column", ctypes.c_uint32), ("reserved", ctypes.c_uint32),
                ("file", ctypes.c_char * 1024), ("zh", ctypes.c_char * 1024),
                ("en", ctypes.c_char * 1024)]


class Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint32), ("flags", ctypes.c_uint32),
                ("form_dirs", ctypes.c_void_p),
                ("plugin_dirs", ctypes.c_void_p), ("form", ctypes.c_char_p),
                ("rules", ctypes.c_void_p), ("worker", ctypes.c_char_p),
                ("max_bytes", ctypes.c_uint64),
                ("memory_limit", ctypes.c_uint32),
                ("rule_timeout", ctypes.c_uint32), ("today", ctypes.c_uint32),
                ("reserved", ctypes.c_uint32),
                ("severities", ctypes.POINTER(ctypes.c_char_p)),
                ("parameters", ctypes.POINTER(ctypes.c_char_p))]


class Library:
    """Its functions, by what they return."""
    kinds = {ctypes.c_char_p: "json name form unit message expected actual "
             "fingerprint evidence cell pointer file value group_id rule_id",
             ctypes.c_void_p: "finding_at reason_at group_at rule_of place_of "
             "related_at group_of suspect_at member_at",
             ctypes.c_size_t: "finding_count reason_count group_count "
             "related_count suspect_count member_count",
             ctypes.c_uint64: "checks", ctypes.c_int64: "year coefficient",
             ctypes.c_uint32: "line column end_line end_column"}

    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        for kind, names in self.kinds.items():
            for name in names.split():
                getattr(self.library, f"gouji_{name}").restype = kind

    def __getattr__(self, name):
        function = getattr(self.library, f"gouji_{name}")

        def call(handle, *rest):
            given = function(ctypes.c_void_p(handle),
                             *(ctypes.c_size_t(r) for r in rest))
            return given.decode() if isinstance(given, bytes) else given
        return call

    def all(self, what, handle):
        return [getattr(self, f"{what}_at")(handle, i)
                for i in range(getattr(self, f"{what}_count")(handle))]


gouji = Library(library)


def place(spot, language):
    return {"pointer": gouji.pointer(spot), "cell": gouji.cell(spot, language),
            "line": gouji.line(spot), "column": gouji.column(spot)}


def related(spot, path, language):
    role = {1: "term", 2: "context", 3: "open", 4: "definition"}
    side = {1: "left", 2: "right"}.get(gouji.side(spot))
    made = place(spot, language)
    made["path"] = gouji.file(spot) or path
    made["value"] = gouji.value(spot)
    made["role"] = role[gouji.role(spot)]
    if side:
        made["side"] = side
    if made["role"] == "term":
        millionths = gouji.coefficient(spot)
        made["coefficient"] = f"{millionths / 1000000:f}".rstrip("0").rstrip(
            ".")
    return made


def entry(finding, path, language, failed):
    severity = {1: "info", 2: "warning", 3: "error"}
    spot = gouji.place_of(finding)
    group = gouji.group_of(finding)
    made = place(spot, language)
    made["rule"] = gouji.rule_id(gouji.rule_of(finding))
    made["message"] = gouji.message(finding, language)
    made["related"] = [related(r, path, language)
                       for r in gouji.all("related", finding)]
    if failed:
        made.update(severity=severity[gouji.severity(finding)],
                    fingerprint=gouji.fingerprint(finding),
                    evidence=gouji.evidence(finding),
                    end_line=gouji.end_line(spot),
                    end_column=gouji.end_column(spot),
                    expected=gouji.expected(finding),
                    actual=gouji.actual(finding),
                    group=gouji.group_id(group) if group else None)
    return {key: value for key, value in made.items()
            if value is not None or key not in ("expected", "actual", "group")}


def suspect(spot, language):
    made = place(spot, language)
    made["value"] = gouji.value(spot) or ""
    return made


def group(one, language):
    return {"id": gouji.group_id(one),
            "one_cause": gouji.one_cause(one) == 1,
            "suspects": [suspect(s, language)
                         for s in gouji.all("suspect", one)],
            "findings": [gouji.fingerprint(f)
                         for f in gouji.all("member", one)]}


def result(handle, language):
    statuses = ["clean", "not_assessable", "findings", "unreadable"]
    outcomes = ["held", "failed", "not_assessable", "skipped", "faulted"]
    path = gouji.name(handle)
    made = {"path": path, "form": gouji.form(handle),
            "unit": gouji.unit(handle), "year": gouji.year(handle) or None,
            "status": statuses[gouji.status(handle)],
            "checks": {name: gouji.checks(handle, number)
                       for number, name in enumerate(outcomes)},
            "findings": [entry(f, path, language, True)
                         for f in gouji.all("finding", handle)],
            "groups": [group(g, language)
                       for g in gouji.all("group", handle)],
            "not_assessable": [entry(f, path, language, False)
                               for f in gouji.all("reason", handle)]}
    return {key: value for key, value in made.items()
            if value or key not in ("groups", "not_assessable")}


# What gouji.json says, and the same as the library takes it.
WISHES = {"severities": {"equations/*": "info", "*/blank-cell": "error"},
          "parameters": {"timeliness/published-by-deadline": {
              "due": "01-02", "government_due": "01-02"}}}


def strings(texts):
    """A NULL-terminated list of texts."""
    return (ctypes.c_char_p * (len(texts) + 1))(
        *(text.encode() for text in texts), None)


def wish(options):
    """Puts WISHES into the options."""
    options.severities = strings(
        [f"{rule}={level}" for rule, level in WISHES["severities"].items()])
    options.parameters = strings(
        [f"{rule}:{name}={value}"
         for rule, values in WISHES["parameters"].items()
         for name, value in values.items()])


def lines_of_the_program(language, wishes):
    """What the program says of the reports, a line each."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(WISHES if wishes else {}, file)
        file.flush()
        run = subprocess.run(
            [program, "check", "--config", file.name, "--format", "ndjson",
             "--today", "2026-01-01", "--lang", ("zh", "en")[language],
             *reports],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return [line for line in run.stdout.split(b"\n")
            if line.startswith(b'{"path"') or line.startswith(b'{"skipped"')]


def differences(flags, wishes=False):
    """Checks all reports with one engine, and yields what is not the same."""
    options = Options(ctypes.sizeof(Options), WITH_JSON | flags)
    options.today = TODAY
    if wishes:
        wish(options)
    engine, handle, error = ctypes.c_void_p(), ctypes.c_void_p(), Error()
    if gouji.library.gouji_open(ctypes.byref(engine), ctypes.byref(options),
                                ctypes.byref(error)):
        sys.exit(f"gouji_open: {error.file.decode()} {error.en.decode()}")
    said = [lines_of_the_program(language, wishes) for language in (0, 1)]
    for number, path in enumerate(reports):
        with open(path, "rb") as file:
            data = file.read()
        if gouji.library.gouji_check(ctypes.byref(handle), engine,
                                     path.encode(), data,
                                     ctypes.c_size_t(len(data)),
                                     ctypes.byref(error)):
            sys.exit(f"{path}: {error.en.decode()}")
        for language in (0, 1):
            line = gouji.json(handle.value, language)
            if line.encode() != said[language][number]:
                yield f"{path}: the line is not the program's"
            elif result(handle.value, language) != json.loads(line):
                yield f"{path}: the functions do not say what the line does"
        gouji.library.gouji_result_free(handle)
    gouji.library.gouji_close(engine)


found = [*differences(0), *differences(UNCONTAINED), *differences(0, True)]
if lines_of_the_program(1, True) == lines_of_the_program(1, False):
    found.append("what is wished of the rules changes nothing")
for difference in found:
    print(difference)
print(len(reports), "reports compared")
sys.exit(bool(found) or len(reports) < 50)
