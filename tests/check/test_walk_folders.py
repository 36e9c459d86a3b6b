from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix
from wa_link.check.walk_folders import Skip, walk_paths
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_tree(root: Path, files: str) -> None:
    """Create files, one on each line: a path, and after a colon its lines, separated by `|`."""
    for line in files.split(" "):
        name, _, content = line.partition(":")
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.replace("|", "\n").encode())


def walk(root: Path, *paths: str, exclude: Sequence[str] = ()) -> list[str]:
    """Return the files to check, relative to `root`; others with the reason after a space."""
    found = walk_paths([str(root / path) for path in paths or ("",)], exclude)
    return [
        " ".join(filter(None, (Path(each.path).relative_to(root).as_posix(), each.skip)))
        for each in found
    ]


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    make_tree(tmp_path, "b.html a/z.md a/y/x.md c.txt C.html")
    assert walk(tmp_path) == ["C.html", "a/y/x.md", "a/z.md", "b.html", "c.txt"]


def test_paths_come_in_the_order_of_the_command_line(tmp_path: Path) -> None:
    make_tree(tmp_path, "b.html a/z.md a/y.md")
    assert walk(tmp_path, "b.html", "a") == ["b.html", "a/y.md", "a/z.md"]


@pytest.mark.parametrize(
    "paths",
    [("a.md", "a.md"), ("", "a.md"), ("a.md", ""), ("", "sub"), ("sub", ""), ("sub/../a.md", "")],
)
def test_no_file_is_checked_twice(tmp_path: Path, paths: tuple[str, ...]) -> None:
    make_tree(tmp_path, "a.md sub/b.md")
    found = [each.path for each in walk_paths([os.path.join(tmp_path, path) for path in paths])]  # noqa: PTH118
    real = [os.path.realpath(path) for path in found]
    assert len(real) == len(set(real))
    assert len(real) == (1 if set(paths) == {"a.md"} else 2)


@pytest.mark.parametrize(
    ("ignored", "left"),
    [
        pytest.param(".gitignore:*.log a.log a.md", ["a.md"], id="pattern"),
        pytest.param(".gitignore:out/ out/a.md a/out/b.md c.md", ["c.md"], id="folder"),
        pytest.param(".gitignore:/out out/a.md a/out/b.md", ["a/out/b.md"], id="anchored"),
        pytest.param(".gitignore:*.md|!b.md a.md b.md", ["b.md"], id="negated"),
        pytest.param(".gitignore:*.md sub/.gitignore:!b.md b.md sub/b.md", ["sub/b.md"],
                     id="lower file decides"),
        pytest.param("sub/.gitignore:b.md b.md sub/b.md", ["b.md"], id="only below its folder"),
        pytest.param(".gitignore:sub/*|!sub/b.md sub/a.md sub/b.md", ["sub/b.md"], id="content"),
        pytest.param(".gitignore:out|!out/a.md out/a.md c.md", ["c.md"], id="lost folder"),
        pytest.param(".gitignore:doc/**/x.md doc/a/b/x.md doc/y.md", ["doc/y.md"], id="stars"),
        pytest.param(".gitignore:! a.md", ["a.md"], id="invalid pattern"),
        pytest.param(".gitignore:\ufeffa.md|b.md a.md b.md c.md", ["c.md"], id="byte-order mark"),
        pytest.param(".gitignore:a.md\r|b.md\r a.md b.md c.md", ["c.md"], id="CRLF"),
        pytest.param(".gitignore:a\x85b.md a\x85b.md b.md", ["b.md"], id="other line end"),
    ],
)  # fmt: skip
def test_gitignore_is_obeyed(tmp_path: Path, ignored: str, left: list[str]) -> None:
    make_tree(tmp_path, ignored)
    found = [path for path in walk(tmp_path) if not path.endswith(".gitignore")]
    assert found == left


def test_gitignore_of_the_repository_counts_in_a_folder_of_it(tmp_path: Path) -> None:
    make_tree(tmp_path, ".git/HEAD .gitignore:*.log|/site/old site/a.log site/b.md site/old/c.md")
    assert walk(tmp_path, "site") == ["site/b.md"]


def test_gitignore_above_a_repository_does_not_count(tmp_path: Path) -> None:
    make_tree(tmp_path, ".gitignore:*.md shop/.git/HEAD shop/site/a.md other/b.md")
    assert walk(tmp_path, "shop/site", "other") == ["shop/site/a.md", "other/b.md"]


def test_a_named_path_is_checked_although_git_ignores_it(tmp_path: Path) -> None:
    make_tree(tmp_path, ".git/HEAD .gitignore:out/|*.log|*.tmp out/a.md out/b.tmp c.log")
    assert walk(tmp_path, "out", "c.log") == ["out/a.md", "out/b.tmp", "c.log"]


def test_folders_of_git_and_node_are_skipped_and_counted(tmp_path: Path) -> None:
    make_tree(tmp_path, ".git/a.md node_modules/b.md web/node_modules/c.md d.md .github/e.md")
    assert walk(tmp_path) == [
        f".git {Skip.GIT}",
        ".github/e.md",
        "d.md",
        f"node_modules {Skip.NODE_MODULES}",
        f"web/node_modules {Skip.NODE_MODULES}",
    ]


def test_a_named_node_modules_is_checked(tmp_path: Path) -> None:
    make_tree(tmp_path, "node_modules/b.md")
    assert walk(tmp_path, "node_modules") == ["node_modules/b.md"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("*.min.js", ["a.js", "sub/c.md", "sub/old/d.md"]),
        ("sub", ["a.js", "b.min.js"]),
        ("sub/", ["a.js", "b.min.js"]),
        ("*/old", ["a.js", "b.min.js", "sub/c.md"]),
        ("sub/old/*", ["a.js", "b.min.js", "sub/c.md"]),
        ("./sub/c.md", ["a.js", "b.min.js", "sub/old/d.md"]),
        ("[ab]*", ["sub/c.md", "sub/old/d.md"]),
        ("SUB", ["a.js", "b.min.js", "sub/c.md", "sub/old/d.md"]),
        (".*", ["a.js", "b.min.js", "sub/c.md", "sub/old/d.md"]),
        (".", ["a.js", "b.min.js", "sub/c.md", "sub/old/d.md"]),
    ],
)
@pytest.mark.parametrize("named", [False, True], ids=["walked", "named"])
def test_exclude(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pattern: str,
    left: list[str],
    named: bool,  # noqa: FBT001
) -> None:
    files = "a.js b.min.js sub/c.md sub/old/d.md"
    make_tree(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    found = walk_paths(files.split() if named else ["."], [pattern])
    skips = {each.path.removeprefix("./"): each.skip for each in found}
    assert [path for path, skip in skips.items() if skip is None] == left
    assert set(skips) == set(files.split() if named else left)


@pytest.mark.parametrize(
    ("folder", "path", "pattern", "is_left"),
    [
        ("site/sub", "..", ".*", True),
        ("site/sub", "../a.md", ".*", True),
        ("site/sub", "../../site", "[a-z]*/sub", True),
        ("site/sub", "..", "site", True),
        ("", "{}/site/a.md", "{}", True),
        ("site", "{}/site", "s?te*", False),
        ("site/sub", "{}/site/a.md", "site", True),
        ("", "{}/site/a.md", "site", False),
        ("", "{}/site", "site", False),
        ("", "{}/site/a.md", "{}/*", False),
        ("", "./site/../site/a.md", "site", False),
    ],
)
def test_folders_above_are_not_excluded(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    path: str,
    pattern: str,
    is_left: bool,  # noqa: FBT001
) -> None:
    make_tree(tmp_path, "site/a.md site/sub/b.md")
    monkeypatch.chdir(tmp_path / folder)
    found = list(walk_paths([path.format(tmp_path)], [pattern.format(tmp_path.name)]))
    if pattern == "{}/*":
        found = list(walk_paths([path.format(tmp_path)], [f"{tmp_path}/*"]))
    assert [each.skip for each in found][:1] == ([None] if is_left else [Skip.EXCLUDED])


def test_symbolic_links_are_not_followed(tmp_path: Path) -> None:
    make_tree(tmp_path, "real/a.md")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "file.md").symlink_to("real/a.md")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "broken").symlink_to("nowhere")
    links = [f"{name} {Skip.SYMBOLIC_LINK}" for name in ("broken", "file.md", "folder", "loop")]
    assert walk(tmp_path) == [*links, "real/a.md"]
    assert walk(tmp_path, "folder") == [f"folder {Skip.SYMBOLIC_LINK}"]


def test_a_slash_names_the_folder_of_a_symbolic_link(tmp_path: Path) -> None:
    make_tree(tmp_path, "real/a.md")
    (tmp_path / "folder").symlink_to("real")
    [found] = walk_paths([f"{tmp_path}/folder/"])
    assert Path(found.path) == tmp_path / "folder" / "a.md"


@posix("pipes with a path")
def test_pipes_and_sockets_are_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        before = Path.cwd()
        os.chdir(tmp_path)  # the path of a socket can have only 107 bytes
        try:
            server.bind("socket")
        finally:
            os.chdir(before)
        assert walk(tmp_path) == [f"pipe {Skip.SPECIAL}", f"socket {Skip.SPECIAL}"]


def test_a_missing_path_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    make_tree(tmp_path, "a.md")
    missing, found = walk_paths([str(tmp_path / "no.md"), str(tmp_path / "a.md")])
    assert missing.error.startswith("can't be read: ")
    assert not found.error


def test_very_deep_folders_are_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 1_200  # more than Python's limit of nested calls
    monkeypatch.chdir(tmp_path)
    folders = ["/".join("d" * level) for level in range(1, depth + 1)]
    for folder in folders:
        Path(folder).mkdir()
    file = Path(folders[-1], "a.md")
    file.touch()
    try:
        assert [each.path.count("/") for each in walk_paths(["d"])] == [depth]
    finally:  # pytest can't remove such a folder
        file.unlink()
        for folder in reversed(folders):
            Path(folder).rmdir()


def test_a_folder_needs_pathspec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_tree(tmp_path, "a.md")
    monkeypatch.setitem(sys.modules, "pathspec", None)
    assert walk(tmp_path, "a.md") == ["a.md"]
    with pytest.raises(OptionError, match=r'run pip install "wa-link\[check\]"'):
        walk(tmp_path)
