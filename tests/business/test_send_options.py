"""Options of `send_sheet` that can't be used: nothing is sent, and no file is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.business.sending import (
    people,
    send,
)
from wa_link import InputError, OptionError
from wa_link.business.journal import Journal
from wa_link.business.sending.send_run import send_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta


def test_two_runs_can_not_use_one_ledger_at_once(meta: FakeMeta, tmp_path: Path) -> None:
    with (
        Journal.open(tmp_path / "ledger.jsonl"),
        pytest.raises(OptionError, match=r"Another run of wa-link is using .*ledger\.jsonl"),
    ):
        send(meta, people(2), tmp_path)
    assert not meta.requests


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"most": 0}, "most must be at least 1, not 0.", id="no message"),
        pytest.param({"opt_in_column": "x"}, 'opt_in_column: There is no column "x".', id="column"),
        pytest.param({"template": " "}, "The name of the template is empty.", id="template"),
        pytest.param({"language": ""}, "The language of the template is empty.", id="language"),
        pytest.param({"parameters": ["{x}"]}, 'parameters: There is no column "x".', id="field"),
        pytest.param({"target": "a.vcf"}, "The output can't be a .vcf file", id="cards"),
        pytest.param({"rejects": "a.vcf"}, "rejects can't be a .vcf file", id="rejected cards"),
        pytest.param({"target": "a.pdf"}, "Can't write .pdf", id="format"),
        pytest.param({"region": "Atlantis"}, "", id="region"),
    ],
)
def test_a_wrong_option_ends_the_run_before_it_begins(
    meta: FakeMeta, tmp_path: Path, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(OptionError) as caught:
        send(meta, people(1), tmp_path, **options)
    assert str(caught.value).startswith(message)
    assert not [*tmp_path.iterdir()]
    assert not meta.requests


@pytest.mark.parametrize(
    "options",
    [{"most": True}, {"most": "5"}, {"unique": True}, {"parameters": "{name}"}, {"dry_run": 1}],
    ids=str,
)
def test_a_wrong_type_is_refused(meta: FakeMeta, tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        send(meta, people(1), tmp_path, **options)
    assert not meta.requests


def test_the_ledger_is_never_overwritten_by_an_output(meta: FakeMeta, tmp_path: Path) -> None:
    for name in ("target", "rejects"):
        with pytest.raises(OptionError, match="is the ledger and would be overwritten"):
            send(meta, people(1), tmp_path, **{name: tmp_path / "ledger.jsonl"})
    assert not meta.requests


def test_a_state_file_of_links_is_not_a_ledger(meta: FakeMeta, tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_text('{"state":"link","key":"A1"}\n')
    with pytest.raises(InputError, match="record 1 is not one of a ledger"):
        send(meta, people(1), tmp_path)
    assert not meta.requests


def test_an_account_is_needed_to_send(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="only in a dry run"):
        send_sheet(
            None,
            people(1),
            opt_in_column="news",
            ledger=tmp_path / "l",
            most=1,
            template="a",
            language="en",
        )
