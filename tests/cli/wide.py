#!/usr/bin/env python3
"""Whether what people read fits: wide.py PROGRAM REPORT

Runs the commands that explain themselves on a terminal of some width, and
through a pipe, and looks for lines that are too long, as a terminal counts.
Only a single word may be: it is left whole.
"""
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata

program, report = sys.argv[1:]
COMMANDS = ("check baseline filter rules explain forms schema plugin "
            "new-plugin complete").split()


def width(text):
    return sum(0 if unicodedata.combining(c) else
               2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def on_terminal(columns, *arguments):
    lead, follow = pty.openpty()
    fcntl.ioctl(follow, termios.TIOCSWINSZ,
                struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen([program, *arguments], stdin=subprocess.DEVNULL,
                          stdout=follow, stderr=subprocess.STDOUT) as process:
        os.close(follow)
        said = b""
        try:
            while part := os.read(lead, 65536):
                said += part
        except OSError:  # the end of a terminal
            pass
        process.wait()
    os.close(lead)
    return re.sub(r"\x1b\[[0-9;]*m", "", said.decode("utf-8"))


def through_pipe(_, *arguments):
    return subprocess.run([program, *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE,
                          check=False).stdout.decode("utf-8")


def too_long(said, columns):
    for line in said.splitlines():
        words = re.findall(r"[!-~]+|[^ -~]", line)
        # Where nothing but one word stands behind the indent.
        if width(line) > columns and len(words) > 1:
            yield line


failed = False
for language in "zh", "en":
    helps = [[command, "--help", "--lang", language] for command in COMMANDS]
    helps.append(["--help", "--lang", language])
    texts = [["rules", "--lang", language],
             ["explain", "equations/requests-balance", "--lang", language],
             ["explain", "narrative/requests-received", "--lang", language],
             ["check", "--lang", language, report]]
    lists = [["forms", "--lang", language], ["plugin", "list", "--lang", language]]
    cases = [("on a terminal of 80", on_terminal, 80, helps + texts + lists),
             ("on one of 60", on_terminal, 60, helps + texts),
             ("through a pipe", through_pipe, 80, helps)]
    for name, run, columns, commands in cases:
        long = []
        for arguments in commands:
            said = run(columns, *arguments)
            if not said:
                long.append(f"nothing came of {arguments}")
            long += [f"{' '.join(arguments)}: {line}"
                     for line in too_long(said, columns)]
        failed |= bool(long)
        print(f"{'not ok' if long else 'ok'} - "
              f"what is to be read fits {name}, {language}")
        print("".join(f"    {line}\n" for line in long[:40]), end="")
sys.exit(failed)
