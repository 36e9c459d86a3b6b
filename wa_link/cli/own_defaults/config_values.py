"""Values of configuration files: check their types, and say how a wrong one is written."""

from __future__ import annotations

import click

PAIR_EXAMPLES = {"grid": "4x6", "label": "45x40mm", "offset": "0.5,-1mm", "page": "a4"}
"""Keys with two lengths or numbers, or the name of a size; each with an example."""
# Keys whose value is one length.
_LENGTHS = ("size", "bleed", "gap")


def describe_right_value(option: click.Option, key: str, value: object, written: str) -> str | None:
    """Return a phrase that says how to write a value; None if its type is right.

    Args:
        option: the option.
        key: its key.
        value: its value.
        written: the value as it is written in the file, if it is a number; else "".
    """
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    phrase = f'a text in quotes: {key} = "…"'
    is_right = isinstance(value, str)
    if option.is_flag:
        is_right, phrase = isinstance(value, bool), "true or false, without quotes"
    elif option.multiple:
        texts = value if isinstance(value, list) else [value]
        is_right = all(isinstance(each, str) for each in texts)
        phrase = f'a list of texts: {key} = ["…", "…"]'
    elif isinstance(option.type, (click.types.IntParamType, click.types.FloatParamType)):
        is_whole = isinstance(option.type, click.types.IntParamType)
        is_right = is_number and (isinstance(value, int) or not is_whole)
        has_digits = isinstance(value, str) and value.isascii() and value.isdecimal()
        example = value if has_digits else getattr(option.type, "min", None) or 5
        phrase = f"a {'whole ' * is_whole}number without quotes, such as {key} = {example}"
    elif is_number:
        phrase = f"the text in quotes: {key} = {_quote_number(key, written)}"
    return None if is_right else phrase


def _quote_number(key: str, written: str) -> str:
    """Return a number in quotes; for a length, with its unit; for two lengths, an example."""
    if key in PAIR_EXAMPLES:
        return f'"{PAIR_EXAMPLES[key]}"'
    return f'"{written or "…"}{"mm" * (key in _LENGTHS)}"'
