"""Values that look like slips are taken as they are, where it is certain that they are values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.desktop import Desktop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """Return a desktop without programs: a test never changes the developer's clipboard."""
    return Desktop(tmp_path, monkeypatch)


NUMBER, URL = "+447911123456", "https://wa.me/447911123456"
ODD = ["--copy", "-r", "-h", "--help", "-", "--", "-help", "–text", "—", "text=Hi", "/r", "/?",
       "-t=Hi", "link", "wa-link", "help", "=", "*Sale*", "$HOME", "“Hi there”"]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_a_text_after_an_equals_sign_is_taken_as_it_is(wa_link: Tool, text: str) -> None:
    run = wa_link("link", NUMBER, f"--text={text}")
    start, _, made = run.out.rstrip("\n").partition("?text=")
    assert (run.code, run.err, start, unquote(made)) == (0, "", URL, text)


@pytest.mark.parametrize(
    "text", [each for each in ODD if each not in {"--copy", "-r", "-h", "--help"}]
)
def test_a_text_that_is_no_option_is_taken_as_it_is(wa_link: Tool, text: str) -> None:
    run = wa_link("link", NUMBER, "-t", text)
    start, _, made = run.out.rstrip("\n").partition("?text=")
    assert (run.code, run.err, start, unquote(made)) == (0, "", URL, text)


@pytest.mark.parametrize("value", ["--copy", "-r", "-h", "--help"])
@pytest.mark.parametrize("option", ["-t", "--text", "--username"])
def test_an_option_is_not_the_value_of_another(wa_link: Tool, option: str, value: str) -> None:
    run = wa_link("link", NUMBER, option, value)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"Error: {option} needs a value, but {value} is an option: ")


@pytest.mark.parametrize("name", ["-text", "–text", "text=a", "/region", "-o=a"])
def test_a_file_of_that_name_is_read(
    wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name.removeprefix("/")
    path.write_text("phone\n+447911123456\n")
    argument = str(path) if name.startswith("/") else name
    assert URL in wa_link("batch", "--", argument).out


@pytest.mark.parametrize(
    ("value", "is_noted"),
    [
        pytest.param("“Hi”", True, id="one word"),
        pytest.param("«Hi»", True, id="French"),
        pytest.param("“Hi there”", False, id="two words, which had straight quotes"),
        pytest.param("“Hi", False, id="only at the beginning"),
        pytest.param("Hi", False, id="none"),
        pytest.param("“", False, id="a quote alone"),
    ],
)
def test_curly_quotes_in_a_text_are_noted(wa_link: Tool, value: str, *, is_noted: bool) -> None:
    run = wa_link("link", NUMBER, "-t", value)
    assert run.code == 0
    assert ("are part of the text" in run.err) == is_noted
    assert unquote(run.out) == f"{URL}?text={value}\n"


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212", ids=ascii)
@pytest.mark.parametrize("form", ["{}text", "{}-text", "-{}text", "{}{}text", "{}text=Hi"])
def test_long_dashes_are_named(wa_link: Tool, form: str, dash: str) -> None:
    run = wa_link("link", NUMBER, form.replace("{}", dash), "Hi")
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith("has a long dash: type two short ones, as in --text\n")


TOKENS = [
    *("link", "inspect", "explain", "qr", "help", "-h", "-V", "-t", "--text", "-r", "SA", NUMBER),
    *("", " ", "\0", "\xa0", "-=", "--=", "---", "/", "=", "text=", "--x=", "“", "link ", "tel:"),
    *("--text\xa0Hi", "\ud800", "{", "*"),
    *(each for each in ODD if each != "--copy"),  # that and --paste fail without a desktop
]


@given(arguments=st.lists(st.sampled_from(TOKENS) | st.text(max_size=5), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_any_arguments_are_answered(
    wa_link: Tool, desktop: Desktop, tmp_path_factory: pytest.TempPathFactory, arguments: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.getbasetemp())
        run = wa_link(*arguments)
    assert run.code in {0, 2, 3}
    assert not desktop.calls
    if run.code == 2 and not run.err.startswith("Usage: "):
        assert run.err.startswith("Error: ")
        assert run.err.count("\n") <= 4
        assert all(line.isprintable() for line in run.err.splitlines())
