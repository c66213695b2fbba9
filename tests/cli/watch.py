"""Saves drafts in every way an editor does, and reads what comes of it.

    watch.py PROGRAM FOLDER CLEAN DRAFT ROGUE

Each test has a folder of its own below FOLDER with two reports, draft.json and
mark.json. Where nothing should come of something, mark.json is saved behind
it: the next check must be of that alone. Nothing here waits for a time to pass.
"""
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time

program, folder, clean, draft, rogue = sys.argv[1:6]
PATIENCE = 120
WAITING = b"Ctrl-C ends.\n"
failed = False
clean_text = pathlib.Path(clean).read_text("utf-8")
draft_text = pathlib.Path(draft).read_text("utf-8")


class Watch:
    """gouji check --watch at work."""

    def __init__(self, desk, *arguments, environment=None):
        self.command = [program, "check", "--watch", *arguments]
        self.process = subprocess.Popen(
            self.command, cwd=desk, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})})
        self.files = {"out": self.process.stdout, "err": self.process.stderr}
        self.seen = {"out": b"", "err": b""}

    def read(self):
        """Something from either output; False when both have ended."""
        ready = select.select(list(self.files.values()), [], [], PATIENCE)[0]
        if not ready:
            raise TimeoutError(f"nothing came after {self.seen}")
        for name, file in list(self.files.items()):
            if file in ready:
                part = os.read(file.fileno(), 65536)
                self.seen[name] += part
                if not part:
                    del self.files[name]
        return bool(self.files)

    def check(self, end=WAITING, where="out"):
        """All that is said up to and with the end of the next check."""
        while end not in self.seen[where]:
            if not self.read():
                raise EOFError(f"it ended: {self.seen}")
        text, _, self.seen[where] = self.seen[where].partition(end)
        return (text + end).decode("utf-8", "backslashreplace")

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.status()

    def status(self):
        while self.files and self.read():
            pass
        return self.process.wait(PATIENCE)


def saved(check):
    """What a check says that was saved."""
    return re.search(r"^--- \d\d:\d\d:\d\d (.*) ---$", check, re.M)[1]


def middle(check):
    """What stands between the lines around a check."""
    return "".join(check.lstrip("\n").splitlines(True)[1:-2])


def plain(desk, *arguments):
    return subprocess.run([program, "check", *arguments], cwd=desk,
                          stdout=subprocess.PIPE,
                          check=False).stdout.decode("utf-8")


class Desk:
    """A folder with drafts that are being watched."""

    def __init__(self, name, *arguments, paths=("draft.json", "mark.json"),
                 **options):
        self.path = pathlib.Path(folder, name)
        self.path.mkdir()
        self.save("draft.json", draft_text)
        self.save("mark.json", clean_text)
        self.prepare()
        self.watch = Watch(self.path, *arguments, *paths, **options)
        self.first = self.watch.check() if not arguments else ""

    def prepare(self):
        """What there is besides."""

    def save(self, name, text):
        (self.path / name).write_text(text, "utf-8")

    def mark(self):
        """What the next check is of when mark.json was saved."""
        self.save("mark.json", clean_text)
        return saved(self.watch.check())

    def expect_saved(self, name="draft.json"):
        found = saved(self.watch.check())
        assert found == f"{name} saved", found
        self.expect_nothing()

    def expect_nothing(self):
        found = self.mark()
        assert found == "mark.json saved", found

    def __enter__(self):
        return self

    def __exit__(self, *why):
        self.watch.process.kill()
        self.watch.process.wait()
        self.watch.process.stdout.close()
        self.watch.process.stderr.close()


tests = []


def test(function):
    tests.append(function)
    return function


# --------------------------------------------------------- ways to save

@test
def a_check_shows_what_a_plain_check_shows():
    with Desk("plain") as desk:
        names = ["draft.json", "mark.json"]
        assert saved(desk.first) == "first check", desk.first
        assert middle(desk.first) == plain(desk.path, *names), desk.first
        assert desk.first.endswith("\nNot passed. Waiting for the next save; "
                                   "Ctrl-C ends.\n"), desk.first
        desk.save("draft.json", clean_text)
        again = desk.watch.check()
        assert saved(again) == "draft.json saved", again
        assert middle(again) == plain(desk.path, *names), again
        assert "\nPassed. Waiting" in again, again


@test
def it_speaks_chinese():
    with Desk("chinese", "--lang", "zh") as desk:
        first = desk.watch.check(end="按 Ctrl-C 结束。\n".encode())
        assert saved(first) == "首次检查", first
        assert "\n未通过。等待下次保存，" in first, first
        desk.save("draft.json", clean_text)
        again = desk.watch.check(end="按 Ctrl-C 结束。\n".encode())
        assert saved(again) == "draft.json 已保存", again
        assert "\n通过。等待下次保存，" in again, again


@test
def a_file_that_is_written_over_counts_when_it_is_closed():
    with Desk("truncated") as desk:
        with open(desk.path / "draft.json", "w", encoding="utf-8") as file:
            file.write(clean_text[:1000])
            file.flush()
            desk.expect_nothing()
            file.write(clean_text[1000:])
        again = desk.watch.check()
        assert saved(again) == "draft.json saved", again
        assert "Passed." in again, again


@test
def a_file_that_another_takes_the_place_of_is_saved():
    with Desk("renamed") as desk:
        for name in ("draft.json.tmp", ".draft.json.swp", "4913"):
            desk.save(name, clean_text)
            os.rename(desk.path / name, desk.path / "draft.json")
            desk.expect_saved()


@test
def the_backup_dance_of_an_editor_is_one_save():
    with Desk("dance") as desk:
        for _ in range(5):
            desk.save("4913", "")
            os.unlink(desk.path / "4913")
            os.rename(desk.path / "draft.json", desk.path / "draft.json~")
            desk.save("draft.json", clean_text)
            os.chmod(desk.path / "draft.json", 0o600)
            os.unlink(desk.path / "draft.json~")
            desk.expect_saved()


@test
def vim_itself_is_understood():
    vim = shutil.which("vim") or shutil.which("vim.tiny")
    if vim is None:
        return "there is no vim"
    with Desk("vim") as desk:
        for way in ("yes", "no", "auto"):
            subprocess.run(
                [vim, "-u", "NONE", "-i", "NONE", "-es", "-c",
                 f"set backup writebackup backupcopy={way}", "-c",
                 "wq!", "draft.json"], check=False,
                cwd=desk.path, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            desk.expect_saved()
    return None


@test
def a_file_that_is_removed_is_checked_when_it_comes_back():
    with Desk("removed") as desk:
        os.unlink(desk.path / "draft.json")
        desk.save("mark.json", clean_text)
        gone = desk.watch.check()
        assert saved(gone) == "mark.json saved", gone
        assert "(status 3)" in gone, gone
        desk.save("draft.json", clean_text)
        desk.expect_saved()


@test
def a_burst_is_one_check():
    with Desk("burst") as desk:
        os.kill(desk.watch.process.pid, signal.SIGSTOP)
        for turn in range(50):
            desk.save("new", clean_text if turn == 49 else draft_text)
            os.rename(desk.path / "new", desk.path / "draft.json")
        os.kill(desk.watch.process.pid, signal.SIGCONT)
        again = desk.watch.check()
        assert saved(again) == "draft.json saved", again
        assert "Passed." in again, again
        desk.expect_nothing()


@test
def several_files_at_once_are_one_check():
    with Desk("several") as desk:
        os.kill(desk.watch.process.pid, signal.SIGSTOP)
        desk.save("draft.json", clean_text)
        desk.save("mark.json", clean_text)
        os.kill(desk.watch.process.pid, signal.SIGCONT)
        again = desk.watch.check()
        assert saved(again) == "draft.json and others saved", again
        desk.expect_nothing()


@test
def what_is_saved_during_a_check_is_checked():
    with Desk("during") as desk:
        for text, verdict in [(clean_text, "Passed."),
                              (draft_text, "Not passed.")] * 10:
            desk.save("mark.json", clean_text)
            desk.watch.check(end=b" saved ---\n")
            desk.save("draft.json", text)
            while verdict not in desk.watch.check():
                pass
            # The save may have come before the check read the file.
            while desk.mark() != "mark.json saved":
                pass


@test
def more_than_can_be_told_is_still_checked():
    """The queue of events has a limit."""
    limit = int(pathlib.Path("/proc/sys/fs/inotify/max_queued_events")
                .read_text("ascii"))
    if limit > 100000:
        return f"fs.inotify.max_queued_events is {limit}"
    with Desk("overflow") as desk:
        os.kill(desk.watch.process.pid, signal.SIGSTOP)
        for turn in range(limit // 2 + 1):
            for name in ("one", "two"):
                os.close(os.open(desk.path / name,
                                 os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
            if turn % 2:
                os.unlink(desk.path / "one")
        desk.save("draft.json", clean_text)
        os.kill(desk.watch.process.pid, signal.SIGCONT)
        again = desk.watch.check()
        assert saved(again) == "files saved", again
        assert "Passed." in again, again
    return None


# ----------------------------------------------------------- folders, links

class Nested(Desk):
    def prepare(self):
        (self.path / "year" / "unit").mkdir(parents=True)
        self.save("year/unit/draft.json", draft_text)


@test
def a_folder_that_is_moved_away_is_not_followed_and_one_in_its_place_is():
    paths = ("year/unit/draft.json", "mark.json")
    for part in ("year", "year/unit"):
        with Nested("moved-" + part.replace("/", "-"), paths=paths) as desk:
            os.rename(desk.path / part, desk.path / "gone")
            rest = "unit/draft.json" if part == "year" else "draft.json"
            desk.save("gone/" + rest, clean_text)
            desk.expect_nothing()
            os.rename(desk.path / "gone", desk.path / part)
            desk.expect_saved("year/unit/draft.json")
            shutil.rmtree(desk.path / part)
            desk.expect_nothing()
            (desk.path / "year" / "unit").mkdir(parents=True)
            desk.expect_nothing()
            desk.save("year/unit/draft.json", clean_text)
            desk.expect_saved("year/unit/draft.json")


@test
def a_file_that_is_not_there_yet_is_waited_for():
    with Desk("early", paths=("a/b/c.json", "mark.json")) as desk:
        assert "a/b/c.json" in desk.first, desk.first
        assert "(status 3)" in desk.first, desk.first
        (desk.path / "a" / "b").mkdir(parents=True)
        desk.expect_nothing()
        desk.save("a/b/c.json", clean_text)
        desk.expect_saved("a/b/c.json")


@test
def an_absolute_path_is_as_good():
    path = str(pathlib.Path(folder).resolve() / "absolute" / "draft.json")
    with Desk("absolute", paths=(path, "mark.json")) as desk:
        desk.save("draft.json", clean_text)
        desk.expect_saved(path)


class Linked(Desk):
    def prepare(self):
        for name in ("one", "two"):
            (self.path / name).mkdir()
            self.save(f"{name}/real.json", draft_text)
        os.unlink(self.path / "draft.json")
        os.symlink("one/real.json", self.path / "draft.json")
        os.symlink("one", self.path / "current")


@test
def links_are_followed_and_may_be_turned():
    with Linked("linked") as desk:
        desk.save("one/real.json", clean_text)
        desk.expect_saved()
        os.symlink("two/real.json", desk.path / "new")
        os.rename(desk.path / "new", desk.path / "draft.json")
        desk.expect_saved()
        desk.save("one/real.json", clean_text)
        desk.expect_nothing()
        desk.save("two/real.json", clean_text)
        desk.expect_saved()
        os.unlink(desk.path / "draft.json")
        os.symlink("one/real.json", desk.path / "draft.json")
        desk.expect_saved()
    paths = ("current/real.json", "mark.json")
    with Linked("linked-folder", paths=paths) as desk:
        os.symlink("two", desk.path / "new")
        os.rename(desk.path / "new", desk.path / "current")
        desk.expect_saved("current/real.json")
        desk.save("two/real.json", clean_text)
        desk.expect_saved("current/real.json")


@test
def of_a_folder_all_reports_are_watched_and_new_ones_too():
    paths = ("year", "mark.json")
    with Nested("folder", paths=paths) as desk:
        assert "year/unit/draft.json" in desk.first, desk.first
        desk.save("year/unit/draft.json", clean_text)
        desk.expect_saved("year/unit/draft.json")
        desk.save("year/new.json", clean_text)
        desk.expect_saved("year/new.json")
        for name in ("notes.txt", ".hidden.json", "draft.json~"):
            desk.save("year/" + name, clean_text)
        (desk.path / "year" / ".git").mkdir()
        desk.save("year/.git/x.json", clean_text)
        (desk.path / "year" / "other").mkdir()
        desk.expect_nothing()
        desk.save("year/other/deep.json", clean_text)
        desk.expect_saved("year/other/deep.json")
        (desk.path / "made").mkdir()
        desk.save("made/x.json", clean_text)
        os.rename(desk.path / "made", desk.path / "year" / "made")
        desk.expect_saved("year/made")
        os.rename(desk.path / "year" / "made", desk.path / "gone")
        desk.save("gone/x.json", clean_text)
        desk.expect_nothing()


# ------------------------------------------------------------------ outputs

@test
def files_are_written_whole_at_each_check_and_are_no_saves():
    paths = (".",)
    options = ("--format", "text", "--format", "json=found.json", "--format",
               "html=page.html")
    with Desk("outputs", *options, paths=paths) as desk:
        desk.watch.check()
        for turn, text in enumerate([clean_text, draft_text] * 3):
            desk.save("draft.json", text)
            found = saved(desk.watch.check())
            assert found == "./draft.json saved", found
            result = json.loads((desk.path / "found.json").read_text("utf-8"))
            assert (result["summary"]["errors"] > 0) == (turn % 2 == 1), result
            page = (desk.path / "page.html").read_text("utf-8")
            assert page.rstrip().endswith("</html>"), page[-100:]
        assert sorted(os.listdir(desk.path)) == [
            "draft.json", "found.json", "mark.json", "page.html"]


@test
def only_results_go_to_standard_output():
    with Desk("json", "--format", "ndjson") as desk:
        desk.watch.check(where="err")
        for _ in range(3):
            desk.save("draft.json", clean_text)
            said = desk.watch.check(where="err")
            assert saved(said) == "draft.json saved", said
        assert desk.watch.end() == -signal.SIGINT
        lines = [json.loads(line) for line in
                 desk.watch.seen["out"].decode("utf-8").splitlines()]
        assert len(lines) == 4 * 3, len(lines)


@test
def a_name_cannot_steer_the_terminal():
    name = "a\x1b(0\n---.json"
    with Desk("steering", paths=(name,)) as desk:
        desk.save(name, clean_text)
        again = desk.watch.check()
        assert "\x1b" not in again, again
        assert saved(again) == "a\\x1b(0\\x0a---.json saved", again


@test
def a_disk_that_is_full_is_named_and_the_run_goes_on():
    with Desk("full") as desk:
        with open("/dev/full", "wb") as full:
            broken = subprocess.Popen(
                [program, "check", "--watch", "draft.json"], cwd=desk.path,
                stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE)
        said = b""
        for turn in range(3):
            while not said.endswith(WAITING):
                said += os.read(broken.stderr.fileno(), 65536)
            assert said.count(b"No space left on device") == turn + 1, said
            assert said.count(b"Not wholly checked") == turn + 1, said
            desk.save("draft.json", clean_text)
            said += os.read(broken.stderr.fileno(), 65536)
        broken.kill()
        broken.wait()
        broken.stderr.close()


# --------------------------------------------------------- settings anew

@test
def a_configuration_may_come_change_and_go():
    with Desk("coming") as desk:
        above = pathlib.Path(folder, "gouji.json")
        near = desk.path / "gouji.json"

        def expect(said, verdict):
            again = desk.watch.check()
            assert saved(again) == said, again
            assert verdict in again, again
            return again

        desk.save("draft.json", draft_text)
        expect("draft.json saved", "Not passed.")
        above.write_text('{"fail_on": "never"}', "utf-8")
        expect("../gouji.json saved", "\nPassed.")
        # The nearest one counts.
        new = desk.path / "new"
        new.write_text('{"language": "zh"}', "utf-8")
        os.rename(new, near)
        again = expect("gouji.json saved", "Not passed.")
        assert "第一项" in again, again
        near.write_text('{"fail_on": "never"}', "utf-8")
        expect("gouji.json saved", "\nPassed.")
        above.unlink()
        expect("../gouji.json removed", "\nPassed.")
        near.unlink()
        expect("gouji.json removed", "Not passed.")
        (desk.path / "elsewhere").write_text('{"fail_on": "never"}', "utf-8")
        os.symlink("elsewhere", near)
        expect("gouji.json saved", "\nPassed.")
        near.unlink()
        expect("gouji.json removed", "Not passed.")
        desk.expect_nothing()


@test
def what_a_link_leads_to_may_come_later():
    class Dangling(Desk):
        def prepare(self):
            os.symlink("shared/rules/gouji.json", self.path / "gouji.json")
            os.symlink("elsewhere", self.path / "shared")

    with Dangling("dangling") as desk:
        assert "(status 2)" in desk.first, desk.first
        rules = desk.path / "elsewhere" / "rules"
        (desk.path / "new" / "rules").mkdir(parents=True)
        (desk.path / "new" / "rules" / "gouji.json").write_text(
            '{"fail_on": "never"}', "utf-8")
        os.rename(desk.path / "new", desk.path / "elsewhere")
        again = desk.watch.check()
        assert saved(again) == "gouji.json saved", again
        assert "\nPassed." in again, again
        (rules / "gouji.json").write_text("{}", "utf-8")
        again = desk.watch.check()
        assert saved(again) == "gouji.json saved", again
        assert "Not passed." in again, again
        desk.expect_nothing()
    with Desk("dangling-draft", paths=("link.json", "mark.json")) as desk:
        os.symlink("later.json", desk.path / "link.json")
        desk.expect_nothing()
        desk.save("later.json", clean_text)
        desk.expect_saved("link.json")


@test
def a_configuration_that_is_broken_at_first_may_be_mended():
    class Broken(Desk):
        def prepare(self):
            self.save("gouji.json", '{"fail_on": "nev')
            self.save("known.json", "{}")

    with Broken("broken", "--baseline", "known.json") as desk:
        first = desk.watch.check()
        assert "(status 2)" in first, first
        assert b"gouji.json:1:" in desk.watch.seen["err"], desk.watch.seen
        desk.save("gouji.json", '{"fail_on": "never"}')
        again = desk.watch.check()
        assert "(status 2)" in again, again
        assert b"known.json" in desk.watch.seen["err"], desk.watch.seen
        os.unlink(desk.path / "known.json")
        subprocess.run([program, "baseline", "write", "--baseline",
                        "known.json", "draft.json"], cwd=desk.path,
                       stdout=subprocess.DEVNULL, check=True)
        while "\nPassed." not in again:
            again = desk.watch.check()
    broken = Watch(desk.path, "--rule", "nope", "draft.json")
    assert broken.status() == 2


@test
def no_configuration_is_waited_for_where_none_is_wanted():
    with Desk("unwanted", "--no-config") as desk:
        desk.watch.check()
        (desk.path / "gouji.json").write_text('{"fail_on": "never"}', "utf-8")
        desk.expect_nothing()


@test
def a_baseline_that_goes_is_missed():
    class Known(Desk):
        def prepare(self):
            subprocess.run([program, "baseline", "write", "--baseline",
                            "known.json", "draft.json"], cwd=self.path,
                           stdout=subprocess.DEVNULL, check=True)

    with Known("missed", "--baseline", "known.json") as desk:
        first = desk.watch.check()
        assert "\nPassed." in first, first
        os.rename(desk.path / "known.json", desk.path / "kept.json")
        again = desk.watch.check()
        assert saved(again) == "known.json removed", again
        assert "status 2" in again, again
        os.rename(desk.path / "kept.json", desk.path / "known.json")
        again = desk.watch.check()
        assert saved(again) == "known.json saved", again
        assert "\nPassed." in again, again


@test
def configuration_and_baseline_are_read_anew_when_they_are_saved():
    config = pathlib.Path(folder, "config", "gouji.json")

    class Configured(Desk):
        def prepare(self):
            config.write_text("{}", "utf-8")
            subprocess.run([program, "baseline", "write", "--baseline",
                            "known.json", "draft.json"], cwd=self.path,
                           stdout=subprocess.DEVNULL, check=True)
            os.rename(self.path / "known.json", self.path / "full.json")
            subprocess.run([program, "baseline", "write", "--baseline",
                            "empty.json", "mark.json"], cwd=self.path,
                           stdout=subprocess.DEVNULL, check=True)
            os.rename(self.path / "empty.json", self.path / "known.json")

    with Configured("config", "--baseline", "known.json") as desk:
        first = desk.watch.check()
        assert "Not passed." in first, first
        config.write_text('{"fail_on": "never"}', "utf-8")
        again = desk.watch.check()
        assert saved(again) == "gouji.json saved", again
        assert "Passed." in again, again
        config.write_text('{"fail_on": "nev', "utf-8")
        assert "(status 2)" in desk.watch.check()
        config.write_text("{}", "utf-8")
        assert "Not passed." in desk.watch.check()
        os.rename(desk.path / "full.json", desk.path / "known.json")
        again = desk.watch.check()
        assert saved(again) == "known.json saved", again
        assert "Passed." in again, again


# ------------------------------------------------------------ how it ends

@test
def a_signal_ends_it_as_it_ends_any_check():
    for number in (signal.SIGINT, signal.SIGTERM):
        with Desk(f"signal-{number}") as desk:
            assert desk.watch.end(number) == -number
    with Desk("signal-during", "--format", "json=found.json") as desk:
        for _ in range(3):
            desk.watch.check(where="err")
            desk.save("draft.json", clean_text)
        desk.watch.check(end=b" ---\n", where="err")
        assert desk.watch.end() == -signal.SIGINT
        json.loads((desk.path / "found.json").read_text("utf-8"))


@test
def it_ends_when_nobody_reads_it_any_more():
    with Desk("unread") as desk:
        desk.watch.files.pop("out").close()
        assert desk.watch.status() == -signal.SIGPIPE


def descriptors(pid):
    """What is open; where in a file it is differs."""
    return sorted(os.readlink(entry) for entry in
                  pathlib.Path(f"/proc/{pid}/fd").iterdir())


def children(pid):
    """Of all processes there are, those whose parent it is."""
    count = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text("utf-8", "replace")
        except OSError:
            continue
        count += text.rpartition(")")[2].split()[1] == str(pid)
    return count


def memory(pid):
    """KiB that are its own."""
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return int(re.search(r"^Private_Dirty: +(\d+)", text, re.M)[1])


@test
def two_hundred_checks_leave_no_descriptor_and_no_process_behind():
    class Known(Desk):
        def prepare(self):
            subprocess.run([program, "baseline", "write", "--baseline",
                            "known.json", "mark.json"], cwd=self.path,
                           stdout=subprocess.DEVNULL, check=True)
            (self.path / "gouji.json").write_text("{}", "utf-8")

    with Known("many", "--baseline", "known.json", "--format", "text",
               "--format", "sarif=found.sarif") as desk:
        pid = desk.watch.process.pid
        desk.watch.check()
        before, used = None, 0
        for turn in range(200):
            desk.save("draft.json", draft_text if turn % 2 else clean_text)
            desk.watch.check()
            now = descriptors(pid)
            before = before or now
            assert now == before, (turn, before, now)
            assert children(pid) == 0, turn
            used = memory(pid) if turn == 59 else used
        grown = memory(pid) - used
        print(f"# watch: after 140 more checks, {grown} KiB more than {used}")
        # The sanitizer keeps what was freed.
        assert "asan" in program or grown < 400, (used, grown)


@test
def each_check_is_contained():
    if not rogue:
        return "this build contains nothing"
    with Desk("contained", "--plugin-dir", rogue) as desk:
        desk.watch.check()
        for _ in range(3):
            desk.save("draft.json", clean_text)
            again = desk.watch.check()
            assert "rogue/wild" in again and "SIGSEGV" in again, again
            assert "(status 4)" in again, again
    return None


@test
def the_pages_show_what_it_says():
    """But for the time and the number of rules there are."""
    for page, language in (("use.md", "en"), ("use.zh-CN.md", "zh")):
        with Desk(page, "--lang", language, paths=("draft.json",)) as desk:
            end = "Ctrl-C ends.\n" if language == "en" else "Ctrl-C 结束。\n"
            desk.watch.check(end=end.encode())
            desk.save("draft.json", clean_text)
            said = desk.watch.check(end=end.encode()).lstrip("\n")
            text = pathlib.Path("docs", page).read_text("utf-8")
            shown = re.search(r"```text\n(--- .*?)```", text, re.S)[1]
            assert (re.sub(r"\d+", "N", shown) ==
                    re.sub(r"\d+", "N", said)), (shown, said)


# ----------------------------------------------------------- on a terminal

def on_terminal(desk, term):
    """What a terminal of 80 columns gets in three checks."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(desk)
        os.environ["TERM"] = term
        os.execvp("sh", ["sh", "-c", 'stty columns 80 && exec "$@"', "sh",
                         program, "check", "--watch", "x" * 100 + ".json",
                         "draft.json"])
    seen, checks = b"", []
    while len(checks) < 3:
        if not select.select([terminal], [], [], PATIENCE)[0]:
            raise TimeoutError(seen)
        seen += os.read(terminal, 65536)
        if b"Ctrl-C ends.\r\n" in seen:
            checks.append(seen.decode("utf-8"))
            seen = b""
            if len(checks) < 3:
                (desk / ("x" * 100 + ".json")).write_text(clean_text, "utf-8")
    os.write(terminal, b"\x03")
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    return checks, status


@test
def a_terminal_is_cleared_between_checks():
    desk = pathlib.Path(folder, "terminal")
    desk.mkdir()
    (desk / "draft.json").write_text(clean_text, "utf-8")
    checks, status = on_terminal(desk, "xterm")
    assert status == -signal.SIGINT, status
    for check in checks:
        assert check.startswith("\x1b[H\x1b[2J\x1b[1m--- "), check
        assert check.count("\x1b[2J") == 1, check
        head = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", check).split("\r\n")[0]
        assert len(head) <= 80, head
    assert "…" in checks[1].split("\r\n")[0], checks[1]
    checks, _ = on_terminal(desk, "dumb")
    for check in checks:
        assert "\x1b[2J" not in check, check


for function in tests:
    name = function.__name__.replace("_", " ")
    began = time.monotonic()
    try:
        why = function()
    except (AssertionError, OSError, EOFError, ValueError,
            subprocess.SubprocessError) as error:
        print("not ok -", name)
        print("    ", type(error).__name__, str(error)[:3000])
        failed = True
        continue
    if why:
        print("# skipped:", why + ":", name)
    else:
        print("ok -", name)
    if os.environ.get("GOUJI_TIMES"):
        print(f"    {time.monotonic() - began:.1f} s")
sys.exit(failed)
