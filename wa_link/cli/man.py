"""The command `wa-link man`: print the manual page, from the same texts as `--help`."""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from typing import TYPE_CHECKING, cast

import click

from wa_link import __version__
from wa_link.cli.command_tree import walk_commands
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.options.sections import SectionedCommand
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SUMMARY = "make WhatsApp links, QR codes, labels and sheets of links"
# Manual pages have their own names for some sections.
_TITLES = {"Exit codes": "Exit status"}
_ENVIRONMENT = {
    "WA_LINK_TOKEN": "Access token for wa-link business; or name its file with --token-file.",
    "WA_LINK_<COMMAND>__<OPTION>": "Default of an option of a command, such as "
    "WA_LINK_QR__MODULE_SIZE for wa-link qr --module-size.",
}
_FILES = {
    "~/.config/wa-link/config.toml": "Your own defaults of options. On macOS, the folder is "
    "~/Library/Application Support/wa-link. `wa-link config` shows the folder and the defaults.",
    "./.wa-link.toml": "Defaults of the current folder, only for the look of codes and cards.",
}
# Characters that roff reads as commands, or prints as similar characters: groff_char(7).
_ESCAPES = str.maketrans(
    {
        "\\": r"\(rs",
        "-": r"\-",
        "'": r"\(aq",
        "`": r"\(ga",
        "^": r"\(ha",
        "~": r"\(ti",
        '"': r"\(dq",
    }
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SENTENCE_END = re.compile(r"[.?!]\S*$")
# Options, commands and environment variables; not the metavariables of options.
_BOLD = re.compile(r"--?[a-z][\w-]*,?|[a-z]\w*|WA_LINK_\S+|\d+|[~.]/\S+")
_WIDTH = 78


@click.command(
    cls=SectionedCommand,
    examples=(
        "wa-link man | man -l -",
        "mkdir -p ~/.local/share/man/man1 && wa-link man > ~/.local/share/man/man1/wa-link.1",
    ),
)
@click.pass_context
def man(ctx: click.Context) -> int:
    """Print the manual page of wa-link, with all commands and options, for the program man."""
    click.echo(_make_page(ctx.find_root()), nl=False)
    if sys.stdout.isatty():
        say("This is the source of the page. To read the page, run wa-link man | man -l -")
    return ALL_ACCEPTED


class _RoffFormatter(click.HelpFormatter):
    """Writes help as lines of roff with the macros of man(7).

    Attributes:
        lines: the lines of the page.
        macro: macro of the titles of sections: `SH`, or `SS` for the sections of one command.
    """

    def __init__(self) -> None:
        super().__init__(width=_WIDTH)
        self.lines: list[str] = []
        self.macro = "SH"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002  (click's signature)
        """Write the name of the program in bold, and its arguments."""
        self._begin_paragraph()
        self.lines.append(f"\\fB{_escape(prog)}\\fR {_escape(args)}")

    def write_heading(self, heading: str) -> None:
        """Write the title of a section."""
        title = _TITLES.get(heading, heading).upper() if self.macro == "SH" else heading
        self.lines.append(f".{self.macro} {_escape(title)}")

    def write_paragraph(self) -> None:
        """Write nothing, because the macros make the space between paragraphs."""

    def write_text(self, text: str) -> None:
        r"""Write paragraphs, which are separated by blank lines.

        If the first line is `\b`, the other lines are kept as they are: click's mark for examples.
        """
        for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text)):
            self._begin_paragraph()
            if paragraph.startswith("\b\n"):
                kept = [_guard(_escape(line)) for line in paragraph.splitlines()[1:]]
                self.lines += [".nf", *kept, ".fi"]
            else:
                self.lines += _fill(paragraph)

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = 30,  # noqa: ARG002  (click's signature)
        col_spacing: int = 2,  # noqa: ARG002  (as above)
    ) -> None:
        """Write a list of options, commands or variables with their descriptions."""
        for term, description in rows:
            parts = [
                f"\\fB{_escape(part)}\\fR" if _BOLD.fullmatch(part) else _escape(part)
                for part in re.split(r"(\s+)", term)
            ]
            self.lines += [".TP", "".join(parts), *_fill(description)]

    def write(self, string: str) -> None:
        """Write an example, whose line is kept as it is."""
        if self.lines[-2:] == [".RE", ".fi"]:  # the end of another example
            del self.lines[-2:]
        else:
            self._begin_paragraph()
            self.lines += [".nf", ".RS 4"]
        self.lines += [_guard(_escape(string.strip())), ".RE", ".fi"]

    def _begin_paragraph(self) -> None:
        """Write the macro for a new paragraph, except after a title."""
        if self.lines and not self.lines[-1].startswith((".SH", ".SS")):
            self.lines.append(".PP")


def _make_page(top: click.Context) -> str:
    """Return the manual page: general sections, then a section for each command."""
    commands = cast("click.Group", top.command)
    page = _RoffFormatter()
    page.write_heading("Name")
    page.lines.append(f"wa\\-link \\- {_escape(_SUMMARY)}")
    with page.section("Synopsis"):
        commands.format_usage(top, page)
    with page.section("Description"):
        page.write_text(inspect.cleandoc(commands.help or ""))
    commands.format_options(top, page)
    contexts = [*walk_commands(top)]
    with page.section("Environment"):
        page.write_dl([*_list_variables(contexts).items(), *_ENVIRONMENT.items()])
    with page.section("Files"):
        page.write_dl([*_FILES.items()])
    for each in contexts:
        page.macro = "SH"
        page.write_heading(each.command_path)
        page.macro = "SS"
        each.command.format_help(each, page)
    title = f'.TH WA\\-LINK 1 "" "wa\\-link {_escape(__version__)}" "User Commands"'
    # Paths and options must not be hyphenated.
    return "\n".join([title, ".nh", ".ad l", *page.lines, ""])


def _list_variables(contexts: Sequence[click.Context]) -> dict[str, str]:
    """Return the environment variables of options, each with the help of its first option."""
    return {
        each.envvar: each.help or ""
        for context in reversed(contexts)
        for each in context.command.get_params(context)
        if isinstance(each, click.Option) and isinstance(each.envvar, str)
    }


def _fill(text: str) -> list[str]:
    """Return a paragraph as lines of roff."""
    lines = textwrap.wrap(
        _escape(" ".join(text.split())), _WIDTH, break_long_words=False, break_on_hyphens=False
    )
    # roff puts two spaces after a sentence only if it is at the end of a line.
    return [_guard(f"{line}\\&" if _SENTENCE_END.search(line) else line) for line in lines]


def _guard(line: str) -> str:
    """Return a line that roff does not read as a request."""
    return f"\\&{line}" if line.startswith((".", "'")) else line


def _escape(text: str) -> str:
    """Return a text in ASCII that roff prints unchanged."""
    return _NOT_ASCII.sub(lambda found: f"\\[u{ord(found[0]):04X}]", text.translate(_ESCAPES))
