"""Links in all spellings, given to each command: all of them judge a link in the same way."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.conftest import read_qr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

N, S = "447911123456", "966501234567"
URL = f"https://wa.me/{N}"
CALL = "https://call.whatsapp.com/voice/AbCdEfGhIjKlMnOpQrStUv"
CHANNEL = "https://wa.me/channel/0029VaAbCdEfGhIjKlMnOp"


@dataclass(frozen=True, slots=True)
class Row:
    """A link, and what is right for it.

    Attributes:
        rules: codes of the rules that the link breaks, without `WA`.
        right: the link that it becomes, in a sheet too; empty if it is refused.
        text: the text of the link; None if the link can't have a text.
        is_drawn: whether the QR code of the link is drawn as it is.
        has_number: whether the link has a number; without one, it is refused where a number is
            needed, although it may be right.
    """

    link: str
    rules: str = ""
    right: str = ""
    text: str | None = ""
    region: str = ""
    is_drawn: bool = False
    has_number: bool = True

    @property
    def options(self) -> list[str]:
        return ["--region", self.region] if self.region else []


ROWS = {
    "plus, brackets, zero, space": Row(
        "https://wa.me/+44 (0)7911123456?text=Hi there", "101 103 104 202",
        f"{URL}?text=Hi%20there", "Hi there",
    ),
    "spaces": Row("https://wa.me/966 50 123 4567", "103", f"https://wa.me/{S}"),
    "no question mark": Row(f"{URL}&text=Hi", "302", f"{URL}?text=Hi", "Hi"),
    "twice the same": Row(f"{URL}{URL}", "303", URL),
    "two links": Row(f"{URL}https://wa.me/{S}", "303"),
    "#": Row(f"{URL}?text=Sofa#5", "201", f"{URL}?text=Sofa%235", "Sofa#5"),
    "&": Row(f"{URL}?text=Bed&Table", "201", f"{URL}?text=Bed%26Table", "Bed&Table"),
    "an address": Row(
        f"{URL}?text=https://x.example/?a=1&b=2", "201",
        f"{URL}?text=https%3A%2F%2Fx.example%2F%3Fa%3D1%26b%3D2", "https://x.example/?a=1&b=2",
    ),
    "Text": Row(f"{URL}?Text=Hi", "203", f"{URL}?text=Hi", "Hi"),
    "txt": Row(f"{URL}?txt=Hi", "203", f"{URL}?text=Hi", "Hi"),
    "message": Row(f"{URL}?message=Hi", "203", f"{URL}?text=Hi", "Hi"),
    "100%": Row(f"{URL}?text=100%", "204", f"{URL}?text=100%25", "100%"),
    "half of an escape": Row(f"{URL}?text=Hi%0", "204", f"{URL}?text=Hi%250", "Hi%0"),
    "http": Row(f"http://wa.me/{N}", "301", URL),
    "00": Row(f"https://wa.me/00{N}", "105", URL),
    "trunk zero": Row("https://wa.me/4407911123456", "104", URL),
    "national": Row("https://wa.me/07911123456", "102"),
    "national, with the region": Row("https://wa.me/07911123456", "102", URL, region="GB"),
    "no such number": Row("https://wa.me/4479111234", "106"),
    "yournumber": Row("https://wa.me/yournumber", "107"),
    "1XXXXXXXXXX": Row("https://wa.me/1XXXXXXXXXX", "107"),
    "1234567890": Row("https://wa.me/1234567890", "107"),
    "nines, but valid": Row(
        "https://wa.me/966509999999", "108", "https://wa.me/966509999999", is_drawn=True
    ),
    "api": Row(
        f"https://api.whatsapp.com/send?phone={N}&text=Hi%20there", "", f"{URL}?text=Hi%20there",
        "Hi there", is_drawn=True,
    ),
    "product": Row(
        f"https://wa.me/p/1234567890123456/{N}", "", f"https://wa.me/p/1234567890123456/{N}",
        None, is_drawn=True,
    ),
    "catalogue": Row(f"https://wa.me/c/{N}", "", f"https://wa.me/c/{N}", None, is_drawn=True),
    "call to a number": Row(
        f"https://wa.me/call/{N}", "", f"https://wa.me/call/{N}", None, is_drawn=True
    ),
    "call": Row(CALL, "", CALL, None, is_drawn=True, has_number=False),
    "channel": Row(CHANNEL, "", CHANNEL, None, is_drawn=True, has_number=False),
    "unusual code": Row(
        "https://wa.me/message/ABC", "307", "https://wa.me/message/ABC", None,
        is_drawn=True, has_number=False,
    ),
    "www": Row("https://wa.me/www.maria", "306", has_number=False),
    "two dots": Row("https://wa.me/maria..l", "306", has_number=False),
    "pairing": Row("https://wa.me/settings/linked_devices#a", "401", has_number=False),
    "lookalike": Row(f"https://wa.me.example/{N}", "402", has_number=False),
    "homograph": Row(f"https://wа.me/{N}", "403", has_number=False),
}  # fmt: skip
EACH_ROW = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
# Commands that draw links unchanged take no region.
DRAWABLE = {name: row for name, row in ROWS.items() if not row.region}


@EACH_ROW
def test_inspect(wa_link: Tool, row: Row) -> None:
    run = wa_link("inspect", row.link, *row.options)
    lines = re.findall(r"^  (\w+) +(.*)$", run.out, re.MULTILINE)
    assert run.code == (0 if row.right else 3)
    assert [value for name, value in lines if name == "link"] == [row.right] * bool(row.right)
    assert [value for name, value in lines if name == "text"] == [row.text] * bool(row.text)
    assert ("number" in dict(lines)) == (row.has_number and bool(row.right))
    # A link with one defect that is not repaired has its reason in the line "refused".
    problems = [name for name, _ in lines if name in {"problem", "refused"}]
    assert len(problems) == len(row.rules.split())


@EACH_ROW
def test_qr(wa_link: Tool, tmp_path: Path, row: Row) -> None:
    code = tmp_path / "code.png"
    run = wa_link("qr", row.link, *row.options, "-o", str(code))
    if row.is_drawn:
        assert run.code == 0
        assert read_qr(code.read_bytes()) == row.link
        assert ("Note: " in run.err) == bool(row.rules)
    elif row.region:  # with its calling code
        assert (run.code, read_qr(code.read_bytes())) == (0, row.right)
        assert "Note: " in run.err
    else:
        assert (run.code, run.out, code.exists()) == (3, "", False)
        assert (f"Use {row.right} instead." in run.err) == bool(row.right)


@EACH_ROW
def test_link(wa_link: Tool, row: Row) -> None:
    run = wa_link("link", row.link, *row.options)
    has_link = row.has_number and bool(row.right)
    assert (run.code, run.out) == ((0, f"{row.right}\n") if has_link else (3, ""))


@EACH_ROW
def test_link_with_a_text(wa_link: Tool, row: Row) -> None:
    run = wa_link("link", row.link, *row.options, "-t", "Yo")
    has_link = row.has_number and bool(row.right)
    phone = S if S in row.right else re.sub(r"\D", "", row.right.partition("?")[0])[-12:]
    assert (run.code, run.out) == ((0, f"https://wa.me/{phone}?text=Yo\n") if has_link else (3, ""))
    is_replaced = has_link and row.text != ""
    assert ("was replaced by" in run.err or "was made instead" in run.err) == is_replaced


@EACH_ROW
@pytest.mark.parametrize("text", ["", "Yo"])
def test_batch_says_the_same_as_link(wa_link: Tool, tmp_path: Path, row: Row, text: str) -> None:
    sheet = tmp_path / "a.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("phone",), (row.link,)])
    given = [*row.options, *(["-t", text] if text else [])]
    alone = wa_link("link", row.link, *given)
    run = wa_link("batch", str(sheet), *given, "-q", "--to", "jsonl")
    made = json.loads(run.out)
    assert (run.code, made["wa_link"]) == (alone.code, alone.out.strip())
    assert made["wa_note"] == re.sub(r"\n?(Note|Error): ", " ", alone.err).strip()
    assert (made["wa_status"] == "rejected") == bool(alone.code)


def test_labels_of_links_are_those_that_qr_draws(wa_link: Tool, tmp_path: Path) -> None:
    sheet, rejects = tmp_path / "a.csv", tmp_path / "r.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("link",), *((row.link,) for row in DRAWABLE.values())])
    run = wa_link(
        "labels", str(sheet), "--links-column", "link", "--stock", "L7160", "-q",
        "-o", str(tmp_path / "a.pdf"), "--rejects", str(rejects),
    )  # fmt: skip
    assert run.code == 3
    rejected = list(csv.DictReader(io.StringIO(rejects.read_text(encoding="utf-8"))))
    assert [each["link"] for each in rejected] == [
        row.link for row in DRAWABLE.values() if not row.is_drawn
    ]
    for row, each in zip(
        (it for it in DRAWABLE.values() if not it.is_drawn), rejected, strict=True
    ):
        assert (f"Use {row.right} instead." in each["wa_note"]) == bool(row.right)


@EACH_ROW
def test_check(wa_link: Tool, tmp_path: Path, row: Row) -> None:
    page = tmp_path / "a.html"
    page.write_text(f'<a href="{row.link}">', encoding="utf-8")
    run = wa_link("check", str(page), *row.options, "--output-format", "json")
    findings = json.loads(run.out)["findings"]
    assert run.code == (3 if row.rules else 0)
    assert [each["code"] for each in findings] == [f"WA{code}" for code in row.rules.split()]
    wa_link("check", str(page), *row.options, "--fix", "-q")
    fixed = row.link if row.is_drawn or not row.right else row.right
    assert page.read_text(encoding="utf-8") == f'<a href="{fixed}">'
