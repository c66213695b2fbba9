"""Whether memory grows with the number of lines: flat.py FILE COMMAND…

Feeds a filter a file's lines, then so many times as many, and compares the
most memory that any of its processes had.
"""

import os
import subprocess
import sys

MORE = 20
SPARE = 2048  # KiB


def most_memory(lines, command):
    """In KiB, of the filter and the workers that it waited for."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL)
    for _ in range(lines[1]):
        process.stdin.write(lines[0])
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, process.returncode
    return usage.ru_maxrss


def main():
    with open(sys.argv[1], "rb") as file:
        lines = file.read()
    few = most_memory((lines, 1), sys.argv[2:])
    many = most_memory((lines, MORE), sys.argv[2:])
    print(f"{few} KiB, with {MORE} times as many lines {many} KiB")
    return many > few + SPARE


if __name__ == "__main__":
    sys.exit(main())
