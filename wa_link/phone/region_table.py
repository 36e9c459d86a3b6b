"""Table of the names of regions in all languages, and the form in which names are compared."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import phonenumbers

from wa_link.phone.region_names import OTHER_NAMES, SHARED_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Vowel points of Arabic, the tatweel, and the dot that remains of a Turkish I in lower case.
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u0307]")
# Similar letters: keyboards for Arabic, Persian and Urdu do not type the same ones.
_ALIKE = str.maketrans(
    "\u0623\u0625\u0622\u0649\u06cc\u06a9\u0629", "\u0627\u0627\u0627\u064a\u064a\u0643\u0647"
)


@cache
def list_regions() -> Mapping[str, str]:
    """Return the English name of each region by its two letters, in alphabetical order."""
    data = _load_locale_data()
    # The locale data lacks three regions of phonenumbers, such as Kosovo.
    return {
        code: _name_in(data.get(code, {}), "en") or OTHER_NAMES[code].partition(",")[0]
        for code in sorted(phonenumbers.SUPPORTED_REGIONS)
    }


def named_regions() -> Iterator[tuple[str, str]]:
    """Yield each name of each region, in all languages, with the two letters of the region."""
    by_region = {region: [*names.values()] for region, names in _load_locale_data().items()}
    for region, others in OTHER_NAMES.items():
        by_region.setdefault(region, []).extend(others.split(", "))
    for region, names in by_region.items():
        if region in phonenumbers.SUPPORTED_REGIONS:
            yield from ((name, region) for name in names if name and not name.startswith("*"))


LONGEST_NAME = 100
"""Characters; a longer text is not a name, and could take long to compare."""


def shared_name(name: str) -> Sequence[str]:
    """Return the regions that share a name, such as `["CD", "CG"]` for `Congo`; else []."""
    if len(name) > LONGEST_NAME:
        return []
    return _regions_by_shared_name().get(name_key(name), [])


@cache
def _regions_by_shared_name() -> dict[str, list[str]]:
    return {
        key: regions.split("/")
        for regions, names in SHARED_NAMES.items()
        for name in names.split(", ")
        for key in name_keys(name)
    }


def name_keys(name: str) -> tuple[str, str]:
    """Return the key of a name, with and without the accents of Latin letters."""
    key = name_key(name)
    return key, _strip_accents(key)


def name_key(name: str) -> str:
    """Return a name in the form in which names are compared: `saudiarabia` for `Saudi Arabia`.

    It is in lower case, without spaces and punctuation; `&` becomes `and`.
    """
    folded = unicodedata.normalize("NFC", name.replace("&", " and ")).casefold()
    folded = _MARKS.sub("", folded).translate(_ALIKE)
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")


def _strip_accents(key: str) -> str:
    """Return a name in Latin letters without its accents: `turkiye` for `türkiye`.

    A name of up to three letters, or in another script, is returned unchanged.
    """
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", key))
    return plain if plain.isascii() and len(plain) > 3 else key


def _name_in(names: dict[str, str], language: str) -> str:
    """Return the name of a region in `language`; if there is none, return an empty text.

    `names` has the names by language; the value `*en` means the same name as in `en`.
    """
    name = names.get(language, "")
    return names.get(name[1:], "") if name.startswith("*") else name


def _load_locale_data() -> dict[str, dict[str, str]]:
    """Return the names of each region by language, from the locale data of phonenumbers.

    The file is loaded by its path, because importing its package would load 110 MB of place names.
    """
    path = Path(phonenumbers.__file__).parent / "geodata" / "locale.py"
    spec = importlib.util.spec_from_file_location("phonenumbers.geodata.locale", path)
    if spec is None or spec.loader is None:
        return {}
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    data: dict[str, dict[str, str]] = module.LOCALE_DATA
    return data
