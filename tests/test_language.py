"""Tests of the language of the project: words, beginnings of docstrings, lengths of test names."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
LONGEST_TEST_NAME = 60
# Words that readers stumble over: archaic, or used in an unusual sense.
BANNED_WORDS = re.compile(
    r"(?<![^\W_])"  # a word of a name, too: told_encoding
    r"(told|tells|mend(?:s|ed|ing)?|anew|bears|dear|thereof|wherein|hence|stands|behind|beside)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
BANNED_PHRASES = re.compile(
    r"\b(what is(?![^.:;]*\?)|it is so|for it (?:is|was|has|had|may|can|could|will|would|does))\b",
    re.IGNORECASE,
)
# Code and people's own texts are quoted, not written by us: `Dear {name}`.
QUOTED = re.compile(r"`[^`]*`|\bDear \{")
BAD_BEGINNING = re.compile(r"(What|Where|Of|That|Whether|Those)\b")


def files_of(*places: str, endings: tuple[str, ...]) -> list[Path]:
    found = (path for place in places for path in (ROOT / place).rglob("*"))
    return sorted(path for path in found if path.suffix in endings)


def as_id(path: Path) -> str:
    return str(path.relative_to(ROOT))


PYTHON = files_of("wa_link", "examples", endings=(".py",))
TESTS = files_of("tests", endings=(".py",))
PAGES = [
    ROOT / "README.md",
    *files_of("wa_link", "examples", ".github", endings=(".md", ".sh", ".typ", ".yml")),
]


def passages(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the strings, comments and names of a module, each with its line."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.COMMENT, tokenize.NAME):
            yield token.start[0], token.string


def find_banned(passage: str) -> list[str]:
    text = QUOTED.sub("", passage)
    return [
        match[0] for banned in (BANNED_WORDS, BANNED_PHRASES) for match in banned.finditer(text)
    ]


@pytest.mark.parametrize("path", PYTHON, ids=as_id)
def test_a_module_has_no_banned_word(path: Path) -> None:
    found = [(line, word) for line, passage in passages(path) for word in find_banned(passage)]
    assert not found


@pytest.mark.parametrize("path", PAGES, ids=as_id)
def test_a_page_has_no_banned_word(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert not [(number, word) for number, line in lines for word in find_banned(line)]


@pytest.mark.parametrize("path", [*PYTHON, *TESTS], ids=as_id)
def test_docstrings_begin_well(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    docstrings = [
        (node.lineno, node.value.value)
        for node in nodes
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    assert not [(line, text[:40]) for line, text in docstrings if BAD_BEGINNING.match(text.strip())]


@pytest.mark.parametrize("path", TESTS, ids=as_id)
def test_names_of_tests_are_short(path: Path) -> None:
    names = [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert not [name for name in names if len(name) > LONGEST_TEST_NAME]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The file is told by its name.", ["told"]),
        ("told_encoding", ["told"]),
        ("Mend the row behind it.", ["Mend", "behind"]),
        ("Return what is left.", ["what is"]),
        ("What is it?", []),
        ("It is refused, for it may be another.", ["for it may"]),
        ("The name `Dear {name}` stays; so does Dear {name}.", []),
        ("amend, standstill, bearsome, henceforth", []),
    ],
)
def test_the_words_are_found(text: str, found: list[str]) -> None:
    assert find_banned(text) == found
