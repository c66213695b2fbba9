"""Holds the pages to what the program says: documents.py BUILD [--write].

Each ```console block of a page is run, command by command, and must print what
the page shows; the README's table of rules is the program's own; CONTRIBUTING
shows the examples as they are. --write puts down what is printed now, to be
read before it is believed.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

build = sys.argv[1]
write = "--write" in sys.argv
status = 0
failed = False


def say(good, what):
    global failed
    failed |= not good
    print("ok -" if good else "not ok -", what)


# The shell of a page: what one command exports, and the folder it goes to, are
# there for the next one. No make above has a say in it.
session = pathlib.Path(build, "example.session")
environment = {name: value for name, value in os.environ.items()
               if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "LC_ALL",
                               "LC_MESSAGES")}
environment.update(BUILD=build, LANG="C.UTF-8", GIT_CONFIG_GLOBAL="/dev/null",
                   **{f"GIT_{who}_{what}": "tester@localhost"
                      for who in ("AUTHOR", "COMMITTER")
                      for what in ("NAME", "EMAIL")})
around = """source {session}
(exit {status})
{command}
status=$?
{{ export -p && printf 'cd %q\\n' "$PWD"; }} >{session}
exit $status"""


def run(command):
    """Runs one command of a page with the status of the one before it."""
    global status
    here = re.sub(r"(?<![\w./])(\./|\$PWD/)?build/", rf"\1{build}/", command)
    done = subprocess.run(
        ["bash", "-c", around.format(
            session=shlex.quote(str(session.resolve())), status=status,
            command=here)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env=environment)
    status = done.returncode
    shown = done.stdout.decode("utf-8", "backslashreplace")
    return shown.replace(f"{build}/", "build/").rstrip("\n").splitlines()


def play(lines):
    """The page with what its commands print, and how many there were."""
    out, count, inside, command, begun = [], 0, False, None, False
    for line in lines + [None]:
        ends = line == "```" or line is None
        # A command goes on in the lines behind it, as a shell shows them.
        begun = begun and not ends and line.startswith("> ")
        if begun:
            command += "\n" + line[2:]
            out.append(line)
        elif inside and (ends or line.startswith("$ ")):
            if command is not None:
                out += run(command)
            command = None if ends else line[2:]
            begun = not ends
            count += not ends
            inside = not ends
            if line is not None:
                out.append(line)
        elif not inside:
            inside = line == "```console"
            if line is not None:
                out.append(line)
    return out, count


def rules(page):
    """Rows of the table that the README shows: it leaves out the rules about
    files that are no reports."""
    language = "zh" if "zh-CN" in page.name else "en"
    table = subprocess.run(
        [f"{build}/gouji", "rules", "--format", "markdown", "--lang", language],
        stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    hidden = ("| `input/", "| `document/", "| `engine/")
    return [row for row in table.rstrip("\n").split("\n")
            if not row.startswith(hidden)]


def with_rules(lines, table):
    """The page with its table of rules replaced."""
    if table[0] not in lines:
        return lines
    first = last = lines.index(table[0])
    while last < len(lines) and lines[last].startswith("|"):
        last += 1
    return lines[:first] + table + lines[last:]


def differ(page, old, new):
    for was, now in zip(old + [""] * len(new), new):
        if was != now:
            print(f"{page}: it shows: {was}")
            print(f"{page}: is said:  {now}")
            return


def check(page):
    global status
    status = 0
    session.write_text("")
    shutil.rmtree(pathlib.Path(build, "example"), ignore_errors=True)
    pathlib.Path(build, "known.json").unlink(missing_ok=True)
    old = page.read_text("utf-8").split("\n")
    new, count = play(old)
    if count > 0:
        say(write or new == old,
            f"{page}: its {count} commands print what it shows")
    if page.name.startswith("README"):
        table = rules(page)
        say(write or with_rules(new, table) == new and table[0] in new,
            f"{page}: its table of rules is the program's")
        new = with_rules(new, table)
    if write:
        page.write_text("\n".join(new), "utf-8")
    elif new != old:
        differ(page, old, new)


def runs(page):
    """A library that was built with a sanitizer is of no use to the programs
    that a page builds as its reader would."""
    library = pathlib.Path(build, "libgouji.so.0").read_bytes()
    if page.name.startswith("embedding") and b"__asan" in library:
        print(f"skipped: {page}: the library was built with a sanitizer")
        return False
    return True


pages = [page for pattern in ("README*.md", "CONTRIBUTING*.md", "docs/*.md")
         for page in sorted(pathlib.Path().glob(pattern))]
for page in filter(runs, pages):
    check(page)
for page in sorted(pathlib.Path().glob("CONTRIBUTING*.md")):
    for file in sorted(pathlib.Path("docs/example").iterdir()):
        say(file.read_text("utf-8").strip() in page.read_text("utf-8"),
            f"{page} shows {file} as it is")
sys.exit(failed)
