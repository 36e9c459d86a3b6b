"""Regions: the two letters that say how a national number is to be read."""

from __future__ import annotations

import difflib
import importlib.util
from pathlib import Path

import phonenumbers

from wa_link.errors import OptionError, shown

# What people call them beside ISO 3166-1 alpha-2.
_OTHER_NAMES = {"UK": "GB", "USA": "US", "UAE": "AE", "KSA": "SA", "EL": "GR"}


def find_region(text: str) -> str | None:
    """The region that `text` names, in any case (`sa`), or None."""
    code = text.strip().upper()
    return code if code in phonenumbers.SUPPORTED_REGIONS else None


def region_option(text: str) -> str:
    """The region that a person named in an option.

    Raises:
        OptionError: no such region; the message lists the nearest ones.
    """
    if region := find_region(text):
        return region
    near = ", ".join(f"{code} ({name})" for code, name in _nearest(text))
    raise OptionError(
        f"{shown(text)} is no region: use two letters, such as "
        f"{near or 'GB (United Kingdom), SA (Saudi Arabia)'}."
    )


def _nearest(text: str, limit: int = 5) -> list[tuple[str, str]]:
    """Regions whose code or English name is like `text`, the likest first."""
    names = _english_names()
    wanted = text.strip().casefold()
    by_name = {name.casefold(): code for code, name in names.items()}
    codes = [_OTHER_NAMES[wanted.upper()]] if wanted.upper() in _OTHER_NAMES else []
    codes += [by_name[name] for name in by_name if len(wanted) > 2 and wanted in name]
    codes += [by_name[name] for name in difflib.get_close_matches(wanted, by_name, limit, 0.6)]
    codes += difflib.get_close_matches(wanted.upper(), names, limit, 0.5)
    return [(code, names[code]) for code in dict.fromkeys(codes)][:limit]


def _english_names() -> dict[str, str]:
    """Region codes and names. Their module is loaded by its path: its package loads 110 MB."""
    package = Path(phonenumbers.__file__).parent / "geodata"
    spec = importlib.util.spec_from_file_location(
        "phonenumbers.geodata.locale", package / "locale.py"
    )
    if spec is None or spec.loader is None:
        return {}
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    data: dict[str, dict[str, str]] = module.LOCALE_DATA
    return {
        code: name
        for code in sorted(phonenumbers.SUPPORTED_REGIONS)
        if (name := _name_in(data.get(code, {}), "en"))
    }


def _name_in(names: dict[str, str], language: str) -> str:
    """The name in `language`; `*aa` there stands for "the same as in `aa`"."""
    name = names.get(language, "")
    return names.get(name[1:], "") if name.startswith("*") else name
