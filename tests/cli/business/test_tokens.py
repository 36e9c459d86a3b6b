"""A token on the command line, or in a file of defaults, is refused and not repeated."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from wa_link.cli.mistakes.typed_tokens import refuse_tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

# Letters, as in the token; it has none of the words of a message.
SECRET = "EAAGqXzW7vKjQyHuXzW7vKjQyHu"  # noqa: S105  (made up)
LINES = [
    "business status --token {}",
    "business status --token={}",
    "business --token {} status",
    "business --token={} status",
    "--token {} business status",
    "--token={} business status",
    "business status --tokn {}",
    "business status --tokn={}",
    "business status --Token {}",
    "business status -token {}",
    "business status –token={}",
    "business status /token={}",
    "business status token={}",
    "business status WA_LINK_TOKEN={}",
    "business status --access-token {}",
    "business status --api_key={}",
    "business send +447911123456 -t Hi --tokens {}",
    "business links --toke={} list",
    "busines status --token {}",
    "links list --token {}",
    "{}",
    "business {}",
    "business status {}",
    "business links create {}",
    "business {} status",
    "business status --phone-id={}",
    "business status --base-url https://{}",
    "business status --base-url=http://127.0.0.1:1/{}",
    "business send +447911123456 --text https://example.com/?access_token={}",
    "business status --token-file {}",
    "business status --token-file={}",
    "business status --token-fil {}",
    "business status status --token {}",
]


@pytest.mark.parametrize("line", LINES)
def test_a_token_on_the_command_line_is_not_repeated(wa_link: Tool, line: str) -> None:
    run = wa_link(*shlex.split(line.format(SECRET)))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Error: ")
    assert SECRET[:10] not in run.err
    assert "token-file" in run.err


@pytest.mark.parametrize("line", ["business status {}", "business links create {}", "{}"])
def test_the_token_of_the_environment_is_known(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """Shells replace `$WA_LINK_TOKEN`, and tokens need not look like those of Meta."""
    monkeypatch.setenv("WA_LINK_TOKEN", "qXzW7vKjQyHuXzW7vKjQyHu")
    run = wa_link(*line.format("qXzW7vKjQyHuXzW7vKjQyHu").split())
    assert (run.code, run.out) == (2, "")
    assert "qXzW" not in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--token-file", "a"],
        ["--text", "Hi"],
        ["--to", "csv"],
        ["+447911123456"],
        ["-t", "token"],
        ["links", "create", "taken=no"],
        ["links", "create", "Broken = open"],
    ],
    ids=" ".join,
)
def test_other_arguments_are_not_refused(arguments: list[str]) -> None:
    refuse_tokens(arguments)


CONFIGURATIONS = [
    f'token = "{SECRET}"\n',
    f"token = {SECRET}\n",
    f'[link]\ntoken = "{SECRET}"\n',
    f'[business]\ntoken = "{SECRET}"\n',
    f'access_token = "{SECRET}"\n',
    f'token-file = "{SECRET}"\n',
    f'WA_LINK_TOKEN = "{SECRET}\n',
]


@pytest.mark.parametrize("content", CONFIGURATIONS)
@pytest.mark.parametrize("command", ["link +447911123456", "config"])
def test_a_token_in_a_file_of_defaults_is_not_repeated(
    wa_link: Tool, tmp_path: Path, content: str, command: str
) -> None:
    file = tmp_path / "a.toml"
    file.write_text(content)
    run = wa_link(*command.split(), "--config", str(file))
    assert run.code == 2
    assert SECRET[:10] not in run.out + run.err
    assert "WA_LINK_TOKEN" in run.err or "[business]" in run.err


@pytest.mark.parametrize(
    "token", [SECRET, "qXzW7vKjQyHuXzW7vKjQyHu" * 5], ids=["Meta's", "another"]
)
@pytest.mark.parametrize(
    ("variable", "line"),
    [
        ("WA_LINK_REGION", "link 0501234567"),
        ("WA_LINK_REGION", "batch list.csv"),
        ("WA_LINK_REGION", "config"),
        ("WA_LINK_CONFIG", "link +447911123456"),
        ("WA_LINK_CONFIG", "config"),
        ("WA_LINK_LINK__TEXT", "config"),
        ("WA_LINK_LINK__VIA", "link +447911123456"),
        ("WA_LINK_PHONE_ID", "business status"),
        ("WA_LINK_WABA_ID", "business templates"),
        ("PHONE", "link {}"),
        ("PHONE", "qr {}"),
        ("PHONE", "labels list.csv --stock {}"),
    ],
)
def test_a_token_in_the_wrong_place_is_not_repeated(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, variable: str, line: str, token: str
) -> None:
    monkeypatch.setenv("WA_LINK_TOKEN", token)
    monkeypatch.setenv("WA_LINK_PHONE_ID", "1")
    monkeypatch.setenv(variable, token)
    run = wa_link(*line.format(token).split())
    assert run.out + run.err
    assert token[:12] not in run.out + run.err


@pytest.mark.parametrize("token", ["", "short"])
def test_other_words_of_messages_stay(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("WA_LINK_TOKEN", token)
    run = wa_link("link", "short EAAGLES")
    assert '"short EAAGLES"' in run.err
