"""Exit codes of all commands, and their texts.

If a signal ends a run, the exit code is 128 plus the number of the signal: 129 (SIGHUP),
130 (SIGINT), 143 (SIGTERM) or, on Windows, 149 (SIGBREAK).
"""

from typing import Final

ALL_ACCEPTED: Final = 0
FAILED: Final = 1
WRONG_USAGE: Final = 2
SOME_REJECTED: Final = 3
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141

# They are plain rows, because each command loads them, and few show them.
TEXTS: Final = (
    (
        ALL_ACCEPTED,
        "Every number, link and row of the input was accepted.",
        "Read the notes on standard error, if there are any.",
        "wa-link link +447911123456",
        "",
    ),
    (
        FAILED,
        "The run failed; no file is half-written, but some files may be complete already.",
        "Do what the error says, and run the command again.",
        "contacts.csv is not in UTF-8, but in Windows-1252.\nwa-link batch contacts.csv",
        "wa-link batch contacts.csv --encoding cp1252",
    ),
    (
        WRONG_USAGE,
        "The command line is wrong, or an input file can't be opened; nothing was started.",
        "Correct the command as the error says; `--help` after a command shows its options.",
        "wa-link link +447911123456 --txt Hi",
        "wa-link link +447911123456 --text Hi",
    ),
    (
        SOME_REJECTED,
        "The run finished, and some input was rejected, or `check` has findings.",
        "Correct the input as the messages say, and run the command again.",
        'wa-link link "07911 123456"',
        'wa-link link "07911 123456" --region GB',
    ),
    (
        129,
        "The terminal was closed (SIGHUP); no file is half-written.",
        "Run the command again, and keep the terminal open until it ends.",
        "Close the terminal while wa-link batch contacts.csv runs.",
        "",
    ),
    (
        INTERRUPTED,
        "Ctrl+C was pressed (SIGINT); no file is half-written, and a message says how far it got.",
        "Run the command again.",
        "Press Ctrl+C while wa-link batch contacts.csv runs.",
        "",
    ),
    (
        CLOSED_PIPE,
        "The program that reads the output has closed the pipe.",
        "Nothing is wrong if that program needs only the beginning; else write a file with `-o`.",
        "wa-link batch contacts.csv | head -1",
        "wa-link batch contacts.csv -o links.csv",
    ),
    (
        143,
        "Another program ended the run (SIGTERM); no file is half-written.",
        "Run the command again; on a server, allow it more time.",
        "Run kill with the number of the process while wa-link batch contacts.csv runs.",
        "",
    ),
)
"""For each exit code: the code, its meaning, its way out, an example, and the example after the way
out. `ExitCode` in `explain.py` names and describes these columns."""
