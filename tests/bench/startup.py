#!/usr/bin/env python3
"""Times whole runs of `gouji check` of one report: startup.py PROGRAM REPORT

From before the process is made until it has ended; the time that this program
takes to start another is part of it, so a run of true(1) is shown beside it.
"""

import shutil
import statistics
import subprocess
import sys
import time

RUNS = 50


def milliseconds(command):
    before = time.perf_counter_ns()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter_ns() - before) / 1e6


def show(name, command):
    times = sorted(milliseconds(command) for _ in range(RUNS))
    print(f"{name:<28} median {statistics.median(times):6.2f} ms"
          f"   fastest {times[0]:6.2f}   slowest {times[-1]:6.2f}"
          f"   ({RUNS} runs)")


def main():
    program, report = sys.argv[1:]
    show("gouji check, one report", [program, "check", report])
    show("true, for comparison", [shutil.which("true")])


if __name__ == "__main__":
    main()
