"""Kills workers while they load plugins, and looks whether anybody can tell.

    gate.py KILLS FOLDER BASELINE PROGRAM ARGUMENT…
    gate.py spoil FOLDER BASELINE PROGRAM ARGUMENT…

The program, run in the folder, loads a plugin whose opening waits at the pipe
"rogue-gate". There only the worker has plugins in its memory, and of all files
that the program had open only the way to its parent. Every time that a plugin is first loaded, so many workers are
killed there before one is let through; and again when, behind the first result,
all workers were killed and others take their place. What the program writes
must be BASELINE's bytes, and its exit status 0.

With "spoil" none is killed; but those that take others' places find that the
plugin aborts. That costs its two rules from there on, and nothing else.
"""

import json
import os
import select
import signal
import subprocess
import sys
import threading

from kills import children, is_alive

PATIENCE = 300
SPOILED = 6  # times until a plugin is given up


def kill(pid):
    """And waits until it is dead, and has nothing open."""
    victim = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    select.select([victim], [], [])
    os.close(victim)


def has_open(pid, path):
    folder = f"/proc/{pid}/fd"
    try:
        return any(os.readlink(f"{folder}/{name}") == path
                   for name in os.listdir(folder))
    except (FileNotFoundError, ProcessLookupError):
        return False


def at_gate(process, gate):
    """Waits for a worker to come to the gate: the gate's other end, and it."""
    end = os.open(gate, os.O_WRONLY)
    path = os.path.realpath(gate)
    there = []
    while not there:  # It has opened the pipe, and is about to be given it.
        there = [pid for pid in children(process.pid)
                 if is_alive(pid) and has_open(pid, path)]
    assert len(there) == 1, there
    return end, there[0]


def plugins_of(pid):
    with open(f"/proc/{pid}/maps", encoding="utf-8") as file:
        return [line for line in file
                if "/plugins/" in line or "ROGUE_gate" in line]


def look_around(process, worker, gate, inherited):
    """What the worker has, and the program has not; and the reverse."""
    assert plugins_of(worker)
    assert not plugins_of(process.pid), "a plugin in the parent"
    path = os.path.realpath(inherited)
    assert has_open(process.pid, path)
    folder = f"/proc/{worker}/fd"
    files = [os.readlink(f"{folder}/{name}") for name in os.listdir(folder)]
    others = [name for name in files if name not in
              ("/dev/null", os.path.realpath(gate))]
    assert len(others) == 1 and others[0].startswith("socket:"), others


def let_go(process, gate, how):
    """And waits until the worker is through, or dead."""
    end, worker = at_gate(process, gate)
    os.write(end, how)
    while has_open(worker, os.path.realpath(gate)):
        pass
    os.close(end)


def load(process, gate, kills):
    for _ in range(kills):
        end, worker = at_gate(process, gate)
        kill(worker)
        os.close(end)
    let_go(process, gate, b"!")


def spoil(process, gate):
    """Until it is given up."""
    for _ in range(SPOILED):
        let_go(process, gate, b"x")


def is_without(seen, wanted):
    """Whether only the plugin's rules lack, and are told of."""
    lost = 0
    for line, plain in zip(seen.splitlines(), wanted.splitlines()):
        was, now = json.loads(plain), json.loads(line)
        if line == plain or "summary" in was:
            continue
        words = [f["message"] for f in now["findings"]
                 if f["rule"] == "engine/plugin-fault"]
        was["checks"]["held"] -= 2
        was["checks"]["failed"] += 1
        was["checks"]["faulted"] += 2
        assert was["path"] == now["path"] and was["checks"] == now["checks"]
        assert len(words) == 1 and "workers do not start: killed by SIGABRT" \
            in words[0], words
        lost += 1
    return lost > 0 and seen.count(b"\n") == wanted.count(b"\n")


def main():
    spoils = sys.argv[1] == "spoil"
    kills = 0 if spoils else int(sys.argv[1])
    folder, baseline = sys.argv[2:4]
    with open(baseline, "rb") as file:
        wanted = file.read()
    os.chdir(folder)
    gate = "rogue-gate"
    os.mkfifo(gate)
    signal.alarm(PATIENCE)
    inherited = os.open(baseline, os.O_RDONLY)
    with subprocess.Popen(sys.argv[4:], stdout=subprocess.PIPE,
                          pass_fds=[inherited]) as process:
        end, worker = at_gate(process, gate)
        look_around(process, worker, gate, baseline)
        os.close(end)
        # All plugins together, then this one in a worker of its own.
        load(process, gate, kills)
        load(process, gate, kills)
        seen = [process.stdout.readline()]
        assert not plugins_of(process.pid), "a plugin in the parent"
        for worker in children(process.pid):
            kill(worker)
        # The program may be waiting for its results to be read.
        reader = threading.Thread(
            target=lambda: seen.append(process.stdout.read()))
        reader.start()
        if spoils:
            spoil(process, gate)
        else:
            load(process, gate, kills)
        reader.join()
        status = process.wait()
    os.unlink(gate)
    assert status == (4 if spoils else 0), f"exit status {status}"
    if spoils:
        assert is_without(b"".join(seen), wanted), "another result"
    else:
        assert b"".join(seen) == wanted, "another result"


if __name__ == "__main__":
    main()
