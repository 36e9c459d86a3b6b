"""Load designs. A design is a Typst file that lays out a card: built-in, or a user's own file.

To add a built-in design, save a Typst file in `printing/designs`. The file `poster.typ` is the
design `poster`. The comments in `designs/card.typ` list the fields of a card and the functions
that a design can use.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import escape, join_or, quote
from wa_link._support.similar_names import did_you_mean
from wa_link.errors import OptionError
from wa_link.printing.cards.own_design import read_own_design
from wa_link.printing.label_stock import OWN_MAKER
from wa_link.printing.stock_list import STOCKS

_FOLDER = Path(__file__).parents[1] / "designs"
_SHARED = ("card.typ", "main.typ")
_SINGLE_CODE_DESIGN = "code-card.typ"  # `wa-link qr` uses this design; users can't choose it
# wa-link passes files with these names to Typst, so a user's files with these names are not read.
_RESERVED_NAMES = frozenset(
    (*_SHARED, "main", "design.typ", "rows.json", "wa-link-cards.json", "wa-link-logo.png")
)
ACCENT = "#0f4c5c"
"""Default accent colour of cards."""
LAYOUTS = ("side", "below", "auto")
"""Places of the texts on a label: at the side of the QR code, below it, or the better of both."""
_SHOWS_NUMBER = re.compile(rb"^#let\s+shows-number\s*=\s*(true|false)\b", re.MULTILINE)

# Parts of an error message from Typst.
_ERROR_PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):\d+")
_SIGNATURE_ERROR = re.compile(r"unexpected argument$|missing argument: |expected function, found ")
_ERROR_HINT = re.compile(r"= hint: (.+)")
_ERROR_SEARCH_PATH = re.compile(r" \(searched at .*?\)")


class Design(NamedTuple):
    """A Typst file that lays out a card, and the other files that it needs.

    Attributes:
        name: name for messages, such as `poster` or `mine.typ`.
        files: contents of the files, by the names under which Typst reads them. The design itself
            is always `design.typ`.
        shows_number: whether the design prints the phone number by default; the option
            `show_number` can change this.
        is_own: whether it is a user's own design. A user's own design receives all cells of the
            row; a built-in design does not.
    """

    name: str
    files: dict[str, bytes]
    shows_number: bool = False
    is_own: bool = False

    def contains(self, text: str) -> bool:
        """Return whether `text` is in the source of the design or in one of its other files."""
        return any(text.encode() in file for file in self.files.values())

    def make_error(self, diagnostic: str) -> OptionError:
        """Return the error for a design that can't be used, with the line of the mistake, if known.

        Args:
            diagnostic: the mistake, usually in the words of Typst; it can have several lines.
        """
        sentence = _ERROR_SEARCH_PATH.sub("", diagnostic.partition("\n")[0])
        for prefix in ("error: ", "warning: ", "assertion failed: "):
            sentence = sentence.removeprefix(prefix)
        sentence = sentence.rstrip(".")
        hints = "".join(
            f" ({hint})"
            for hint in dict.fromkeys(_ERROR_HINT.findall(diagnostic))
            if "root" not in hint  # such a hint is about an option of Typst's own command
        )
        place = self._find_error_place(diagnostic)
        if self.is_own and not place and _SIGNATURE_ERROR.match(sentence):
            sentence = f"{sentence}: it needs the line #let design(card, width, height) = {{ … }}"
        elif "heading title is empty" in sentence:
            hints += ' (write if card.title != "" { … } around it, because a row can have no title)'
        return OptionError(
            f"The design {quote(self.name, 200)} can't be used{place}: "
            f"{escape(sentence)}{escape(hints)}."
        )

    def _find_error_place(self, diagnostic: str) -> str:
        """Return the place of an error in the user's files: ` (line 3)`, or "" if it is unknown.

        In a file that the design imports, the place is ` ("colours.typ", line 3)`, for example. If
        Typst names several places, return the first one.
        """
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
    """Return the built-in design with exactly this name, such as `poster`."""
    source = (_FOLDER / f"{name}.typ").read_bytes()
    return Design(name, {**_load_shared_files(), "design.typ": source}, _shows_number(source))


@cache
def _load_shared_files() -> dict[str, bytes]:
    files = {name: (_FOLDER / name).read_bytes() for name in _SHARED}
    return {"main": files["main.typ"], **files}


def _shows_number(source: bytes) -> bool:
    """Return whether a design prints the phone number by default (without `show_number`).

    The result is False if the source contains the line `#let shows-number = false`, else True.
    """
    found = _SHOWS_NUMBER.search(source)
    return found is None or found[1] == b"true"


def list_designs() -> list[str]:
    """Return the names of the built-in designs that a user can choose, in alphabetical order."""
    internal = (*_SHARED, _SINGLE_CODE_DESIGN)
    return sorted(file.stem for file in _FOLDER.glob("*.typ") if file.name not in internal)


def load_design(design: str) -> Design:
    """Return the design that the user chose.

    Args:
        design: name of a design, such as `poster`; name of a label stock with a fixed design,
            such as `poster-a4`; or the path of the user's own Typst file, such as `mine.typ`.

    Raises:
        OptionError: the design is unknown, or a file of the user's own design can't be used; see
            `read_own_design`.
    """
    path = Path(design)
    if path.suffix.lower() != ".typ":
        return load_built_in(_resolve_name(design))
    files = read_own_design(path, _RESERVED_NAMES)
    shows_number = _shows_number(files["design.typ"])
    return Design(path.name, {**files, **_load_shared_files()}, shows_number, is_own=True)


def show_design(name: str) -> str:
    """Return the Typst source of a built-in design, with comments for users who want to change it.

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
            "// It can use pictures and other files from its own folder.",
            "//",
            *comments,
            "",
            source,
        )
    )


def check_layout(layout: str, design: Design | None = None, name: str = "") -> str:
    """Check that a layout exists and that the design can use it, and return the layout.

    Args:
        layout: the user's choice: `side`, `below` or `auto`.
        design: design of the cards; None to check only that the layout exists.
        name: name of the design in the message, such as `poster-a4`. Default: `design.name`.

    Raises:
        OptionError: the layout is unknown, or the built-in design has only one layout and the user
            chose `side` or `below`.
    """
    if layout not in LAYOUTS:
        raise OptionError(f"Unknown layout {quote(layout)}: use {join_or(LAYOUTS)}.")
    if design is None or design.is_own or design.name == "label":
        return layout
    if layout != "auto":
        raise OptionError(
            f"{option('layout', layout)} has no effect on the design {quote(name or design.name)}, "
            f"which has only one layout: leave out {option('layout')}."
        )
    return layout


@cache
def _map_stock_designs() -> dict[str, str]:
    """Return a dict from wa-link's own label stocks to their designs: `{"poster-a4": "poster"}`."""
    return {
        stock.name: stock.design
        for stock in STOCKS.values()
        if stock.design and stock.maker == OWN_MAKER
    }


def _pick_example_stock(name: str, design: str) -> str:
    """Return the name of a label stock for the example in the source that `show_design` returns.

    If the user gave the name of a label stock, return this name. Otherwise, return a label stock
    that has the design, or `L7160` if none has it.

    Args:
        name: the name that the user gave, such as `poster` or `poster-a4`.
        design: the name of the design that was found for `name`: `poster` for both.
    """
    designs = _map_stock_designs()
    if name in designs:
        return name
    return next((stock for stock, of in designs.items() if of == design), "L7160")


def _resolve_name(name: str) -> str:
    """Return the name of a built-in design: `poster` for `Poster`, or for the stock `poster-a4`.

    Raises:
        OptionError: `name` is neither a built-in design nor a label stock with a fixed design.
    """
    names, of_stocks = list_designs(), _map_stock_designs()
    wanted = name.strip().lower()
    if (found := of_stocks.get(wanted, wanted)) in names:
        return found
    question = did_you_mean(wanted, (*names, *of_stocks), cutoff=0.5)
    hint = f" {question}" if question else ""
    raise OptionError(
        f"Unknown design {quote(name)}.{hint} Use {join_or(names)}, or a Typst file of your own: "
        f"{option('design', 'mine.typ')}."
    )
