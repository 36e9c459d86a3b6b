"""Find the fonts that each page of a PDF uses. The child process that runs Typst imports this."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf

TYPE_CHECKING = False  # saves the import of `typing`
if TYPE_CHECKING:
    from collections.abc import Sequence


def find_system_fonts(pdf: bytes, known: Sequence[str], own: Sequence[str]) -> list[list[str]]:
    """Return the font families on each page that are not wa-link's or the user's own.

    Args:
        pdf: a PDF from Typst.
        known: all families that Typst knows.
        own: families of the fonts of wa-link and of the user.
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
    """Return the family of a PDF font such as `ABCDEF+NotoSans-Bold`: most names begin with it."""
    font = name.rpartition("+")[2]
    plain = _normalise(font)
    for length in range(len(plain), 0, -1):
        if plain[:length] in families:
            return families[plain[:length]]
    return font.lstrip("/")


def _normalise(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _find_font_names(resources: pikepdf.Object) -> set[str]:
    """Return the names of the fonts that a page uses, also in its form XObjects."""
    names = set()
    for font in _list_resources(resources, "/Font"):
        # A Type 3 font has its name in its descriptor.
        described = font if "/BaseFont" in font else font.get("/FontDescriptor", font)
        names.add(str(described.get("/BaseFont", described.get("/FontName", ""))))
    for form in _list_resources(resources, "/XObject"):
        if "/Resources" in form:
            names |= _find_font_names(form.Resources)
    return names


def _list_resources(resources: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    return list(dict(resources[kind].items()).values()) if kind in resources else []
