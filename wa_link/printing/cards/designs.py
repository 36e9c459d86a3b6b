"""Designs: Typst files that lay out a card. Load one by name, or a user's own file.

To add a design, save a Typst file in `printing/designs`; its name is the name of the file.
`designs/card.typ` documents what a design gets and the functions that it may use.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import escape, join_or, quote
from wa_link.errors import OptionError
from wa_link.printing.cards.own_design import read_own_design
from wa_link.printing.label_stock import OWN_MAKER
from wa_link.printing.stock_list import STOCKS

_FOLDER = Path(__file__).parents[1] / "designs"
_SHARED = ("card.typ", "main.typ")
_OF_SINGLE_CODES = "code-card.typ"  # chosen by `qr` itself, never by a user
# File names that wa-link passes to Typst: files with these names next to a design are not read.
_RESERVED_NAMES = frozenset(
    (*_SHARED, "main", "design.typ", "rows.json", "wa-link-cards.json", "wa-link-logo.png")
)
ACCENT = "#0f4c5c"
"""Default accent colour of cards."""
LAYOUTS = ("side", "below", "auto")
"""Places of the texts of a label, relative to its code."""
_SHOWS_NUMBER = re.compile(rb"^#let\s+shows-number\s*=\s*(true|false)\b", re.MULTILINE)

# Parts of an error message from Typst.
_ERROR_PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):\d+")
_ERROR_OF_SIGNATURE = re.compile(
    r"unexpected argument$|missing argument: |expected function, found "
)
_ERROR_HINT = re.compile(r"= hint: (.+)")
_ERROR_SEARCH_PATH = re.compile(r" \(searched at .*?\)")


class Design(NamedTuple):
    """A design with all the files that Typst needs.

    Attributes:
        name: the name for messages.
        files: contents by the names that Typst knows; `design.typ` is the design itself.
        shows_number: whether the design prints the phone number by default.
        is_own: whether it is a user's own design, which gets all columns of the row.
    """

    name: str
    files: dict[str, bytes]
    shows_number: bool = False
    is_own: bool = False

    def contains(self, text: str) -> bool:
        """Return whether a file of the design contains that text."""
        return any(text.encode() in file for file in self.files.values())

    def make_error(self, diagnostic: str) -> OptionError:
        """Return the error for a design that Typst can't compile.

        Args:
            diagnostic: the message of Typst, of one or several lines.
        """
        sentence = _ERROR_SEARCH_PATH.sub("", diagnostic.partition("\n")[0])
        for prefix in ("error: ", "warning: ", "assertion failed: "):
            sentence = sentence.removeprefix(prefix)
        sentence = sentence.rstrip(".")
        hints = "".join(
            f" ({hint})"
            for hint in dict.fromkeys(_ERROR_HINT.findall(diagnostic))
            if "root" not in hint  # names an option of Typst's own command
        )
        place = self._find_error_place(diagnostic)
        if self.is_own and not place and _ERROR_OF_SIGNATURE.match(sentence):
            sentence = f"{sentence}: it needs #let design(card, width, height) = {{ … }}"
        elif "heading title is empty" in sentence:
            hints += ' (a row has no text for it: write if card.title != "" { … } around it)'
        return OptionError(
            f"The design {quote(self.name, 200)} can't be used{place}: "
            f"{escape(sentence)}{escape(hints)}."
        )

    def _find_error_place(self, diagnostic: str) -> str:
        """Return the first place in the user's files that Typst names: ` (line 3)`, or ``."""
        for found in _ERROR_PLACE.finditer(diagnostic):
            path = "/" + found["file"].replace("\\", "/")
            name = next((each for each in self.files if path.endswith(f"/{each}")), "")
            if name not in _RESERVED_NAMES or name == "design.typ":
                file = self.name if name in ("design.typ", "") else name
                prefix = "" if file == self.name else f"{quote(file, 200)}, "
                return f" ({prefix}line {found['line']})"
        return ""


@cache
def load_built_in(name: str) -> Design:
    """Return a design of wa-link by its exact name."""
    source = (_FOLDER / f"{name}.typ").read_bytes()
    return Design(name, {**_load_shared_files(), "design.typ": source}, _shows_number(source))


@cache
def _load_shared_files() -> dict[str, bytes]:
    files = {name: (_FOLDER / name).read_bytes() for name in _SHARED}
    return {"main": files["main.typ"], **files}


def _shows_number(source: bytes) -> bool:
    """Return whether a design prints the number by default: yes, unless it says `false`."""
    found = _SHOWS_NUMBER.search(source)
    return found is None or found[1] == b"true"


def list_designs() -> list[str]:
    """Return the names of the designs that a user can choose."""
    internal = (*_SHARED, _OF_SINGLE_CODES)
    return sorted(file.stem for file in _FOLDER.glob("*.typ") if file.name not in internal)


def load_design(design: str) -> Design:
    """Return a design by its name, by the name of a stock made for it, or by the path of a file.

    Raises:
        OptionError: the design is unknown, or one of its files can't be used; see
            `read_own_design`.
    """
    path = Path(design)
    if path.suffix.lower() != ".typ":
        return load_built_in(_resolve_name(design))
    files = read_own_design(path, _RESERVED_NAMES)
    shows_number = _shows_number(files["design.typ"])
    return Design(path.name, {**files, **_load_shared_files()}, shows_number, is_own=True)


def show_design(name: str) -> str:
    """Return the source of a built-in design, with comments, as the start of a new design.

    Raises:
        OptionError: the design is unknown.
    """
    design = _resolve_name(name)
    stock = _pick_example_stock(name, design)
    comments = _load_shared_files()["card.typ"].decode().partition("\n\n#")[0].split("\n")[2:]
    source = load_built_in(design).files["design.typ"].decode()
    return "\n".join(
        (
            "// A design of wa-link. To change it, save it as mine.typ and print labels with",
            f"// {option('design', 'mine.typ')} and {option('stock', stock)}.",
            "//",
            "// It may use pictures and other files from its own folder.",
            "//",
            *comments,
            "",
            source,
        )
    )


def check_layout(layout: str, design: Design | None = None, name: str = "") -> str:
    """Return the layout if the design has it.

    Args:
        layout: one of LAYOUTS.
        design: design of the cards; None if there are no cards.
        name: the user's name for the design, for the message.

    Raises:
        OptionError: the layout is unknown, or the design has only its own.
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


@cache
def _map_stock_designs() -> dict[str, str]:
    """Return the designs of wa-link's own stocks, such as `poster-a4`, by the stock's name."""
    return {
        stock.name: stock.design
        for stock in STOCKS.values()
        if stock.design and stock.maker == OWN_MAKER
    }


def _pick_example_stock(name: str, design: str) -> str:
    """Return the name of a stock on which a design can be printed."""
    designs = _map_stock_designs()
    if name in designs:
        return name
    return next((stock for stock, of in designs.items() if of == design), "L7160")


def _resolve_name(name: str) -> str:
    """Return the name of a built-in design for its own name or that of a stock.

    Raises:
        OptionError: there is no such design.
    """
    names, of_stocks = list_designs(), _map_stock_designs()
    wanted = name.strip().lower()
    if (found := of_stocks.get(wanted, wanted)) in names:
        return found
    near = difflib.get_close_matches(wanted, (*names, *of_stocks), 1, 0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise OptionError(
        f"Unknown design {quote(name)}.{hint} Use {join_or(names)}, or a Typst file of your own: "
        f"{option('design', 'mine.typ')}."
    )
