"""Talks to a filter line by line.

    dialogue.py [--end] LINES FILE COMMAND…

Writes one line, reads its answer, writes the next: hangs where the filter
waits for more before it answers. With --end, the filter is ended with SIGTERM
after that, while it waits for a line.
"""

import json
import os
import signal
import subprocess
import sys

PATIENCE = 60


def main():
    arguments = sys.argv[1:]
    ends = arguments[0] == "--end"
    count, file, command = arguments[ends:][0], arguments[ends:][1], \
        arguments[ends:][2:]
    with open(file, "rb") as lines:
        lines = lines.read().splitlines(keepends=True)[:int(count)]
    signal.alarm(PATIENCE)
    with subprocess.Popen(command, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as process:
        for number, line in enumerate(lines, 1):
            process.stdin.write(line)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["record"] == number, answer
        if ends:
            os.kill(process.pid, signal.SIGTERM)
        else:
            process.stdin.close()
        rest = process.stdout.read()
        status = process.wait()
    assert rest == b"", rest
    assert status == (-signal.SIGTERM if ends else 0), status


if __name__ == "__main__":
    main()
