"""Values of configuration files: check their types, and say how a wrong one is written."""

from __future__ import annotations

import click

# Keys whose value is a length, and keys with two lengths or numbers.
_LENGTHS = ("size", "bleed", "gap")
_PAIRS = ("grid", "label", "offset", "page")


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
    if key in _PAIRS:
        from wa_link.cli.config_template import EXAMPLES  # noqa: PLC0415  (only for an error)

        return f'"{EXAMPLES[key]}"'
    return f'"{written or "…"}{"mm" * (key in _LENGTHS)}"'
