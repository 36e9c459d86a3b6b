"""CodeFolder: file names are unique, files are saved together, and other files stay."""

from __future__ import annotations

import os
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import posix, read_qr
from tests.printing.test_file_names import assert_valid_everywhere
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.links.template import Template
from wa_link.printing.codes import code_drawer
from wa_link.printing.codes.drawing import DrawJob
from wa_link.printing.codes.folder import DEFAULT_NAME, CodeFolder
from wa_link.qr import QrCode
from wa_link.qr.encode.symbol import Symbol, make_symbol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

LINK = "https://wa.me/966501234567?text=Hi%21"


def make_codes(folder: Path, name: str = "{title}") -> CodeFolder:
    return CodeFolder(folder, name=name, module_size=3)


def list_files(folder: Path) -> list[str]:
    assert all(path.is_file() for path in folder.iterdir())
    return sorted(path.name for path in folder.iterdir())


def test_default_names_begin_with_the_row(tmp_path: Path) -> None:
    assert DEFAULT_NAME == "{wa_row}-{wa_digits}"
    codes = CodeFolder(tmp_path / "made" / "codes")
    assert not (tmp_path / "made").exists()
    values = {"wa_row": "000001", "wa_digits": "966501234567"}
    name = codes.name.render(values.__getitem__)
    assert codes.save(LINK, name) == "000001-966501234567.png"
    assert list_files(tmp_path / "made" / "codes") == ["000001-966501234567.png"]
    saved = tmp_path / "made" / "codes" / "000001-966501234567.png"
    assert saved.read_bytes() == QrCode.of(LINK).draw("png")


def test_options_reach_the_drawing(tmp_path: Path) -> None:
    codes = CodeFolder(
        tmp_path,
        file_format="svg",
        name="{title}",
        error_correction="h",
        module_size=3,
        quiet_zone=1,
    )
    assert codes.name == Template.parse("{title}")
    assert codes.save(LINK, "Oud & rose") == "Oud _ rose.svg"
    code = QrCode.of(LINK, error_correction="H")
    drawn = code.draw("svg", module_size=3, quiet_zone=1)
    assert (tmp_path / "Oud _ rose.svg").read_bytes() == drawn


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda at: CodeFolder(at, file_format="jpg"),
            'Unknown format "jpg": use png, svg or pdf.',
        ),
        (
            lambda at: CodeFolder(at, file_format="../x"),
            'Unknown format "../x": use png, svg or pdf.',
        ),
        (lambda at: CodeFolder(at, module_size=0), "The module size must be 1 to 100 px, not 0."),
        (
            lambda at: CodeFolder(at, quiet_zone=-1),
            "The quiet zone must be 0 to 40 modules, not -1.",
        ),
        (
            lambda at: CodeFolder(at, error_correction="X"),
            'Unknown error correction level "X": use L, M, Q or H.',
        ),
        (
            lambda at: CodeFolder(at, name="a{"),
            (
                'The brace at character 2 of "a{" is not closed: '
                "close it with }, or write {{ to print a brace."
            ),
        ),
    ],
    ids=["format", "format as a path", "module size", "quiet zone", "level", "template"],
)
def test_wrong_arguments_are_refused_before_a_folder_is_made(
    tmp_path: Path, make: Callable[[Path], CodeFolder], message: str
) -> None:
    with pytest.raises(OptionError) as caught:
        make(tmp_path / "codes")
    assert str(caught.value) == message
    assert list_files(tmp_path) == []


def test_a_link_that_does_not_fit_leaves_its_name_free(tmp_path: Path) -> None:
    codes = CodeFolder(tmp_path, name="{x}")
    with pytest.raises(SymbolError):
        codes.save("https://wa.me/?text=" + "ab" * 1500, "x")
    assert codes.save(LINK, "x") == "x.png"
    assert list_files(tmp_path) == ["x.png"]


@pytest.mark.parametrize("dry", [False, True])
def test_a_link_that_does_not_fit_is_refused_before_drawing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, dry: bool
) -> None:
    codes = CodeFolder(tmp_path, name="{x}", error_correction="L", dry=dry)
    # A code has room for 2,953 bytes, or for more digits or capital letters.
    longest = [LINK + "a" * (2953 - len(LINK)), LINK + "7" * 7000, LINK + "A" * 4200]
    too_long = [link + 70 * link[-1] for link in longest]
    messages = []
    for link in too_long:
        with pytest.raises(SymbolError) as caught:
            make_symbol(link, "L")
        messages.append(caught.value.message)
    monkeypatch.setattr(code_drawer, "make_symbol", None)
    for link, message in zip(too_long, messages, strict=True):
        with pytest.raises(SymbolError) as caught:
            codes.claim_name(link, "x")
        assert (caught.value.reason, caught.value.message) == (Reason.QR_TOO_LONG, message)
    names = [codes.claim_name(link, "x") for link in longest]
    assert names == ["x.png", "x-2.png", "x-3.png"]
    assert list_files(tmp_path) == []


def test_a_dry_run_gives_the_names_and_makes_no_files(tmp_path: Path) -> None:
    wet = CodeFolder(tmp_path / "codes", name="{x}")
    dry = CodeFolder(tmp_path / "none", name="{x}", dry=True)
    for name in ("a", "a", "b/c"):
        assert dry.save(LINK, name) == wet.save(LINK, name)
    dry.sync()
    assert not (tmp_path / "none").exists()


def test_drawing_and_saving_are_separate(tmp_path: Path) -> None:
    codes = CodeFolder(tmp_path / "made" / "codes", name="{x}", file_format="svg", module_size=7)
    links = [f"{LINK}{number}" for number in range(40)]
    names = [codes.claim_name(link, "x") for link in links]
    assert len(set(names)) == 40
    jobs = [DrawJob(link, file_name=name) for link, name in zip(links, names, strict=True)][::-1]
    drawings = codes.draw(jobs)
    assert not (tmp_path / "made").exists()
    assert codes.write(jobs, drawings) == [()] * 40
    for link, name in zip(links, names, strict=True):
        drawn = QrCode.of(link).draw("svg", module_size=7)
        assert (tmp_path / "made" / "codes" / name).read_bytes() == drawn
    assert list_files(tmp_path / "made" / "codes") == sorted(names)


def test_all_codes_are_synced_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: called.append("one file"))
    monkeypatch.setattr(
        os, "sync", lambda: called.append(f"{len(list_files(tmp_path))} files"), raising=False
    )
    codes = CodeFolder(tmp_path, name="{x}")
    for _ in range(3):
        codes.save(LINK, "x")
    codes.sync()
    assert called == ["3 files"]


NAMESAKES = [
    (["a", "a", "a"], ["a", "a-2", "a-3"]),
    (["a", "A", "a"], ["a", "A-2", "a-3"]),
    (["a", "b", "a", "b"], ["a", "b", "a-2", "b-2"]),
    (["a-2", "a", "a"], ["a-2", "a", "a-3"]),
    (["a", "a", "a-2"], ["a", "a-2", "a-2-2"]),
    (["straße", "STRASSE"], ["straße", "STRASSE-2"]),
    (["\xe9", "e\u0301"], ["\xe9", "\xe9-2"]),
    (["a/b", "a:b", "a_b"], ["a_b", "a_b-2", "a_b-3"]),
    (["", "..", " "], ["_", "_-2", "_-3"]),
    (["con", "_con"], ["_con", "_con-2"]),
    (["a" * 300, "a" * 301], ["a" * 96, "a" * 87 + "-2"]),
    (["日" * 60, "日" * 70], ["日" * 32, "日" * 29 + "-2"]),
]


@pytest.mark.parametrize(
    ("names", "file_names"),
    NAMESAKES,
    ids=[ascii([n[:8] for n in names]) for names, _ in NAMESAKES],
)
def test_equal_names_are_numbered(tmp_path: Path, names: list[str], file_names: list[str]) -> None:
    codes = make_codes(tmp_path)
    assert [codes.save(LINK, name) for name in names] == [f"{name}.png" for name in file_names]
    assert list_files(tmp_path) == sorted(f"{name}.png" for name in file_names)


@pytest.mark.parametrize(
    ("template", "own"),
    [
        ("{wa_row}", True),
        ("{wa_row}-{wa_digits}", True),
        ("{wa_row} {title}", True),
        ("{wa_row}{title}", False),  # row 100000 with "0x" has the name of row 1000000 with "x"
        ("{wa_row}7", False),
        ("{wa_row}\u200b7", False),
        ("{wa_row}٧", False),
        ("{wa_row|}", False),
        ("x{wa_row}", False),
        ("{{wa_row}}", False),
        ("{wa_digits}", False),
    ],
)
def test_names_that_are_unique_by_row_are_not_remembered(
    tmp_path: Path, template: str, *, own: bool
) -> None:
    codes = make_codes(tmp_path, template)
    assert codes.claim_name(LINK, "x") == "x.png"
    assert codes.claim_name(LINK, "x") == ("x.png" if own else "x-2.png")


def test_codes_saved_under_one_name_are_numbered(tmp_path: Path) -> None:
    codes = CodeFolder(tmp_path / "codes")  # the default template is for rows, not for `save`
    assert [codes.save(f"{LINK}{digit}", "x") for digit in ("", 0)] == ["x.png", "x-2.png"]


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("apart", [0, 6], ids=["the same", "the same but for what is cut"])
def test_many_equal_names_take_linear_time(tmp_path: Path, apart: int) -> None:
    codes = make_codes(tmp_path)
    start = time.process_time()
    texts = ["x" * 90 + f"{row // 2:06d}"[:apart] for row in range(30_000)]
    names = {codes.claim_name(LINK, text) for text in texts}
    assert len(names) == 30_000
    assert (
        time.process_time() - start < 30
    )  # counting up from `-2` for each name would take a minute


NAME = st.text(st.sampled_from("aAbB1-2._ /\\:\x00éE\u0301مß\ud800")) | st.text() | st.sampled_from(
    ["con", "CON.x", "nul", "com1", "a" * 300, "م" * 300, "A" * 200]
)  # fmt: skip


@given(st.lists(NAME, min_size=1, max_size=10))
@settings(max_examples=15)
def test_each_link_has_a_file_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("codes")
    codes = make_codes(folder)
    links = [f"{LINK}{number}" for number in range(len(names))]
    saved = [codes.save(link, name) for link, name in zip(links, names, strict=True)]
    assert list_files(folder) == sorted(saved)
    on_a_mac = {unicodedata.normalize("NFD", name.casefold()) for name in saved}
    on_windows = {name.upper() for name in saved}
    assert len(on_a_mac) == len(on_windows) == len(names)
    for link, name in zip(links, saved, strict=True):
        assert_valid_everywhere(name)
        assert read_qr((folder / name).read_bytes()) == link


@given(NAME)
@settings(max_examples=50)
def test_a_file_name_is_stable(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("codes")
    first = make_codes(folder).save(LINK, name)
    again = make_codes(folder)
    assert again.save(LINK, first.removesuffix(".png")) == first
    assert list_files(folder) == [first]


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "codes").write_bytes(b"mine")
    with pytest.raises(OptionError, match="is not a folder"):
        CodeFolder(tmp_path / "codes")
    assert (tmp_path / "codes").read_bytes() == b"mine"


def test_a_code_that_is_not_read_back_rejects_its_row(
    wa_link: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, bad = make_symbol("https://wa.me/1"), "https://wa.me/447911123457"

    def make(link: str, level: str) -> Symbol:
        return other if link == bad else make_symbol(link, level)

    monkeypatch.setattr(code_drawer, "make_symbol", make)
    sheet = b"phone\n+447911123456\n+447911123457\n"
    run = wa_link("batch", "-", "--qr-dir", str(tmp_path), "--jobs", "1", "-q", stdin=sheet)
    assert run.code == 3
    assert [line.split(",")[3:5] for line in run.out.splitlines()[1:]] == [
        ["accepted", ""],
        ["rejected", "qr_unreadable"],
    ]
    assert [each.name for each in tmp_path.iterdir()] == ["000001-447911123456.png"]


def describe(path: Path) -> tuple[int, ...]:
    """Return what a change of a file or its replacement changes; reading changes none of it."""
    status = path.lstat()
    return (status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns)


def put_in_the_way(kind: str, path: Path, elsewhere: Path) -> None:
    """Put a file, a folder, a pipe or a symbolic link where a code will be saved."""
    match kind:
        case "file":
            path.write_text("mine")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link":
            elsewhere.write_text("mine")
            path.symlink_to(elsewhere)
        case "link to a code":
            QrCode.of(LINK).save(elsewhere.with_suffix(".png"))
            path.symlink_to(elsewhere.with_suffix(".png"))
        case "link to nothing":
            path.symlink_to(elsewhere)


KINDS = (
    "file",
    "folder",
    pytest.param("pipe", marks=posix("pipes with a path")),
    "link",
    "link to a code",
    "link to nothing",
)


@pytest.mark.parametrize("kind", KINDS)
def test_other_files_are_neither_replaced_nor_followed(tmp_path: Path, kind: str) -> None:
    (folder := tmp_path / "codes").mkdir()
    put_in_the_way(kind, folder / "x.png", tmp_path / "elsewhere")
    before = {path: describe(path) for path in tmp_path.rglob("*")}
    error: type[OSError] = FileExistsError
    message = r"wa-link did not draw it.*force=True"
    if kind == "folder":
        error, message = IsADirectoryError, "A code can't replace a folder"
    with pytest.raises(error, match=message) as caught:
        make_codes(folder).save(LINK, "x")
    assert caught.value.filename == str(folder / "x.png")
    assert {path: describe(path) for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("kind", KINDS)
def test_force_replaces_the_file_but_not_its_target(tmp_path: Path, kind: str) -> None:
    (folder := tmp_path / "codes").mkdir()
    put_in_the_way(kind, folder / "x.png", tmp_path / "elsewhere")
    others = {path: describe(path) for path in tmp_path.iterdir() if path != folder}
    codes = CodeFolder(folder, name="{x}", force=True)
    if kind == "folder":
        with pytest.raises(IsADirectoryError) as caught:
            codes.save(LINK, "x")
        assert caught.value.filename == str(folder / "x.png")
        assert list_all_files(folder) == []
        return
    codes.save(LINK, "x")
    assert not (folder / "x.png").is_symlink()
    assert list_files(folder) == ["x.png"]
    assert (folder / "x.png").read_bytes() == QrCode.of(LINK).draw("png")
    assert {path: describe(path) for path in tmp_path.iterdir() if path != folder} == others


def list_all_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
