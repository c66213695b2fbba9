"""Holds the manual pages to the program: manual.py DESK.

Each command, verb, option and format that there is has its entry in gouji(1),
in both languages, and no entry is of something that there is not; gouji.json(5)
has the members of its schema, gouji(3) the functions of its header. The commands of the examples are run in DESK.
"""
import json
import pathlib
import re
import subprocess
import sys

desk = pathlib.Path(sys.argv[1])
failed = False


def say(good, what, *more):
    global failed
    failed |= not good
    print("ok -" if good else "not ok -", what)
    for line in [] if good else more:
        print("   ", line)


def complete(*words):
    """What may stand behind these words of a command line."""
    done = subprocess.run(["gouji", "complete", "--", *words], check=True,
                          stdout=subprocess.PIPE, encoding="utf-8")
    return {line.split("\t")[0] for line in done.stdout.splitlines()[1:]}


def same(page, what, documented, there):
    lacks, surplus = there - documented, documented - there
    say(not lacks and not surplus, f"{page} documents the {what}",
        f"it lacks an entry for: {', '.join(sorted(lacks)) or 'nothing'}",
        f"there is no: {', '.join(sorted(surplus)) or 'such thing'}")


def entries(text, macro):
    """Names in the headings of entries: .It Cm name, .It Fl -name …"""
    heads = "\n".join(re.findall(r"^\.It (.*)$", text, re.M))
    return set(re.findall(rf"(?:^|, ){macro} (\S+)", heads, re.M)
               + re.findall(rf" {macro} (\S+)", heads))


def section(text, *titles):
    for part in re.split(r"^\.Sh ", text, flags=re.M):
        if part.split("\n", 1)[0] in titles:
            return part
    return ""


commands = complete("")
options = set().union(*(complete(command, "--") for command in commands))
verbs = {(command, verb) for command in commands
         for verb in complete(command, "") if "/" not in verb}
members = set(json.load(open("schemas/config.schema.json", encoding="utf-8"))
              ["properties"])


def check_program(page):
    text = page.read_text("utf-8")
    same(page, "commands", entries(section(text, "COMMANDS", "命令"), "Cm"),
         commands)
    parts = section(text, "OPTIONS", "选项")
    long = {"-" + name for name in entries(parts, "Fl") if name[0] == "-"}
    same(page, "options", long, options)
    same(page, "formats",
         entries(section(text, "OUTPUT FORMATS", "输出格式"), "Cm"),
         complete("check", "--format", ""))
    usage = section(text, "SYNOPSIS", "用法")
    shown = set(re.findall(r"^\.Cm (\S+)\n\.Cm (\S+)$", usage, re.M))
    same(page, "verbs", {" ".join(pair) for pair in shown},
         {" ".join(pair) for pair in verbs})


def check_library(page):
    header = pathlib.Path("core/include/gouji/gouji.h").read_text("utf-8")
    code = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    types = set(re.findall(r"typedef struct (gouji_\w+)", code))
    same(page, "functions",
         set(re.findall(r"\bgouji_\w+", page.read_text("utf-8"))) - types,
         set(re.findall(r"\b(gouji_\w+)\(", code)))


def examples(page):
    """Commands that an example shows, with lines that go on joined."""
    blocks = re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed", page.read_text("utf-8"),
                        re.M | re.S)
    lines = "\n".join(blocks).replace("\\e\n", " ").splitlines()
    return [line[2:] for line in lines if line.startswith("$ ")]


def run_examples(page):
    for command in examples(page):
        done = subprocess.run(["bash", "-c", command], cwd=desk,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        say(done.returncode == 0, f"{page}: {command}",
            done.stdout.decode("utf-8", "replace")[-2000:])


pages = sorted(pathlib.Path("man").glob("*.[1-9]"))
for page in pages:
    other = page.parent / "zh_CN" / page.name
    say(other.exists() and examples(page) == examples(other)
        and len(examples(page)) > 0,
        f"{page} has the same examples in both languages")
    for one in (page, other):
        if page.name == "gouji.1":
            check_program(one)
        if page.name == "gouji.3":
            check_library(one)
        if page.name == "gouji.json.5":
            same(one, "members", entries(one.read_text("utf-8"), "Cm"), members)
            shown = re.search(r"^\{\n.*?^\}", one.read_text("utf-8"), re.M | re.S)
            (desk / "gouji.json").write_text(shown.group(0), "utf-8")
    run_examples(page)
    (desk / "gouji.json").unlink(missing_ok=True)
sys.exit(failed)
