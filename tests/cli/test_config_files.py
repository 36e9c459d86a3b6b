"""Configuration files that are wrong, or that come from strangers."""

from __future__ import annotations

import errno
import os
import shlex
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.own_defaults import Places, make_places
from tests.conftest import posix
from wa_link.cli import defaults, main
from wa_link.cli.own_defaults.config_keys import (
    _FREQUENT,
    APPEARANCE,
    find_all_options,
    load_command,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

NUMBER = "+447911123456"


WRONG = {
    "another tool": ("ecc = 1", ':1: "ecc" is not an option. Did you mean error-correction?'),
    "unknown key": ('regon = "SA"', ':1: "regon" is not an option. Did you mean region?'),
    "underscores": (
        'call_to_action = "Hi"', (':1: "call_to_action" is not an option. Did you mean '
        "call-to-action?"),
    ),
    "nothing near": (
        "\nzzz = 1", (':2: "zzz" is not an option. `wa-link config init` writes a file with all '
        "options."),
    ),
    "unknown table": ("[lables]", ": [lables] is not a command with options. Did you mean labels?"),
    "no command near": (
        "[zzz]", (": [zzz] is not a command with options. Use [link], [qr], [batch], [labels], "
        "[inspect] or [check]."),
    ),
    "other command": (
        '[link]\nsize = "4cm"', (":2: size is an option of qr or batch, not of link: put it into "
        "the table of that command, or at the top of the file."),
    ),
    "command as key": (
        'link = "x"', (":1: link is a command: write [link] on a line of its own, and its options "
        "on the lines after it."),
    ),
    "number for a text": (
        "region = 966", ':1: region = 966: write the text in quotes: region = "966".',
    ),
    "zeros": (
        "number = 050 123 4567 # my shop", (':1:11: not valid TOML: "number = 050 123 4567 # my '
        'shop": Expected newline or end of document after a statement. Put a text in quotes, as in '
        'number = "050 123 4567".'),
    ),
    "a place that is not certain": (
        'text = """\nregion = 1"""\nregion = +966',
        ': region = 966: write the text in quotes: region = "…".',
    ),
    "the opposite": (
        "hide-number = true", (':1: "hide-number" is not an option. It is the opposite of '
        "show-number: write show-number = false."),
    ),
    "without no": (
        "header = false", (':1: "header" is not an option. It is the opposite of no-header: write '
        "no-header = true."),
    ),
    "a letter": ('r = "SA"', ':1: "r" is not an option. Did you mean region?'),
    "list for a text": ('text = ["a"]', ':1: text = ["a"]: write a text in quotes: text = "…".'),
    "only typed": ("paste = true", ":1: paste has no default: type --paste when you need it."),
    "text for a flag": (
        '[link]\ncopy = "yes"', ':2: copy = "yes": write true or false, without quotes.',
    ),
    "wrong region": (
        'region = "Atlantis"', (':1: region = "Atlantis": "Atlantis" is not a region. Write its '
        "two letters, its name or its calling code, such as SA, Saudi Arabia or +966."),
    ),
    "empty": ('region = ""', (':1: region = "": The value of --region is empty: give a value, or '
              "leave out --region.")),
    "missing file": (
        'text-file = "no.txt"', (':1: text-file = "no.txt": "{home}/no.txt" does not exist: check '
        "its name."),
    ),
    "contradiction": (
        'text = "a"\ntext-file = "s.txt"', (":1: text and text-file contradict each other: remove "
        "one of the two."),
    ),
    "no quotes": (
        "region = SA", (':1:10: not valid TOML: "region = SA": Invalid value. Put a text in '
        'quotes, as in region = "SA".'),
    ),
    "backslashes": (
        '\nlogo = "C:\\Users\\a.png"', (':2:13: not valid TOML: "logo = "C:\\Users\\a.png"": '
        "Invalid hex value. Put a path with \\ in single quotes, as in "
        "logo = 'C:\\shop\\logo.png'."),
    ),
    "nested": ("a = " + "[" * 9000, ": not valid TOML: it is nested too deeply."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_an_error(wa_link: Tool, places: Places, text: str, message: str) -> None:
    places.own_file.write_text(text)
    run = wa_link("link", NUMBER)
    assert (run.code, run.out) == (2, "")
    message = message.replace("{home}", str(places.home))
    assert run.err == f"Error: {places.own_file}{message}\n"


WRONG_IN_TABLES = {
    "a plus": (
        "\n[batch]\nnumber = +966501234567  # my shop", (":3: number = +966501234567: write the "
        'text in quotes: number = "+966501234567".'),
    ),
    "a length": ("[qr]\nsize = 40", ':2: size = 40: write the text in quotes: size = "40mm".'),
    "half a length": (
        "[qr]\nsize = 4.50", ':2: size = 4.50: write the text in quotes: size = "4.50mm".',
    ),
    "two lengths": (
        "[labels]\nlabel = 45", ':2: label = 45: write the text in quotes: label = "45x40mm".',
    ),
    "the opposite of the opposite": (
        "[qr]\nhide-number = false", (':2: "hide-number" is not an option. It is the opposite of '
        "show-number: write show-number = true."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG_IN_TABLES.values(), ids=WRONG_IN_TABLES.keys())
def test_a_wrong_table_is_an_error(wa_link: Tool, places: Places, text: str, message: str) -> None:
    places.own_file.write_text(text)
    command = text[text.index("[") + 1 : text.index("]")]
    run = wa_link(command, NUMBER if command == "qr" else "s.csv")
    assert (run.code, run.out) == (2, "")
    assert run.err == f"Error: {places.own_file}{message}\n"


@pytest.mark.parametrize(
    ("own", "arguments", "message"),
    [
        ('size = "40"', f"qr {NUMBER} -o x.svg", '"40" is not a length'),
        ('number = "abc"', "batch s.csv", '"abc" has letters'),
        ('via = "sms"', f"link {NUMBER}", ""),
        ('stock = "L9999"', "labels s.csv -o x.pdf", 'Unknown label stock "L9999"'),
        ('accent = "nayv"', f"qr {NUMBER} -o x.svg --title A", 'Unknown colour "nayv".'),
        ('lang = "xx-1"', f"qr {NUMBER} -o x.svg --title A", '"xx-1" is not a language code'),
        ('design = "postre"', f"qr {NUMBER} -o x.svg", 'Unknown design "postre".'),
        ('page = "a9"', "labels s.csv -o x.pdf --grid 1x1 --label 9x9cm", 'Unknown page "a9"'),
        ('logo = "s.csv"', f"qr {NUMBER} -o x.png", '"{folder}/s.csv" can'),
        ('encoding = "utf9"', "batch s.csv", '"utf9" is not an encoding'),
        ('phone-column = ["tel", "x"]', "batch s.csv", "--phone-column: There is no column"),
        ('dpi = "300"', f"qr {NUMBER}", "write a whole number without quotes, such as dpi = 300."),
        ("dpi = 3.5", f"qr {NUMBER}", "write a whole number without quotes, such as dpi = 72."),
        ("dpi = 3", f"qr {NUMBER}", 'write a whole number from 72 to 4800, not "3".'),
        ("phone-column = 3", "batch s.csv", 'write a list of texts: phone-column = ["…", "…"].'),
    ],
)
def test_an_error_of_the_run_names_the_file(
    wa_link: Tool, places: Places, own: str, arguments: str, message: str
) -> None:
    places.own_file.write_text(own)
    (places.home / "s.csv").write_text("no picture")
    run = wa_link(*shlex.split(arguments))
    assert (run.code, run.out) == (2, "")
    message = message.replace("{folder}", str(places.home))
    assert run.err.startswith(f"Error: {places.own_file}:1: {own}: {message}")


@pytest.mark.parametrize(
    ("own", "arguments"),
    [
        pytest.param('title = "{title}"', "labels s.csv", id="a value in an example"),
        pytest.param('title = "phone"', "batch s.csv --phone-column tel --qr-dir c", id="a column"),
        pytest.param('phone-column = "phone"', "batch s.csv --text {tel}", id="a list of columns"),
        pytest.param('title = "abc"', "batch s.csv --number abc --qr-dir c", id="a typed value"),
        pytest.param('caption = "png"', f"qr {NUMBER} -o png", id="the same file"),
        pytest.param('region-column = "country"', "batch s.csv --phone-column tel", id="another"),
        pytest.param('caption = "40"', f"qr {NUMBER} -o x.svg --size 40", id="the same value"),
    ],
)
def test_an_error_blames_no_other_default(
    wa_link: Tool, places: Places, own: str, arguments: str
) -> None:
    places.own_file.write_text(own)
    run = wa_link(*shlex.split(arguments))
    assert (run.code, run.out) == (2, "")
    assert str(places.own_file) not in run.err


@pytest.mark.parametrize(
    ("variable", "value", "command", "message"),
    [
        ("WA_LINK_LINK__COPY", "maybe", f"link {NUMBER}", "write 1 or 0."),
        ("WA_LINK_QR__SIZE", "40", f"qr {NUMBER} -o x.svg", '"40" is not a length'),
        ("WA_LINK_REGION", "EN", f"link {NUMBER}", '"EN" is not a region'),
        ("WA_LINK_CONFIG", "no.toml", f"link {NUMBER}", '"no.toml" does not exist'),
    ],
)
def test_an_error_names_the_variable(
    wa_link: Tool, places: Places, variable: str, value: str, command: str, message: str
) -> None:
    places.patch.setenv(variable, value)
    run = wa_link(*shlex.split(command))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f'Error: {variable}="{value}": {message}')


def test_contradictory_variables_are_an_error(wa_link: Tool, places: Places) -> None:
    places.patch.setenv("WA_LINK_LINK__TEXT", "a")
    places.patch.setenv("WA_LINK_LINK__TEXT_FILE", "b")
    assert wa_link("link", NUMBER).err == (
        "Error: WA_LINK_LINK__TEXT and WA_LINK_LINK__TEXT_FILE contradict each other: remove one "
        "of the two.\n"
    )


def _fill(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


class TestStrangers:
    """Files `.wa-link.toml` that come with a downloaded folder."""

    @pytest.mark.parametrize(
        "key", sorted({*find_all_options()} - {*APPEARANCE, *defaults.COMMANDS})
    )
    def test_only_appearance_may_be_set(self, wa_link: Tool, places: Places, key: str) -> None:
        places.folder_file.write_text(f"{key} = 1")
        run = wa_link("link", NUMBER)
        assert (run.code, run.out) == (2, "")
        assert run.err == (
            f"Error: .wa-link.toml:1: {key} can't be set by the file of a folder, which may set "
            f"only the appearance: move it to your own file ({places.own_file}), name this file "
            "with --config, or ignore it with --no-folder-config.\n"
        )

    def test_nothing_else_may_be_in_a_table(self, wa_link: Tool, places: Places) -> None:
        places.folder_file.write_text('[batch]\nnumber = "+447911123456"')
        run = wa_link("batch", "s.csv")
        assert (run.code, run.out) == (2, "")
        assert ".wa-link.toml:2: number can't be set by the file of a folder" in run.err

    def test_appearance_says_nothing_and_reaches_nobody(self) -> None:
        forbidden = {
            "number", "region", "assume", "via", "text", "text-file", "text-column", "title",
            "caption", "output", "rejects", "qr-dir", "fix", "force", "username", "exclude",
            "phone-column", "links-column", "username-column", "region-column", "unique",
        }  # fmt: skip
        assert not forbidden & {*APPEARANCE}
        assert {*APPEARANCE, *_FREQUENT} <= find_all_options().keys()

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ('logo = "/etc/passwd"', "can name only files in that folder"),
            ('logo = "../logo.png"', "can name only files in that folder"),
            pytest.param(
                'logo = "leaving.png"',
                "can name only files in that folder",
                marks=posix("links that anyone can make"),
            ),
            ('logo = "sub/../../folder2/a.png"', "can name only files in that folder"),
            ('logo = "a\\u0000b"', "can name only files in that folder"),
            ('font = "/dev/zero"', "can name only files in that folder"),
            pytest.param(
                'font = "pipe"', "this is not a regular file", marks=posix("pipes with a path")
            ),
            ('font = "huge"', "this file is larger than 50 MB"),
            ('font = "~/a.ttf"', '"~/a.ttf" does not exist'),
            ('design = "mine.typ"', "can't name a Typst file"),
            ('design = "MINE.TYP"', "can't name a Typst file"),
            ('call-to-action = "{phone}"', "can't print columns of your sheet"),
            ('call-to-action = "NEW: +1 202 555 0123"', "can't print numbers, links or names with"),
            ('call-to-action = "Call ٠٥٠"', "can't print numbers, links or names with @"),
            ('call-to-action = "Call ⑨"', "can't print numbers, links or names with @"),
            ('call-to-action = "@ann_lee"', "can't print numbers, links or names with @"),
            ('call-to-action = "Visit evil.example"', "can't print numbers, links or names with @"),
            ('call-to-action = "tg://resolve"', "can't print numbers, links or names with @"),
        ],
    )
    def test_a_value_stays_in_the_folder(
        self, wa_link: Tool, places: Places, line: str, message: str
    ) -> None:
        if sys.platform != "win32":
            (places.folder / "leaving.png").symlink_to("../logo.png")
            os.mkfifo(places.folder / "pipe")
        (places.folder / "sub").mkdir()
        with (places.folder / "huge").open("wb") as file:
            file.truncate(50_000_001)
        places.folder_file.write_text(line)
        run = wa_link("qr", NUMBER, "-o", "x.svg")
        assert (run.code, run.out) == (2, "")
        assert run.err.startswith("Error: .wa-link.toml:1: ")
        assert message in run.err

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (lambda path: path.mkdir(), " can't be read: it is a folder, not a TOML file."),
            (getattr(os, "mkfifo", None), " can't be read: it is not a regular file."),
            (lambda path: path.symlink_to("nowhere"), (": this symbolic link leads to no file: "
             "correct or remove it.")),
            (lambda path: path.symlink_to("/etc/passwd"), (" is a symbolic link to another folder, "
             "which is not followed: name the file with --config.")),
            (lambda path: path.write_bytes(b"\n\xff"), ":2: not in UTF-8: save the file as UTF-8."),
            (_fill, (" has more "
             "than 20,000 bytes, which is too long for a configuration file: name a shorter file, "
             "or remove it.")),
        ],
        ids=["a folder", "a pipe", "a broken link", "a link", "not UTF-8", "1 GB"],
    )  # fmt: skip
    def test_a_file_that_is_none(
        self, wa_link: Tool, places: Places, make: Callable[[Path], object], message: str
    ) -> None:
        make(places.folder_file)
        run = wa_link("link", NUMBER)
        way_out = " To ignore this file, add --no-folder-config."
        assert (run.code, run.out) == (2, "")
        assert run.err == f"Error: .wa-link.toml{message}{way_out}\n"
        assert wa_link("link", NUMBER, "--no-folder-config").code == 0

    def test_a_file_that_is_not_readable(self, wa_link: Tool, places: Places) -> None:
        places.own_file.touch()

        def refuse(*_: object, **__: object) -> bytes:  # an administrator can read all files
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

        places.patch.setattr("wa_link.cli.own_defaults.config_files._read_bytes", refuse)
        assert wa_link("link", NUMBER).err == (
            f"Error: {places.own_file} can't be read: Permission denied.\n"
        )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        pytest.param("sleep 9", 2, "pipe can't be read: no program writes into this pipe.",
                     id="no answer"),
        pytest.param("""echo 'text = "Hi"'; sleep 0.5; echo 'region = "GB"'""", 0,
                     "https://wa.me/447911123456?text=Hi", id="slow answer"),
        pytest.param("true", 3, "has no + and no region", id="nothing"),
        pytest.param("yes '# x'", 2, "pipe has more than 20,000 bytes", id="no end"),
    ],
)  # fmt: skip
def test_a_named_pipe_is_not_waited_for_forever(
    wa_link: Tool, places: Places, command: str, code: int, said: str
) -> None:
    """The shell makes a pipe of `--config <(cat a.toml b.toml)`."""
    places.patch.setattr("wa_link.cli.own_defaults.config_files._MOST_SECONDS", 2)
    pipe = places.folder / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(
        ["/bin/sh", "-c", f"exec >pipe 2>/dev/null; {command}"], cwd=places.folder
    ) as writer:
        run = wa_link("link", "07911 123456", "--config", str(pipe))
        writer.kill()
    assert said in run.out + run.err
    assert run.code == code


@pytest.mark.parametrize("call", ["Scan to chat. We answer today!", "راسلنا على واتساب", "auto"])
def test_a_folder_may_set_other_words(wa_link: Tool, places: Places, call: str) -> None:
    places.folder_file.write_text(f'call-to-action = "{call}"', encoding="utf-8")
    run = wa_link("qr", NUMBER, "-o", "x.svg", "-q")
    assert (run.code, run.err.count(".wa-link.toml")) == (0, 1), run.err


def test_a_byte_order_mark_is_removed(wa_link: Tool, places: Places) -> None:
    places.own_file.write_bytes('region = "GB"\r\n'.encode("utf-8-sig"))
    assert wa_link("link", "07911 123456").out == "https://wa.me/447911123456\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own path functions")
@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("darwin", "{home}/Library/Application Support/wa-link/config.toml"),
        ("linux", "{home}/.config/wa-link/config.toml"),
    ],
)
def test_the_own_file_is_where_the_platform_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert defaults.user_file() == expected.format(home=tmp_path)


def test_the_own_file_on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("click.utils.WIN", True)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert defaults.user_file() == str(tmp_path / "wa-link" / "config.toml")


def test_without_a_home_folder_there_is_no_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path would lead into the current folder, which can be a stranger's."""
    monkeypatch.setattr(click, "get_app_dir", lambda _: "~/.config/wa-link")
    assert defaults.user_file() is None


def test_start_reads_no_toml_without_a_file(wa_link: Tool, places: Places) -> None:
    for name in (
        "tomllib",
        "wa_link.cli.own_defaults.config_keys",
        "wa_link.cli.own_defaults.config_files",
    ):
        places.patch.delitem(sys.modules, name, raising=False)
    assert wa_link("link", NUMBER).code == 0
    assert (
        not {"wa_link.cli.own_defaults.config_keys", "wa_link.cli.own_defaults.config_files"}
        & sys.modules.keys()
    )


KEYS = st.sampled_from([*find_all_options(), *defaults.COMMANDS, "zzz", '"a\\u001bb"', "a.b"])
VALUES = st.sampled_from(
    ['"SA"', '""', '"\\u001b[31m"', "1", "-1", "1e999", "true", "[]", '["a"]', "[[1]]", "{a = 1}",
     "2020-01-01", "inf", "'{'", '"-"', '"/"', '"\\u0000"', "99999999999999999999"]
)  # fmt: skip
LINES = st.one_of(
    st.builds(lambda key, value: f"{key} = {value}", KEYS, VALUES),
    st.builds(lambda key: f"[{key}]", KEYS),
    st.text(st.characters(codec="utf-8"), max_size=20),
)


@pytest.mark.parametrize("command", ["link", "qr", "inspect", "config"])
@given(lines=st.lists(LINES, max_size=5), is_own=st.booleans())
def test_no_file_gives_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, command: str, *, lines: list[str], is_own: bool
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as patch:
        places = make_places(folder, patch)
        patch.setattr("wa_link.cli.desktop.clipboard.copy", lambda _: "Copied.")
        file = places.own_file if is_own else places.folder_file
        file.write_bytes("\n".join(lines).encode())
        code = main([command] if command == "config" else [command, NUMBER])
        assert code in (0, 2, 3)
        if code == 0 and not is_own:
            loaded = tomllib.loads(file.read_text("utf-8"))
            assert {*loaded} <= {*APPEARANCE, *defaults.COMMANDS}


def test_all_commands_have_the_options() -> None:
    for name in defaults.COMMANDS:
        flags = {flag for each in load_command(name).params for flag in each.opts}
        assert {"--config", "--no-config", "--no-folder-config"} <= flags
