"""Presses the keys of a shell: keys.py SHELL FOLDER COMPLETIONS.

Each line below is typed into an interactive bash or zsh on a terminal of its
own, which then completes it and gives back what stands there. fish says by
itself what it would complete.
"""
import os
import pty
import select
import shlex
import shutil
import subprocess
import sys

shell, folder, completions = sys.argv[1:]
desk = os.path.join(folder, "desk")
failed = False

BASH = r"""
unset HISTFILE
set -o emacs
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind 'set completion-query-items 0'
bind '"\C-xt": complete'
bind '"\C-xa": insert-completions'
bind '"\C-xk": kill-whole-line'
_give() { printf '%s\0' "$READLINE_LINE" >&9; READLINE_LINE=; READLINE_POINT=0; }
bind -x '"\C-xg": _give'
source COMPLETIONS/gouji.bash
printf 'ready\0' >&9
"""

ZSH = r"""
unset HISTFILE
setopt no_beep
bindkey -e
fpath=(COMPLETIONS $fpath)
autoload -Uz compinit
compinit -u -d FOLDER/zcompdump
give() { print -rn -- "$BUFFER"$'\0' >&9; BUFFER= }
zle -N give
bindkey '^Xg' give
bindkey '^Xt' complete-word
zle -C every complete-word _generic
bindkey '^Xa' every
zstyle ':completion:every::::' completer _all_matches _complete
zstyle ':completion:every:*' insert true
zstyle ':completion:*' list-prompt ''
zle-line-init() { (( told++ )) || print -rn -- $'ready\0' >&9 }
zle -N zle-line-init
"""


def say(good, what, *more):
    global failed
    failed |= not good
    print("ok -" if good else "not ok -", f"{shell}: {what}")
    for line in [] if good else more:
        print("   ", line)


class Terminal:
    """An interactive shell, and the pipe on which it gives its line."""

    def __init__(self):
        start = BASH if shell == "bash" else ZSH
        start = start.replace("COMPLETIONS", shlex.quote(completions))
        start = start.replace("FOLDER", shlex.quote(folder))
        file = os.path.join(folder, ".zshrc" if shell == "zsh" else "bashrc")
        with open(file, "w", encoding="utf-8") as out:
            out.write(start)
        command = [shutil.which(shell)]
        command += ["--rcfile", file, "-i"] if shell == "bash" else ["-i"]
        self.given, write = os.pipe()
        child, self.screen = pty.fork()
        if child == 0:
            os.dup2(write, 9)
            os.chdir(desk)
            os.environ.update(TERM="xterm", ZDOTDIR=folder, HOME=folder)
            os.execv(command[0], command)
        os.close(write)
        self.child = child
        self.await_line()

    def await_line(self):
        """What the shell gives. What it shows is read away meanwhile."""
        line = shown = b""
        while not line.endswith(b"\0"):
            ready, _, _ = select.select([self.given, self.screen], [], [], 60)
            if not ready:
                sys.exit(f"not ok - {shell} does not answer: {shown!r}")
            if self.screen in ready:
                shown += os.read(self.screen, 65536)
            if self.given in ready:
                line += os.read(self.given, 1)
        return line[:-1].decode("utf-8")

    def press(self, text, keys):
        os.write(self.screen, text.encode("utf-8") + keys + b"\x18g")
        return self.await_line()

    def close(self):
        os.write(self.screen, b"exit\r")
        try:
            while os.read(self.screen, 65536):
                pass
        except OSError:
            pass
        os.waitpid(self.child, 0)


def ask_fish(line):
    source = shlex.quote(f"{completions}/gouji.fish")
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {source}; "
         "complete --do-complete $argv[1]", line],
        cwd=desk, stdout=subprocess.PIPE, check=True,
        env={**os.environ, "HOME": folder})
    return [one.split("\t")[0]
            for one in done.stdout.decode("utf-8").splitlines()]


terminal = None if shell == "fish" else Terminal()


def one(line, completed):
    """The line has one completion; `completed` is the line with it."""
    if terminal is None:
        words = ask_fish(line)
        got = shlex.split(line[:line.rfind(" ") + 1]) + words
    else:
        got = shlex.split(terminal.press(line, b"\x18t"))
    wanted = shlex.split(completed)
    say(got == wanted, f"{line!r} becomes {completed!r}", f"it was {got!r}")


def every(line, wanted, what):
    """All completions of the last word, and no others."""
    if terminal is None:
        got = ask_fish(line)
    else:
        got = shlex.split(terminal.press(line, b"\x18a"))
        got = got[len(line.split(" ")) - 1:]
    say(sorted(set(got)) == sorted(wanted), what, f"wanted {sorted(wanted)}",
        f"it was {sorted(got)}")


def program(*words):
    return subprocess.run(["gouji", *words], stdout=subprocess.PIPE, cwd=desk,
                          check=True).stdout.decode("utf-8").splitlines()


def options(command):
    return {word for line in program(command, "--help")
            for word in line.replace("-j,", "").split()[:1]
            if word.startswith("--")}


commands = [line.split()[0] for line in program("--help")
            if line.startswith("  ") and line[2:3].islower()]
every("gouji ", commands, "the commands are those of the help")
for command in commands:
    every(f"gouji {command} --", options(command),
          f"the options of gouji {command} are those of its help")
rules = [line.split()[0] for line in program("rules") if line[0] == " "]
every("gouji explain equations/", [r for r in rules if r.startswith("equ")],
      "the rules of a plugin are those of gouji rules")
every("gouji check --fail-on ", ["error", "warning", "info", "never"],
      "the values of an option are those of the table")

one("gouji expl", "gouji explain ")
one("gouji plugin te", "gouji plugin test ")
one("gouji schema v", "gouji schema validate ")
one("gouji check --stri", "gouji check --strict ")
one("gouji check --format nd", "gouji check --format ndjson ")
one("gouji check --format=nd", "gouji check --format=ndjson ")
one("gouji rules --format ma", "gouji rules --format markdown ")
one("gouji check --form zf", "gouji check --form zfxxgk-2021 ")
one("gouji check --rule equations/requests-b",
    "gouji check --rule equations/requests-balance ")
one("gouji check report.", "gouji check report.json ")
one("gouji check --strict report.", "gouji check --strict report.json ")
one("gouji check -- report.", "gouji check -- report.json ")
one("gouji check two", "gouji check two\\ words.json ")
one("gouji check @report.", "gouji check @report.json ")
one("gouji check 表/", "gouji check 表/一.json ")
one("gouji check --format json=report.", "gouji check --format json=report.json ")
one("gouji check --form-dir 表", "gouji check --form-dir 表/")
one("gouji check --form-dir report", "gouji check --form-dir reports/")
one("gouji check --config=report.", "gouji check --config=report.json ")
one("gouji new-plugin tally --lang r", "gouji new-plugin tally --lang rust ")
one("gouji --vers", "gouji --version ")

if terminal is not None:
    terminal.close()
sys.exit(failed)
