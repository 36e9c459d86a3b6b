"""Labels from the links that batch or sync wrote: `labels --links-column wa_link`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.oracles.paper import by_zxing, printed
from wa_link import OptionError, convert, link_rows, open_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

CONTACTS = """name,phone
Ann,+44 7911 123456
Bob,call reception
Cem,+966 50 123 4567
Dan,12345
"""
NO_LINK = "There is no link in wa_link: fix the number of this row, and run batch again."


@pytest.fixture(params=["links.csv", "links.tsv", "links.jsonl", "links.xlsx"])
def links(request: pytest.FixtureRequest, wa_link: Tool, tmp_path: Path) -> Path:
    file: Path = tmp_path / request.param
    assert wa_link("batch", "-", "-q", "-o", str(file), stdin=CONTACTS.encode()).code == 3
    return file


def test_labels_are_made_from_the_output_of_batch(
    wa_link: Tool, tmp_path: Path, links: Path
) -> None:
    pdf, rejects = tmp_path / "a.pdf", tmp_path / "rejects.csv"
    run = wa_link("labels", str(links), "--links-column", "wa_link", "--title", "{name}",
                  "--stock", "L7160", "-o", str(pdf), "--rejects", str(rejects))  # fmt: skip
    assert run.code == 3
    assert 'Links are read from column 3, "wa_link".' in run.err
    assert by_zxing(printed(pdf.read_bytes(), "pdf", tmp_path, dpi=200, page=1)) == [
        "https://wa.me/447911123456",
        "https://wa.me/966501234567",
    ]
    header, *rows = rejects.read_text().splitlines()
    assert header == "name,phone,wa_link,wa_line,wa_reason,wa_note"
    assert [row.split(",", 3)[0] for row in rows] == ["Bob", "Dan"]
    assert all(row.endswith(f',empty,"{NO_LINK}"') for row in rows)


def test_fixed_rejects_are_printed(wa_link: Tool, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    rejects.write_text(
        "name,phone,wa_link,wa_line,wa_reason,wa_note\n"
        'Bob,call reception,wa.me/447911123457,3,empty,"There is no link."\n'
    )
    pdf = tmp_path / "a.pdf"
    run = wa_link("labels", str(rejects), "--links-column", "wa_link", "--stock", "L7160", "-q",
                  "-o", str(pdf))  # fmt: skip
    assert (run.code, run.err) == (0, "")
    assert by_zxing(printed(pdf.read_bytes(), "pdf", tmp_path, dpi=200, page=1)) == [
        "https://wa.me/447911123457"
    ]


SHORT = "https://wa.me/message/ABCDEF234567G1"
SYNCED = f"""ref,title,wa_short_link,wa_status,wa_reason,wa_note
A1,Sofa,{SHORT},accepted,,
A2,Oak table,,rejected,text_too_long,The text is too long.
"""


def test_labels_carry_the_short_links_of_sync(wa_link: Tool, tmp_path: Path) -> None:
    pdf, rejects = tmp_path / "a.pdf", tmp_path / "rejects.csv"
    run = wa_link("labels", "-", "--links-column", "wa_short_link", "--title", "{title}",
                  "--stock", "L7160", "-o", str(pdf), "--rejects", str(rejects),
                  stdin=SYNCED.encode())  # fmt: skip
    assert run.code == 3
    assert 'Links are read from column 3, "wa_short_link".' in run.err
    assert by_zxing(printed(pdf.read_bytes(), "pdf", tmp_path, dpi=200, page=1)) == [SHORT]
    assert rejects.read_text() == (
        "ref,title,wa_short_link,wa_line,wa_reason,wa_note\n"
        'A2,Oak table,,3,empty,"There is no link in wa_short_link: fix this row, and run business '
        'links sync again."\n'
    )


@pytest.mark.parametrize("header", ["wa_short_link", "ref,wa_short_link", "wa_short_link,wa_note"])
def test_short_links_need_no_other_column_of_sync(
    wa_link: Tool, tmp_path: Path, header: str
) -> None:
    sheet = f"{header}\n{header.replace('wa_short_link', SHORT)}\n"
    run = wa_link("labels", "-", "--links-column", "wa_short_link", "--stock", "L7160", "-q",
                  "-o", str(tmp_path / "a.pdf"), stdin=sheet.encode())  # fmt: skip
    assert (run.code, run.err) == (0, "")


def test_batch_keeps_the_columns_of_other_commands(wa_link: Tool) -> None:
    """Only `business` can write them again: without them, links and ids of messages are lost."""
    columns = f"phone,wa_short_link,wa_message_id,wa_reason\n+447911123456,{SHORT},wamid.A,\n"
    run = wa_link("batch", "-", "-q", "-t", "Hi {wa_short_link}", stdin=columns.encode())
    header, row = run.out.splitlines()
    assert header == (
        "phone,wa_short_link,wa_message_id,wa_link,wa_phone,wa_status,wa_reason,wa_note"
    )
    assert row.startswith(f"+447911123456,{SHORT},wamid.A,https://wa.me/447911123456?text=Hi%20")


@pytest.mark.parametrize(
    ("header", "options", "message"),
    [
        pytest.param("name,wa_link,wa_reason", "--links-column wa_link --title {wa_link}",
                     "{wa_link} can't be used in a template", id="title"),
        pytest.param("name,wa_link,wa_reason", "--number +447911123456 --caption {wa_link|none}",
                     'There is no column "wa_link"', id="caption, without links"),
        pytest.param("name,wa_link,wa_reason", "--links-column wa_reason",
                     'There is no column "wa_reason"', id="another column of wa-link"),
        pytest.param("name,wa_link,wa_link,wa_reason", "--links-column wa_link",
                     '2 columns are named "wa_link"', id="two columns"),
        pytest.param("name,phone,wa_reason", "--links-column wa_link",
                     'There is no column "wa_link"', id="no column"),
    ],
)  # fmt: skip
def test_other_uses_of_own_columns_are_refused(
    wa_link: Tool, tmp_path: Path, header: str, options: str, message: str
) -> None:
    row = ",".join("wa.me/447911123456" for _ in header.split(","))
    run = wa_link("labels", "-", *options.split(), "--stock", "L7160",
                  "-o", str(tmp_path / "a.pdf"), stdin=f"{header}\n{row}\n".encode())  # fmt: skip
    assert run.code == 2
    assert message in run.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("links", ["links.csv"], indirect=True)
def test_the_library_reads_the_links_of_an_output(links: Path, tmp_path: Path) -> None:
    with open_sheet(links) as sheet:
        outcomes = [*link_rows(sheet, links_column="wa_link")]
        assert sheet.columns == ("name", "phone", "wa_link")
    assert [outcome.status for outcome in outcomes] == [
        "accepted", "rejected", "accepted", "rejected",
    ]  # fmt: skip
    with pytest.raises(OptionError, match="links_column can't be wa_link"):
        convert(links, tmp_path / "new.csv", links_column="wa_link")


def test_a_dry_run_needs_no_output(wa_link: Tool, tmp_path: Path) -> None:
    sheet = b"phone\n+447911123456\n"
    run = wa_link("labels", "-", "--stock", "L7160", "--dry-run", stdin=sheet)
    assert run.code == 0
    assert run.out.startswith("1 row: 1 accepted, 0 repaired, 0 rejected, in ")
    assert "verified; nothing is saved." in run.err
    run = wa_link("labels", "-", "--stock", "L7160", "--dry-run", stdin=b"phone\n12\n")
    assert run.code == 3
    assert run.err.endswith("There are no labels to print: no PDF is written.\n")
    run = wa_link("labels", "-", "--stock", "L7160", stdin=sheet)
    assert run.code == 2
    assert "Give --output, as in wa-link labels " in run.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "hint"),
    [("wa.me/maria.lopez", "column of its own, and name that with --username-column."),
     ("maria.lopez", "column of its own, and name that with --username-column."),
     ("wa.me/message/ABCDEF234567G1", "and name that in labels with --links-column."),
     ("https://wa.me/?text=Hi", "and name that in labels with --links-column.")],
)  # fmt: skip
def test_a_number_that_is_another_link_has_a_way_out(
    wa_link: Tool, tmp_path: Path, number: str, hint: str
) -> None:
    run = wa_link("labels", "-", "--number", number, "--stock", "L7160",
                  "-o", str(tmp_path / "a.pdf"), stdin=b"item\nSofa\n")  # fmt: skip
    assert run.code == 2
    assert run.err.endswith(f"{hint}\n")


SHEET = b"phone,user\nhttps://wa.me/447911123456?text=Hi,@Maria\nwa.me/p/12/447911123456,x\n"


@pytest.mark.parametrize(
    ("options", "drawn", "code"),
    [
        ([], ["https://wa.me/447911123456?text=Hi", "https://wa.me/p/12/447911123456"], 0),
        (["-t", "Yo"], ["https://wa.me/447911123456?text=Yo"] * 2, 0),
        (["--username-column", "user"], ["https://wa.me/maria"], 3),
    ],
    ids=["kept", "replaced", "usernames"],
)
def test_labels_show_given_links_and_usernames(
    wa_link: Tool, tmp_path: Path, options: list[str], drawn: list[str], code: int
) -> None:
    pdf = tmp_path / "labels.pdf"
    run = wa_link("labels", "-", "--stock", "L7160", *options, "-o", str(pdf), stdin=SHEET)
    assert run.code == code
    page = printed(pdf.read_bytes(), "pdf", tmp_path, dpi=200, page=1)
    assert by_zxing(page) == drawn
