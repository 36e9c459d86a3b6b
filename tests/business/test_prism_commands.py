"""The requests of every command of `wa-link business` are valid by Meta's schema (see prism.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from tests.business.fake_meta import PHONE_ID, TOKEN, WABA_ID
from tests.business.prism import serve_prism
from wa_link.business.journal import Journal
from wa_link.cli.business import business

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Run

CODE = "ANED2T5QRU7HG1"
OTHER_CODE = "WOMVT6TJ2BP7A1"
"""Prism lists both codes. It keeps no state, so a new link would have a known code."""
NUMBER = "+44 7911 123456"
ORDER = ("--template", "order_ready", "--language", "en_US", "--parameter", "{name}")

# id: the command, its arguments, and a text that it prints
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "list": (("links", "list"), (), CODE),
    "create": (("links", "create"), ("مرحبا 🌶",), f"https://wa.me/message/{CODE}"),
    "update": (("links", "update"), (CODE, "Hello"), f"https://wa.me/message/{CODE}"),
    "delete": (("links", "delete"), (CODE,), ""),
    "sync": (
        ("links", "sync"),
        ("sheet.csv", "--key", "ref", "--text", "Is {name} there?", "--state", "links.jsonl",
         "--prune"),
        f"https://wa.me/message/{CODE}",
    ),
    "status": (("status",), (), "+1 555-555-5555"),
    "read profile": (("profile",), (), "contact@business.com"),
    "change profile": (
        ("profile",),
        ("--about", "Spices", "--address", "Souq 12", "--description", "Saffron", "--email",
         "rosa@example.com", "--website", "https://example.com/", "--vertical", "RETAIL"),
        "",
    ),
    "send text": (("send",), (NUMBER, "--text", "Hello"), "wamid."),
    "send template": (
        ("send",), (NUMBER, *ORDER[:4], "--parameter", "Rosa", "--waba-id", WABA_ID), "wamid."
    ),
    "send-sheet": (
        ("send-sheet",),
        ("sheet.csv", *ORDER, "--opt-in-column", "news", "--ledger", "ledger.jsonl",
         "--max", "5", "--yes", "-o", "-"),
        "wamid.",
    ),
    "templates": (("templates",), (), "hello_world"),
}  # fmt: skip


@pytest.fixture(scope="module")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the base URL of Prism."""
    with serve_prism(tmp_path_factory.mktemp("prism")) as url:
        yield url


@pytest.mark.parametrize(("command", "arguments", "text"), COMMANDS.values(), ids=COMMANDS)
def test_requests_of_commands_are_valid(
    prism: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wa_link: Callable[..., Run],
    command: tuple[str, ...],
    arguments: tuple[str, ...],
    text: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    variables = {"TOKEN": TOKEN, "PHONE_ID": PHONE_ID, "WABA_ID": WABA_ID}
    for name, value in variables.items():
        monkeypatch.setenv(f"WA_LINK_{name}", value)
    (tmp_path / "sheet.csv").write_text(f"ref,name,phone,news\nA-1,Saffron,{NUMBER},yes\n")
    with Journal.open(tmp_path / "links.jsonl") as state:
        for key, code in (("A-1", CODE), ("gone", OTHER_CODE)):
            url = f"https://wa.me/message/{code}"
            state.append(state="link", key=key, code=code, url=url, text="Old")
    run = wa_link("business", *command, *arguments, "--base-url", prism)
    assert run.code == 0, run.err
    assert text in run.out


def test_the_table_above_has_every_command() -> None:
    def names_of(group: click.Group) -> Iterator[tuple[str, ...]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                yield from ((name, *rest) for rest in names_of(command))
            else:
                yield (name,)

    assert {command for command, _, _ in COMMANDS.values()} == set(names_of(business))
