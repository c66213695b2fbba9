#!/usr/bin/env python3
"""Whether each function of plugin.h is used by some plugin of samples/plugins or
of the tests: the host's are looked for as calls, the plugin's own as
initialisers; and so what a plugin says by a constant."""
import pathlib
import re
import sys

header = pathlib.Path("core/include/gouji/plugin.h").read_text("utf-8")
header = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
sources = [*pathlib.Path("samples/plugins").glob("*.c"),
           *(path for folder in ("abi", "bad", "rogue", "trial", "cli/plugins")
             for path in pathlib.Path("tests", folder).rglob("*.c"))]
used = "\n".join(path.read_text("utf-8") for path in sources)


def functions(struct):
    body = re.search(rf"struct {struct} {{(.*?)\n}}", header, re.S).group(1)
    return re.findall(r"\(\*(\w+)\)\(", body)


wanted = [(name, rf"->{name}\(") for struct in ("gj_values", "gj_host")
          for name in functions(struct)]
wanted += [(name, rf"\.{name} = ") for struct in ("gj_rule", "gj_plugin")
           for name in functions(struct)]
wanted += [(name, rf"\b{name}\b")
           for name in re.findall(
               r"^    (GJ_(?:ROLE|SIDE|LOCATION|ARGUMENT|PARAMETER|INFO|WARNING|"
               r"ERROR|OPENING)\w*) = \d+", header, re.M)]
assert len(wanted) > 60, wanted
missing = [name for name, pattern in wanted if not re.search(pattern, used)]
print("\n".join(missing))
sys.exit(bool(missing))
