"""Kills workers while they load plugins, and looks whether anybody can tell.

    gate.py KILLS FOLDER BASELINE PROGRAM ARGUMENT…

The program, run in the folder, loads a plugin whose opening waits at the pipe
"rogue-gate". Every time that a plugin is first loaded, so many workers are
killed there before one is let through; and again when, behind the first result,
all workers were killed and others take their place. What the program writes
must be BASELINE's bytes, and its exit status 0.
"""

import os
import select
import signal
import subprocess
import sys

from kills import children, is_alive

PATIENCE = 300


def kill(pid):
    """And waits until it is dead, and has nothing open."""
    victim = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    select.select([victim], [], [])
    os.close(victim)


def has_open(pid, path):
    folder = f"/proc/{pid}/fd"
    return any(os.readlink(f"{folder}/{name}") == path
               for name in os.listdir(folder))


def at_gate(process, gate):
    """Waits for a worker to come to the gate: the gate's other end, and it."""
    end = os.open(gate, os.O_WRONLY)
    path = os.path.realpath(gate)
    there = [pid for pid in children(process.pid)
             if is_alive(pid) and has_open(pid, path)]
    assert len(there) == 1, there
    return end, there[0]


def load(process, gate, kills):
    for _ in range(kills):
        end, worker = at_gate(process, gate)
        kill(worker)
        os.close(end)
    end, _ = at_gate(process, gate)
    os.write(end, b"!")
    gone = select.poll()  # The other end is closed.
    gone.register(end, 0)
    gone.poll()
    os.close(end)


def main():
    kills, folder, baseline = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(baseline, "rb") as file:
        wanted = file.read()
    os.chdir(folder)
    gate = "rogue-gate"
    os.mkfifo(gate)
    signal.alarm(PATIENCE)
    with subprocess.Popen(sys.argv[4:], stdout=subprocess.PIPE) as process:
        # All plugins together, then this one in a worker of its own.
        load(process, gate, kills)
        load(process, gate, kills)
        seen = process.stdout.readline()
        for worker in children(process.pid):
            kill(worker)
        load(process, gate, kills)
        seen += process.stdout.read()
        status = process.wait()
    os.unlink(gate)
    assert status == 0, f"exit status {status}"
    assert seen == wanted, "another result"


if __name__ == "__main__":
    main()
