"""Watches a run on a terminal.

    progress.py shows  PATTERN FOLDER REPORT PROGRAM ARGUMENT…
    progress.py counts PATTERN FOLDER REPORT PROGRAM ARGUMENT…
    progress.py breaks PATTERN FOLDER REPORT PROGRAM ARGUMENT…

The program's standard error, not its standard output, is a terminal. "shows"
feeds it lines through a pipe for as long as it has not written what matches
the pattern there; "counts" has it check a list, a longer one where it was too
quick to write it; "breaks" presses Ctrl-C after that. What it prints goes to
FOLDER/out, what the terminal got is printed, and the exit status is the
program's, 128 more than the signal's number where one ended it.
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios

PATIENCE = 120


class Run:
    """The program on its terminal."""

    def __init__(self, command, out):
        self.seen = b""
        self.status = None
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", 24, 120, 0, 0)
            fcntl.ioctl(2, termios.TIOCSWINSZ, size)
            file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(file, 1)
            os.environ["TERM"] = "xterm"
            os.execvp(command[0], command)

    def listen(self):
        """False when the program has gone."""
        try:
            part = os.read(self.terminal, 65536)
        except OSError:
            part = b""
        self.seen += part
        if not part and self.status is None:
            _, status = os.waitpid(self.pid, 0)
            code = os.waitstatus_to_exitcode(status)
            self.status = code if code >= 0 else 128 - code
        return bool(part)

    def says(self, pattern):
        return re.search(pattern, self.seen.decode("utf-8", "replace"))


def feed(run, pattern, fifo, line, breaks):
    """Lines until the pattern shows; after Ctrl-C, until the program has had
    enough."""
    pipe = os.open(fifo, os.O_WRONLY)
    os.set_blocking(pipe, False)
    rest, pressed = line, False
    while True:
        if run.says(pattern) and not pressed:
            pressed = breaks
            if not breaks:
                break
            os.write(run.terminal, b"\x03")
        ready, room, _ = select.select([run.terminal], [pipe], [])
        if ready and not run.listen():
            break
        try:
            if room:
                rest = rest[os.write(pipe, rest):] or line
        except BrokenPipeError:
            break
    os.set_blocking(pipe, True)
    if not breaks:
        os.write(pipe, rest)
    os.close(pipe)
    while run.listen():
        pass


def main():
    mode, pattern, folder, report = sys.argv[1:5]
    command = sys.argv[5:]
    signal.alarm(PATIENCE)
    if mode == "counts":
        count, run = 2000, None
        while run is None or not run.says(pattern):
            count *= 2
            with open(f"{folder}/list", "w", encoding="utf-8") as file:
                file.write(f"{report}\n" * count)
            run = Run(command + [f"@{folder}/list"], f"{folder}/out")
            while run.listen():
                pass
    else:
        fifo = f"{folder}/fed.jsonl"
        os.mkfifo(fifo)
        with open(report, encoding="utf-8") as file:
            line = json.dumps(json.load(file)).encode() + b"\n"
        run = Run(command + [fifo], f"{folder}/out")
        feed(run, pattern, fifo, line, mode == "breaks")
        os.unlink(fifo)
    sys.stdout.buffer.write(run.seen)
    return run.status


if __name__ == "__main__":
    sys.exit(main())
