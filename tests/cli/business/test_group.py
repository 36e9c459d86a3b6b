"""Commands in groups: what people type before they know them, and where it leads."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from wa_link.cli import commands
from wa_link.cli.command_tree import full_name, walk_commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    Tool = Callable[..., Run]

# What is typed, and the command line that the error proposes.
PROPOSED = [
    pytest.param("links list", "business links list", id="no group"),
    pytest.param("links list --json", "business links list --json", id="no group, option"),
    pytest.param("status", "business status", id="lone command"),
    pytest.param("send-sheet a.csv --max 3", "business send-sheet a.csv --max 3", id="sheet"),
    pytest.param("sync a.csv --key x", "business links sync a.csv --key x", id="deepest"),
    pytest.param("business list", "business links list", id="no inner group"),
    pytest.param("business sync a.csv", "business links sync a.csv", id="no inner group, sheet"),
    pytest.param("business links status", "business status", id="wrong group"),
    pytest.param("business links check .", "check .", id="no command of a group"),
    pytest.param("business business status", "business status", id="twice"),
    pytest.param("business links links list", "business links list", id="inner group twice"),
    pytest.param("business --json status", "business status --json", id="option first"),
    pytest.param("--json business status", "business status --json", id="option before group"),
    pytest.param("business --json links list", "business links list --json", id="option, groups"),
    pytest.param("'business links' list", "business links list", id="one argument"),
    pytest.param("'business links list'", "business links list", id="all one argument"),
    pytest.param("business 'links list'", "business links list", id="one argument in a group"),
]


@pytest.mark.parametrize(("typed", "proposed"), PROPOSED)
def test_a_command_line_is_proposed(wa_link: Tool, typed: str, proposed: str) -> None:
    run = wa_link(*shlex.split(typed))
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith(f" wa-link {proposed}\n")
    assert wa_link(*proposed.split(), "--help").code == 0


ASKED = [
    pytest.param("busines lnks", "business links", id="two slips"),
    pytest.param("busines lnks lst", "business links list", id="three slips"),
    pytest.param("busines", "business", id="slip"),
    pytest.param("BUSINESS LINKS LIST", "business links list", id="capital letters"),
    pytest.param("busines status --json", "business status", id="slip, option"),
    pytest.param("links", "business links", id="only a group"),
    pytest.param("business link", "business links", id="singular"),
    pytest.param("business links lst", "business links list", id="slip in a group"),
    pytest.param("business links rm A", "business links delete", id="other word"),
    pytest.param("business broadcast a.csv", "business send-sheet", id="other word in a group"),
    pytest.param("business links new Hi", "business links create", id="word of other tools"),
    pytest.param("sync --nonsense", "business links sync", id="unknown option"),
    pytest.param("send +447911123456", "business send or link", id="two meanings"),
    pytest.param("links +447911123456", "link", id="a number after it"),
]


@pytest.mark.parametrize(("typed", "proposed"), ASKED)
def test_a_command_is_proposed(wa_link: Tool, typed: str, proposed: str) -> None:
    run = wa_link(*typed.split())
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith(f" Did you mean {proposed}?\n")
    for each in proposed.split(" or "):
        assert wa_link(*each.split(), "--help").code == 0


@pytest.mark.parametrize(
    "arguments", ["--help", "link +447911123456", "business --help", "business links --help"]
)
def test_other_commands_are_not_loaded(arguments: str) -> None:
    script = (
        "import sys; from wa_link.cli import main; main(sys.argv[1:]); "
        "sys.exit(any(name in sys.modules for name in ('httpx', 'wa_link.business')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments.split()], check=False, capture_output=True
    )
    assert run.returncode == 0


def test_no_help_loads_httpx_or_phonenumbers() -> None:
    root = click.Context(commands)
    names = [name for each in walk_commands(root) if "business " in (name := full_name(each))]
    script = (
        "import sys\nfrom wa_link.cli import main\n"
        f"for name in {names!r}:\n"
        "    main([*name.split(), '--help'])\n"
        "    for module in ('httpx', 'phonenumbers'):\n"
        "        assert module not in sys.modules, f'{name} loads {module}'\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(names) > 9


def test_the_order_of_options_and_arguments_is_free(wa_link: Tool) -> None:
    run = wa_link("business", "links", "update", "--json", "AAAA", "Hi")
    assert run.err.startswith('Error: "AAAA" is not the code of a short link')
