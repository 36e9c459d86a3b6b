"""The command `wa-link check`: find, judge and fix WhatsApp links in files."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from wa_link._support import signals
from wa_link._support.quoting import escape, escape_controls, pluralize, quote
from wa_link.check.formats.output_format import FORMATS
from wa_link.cli.defaults import is_typed
from wa_link.cli.exit_codes import ALL_ACCEPTED, FAILED, SOME_REJECTED
from wa_link.cli.messages.output import sheet_output
from wa_link.cli.mistakes.usage_errors import Choice, ExistingPath
from wa_link.cli.mistakes.windows_globs import expand
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import exit_zero_option, quiet_option, region_option
from wa_link.cli.own_defaults.default_region import say_region
from wa_link.cli.own_defaults.notes import say_source
from wa_link.cli.stderr import point_to_explain, say, say_error
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_link.check.check_options import CheckOptions
    from wa_link.check.formats.output_format import OutputFormat
    from wa_link.check.results import FileResult, Totals

_STDIN = "stdin"


@click.command(
    cls=SectionedCommand,
    examples=(
        "wa-link check site/ README.md",
        "wa-link check site/ --region GB --fix",
        "wa-link check . --output-format sarif > wa-link.sarif",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=ExistingPath())
@region_option
@option(
    "--fix",
    section="Fixes",
    is_flag=True,
    help="Fix text files in place, where the right link is certain. With -, print the fixed text.",
)
@option(
    "--diff",
    section="Fixes",
    is_flag=True,
    help="Print the fixes as a diff, and leave the files unchanged.",
)
@option(
    "--select",
    section="Rules",
    metavar="CODES",
    multiple=True,
    help="Rules to report and to fix, such as WA1,WA201. Default: all. `wa-link explain` lists "
    "them. A fix repairs the whole link.",
)
@option(
    "--ignore",
    section="Rules",
    metavar="CODES",
    multiple=True,
    help="Rules to leave out, such as WA304. If --select names a rule, too, the longer of the two "
    "codes counts.",
)
@option(
    "--exclude",
    section="Files",
    metavar="GLOB",
    multiple=True,
    help='Files and folders to leave out, such as "*.min.js" or vendor.',
)
@option(
    "--output-format",
    "output_format",
    section="Output",
    type=Choice(FORMATS),
    default="text",
    show_default=True,
    help="Format of the findings. github is for GitHub Actions.",
)
@exit_zero_option
@quiet_option
def check(
    *,
    paths: tuple[str, ...],
    region: str | None,
    fix: bool,
    diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    output_format: str,
    quiet: bool,
) -> int:
    """Find WhatsApp links in files, and report those that open nothing or the wrong chat.

    PATH is a file, a folder with all folders in it, or `-` for standard input. In folders, the
    files that .gitignore names are left out, and so are .git and node_modules. A comment
    with the words `wa-link: ignore` hides the links on its line; if it is alone on its line, it
    also hides those on the next line.

    A finding that ends with [fix] can be fixed with --fix. Text files are fixed; mails (.eml),
    office documents, PDFs and pictures are only reported. `wa-link explain WA104` explains a code.

    Exit codes: 0 no findings; 1 a file could not be read or written; 2 wrong command line; 3
    findings are left, or --diff shows fixes.
    """
    paths = expand(paths)
    if not is_typed(click.get_current_context(), "output_format") and fix and paths == ("-",):
        output_format = "text"  # a default has no effect on the fixed text
    _refuse_combinations(paths, output_format, fix=fix, diff=diff)
    from wa_link.check.formats.output_format import make_format  # noqa: PLC0415  (only for a right command line)
    from wa_link.check.formats.text_format import describe_totals  # noqa: PLC0415  (as above)
    from wa_link.check.results import Totals  # noqa: PLC0415  (as above)

    options = _make_options(region, select, ignore, fix=fix, diff=diff)
    if fix:
        say_source(click.get_current_context(), "fix", "Files are fixed, because --fix is set")
    if fix or diff:
        say_region(click.get_current_context(), "in links without a calling code")
    totals = Totals()
    with _report_interruption(totals, fix=fix):
        results = _check_all(paths, options, exclude)
        _write(
            results, make_format(output_format), totals, options, to_stderr=fix and paths == ("-",)
        )
    if not quiet:
        sys.stdout.flush()
        say(describe_totals(totals, diff=diff))
        if totals.rules and output_format == "text" and not diff:
            say(point_to_explain(totals.rules.most_common(1)[0][0]))
    if totals.errors:
        return FAILED
    has_findings = totals.findings or totals.diffs
    return SOME_REJECTED if has_findings else ALL_ACCEPTED


def _refuse_combinations(
    paths: tuple[str, ...], output_format: str, *, fix: bool, diff: bool
) -> None:
    """Fail if options of the command line contradict each other.

    Raises:
        UsageError: the message says which options.
    """
    if fix and diff:
        raise click.UsageError("Give --fix to fix the files, or --diff to see the fixes, not both.")
    if diff and output_format != "text":
        raise click.UsageError(f"--diff prints a diff: leave out --output-format {output_format}.")
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("Give - (standard input) alone, without other paths.")
    if "-" in paths and fix and output_format != "text":
        raise click.UsageError(
            f"With - and --fix, the fixed text is printed: leave out --output-format "
            f"{output_format}."
        )


def _make_options(
    region: str | None, select: tuple[str, ...], ignore: tuple[str, ...], *, fix: bool, diff: bool
) -> CheckOptions:
    """Return the options of the run.

    Raises:
        OptionError: no rule has the code that --select or --ignore gives.
    """
    from wa_link.check.check_options import CheckOptions  # noqa: PLC0415  (loads phonenumbers)
    from wa_link.check.selection import Selection  # noqa: PLC0415  (as above)

    selection = Selection.parse(select, ignore)
    return CheckOptions(region, selection, fix=fix, diff=diff)


def _check_all(
    paths: tuple[str, ...], options: CheckOptions, exclude: tuple[str, ...]
) -> Iterable[FileResult]:
    """Yield the result of each file, or of standard input."""
    from wa_link.check.run import check_paths  # noqa: PLC0415  (loads phonenumbers)

    return [_check_stdin(options)] if paths == ("-",) else check_paths(paths, options, exclude)


def _check_stdin(options: CheckOptions) -> FileResult:
    """Check standard input. With `--fix`, write the fixed text to standard output.

    Raises:
        InputError: the text is too long.
    """
    from wa_link.check.check_file import MAX_BYTES, check_data  # noqa: PLC0415  (loads phonenumbers)
    from wa_link.check.decode_file import is_binary  # noqa: PLC0415  (as above)
    from wa_link.check.results import FileResult  # noqa: PLC0415  (as above)
    from wa_link.check.walk_folders import Skip  # noqa: PLC0415  (as above)

    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError("Standard input has more than 20 MB: check smaller texts.")
    if is_binary(data):
        result, fixed = FileResult(_STDIN, skip=Skip.BINARY), None
    else:
        result, fixed = check_data(data, _STDIN, options)
    if options.fix:
        output = sheet_output("-", None)
        assert not isinstance(output, str)  # noqa: S101  (`-` gives a file)
        output.write(data if fixed is None else fixed)
        output.flush()
    return result


def _write(
    results: Iterable[FileResult],
    output: OutputFormat,
    totals: Totals,
    options: CheckOptions,
    *,
    to_stderr: bool,
) -> None:
    """Print the results one after another, and count them.

    Args:
        results: the results.
        output: the format of the findings.
        totals: the counts, to which the results are added.
        options: the options of the run; with `diff`, only the diffs are printed.
        to_stderr: whether to print the findings on standard error.
    """
    if not options.diff:
        _echo(output.begin(), to_stderr=to_stderr)
    for result in results:
        if options.diff:
            _echo_diff(result.diff)
        else:
            _echo(output.add(result), to_stderr=to_stderr)
        totals.add(result)
        _say_problem(result, has_fixes=options.fix or options.diff)
    if not options.diff:
        _echo(output.end(totals), to_stderr=to_stderr)


def _echo(text: str, *, to_stderr: bool) -> None:
    if text:
        click.echo(text, nl=False, err=to_stderr)


def _echo_diff(diff: bytes) -> None:
    """Print a diff, with all its bytes as in the file; on a terminal, escape control characters."""
    if diff and sys.stdout.isatty():
        click.echo(escape_controls(diff.decode("utf-8", "replace")), nl=False)
    elif diff:
        sys.stdout.flush()
        sys.stdout.buffer.write(diff)


def _say_problem(result: FileResult, *, has_fixes: bool) -> None:
    """Print why a file was not read or not fixed, or why a named file was not checked."""
    if not (result.error or result.skip or result.obstacle):
        return
    from wa_link.check.walk_folders import Skip  # noqa: PLC0415  (loaded by now)

    if result.error:
        sys.stdout.flush()
        end = "" if result.error.endswith((".", '"')) else "."
        say_error(f"{escape(result.path)} {result.error}{end}")
    elif result.is_named and result.skip is Skip.SYMBOLIC_LINK:
        say(
            f"Note: {quote(result.path, 200)} is a symbolic link, which is not followed: name the "
            "file or folder that it leads to."
        )
    elif result.obstacle and has_fixes:
        sys.stdout.flush()
        extent = " completely" if result.fixed or result.diff else ""
        say(f"Note: {quote(result.path, 200)} was not fixed{extent}: {result.obstacle}")


@contextmanager
def _report_interruption(totals: Totals, *, fix: bool) -> Iterator[None]:
    """Print how many files were checked, if a signal interrupts the `with` block."""
    try:
        yield
    except BaseException as error:
        interruption = signals.find_interruption(error)
        if interruption is None:
            raise
        remains = " Each file is either fixed or unchanged." if fix else ""
        with suppress(OSError):  # the terminal is closed
            click.echo(f"Interrupted after {pluralize(totals.files, 'file')}.{remains}", err=True)
        if isinstance(interruption, KeyboardInterrupt):
            raise click.Abort from None  # click prints an empty line for KeyboardInterrupt
        raise interruption from None
