"""Kills a run again and again, and has the next one go on.

    resume.py KILLS TOTAL BASELINE JOURNAL PROGRAM ARGUMENT…

The program writes TOTAL results to standard output, a line each. It gets
SIGKILL while it writes one that chance chooses, so often; then a last run must
write BASELINE's bytes with BASELINE's exit status, which stands in
BASELINE.status. Whatever a run has written down in the journal must still be
there after the next, each input once, and be taken over by it.

A run that is to be killed cannot come to its end before, however long this
process is held up: it writes into a pipe that has no room for what is left.
"""

import fcntl
import os
import random
import signal
import struct
import subprocess
import sys
import zlib

PATIENCE = 600
# What is read at once, and at most too much.
CHUNK = 512


def entries(journal):
    """The digests of the outcomes that are whole, and the bytes up to there.
    A journal that does not say of what run it is, is as good as none."""
    try:
        with open(journal, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return [], b""
    first = data.find(b"\n") + 1
    at, seen = first, []
    while at > 0 and at + 5 <= len(data):
        kind, length = struct.unpack_from("<BI", data, at)
        end = at + 5 + length
        if end > len(data) or struct.unpack_from("<I", data, end - 4)[0] != \
                zlib.crc32(data[at:end - 4]):
            break
        if kind == 2:
            seen.append(data[at + 9:at + 25])
        at = end
    return seen, data[:at] if at > first else b""


def narrow_pipe():
    """Both ends, and how much it holds."""
    reading, writing = os.pipe()
    return reading, writing, fcntl.fcntl(reading, fcntl.F_SETPIPE_SZ, 1)


def last_to_read(results):
    """How many lines may be read of them so that the rest has no room."""
    reading, writing, room = narrow_pipe()
    os.close(reading)
    os.close(writing)
    return results[:max(len(results) - room - CHUNK - 1, 0)].count(b"\n")


def run_and_kill(command, lines):
    """Reads so many lines of what it writes before it is killed."""
    reading, writing, _ = narrow_pipe()
    with subprocess.Popen(command, stdout=writing,
                          stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        while lines > 0 and (data := os.read(reading, CHUNK)):
            lines -= data.count(b"\n")
        process.kill()
    os.close(reading)
    assert process.returncode == -signal.SIGKILL, process.returncode


def damage(journal, chance):
    """What a kill in the middle of a write leaves, or a disk."""
    size = os.path.getsize(journal)
    with open(journal, "r+b") as file:
        if chance.random() < 0.5:
            file.truncate(size - chance.randrange(min(size, 300)))
        else:
            file.seek(0, os.SEEK_END)
            file.write(chance.randbytes(chance.randrange(1, 99)))


def main():
    kills, total = int(sys.argv[1]), int(sys.argv[2])
    baseline, journal = sys.argv[3:5]
    command = sys.argv[5:] + ["--resume", journal]
    chance = random.Random(kills)
    signal.alarm(PATIENCE)
    with open(baseline, "rb") as file:
        results = file.read()
    latest = last_to_read(results)
    assert latest > 0, "the results are too short to be killed among"
    known, whole = entries(journal)
    for number in range(kills):
        goal = min(len(known) + 2 * total // kills, latest)
        run_and_kill(command, chance.randrange(goal + 1))
        before = len(known)
        known, after = entries(journal)
        assert after.startswith(whole), f"kill {number}: something is lost"
        assert len(known) >= before
        assert len(set(known)) == len(known), f"kill {number}: twice"
        if number % 5 == 4 and os.path.exists(journal):
            damage(journal, chance)
            known, after = entries(journal)
        whole = after
    last = subprocess.run(command, capture_output=True, check=False)
    assert last.stdout == results, "another result"
    with open(baseline + ".status", encoding="ascii") as file:
        assert last.returncode == int(file.read()), last.returncode
    if known:
        words = f"taken from the journal: {len(known)};".encode()
        assert words in last.stderr, last.stderr
    assert not os.path.exists(journal), "the journal is still there"
    print(f"{kills} kills; the last run took over {len(known)} of {total}")


if __name__ == "__main__":
    main()
