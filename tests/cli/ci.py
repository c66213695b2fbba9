"""Runs the steps of action.yml and of the GitLab job as the runners do.

    ci.py PROGRAM BUILD FOLDER CLEAN DRAFT

A step of the action gets its environment with the expressions in it filled in,
and its script runs in bash as GitHub runs it; nothing else may have an
expression. The job's lines run in sh.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree

import yaml

program, build, folder, clean, draft = sys.argv[1:6]
root = pathlib.Path.cwd()
action = yaml.safe_load(pathlib.Path("action.yml").read_text("utf-8"))
job = yaml.safe_load(
    pathlib.Path("docs/ci/gitlab-ci.yml").read_text("utf-8"))["gouji"]
steps = {step["name"]: step for step in action["runs"]["steps"]}
clean_text = pathlib.Path(clean).read_text("utf-8")
draft_text = pathlib.Path(draft).read_text("utf-8")
failed = False

# What an attacker would write where a path or an option's value is wanted.
HOSTILE = ["two words", "'quoted'", '"quoted"', "$(touch ran)", "`touch ran`",
           "; touch ran", "& touch ran", "${IFS}x", "*", "a\\b", "-x",
           "--no-rule=*", "--", "@list", "::error::x", "年报"]


def say(good, what, *more):
    global failed
    failed |= not good
    print("ok -" if good else "not ok -", what)
    for line in [] if good else more:
        print("   ", str(line)[:3000])


def fill(value, inputs, runner):
    """An expression of GitHub, as far as the action has them."""
    known = {**{f"inputs.{name}": text for name, text in inputs.items()},
             "runner.temp": str(runner), "github.action_path": str(root)}
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda m: known[m[1]], value)


class Runner:
    """A desk with reports, and the files that GitHub gives a step."""

    def __init__(self, name):
        self.desk = pathlib.Path(folder, "runner", name)
        self.desk.mkdir(parents=True)
        self.temp = self.desk.parent / (name + ".temp")
        self.temp.mkdir()
        self.summary, self.output = self.temp / "summary", self.temp / "output"

    def save(self, name, text):
        path = self.desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def step(self, name, **given):
        """Runs one step with the action's inputs."""
        inputs = {key: value.get("default", "")
                  for key, value in action["inputs"].items()}
        inputs.update({key.replace("_", "-"): value
                       for key, value in given.items()})
        self.summary.write_text("", "utf-8")
        self.output.write_text("", "utf-8")
        script = self.temp / "script.sh"
        script.write_text(steps[name]["run"], "utf-8")
        environment = {**os.environ, "BUILD": build,
                       "RUNNER_TEMP": str(self.temp),
                       "GITHUB_STEP_SUMMARY": str(self.summary),
                       "GITHUB_OUTPUT": str(self.output)}
        environment.update({key: fill(value, inputs, self.temp)
                            for key, value in steps[name]["env"].items()})
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.desk, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", check=False)

    def outputs(self):
        """What a later step would see."""
        lines = iter(self.output.read_text("utf-8").splitlines())
        seen = {}
        for line in lines:
            if "<<" in line:
                name, mark = line.split("<<", 1)
                seen[name] = "\n".join(iter(lambda: next(lines), mark))
            else:
                name, seen[name] = line.split("=", 1)
        return seen


# -------------------------------------------------------------- structure

scripts = [step["run"] for step in steps.values()]
say(action["runs"]["using"] == "composite" and
    all(step["shell"] == "bash" for step in steps.values()),
    "the action is made of steps in bash")
say(not any("${{" in script for script in scripts),
    "no expression stands in a script, where its value would be commands")
used = set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", str(action["runs"])))
say(used == set(action["inputs"]), "each input is used, and there is no other",
    used ^ set(action["inputs"]))
say({value["value"] for value in action["outputs"].values()} ==
    {f"${{{{ steps.check.outputs.{name} }}}}" for name in action["outputs"]},
    "each output is one of the step's")
say(job["artifacts"]["when"] == "always",
    "GitLab keeps the artifacts of a job that failed")
say(set(job["artifacts"]["reports"]) == {"codequality", "junit"},
    "GitLab gets Code Quality and JUnit")

# --------------------------------------------------------------- the action

runner = Runner("plain")
done = runner.step("Build gouji")
built = runner.temp / "gouji" / "bin" / "gouji"
say(done.returncode == 0 and os.access(built, os.X_OK),
    "the action builds gouji from its own repository", done.stderr)

runner.save("reports/sound.json", clean_text)
done = runner.step("Check", paths="reports\n")
say(done.returncode == 0 and
    re.fullmatch("::notice title=gouji::1 report: 1 passed.*\n", done.stdout),
    "a sound report passes, with nothing but a notice that says so", done)
say(runner.outputs() == {"status": "0", "sarif": "gouji.sarif"},
    "the outputs name the status and the SARIF file", runner.outputs())
say("1 report" in runner.summary.read_text("utf-8"), "the job's page has a summary", runner.summary.read_text("utf-8"))

runner.save("reports/broken.json", draft_text)
done = runner.step("Check", paths="reports", formats="json=found.json\n\n"
                   "html=page.html\n", lang="zh", program=program)
say(done.returncode == 1 and runner.outputs()["status"] == "1",
    "a broken one fails", done)
say(re.search(r"^::error file=reports/broken\.json,line=42,.*::表三", done.stdout,
              re.M), "and is annotated at the line", done.stdout)
sarif = json.loads((runner.desk / "gouji.sarif").read_text("utf-8"))
say(len(sarif["runs"][0]["results"]) == 4, "SARIF is there to be uploaded")
say("表三" in runner.summary.read_text("utf-8"), "the summary has the findings")
say(json.loads((runner.desk / "found.json").read_text("utf-8"))["summary"]
    ["errors"] == 3 and (runner.desk / "page.html").exists(),
    "other formats go to their files")
done = runner.step("Check", paths="reports", fail_on="never", program=program)
say(done.returncode == 0, "fail-on decides what fails", done)
runner.save("mine.json", '{"fail_on": "never"}')
done = runner.step("Check", paths="reports", config="mine.json",
                   program=program)
say(done.returncode == 0, "config names a configuration", done)
subprocess.run([program, "baseline", "write", "--baseline", "known.json",
                "reports"], cwd=runner.desk, check=True, capture_output=True)
done = runner.step("Check", paths="reports", baseline="known.json",
                   program=program)
say(done.returncode == 0, "baseline lets what is known pass", done)
done = runner.step("Check", paths="reports", fail_on="bad", program=program)
say(done.returncode == 2 and runner.outputs()["status"] == "2",
    "a wrong input is told", done)
say(re.search(r"^::error title=gouji::.*bad", done.stdout, re.M),
    "as an error that GitHub shows", done)
say((runner.desk / "gouji.sarif").exists() and
    runner.outputs()["sarif"] == "",
    "and no SARIF is named that an earlier run wrote", runner.outputs())
done = runner.step("Check", paths="reports", fail_on="bad", program=program,
                   sarif="unwritten.sarif")
say(runner.outputs() == {"status": "2", "sarif": ""},
    "or that nobody wrote", runner.outputs())
done = runner.step("Check", paths="reports", program="/nonexistent/gouji")
say(done.returncode == 127 and
    re.search(r"^::error title=gouji::.*/nonexistent/gouji", done.stdout, re.M),
    "so is a program that is not there", done)
done = runner.step("Check", paths="reports", program=program,
                   sarif="none/gouji.sarif")
say(done.returncode == 4 and
    re.search(r"^::error title=gouji::none/gouji.sarif: ", done.stdout, re.M),
    "so are results that cannot be written", done)
done = runner.step("Check", paths=" \r\n\n\t \n", program=program)
say(done.returncode == 2 and done.stdout ==
    "::error title=gouji::the input paths is empty; nothing was checked\n" and
    runner.outputs()["status"] == "2", "no path at all is an error too", done)
done = runner.step("Check", paths="", lang="zh", program=program)
say("::error title=gouji::输入 paths 是空的" in done.stdout, "in Chinese too",
    done)
done = runner.step("Check", paths="\n  reports/sound.json\t\r\n \n"
                   "reports/broken.json \n", program=program,
                   formats=" json=trimmed.json \n  \n")
result = json.loads((runner.desk / "trimmed.json").read_text("utf-8"))
say(done.returncode == 1 and
    [report["path"] for report in result["reports"]] ==
    ["reports/sound.json", "reports/broken.json"],
    "blanks around a path are no part of it", done, result)
runner.save("none/notes.txt", "")
done = runner.step("Check", paths="none", program=program)
say(done.returncode == 3 and done.stdout.startswith(
    "::error file=none,title=gouji::there is no report"),
    "a folder without reports is one at the folder", done)

runner = Runner("hostile")
names = [name + ".json" for name in HOSTILE]
for name in names:
    runner.save(name, draft_text)
done = runner.step("Check", paths="\n".join(names), formats="json=found.json",
                   program=program)
result = json.loads((runner.desk / "found.json").read_text("utf-8"))
say(done.returncode == 1 and
    [report["path"] for report in result["reports"]] == names,
    "a path is a path, whatever is written in it", done,
    [report["path"] for report in result["reports"]])
for name in HOSTILE:
    for given in ("config", "baseline", "fail_on", "lang", "formats"):
        done = runner.step("Check", paths="reports", program=program,
                           **{given: name})
        if done.returncode != 2:
            say(False, f"{given} is refused: {name}", done)
    done = runner.step("Check", paths="two words.json", program=program,
                       sarif=name + ".sarif")
    say(done.returncode == 1 and (runner.desk / (name + ".sarif")).exists() and
        runner.outputs()["sarif"] == name + ".sarif",
        f"no value is a command: {name}", done)
done = runner.step("Check", paths="two words.json", program=program,
                   sarif="x\nstatus=0")
say(runner.outputs() == {"status": "1", "sarif": "x\nstatus=0"},
    "no value adds an output", runner.outputs())
say(not list(runner.desk.rglob("ran")), "nothing was run")

# ------------------------------------------------------------- GitLab's job


def run_job(runner, **variables):
    """GitLab runs the lines one behind the other and stops at a failure."""
    binary = runner.temp / "bin"
    binary.mkdir(exist_ok=True)
    if not (binary / "gouji").exists():
        (binary / "gouji").symlink_to(program)
    lines = "\n".join(job["before_script"] + job["script"])
    return subprocess.run(
        ["sh", "-e", "-c", lines], cwd=runner.desk, capture_output=True,
        encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, **job["variables"], **variables,
             "PATH": f"{binary}:{os.environ['PATH']}"})


runner = Runner("gitlab")
for name in names:
    runner.save(name, draft_text)
done = run_job(runner, GOUJI_PATHS="\n".join(names), GOUJI_LANG="en")
issues = json.loads(
    (runner.desk / "gl-code-quality-report.json").read_text("utf-8"))
say(done.returncode == 1 and
    {issue["location"]["path"] for issue in issues} == set(names),
    "GitLab's job takes any path for a path", done, issues)
suites = xml.etree.ElementTree.parse(runner.desk / "gouji-junit.xml").getroot()
say(len(suites) == len(names), "JUnit has a suite for each report", len(suites))
done = run_job(runner, GOUJI_PATHS="two words.json", GOUJI_FAIL_ON="never")
say(done.returncode == 0 and "表三" in done.stdout,
    "its variables decide what fails, and in which language", done)
for name in HOSTILE:
    for variable in ("GOUJI_FAIL_ON", "GOUJI_LANG"):
        done = run_job(runner, GOUJI_PATHS="two words.json", **{variable: name})
        say(done.returncode == 2, f"{variable} is no command: {name}", done)
say(not list(runner.desk.rglob("ran")), "nothing was run there")
done = subprocess.run(
    ["/bin/sh", "-e", "-c", "\n".join(job["before_script"])], cwd=runner.desk,
    capture_output=True, encoding="utf-8", check=False,
    env={**job["variables"], "PATH": "/nonexistent"})
say(done.returncode != 0 and "GOUJI_REPOSITORY" in done.stderr,
    "without gouji and a repository it says what it needs", done)

# Where there is no gouji: from a repository, at a commit that is not the last.
# Once, and unoptimised, for it takes long.
if build == "build":
    source = pathlib.Path(folder, "source")
    source.mkdir()
    for part in ("Makefile", "core", "plugins", "schemas", "skeleton", "man",
                 "completions"):
        (shutil.copytree if pathlib.Path(part).is_dir() else shutil.copy)(
            part, source / part)

    def git(*arguments):
        return subprocess.run(
            ["git", "-C", source, "-c", "user.name=x", "-c", "user.email=x@y",
             *arguments], check=True, capture_output=True,
            encoding="utf-8").stdout.strip()

    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "good")
    good = git("rev-parse", "HEAD")
    (source / "Makefile").write_text("all:\n\tfalse\n", "utf-8")
    git("commit", "-q", "-a", "-m", "bad")
    runner = Runner("built")
    runner.save("reports/broken.json", draft_text)
    lines = "\n".join(job["before_script"] + job["script"])
    clear = {key: value for key, value in os.environ.items()
             if key not in ("BUILD", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS",
                            "PREFIX", "DESTDIR")}
    done = subprocess.run(
        ["sh", "-e", "-c", lines], cwd=runner.desk, capture_output=True,
        encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
        env={**clear, **job["variables"], "OPTIMISE": "-O0",
             "GOUJI_REPOSITORY": f"file://{source}", "GOUJI_REVISION": good,
             "GOUJI_PATHS": "reports", "TMPDIR": str(runner.temp)})
    say(done.returncode == 1 and "表三" in done.stdout and
        (runner.desk / "gl-code-quality-report.json").exists(),
        "GitLab's job builds the commit that it was told, and checks with it",
        done.stdout[-1500:], done.stderr[-1500:])
sys.exit(failed)
