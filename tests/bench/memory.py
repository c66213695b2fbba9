#!/usr/bin/env python3
"""Whether memory grows with the number of reports: memory.py PROGRAM REPORTS

Checks 20,000 reports and 1,000,000, the files of a folder over and over, as
lines that come from a pipe, and shows the most memory that the parent and any worker had.
Fails where one had 64 MiB, or grew.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

FEW, MANY = 20_000, 1_000_000
MOST, SPARE = 64 * 1024, 2048  # KiB


def peak(pid):
    """KiB; 0 for a process that has gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmHWM"):
                    return int(line.split()[1])
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return file.read().split()


def feed(pipe, lines, count):
    with open(pipe, "w", encoding="utf-8") as out:
        for number in range(count):
            out.write(lines[number % len(lines)])


def measure(program, lines, count):
    """The most of the parent, and of the workers, looked at as results
    come."""
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"{folder}/reports.jsonl"
        os.mkfifo(pipe)
        feeder = threading.Thread(target=feed, args=(pipe, lines, count))
        feeder.start()
        parent = worker = 0
        command = [program, "check", "--no-config", "-j", "2", "--format",
                   "ndjson", pipe]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            for number, _ in enumerate(process.stdout):
                if number % 1000 == 999:
                    parent = max(parent, peak(process.pid))
                    worker = max([worker] +
                                 [peak(c) for c in children(process.pid)])
            _, status, _ = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0 and number == count, number
    print(f"{count:,} reports: parent {parent / 1024:.1f} MiB, worker "
          f"{worker / 1024:.1f} MiB", flush=True)
    return parent, worker


def main():
    program, folder = sys.argv[1:]
    lines = [json.dumps(json.loads(path.read_text("utf-8")),
                        ensure_ascii=False) + "\n"
             for path in sorted(pathlib.Path(folder).glob("*.json"))]
    few = measure(program, lines, FEW)
    many = measure(program, lines, MANY)
    return any(b > MOST or b > a + SPARE for a, b in zip(few, many))


if __name__ == "__main__":
    sys.exit(main())
