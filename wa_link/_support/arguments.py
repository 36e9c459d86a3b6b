"""Check the types of arguments, and write options in messages.

Options look different in Python and on the command line: `region="GB"` or `--region GB`. A message
contains the form that the user can type. `option` returns that form, and `spell_options` chooses
between the two.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from wa_link._support.quoting import join_or, quote
from wa_link._support.similar_names import did_you_mean
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    Kinds: TypeAlias = tuple[type, ...]
    Spelling: TypeAlias = Callable[[str, object], str]

NONE = type(None)
"""The type of None."""
_TYPE_NAMES = {str: "text (str)", NONE: "None", bytes: "bytes"}


def require(name: str, value: object, *kinds: type) -> None:
    """Raise TypeError unless `value` has one of the types `kinds`; a bool does not count as an int.

    Raises:
        TypeError: the type is wrong; the message says which types the argument `name` can have.
    """
    if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
        return
    expected = join_or(_TYPE_NAMES.get(kind, kind.__name__) for kind in kinds)
    remedy = ": decode it first" if isinstance(value, bytes) and str in kinds else ""
    raise TypeError(f"{name} must be {expected}, not {_name_type(value)}{remedy}.")


def require_number(name: str, value: object) -> None:
    """Raise TypeError unless a phone number is text: an int can't keep the + and leading zeros.

    Raises:
        TypeError: the value is a number, a PhoneNumber or not text; the message says what to do.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        kind = _name_type(value)
        raise TypeError(
            f"{name} must be text (str), not {kind}, which can't keep the + and leading zeros. "
            "Read phone numbers as text from their source."
        )
    if hasattr(value, "e164"):
        raise TypeError(
            f"{name} must be text (str), not {_name_type(value)}. For a number that is already "
            "parsed, use ChatLink(phone, text)."
        )
    require(name, value, str)


def require_options(given: Mapping[str, object], kinds: Mapping[str, Kinds], caller: str) -> None:
    """Raise TypeError if an option is unknown, or has the wrong type.

    Args:
        given: the names and values of the options.
        kinds: the allowed types of each known option; `()` allows any type.
        caller: name of the function that takes the options, for messages.

    Raises:
        TypeError: an option is wrong. For an unknown option, the message proposes the known option
            with the most similar name: `regoin` gives "Did you mean region?".
    """
    for name, value in given.items():
        if name not in kinds:
            raise TypeError(f"{caller} has no option {quote(name)}{_suggest(name, kinds)}")
        if kinds[name]:
            require(name, value, *kinds[name])


def require_texts(name: str, value: object) -> None:
    """Raise TypeError unless `value` is a list, tuple or set of text.

    A single text is refused, because a loop over `"phone"` would give the letters `p`, `h`, ….

    Raises:
        TypeError: the value is not a collection of text; the message names the argument.
    """
    # A generator is not a Collection: this check would use up its items.
    if isinstance(value, str | bytes) or not isinstance(value, Collection):
        raise TypeError(f"{name} must be a list of text (str), not {_name_type(value)}.")
    for each in value:
        require(f"Each item of {name}", each, str)


def _suggest(name: str, known: Iterable[str]) -> str:
    """Return the end of a message: the most similar known name, or a list of all known names."""
    known = list(known)
    question = did_you_mean(name, known)
    return f". {question}" if question else f": use {join_or(known)}."


def _name_type(value: object) -> str:
    """Return the name of a value's type for messages, such as `int`, or `None` for None."""
    return "None" if value is None else type(value).__name__


def _spell_argument(name: str, value: object) -> str:
    """Return an option as it is written in Python: `region`, or `region="GB"` with a value."""
    if value is None:
        return name
    return f'{name}="{value}"' if isinstance(value, str) else f"{name}={value}"


_spelling: ContextVar[Spelling] = ContextVar("spelling", default=_spell_argument)


def option(name: str, value: object = None) -> str:
    """Return an option as the user would write it, for a message.

    Example: `option("region", "GB")` returns `region="GB"` in Python, and `--region GB` on the
    command line.

    Args:
        name: name of the option in Python, such as `phone_columns`.
        value: value of the option in Python; None to return only the name.
    """
    return _spelling.get()(name, value)


def current_spelling() -> Spelling:
    """Return the function that currently writes the options in messages.

    It is passed to worker processes, because a new process begins with the default function.
    """
    return _spelling.get()


@contextmanager
def spell_options(spelling: Spelling) -> Iterator[None]:
    """Use the function `spelling` to write options in messages, until the `with` block ends.

    Other threads do not use it.
    """
    token = _spelling.set(spelling)
    try:
        yield
    finally:
        _spelling.reset(token)


@contextmanager
def named_option(option: str) -> Iterator[None]:
    """Put the option's name before the message of an OptionError raised in the `with` block."""
    try:
        yield
    except OptionError as error:
        raise OptionError(f"{option}: {error}") from None
