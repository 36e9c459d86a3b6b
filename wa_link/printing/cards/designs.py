"""Designs: what is on a card and where, as Typst files; ours, and a person's own."""

from __future__ import annotations

import difflib
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import escape, join_or, quote
from wa_link._support.read_files import read_whole
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = Path(__file__).parents[1] / "designs"
_SHARED = ("card.typ", "main.typ")
# Names of files that a design gets from us: a file of that name next to it is never read.
_OURS = frozenset(
    (*_SHARED, "main", "design.typ", "rows.json", "wa-link-cards.json", "wa-link-logo.png")
)
ACCENT = "#0f4c5c"
"""The accent colour of cards, where nobody asks for another."""
LAYOUTS = ("side", "below", "auto")
"""Places of the texts of a label, seen from its code."""
# The designs of stock, by the names of the stock.
_OF_STOCK = {
    "poster-a4": "poster",
    "poster-a5": "poster",
    "poster-letter": "poster",
    "table-tent-a4": "table-tent",
    "business-card-us": "business-card",
    "sticker-50mm": "sticker",
}
_MOST_BYTES = 20_000_000  # of a design and the files next to it, in all
_MOST_FILES = 100
# What a design names: a string with the name of a file.
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
# Whether a design prints the number where nobody asks, as the design says it.
_SHOWS_NUMBER = re.compile(rb"^#let\s+shows-number\s*=\s*(true|false)\b", re.MULTILINE)
# A package, such as @preview/tablex:0.0.8, as a string of Typst.
_PACKAGE = re.compile(r'"\s*((?:@|\\u\{0*40\})[^"\s/]*/[^"\s]*)')

# Parts of what Typst says of an error.
_PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):\d+")
# Of a call of the design, which main.typ has.
_SIGNATURE = re.compile(r"unexpected argument$|missing argument: |expected function, found ")
_HINT = re.compile(r"= hint: (.+)")
_SEARCHED = re.compile(r" \(searched at .*?\)")


class Design(NamedTuple):
    """A design, ready to be compiled.

    Attributes:
        name: for messages.
        files: by the names that Typst knows them by; `design.typ` is the design itself.
        shows_number: whether it prints the number, where nobody asks.
        is_own: whether it is a person's own, which may use all columns.
    """

    name: str
    files: dict[str, bytes]
    shows_number: bool = False
    is_own: bool = False

    def has(self, text: str) -> bool:
        """Return whether a file of it has that text."""
        return any(text.encode() in file for file in self.files.values())

    def failure(self, diagnostic: str) -> OptionError:
        """Return an error with the sentence of Typst and the place in the design's files."""
        sentence = _SEARCHED.sub("", diagnostic.partition("\n")[0]).removeprefix("error: ")
        sentence = sentence.removeprefix("warning: ")
        sentence = sentence.removeprefix("assertion failed: ").rstrip(".")
        hints = "".join(
            f" ({hint})"
            for hint in dict.fromkeys(_HINT.findall(diagnostic))
            if "root" not in hint  # an option of Typst's, not of ours
        )
        place = ""
        for found in _PLACE.finditer(diagnostic):
            path = "/" + found["file"].replace("\\", "/")
            name = next((each for each in self.files if path.endswith(f"/{each}")), "")
            if name not in _OURS or name == "design.typ":
                file = self.name if name in ("design.typ", "") else name
                where = "" if file == self.name else f"{quote(file, 200)}, "
                place = f" ({where}line {found['line']})"
                break
        if self.is_own and not place and _SIGNATURE.match(sentence):
            sentence = f"{sentence}: it needs #let design(card, width, height) = {{ … }}"
        elif "heading title is empty" in sentence:
            hints += ' (a row has no text for it: write if card.title != "" { … } around it)'
        return OptionError(
            f"The design {quote(self.name, 200)} can't be used{place}: "
            f"{escape(sentence)}{escape(hints)}."
        )


@cache
def built_in(name: str) -> Design:
    """Return one of our own designs."""
    source = (_FOLDER / f"{name}.typ").read_bytes()
    return Design(name, {**_shared(), "design.typ": source}, _shows_number(source))


def _shows_number(source: bytes) -> bool:
    """Return whether the source asks for the number, as it does where it says nothing of it."""
    found = _SHOWS_NUMBER.search(source)
    return found is None or found[1] == b"true"


def design_names() -> list[str]:
    """Return the names of our own designs."""
    internal = (*_SHARED, "code-card.typ")  # that of single codes
    return sorted(file.stem for file in _FOLDER.glob("*.typ") if file.name not in internal)


def load_design(design: str) -> Design:
    """Return a design, by its name, that of its stock, or the path of its file.

    Raises:
        OptionError: there is no such design, its file or one that it names can't be read, or it
            imports a package.
    """
    if Path(design).suffix.lower() == ".typ":
        return _own(Path(design))
    return built_in(_named(design))


def show_design(name: str) -> str:
    """Return the source of one of our own designs, with what a design gets, to begin from.

    Raises:
        OptionError: there is no such design.
    """
    design = _named(name)
    stock = _example(name, design)
    comments = _shared()["card.typ"].decode().partition("\n\n#")[0].split("\n")[2:]
    source = built_in(design).files["design.typ"].decode()
    return "\n".join(
        (
            "// A design of wa-link, to begin from: save it as mine.typ, and print labels with",
            f"// {option('design', 'mine.typ')} and {option('stock', stock)}.",
            "//",
            "// Pictures and other files that it names are taken from its folder.",
            "//",
            *comments,
            "",
            source,
        )
    )


def layout_option(layout: str, design: Design | None = None, name: str = "") -> str:
    """Return where the texts are.

    Args:
        layout: as it is asked for.
        design: of the cards; None where they have none.
        name: by which a person chose the design, for the message.

    Raises:
        OptionError: there is no such layout, or the design has one of its own.
    """
    if layout not in LAYOUTS:
        raise OptionError(f"Unknown layout {quote(layout)}: use {join_or(LAYOUTS)}.")
    if design is None or design.is_own or design.name == "label":
        return layout
    if layout != "auto":
        raise OptionError(
            f"{option('layout', layout)} has no effect on the design {quote(name or design.name)}: "
            "leave it out."
        )
    return layout


def _example(name: str, design: str) -> str:
    """Return the name of a stock for the design that was asked for by a name."""
    if name in _OF_STOCK:
        return name
    return next((stock for stock, of in _OF_STOCK.items() if of == design), "L7160")


def _named(name: str) -> str:
    """Return the name of the design that is meant."""
    names = design_names()
    asked = name.strip().lower()
    if (found := _OF_STOCK.get(asked, asked)) in names:
        return found
    near = difflib.get_close_matches(asked, (*names, *_OF_STOCK), 1, 0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise OptionError(
        f"Unknown design {quote(name)}.{hint} Use {join_or(names)}, or a Typst file of your own: "
        f"{option('design', 'mine.typ')}."
    )


@cache
def _shared() -> dict[str, bytes]:
    files = {name: (_FOLDER / name).read_bytes() for name in _SHARED}
    return {"main": files["main.typ"], **files}


def _own(path: Path) -> Design:
    """Return the design in a person's own file, with the files next to it that it names."""
    name = quote(str(path), 200)
    source = read_whole(path, "a design", _MOST_BYTES)
    files = {"design.typ": source}
    size = len(source)
    folder = path.absolute().parent
    waiting = list(_files_named(source, path.name, folder, Path()))
    while waiting:
        each = waiting.pop()
        if each in files or each in _OURS:
            continue
        content = read_whole(folder / each, "a file of a design", _MOST_BYTES)
        files[each] = content
        size += len(content)
        if size > _MOST_BYTES or len(files) > _MOST_FILES:
            raise OptionError(
                f"The files of the design {name} are too large or too many: "
                f"{_MOST_BYTES // 1_000_000} MB and {_MOST_FILES} files are the most."
            )
        if each.endswith(".typ"):
            waiting += _files_named(content, each, folder, Path(each).parent)
    return Design(path.name, {**files, **_shared()}, _shows_number(source), is_own=True)


def _files_named(source: bytes, name: str, folder: Path, inside: Path) -> Iterator[str]:
    """Yield the files that a source names, by their paths from the folder of the design.

    Args:
        source: a Typst file.
        name: its name, for messages.
        folder: of the design; nothing outside of it is taken, nor what a link leads out of it to.
        inside: the folder of the source, from there.

    Raises:
        OptionError: it is not UTF-8, or it imports a package.
    """
    try:
        text = source.decode()
    except UnicodeDecodeError:
        raise OptionError(f"{quote(name)} is not UTF-8: save it as UTF-8.") from None
    for package in _PACKAGE.finditer(text):
        if "//" in text[text.rfind("\n", 0, package.start()) + 1 : package.start()]:
            continue  # a comment; and what is none meets a closed door
        line = text.count("\n", 0, package.start()) + 1
        raise OptionError(
            f"{quote(name)}, line {line}, imports the package {quote(package[1])}, which would be "
            "downloaded: save what you need of it next to the design, and import that file."
        )
    root = Path(os.path.realpath(folder))
    for found in _STRING.finditer(text):
        each = Path(os.path.normpath(found[1][1:] if found[1][:1] == "/" else inside / found[1]))
        if "\0" in found[1] or each.is_absolute() or ".." in each.parts or len(found[1]) > 200:
            continue
        real = Path(os.path.realpath(folder / each))
        if real.is_relative_to(root) and real.is_file():
            yield each.as_posix()
