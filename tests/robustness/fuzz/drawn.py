"""Targets of drawing: cards, designs, logos and fonts."""

from __future__ import annotations

import io
import math
import os
import tempfile
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.robustness.fuzz.invariants import Picks, check_message, hold, text_of
from wa_link.errors import OptionError, OutputError, RecordError, TextError
from wa_link.printing.cards import bidi, card_text, cards, designs, languages
from wa_link.printing.typesetting import measure_cards
from wa_link.printing.typesetting.document import DocumentSetup
from wa_link.printing.typesetting.typesetter import Font, Typesetter
from wa_link.qr.render.colours import parse_colour
from wa_link.qr.render.logo import Logo

if TYPE_CHECKING:
    from wa_link.printing.cards.designs import Design

_LINK = "https://wa.me/447911123456"
_SIZES = ((63.5, 38.1), (38.1, 21.2), (90.0, 130.0), (200.0, 280.0))
_LOGO_PIXELS = 600
_LONGEST_LANGUAGE = 3
_ISOLATES = "\u2066\u2069"


def check_texts(data: bytes) -> None:
    """Check that a text is cleaned at once, keeps its letters, has a language, or is refused."""
    raw = text_of(Picks(data).body)
    try:
        card = cards.make_card(_LINK, "", 29, cards.CardTexts(raw, raw, raw, raw))
        clean = card_text.clean_text(raw, "caption")
    except TextError as error:
        check_message(error.message)
        return
    hold(len(clean) <= card_text.MAX_TEXT_LENGTH, "a clean text is bounded", len(clean))
    hold(card_text.clean_text(clean, "caption") == clean, "a clean text stays as it is", raw, clean)
    hold(_letters(clean) == _letters(raw), "a clean text has all letters", raw, clean)
    for char in clean:
        is_control = unicodedata.category(char) in ("Cc", "Cf")
        hold(not is_control or char in "\n\u200b\u200c\u200d\u2060", "a clean text has no controls")
    printed = bidi.isolate_numbers(clean)
    kept = printed.translate(dict.fromkeys(map(ord, _ISOLATES))).replace("\u00a0", " ")
    hold(kept == clean.replace("\u00a0", " "), "numbers are isolated, and nothing else", clean)
    opened = printed.count("\u2066")
    hold(opened == printed.count("\u2069"), "an isolate is closed", printed)
    lang = languages.guess_language(clean)
    hold(2 <= len(lang) <= _LONGEST_LANGUAGE and lang.isascii(), "a language is a code", lang)
    hold(card.title == clean, "a card has its title", card.title, clean)
    for note in card.notes:
        check_message(note.message)


def _letters(written: str) -> Counter[str]:
    composed = unicodedata.normalize("NFC", written)
    return Counter(char for char in composed if unicodedata.category(char)[0] in "LN")


def check_cards(data: bytes) -> None:
    """Check that a card fits its label, with sizes in their limits, or is refused."""
    picks = Picks(data)
    size = picks.one_of(_SIZES)
    raw = text_of(picks.body)
    title, _, caption = raw.partition("\0")
    try:
        card = cards.make_card(_LINK, "", 29, cards.CardTexts(title, caption))
    except TextError as error:
        check_message(error.message)
        return
    setter = _typesetter(os.getpid())
    frame = DocumentSetup(
        designs.load_built_in("label"), size, size, parse_colour("navy"), setter.families
    )
    (found,) = measure_cards.measure_cards(setter, frame, [card])
    if isinstance(found, RecordError):
        check_message(found.message)
        return
    for note in found.card.notes:
        check_message(note.message)
    hold(len(found.codes) == 1, "a label has a code", found.codes)
    for box in found.codes:
        ends = (box.x, box.y, size[0] - box.x - box.side, size[1] - box.y - box.side)
        hold(min(ends) > -0.1, "a code is on its label", box, size)
    for choice in found.card.choices.values():
        hold(choice["size"] >= 6 - 1e-6, "letters are large enough", choice)
        fits = all(
            width * 25.4 / 72 <= size[0] + 0.1 for line in choice["widths"] for width in line
        )
        hold(fits, "a line is no wider than its label", choice, size)
    if not found.card.notes:
        hold(found.card.title == card.title, "a measured card has its title", found.card.title)


@cache
def _typesetter(process: int) -> Typesetter:  # noqa: ARG001  (a copy of a process has its own)
    return Typesetter()


def check_designs(data: bytes) -> None:
    """Check that a design reads files of its own folder only, or is refused."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "designs"
        folder.mkdir()
        (Path(place) / "outside.txt").write_bytes(b"outside")
        (folder / "inside.txt").write_bytes(b"inside")
        (folder / "design.typ").write_bytes(Picks(data).body)
        try:
            design = designs.load_design(str(folder / "design.typ"))
        except OptionError as error:
            check_message(str(error))
            return
        except OSError:  # an impossible file name
            return
    _check_design(design, Picks(data).body)


def _check_design(design: Design, source: bytes) -> None:
    hold(design.files["design.typ"] == source, "a design is read as it is", design.name)
    others = {name: file for name, file in design.files.items() if file == b"outside"}
    hold(not others, "nothing outside of a design's folder is read", others)
    hold("main" in design.files, "a design has its frame", design.files)


def check_logos(data: bytes) -> None:
    """Check that a logo is a picture that Pillow reads, of a limited size, or is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "logo"
        path.write_bytes(data)
        try:
            logo = Logo.of(path)
        except OptionError as error:
            check_message(str(error))
            return
    with Image.open(io.BytesIO(logo.picture)) as picture:
        picture.load()
        hold(max(picture.size) <= _LOGO_PIXELS, "a logo is small", picture.size)
        hold(picture.mode == "RGBA", "a logo has one mode", picture.mode)


def check_fonts(data: bytes) -> None:
    """Check that a font sets a card, or is refused."""
    setter = Typesetter([Font("f.ttf", data)])
    try:
        families = setter.families
        hold(families and all(families), "a font has a name", families)
        frame = DocumentSetup(
            designs.load_built_in("label"), *_SIZES[:1] * 2, parse_colour("navy"), families
        )
        card = cards.make_card(_LINK, "", 29, cards.CardTexts("Aé 1", "ب"))
        (found,) = measure_cards.measure_cards(setter, frame, [card])
        if isinstance(found, RecordError):
            check_message(found.message)
            return
        for choice in found.card.choices.values():
            hold(math.isfinite(choice["size"]), "letters have a size", choice)
    except (OptionError, OutputError) as error:
        check_message(str(error))
    finally:
        setter.close()
