"""Options as messages name them: `region="GB"` in Python, `--region GB` on the command line."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Spelling: TypeAlias = Callable[[str, object], str]


def _as_argument(name: str, value: object) -> str:
    if value is None:
        return name
    return f'{name}="{value}"' if isinstance(value, str) else f"{name}={value}"


_spelling: ContextVar[Spelling] = ContextVar("spelling", default=_as_argument)


def option(name: str, value: object = None) -> str:
    """Return how the person who reads a message gives an option, with its value if there is one.

    Args:
        name: of the argument in Python: `phone_columns`.
        value: as in Python: `False` for `header=False`.
    """
    return _spelling.get()(name, value)


def current_spelling() -> Spelling:
    """Return the function that spells options in this thread; a worker process takes it over."""
    return _spelling.get()


@contextmanager
def options_spelled(spelling: Spelling) -> Iterator[None]:
    """Spell the options that messages name in another way, in this thread."""
    token = _spelling.set(spelling)
    try:
        yield
    finally:
        _spelling.reset(token)
