"""Variables of the environment that look like variables of wa-link, but have no effect."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wa_link._support.quoting import escape, join_or
from wa_link.cli.defaults import COMMANDS, CONFIG_VARIABLE, options_of, variable_of
from wa_link.cli.own_defaults.default_region import REGION_VARIABLE
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

_PREFIX = "WA_LINK_"
_OF_BUSINESS = ("WA_LINK_TOKEN", "WA_LINK_PHONE_ID", "WA_LINK_WABA_ID")
_VARIABLES_OF_ALL = (CONFIG_VARIABLE, REGION_VARIABLE, *_OF_BUSINESS)
# Variables of the tests. They are not proposed.
_OTHER_VARIABLES = ("WA_LINK_CLOUD_API", "WA_LINK_NO_SKIP", "WA_LINK_PRISM")


def note_unknown(command: click.Command) -> None:
    """Print a line if a variable has no effect because its name is wrong.

    Variables of another command, such as `WA_LINK_LABELS__STOK`, are checked when that command
    runs, because all commands take too long to load.
    """
    name = command.name or ""
    known = {variable_of(name, key) for key in options_of(command)}
    others = tuple(variable_of(each, "") for each in COMMANDS if each != name)
    unknown = [each for each in _list_others(known) if not each.startswith(others)]
    if len(unknown) > 1:
        names = ", ".join(map(escape, unknown))
        say(f"Note: The variables {names} have no effect: run wa-link config for similar names.")
    elif unknown:
        near = _find_near(unknown[0], _list_proposals())
        reason = f"did you mean {join_or(near)}?" if near else "wa-link has no such variable."
        say(f"Note: The variable {escape(unknown[0])} has no effect: {reason}")


def describe_unknown() -> Iterable[str]:
    """Yield a line for each variable that no command has, with the variables of a similar name."""
    proposals = _list_proposals()
    for name in _list_others(set[str]().union(*proposals.values())):
        near = _find_near(name, proposals)
        yield f"  {escape(name)}" + (f"  Did you mean {join_or(near)}?" if near else "")


def _list_others(known: set[str]) -> list[str]:
    """Return the variables of the environment with our prefix that are not known."""
    known = known.union(_VARIABLES_OF_ALL, _OTHER_VARIABLES)
    return sorted(name for name in os.environ if name.startswith(_PREFIX) and name not in known)


def _find_near(name: str, proposals: dict[str, list[str]]) -> list[str]:
    """Return the variables whose names are most similar to a name, or []."""
    from wa_link._support.similar_names import find_similar  # noqa: PLC0415  (only for a wrong name)
    from wa_link.cli.mistakes.other_names import find_keys  # noqa: PLC0415  (only for a wrong name)

    command, _, key = name.removeprefix(_PREFIX).rpartition("__")
    keys = {each.lower().replace("_", "-"): each for each in proposals}
    meant = [] if key in proposals else find_keys(key.lower().replace("_", "-"), keys)
    if meant:
        names = [each for other in meant for each in proposals[keys[other]]]
        own = [each for each in names if each.startswith(f"{_PREFIX}{command}__")]
        return own or names
    text = f"{command}_{key}" if command and key not in proposals else key
    near = [text] if text in proposals else find_similar(text, sorted(proposals))
    return proposals[near[0]] if near else []


def _list_proposals() -> dict[str, list[str]]:
    """Return variables to propose for a name: for `LABELS_STOCK` or `STOCK`, WA_LINK_LABELS__STOCK.

    For an option of several commands, such as `NUMBER`, there are several variables.
    """
    from wa_link.cli.own_defaults.config_keys import find_all_options  # noqa: PLC0415  (loads all commands)

    found: dict[str, list[str]] = {}
    for key, names in find_all_options().items():
        text = key.replace("-", "_").upper()
        for name in names:
            variable = variable_of(name, key)
            found.setdefault(text, []).append(variable)
            found.setdefault(f"{name.upper()}_{text}", []).append(variable)
    return found | {name.removeprefix(_PREFIX): [name] for name in _VARIABLES_OF_ALL}
