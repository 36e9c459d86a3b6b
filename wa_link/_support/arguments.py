"""Arguments of the library: check their types, and name them in messages.

A message names an option as its reader gives it: `region="GB"` in Python, `--region GB` on the
command line.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from wa_link._support.quoting import join_or, quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    Kinds: TypeAlias = tuple[type, ...]
    Spelling: TypeAlias = Callable[[str, object], str]

NONE = type(None)
_WORDS = {str: "text (str)", NONE: "None", bytes: "bytes"}


def require(name: str, value: object, *kinds: type) -> None:
    """Raise an error unless a value has one of these types; a bool is not an int.

    Raises:
        TypeError: it names the argument, the types and the type of the value.
    """
    if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
        return
    expected = join_or(_WORDS.get(kind, kind.__name__) for kind in kinds)
    remedy = ": decode it first" if isinstance(value, bytes) and str in kinds else ""
    raise TypeError(f"{name} must be {expected}, not {_name_type(value)}{remedy}.")


def require_number(name: str, value: object) -> None:
    """Raise an error unless a phone number is text: an int can't keep the + and leading zeros.

    Raises:
        TypeError: it names the argument, and says how to give it.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        kind = _name_type(value)
        raise TypeError(
            f"{name} must be text (str), not {kind}, which can't keep the + and leading zeros. "
            "Read phone numbers as text from their source."
        )
    if hasattr(value, "e164"):
        raise TypeError(
            f"{name} must be text (str), not {_name_type(value)}: it is read already, so use "
            "ChatLink(phone, text)."
        )
    require(name, value, str)


def require_options(given: Mapping[str, object], kinds: Mapping[str, Kinds], caller: str) -> None:
    """Raise an error if an option is unknown, or has the wrong type.

    Args:
        given: the options and their values.
        kinds: all known options, with their types; `()` allows any type.
        caller: the function that takes them, for messages.

    Raises:
        TypeError: it names the option, and the known one that is most like it.
    """
    for name, value in given.items():
        if name not in kinds:
            raise TypeError(f"{caller} has no option {quote(name)}{_suggest(name, kinds)}")
        if kinds[name]:
            require(name, value, *kinds[name])


def require_texts(name: str, value: object) -> None:
    """Raise an error unless a value is a list of text; one text would be read as its letters.

    Raises:
        TypeError: it names the argument.
    """
    if isinstance(value, str | bytes) or not isinstance(value, Collection):  # not a generator
        raise TypeError(f"{name} must be a list of text (str), not {_name_type(value)}.")
    for each in value:
        require(f"Each of {name}", each, str)


def _suggest(name: str, known: Iterable[str]) -> str:
    import difflib  # noqa: PLC0415  (only for a wrong name)

    known = list(known)
    near = difflib.get_close_matches(name, known, 1, 0.6)
    return f". Did you mean {near[0]}?" if near else f": use {join_or(known)}."


def _name_type(value: object) -> str:
    return "None" if value is None else type(value).__name__


def _spell_argument(name: str, value: object) -> str:
    if value is None:
        return name
    return f'{name}="{value}"' if isinstance(value, str) else f"{name}={value}"


_spelling: ContextVar[Spelling] = ContextVar("spelling", default=_spell_argument)


def option(name: str, value: object = None) -> str:
    """Return an option as the reader of a message gives it, with its value if there is one.

    Args:
        name: the argument in Python: `phone_columns`.
        value: the value in Python: `False` for `header=False`.
    """
    return _spelling.get()(name, value)


def current_spelling() -> Spelling:
    """Return the function that names options in this thread, for a worker process."""
    return _spelling.get()


@contextmanager
def spell_options(spelling: Spelling) -> Iterator[None]:
    """Name options in messages in another way during the block, in this thread."""
    token = _spelling.set(spelling)
    try:
        yield
    finally:
        _spelling.reset(token)
