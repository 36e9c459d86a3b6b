"""The command `wa-link config`, and the file that `config init` writes."""

from __future__ import annotations

import re
import shlex
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from wa_link.cli.example_values import EXAMPLES
from wa_link.cli.own_defaults.config_keys import APPEARANCE, find_all_options
from wa_link.cli.own_defaults.config_template import make_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.own_defaults import Places
    from tests.conftest import Run

    Tool = Callable[..., Run]

NUMBER = "+447911123456"
PHONES = ("phone,mobile", f"{NUMBER},{NUMBER}")


class TestShow:
    def test_nothing_is_set(self, wa_link: Tool, places: Places) -> None:
        run = wa_link("config")
        assert (run.code, run.err) == (0, "")
        assert run.out == (
            "Files, the highest first:\n"
            "  --config FILE  not given\n"
            "  this folder    .wa-link.toml (does not exist)\n"
            f"  your own file  {places.own_file} (does not exist)\n"
            "\n"
            "No default is set. To begin, write a file: wa-link config init\n"
        )

    @pytest.mark.skipif(sys.platform == "win32", reason="only POSIX: ~ in paths")
    def test_each_default_has_its_place(self, wa_link: Tool, places: Places) -> None:
        places.patch.setenv("HOME", str(places.home.parent))
        places.own_file.write_text(
            'region = "SA"\naccent = "navy"\n\n[batch]\nphone-column = ["a", "b"]\nunique = true\n'
        )
        places.folder_file.write_text('[labels]\naccent = "red"\n')
        (places.folder / "shop.toml").write_text("quiet-zone = 5")
        places.patch.setenv("WA_LINK_REGION", "GB")
        places.patch.setenv("WA_LINK_LABELS__STOCK", "L7160")
        places.patch.setenv("WA_LINK_LABEL__STOCK", "L7160")
        places.patch.setenv("WA_LINK_TOKEN", "secret")
        places.patch.setenv("WA_LINK_ZZZZ", "1")
        run = wa_link("config", "--config", "shop.toml")
        assert (run.code, run.err) == (0, "")
        own = "~/home/config.toml"
        assert run.out == (
            "Files, the highest first:\n"
            "  --config FILE  shop.toml\n"
            "  this folder    .wa-link.toml\n"
            f"  your own file  {own}\n"
            "\n"
            "Defaults in use:\n"
            '  region = "GB"              all commands       WA_LINK_REGION\n'
            f'  accent = "navy"            qr, batch          {own}:2\n'
            "  quiet-zone = 5             qr, batch, labels  shop.toml:1\n"
            f'  phone-column = ["a", "b"]  batch              {own}:5\n'
            f"  unique = true              batch              {own}:6\n"
            '  stock = "L7160"            labels             WA_LINK_LABELS__STOCK\n'
            '  accent = "red"             labels             .wa-link.toml:2\n'
            "\n"
            "Unknown variables, which have no effect:\n"
            "  WA_LINK_LABEL__STOCK  Did you mean WA_LINK_LABELS__STOCK?\n"
            "  WA_LINK_ZZZZ\n"
        )

    @pytest.mark.parametrize(
        ("name", "proposed"),
        [
            ("STOK", "WA_LINK_LABELS__STOCK"),
            ("STOCK", "WA_LINK_LABELS__STOCK"),
            ("LABEL_STOCK", "WA_LINK_LABELS__STOCK"),
            ("LABELS__STOK", "WA_LINK_LABELS__STOCK"),
            ("NUMBER", "WA_LINK_BATCH__NUMBER or WA_LINK_LABELS__NUMBER"),
            ("UNIQE", "WA_LINK_BATCH__UNIQUE or WA_LINK_LABELS__UNIQUE"),
            ("QR__MODULESIZE", "WA_LINK_QR__MODULE_SIZE"),
            ("QR__COLOR", "WA_LINK_QR__ACCENT or WA_LINK_QR__DARK"),
            ("COUNTRY", "WA_LINK_REGION"),
            ("LINK__OUTPUT_FORMAT", "WA_LINK_CHECK__OUTPUT_FORMAT"),
            ("REGIO", "WA_LINK_REGION"),
            ("CONFG", "WA_LINK_CONFIG"),
            ("LINK__STOCK", "WA_LINK_LABELS__STOCK"),
            ("TOKENS", "WA_LINK_TOKEN"),
            ("ZZZZ", None),
        ],
    )  # fmt: skip
    def test_unknown_variables_get_a_proposal(
        self, wa_link: Tool, places: Places, name: str, proposed: str | None
    ) -> None:
        places.patch.setenv(f"WA_LINK_{name}", "1")
        question = f"  Did you mean {proposed}?" if proposed else ""
        last = wa_link("config").out.splitlines()[-1]
        assert last == f"  WA_LINK_{name}{question}"

    @pytest.mark.parametrize("length", [1, 50])
    def test_no_line_is_wider_than_a_terminal(
        self, wa_link: Tool, places: Places, length: int
    ) -> None:
        place = places.folder / f"{'x' * length}.toml"
        place.write_text('phone-column = ["mobile", "phone"]\naccent = "navy"\n')
        places.patch.chdir("/")
        run = wa_link("config", "--config", str(place))
        accent = 'accent = "navy"                     qr, batch, labels'
        assert f"\n  {accent}\n      {place}:2\n" in run.out
        # A path is never broken, because it would be copied wrongly.
        lines = [line for line in run.out.splitlines() if str(places.folder.parent) not in line]
        assert max(map(len, lines)) <= 80

    def test_wrong_defaults_are_errors(self, wa_link: Tool, places: Places) -> None:
        places.own_file.write_text("[check]\nregio = 1")
        run = wa_link("config")
        assert (run.code, run.out) == (2, "")
        assert run.err == (
            f'Error: {places.own_file}:2: "regio" is not an option. Did you mean region?\n'
        )

    @pytest.mark.parametrize("arguments", [["init"], ["init", "--here"]])
    def test_a_file_without_options_is_named(
        self, wa_link: Tool, places: Places, arguments: list[str]
    ) -> None:
        wa_link("config", *arguments)
        file = ".wa-link.toml" if "--here" in arguments else places.own_file
        end = f"\nNo default is set. To set one, remove the # before it in {file}.\n"
        assert wa_link("config").out.endswith(end)

    def test_a_missing_file_is_an_error(self, wa_link: Tool, places: Places) -> None:
        message = '"no.toml" does not exist: check its name.\n'
        run = wa_link("config", "--config", "no.toml")
        assert (run.code, run.err) == (2, f"Error: --config: {message}")
        places.patch.setenv("WA_LINK_CONFIG", "no.toml")
        assert wa_link("config").err == f"Error: WA_LINK_CONFIG: {message}"

    def test_another_action_is_an_error(self, wa_link: Tool) -> None:
        run = wa_link("config", "list")
        assert (run.code, run.out) == (2, "")
        assert run.err.endswith(
            'Error: "list" is not an action: use wa-link config to show the defaults, or wa-link '
            "config init to write a file, and edit that file to change them.\n"
        )

    def test_no_file_is_read_without(self, wa_link: Tool, places: Places) -> None:
        places.own_file.write_text("not TOML")
        run = wa_link("config", "--no-config")
        assert run.out.startswith("No configuration file is read, because of --no-config.\n")

    def test_only_the_file_of_the_folder_is_not_read(self, wa_link: Tool, places: Places) -> None:
        places.own_file.write_text('accent = "navy"')
        places.folder_file.write_text('accent = "red"')
        run = wa_link("config", "--no-folder-config")
        assert "  this folder    .wa-link.toml (not read)\n" in run.out
        assert 'accent = "navy"' in run.out
        assert "red" not in run.out


class TestInit:
    def test_the_own_file_is_written_once(self, wa_link: Tool, places: Places) -> None:
        places.home.rmdir()
        run = wa_link("config", "init")
        said = f"Wrote {places.own_file}: remove the # before each option that you need.\n"
        assert (run.code, run.out, run.err) == (0, "", said)
        places.own_file.write_text('region = "SA"')
        run = wa_link("config", "init")
        said = f"Error: {places.own_file} exists already: edit it, or remove it first.\n"
        assert (run.code, run.out, run.err) == (2, "", said)
        assert places.own_file.read_text() == 'region = "SA"'

    def test_a_file_for_the_folder(self, wa_link: Tool, places: Places) -> None:
        run = wa_link("config", "init", "--here")
        assert run.err == "Wrote .wa-link.toml: remove the # before each option that you need.\n"
        assert places.folder_file.read_text() == make_template(APPEARANCE)
        assert wa_link("link", NUMBER).err == ""
        assert wa_link("config", "--here").code == 2

    @pytest.mark.parametrize("way", ["option", "variable"])
    def test_a_second_file_is_written(self, wa_link: Tool, places: Places, way: str) -> None:
        named = ["--config", "new shop.toml"] if way == "option" else []
        if way == "variable":
            places.patch.setenv("WA_LINK_CONFIG", "new shop.toml")
        run = wa_link("config", "init", *named)
        assert (run.code, run.err) == (0, (
            "Wrote new shop.toml: remove the # before each option that you need. To use it, add "
            '--config "new shop.toml"\n'
        ))  # fmt: skip
        assert (places.folder / "new shop.toml").read_text() == make_template()
        assert not places.own_file.exists()
        assert wa_link("config", *named).code == 0

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ("--here --config x.toml", ("--here writes .wa-link.toml, and --config writes x.toml: "
             "use only one of these options.")),
            ("--config s.csv", "s.csv exists already: edit it, or remove it first."),
            ("--config no/x.toml", ("no/x.toml can't be written: its folder does not exist. Create "
             "the folder first.")),
            ("--config .", '--config: "." is a folder: name a file.'),
        ],
    )  # fmt: skip
    def test_a_second_file_that_can_not_be_written(
        self, wa_link: Tool, places: Places, arguments: str, message: str
    ) -> None:
        run = wa_link("config", "init", *arguments.split())
        assert (run.code, run.err) == (2, f"Error: {message}\n")
        assert [each.name for each in places.folder.iterdir()] == ["s.csv"]

    def test_each_table_says_for_which_command_it_is(self) -> None:
        lines = make_template().split("\n")
        tables = [(before, line) for before, line in pairwise(lines) if line.startswith("[")]
        assert tables
        for before, line in tables:
            assert before == (
                f"# Options after this line count only for {line[1:-1]}: write others above the "
                "first table."
            )

    def test_it_begins_with_the_frequent_options(self) -> None:
        assert make_template().startswith(
            "# Your own defaults for wa-link, in TOML. Remove the # before each option that you "
            "need.\n"
            "# At the top, an option counts for each command that has it. After a line such as "
            "[labels], it counts\n"
            "# only for that command. Paths are relative to the folder of this file, but those of "
            "outputs to the\n"
            "# current folder. `wa-link config` shows which defaults are in use.\n"
            "\n"
            "# Country of the numbers that have no +: SA, Saudi Arabia or +966.\n"
            '#region = "SA"\n'
        )

    def test_each_option_has_a_good_example(self) -> None:
        for key in EXAMPLES:
            assert key in find_all_options(), key
        assert not re.search(r'^#([a-z-]+) = "\1"$', make_template(), re.MULTILINE), (
            "Add an example to EXAMPLES in example_values.py"
        )


# An example of a run for each command, in which most options have an effect.
RUNS = {
    "link": f"link {NUMBER}",
    "inspect": f"inspect {NUMBER}",
    "check": "check s.csv",
    "qr": f"qr {NUMBER} -o x.png --title Shop",
    "batch": "batch s.csv -o x.csv",
    "labels": "labels s.csv -o x.pdf --dry-run --stock L7160",
}


def template_lines() -> list[object]:
    """Return each option of the template, with its table."""
    found: list[object] = []
    for here in (False, True):
        table = ""
        for line in make_template(APPEARANCE if here else None).splitlines():
            if line.startswith("["):
                table = line
            elif re.match(r"#[a-z-]+ = ", line):
                place = "folder" if here else "user"
                found.append(pytest.param(place, table, line[1:], id=f"{place} {table} {line[1:]}"))
    return found


@pytest.mark.parametrize(("place", "table", "line"), template_lines())
def test_each_line_of_the_template_works(
    wa_link: Tool, places: Places, place: str, table: str, line: str
) -> None:
    Image.new("RGB", (40, 40), "red").save(places.folder / "logo.png")
    import pymupdf_fonts  # noqa: PLC0415  (only for its files)

    (places.folder / "shop.ttf").write_bytes(pymupdf_fonts.myfont("figo"))
    (places.folder / "text.txt").write_text("Hi")
    file = places.folder_file if place == "folder" else places.folder / "own.toml"
    file.write_text(f"{table}\n{line}\n")
    (key,) = re.findall(r"^[a-z-]+", line)
    users = [table.strip("[]")] if table else find_all_options()[key]
    command = next(each for each in RUNS if each in users)
    # A sheet that batch wrote has more columns of its own.
    links = "wa_link,wa_status,wa_reason" if key == "links-column" else "links,status,reason"
    comma = ";" if key == "delimiter" else ","
    # A default number is refused for a sheet with numbers of its own.
    columns, cells = ("title,price", "Bike,25") if key == "number" else PHONES
    (places.folder / "s.csv").write_text(
        f"{columns},country,message,username,{links}\n"
        f"{cells},GB,Hi,ann.lee,https://wa.me/447911123456,accepted,\n".replace(",", comma)
    )
    places.patch.setattr("wa_link.cli.desktop.clipboard.copy", lambda _: "Copied.")
    places.patch.setattr(
        "wa_link.cli.desktop.browser.open_link", lambda *_, **__: "Opening the link."
    )
    more = ["--config", "own.toml"] if place == "user" else []
    arguments = shlex.split(RUNS[command])
    if key in ("page", "grid", "label", "gap"):
        arguments[-2:] = shlex.split("--page a4 --grid 4x6 --label 45x40mm")
    run = wa_link(*arguments, *more)
    assert run.code == 0, (run.err, run.out)
