"""Texts of the exit codes, for `wa-link --help` and `wa-link explain`."""

from __future__ import annotations

from typing import Final, NamedTuple

from wa_link.cli.exit_codes import (
    ALL_ACCEPTED,
    CLOSED_PIPE,
    FAILED,
    INTERRUPTED,
    SOME_REJECTED,
    WRONG_USAGE,
)


class ExitCode(NamedTuple):
    """An exit code with its texts.

    Attributes:
        code: the exit code.
        meaning: one sentence that explains the code to the user.
        way_out: one sentence that says what the user can do.
        example: a command that ends with this code; before it are the lines of the file that it
            reads. For a signal, a sentence that says how to cause it.
        solution: the command after the way out; empty if no command shows it.
    """

    code: int
    meaning: str
    way_out: str
    example: str
    solution: str


EXIT_CODES: Final = (
    ExitCode(
        ALL_ACCEPTED,
        "Every number, link and row of the input was accepted.",
        "Read the notes on standard error, if there are any.",
        "wa-link link +447911123456",
        "",
    ),
    ExitCode(
        FAILED,
        "The run failed; no file is half-written, but some files may be complete already.",
        "Do what the error says, and run the command again.",
        "contacts.csv is not in UTF-8, but in Windows-1252.\nwa-link batch contacts.csv",
        "wa-link batch contacts.csv --encoding cp1252",
    ),
    ExitCode(
        WRONG_USAGE,
        "The command line is wrong, or an input file can't be opened; nothing was started.",
        "Correct the command as the error says; `--help` after a command shows its options.",
        "wa-link link +447911123456 --txt Hi",
        "wa-link link +447911123456 --text Hi",
    ),
    ExitCode(
        SOME_REJECTED,
        "The run finished, and some input was rejected, or `check` has findings.",
        "Correct the input as the messages say, and run the command again.",
        'wa-link link "07911 123456"',
        'wa-link link "07911 123456" --region GB',
    ),
    ExitCode(
        129,
        "The terminal was closed (SIGHUP); no file is half-written.",
        "Run the command again, and keep the terminal open until it ends.",
        "Close the terminal while wa-link batch contacts.csv runs.",
        "",
    ),
    ExitCode(
        INTERRUPTED,
        "Ctrl+C was pressed (SIGINT); no file is half-written, and a message says how far it got.",
        "Run the command again.",
        "Press Ctrl+C while wa-link batch contacts.csv runs.",
        "",
    ),
    ExitCode(
        CLOSED_PIPE,
        "The program that reads the output has closed the pipe.",
        "Nothing is wrong if that program needs only the beginning; else write a file with `-o`.",
        "wa-link batch contacts.csv | head -1",
        "wa-link batch contacts.csv -o links.csv",
    ),
    ExitCode(
        143,
        "Another program ended the run (SIGTERM); no file is half-written.",
        "Run the command again; on a server, allow it more time.",
        "Run kill with the number of the process while wa-link batch contacts.csv runs.",
        "",
    ),
)
"""All exit codes, in ascending order."""
