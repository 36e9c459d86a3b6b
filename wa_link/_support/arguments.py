"""Arguments of the library: what is not of its type, or not known, is refused with its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wa_link._support.quoting import join_or, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    Kinds = tuple[type, ...]

_WORDS = {str: "text (str)", type(None): "None", bytes: "bytes"}
NONE = type(None)
# A number that is not text has lost what it began with: that is said, and not guessed.
_LOST = (int, float)


def require(name: str, value: object, *kinds: type) -> None:
    """Fail unless a value is of one of these types; a bool is not an int.

    Raises:
        TypeError: it names the argument, the types and that of the value.
    """
    if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
        return
    raise TypeError(f"{name} must be {_words(kinds)}, not {_word(value)}{_way_out(value, kinds)}.")


def require_number(name: str, value: object) -> None:
    """Fail unless a phone number is text: as an int, it has lost its + and its zeros.

    Raises:
        TypeError: it names the argument, and says how to give it.
    """
    if isinstance(value, str):
        return
    why = _way_out(value, (str,))
    if isinstance(value, _LOST) and not isinstance(value, bool):
        kind = type(value).__name__
        why = f": as {kind} it has lost its + and its zeros. Read it as text where it comes from"
    elif hasattr(value, "e164"):
        why = ": it has been read, so use ChatLink(phone, text)"
    raise TypeError(f"{name} must be text (str), not {_word(value)}{why}.")


def require_all(given: Mapping[str, object], kinds: Mapping[str, Kinds], caller: str) -> None:
    """Fail where an option has no such name or type.

    Args:
        given: options and their values.
        kinds: all options that there are, and the types of each; none for any type.
        caller: the function that takes them.

    Raises:
        TypeError: it names the option, and the nearest one that there is.
    """
    for name, value in given.items():
        if name not in kinds:
            raise TypeError(f"{caller} has no option {quote(name)}{_nearest(name, kinds)}")
        if kinds[name]:
            require(name, value, *kinds[name])


def require_names(name: str, value: object) -> None:
    """Fail unless a value is several texts: one text is taken for its letters.

    Raises:
        TypeError: it names the argument.
    """
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise TypeError(f"{name} must be a list of text (str), not {_word(value)}.")
    for each in value:
        require(f"Each of {name}", each, str)


def _nearest(name: str, known: Iterable[str]) -> str:
    import difflib  # noqa: PLC0415  (where one is wrong)

    known = list(known)
    near = difflib.get_close_matches(name, known, 1, 0.6)
    return f". Did you mean {near[0]}?" if near else f": use {join_or(known)}."


def _words(kinds: Iterable[type]) -> str:
    return join_or(_WORDS.get(kind, kind.__name__) for kind in kinds)


def _word(value: object) -> str:
    return "None" if value is None else type(value).__name__


def _way_out(value: object, kinds: Kinds) -> str:
    if isinstance(value, bytes) and str in kinds:
        return ": decode it first"
    return ""
