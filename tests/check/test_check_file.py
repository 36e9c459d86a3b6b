from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix
from wa_link.check import check_file as module
from wa_link.check.check_file import MAX_BYTES, check_data, check_file
from wa_link.check.check_options import CheckOptions
from wa_link.check.check_text import check_selected
from wa_link.check.decode_file import Encoded
from wa_link.check.run import check_paths
from wa_link.check.selection import Selection
from wa_link.check.walk_folders import Skip

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.check.finding import Finding

WRONG = (
    b"See https://wa.me/+447911123456 and https://wa.me/07911123456 and "
    b"https://wa.me/447911123456\n"
)
FIXED = WRONG.replace(b"+", b"")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(WRONG)
    return path


def test_without_fix_nothing_is_written(page: Path) -> None:
    before = page.stat()
    result = check_file(str(page), CheckOptions())
    assert [each.place for each in result.findings] == ["1:5", "1:37"]
    assert (result.right_links, result.fixed, page.stat()) == (1, 0, before)


def test_a_fix_leaves_the_findings_without_fix(page: Path) -> None:
    result = check_file(str(page), CheckOptions(fix=True))
    assert page.read_bytes() == FIXED
    assert (result.fixed, [each.place for each in result.findings]) == (1, ["1:36"])
    assert result.right_links == 2


def test_fixing_twice_changes_nothing_more(page: Path) -> None:
    check_file(str(page), CheckOptions(fix=True))
    before = page.stat()
    assert check_file(str(page), CheckOptions(fix=True)).fixed == 0
    assert page.stat() == before


@posix("owners and modes of files")
def test_mode_and_owner_are_kept(page: Path) -> None:
    page.chmod(0o2751)
    if os.geteuid() == 0:
        os.chown(page, 1234, 5678)
    before = page.stat()
    check_file(str(page), CheckOptions(fix=True))
    after = page.stat()
    assert page.read_bytes() == FIXED
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert stat.S_IMODE(after.st_mode) == stat.S_IMODE(before.st_mode)


def test_hard_links_are_reported_only(page: Path, tmp_path: Path) -> None:
    os.link(page, tmp_path / "other.html")
    result = check_file(str(page), CheckOptions(fix=True))
    assert page.read_bytes() == WRONG
    assert page.samefile(tmp_path / "other.html")
    assert [each.finding.fix for each in result.findings] == [None, None]
    assert result.obstacle.startswith("it has several hard links")


@pytest.mark.parametrize("is_named", [True, False], ids=["named", "in a folder"])
def test_symbolic_links_are_never_replaced(page: Path, tmp_path: Path, *, is_named: bool) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    link = folder / "page.html"
    link.symlink_to(page)
    [result] = check_paths([str(link if is_named else folder)], CheckOptions(fix=True))
    assert (result.skip, result.is_named) == (Skip.SYMBOLIC_LINK, is_named)
    assert link.is_symlink()
    assert page.read_bytes() == WRONG


def test_a_file_that_becomes_a_symbolic_link_is_not_read(page: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(page)
    assert check_file(str(link), CheckOptions(fix=True)).error
    assert page.read_bytes() == WRONG


@pytest.mark.parametrize("change", ["content", "time", "link", "hard link"])
def test_a_file_that_changes_meanwhile_is_not_replaced(
    page: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:

    def check_and_change(text: str, options: CheckOptions) -> tuple[list[Finding], int]:
        if change == "content":
            page.write_bytes(b"new")
        elif change == "time":
            os.utime(page, (1, 1))
        elif change == "link" and not page.is_symlink():
            page.rename(page.with_suffix(".old"))
            page.symlink_to(page.with_suffix(".old"))
        elif change == "hard link" and page.stat().st_nlink == 1:
            os.link(page, page.with_suffix(".old"))
        return check_selected(text, options)

    monkeypatch.setattr(module, "check_selected", check_and_change)
    result = check_file(str(page), CheckOptions(fix=True))
    assert result.error.startswith("can't be fixed: it was changed while it was checked")
    assert page.read_bytes() == (b"new" if change == "content" else WRONG)
    assert page.is_symlink() == (change == "link")
    assert [each.finding.fix for each in result.findings] == [None, None]
    assert result.fixed == 0
    assert not list(page.parent.glob(".*"))


def test_a_file_of_another_user_is_reported(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: page.stat().st_uid + 1, raising=False)
    result = check_file(str(page), CheckOptions(fix=True))
    assert (result.error, len(result.findings)) == ("", 2)
    assert result.obstacle.startswith("it belongs to another user")
    assert page.read_bytes() == WRONG


def test_a_read_only_file_is_reported(page: Path) -> None:
    page.chmod(0o444)
    result = check_file(str(page), CheckOptions(fix=True))
    assert (result.error, len(result.findings)) == ("", 2)
    assert result.obstacle.startswith("it is read-only")
    assert page.read_bytes() == WRONG


@pytest.mark.parametrize("step", ["write", "sync", "rename"])
def test_an_interrupted_fix_leaves_the_file(
    page: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    if step == "write":
        monkeypatch.setattr(os, "lstat", interrupt)
    elif step == "sync":
        monkeypatch.setattr(os, "fsync", interrupt)
    else:
        monkeypatch.setattr("pathlib.Path.replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        check_file(str(page), CheckOptions(fix=True))
    assert page.read_bytes() == WRONG
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]


def test_a_full_disk_leaves_the_file_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_bytes(WRONG)
    sync, calls = os.fsync, iter([True, False])

    def fail_once(descriptor: int) -> None:
        if next(calls):
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail_once)
    first, second = check_paths([str(tmp_path)], CheckOptions(fix=True))
    assert first.error == "can't be fixed: No space left on device"
    assert (second.error, second.fixed) == ("", 1)
    assert (tmp_path / "a.md").read_bytes() == WRONG
    assert (tmp_path / "b.md").read_bytes() == FIXED


@pytest.mark.parametrize(
    ("name", "content", "skip"),
    [
        ("a.bin.txt", b"\0https://wa.me/+447911123456", Skip.BINARY),
        ("a.woff2", b"https://wa.me/+447911123456", Skip.BINARY),
        ("a.ZIP", b"https://wa.me/+447911123456", Skip.BINARY),
    ],
)
def test_binary_files_are_skipped(tmp_path: Path, name: str, content: bytes, skip: Skip) -> None:
    (tmp_path / name).write_bytes(content)
    assert check_file(str(tmp_path / name), CheckOptions()).skip is skip


@pytest.mark.parametrize("name", ["o", "bin", "a.zip/b", "a.bin/o", ".rtf"])
def test_names_that_are_not_extensions_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(WRONG)
    assert len(check_file(name, CheckOptions()).findings) == 2


@pytest.mark.parametrize(
    ("size", "start", "skip"),
    [
        (MAX_BYTES, b"", None),
        (MAX_BYTES + 1, b"", Skip.LARGE),
        (MAX_BYTES + 1, b"\0", Skip.BINARY),
    ],
    ids=["20 MB", "more", "more, binary"],
)
def test_large_text_files_are_skipped(
    tmp_path: Path, size: int, start: bytes, skip: Skip | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((start + WRONG).ljust(size, b"x"))
    result = check_file(str(path), CheckOptions())
    assert (result.skip, len(result.findings)) == (skip, 0 if skip else 2)


@posix("sparse files")
def test_a_file_of_a_terabyte_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.log").open("wb") as file:
        file.write(b"x" * 10_000)
        file.truncate(1 << 40)
    assert check_file(str(tmp_path / "a.log"), CheckOptions()).skip is Skip.LARGE


@posix("pipes with a path")
def test_pipes_and_folders_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert check_file(str(tmp_path / "pipe"), CheckOptions()).skip is Skip.SPECIAL


def test_a_read_error_is_reported(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(page))

    monkeypatch.setattr(os, "open", fail)
    [result] = check_paths([str(page)], CheckOptions())
    assert (result.error, result.findings) == ("can't be read: Permission denied", ())


def test_the_selection_limits_findings_and_fixes(page: Path) -> None:
    selection = Selection.parse(["WA102"])
    result = check_file(str(page), CheckOptions(fix=True, selection=selection))
    assert [each.finding.rule for each in result.findings] == ["WA102"]
    assert page.read_bytes() == WRONG


def test_a_region_fixes_national_numbers(page: Path) -> None:
    check_file(str(page), CheckOptions(fix=True, region="GB"))
    assert page.read_bytes() == FIXED.replace(b"/0", b"/44")


def test_a_diff_writes_nothing(page: Path) -> None:
    result = check_file(str(page), CheckOptions(diff=True))
    assert page.read_bytes() == WRONG
    assert result.diff.startswith(b"--- ")
    assert len(result.findings) == 2


@pytest.mark.parametrize("codec", ["cp1252", "utf-8"])
def test_a_diff_has_the_bytes_of_the_file(codec: str) -> None:
    data = "é https://wa.me/+447911123456\r\n".encode(codec)
    result, _ = check_data(data, "a.html", CheckOptions(diff=True))
    assert b"-" + data in result.diff
    assert b"+" + data.replace(b"+", b"") in result.diff


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_utf16_has_no_diff(codec: str) -> None:
    data = "é https://wa.me/+447911123456\n".encode(codec)
    result, _ = check_data(data, "a.txt", CheckOptions(diff=True))
    assert (result.diff, [each.finding.fix for each in result.findings]) == (b"", [None])
    assert result.obstacle == "a diff of UTF-16 or UTF-32 can't be applied. Fix the file in place."


def test_a_fix_that_the_encoding_lacks_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> bytes:
        raise UnicodeEncodeError("x", "é", 0, 1, "")

    monkeypatch.setattr(Encoded, "encode", fail)
    result, fixed = check_data(WRONG, "a.md", CheckOptions(fix=True))
    assert (fixed, [each.finding.fix for each in result.findings]) == (None, [None, None])
    assert result.obstacle.startswith("its encoding lacks a character")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('"https://wa.me/447911123456"', 1),
        ('"https://wa.me/message/ABCDEFGHIJ"', 0),
        ("https://chat.whatsapp.com/ABCDEFGHIJKLMNOPQRSTUV", 1),
        ('"https://wa.me/"', 0),
        ('"https://wa.me/44"', 0),
        ('"https://wa.me/447911123456?text="', 0),
        ('<a href="https://wa.me/447911123456?text=">', 1),
        ('"https://wa.me/" + phone', 0),
        ("`https://wa.me/${phone}?text=Hi`", 0),
        ("https://api.whatsapp.com/send", 0),
        ("https://www.whatsapp.com/send?a=1", 0),
        ("https://wa.me.example/447911123456", 0),
    ],
)
def test_only_whole_links_count_as_right(text: str, right: int) -> None:
    assert check_selected(text, CheckOptions())[1] == right
