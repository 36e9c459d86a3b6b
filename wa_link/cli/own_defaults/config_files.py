"""Configuration files: read a TOML file, and find the lines of its keys."""

from __future__ import annotations

import errno
import os
import re
import stat
import tomllib
from dataclasses import dataclass

from wa_link._support.quoting import escape, quote
from wa_link.errors import OptionError

# Far longer than any configuration: a longer file was probably named by mistake.
_MOST_BYTES = 20_000
# A program that writes a configuration into a pipe is faster.
_MOST_SECONDS = 10
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_NUMBER = re.compile(r"[+-]?[\d_.]+(?:[eE][+-]?\d+)?")
# A line such as `number = 050 123 4567`, whose value needs quotes.
_UNQUOTED = re.compile(r"([\w-]+)\s*=\s*([\w+(][^\"'\[\]{}#\\]{0,40}?)\s*(?:#.*)?")
_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration file that was read.

    Attributes:
        path: its path, ready for a message.
        tables: its content, as `tomllib` returns it.
        text: its text.
    """

    path: str
    tables: dict[str, object]
    text: str

    def place_of(self, key: str, table: str = "") -> str:
        """Return the file and the line of a key: `config.toml:2`.

        The line is left out if it is not certain.

        Args:
            key: the key.
            table: name of its table; empty for a key at the top.
        """
        line, _ = self._find_key(key, table)
        return f"{self.path}:{line}" if line else self.path

    def written_number(self, key: str, table: str = "") -> str:
        """Return a number as it is written, because TOML drops its `+`; "" if it is not found.

        Args:
            key: the key.
            table: name of its table; empty for a key at the top.
        """
        _, rest = self._find_key(key, table)
        value = rest.partition("#")[0].strip()
        return value if _NUMBER.fullmatch(value) else ""

    def _find_key(self, key: str, table: str) -> tuple[int, str]:
        """Return the line of a key, and the text after its `=`; 0 and "" if it is not certain."""
        line_of_key = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*=""")
        current, found = "", []
        for number, line in enumerate(self.text.split("\n"), 1):
            if match := _TABLE.fullmatch(line):
                current = match[1].strip("\"'")
            elif current == table and (begin := line_of_key.match(line)):
                found.append((number, line[begin.end() :]))
        return found[0] if len(found) == 1 else (0, "")


def read_config(path: str, *, is_named: bool) -> ConfigFile:
    """Read a configuration file.

    Args:
        path: the path of the file.
        is_named: whether the user named the file. Otherwise it must be a regular file, because
            reading a named pipe could wait forever.

    Raises:
        OptionError: the file can't be read, is too long, or is not TOML in UTF-8.
    """
    name = escape(path)
    try:
        content = _read_bytes(path, is_named=is_named)
    except FileNotFoundError:
        raise OptionError(
            f"{name}: this symbolic link leads to no file: correct or remove it."
        ) from None
    except OSError as error:
        raise OptionError(f"{name} can't be read: {error.strerror}.") from None
    if len(content) > _MOST_BYTES:
        raise OptionError(
            f"{name} has more than {_MOST_BYTES:,} bytes, which is too long for a configuration "
            "file: name a shorter file, or remove it."
        )
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OptionError(f"{name}:{line}: not in UTF-8: save the file as UTF-8.") from None
    try:
        return ConfigFile(name, tomllib.loads(text), text)
    except RecursionError:
        raise OptionError(f"{name}: not valid TOML: it is nested too deeply.") from None
    except ValueError as error:  # also for an integer with thousands of digits
        raise OptionError(_describe_syntax_error(name, text, str(error))) from None


def _read_bytes(path: str, *, is_named: bool) -> bytes:
    """Return the bytes of a file; of a file that is too long, one byte more than is allowed."""
    mode = os.stat(path).st_mode  # noqa: PTH116  (as in the rest of the start)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder, not a TOML file", path)
    if not is_named and not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a regular file", path)
    if stat.S_ISFIFO(mode):
        return _read_pipe(path)
    with open(path, "rb") as file:  # noqa: PTH123  (as above)
        return file.read(_MOST_BYTES + 1)


def _read_pipe(path: str) -> bytes:
    """Return the first bytes of a pipe, such as `<(cat a.toml b.toml)`; see `_read_bytes`.

    Raises:
        OSError: no program writes into the pipe.
    """
    import select  # noqa: PLC0415  (only for a pipe)

    content = b""
    # A pipe into which no program writes could not be opened with `open`.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123  (as above)
        while len(content) <= _MOST_BYTES:
            if not select.select([file], [], [], _MOST_SECONDS)[0]:
                raise OSError(errno.ETIMEDOUT, "no program writes into this pipe", path)
            part = file.read(_MOST_BYTES + 1 - len(content))
            if part == b"":
                break
            content += part or b""
    return content


def _describe_syntax_error(name: str, text: str, message: str) -> str:
    """Return the message for a file that is not TOML; it shows the wrong line."""
    found = _PLACE.search(message)
    fault = escape(_PLACE.sub("", message)).rstrip(".")
    if found is None:
        return f"{name}: not valid TOML: {fault}."
    lines = text.split("\n")
    line = int(found[1] or len(lines))
    column = int(found[2] or len(lines[-1]) + 1)
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    way_out = ""
    if "token" in shown.casefold():
        return (
            f"{name}:{line}:{column}: not valid TOML. The line may contain a token, so it is not "
            "shown: remove it. Set WA_LINK_TOKEN instead."
        )
    if match := _UNQUOTED.fullmatch(shown):
        way_out = f' Put a text in quotes, as in {match[1]} = "{match[2]}".'
    elif fault.startswith("Invalid value"):
        way_out = ' Put a text in quotes, as in region = "SA".'
    elif "\\" in shown:
        way_out = " Put a path with \\ in single quotes, as in logo = 'C:\\shop\\logo.png'."
    return f"{name}:{line}:{column}: not valid TOML: {quote(shown)}: {fault}.{way_out}"
