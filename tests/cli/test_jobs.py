"""The option `--jobs`: the output does not depend on it, and the end of a run ends all workers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import linux
from wa_link._support import parallel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.conftest import Run

    Tool = Callable[..., Run]
    MakeWork = Callable[[], Callable[[object], object]]

TOOL = [sys.executable, "-m", "wa_link"]
# The tests run in other folders, so Python must be able to find the package.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(parallel.__file__).parents[1])}
PATIENCE_SECONDS = 60

# Rows that the fast path can't link.
ROWS = (
    "Ann,+44 7911 123456,GB,Hi",
    "Bo,050 123 4567,,",
    '"Lee, Cy",+966 50 123 4568,SA,"one\ntwo"',
    "Di,12,SA,x",
    "",
    '"Eve ""E""",+1 415 555 2671,US,=1+1',
    "Fay,966501234569,SA,plus assumed",
    '"Gus,+447911123457,GB,no closing quote',
    "Hal,+447911123458,GB,Hi,too many",
    "Ida",
    "علي,+447911123459,XX,سلام",
    "Kim,+447911123460;+447911123461,GB,two",
    "Lou,call me,GB,x",
    "   ",
    "Max,+54 11 2345-6789,AR,ZoÃ«",
    "Ann,+447911123456,GB,again",
    '"Ned\r\nJr",+447911123462,,"a\r\nb"',
    ",+447911123463,GB, ",
    "Oz,+447911123464,GB,{name}",
)
HEADER = "name,phone,land,memo"
SHEET = "\n".join([HEADER, *ROWS * 3, ""])


def contacts(rows: int, *, odd: bool = False) -> str:
    """Return a sheet with valid rows; with `odd`, one row in a hundred is taken from ROWS."""
    sound = (f"Client {row},+44791112{row % 10_000:04d},GB,x" for row in range(rows))
    lines = [
        ROWS[row // 100 % len(ROWS)] if odd and row % 100 == 99 else line
        for row, line in enumerate(sound)
    ]
    return "\n".join([HEADER, *lines, ""])


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Start workers after a few rows; return the number of workers of each run that has workers."""
    for name, size in (
        ("_ROWS_PER_CHUNK", 3),
        ("_CODES_PER_CHUNK", 2),
        ("_CHUNKS_BEFORE_WORKERS", 1),
    ):
        monkeypatch.setattr(f"wa_link.batch.convert.{name}", size)
    counts: list[int] = []
    workers = parallel._start_workers  # noqa: SLF001  (where processes are started)

    def counted(make_work: MakeWork, count: int) -> AbstractContextManager[object]:
        counts.append(count)
        return workers(make_work, count)

    monkeypatch.setattr(parallel, "_start_workers", counted)
    return counts


class Result(NamedTuple):
    """The files, the exit code and the messages of one command line."""

    code: int
    stdout: bytes
    stderr: bytes
    files: dict[str, bytes]


class Compared:
    """Runs a command line with one worker process and with three, each run in a new folder."""

    def __init__(self, wa_link: Tool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wa_link, self.folder, self.monkeypatch = wa_link, folder, monkeypatch

    def results(self, *arguments: str, sheet: bytes) -> tuple[Result, Result]:
        return self._result("1", arguments, sheet), self._result("3", arguments, sheet)

    def _result(self, jobs: str, arguments: tuple[str, ...], sheet: bytes) -> Result:
        folder = self.folder / jobs
        folder.mkdir()
        self.monkeypatch.chdir(folder)
        run = self.wa_link("batch", "-", *arguments, "--jobs", jobs, stdin=sheet)
        said = without_seconds(run.err.encode())
        return Result(run.code, without_seconds(run.raw), said, files_in(folder))


def without_seconds(said: bytes) -> bytes:
    return re.sub(rb", in \d+\.\d s\.", b"", said)


def files_in(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.fixture
def compared(wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compared:
    return Compared(wa_link, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("arguments", "shared"),
    [
        pytest.param("", True, id="stdout"),
        pytest.param("-q", True, id="quiet"),
        pytest.param("-o links.csv", True, id="csv"),
        pytest.param("-o links.tsv", True, id="tsv"),
        pytest.param("-o links.jsonl", True, id="json lines"),
        pytest.param("-o links.xlsx", False, id="workbook"),
        pytest.param("--rejects rejects.csv", True, id="rejects"),
        pytest.param("-o links.csv --rejects rejects.jsonl", True, id="rejects of another format"),
        pytest.param("-o links.csv --rejects rejects.xlsx", False, id="rejects in a workbook"),
        pytest.param("--unique", False, id="unique"),
        pytest.param("--multiple split -r SA", True, id="split"),
        pytest.param("--multiple reject -r SA", True, id="reject several"),
        pytest.param("-r SA -t Hi_{name|there}_{wa_row}_{memo|.}", True, id="text"),
        pytest.param("--text-column memo --via api", True, id="text of a column"),
        pytest.param("--region-column land", True, id="region of the row"),
        pytest.param("--number +447911123456 -t {name}", True, id="one number"),
        pytest.param("--spreadsheet-safe", True, id="safe"),
        pytest.param("--dry-run", True, id="dry run"),
    ],
)  # fmt: skip
def test_workers_give_the_same_output(
    compared: Compared, started: list[int], arguments: str, *, shared: bool
) -> None:
    alone, together = compared.results(*arguments.split(), sheet=SHEET.encode())
    assert together == alone
    assert alone.code == 3
    assert started == ([3] if shared else [])
    assert bool(alone.stdout) is ("-o" not in arguments)


HEADLESS = SHEET.partition("\n")[2]
NUMBERS = [f"+4479111234{n}" for n in range(10, 40)]


def lines_of(*before: str, each: str) -> bytes:
    """Return a sheet with the given lines first, and then a line for each of NUMBERS."""
    return "\n".join([*before, *(each.format(n) for n in NUMBERS), ""]).encode()


@pytest.mark.parametrize(
    ("sheet", "arguments"),
    [
        pytest.param(SHEET.replace(",", ";").encode(), "", id="semicolons"),
        pytest.param(SHEET.replace(",", "\t").encode(), "", id="tabs"),
        pytest.param(SHEET.replace(",", "\t").encode(), "--to csv", id="tabs to commas"),
        pytest.param(SHEET.encode("utf-16"), "", id="UTF-16"),
        pytest.param(SHEET.encode("utf-8-sig"), "-o links.csv --rejects r.csv", id="mark"),
        pytest.param(SHEET.encode("cp1256", "replace"), "--encoding cp1256", id="cp1256"),
        pytest.param(f"sep=;\r\n{SHEET}".replace(",", ";").encode(), "", id="sep="),
        pytest.param(HEADLESS.encode(), "--no-header --phone-column 2 -t {1|x}", id="no header"),
        pytest.param(
            HEADLESS.encode(),
            "--no-header --phone-column 2 --rejects r.csv",
            id="no header, rejects",
        ),
        pytest.param(SHEET.replace(",", "/").encode(), "--delimiter /", id="slashes"),
        pytest.param(
            lines_of("name+phone", each="A+{}").replace(b"++", b"+00"),
            "--delimiter + -r GB",
            id="plus signs",
        ),
        pytest.param(lines_of("phone", each="{}"), "-t {wa_digits}", id="one column"),
        pytest.param(
            lines_of("phone", each="{0}, +447911123456"),
            "--multiple split",
            id="commas in one column",
        ),
        pytest.param(
            lines_of("name,phone,wa_link,wa_reason,memo", each="A{0},{0},https://x,,m"),
            "",
            id="fed back",
        ),
        pytest.param(
            lines_of(each='{{"name": "A, \\"{0}\\n", "phone": "{0}"}}'),
            "-t {name}",
            id="json lines",
        ),
        pytest.param(lines_of(each="BEGIN:VCARD\nFN:A;, {0}\nTEL:{0}\nEND:VCARD"), "", id="cards"),
    ],
)
def test_any_sheet_gives_the_same_output(
    compared: Compared, started: list[int], sheet: bytes, arguments: str
) -> None:
    alone, together = compared.results(*arguments.split(), sheet=sheet)
    assert together == alone
    assert alone.code in (0, 3)
    assert b"wa.me" in b"".join([alone.stdout, *alone.files.values()])
    assert started == [3]


@pytest.mark.parametrize(
    ("arguments", "together"),
    [
        pytest.param("", 3, id="stdout"),
        pytest.param("--rejects rejects.csv", 3, id="rejects"),
        pytest.param("-o links.csv", 3, id="file"),
    ],
)
@pytest.mark.parametrize("sound", [0, 1, 2, 3, 4, 9, 40], ids="after {} rows".format)
def test_wrong_encoding_is_reported_after_all_rows_before_it(
    compared: Compared, started: list[int], sound: int, arguments: str, together: int
) -> None:
    rows = "".join(f"A{n},+4479111234{n:02}\n" for n in range(sound))
    sheet = f"name,phone\n{rows}".encode() + b"Jos\xe9,+447911123456\nBo,+447911123457\n"
    # If the delimiter is given, no line is read ahead to detect it.
    alone, shared = compared.results("--delimiter", ",", *arguments.split(), sheet=sheet)
    assert shared == alone
    assert alone.code == 1
    assert f"Error: stdin, line {sound + 2}: it is not UTF-8.".encode() in alone.stderr
    assert alone.stdout.count(b"wa.me/") == (0 if "-o" in arguments else sound)
    assert [name for name in alone.files if not name.startswith("codes")] == []
    # The second part of the sheet begins when the first part is full.
    assert started == ([3] if sound >= together else [])


@pytest.mark.long(daily=1)
@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        pytest.param("--rejects rejects.csv -r SA -t {name|there}", 30_000, id="csv"),
        pytest.param("-o links.jsonl -r SA", 20_000, id="json lines"),
    ],
)
def test_a_sheet_that_is_large_enough_to_be_shared(
    tmp_path: Path, arguments: str, rows: int
) -> None:
    (tmp_path / "contacts.csv").write_text(contacts(rows, odd=True), newline="")
    results: list[Result] = []
    for jobs in ("1", "3"):
        folder = tmp_path / jobs
        folder.mkdir()
        command = [*TOOL, "batch", "../contacts.csv", *arguments.split(), "--jobs", jobs]
        done = subprocess.run(
            command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False
        )
        said = without_seconds(done.stderr)
        results.append(Result(done.returncode, done.stdout, said, files_in(folder)))
    assert results[0] == results[1]
    assert results[0].code == 3
    links = b"".join([results[0].stdout, *results[0].files.values()]).count(b"https://wa.me/")
    assert links >= rows * 99 // 100


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5", ""])
def test_jobs_is_a_number_from_1(wa_link: Tool, jobs: str) -> None:
    run = wa_link("batch", "-", "--jobs", jobs, stdin=b"phone\n+447911123456\n")
    assert (run.code, run.out) == (2, "")
    assert "--jobs" in run.err


def test_codes_are_drawn_by_one_process(wa_link: Tool, tmp_path: Path) -> None:
    for jobs, code in (("1", 0), ("2", 2)):
        run = wa_link("batch", "-", "--qr-dir", str(tmp_path / "codes"), "--jobs", jobs,
                      stdin=b"phone\n+447911123456\n")  # fmt: skip
        assert run.code == code
    assert "--jobs has no effect with --qr-dir, because one process draws the codes" in run.err


def test_there_are_as_many_jobs_as_cores_by_default(
    wa_link: Tool, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wa_link.batch.convert.count_cores", lambda: 2)
    wa_link("batch", "-", stdin=SHEET.encode())
    monkeypatch.setattr("wa_link.batch.convert.count_cores", lambda: 1)
    wa_link("batch", "-", stdin=SHEET.encode())
    assert started == [2]


@pytest.mark.parametrize(
    ("rows", "arguments"),
    [
        pytest.param(1, [], id="one row"),
        pytest.param(1, ["--rejects", "rejects.csv", "-o", "links.csv"], id="files"),
        pytest.param(0, [], id="no row"),
        pytest.param(2_000, [], id="two thousand rows"),
    ],
)
def test_a_short_sheet_starts_no_process(tmp_path: Path, rows: int, arguments: list[str]) -> None:
    (tmp_path / "contacts.csv").write_text(contacts(rows), newline="")
    code = (
        "import sys\nfrom wa_link.cli import main\n"
        f"main({['batch', 'contacts.csv', '-q', '--jobs', '4', *arguments]!r})\n"
        "modules = ['multiprocessing', 'concurrent.futures.process']\n"
        "print('loaded:', [name for name in modules if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "loaded: []"


needs_proc = linux("groups of processes in /proc")
INTERRUPTED = re.compile(
    rb"Interrupted after [\d,]+ rows?: "
    rb"(?:nothing is written"
    rb"|no sheet is written; the next run draws all codes again)\.\n"
)
COLUMN_FOUND = (
    b'Countries in column 3, "land", are not read: to read them, add --region-column land.\n'
    b'Numbers are read from column 2, "phone".\n'
)


@pytest.fixture(scope="module")
def long_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a sheet that takes some seconds, so that tests can act before the run ends."""
    path = tmp_path_factory.mktemp("sheets") / "contacts.csv"
    path.write_text(contacts(400_000))
    return path


class Running:
    """A run of the command in a new process group."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def group(self) -> dict[int, str]:
        """Return the running processes of the group, and the signals that each ignores."""
        found: dict[int, str] = {}
        for folder in Path("/proc").iterdir():
            with suppress(OSError):  # the process has just ended
                if not folder.name.isdecimal() or os.getpgid(int(folder.name)) != self.process.pid:
                    continue
                status = dict(
                    line.split(":\t", 1) for line in (folder / "status").read_text().splitlines()
                )
                if not status["State"].startswith("Z"):
                    found[int(folder.name)] = status["SigIgn"]
        return found

    def workers(self, count: int = 2) -> list[int]:
        """Wait until the given number of workers is ready."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            ready = [
                pid
                for pid, ignored in self.group().items()
                if pid != self.process.pid and int(ignored, 16) >> (signal.SIGINT - 1) & 1
            ]
            if len(ready) == count:
                return ready
            assert self.process.poll() is None, "it ended before"
            assert time.monotonic() < deadline, "they never came"
            time.sleep(0.005)

    @property
    def stdin(self) -> IO[bytes]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        assert self.process.stdout is not None
        return self.process.stdout

    def end(self) -> tuple[int, bytes]:
        """Wait for the end, check that no process is left, and return exit code and messages."""
        assert self.process.stderr is not None
        code = self.process.wait(PATIENCE_SECONDS)
        assert self.group() == {}
        return code, self.process.stderr.read()


@contextmanager
def running(*arguments: str, cwd: Path) -> Iterator[Running]:
    with subprocess.Popen(
        [*TOOL, "batch", *arguments],
        cwd=cwd,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            yield Running(process)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


FILES = ("-o", "links.csv", "--rejects", "rejects.csv")


@needs_proc
@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("SIGINT", 130, id="INT"),
        pytest.param("SIGTERM", 143, id="TERM"),
        pytest.param("SIGHUP", 129, id="HUP"),
    ],
)
@pytest.mark.parametrize("to_all", [False, True], ids=["to the run", "to all who share it"])
class TestSignals:
    """Terminals, `timeout` and service managers send a signal to the whole process group."""

    @pytest.mark.long(daily=1)
    def test_one_signal_ends_a_run_at_work(
        self, long_sheet: Path, tmp_path: Path, name: str, code: int, *, to_all: bool
    ) -> None:
        with running(str(long_sheet), *FILES, "--jobs", "2", cwd=tmp_path) as run:
            run.workers()
            (os.killpg if to_all else os.kill)(run.process.pid, getattr(signal, name))
            ended, said = run.end()
        assert (ended, INTERRUPTED.sub(b"(how far it came)", said)) == (
            code,
            COLUMN_FOUND + b"(how far it came)",
        )
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.long(daily=1)
    def test_one_signal_ends_the_drawing_of_codes(
        self, long_sheet: Path, tmp_path: Path, name: str, code: int, *, to_all: bool
    ) -> None:
        """Codes that are already drawn stay in the folder, and each file is complete."""
        codes = tmp_path / "codes"
        with running(str(long_sheet), *FILES, "--qr-dir", "codes", cwd=tmp_path) as run:
            while not any(codes.glob("*.png")):
                time.sleep(0.01)
            (os.killpg if to_all else os.kill)(run.process.pid, getattr(signal, name))
            ended, said = run.end()
        assert (ended, INTERRUPTED.sub(b"(how far it came)", said)) == (
            code,
            COLUMN_FOUND + b"(how far it came)",
        )
        assert list(tmp_path.iterdir()) == [codes]
        assert {path.suffix for path in codes.iterdir()} == {".png"}

    @pytest.mark.long(daily=1)
    def test_one_signal_ends_a_run_that_waits_for_input(
        self, long_sheet: Path, tmp_path: Path, name: str, code: int, *, to_all: bool
    ) -> None:
        with running("-", *FILES, "--jobs", "2", cwd=tmp_path) as run:
            run.stdin.write(long_sheet.read_bytes()[:1_000_000])
            run.stdin.flush()
            run.workers()
            time.sleep(0.2)  # the workers have nothing more to do
            (os.killpg if to_all else os.kill)(run.process.pid, getattr(signal, name))
            ended, said = run.end()
        assert (ended, INTERRUPTED.sub(b"(how far it came)", said)) == (
            code,
            COLUMN_FOUND + b"(how far it came)",
        )
        assert list(tmp_path.iterdir()) == []


@needs_proc
class TestLosses:
    """Tests that kill a worker or the parent process."""

    SAID = COLUMN_FOUND + (b"Error: A worker process was killed: run the command again.\n")

    def test_a_killed_worker_at_work_fails_the_run(self, long_sheet: Path, tmp_path: Path) -> None:
        with running(str(long_sheet), *FILES, "--jobs", "2", cwd=tmp_path) as run:
            os.kill(run.workers()[0], signal.SIGKILL)
            assert run.end() == (1, self.SAID)
        assert list(tmp_path.iterdir()) == []

    def test_killed_workers_that_wait_fail_the_run(self, long_sheet: Path, tmp_path: Path) -> None:
        with running("-", *FILES, "--jobs", "2", cwd=tmp_path) as run:
            run.stdin.write(long_sheet.read_bytes()[:1_000_000])
            run.stdin.flush()
            for worker in run.workers():
                os.kill(worker, signal.SIGKILL)
            run.stdin.close()
            assert run.end() == (1, self.SAID)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("source", ["sheet", "stdin"])
    def test_a_killed_parent_leaves_no_worker(
        self, long_sheet: Path, tmp_path: Path, source: str
    ) -> None:
        """Workers must end with the parent, or readers of the output would wait forever."""
        (tmp_path / "links.csv").write_text("before")
        sheet = "-" if source == "stdin" else str(long_sheet)
        with running(sheet, *FILES, "--jobs", "2", cwd=tmp_path) as run:
            if source == "stdin":
                run.stdin.write(long_sheet.read_bytes()[:1_000_000])
                run.stdin.flush()
            run.workers()
            run.process.kill()
            assert run.stdout.read() == b""  # the pipe ends when all processes have closed it
            deadline = time.monotonic() + PATIENCE_SECONDS
            while run.group():
                assert time.monotonic() < deadline, "they never ended"
                time.sleep(0.005)
        assert (tmp_path / "links.csv").read_text() == "before"


@needs_proc
class TestClosedPipe:
    def test_a_closed_pipe_before_workers_start(self, long_sheet: Path, tmp_path: Path) -> None:
        with running(str(long_sheet), "-q", "--jobs", "2", cwd=tmp_path) as run:
            assert run.stdout.readline().startswith(b"name,phone,land,memo,wa_link")
            run.stdout.close()
            assert run.end() == (141, b"")

    def test_a_closed_pipe_while_workers_run(self, long_sheet: Path, tmp_path: Path) -> None:
        with running(str(long_sheet), "-q", "--jobs", "2", cwd=tmp_path) as run:
            while len(run.group()) == 1:
                assert run.stdout.read(1 << 16)
            run.workers()
            run.stdout.close()
            assert run.end() == (141, b"")
