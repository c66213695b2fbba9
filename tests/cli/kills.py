"""Kills workers, and looks whether anybody can tell.

    kills.py KILLS BASELINE PROGRAM ARGUMENT…

Runs the program, which writes a line for each result, again and again until so
many of its workers were killed with SIGKILL: which one, and behind which line,
chance decides, from a fixed seed. What it writes must be BASELINE's bytes each
time, and its exit status 0.
"""

import os
import random
import signal
import subprocess
import sys

STEP = 60  # lines between two kills, at most


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def run(command, most, chance):
    """Kills until the run is over or enough are dead."""
    killed, next_kill, seen = 0, chance.randrange(STEP), []
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            seen.append(line)
            workers = [w for w in children(process.pid) if is_alive(w)]
            if len(seen) <= next_kill or killed == most or not workers:
                continue
            try:
                os.kill(chance.choice(workers), signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                pass
            next_kill = len(seen) + chance.randrange(STEP)
        status = process.wait()
    return killed, status, b"".join(seen)


def main():
    kills, baseline, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    chance = random.Random(kills)
    with open(baseline, "rb") as file:
        wanted = file.read()
    done = runs = 0
    while done < kills:
        killed, status, seen = run(command, kills - done, chance)
        assert status == 0, f"exit status {status}"
        assert seen == wanted, "another result"
        assert killed > 0, "nobody to kill"
        done += killed
        runs += 1
    print(f"{done} workers killed in {runs} runs")


if __name__ == "__main__":
    main()
