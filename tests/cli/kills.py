"""Kills workers at random times, and looks whether anybody can tell.

    kills.py KILLS BASELINE PROGRAM ARGUMENT…

Runs the program again and again until so many of its workers were killed with
SIGKILL; what it writes must be BASELINE's bytes each time, and its exit status
0.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]
    except FileNotFoundError:
        return []


def kill_some(process, most):
    """Kills until the run is over or enough are dead."""
    killed = 0
    while killed < most and process.poll() is None:
        time.sleep(random.uniform(0, 0.04))
        workers = children(process.pid)
        if not workers:
            continue
        try:
            os.kill(random.choice(workers), signal.SIGKILL)
            killed += 1
        except ProcessLookupError:
            pass
    return killed


def main():
    kills, baseline, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    random.seed(int(kills))
    with open(baseline, "rb") as file:
        wanted = file.read()
    while kills > 0:
        with tempfile.TemporaryFile() as out:
            with subprocess.Popen(command, stdout=out) as process:
                kills -= kill_some(process, kills)
                status = process.wait()
            out.seek(0)
            seen = out.read()
        if status != 0:
            sys.exit(f"exit status {status}")
        if seen != wanted:
            sys.exit("another result")


if __name__ == "__main__":
    main()
