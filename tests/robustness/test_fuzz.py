"""A slice of the fuzzing, and proof that it finds planted faults.

python -m tests.robustness.fuzz          # the long run
"""

from __future__ import annotations

import ast
import contextlib
import faulthandler
import io
import os
import re
import time
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.long import size
from tests.robustness.fuzz import __main__ as command
from tests.robustness.fuzz import run, seeds
from tests.robustness.fuzz.faults import FAULTS, Fault
from tests.robustness.fuzz.invariants import Picks, hold
from tests.robustness.fuzz.mutations import MOST_BYTES, TOKENS, Mutator
from tests.robustness.fuzz.outcome import minimised, outcome_of
from tests.robustness.fuzz.targets import TARGETS, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent / "fuzz"
CASES = sorted(path for path in seeds.CASES.glob("*/*"))
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parent.name} {case.name}" for case in CASES])
def test_inputs_of_old_defects_break_nothing(case: Path) -> None:
    found = outcome_of(TARGETS[case.parent.name], case.read_bytes())
    assert not found.finding, found.details


@pytest.mark.parametrize("name", TARGETS)
def test_a_seed_breaks_nothing(name: str) -> None:
    assert not findings(name, TARGETS[name].seeds())


@pytest.mark.long(daily=99)
@pytest.mark.parametrize("name", TARGETS)
def test_almost_correct_inputs_break_nothing(name: str) -> None:
    make = Mutator(TARGETS[name].seeds(), name)
    count = TARGETS[name].slice * size("WA_TEST_FUZZ") // 100
    assert not findings(name, (make() for _ in range(count)))


def findings(name: str, inputs: Iterable[bytes]) -> dict[str, str]:
    """Return the first finding of each kind, with its details."""
    found: dict[str, str] = {}
    for data in inputs:
        outcome = outcome_of(TARGETS[name], data)
        if outcome.finding:
            found.setdefault(outcome.finding, f"{data[:300]!r}\n{outcome.details}")
    return found


# The harness itself.


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{each.target}: {each.finding}" for each in FAULTS])
def test_a_planted_fault_is_found(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    assert not outcome_of(TARGETS[fault.target], fault.data).finding
    for where, value in fault.planted():
        monkeypatch.setattr(where, value)
    assert outcome_of(TARGETS[fault.target], fault.data).finding == fault.finding


def invariants() -> Iterator[str]:
    """Return the names of all invariants in the targets."""
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "hold":
                yield ast.unparse(node.args[1])


def test_each_invariant_has_its_planted_fault() -> None:
    planted = {repr(fault.finding) for fault in FAULTS}
    assert {what for what in invariants() if not what.startswith("f'")} <= planted


def test_the_same_number_gives_the_same_inputs() -> None:
    """The inputs differ, and their size is bounded."""
    makers = [Mutator(seeds.sheets(), number) for number in (1, 1, 2)]
    first, same, other = ([make() for _ in range(200)] for make in makers)
    assert first == same != other
    assert len(set(first)) > 150
    assert max(map(len, first)) <= MOST_BYTES + Picks.SIZE


def test_every_way_to_change_an_input_works_on_any() -> None:
    for data in (b"", b"\0\0", b"\0\0a", b"\0\0PK\x03\x04", seeds.xlsx()[0][:100]):
        make = Mutator([data], 1)
        assert len({make() for _ in range(300)}) > 50


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_is_changed_inside_and_stays_a_zip(kind: str) -> None:
    (seed, *_) = TARGETS[kind].seeds()
    make = Mutator([seed], 1)
    whole = changed = 0
    for _ in range(100):
        with (
            contextlib.suppress(zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError),
            zipfile.ZipFile(io.BytesIO(make()[Picks.SIZE :])) as archive,
        ):
            whole += archive.testzip() is None
            changed += _parts(archive) != _parts(zipfile.ZipFile(io.BytesIO(seed[Picks.SIZE :])))
    assert whole >= 80
    assert changed >= 80


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    return {name: archive.read(name) for name in archive.namelist()}


def test_tokens_contain_what_readers_misread() -> None:
    for token in (b'"', b"\r\n", b"\xef\xbb\xbf", b"\0", b"BEGIN:VCARD", b";", b"tel:", b"{", b"%"):
        assert token in TOKENS
    for char in ("\ud800", "\u0301", "\u202e", "५"):
        assert char.encode("utf-8", "surrogatepass") in TOKENS


def test_an_input_is_cut_to_what_fails() -> None:
    data = b"a" * 900 + b"<" + b"b" * 900 + b">" + b"c" * 77
    assert minimised(data, lambda each: b"<" in each and b">" in each) == b"<>"
    tried: list[bytes] = []

    def fails(each: bytes) -> bool:
        tried.append(each)
        return False

    assert minimised(data, fails, tries=5) == data
    assert len(tried) == 5


def _unlike(data: bytes) -> None:
    if data.endswith(b"!"):
        time.sleep(600)
    if b"x" in data:
        faulthandler.disable()  # its report does not belong to a test
        os.abort()
    hold(b"y" not in data, "no y", data)
    hold(b"z" not in data, "no z", data)


@forks
def test_a_run_keeps_what_ends_its_child(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = Target(_unlike, lambda: [b"\0\0abc", b"\0\0..x..", b"\0\0..y..", b"\0\0..z.."], 1)
    monkeypatch.setattr(run, "CASES", tmp_path)
    monkeypatch.setattr(run, "HANG_SECONDS", 1.0)
    monkeypatch.setitem(TARGETS, "faulty", faulty)
    assert command.main(["--only", "faulty", "--seconds", "4"]) == 1
    printed = capsys.readouterr().out
    assert "| faulty | " in printed
    for finding in ("ends its process (-6)", "no y", "no z"):
        assert f"faulty: {finding}\n" in printed
    kept = {path.read_bytes() for path in (tmp_path / "faulty").iterdir()}
    assert {b"x", b"y", b"z"} <= kept
    assert all(path.name in printed for path in (tmp_path / "faulty").iterdir())


@forks
def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "CASES", tmp_path)
    monkeypatch.setattr(run, "HANG_SECONDS", 0.5)
    monkeypatch.setitem(TARGETS, "faulty", Target(_unlike, lambda: [b"\0\0!"] * 9, 1))
    tally = run.fuzz("faulty", 3, 1, tmp_path)
    assert "hangs" in tally.findings
    assert any(path.read_bytes().endswith(b"!") for path in (tmp_path / "faulty").iterdir())


@forks
def test_a_run_without_findings_is_in_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "CASES", tmp_path)
    monkeypatch.setitem(TARGETS, "sound", Target(len, lambda: [b"\0\0abc"], 1))
    assert command.main(["--only", "sound", "--seconds", "1", "--jobs", "2"]) == 0
    assert re.search(r"\| sound \| [\d,]+ \| 0 \| 0\.\d\d \|", capsys.readouterr().out)
    assert not [*tmp_path.iterdir()]


def test_a_slow_input_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.robustness.fuzz.outcome.SLOW_SECONDS", 0.0)
    found = outcome_of(Target(lambda _: sum(range(10**6)), list, 1), b"")
    assert found.finding == "slow"


def test_an_unknown_target_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(["--only", "no such target"])
    assert "there is no target 'no such target'" in capsys.readouterr().err
