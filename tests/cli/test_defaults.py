"""Defaults of one's own: which layer counts, which options drop others, and what is silent."""

from __future__ import annotations

import itertools
import json
import os
import shlex
import sys
from typing import TYPE_CHECKING

import click
import pytest
from click.core import ParameterSource

from tests.cli.own_defaults import Places, make_context, make_places, parse
from wa_link.cli import defaults
from wa_link.cli.config import _find_rows as find_rows
from wa_link.cli.example_values import EXAMPLES
from wa_link.cli.own_defaults import contradictions
from wa_link.cli.own_defaults.config_keys import APPEARANCE, load_command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

SHEET = "name,phone,u\nAnn,+44 7911 123456,ann.lee\n"
NUMBER = "+447911123456"
DECIDING = {"number", "phone-column", "username-column", "links-column", "username"}


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    places = make_places(tmp_path, monkeypatch)
    (places.folder / "s.csv").write_text(SHEET)
    return places


LAYERS = (
    "user",
    "user table",
    "folder",
    "folder table",
    "named",
    "named table",
    "variable",
    "typed",
)
# For each option: its parameter name, and two values, as they are typed, in TOML and in Python.
OPTIONS: dict[str, tuple[str, list[tuple[list[str], str, object]]]] = {
    "accent": ("accent", [(["--accent", each], f'"{each}"', each) for each in ("red", "navy")]),
    "style": ("style", [(["--style", each], f'"{each}"', each) for each in ("dots", "rounded")]),
    "show-number": (
        "show_number",
        [(["--show-number"], "true", True), (["--hide-number"], "false", False)],
    ),
    "phone-column": (
        "phone_columns",
        [
            (["--phone-column", "name"], '["name"]', ("name",)),
            (["--phone-column", "phone", "--phone-column", "name"], '["phone", "name"]',
             ("phone", "name")),
        ],
    ),
}  # fmt: skip
PAIRS = [
    pytest.param(key, lower, higher, id=f"{key}: {higher} over {lower}")
    for key in OPTIONS
    for lower, higher in itertools.combinations(LAYERS, 2)
    if key in APPEARANCE or not {lower, higher} & {"folder", "folder table"}
]


@pytest.mark.parametrize(("key", "lower", "higher"), PAIRS)
def test_the_higher_layer_counts(places: Places, key: str, lower: str, higher: str) -> None:
    name, values = OPTIONS[key]
    for (lower_typed, lower_toml, _), (typed, toml, value) in itertools.permutations(values):
        for file in (places.own_file, places.folder_file, places.folder / "named.toml"):
            file.unlink(missing_ok=True)
        arguments = ["s.csv"]
        for layer, option, text in ((lower, lower_typed, lower_toml), (higher, typed, toml)):
            if layer == "typed":
                arguments += option
            elif layer == "variable":
                words = text.strip("[]").replace('"', "")
                places.patch.setenv(defaults.variable_of("batch", key), words)
            else:
                arguments += places.write(layer, f"{key} = {text}", "batch")
        assert parse("batch", arguments)[name] == value


def test_the_variable_of_a_command_is_above_the_one_for_all(places: Places) -> None:
    places.patch.setenv("WA_LINK_REGION", "GB")
    places.own_file.write_text('region = "FR"')
    assert parse("link", ["1"])["region"] == "GB"
    places.patch.setenv("WA_LINK_LINK__REGION", "SA")
    assert parse("link", ["1"])["region"] == "SA"
    assert parse("inspect", ["1"])["region"] == "GB"
    assert parse("link", ["1", "-r", "DE"])["region"] == "DE"


@pytest.mark.parametrize(("text", "value"), [("1", True), ("true", True), ("0", False)])
def test_a_flag_can_be_a_variable(places: Places, text: str, value: bool) -> None:  # noqa: FBT001  (a value)
    places.own_file.write_text(f"quiet = {str(not value).lower()}")
    places.patch.setenv("WA_LINK_BATCH__QUIET", text)
    assert parse("batch", ["s.csv"])["quiet"] is value


def test_no_config_reads_no_file(places: Places) -> None:
    places.own_file.write_text('region = "GB"')
    places.folder_file.write_text("not TOML")
    places.patch.setenv("WA_LINK_CONFIG", "missing.toml")
    assert parse("link", ["1", "--no-config"])["region"] is None


@pytest.mark.parametrize("layer", ["user", "named"])
def test_only_the_file_of_the_folder_is_ignored(places: Places, layer: str) -> None:
    places.folder_file.write_text("broken")
    named = places.write(layer, 'region = "SA"', "")
    assert parse("link", ["1", *named, "--no-folder-config"])["region"] == "SA"


def test_a_variable_names_a_file(places: Places) -> None:
    (places.folder / "shop.toml").write_text('region = "GB"')
    places.patch.setenv("WA_LINK_CONFIG", "shop.toml")
    assert parse("link", ["1"])["region"] == "GB"


def test_the_file_of_the_folder_can_be_named(places: Places) -> None:
    places.folder_file.write_text('region = "GB"')
    assert parse("link", ["1", "--config", ".wa-link.toml"])["region"] == "GB"


def test_paths_are_relative_to_their_file(places: Places) -> None:
    (places.home / "logo.png").touch()
    places.own_file.write_text('logo = "logo.png"\nqr-dir = "codes"\ndesign = "mine.typ"')
    found = parse("batch", ["s.csv"])
    assert found["logo"] == str(places.home / "logo.png")
    assert found["qr_dir"] == "codes"
    assert found["design"] == str(places.home / "mine.typ")


@pytest.mark.parametrize(
    ("key", "name", "command"),
    [
        ("output", "output", "batch s.csv"),
        ("rejects", "rejects", "batch s.csv"),
        ("summary-file", "summary_file", "batch s.csv"),
        ("qr-dir", "qr_dir", "batch s.csv"),
        ("output", "output", f"qr {NUMBER}"),
        ("output", "output", "labels s.csv --stock L7160"),
    ],
)
def test_outputs_go_to_the_current_folder(
    places: Places, key: str, name: str, command: str
) -> None:
    (places.home / "text.txt").touch()
    command, *rest = shlex.split(command)
    places.own_file.write_text(f'text-file = "text.txt"\n[{command}]\n{key} = "made.csv"')
    found = parse(command, rest)
    assert found[name] == "made.csv"
    assert found["text_file"] == str(places.home / "text.txt")
    places.own_file.write_text(f'[{command}]\n{key} = "~/made.csv"')
    assert parse(command, rest)[name].endswith("/made.csv")
    assert "~" not in parse(command, rest)[name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has APPDATA in place of HOME")
def test_an_empty_home_is_no_home_folder(wa_link: Tool, places: Places) -> None:
    places.patch.setenv("HOME", "")
    places.patch.delenv("XDG_CONFIG_HOME", raising=False)
    assert defaults.user_file() is None
    run = wa_link("config", "init")
    assert (run.code, "You have no home folder" in run.err) == (2, True)
    if sys.platform != "darwin":
        places.patch.setenv("XDG_CONFIG_HOME", str(places.home))
        assert defaults.user_file() == str(places.own_file)


@pytest.mark.parametrize(
    ("own", "arguments", "option"),
    [
        ('number = "+966501234567"', "batch l.csv --unique", "--unique"),
        ('number = "+966501234567"', "batch s.csv --unique", "--unique"),
        ('number = "+966501234567"', "batch s.csv --region-column name", "--region-column"),
        ('number = "+966501234567"', "labels s.csv -o x.pdf --stock L7160 --unique", "--unique"),
        ('username-column = "u"', "batch s.csv -r SA", "--region"),
        ('username = "ann.lee"', "link -t Hi -r SA", "--region"),
        ('username = "ann.lee"', "qr --assume national", "--assume"),
        ('links-column = "u"', "labels s.csv -o x.pdf --stock L7160 -t Hi", "--text"),
    ],
)
def test_a_typed_option_moves_no_message_to_others(
    wa_link: Tool, places: Places, own: str, arguments: str, option: str
) -> None:
    (places.folder / "l.csv").write_text("listing,phone\nBike,+447911123456\n")
    places.own_file.write_text(own)
    run = wa_link(*arguments.split())
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"Error: {places.own_file}:1: {own}: ")
    assert option in run.err
    assert run.err.endswith(" To ignore the file, add --no-config.\n")


def test_dpi_at_the_top_makes_no_label_printer(places: Places) -> None:
    places.own_file.write_text("dpi = 300")
    assert parse("labels", ["s.csv", "-o", "x.pdf"])["printer_dpi"] is None
    assert parse("qr", [NUMBER])["dpi"] == 300
    places.own_file.write_text("[labels]\ndpi = 300")
    assert parse("labels", ["s.csv", "-o", "x.pdf"])["printer_dpi"] == 300


def find_pairs() -> list[object]:
    """Return the contradictory pairs with a command that has both, and with their keys."""
    found: list[object] = []
    for name in defaults.COMMANDS:
        keys = {each.name: key for key, each in defaults.options_of(load_command(name)).items()}
        for pair in contradictions._PAIRS:  # noqa: SLF001  (the table)
            if not {*pair} <= keys.keys() or "username" in pair:  # a typed number displaces it
                continue
            for higher, lower in (pair, pair[::-1]):
                found.append(pytest.param(name, keys[higher], keys[lower],
                                          id=f"{name}: {higher} over {lower}"))  # fmt: skip
    return found


def example(command: str, key: str) -> tuple[str, str]:
    """Return a value of an option, in TOML and for a variable."""
    option = defaults.options_of(load_command(command))[key]
    if option.is_flag:
        return "true", "1"
    if isinstance(option.type, (click.types.IntParamType, click.types.FloatParamType)):
        least = str(getattr(option.type, "min", None) or 2)
        return least, least
    words = EXAMPLES.get(key, "dots")
    if isinstance(option.type, click.Choice):
        words = option.type.choices[-1]
    text = words[0] if isinstance(words, list) else str(words)
    return (f'["{text}"]' if option.multiple else f'"{text}"'), text


EVERY_OPTION = [
    pytest.param(command, key, id=f"{command} {key}")
    for command in defaults.COMMANDS
    for key in defaults.options_of(load_command(command))
]


@pytest.mark.parametrize("layer", ["file", "variable"])
@pytest.mark.parametrize(("command", "key"), EVERY_OPTION)
def test_each_option_counts_as_config_shows(
    places: Places, command: str, key: str, layer: str
) -> None:
    for name in ("logo.png", "text.txt", "shop.ttf"):
        (places.home / name).touch()
        (places.folder / name).touch()
    in_toml, in_variable = example(command, key)
    variable = defaults.variable_of(command, key)
    if layer == "file":
        places.own_file.write_text(f"[{command}]\n{key} = {in_toml}\n")
    else:
        places.patch.setenv(variable, in_variable)
    place = variable if layer == "variable" else f"{places.own_file}:2"
    shown = [
        (row[0].partition(" = ")[0], *row[1:])
        for row in find_rows(defaults.existing_files(None))[0]
    ]
    # The logo is an empty file, and some examples are too bright: only the place is tested here.
    assert [(*row[:2], row[2].removesuffix(" (wrong)")) for row in shown] == [(key, command, place)]
    found = load_command(command)
    option = defaults.options_of(found)[key]
    arguments = [] if key == "username" else [NUMBER if command in ("link", "qr") else "s.csv"]
    with found.make_context(command, arguments) as ctx:
        source = ctx.get_parameter_source(option.name or "")
    expected = ParameterSource.DEFAULT_MAP if layer == "file" else ParameterSource.ENVIRONMENT
    assert source is expected


@pytest.mark.parametrize("command", ["link 12", "qr 12", "inspect 12", "batch s.csv"])
@pytest.mark.parametrize(("value", "code"), [("1", 0), ("0", 3)])
def test_exit_zero_can_be_a_variable(
    wa_link: Tool, places: Places, command: str, value: str, code: int
) -> None:
    (places.folder / "s.csv").write_text("phone\n12\n")
    assert wa_link(*command.split()).code == 3
    name = command.partition(" ")[0]
    places.patch.setenv(defaults.variable_of(name, "exit-zero"), value)
    assert wa_link(*command.split()).code == code


@pytest.mark.parametrize(("command", "higher", "lower"), find_pairs())
def test_a_higher_option_drops_a_contradictory_one(
    places: Places, command: str, higher: str, lower: str
) -> None:
    for name in ("logo.png", "text.txt"):
        (places.home / name).touch()
        (places.folder / name).touch()
    places.own_file.write_text(f"[{command}]\n{lower} = {example(command, lower)[0]}\n")
    variable = defaults.variable_of(command, higher)
    places.patch.setenv(variable, example(command, higher)[1])
    with make_context(command, [NUMBER if command in ("link", "qr") else "s.csv"]) as ctx:
        counting = {each.place for each in defaults.defaults_of(ctx).values()}
    # No other option displaces one that decides who gets the messages.
    is_deciding = [DECIDING & {key} for key in (higher, lower)]
    place = f"{places.own_file}:2" if is_deciding == [set(), {lower}] else variable
    assert counting == {place}


@pytest.mark.parametrize(
    ("own", "arguments", "name", "value"),
    [
        ('username = "ann.lee"', f"link {NUMBER}", "username", None),
        ('username = "ann.lee"', f"qr {NUMBER}", "username", None),
        ('username = "ann.lee"', "link -t Hi -r SA", "username", "ann.lee"),
        ('username = "ann.lee"', "link --paste", "username", None),
        ('username = "ann.lee"\nvia = "app"', "link", "via", "wa.me"),
        ('via = "app"', "link --username ann.lee", "via", "wa.me"),
        ('via = "app"', "qr --username ann.lee", "via", "wa.me"),
        ('via = "app"', "batch s.csv --username-column u", "via", "wa.me"),
        ('username = "ann.lee"', "link --via app", "via", "app"),
        ('username-column = "u"', "batch s.csv -r SA", "username_column", "u"),
        ('username-column = "u"', "batch s.csv", "username_column", "u"),
        ('username-column = "u"\nphone-column = "phone"', "batch s.csv -r SA", "username_column",
         "u"),
        ('links-column = "u"', "labels s.csv -o x.pdf -t Hi", "links_column", "u"),
        ('links-column = "u"\ntext = "Hi"', "labels s.csv -o x.pdf", "links_column", "u"),
        ('[batch]\nto = "jsonl"', "batch s.csv -o y.csv", "file_format", None),
        ('[batch]\nto = "jsonl"', "batch s.csv -o -", "file_format", "jsonl"),
        ('design = "poster-a4"', f"qr {NUMBER} -o x.svg --size 4cm", "design", None),
        ('design = "mine.typ"', f"qr {NUMBER} -o x.svg --size 4cm", "size", "4cm"),
        ('size = "4cm"', f"qr {NUMBER} -o x.svg --design mine.typ", "size", "4cm"),
        ("fix = false", "check s.csv --diff", "fix", False),
        ('number = "+1"', "batch s.csv --unique", "number", "+1"),
        ('number = "+1"', "batch s.csv --phone-column phone", "number", None),
        ('number = "+1"', "batch s.csv --username-column u", "number", None),
        ('number = "+1"', "batch s.csv --region-column name", "number", "+1"),
        ('number = "+1"\n[batch]\nunique = true', "batch s.csv", "number", "+1"),
        ('number = "+1"\n[batch]\nunique = true', "batch s.csv", "unique", False),
        ("unique = true", "batch s.csv --number +1", "unique", False),
        ('number = "+1"', "labels s.csv --links-column u -o x.pdf", "number", None),
        ('phone-column = "phone"', "batch s.csv --number +1", "phone_columns", ()),
        ('phone-column = "phone"', "batch s.csv --username-column u", "phone_columns", ()),
        ('text-file = "none.txt"', "batch s.csv -t Hi", "text_file", None),
        ('text-file = "none.txt"', "batch s.csv --text-column name", "text_file", None),
        ('stock = "L7160"', "labels s.csv -o x.pdf --page a4", "stock", None),
        ('page = "a4"\ngap = "2mm"', "labels s.csv -o x.pdf --stock L7160", "page", None),
        ('size = "4cm"', f"qr {NUMBER} -o x.svg --module-size 5", "size", None),
        ("[labels]\ndpi = 200", "labels s.csv -o x.pdf --style dots", "printer_dpi", None),
        ("no-header = true", "batch s.csv --header-row 2", "no_header", False),
        ('number = "+1"\nunique = true', "batch s.csv", "unique", False),
    ],
)  # fmt: skip
def test_an_option_that_was_typed_drops_a_default(
    places: Places, own: str, arguments: str, name: str, value: object
) -> None:
    places.own_file.write_text(own)
    command, *rest = shlex.split(arguments)
    assert parse(command, rest)[name] == value


@pytest.mark.parametrize(
    ("own", "arguments"),
    [
        ('accent = "navy"\nlayout = "side"\nlang = "ar"', f"qr {NUMBER} -o x.svg"),
        ('logo = "missing.png"', "link +447911123456"),
        ("dpi = 300\nlogo-area = 3", f"qr {NUMBER} -o x.png"),
        ("show-number = false", f"qr {NUMBER} -o x.svg"),
        ('show-number = true\naccent = "navy"', "qr wa.me/message/ABCDEF234567G1 -o x.svg"),
        ('text = "Hi"\nvia = "api"\nassume = "national"', "qr wa.me/message/ABCDEF234567G1"),
        ('size = "4cm"\nlayout = "side"', f"qr {NUMBER} -o x.svg --design poster-a4"),
        ('to = "png"\nblocks = "full"', f"qr {NUMBER}"),
        ('bleed = "3mm"', f"qr {NUMBER}"),
        ('bleed = "3mm"', f"qr {NUMBER} -o x.png --design poster-a4"),
        ('bleed = "3mm"', f"qr {NUMBER} -o x.pdf --title Bike"),
        ('bleed = "3mm"', "batch s.csv --qr-dir codes --design business-card"),
        ('size = "4cm"\nforce = true\nqr-format = "svg"', "batch s.csv"),
        ("show-number = true", "batch s.csv --username-column u --qr-dir codes"),
        ('[check]\noutput-format = "json"', "check s.csv --diff"),
        ('[labels]\ndpi = 200\naccent = "navy"\nstyle = "dots"',
         "labels s.csv -o x.pdf --stock L7160"),
        ('layout = "side"', "labels s.csv -o x.pdf --stock poster-a4"),
        ('stock = "L7160"', "labels s.csv -o x.pdf --page a4 --grid 4x6 --label 45x40mm"),
        ('text = "Hi"\n[batch]\ntext-column = "name"', "batch s.csv"),
    ],
)  # fmt: skip
def test_a_default_without_effect_is_silent(
    wa_link: Tool, places: Places, own: str, arguments: str
) -> None:
    places.own_file.write_text(own)
    run = wa_link(*shlex.split(arguments))
    assert run.code == 0, run.err
    assert "has no effect" not in run.err


def test_fixed_text_needs_no_format(wa_link: Tool, places: Places) -> None:
    places.own_file.write_text('[check]\noutput-format = "json"')
    run = wa_link("check", "-", "--fix", stdin=b"http://wa.me/447911123456")
    assert run.out == "https://wa.me/447911123456"


def test_a_default_text_keeps_the_text_of_a_link(wa_link: Tool, places: Places) -> None:
    places.own_file.write_text('text = "Hi"')
    run = wa_link("link", NUMBER, "https://wa.me/447911123456?text=Hello")
    assert run.out.split() == [
        "https://wa.me/447911123456?text=Hi",
        "https://wa.me/447911123456?text=Hello",
    ]


@pytest.mark.parametrize("command", ["link", "qr"])
def test_a_default_text_alone_makes_no_link(wa_link: Tool, places: Places, command: str) -> None:
    places.own_file.write_text('text = "Hi"')
    run = wa_link(command)
    assert (run.code, run.out) == (2, "")


def test_a_default_number_is_said(wa_link: Tool, places: Places) -> None:
    places.own_file.write_text('\nnumber = "+966 50 123 4567"\n')
    said = f"All rows get the number +966 50 123 4567, from {places.own_file}:2.\n"
    (places.folder / "l.csv").write_text("listing\nBike\n")
    assert wa_link("batch", "l.csv").err.startswith(said)
    assert wa_link("batch", "l.csv", "-q").err == said
    assert said not in wa_link("batch", "l.csv", "--number", NUMBER).err
    run = wa_link("batch", "l.csv", "-q", "--summary", "json")
    assert json.loads(run.err)["number"] == "+966501234567"
    places.patch.setenv("WA_LINK_BATCH__NUMBER", NUMBER)
    assert "+44 7911 123456, from WA_LINK_BATCH__NUMBER.\n" in wa_link("batch", "l.csv").err


@pytest.mark.parametrize("table", ["", "[qr]"])
def test_a_template_in_a_file_is_named(wa_link: Tool, places: Places, table: str) -> None:
    places.own_file.write_text(f'{table}\ntitle = "{{title}}"\n')
    said = (
        f'Note: "{{title}}" in --title, from {places.own_file}:2, is printed unchanged: only the '
        "commands labels and batch replace such fields. Move title into the table [batch] or "
        "[labels].\n"
    )
    assert said in wa_link("qr", NUMBER, "-o", "x.svg").err
    assert said not in wa_link("qr", NUMBER).err


@pytest.mark.parametrize("command", ["link", "qr"])
def test_a_template_of_a_text_in_a_file_is_named(
    wa_link: Tool, places: Places, command: str
) -> None:
    places.own_file.write_text('text = "Hi {name|there}"\n')
    said = (
        f'Note: "{{name|there}}" in --text, from {places.own_file}:1, stays unchanged: only the '
        "commands labels and batch replace such fields. Move text into the table [batch] or "
        "[labels].\n"
    )
    assert wa_link(command, NUMBER).err.count(said) == 1
    link = wa_link(command, "https://wa.me/447911123456?text=Hi")  # keeps its own text
    assert said not in link.err


def test_a_default_of_fix_is_said(wa_link: Tool, places: Places) -> None:
    places.own_file.write_text("[check]\nfix = true\n")
    said = f"Files are fixed, because --fix is set, from {places.own_file}:2.\n"
    assert said in wa_link("check", "s.csv", "-q").err
    assert said not in wa_link("check", "s.csv", "--diff").err
    assert said not in wa_link("check", "s.csv", "--no-config").err


@pytest.mark.parametrize(("command", "name"), [("link", "json"), ("check", "fix"), ("qr", "quiet")])
def test_the_error_says_how_to_turn_a_flag_off(
    wa_link: Tool, places: Places, command: str, name: str
) -> None:
    arguments = [command, "s.csv" if command == "check" else NUMBER]
    places.own_file.write_text(f"[{command}]\n{name} = true\n")
    variable = f"WA_LINK_{command.upper()}__{name.upper()}"
    run = wa_link(*arguments, f"--no-{name}")
    assert (run.code, run.err) == (2, (
        f"Error: {command} has no option --no-{name}. If a file sets --{name}, turn it off with "
        f"{variable}=0, or --no-config.\n"
    ))  # fmt: skip
    places.patch.setenv(variable, "0")
    assert parse(command, arguments[1:]).get("as_json", False) is False


READ_AS = "Numbers {} are read as numbers of SA, from {}.\n"


@pytest.mark.parametrize(
    ("arguments", "which"),
    [
        pytest.param("batch s.csv", "without +", id="batch"),
        pytest.param("batch s.csv -q", "without +", id="quiet"),
        pytest.param("batch s.csv --dry-run", "without +", id="dry run"),
        pytest.param("labels s.csv --stock L7160 --dry-run", "without +", id="labels"),
        pytest.param("batch s.csv --region-column country",
                     "without + in rows without a country", id="region column"),
        pytest.param("batch s.csv -q --summary json", "", id="only JSON"),
        pytest.param("batch s.csv --number +447911123456", "", id="one number"),
        pytest.param("batch s.csv --username-column country", "", id="usernames"),
        pytest.param("batch s.csv --region SA", "", id="typed"),
        pytest.param("batch s.csv --no-config", "", id="no files"),
        pytest.param("link 0501234567", "without +", id="link"),
        pytest.param("link +447911123456 501234567 0501234567", "without +", id="once"),
        pytest.param("link wa.me/0501234567", "without +", id="a given link"),
        pytest.param("link --json 0501234567", "without +", id="link to JSON"),
        pytest.param("link +447911123456 wa.me/447911123456", "", id="not used"),
        pytest.param("link --text Hi", "", id="no number"),
        pytest.param("qr 0501234567", "without +", id="qr"),
        pytest.param("qr wa.me/0501234567", "without +", id="qr of a link"),
        pytest.param("qr +447911123456", "", id="qr without region"),
        pytest.param("qr wa.me/447911123456", "", id="qr of a right link"),
        pytest.param("qr --text Hi", "", id="qr of a text"),
        pytest.param("inspect 0501234567", "without +", id="inspect"),
        pytest.param("inspect 0 +447911123456 501234567 0501234567", "without +", id="second"),
        pytest.param("inspect wa.me/0501234567 --json", "without +", id="inspect a link"),
        pytest.param("inspect +447911123456 wa.me/447911123456 12", "", id="no use"),
        pytest.param("check s.csv --diff", "in links without a calling code", id="check"),
        pytest.param("check s.csv", "", id="check that changes nothing"),
    ],
)  # fmt: skip
def test_a_default_region_is_said_once(
    wa_link: Tool, places: Places, arguments: str, which: str
) -> None:
    places.own_file.write_text('\nregion = "Saudi Arabia"\n')
    (places.folder / "s.csv").write_text("phone,country\n0501234567,\n501234568,\n")
    run = wa_link(*shlex.split(arguments))
    said = READ_AS.format(which, f"{places.own_file}:2")
    assert run.err.count("are read as numbers of") == bool(which), run.err
    assert not which or said in run.err


@pytest.mark.parametrize(
    "command", ["link 0501234567", "link -", "qr 0501234567", "batch -", "inspect -"]
)
def test_only_the_variable_of_all_commands_is_quiet(
    wa_link: Tool, places: Places, command: str
) -> None:
    sheet = b"phone\n0501234567\n" if "batch" in command else b"0501234567\n501234567\n"
    places.patch.setenv("WA_LINK_REGION", "SA")
    assert "are read as" not in wa_link(*command.split(), stdin=sheet).err
    variable = f"WA_LINK_{command.split(maxsplit=1)[0].upper()}__REGION"
    places.patch.setenv(variable, "SA")
    run = wa_link(*command.split(), stdin=sheet)
    assert run.err.count(READ_AS.format("without +", variable)) == 1


@pytest.mark.parametrize("command", ["link", "qr"])
def test_a_default_username_is_said(wa_link: Tool, places: Places, command: str) -> None:
    places.own_file.write_text('username = "ann.lee"')
    assert f"opens the chat of ann.lee, from {places.own_file}:1.\n" in wa_link(command).err


@pytest.mark.parametrize("number", ["12", "4915123456789", "07911 123456", "+44 7911 123456 x"])
def test_a_number_in_a_file_is_read_like_a_typed_one(
    wa_link: Tool, places: Places, number: str
) -> None:
    (places.folder / "l.csv").write_text("listing\nBike\n")
    typed = wa_link("batch", "l.csv", "--number", number)
    places.own_file.write_text(f'number = "{number}"')
    run = wa_link("batch", "l.csv")
    assert run.code == typed.code
    assert run.out == typed.out
    assert run.err.endswith(typed.err[typed.err.rindex(f'"{number}"') :])


NOTE = (
    "Note: The file .wa-link.toml in this folder sets {}. To ignore it, add --no-folder-config.\n"
)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        pytest.param(f"link {NUMBER}", "", id="no code"),
        pytest.param(f"qr {NUMBER}", "quiet-zone", id="in the terminal"),
        pytest.param(f"qr {NUMBER} -o x.svg", "quiet-zone, accent and size", id="a file"),
        pytest.param(f"qr {NUMBER} -o x.svg --module-size 5", "quiet-zone and accent",
                     id="dropped"),
        pytest.param("batch s.csv", "", id="no codes"),
        pytest.param("batch s.csv --qr-dir c", "quiet-zone, accent and size", id="codes"),
        pytest.param("batch s.csv --qr-dir c -q", "quiet-zone, accent and size", id="quiet"),
        pytest.param(f"qr {NUMBER} -o x.svg -q", "quiet-zone, accent and size", id="quiet qr"),
        pytest.param("batch s.csv --qr-dir c --no-config", "", id="no files"),
        pytest.param("batch s.csv --qr-dir c --no-folder-config", "", id="not that file"),
        pytest.param("labels s.csv -o x.pdf --stock L7160", "quiet-zone and accent", id="labels"),
        pytest.param("inspect +447911123456", "", id="inspect"),
    ],
)  # fmt: skip
def test_the_file_of_the_folder_is_said(
    wa_link: Tool, places: Places, arguments: str, named: str
) -> None:
    places.folder_file.write_text('quiet-zone = 5\naccent = "navy"\nsize = "4cm"\n')
    run = wa_link(*shlex.split(arguments))
    assert run.code == 0
    assert run.err.count(".wa-link.toml") == bool(named)
    assert not named or NOTE.format(named) in run.err
