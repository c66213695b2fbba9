#!/usr/bin/env python3
"""Makes what tests/cli/inputs.sh checks: archives.py SAMPLES FOLDER

One file for each way in which reports are sent in, and in which that fails.
"""

import gzip
import io
import json
import pathlib
import random
import sys
import tarfile
import warnings
import zipfile

DEFLATED = zipfile.ZIP_DEFLATED


def zip_of(path, members):
    with zipfile.ZipFile(path, "w", DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)


def tar_of(path, mode, members):
    with tarfile.open(path, mode) as archive:
        for name, text in members:
            data = text.encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("link.json")
        link.type = tarfile.SYMTYPE
        link.linkname = "/etc/passwd"
        archive.addfile(link)


def flip(path, at):
    """Damages one byte."""
    data = bytearray(path.read_bytes())
    data[at] ^= 0x55
    path.write_bytes(data)


def encrypt(path, source):
    """Says of each member that it is encrypted."""
    data = bytearray(source.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)


def cut(path, source, part):
    data = source.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])


def main():
    samples, folder = map(pathlib.Path, sys.argv[1:])
    good = (samples / "laochengqu-2024.json").read_text(encoding="utf-8")
    bad = (samples / "draft.json").read_text(encoding="utf-8")
    one = json.dumps(json.loads(good), ensure_ascii=False)
    two = json.dumps(json.loads(bad), ensure_ascii=False)

    zip_of(folder / "units.zip", [
        ("报告/一.json", bad), ("../above.json", good),
        ("/etc/root.json", good), ("readme.txt", "nothing"),
        ("__MACOSX/._one.json", "nothing"), (".hidden/a.json", "nothing"),
        ("lines.jsonl", one + "\n\nnope\n"), ("in.zip", "PK"),
        ("in.json.gz", "x")])
    tar_of(folder / "units.tar.gz", "w:gz", [("a.json", good)])
    tar_of(folder / "units.tar", "w", [("a.json", good)])
    zip_of(folder / "none.zip", [("readme.txt", "nothing")])

    zip_of(folder / "gbk.zip", [("XXXX.json", good)])
    raw = (folder / "gbk.zip").read_bytes()
    (folder / "gbk.zip").write_bytes(
        raw.replace(b"XXXX", "北京".encode("gbk")))
    # Neither UTF-8 nor GB 18030.
    (folder / "noname.zip").write_bytes(raw.replace(b"XXXX", b"X\xff\xff\xff"))

    with warnings.catch_warnings(action="ignore"):
        zip_of(folder / "twice.zip", [("a.json", good), ("a.json", bad)])
    encrypt(folder / "encrypted.zip", folder / "twice.zip")

    zip_of(folder / "damaged.zip", [("a.json", good), ("b.json", good)])
    flip(folder / "damaged.zip", 1000)
    cut(folder / "cut.zip", folder / "units.zip", 0.7)
    cut(folder / "cut.tar.gz", folder / "units.tar.gz", 0.7)
    (folder / "junk.zip").write_bytes(b"not a zip file")
    (folder / "junk.tar").write_bytes(b"not a tar file" * 100)

    with gzip.open(folder / "one.json.gz", "wt", encoding="utf-8") as file:
        file.write(good)
    cut(folder / "cut.json.gz", folder / "one.json.gz", 0.7)
    (folder / "damaged.json.gz").write_bytes(
        (folder / "one.json.gz").read_bytes())
    flip(folder / "damaged.json.gz", -6)  # only its check sum
    whole = (folder / "one.json.gz").read_bytes()
    (folder / "filled.json.gz").write_bytes(whole + bytes(70000))
    for name, rest in ("text", b"and more"), ("byte", b"\n"), \
            ("magic", b"\x1f\x8bno"), ("late", bytes(70000) + b"x"):
        (folder / f"{name}-behind.json.gz").write_bytes(whole + rest)
    (folder / "behind.tar.gz").write_bytes(
        (folder / "units.tar.gz").read_bytes() + b"and more")
    (folder / "sum.tar.gz").write_bytes((folder / "units.tar.gz").read_bytes())
    flip(folder / "sum.tar.gz", -6)
    (folder / "plain.json.gz").write_text(good, encoding="utf-8")

    (folder / "lines.jsonl").write_text(
        one + "\r\n\r\n" + two + "\n{\n" + one, encoding="utf-8")
    (folder / "empty.jsonl").write_text("\n\r\n")
    with gzip.open(folder / "lines.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(one + "\n" + two)
    (folder / "members.jsonl.gz").write_bytes(
        gzip.compress((one + "\n" + two[:99]).encode()) +
        gzip.compress(two[99:].encode()))
    (folder / "behind.jsonl.gz").write_bytes(
        gzip.compress((one + "\n" + two + "\n").encode()) + b"and more")
    noise = random.Random(1).randbytes(60000).hex()
    cut_lines = folder / "cut-lines.jsonl.gz"
    cut_lines.write_bytes(gzip.compress(
        (one + "\n" + json.dumps(noise)).encode()))
    cut(cut_lines, cut_lines, 0.9)

    # 64 MB of blanks in 64 KB.
    zip_of(folder / "bomb.zip", [
        ("first.json", good), ("blanks.json", " " * (64 << 20)),
        ("last.json", good)])
    tar_of(folder / "bomb.tar.gz", "w:gz", [
        ("blanks.bin", " " * (64 << 20)), ("last.json", good)])
    (folder / "bomb.json.gz").write_bytes(gzip.compress(b" " * (64 << 20)))


if __name__ == "__main__":
    main()
