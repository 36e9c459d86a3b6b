"""The command `wa-link business links sync`: its plan, its report, its files and its exit codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_faults import meta_error
from tests.cli.business.conftest import replace_options
from wa_link.cli.messages import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

    Tool = Callable[..., Run]

SHEET = "ref,title\n1,Oak table\n2,مصباح\n,No key\n4,Twice\n4,Again\n3,{}\n".format("x" * 140)
REJECTED = """6 rows: 2 accepted, 0 repaired, 4 rejected, in 0.0 s.
Rejected: 2 duplicate, 1 missing_field, 1 text_too_long.
To see what to do, run wa-link explain missing_field
"""
MADE = "2 links made, 0 changed, 0 deleted.\nSaved links.csv, and 4 rejected rows in r.csv.\n"
NEW = "The state file s.jsonl is new.\n"
DRY = (
    "A dry run does not ask for the links of the account, so --adopt can need fewer new links, or "
    "reject rows.\n"
)
UNCERTAIN = "No links for 2 rows, because it is not certain which links are printed.\n"
ADOPTABLE = "The account has links already for 2 new keys: --adopt uses such links.\n"
KEPT = """\
Links: 0 to make, 0 to change, 1 to keep, 0 to delete.
Without a row in the sheet: 1 link. To delete such links, add --prune.
1 row: 1 accepted, 0 repaired, 0 rejected, in 0.0 s.
0 links made, 0 changed, 0 deleted.
Saved links.csv.
"""


@pytest.fixture
def sync(business: Tool, tmp_path: Path) -> Tool:
    """Return a function that runs sync with the sheet `a.csv` and the state file `s.jsonl`."""
    (tmp_path / "a.csv").write_text(SHEET, encoding="utf-8")

    def run(*arguments: str) -> Run:
        given = replace_options("a.csv --key ref --state s.jsonl", arguments)
        done = business("links", "sync", *given)
        err = re.sub(r"in \d+\.\d s", "in 0.0 s", done.err)
        out = re.sub(r"in \d+\.\d s", "in 0.0 s", done.out)
        return type(done)(done.code, out, err, done.raw)

    return run


def test_a_dry_run_prints_the_plan(
    sync: Tool, meta: FakeMeta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WA_LINK_TOKEN")
    run = sync("-t", "Is {title} there?", "--dry-run", "-o", "links.csv")
    assert (run.code, run.err) == (3, "")
    assert run.out.startswith(f"{NEW}Links: 2 to make, 0 to change, 0 to keep, 0 to delete.\n6 r")
    assert "line 7: The text has 150 characters, which is 10 more than the 140" in run.out
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]
    assert meta.requests == []


def test_links_are_made_changed_and_deleted(sync: Tool, meta: FakeMeta, tmp_path: Path) -> None:
    first = sync("-t", "Is {title} there?", "-o", "links.csv", "--rejects", "r.csv")
    assert (first.code, first.out, first.err) == (
        3,
        "",
        f"{NEW}Links: 2 to make, 0 to change, 0 to keep, 0 to delete.\n{REJECTED}{MADE}",
    )
    assert (tmp_path / "links.csv").read_text("utf-8").count("https://wa.me/message/") == 2
    second = sync("-t", "Is the {title} there?", "-q", "-o", "links.csv")
    assert (second.code, second.out, second.err, meta.count("changed")) == (3, "", "", 2)
    (tmp_path / "a.csv").write_text("ref,title\n1,Oak table\n")
    third = sync("-t", "Is the {title} there?", "-o", "links.csv")
    assert (third.code, third.err) == (0, KEPT)
    last = sync("-t", "Is the {title} there?", "--prune", "-q", "-o", "links.csv")
    says = '1 link without a row in the sheet to delete: "2" \\([A-Z0-9]{14}\\).\n'
    assert (last.code, meta.count("deleted")) == (0, 1)
    assert re.fullmatch(says, last.err)


@pytest.mark.parametrize("more", [("--dry-run",), ("-o", "links.csv")])
def test_a_template_that_looks_unfilled_is_noted(sync: Tool, more: tuple[str, ...]) -> None:
    assert sync("-t", "Is [title] there? {ref}", *more).err.count("[title]") == 1


def test_the_sheet_of_links_goes_to_standard_output(sync: Tool) -> None:
    run = sync("--text-column", "title", "-q")
    assert (run.code, run.err) == (3, "")
    header, first, *_ = run.out.splitlines()
    assert header == "ref,title,wa_short_link,wa_status,wa_reason,wa_note"
    assert re.fullmatch(r"1,Oak table,https://wa\.me/message/[A-Z0-9]{14},accepted,,", first)
    assert sync("--text-column", "title", "--exit-zero").code == 0


def test_links_without_a_state_file_can_be_adopted(
    sync: Tool, meta: FakeMeta, tmp_path: Path
) -> None:
    sync("-t", "Is {title} there?")
    (tmp_path / "s.jsonl").rename(tmp_path / "lost")
    (tmp_path / "a.csv").write_text("ref,title\n7,Oak table\n")
    run = sync("-t", "Is {title} there?", "--adopt")
    assert (run.code, meta.count("made")) == (0, 2)
    assert run.err.startswith(
        f"{NEW}Links: 0 to make, 0 to change, 1 to keep, 0 to delete.\n"
        "Found in the account: 1 link that the state file did not have.\n"
    )
    (tmp_path / "s.jsonl").unlink()
    run = sync("-t", "Is {title} there?")
    assert (run.code, run.out, meta.count("made")) == (2, "", 2)
    assert run.err == (
        f"{NEW}Links: 1 to make, 0 to change, 0 to keep, 0 to delete.\n"
        'Error: The state file "s.jsonl" is new, but the account already has links for 1 row of '
        "the sheet: name the state file of the earlier runs, or add --adopt to use these links.\n"
    )
    run = sync("-t", "Is {title} there?", "--adopt", "--dry-run")
    assert run.out.startswith(f"{NEW}{DRY}Links: 1 to make")


def test_uncertain_links_are_counted(sync: Tool, meta: FakeMeta, tmp_path: Path) -> None:
    sync("-t", "Is {title} there?")
    (tmp_path / "a.csv").write_text("ref,title\n8,Oak table\n9,Oak table\n")
    (tmp_path / "s.jsonl").rename(tmp_path / "lost")
    run = sync("-t", "Is {title} there?", "--adopt")
    assert (run.code, meta.count("made")) == (3, 2)
    assert UNCERTAIN in run.err
    (tmp_path / "lost").rename(tmp_path / "s.jsonl")
    meta.links = dict.fromkeys([*meta.links, "ABCDEF234567H1"], "Is Oak table there?")
    run = sync("-t", "Is {title} there?")
    assert (run.code, meta.count("made")) == (0, 4)
    assert ADOPTABLE in run.err


def test_prune_names_the_links_that_it_deletes(sync: Tool, meta: FakeMeta, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ref,title\n" + "".join(f"A-{n},x{n}\n" for n in range(6)))
    sync("-t", "Is {title} there?", "-q")
    codes = [effect[1] for effect in meta.effects]
    (tmp_path / "a.csv").write_text("ref,title\nA-5,x5\n")
    named = ", ".join(f'"A-{n}" ({codes[n]})' for n in range(3))
    plan = f"5 links without a row in the sheet to delete: {named} and 2 more.\n"
    error = (
        "Error: --prune would delete 5 of the 6 links in the state file: check that the sheet and "
        "--key are the right ones. If they are, add --yes.\n"
    )
    run = sync("-t", "Is {title} there?", "--prune", "-q")
    assert (run.code, run.out, run.err) == (2, "", plan + error)
    run = sync("-t", "Is {title} there?", "--prune", "--dry-run")
    assert (run.code, run.out.endswith(plan), run.err) == (2, True, error)
    assert meta.count("deleted") == 0
    run = sync("-t", "Is {title} there?", "--prune", "--yes", "-q")
    assert (run.code, run.err, meta.count("deleted")) == (0, plan, 5)


def test_two_sheets_are_refused(business: Tool) -> None:
    names = ("a.csv", "b.csv", "c.csv")
    run = business("links", "sync", *names, "--key", "ref", "--state", "s.jsonl")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Error: business links sync reads one sheet, but got 3 arguments")


WRONG = [
    pytest.param([], "add --text or --text-column", id="no text"),
    pytest.param(["-t", "a", "--text-column", "title"], "use only one", id="two texts"),
    pytest.param(["--text-column", "x"], "--text-column: There is no column", id="no column"),
    pytest.param(["-t", "{x}"], 'columns are "ref"', id="no such field"),
    pytest.param(["-t", "{wa_digits}"], "short link has no phone number", id="digits"),
    pytest.param(["-t", "a", "-o", "s.jsonl"], "name another file", id="output over the state"),
    pytest.param(["-t", "a", "-o", "a.vcf"], ".vcf", id="address book"),
    pytest.param(["-t", "a", "--state", "-"], "--state must be a file", id="state on a pipe"),
    pytest.param(["-t", "a", "--state", "a.csv"], "is the sheet", id="state over the sheet"),
    pytest.param(["-t", "a", "--state", "."], "is a folder", id="state in a folder"),
    pytest.param(["--text-file", "a.csv"], "both", id="text of the sheet"),
    pytest.param(["-t", "a", "--key", "x"], "--key: There is no column", id="no key column"),
    pytest.param(["-t", "a", "--prune"], "--prune can't be used", id="row without a key"),
    pytest.param(["-t", "a", "--yes"], "--yes has no effect without --prune", id="only yes"),
    pytest.param(["-t", "a", "--rejects", "-"], "can't go to standard output", id="rejects: -"),
    pytest.param(["-t", "a", "--no-header", "--header-row", "2"], "use only one", id="header"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_wrong_command_line_changes_nothing(
    sync: Tool, meta: FakeMeta, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "s.jsonl").write_text("")
    run = sync(*arguments)
    assert (run.code, run.out, meta.effects) == (2, "", [])
    assert message in run.err
    assert run.err.startswith("Error: ")
    assert (tmp_path / "a.csv").read_text("utf-8") == SHEET


def test_a_failure_says_how_far_it_came(sync: Tool, meta: FakeMeta, tmp_path: Path) -> None:
    meta.fail_next(None, None, meta_error(190, status=401))
    run = sync("-t", "Is {title} there?", "-o", "links.csv")
    assert (run.code, run.out, meta.count("made")) == (1, "", 1)
    assert "Stopped after 1 link: s.jsonl has all that was done." in run.err
    assert run.err.splitlines()[-1].startswith("Error: Meta's error 190: ")
    assert not (tmp_path / "links.csv").exists()
    assert sync("-t", "Is {title} there?", "-o", "links.csv").code == 3
    assert meta.count("made") == 2


def test_prune_keeps_the_link_of_a_respelled_key(
    sync: Tool, tmp_path: Path, meta: FakeMeta
) -> None:
    (tmp_path / "a.csv").write_text("ref,title\nA-1,Sofa\nB-1,Lamp\n")
    sync("-t", "Is {title} there?")
    (tmp_path / "a.csv").write_text("ref,title\na-1,Sofa\nB-1,Lamp\n")
    run = sync("-t", "Is {title} there?", "--prune")
    assert (run.code, meta.count("deleted")) == (2, 0)
    assert '--prune would delete the link of the key "A-1", which the sheet now' in run.err


def test_a_respelled_key_is_said(sync: Tool, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ref,title\nA-1,Sofa\nB-1,Lamp\n")
    sync("-t", "Is {title} there?")
    (tmp_path / "a.csv").write_text("ref,title\na-1,Sofa\nB-1,Lamp\n")
    expected = (
        "1 new key differs only in case, spaces or digits from a key of the state file, such as "
        '"a-1" from "A-1": to keep the link of that key, write the key as before.\n'
    )
    assert expected in sync("-t", "Is {title} there?", "--dry-run").out
    assert expected in sync("-t", "Is {title} there?").err


def test_long_work_shows_a_bar(sync: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS_WITHOUT_BAR", 0)
    shown: list[tuple[int, int]] = []

    def show(bar: progress.Progress, done: int, rows: int = 0) -> None:  # noqa: ARG001
        shown.append((done, bar.length))

    monkeypatch.setattr(progress.Progress, "show", show)
    sync("-t", "Is {title} there?", "-q")
    assert shown == []
    sync("-t", "Is the {title} there?")
    assert shown == [(1, 2), (2, 2)]
