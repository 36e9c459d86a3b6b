"""Find the fonts that each page of a PDF uses, in the child process that runs Typst."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf

TYPE_CHECKING = False  # importing `typing` would slow down the start
if TYPE_CHECKING:
    from collections.abc import Sequence


def find_system_fonts(pdf: bytes, known: Sequence[str], own: Sequence[str]) -> list[list[str]]:
    """Return, for each page of a PDF, a list of the system's font families that the page uses.

    Args:
        pdf: a PDF that Typst made.
        known: names of all font families that Typst can use.
        own: names of the families that do not belong to the system: FiraGO and the user's font.
            They are left out of the lists.
    """
    families = {_normalise(family): family for family in known}
    families.update((_normalise(family), "") for family in own)
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            sorted(
                {_find_family(name, families) for name in _find_font_names(page.resources)} - {""}
            )
            for page in document.pages
        ]


def _find_family(name: str, families: dict[str, str]) -> str:
    """Return the family of a font in a PDF: `Noto Sans` for `ABCDEF+NotoSans-Bold`.

    If no family in `families` fits, return the name of the font without the prefix `ABCDEF+`.

    Args:
        name: name of the font in the PDF. Most of these names begin with the name of the family.
        families: names to return, such as `Noto Sans`, by normalised name, such as `notosans`. For
            FiraGO and the user's font, the name to return is empty, and the caller ignores it.
    """
    font = name.rpartition("+")[2]
    plain = _normalise(font)
    for length in range(len(plain), 0, -1):
        if plain[:length] in families:
            return families[plain[:length]]
    return font.lstrip("/")


def _normalise(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _find_font_names(resources: pikepdf.Object) -> set[str]:
    """Return the names of the fonts that a page uses, directly or in its form XObjects."""
    names = set()
    for font in _list_resources(resources, "/Font"):
        # The name of a Type 3 font is in its font descriptor.
        described = font if "/BaseFont" in font else font.get("/FontDescriptor", font)
        names.add(str(described.get("/BaseFont", described.get("/FontName", ""))))
    for form in _list_resources(resources, "/XObject"):
        if "/Resources" in form:
            names |= _find_font_names(form.Resources)
    return names


def _list_resources(resources: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    return list(dict(resources[kind].items()).values()) if kind in resources else []
