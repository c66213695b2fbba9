#!/usr/bin/env python3
"""gouji beside other programs, over the same reports, in one run:

    compare.py PROGRAM PEERS REPORTS OTHERWISE COUNT

PROGRAM checks with all its rules, the process from its beginning to its end,
files read and results written to /dev/null; the reports as files, as lines of
one file, and as lines each built otherwise (OTHERWISE). The others, in the
folder PEERS, read the files before their clocks start and write nothing. They
take turns, after one turn that does not count; what is shown are medians. A
peer that is not there is named and left out.

What containment costs is shown on one processor: on two, the worker computes
while its parent reads, and what either takes there depends on the other.
"""

import importlib.metadata
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import time

TURNS = 5
SCHEMA = "schemas/zfxxgk-2021/report.schema.json"
RULES = "tests/bench/peers/rules.json"
SAMPLE = "samples/zfxxgk-2021/laochengqu-2024.json"
STARTS = 50


def run(command, out=subprocess.DEVNULL):
    """Seconds, the most memory of any of its processes in MiB, and output."""
    before = time.perf_counter()
    with subprocess.Popen(command, stdout=out,
                          stderr=subprocess.DEVNULL) as process:
        text = process.stdout.read() if out == subprocess.PIPE else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]}: status {process.returncode}")
    return time.perf_counter() - before, usage.ru_maxrss / 1024, text.decode()


class Candidate:
    """One line of the table."""

    def __init__(self, name, command, pattern=None):
        self.name, self.command, self.pattern = name, command, pattern
        self.speeds, self.memory = [], 0

    def turn(self, count):
        seconds, memory, text = run(
            self.command, subprocess.PIPE if self.pattern else
            subprocess.DEVNULL)
        speed = count / seconds
        if self.pattern:
            speed = float(re.search(self.pattern + r" +([0-9.]+)", text)[1])
        self.speeds.append(speed)
        self.memory = max(self.memory, memory)


def as_lines(reports):
    """The same reports, of the same size, as lines of one file."""
    lines = pathlib.Path(reports + ".jsonl")
    if not lines.exists():
        draft = lines.with_suffix(".new")
        with draft.open("wb") as out:
            for path in sorted(pathlib.Path(reports).iterdir()):
                report = path.read_bytes().rstrip().replace(b"\n", b" ")
                out.write(report + b"\n")
        draft.rename(lines)
    return str(lines)


def candidates(program, peers, reports, otherwise):
    def check(jobs, path=reports):
        return [program, "check", "-j", str(jobs), "--no-config", "--today",
                "2026-01-01", "--format", "ndjson", path]
    few = f"{peers}/few"
    alone = ["taskset", "--cpu-list", str(max(os.sched_getaffinity(0)))]
    every = [Candidate("gouji, all rules, -j 1", check(1)),
             Candidate("gouji, all rules, -j 2", check(2)),
             Candidate("gouji, all rules, -j 0", check(0))]
    for name, path in (("as lines", as_lines(reports)),
                       ("as lines, each built otherwise",
                        as_lines(otherwise))):
        every += [Candidate(f"gouji, {name}, -j {jobs}", check(jobs, path))
                  for jobs in (1, 2)]
    every += [Candidate(f"gouji on one processor, -j {jobs}",
                        alone + check(jobs)) for jobs in (0, 1)]
    every.append(Candidate("jansson, parsing only",
                           [f"{peers}/parse", reports], "jansson"))
    if os.path.isdir(f"{peers}/ajv/node_modules/ajv"):
        ajv = ["node", f"{peers}/ajv/bench.js", SCHEMA, few, RULES]
        every += [Candidate("ajv, schema only", ajv, "ajv    "),
                  Candidate("ajv, equations, texts", ajv, r"ajv\+eq")]
    else:
        print("left out: ajv, which npm could not fetch")
    try:
        number = importlib.metadata.version("jsonschema")
        every.append(Candidate(
            f"jsonschema {number}, equations, texts",
            [sys.executable, "tests/bench/peers/validate.py", SCHEMA, few,
             RULES, "100"], "jsonschema"))
    except importlib.metadata.PackageNotFoundError:
        print("left out: python3-jsonschema, which is not installed")
    return every


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def version(command):
    try:
        return subprocess.run(command, capture_output=True, text=True,
                              check=False).stdout.split("\n")[0]
    except FileNotFoundError:
        return "none"


def main():
    program, peers, reports, otherwise, count = sys.argv[1:]
    count = int(count)
    total = sum(path.stat().st_size
                for path in pathlib.Path(reports).iterdir())
    print(f"{count} reports, {total // count} bytes on average; medians of "
          f"{TURNS} turns after one")
    print(f"{len(os.sched_getaffinity(0))} processors, {processor()}, Linux "
          f"{platform.release()}; {version(['gcc', '--version'])}; node "
          f"{version(['node', '--version'])}; Python "
          f"{platform.python_version()}\n")
    every = candidates(program, peers, reports, otherwise)
    for turn in range(TURNS + 1):
        for candidate in every:
            candidate.turn(count)
            if turn == 0:
                candidate.speeds.clear()
    base = statistics.median(every[0].speeds)
    print("| | reports/s | MB/s | MiB at most | gouji -j 1 is so many times as "
          "fast |\n|---|---:|---:|---:|---:|")
    for candidate in every:
        speed = statistics.median(candidate.speeds)
        print(f"| {candidate.name} | {speed:,.0f} | "
              f"{speed * total / count / 1e6:,.1f} | {candidate.memory:.0f} | "
              f"{base / speed:.2f} |")
    starts = [run([program, "check", SAMPLE])[0] * 1000
              for _ in range(STARTS)]
    nothing = [run(["true"])[0] * 1000 for _ in range(STARTS)]
    print(f"\none small check, whole process: {statistics.median(starts):.1f} "
          f"ms (true: {statistics.median(nothing):.1f} ms)")


if __name__ == "__main__":
    main()
