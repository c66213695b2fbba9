"""Runs the commands that a document shows.

documents.py console BUILD FILE   ```console blocks: `$ command` and its output
documents.py run BUILD FILE       ```sh blocks: every ./build/gouji, cc and
                                  mkdir command ends with status 0 or 1
"""
import os
import re
import subprocess
import sys

mode, build, path = sys.argv[1:]
text = open(path, encoding="utf-8").read()
failed = 0


def run(command):
    """The documents say build/; the tests may use another build folder."""
    command = command.replace("./build/gouji", f"./{build}/gouji")
    command = command.replace("build/example", f"{build}/example")
    environment = dict(os.environ, LC_ALL="C")
    done = subprocess.run(["bash", "-c", command], capture_output=True,
                          env=environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def fail(command, why):
    global failed
    failed += 1
    print(f"{command}: {why}")


def check_console(block):
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        status, output, errors = run(command)
        if output != shown:
            fail(command, f"prints\n{output}{errors}\nnot\n{shown}")


def check_commands(block):
    for command in block.replace("\\\n", " ").splitlines():
        if not re.search(r"build/gouji|^cc |^mkdir ", command):
            continue
        status, output, errors = run(command)
        if status not in (0, 1) or errors:
            fail(command, f"ends with {status}: {errors}")


fence = "console" if mode == "console" else "sh"
blocks = re.findall(rf"^```{fence}\n(.*?)^```", text, flags=re.M | re.S)
for block in blocks:
    (check_console if mode == "console" else check_commands)(block)
if not blocks:
    fail(path, f"has no ```{fence} block")
sys.exit(failed != 0)
