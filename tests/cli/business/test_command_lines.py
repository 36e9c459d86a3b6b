"""The token file has no other purpose, and an option that takes one value is given once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.business.fake_meta import TOKEN
from tests.cli.business.conftest import LINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

    Tool = Callable[..., Run]

SEND = "send-sheet {} --template spring_offer --language en_US --opt-in-column news --max 9"
SYNC = "links sync {} --key name"


@pytest.mark.parametrize(
    ("line", "purpose"),
    [
        ("send +447911123456 --text-file tok", "--text-file"),
        ("send +447911123456 --text-file ln", "--text-file"),
        (f"{SYNC.format('contacts.csv')} --state s.jsonl --text-file tok", "--text-file"),
        (f"{SYNC.format('tok')} --no-header --text Hi --state s.jsonl", "the sheet"),
        (f"{SYNC.format('contacts.csv')} --text Hi --state tok", "--state"),
        (f"{SYNC.format('contacts.csv')} --text Hi --state s.jsonl -o tok", "--output"),
        (f"{SYNC.format('contacts.csv')} --text Hi --state s.jsonl --rejects ln", "--rejects"),
        (f"{SEND.format('tok')} --ledger l.jsonl --yes", "the sheet"),
        (f"{SEND.format('contacts.csv')} --ledger ln --yes", "--ledger"),
        (f"{SEND.format('contacts.csv')} --ledger l.jsonl --yes -o ln", "--output"),
        (f"{SEND.format('contacts.csv')} --ledger l.jsonl --yes -o tok", "--output"),
        (f"{SEND.format('contacts.csv')} --ledger l.jsonl --yes --rejects tok", "--rejects"),
        (f"{SEND.format('contacts.csv')} --ledger l.jsonl --dry-run --rejects tok", "--rejects"),
    ],
)
@pytest.mark.usefixtures("send")
def test_the_token_file_has_no_other_purpose(
    business: Tool, meta: FakeMeta, tmp_path: Path, line: str, purpose: str
) -> None:
    """Else the token is sent to a customer, or its file is overwritten."""
    file = tmp_path / "tok"
    file.write_text(TOKEN)
    file.chmod(0o600)
    (tmp_path / "ln").symlink_to(file)
    run = business(*line.split(), "--token-file", "tok")
    assert (run.code, run.out) == (2, "")
    assert f"is the file with the access token, so it can't be {purpose}, too" in run.err
    assert file.read_text() == TOKEN
    assert {each.name for each in tmp_path.iterdir()} == {"tok", "ln", "contacts.csv"}
    assert meta.requests == []
    assert TOKEN[:12] not in run.err


def test_a_token_file_alone_is_used(business: Tool, tmp_path: Path) -> None:
    (tmp_path / "tok").write_text(TOKEN)
    (tmp_path / "tok").chmod(0o600)
    assert business("links", "list", "--token-file", "tok").code == 0


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (f"{LINE} --ledger b.jsonl --yes", "--ledger"),
        (f"{LINE} --max 1 --yes", "--max"),
        (f"{LINE} --opt-in-column phone --yes", "--opt-in-column"),
        (f"{LINE} --template other --yes", "--template"),
        (f"{LINE} -o a.csv -o b.csv --yes", "--output"),
        (f"{SYNC.format('contacts.csv')} --text Hi --state a --state=b", "--state"),
        (f"{SYNC.format('contacts.csv')} --text Hi --state a --key phone", "--key"),
        ("send +447911123456 -t Hi --text Ho", "--text"),
        ("status --phone-id 1 --phone-id 2", "--phone-id"),
    ],
)
@pytest.mark.usefixtures("send")
def test_an_option_with_one_value_is_given_once(
    business: Tool, meta: FakeMeta, tmp_path: Path, line: str, name: str
) -> None:
    run = business(*line.split())
    assert (run.code, run.out) == (2, "")
    assert f"{name} was given 2 times, but takes one value" in run.err
    assert meta.requests == []
    assert [each.name for each in tmp_path.iterdir()] == ["contacts.csv"]


@pytest.mark.usefixtures("send")
def test_flags_and_lists_can_be_given_twice(business: Tool) -> None:
    line = f"{LINE} --dry-run --quiet --quiet --phone-column phone --phone-column name"
    assert business(*line.split()).code == 3


@pytest.mark.usefixtures("send")
def test_the_token_of_the_environment_is_not_sent(
    business: Tool, meta: FakeMeta, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text(f"Hi {TOKEN}")
    run = business("send", "+447911123456", "--text-file", "text.txt")
    text.unlink()  # each test is searched for files with the token
    assert (run.code, run.out) == (1, "")
    assert "contains the access token" in run.err
    assert TOKEN[:12] not in run.err
    assert meta.requests == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"{LINE} --number +447911123456", "Did you mean --phone-column?"),
        (f"{LINE} --phone +447911123456", "Did you mean --phone-column?"),
        ("status --phone +447911123456", "Did you mean --phone-id?"),
        ("status --number +447911123456", "Did you mean --phone-id?"),
        ("profile --to +447911123456", "Did you mean --phone-id?"),
        ("links sync a.csv --phone +447911123456", "Did you mean --phone-id?"),
        ("templates --phone +447911123456", "See wa-link business templates --help"),
        ("send --phone +447911123456", "write the number without an option before it."),
    ],
)
def test_a_number_is_not_asked_for_in_vain(business: Tool, line: str, message: str) -> None:
    run = business(*line.split())
    assert (run.code, run.out) == (2, "")
    assert message in run.err


@pytest.mark.parametrize(
    ("name", "content", "more"),
    [
        ("a.csv", "a,b\n1,2\n", ""),
        ("a.csv", "a,b\n1,2\n", " --no-header"),
        ("a.jsonl", '{"a": "1", "b": "2"}\n', ""),
    ],
)
def test_a_missing_phone_column_needs_a_name(
    business: Tool, tmp_path: Path, name: str, content: str, more: str
) -> None:
    """The command has no `--number`, so the error does not propose it."""
    (tmp_path / name).write_text(content)
    line = f"{SEND.format(name)} --ledger l.jsonl --dry-run{more}"
    run = business(*line.replace("news", "2" if more else "b").split())
    assert (run.code, run.out) == (2, "")
    assert "name one with --phone-column." in run.err
    assert "--number" not in run.err


@pytest.mark.parametrize("line", ["links create", "links update ABCDEF234567G1"])
def test_a_text_of_a_link_gets_the_notes_of_link(business: Tool, wa_link: Tool, line: str) -> None:
    for text in ("Hi %0A &amp; all", "Hi%20there"):
        run = business(*line.split(), text)
        expected = wa_link("link", "+447911123456", "--text", text).err
        assert expected.startswith("Note: The text ")
        assert (run.code, run.err) == (0, expected)
