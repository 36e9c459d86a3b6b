from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.check.sarif import check_sarif
from wa_link import __version__
from wa_link.check.finding import Finding
from wa_link.check.formats.output_format import FORMATS, make_format
from wa_link.check.formats.sarif_format import to_uri
from wa_link.check.formats.text_format import describe_totals
from wa_link.check.places import Place
from wa_link.check.results import FileResult, PlacedFinding, Totals
from wa_link.check.walk_folders import Skip
from wa_link.cli.option_names import name_flags
from wa_link.links.rules import Rule

GOLDEN = Path(__file__).parent / "golden"


def placed(rule: Rule, link: str, fix: str | None = None, at: int = 9) -> PlacedFinding:
    finding = Finding(rule, at, at + len(link), link, f'"{link}" is wrong: 100%, à\x1b.', fix)
    return PlacedFinding(finding, Place(2, at), Place(2, at + len(link)))


WRONG, RIGHT = "https://wa.me/+447911123456", "https://wa.me/447911123456"
RESULTS = [
    FileResult(
        "site/a b,c:d%.html",
        (placed(Rule.PLUS_SIGN, WRONG, RIGHT), placed(Rule.HTTP, "http://wa.me/😀\n", at=60)),
        right_links=3,
    ),
    FileResult("locked.md", error="can't be read: Permission denied"),
    FileResult("logo.png", skip=Skip.BINARY),
    FileResult(
        "flyer.pdf",
        (
            PlacedFinding(
                Finding(Rule.PLACEHOLDER, 0, 10, "wa.me/1XXX", "It is a placeholder."),
                part="page 2",
            ),
        ),
    ),
    FileResult("good.md", right_links=11),
]


def write(name: str, results: list[FileResult]) -> tuple[str, Totals]:
    output, totals = make_format(name), Totals()
    parts = [output.begin()]
    for result in results:
        totals.add(result)
        parts.append(output.add(result))
    return "".join([*parts, output.end(totals)]), totals


@pytest.mark.parametrize("name", FORMATS)
def test_the_output_is_that_of_the_golden_file(name: str) -> None:
    text, _ = write(name, RESULTS)
    if name == "sarif":
        text = text.replace(f'"{__version__}"', '"VERSION"')
        text = re.sub(r'"rules": \[.*?\}\]\}', '"rules": []}', text)
    assert text == (GOLDEN / f"output.{name}").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["json", "sarif"])
@pytest.mark.parametrize("count", range(len(RESULTS) + 1))
def test_the_output_is_json(name: str, count: int) -> None:
    document = json.loads(write(name, RESULTS[:count])[0])
    found = document["findings"] if name == "json" else document["runs"][0]["results"]
    assert len(found) == sum(len(each.findings) for each in RESULTS[:count])


def test_the_counts_in_json_are_those_of_the_summary() -> None:
    document = json.loads(write("json", RESULTS)[0])
    assert document["summary"] == {
        "files": 3, "files_with_findings": 2, "findings": 3, "fixable": 1, "fixed": 0,
        "right_links": 14, "skipped": {"binary": 1},
    }  # fmt: skip
    assert document["errors"] == [
        {"path": "locked.md", "message": "can't be read: Permission denied"}
    ]


def test_commands_of_github_are_decoded_to_what_was_meant() -> None:
    text, _ = write("github", RESULTS[:1])
    line = text.splitlines()[0]
    place = "line=2,endLine=2,col=9,endColumn=36"
    found = re.fullmatch(rf"::error file=([^,]*),{place},title=(.*?)::(.*)", line)
    assert found

    def decode(value: str) -> str:
        for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
            value = value.replace(code, char)
        return value

    assert decode(found[1]) == "site/a b,c:d%.html"
    assert decode(found[2]) == "WA101 plus-sign"
    assert decode(found[3]) == f'"{WRONG}" is wrong: 100%, à\\x1b.'


def test_sarif_is_valid_and_has_all_rules() -> None:
    log = json.loads(write("sarif", RESULTS)[0])
    check_sarif(log)
    assert not log["runs"][0]["invocations"][0]["executionSuccessful"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.value for rule in Rule]


def test_a_fix_of_sarif_gives_the_right_link() -> None:
    log = json.loads(write("sarif", RESULTS)[0])
    [replacement] = log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"]
    region, line = replacement["deletedRegion"], f"12345678{WRONG}>"
    fixed = (
        line[: region["startColumn"] - 1]
        + replacement["insertedContent"]["text"]
        + line[region["endColumn"] - 1 :]
    )
    assert fixed == f"12345678{RIGHT}>"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a.html", "a.html"),
        ("./site/a.html", "site/a.html"),
        ("a b#1?.html", "a%20b%231%3F.html"),
        ("c:d.md", "c%3Ad.md"),
        ("ü.md", "%C3%BC.md"),
        ("/srv/a b.md", "file:///srv/a%20b.md"),
        ("\udcff.md", "%FF.md"),
    ],
)
def test_paths_become_uris(path: str, uri: str) -> None:
    assert to_uri(path) == uri


@pytest.mark.parametrize(
    ("totals", "diff", "summary"),
    [
        pytest.param(Totals(), False, "No findings in 0 files; 0 links are right.", id="empty"),
        pytest.param(
            Totals(files=31, files_with_findings=2, findings=2, fixable=1, right_links=14),
            False,
            "2 findings in 2 of 31 files; 14 links are right. 1 can be fixed with --fix.",
            id="findings",
        ),
        pytest.param(
            Totals(files=1, files_with_findings=1, findings=3, fixable=2, right_links=1),
            True,
            "3 findings in 1 of 1 file; 1 link is right. 2 are fixed by the diff.",
            id="diff",
        ),
        pytest.param(
            Totals(files=9, fixed=3, fixed_files=1, right_links=3, errors=2),
            False,
            "Fixed 3 findings in 1 file. No findings in 9 files; 3 links are right. 2 paths could "
            "not be checked or fixed.",
            id="fixed",
        ),
        pytest.param(
            Totals(skipped=Counter({Skip.BINARY: 1200, Skip.GIT: 1, Skip.EXCLUDED: 1})),
            False,
            "No findings in 0 files; 0 links are right.\n"
            "Skipped: 1 .git folder, 1,200 binary files, 1 excluded path.",
            id="skipped",
        ),
        pytest.param(
            Totals(skipped=Counter({Skip.LARGE: 2, Skip.SPECIAL: 2})),
            False,
            "No findings in 0 files; 0 links are right.\n"
            "Skipped: 2 pipes and devices, 2 text files above 20 MB.",
            id="plurals",
        ),
        pytest.param(
            Totals(files=1, files_with_findings=1, findings=1, fixable=1),
            True,
            "1 finding in 1 of 1 file; 0 links are right. 1 is fixed by the diff.",
            id="one in a diff",
        ),
    ],
)
def test_summaries(totals: Totals, *, diff: bool, summary: str) -> None:
    with name_flags():
        assert describe_totals(totals, diff=diff) == summary
