"""The command `wa-link explain`: say what the codes of rules, reasons, notes and exits mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import click

from wa_link._support.quoting import quote
from wa_link._support.reject_notes import GROUPS
from wa_link._support.similar_names import did_you_mean_code
from wa_link.cli.exit_code_texts import EXIT_CODES, ExitCode
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.options.sections import SectionedCommand
from wa_link.errors import NoteCode, Reason
from wa_link.links.rules import Repair, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence


class Group(NamedTuple):
    """A name for several notes in `--reject-notes`, such as `repairs`."""

    name: str


class MetaError(NamedTuple):
    """One of Meta's codes in errors of `wa-link business`."""

    number: int
    meaning: str


_Code: TypeAlias = Rule | Reason | NoteCode | ExitCode

_NO_BREAK_SPACE, _NO_BREAK_HYPHEN = "\u00a0", "\u2011"
_EXIT_CODE = re.compile(r"\bexit[\s_-]+(?:code[\s_-]+)?(\d+)", re.IGNORECASE)
_ONLY_TEXTS = ", by wa-link check --fix, in text files"


@click.command(
    cls=SectionedCommand,
    examples=("wa-link explain WA104", "wa-link explain too_short", "wa-link explain"),
)
@click.argument("codes", metavar="[CODE...]", nargs=-1)
@click.pass_context
def explain(ctx: click.Context, /, *, codes: tuple[str, ...]) -> int:
    """Explain codes: the rules of check, and the reasons, notes and exit codes of all commands.

    CODE is a code such as WA104 or too_short, the beginning of codes such as WA1 or qr, the name of
    a rule such as plus-sign, or an exit code such as 3. CODE can also be a name for several notes
    in --reject-notes: repairs or all; business, for Meta's codes in errors of wa-link business; or
    one of these, such as 131047. Without a CODE, all other codes are listed.
    """
    formatter = ctx.make_formatter()
    # The cell of a row with several notes contains their codes with spaces between them.
    line = _EXIT_CODE.sub(r"exit_\1", "\n".join(codes))  # wa-link explain exit code 3
    names = [
        name
        for code in line.split("\n")
        if codes
        for name in re.findall(r"[^\s,]+", code) or [code]
    ]
    found = dict.fromkeys(each for name in names for each in _find(name))
    for place, each in enumerate(found):
        if place:
            formatter.write_paragraph()
        _explain(each, formatter)
    if not codes:
        _list_all(formatter)
    click.echo(_unglue(formatter.getvalue()), nl=False)
    return ALL_ACCEPTED


def _find(name: str) -> Sequence[_Code | Group | MetaError]:
    """Return the codes with this name, or those that begin with it.

    Raises:
        UsageError: there is no such code; the message proposes a similar one.
    """
    from wa_link.check.selection import find_rules  # noqa: PLC0415  (only for a code)

    text = name.strip().casefold().replace("-", "_")
    others: dict[str, _Code] = {each.value: each for each in (*Reason, *NoteCode)}
    others |= {f"exit_{each.code}": each for each in EXIT_CODES}
    exact = others.get(text) or others.get(f"exit_{text}")
    if text in GROUPS:
        return [Group(text)]
    found: list[_Code] = [*sorted(find_rules(name)), *([exact] if exact else [])]
    if not found and len(text) > 1:
        found = [code for each, code in others.items() if each.startswith(text)]
    if not found and (text == "business" or text.isdecimal()):
        return _find_meta_errors(text)
    if not found:
        known = [*Rule, *(rule.label for rule in Rule), *Reason, *NoteCode, *GROUPS]
        way_out = did_you_mean_code(name, known) or "List all codes: wa-link explain"
        raise click.UsageError(f"{quote(name)} is not a code. {way_out}")
    return found


def _find_meta_errors(text: str) -> Sequence[MetaError]:
    """Return Meta's code with this number; all codes for `business`.

    Raises:
        UsageError: there is no such code.
    """
    from wa_link.business.api.meta_codes import CODES, find_code  # noqa: PLC0415  (only for these codes)

    numbers = sorted(CODES) if text == "business" else [int(text[:9])]
    found = [MetaError(number, code.sentence) for number in numbers if (code := find_code(number))]
    if not found:
        raise click.UsageError(
            f"{quote(text)} is not a code that wa-link knows. List all codes: wa-link explain or, "
            "for the codes of Meta, wa-link explain business"
        )
    return found


def _explain(code: _Code | Group | MetaError, formatter: click.HelpFormatter) -> None:
    """Write the explanation of a code: a heading, and lines such as `meaning  …`."""
    if isinstance(code, MetaError):
        formatter.write(f"{code.number} (error of Meta, in wa-link business)\n")
        _write_text(formatter, "meaning", code.meaning)
        return
    if isinstance(code, Group):
        notes = [each for each in NoteCode if each in GROUPS[code.name]]
        _write_list(formatter, f"Notes that --reject-notes {code.name} rejects", notes)
        return
    if isinstance(code, Rule):
        formatter.write(f"{_name(code)} ({code.severity})\n")
        _write_text(formatter, "meaning", code.meaning)
        _write_text(formatter, "why", code.why)
        _write_lines(formatter, "wrong", code.wrong)
        _write_lines(formatter, "right", code.right)
        fixed = f"{code.repair}{_ONLY_TEXTS * (code.repair is not Repair.NEVER)}"
        _write_text(formatter, "fixed", fixed)
        _write_text(formatter, "to do", code.way_out)
        return
    formatter.write(f"{_name(code)} ({_kind_of(code)})\n")
    _write_text(formatter, "meaning", code.meaning)
    _write_text(formatter, "to do", code.way_out)
    *file, command = code.example.split("\n")
    _write_lines(formatter, "file", *file)
    _write_lines(formatter, "example", command)
    _write_lines(formatter, "instead", *code.solution.split("\n"))


def _kind_of(code: Reason | NoteCode | ExitCode) -> str:
    """Return the kind of a code: `reason`, `note` or `exit code`, and what a note changes."""
    if isinstance(code, ExitCode):
        return "exit code"
    if isinstance(code, Reason):
        return "reason"
    return "note, changes the number" if code.is_repair else "note"


def _write_text(formatter: click.HelpFormatter, name: str, text: str) -> None:
    """Write a text after its name, wrapped to the width of the terminal."""
    if text:
        with formatter.indentation():
            formatter.write_dl([(f"{name:<7}", _glue(text))])


def _glue(text: str) -> str:
    """Return a text that is not wrapped inside `quoted code`, and at no hyphen."""
    whole = re.sub("`[^`]*`", lambda code: code[0].replace(" ", _NO_BREAK_SPACE), text)
    return whole.replace("-", _NO_BREAK_HYPHEN)


def _unglue(text: str) -> str:
    """Return a wrapped text with the spaces and hyphens that it had before `_glue`."""
    return text.replace(_NO_BREAK_SPACE, " ").replace(_NO_BREAK_HYPHEN, "-")


def _write_lines(formatter: click.HelpFormatter, name: str, *lines: str) -> None:
    """Write lines that people copy, such as a command, after their name; they are not wrapped."""
    for line in filter(None, lines):
        formatter.write(f"  {name:<9}{line}\n")
        name = ""


def _write_list(
    formatter: click.HelpFormatter,
    title: str,
    codes: Sequence[_Code],
) -> None:
    """Write a list of codes with their meanings, below a title."""
    formatter.write_heading(title)
    with formatter.indentation():
        formatter.write_dl([(_name(each), _glue(each.meaning)) for each in codes])


def _name(code: _Code) -> str:
    """Return a code as it is listed: `WA101 plus-sign`, `too_short` or `3`."""
    if isinstance(code, Rule):
        return f"{code} {code.label}"
    return str(code.code if isinstance(code, ExitCode) else code)


def _list_all(formatter: click.HelpFormatter) -> None:
    """Write all codes with their meanings, in five groups."""
    groups: dict[str, Sequence[_Code]] = {
        "Rules of check": [*Rule],
        "Reasons": [*Reason],
        "Notes that change the number": [each for each in NoteCode if each.is_repair],
        "Other notes": [each for each in NoteCode if not each.is_repair],
        "Exit codes": EXIT_CODES,
    }
    for place, (title, group) in enumerate(groups.items()):
        if place:
            formatter.write_paragraph()
        _write_list(formatter, title, group)
    formatter.write("\nwa-link explain CODE says what to do, with an example.\n")
