"""Tests of the child process's code in this process, where coverage is measured.

The answers are compared with those of a real child process.
"""

from __future__ import annotations

import io
import json
import signal
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.conftest import posix
from tests.printing.typeset import LINK, own_design
from wa_link._support.child import Child, ChildLostError, WorkRefusedError
from wa_link._support.child_work import CannotReadError, Channel
from wa_link.printing.cards.cards import CardTexts, make_card
from wa_link.printing.cards.designs import load_built_in
from wa_link.printing.typesetting import typst_child
from wa_link.printing.typesetting.document import DocumentSetup
from wa_link.qr.render.colours import parse_colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

    from wa_link.printing.cards.designs import Design

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>'
PNG = io.BytesIO()
Image.new("L", (1, 1)).save(PNG, "PNG")
LABEL = load_built_in("label")


def request(
    job: str, titles: list[str], design: Design = LABEL, *, system: bool = False, **more: Any
) -> list[bytes]:  # fmt: skip
    """Return the frames (messages in bytes) of which a request to the child consists."""
    frame = DocumentSetup(design, (60, 40), (60, 40), parse_colour("navy"), ("FiraGO",))
    cards = [make_card(LINK, SVG, 29, CardTexts(title, call_to_action="none")) for title in titles]
    files = (
        frame.make_measuring_files(cards)
        if job == "measure"
        else frame.make_drawing_files([], [[]])
    )
    files |= more.pop("files", {})
    head = {
        "job": job,
        "system": system,
        "names": list(files),
        "cards": len(titles),
        "seconds": 60,
        **more,
    }
    return [json.dumps(head).encode(), *files.values()]


def draw(file_format: str, design: Design = LABEL, **more: Any) -> list[bytes]:
    return request("draw", [], design, format=file_format, ppi=more.pop("ppi", None), **more)


REQUESTS: dict[str, list[bytes]] = {
    "measure": request("measure", ["Flat", "شقة", "שלום"]),
    "measure with fonts of the system": request("measure", ["Flat", "扫码"], system=True),
    "missing glyphs": request("measure", ["a\ue000", 'q"\\ \u0378', "b"]),
    "missing in all fonts": request("measure", ["a\ue000"], system=True),
    "many measures": [frame for _ in range(4) for frame in request("measure", ["Flat"], cards=100)],
    "pdf": draw("pdf"),
    "png": draw("png", ppi=72),
    "svg": draw("svg"),
    "measure and draw": [*request("measure", ["Flat"]), *draw("pdf")],
    "a picture": request(
        "measure", ["a"], own_design('image("a/b.png", alt: "a")', **{"a/b.png": PNG.getvalue()})
    ),
    "a mistake": request("measure", ["a"], own_design("y")),
    "a font that nobody has": request("measure", ["a"], own_design('text(font: "Nowhere")[a]')),
    "an error without a diagnostic": draw("gif"),
}


def served_here(own_fonts: list[bytes], frames: list[bytes]) -> list[object]:
    """Run the child's code in this process, and return its answers."""
    first = [str(len(own_fonts)).encode(), *own_fonts]
    sent = b"".join(len(frame).to_bytes(4, "big") + frame for frame in [*first, *frames])
    target = io.BytesIO()
    refused: list[object] = []
    try:
        typst_child.serve(Channel(io.BytesIO(sent), target))
    except EOFError:
        pass
    except CannotReadError as error:
        refused = [("refused", str(error))]
    return [*answers(target.getvalue()), *refused]


def answers(sent: bytes) -> Iterator[object]:
    files = 0
    at = 0
    while at < len(sent):
        size = int.from_bytes(sent[at : at + 4], "big")
        body = sent[at + 4 : at + 4 + size]
        at += 4 + size
        if files:
            files -= 1
            yield body
            continue
        message = json.loads(body)
        files = message[1] if message[0] == "drawn" else 0
        yield message


def served_by_child(own_fonts: list[bytes], frames: list[bytes]) -> list[object]:
    child = Child("wa_link.printing.typesetting.typst_child", ("typst", "pymupdf_fonts", "pikepdf"))
    found: list[object] = []
    try:
        for frame in (str(len(own_fonts)).encode(), *own_fonts, *frames):
            child.send(frame)
        jobs = sum(frame.startswith(b'{"job"') for frame in frames)
        for _ in range(1 + jobs):
            kind, content = child.receive()
            found.append([kind, *content])
            if kind == "drawn":
                found += [child.receive_bytes() for _ in range(content[0])]
    except WorkRefusedError as error:
        found.append(("refused", str(error)))
    except ChildLostError as error:  # pragma: no cover  (a failure of this test)
        found.append(("lost", error.loss.name, error.text))
    finally:
        child.close()
    return found


@pytest.fixture(autouse=True)
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch off the limits of time and memory, which would apply to all later tests too."""
    monkeypatch.setattr(typst_child, "limit_memory", lambda _: None)


@pytest.mark.parametrize("what", REQUESTS)
def test_the_child_gives_what_its_code_gives(what: str) -> None:
    here = served_here([], REQUESTS[what])
    assert here[0] == ["fonts", ["FiraGO"]]
    assert len(here) > 1
    assert served_by_child([], REQUESTS[what]) == here


def test_a_file_that_is_not_a_font_is_named_by_its_number() -> None:
    fonts = [b"x", b"y"]
    assert served_here(fonts, []) == [("refused", "0")] == served_by_child(fonts, [])


def test_missing_glyphs_are_named() -> None:
    _, measured = served_here([], REQUESTS["missing glyphs"])
    assert isinstance(measured, list)
    kind, marks, missing, fonts = measured
    assert (kind, missing, fonts) == ("measured", ["\ue000", "\u0378"], [])
    assert [mark["page"] for mark in marks if mark["kind"] == "texts"] == [1, 2, 3]


def test_a_full_disk_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: list[bytes]) -> None:
        raise OSError(28, "No space left on device", "/tmp/x")  # noqa: S108

    monkeypatch.setattr(typst_child, "_make_font_folder", full)
    assert served_here([], []) == [["system", 28, "No space left on device", "/tmp/x"]]  # noqa: S108


@pytest.mark.parametrize(
    ("written", "text"),
    [("a", "a"), (r"\u{e000}", "\ue000"), (r"\"", '"'), (r"\\", "\\"), (r"\n\t\r\0", "\n\t\r\0"),
     (r"a\u{1f600}b\'", "a\U0001f600b'")],
)  # fmt: skip
def test_escapes_of_rust_are_replaced(written: str, text: str) -> None:
    assert typst_child.unescape(written) == text


def test_the_cache_of_typst_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache is emptied after many measured cards, and before and after a drawing."""
    forgotten: list[bool] = []
    forget = typst_child.Compiler.forget

    def count(self: typst_child.Compiler) -> None:
        forgotten.append(True)
        forget(self)

    monkeypatch.setattr(typst_child.Compiler, "forget", count)
    served_here([], REQUESTS["many measures"])
    assert len(forgotten) == 1
    served_here([], REQUESTS["measure and draw"])
    assert len(forgotten) == 3  # once before the drawing, and once after it


@posix("signals")
@pytest.mark.parametrize("what", ["measure", "pdf", "png"])
def test_an_unread_answer_is_not_a_timeout(what: str) -> None:
    left: list[float] = []

    class Target(io.BytesIO):
        def write(self, data: Buffer) -> int:
            left.append(signal.getitimer(signal.ITIMER_REAL)[0])
            return super().write(data)

    sent = b"".join(len(each).to_bytes(4, "big") + each for each in [b"0", *REQUESTS[what]])
    with pytest.raises(EOFError):
        typst_child.serve(Channel(io.BytesIO(sent), Target()))
    assert len(left) >= 2
    assert not any(left)
