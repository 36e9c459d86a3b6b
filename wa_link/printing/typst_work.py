"""The child's side of typesetting: Typst compiles designs there, with limits.

A panic of Typst's, a font that takes all memory and what Rust prints on stderr stay in the child.
"""

from __future__ import annotations

import json
import re
import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
import typst

from wa_link.child_work import CannotReadError, limit_memory, limit_time

TYPE_CHECKING = False  # `typing` takes a quarter of the time to start
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from wa_link.child_work import Channel

FAMILY = "FiraGO"
_OWN_FONTS = ("figo", "figbo")  # its regular and its bold
_ADDRESS_SPACE = 2_000_000_000
_FONT_SECONDS = 60
# Where Typst looks for a file that a design names and was not given: only designs are there.
_ROOT = Path(__file__).with_name("designs")
# After so many compilations Typst has forgotten what it computed before (comemo's `evict`).
_FORGETS = 11
_MISSING = re.compile(
    r"PDF/UA-1 error: the text `\"(?P<text>(?:[^\"\\]|\\.)*)\"` could not be displayed"
)
_ESCAPE = re.compile(r"\\(?:u\{(?P<code>[0-9a-f]+)\}|(?P<char>.))")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def serve(channel: Channel) -> None:
    """Answer requests to measure and to draw, until the parent ends."""
    limit_memory(_ADDRESS_SPACE)
    with limit_time(_FONT_SECONDS):
        compiler = _Compiler([channel.receive() for _ in range(int(channel.receive()))])
    channel.send("fonts", compiler.families)
    while True:
        request = json.loads(channel.receive())
        files = {name: channel.receive() for name in request["names"]}
        with limit_time(request["seconds"]):
            if request["job"] == "measure":
                channel.send("measured", *compiler.measure(files, request["system"]))
            else:
                drawn = compiler.draw(files, request)
                channel.send("drawn", len(drawn))
                for page in drawn:
                    channel.send_bytes(page)
            compiler.forget()


class _Compiler:
    """Typst, with the fonts of a run."""

    def __init__(self, fonts: list[bytes]) -> None:
        """Load fonts: a person's own files first, then FiraGO.

        Raises:
            CannotReadError: a file is not a font; its text is the number of that file.
        """
        self._files = fonts + [pymupdf_fonts.myfont(name) for name in _OWN_FONTS]
        self.families: list[str] = []
        for number, file in enumerate(self._files):
            with _font_folder([file]) as folder:
                found = typst.Fonts(False, False, [folder]).families()
            if not found:
                raise CannotReadError(str(number))
            self.families += [name for name in found if name not in self.families]
        self._fonts = {False: self._load(with_system=False)}

    def _load(self, *, with_system: bool) -> typst.Fonts:
        """Load fonts, which Typst takes from folders alone.

        It reads a font when it is first used: so all are used at once, and the folder is gone
        before any work begins.
        """
        with _font_folder(self._files) as folder:
            loaded = typst.Fonts(with_system, False, [folder])
            uses = "".join(
                f"#text(font: {json.dumps(font.family)}, weight: {font.weight}, "
                f"style: {json.dumps(font.style)})[a]"
                for font in loaded.fonts()
                if font.path and Path(font.path).parent == Path(folder)
            )
            _call(typst.compile, {"main": uses.encode()}, loaded, format="pdf")
        return loaded

    def _fonts_for(self, with_system: bool) -> typst.Fonts:  # noqa: FBT001  (as the request has it)
        if with_system not in self._fonts:
            self._fonts[with_system] = self._load(with_system=with_system)
        return self._fonts[with_system]

    def measure(
        self,
        files: dict[str, bytes],
        with_system: bool,  # noqa: FBT001  (as above)
    ) -> tuple[list[Any], list[str], list[list[str]]]:
        """Return what the design says of its cards, what no font has, and the system's fonts used.

        The fonts are a list for each page.
        """
        fonts = self._fonts_for(with_system)
        missing: list[str] = []
        try:
            pages = _call(typst.compile, files, fonts, format="pdf", pdf_standards=["ua-1"])
        except CannotReadError as error:
            missing = [_unescaped(found["text"]) for found in _MISSING.finditer(str(error))]
            if not missing:
                raise
            pages = _call(typst.compile, files, fonts, format="pdf") if with_system else b""
        foreign = _foreign_fonts(pages, fonts) if with_system else []
        marks = json.loads(_call(typst.query, files, fonts, selector="<wa-link>", field="value"))
        return marks, list(dict.fromkeys(missing)), foreign

    def draw(self, files: dict[str, bytes], request: dict[str, Any]) -> list[bytes]:
        """Return the files of a document: one PDF, or one PNG or SVG for each page."""
        options: dict[str, Any] = {"format": request["format"]}
        if request["format"] == "pdf":
            options["pdf_standards"] = ["ua-1"]
        elif request["ppi"]:
            options["ppi"] = request["ppi"]
        drawn = _call(typst.compile, files, self._fonts_for(request["system"]), **options)
        return drawn if isinstance(drawn, list) else [drawn]

    def forget(self) -> None:
        """Let Typst forget what it has computed: its memory would grow."""
        for _ in range(_FORGETS):
            _call(typst.compile, {"main": b""}, self._fonts[False], format="pdf")


@contextmanager
def _font_folder(fonts: list[bytes]) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="wa-link-") as folder:
        for number, font in enumerate(fonts):
            Path(folder, f"{number}.ttf").write_bytes(font)
        yield folder


def _call(function: Any, files: dict[str, bytes], fonts: typst.Fonts, **options: Any) -> Any:
    """Call Typst; what is wrong with a design is a sentence for the person."""
    texts = {name: content for name, content in files.items() if _is_text(content)}
    pictures = {name: content for name, content in files.items() if name not in texts}
    with _root(pictures) as root:
        try:
            return function(
                texts, root=root, font_paths=fonts, ignore_system_fonts=True, **options
            )
        except typst.TypstError as error:
            raise CannotReadError(error.diagnostic) from None


@contextmanager
def _root(files: dict[str, bytes]) -> Iterator[str]:
    """Put files into a folder that Typst reads from: it takes only text from memory."""
    if not files:
        yield str(_ROOT)
        return
    with tempfile.TemporaryDirectory(prefix="wa-link-") as folder:
        for name, content in files.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        yield folder


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unescaped(text: str) -> str:
    """Return the text that Rust has written with escapes."""

    def char(found: re.Match[str]) -> str:
        if found["code"]:
            return chr(int(found["code"], 16))
        return _CONTROLS.get(found["char"], found["char"])

    return _ESCAPE.sub(char, text)


def _foreign_fonts(pdf: bytes, fonts: typst.Fonts) -> list[list[str]]:
    """Return the families of the system's fonts on each page."""
    import pikepdf  # noqa: PLC0415  (50 ms, where a font of the system may be used)

    families = {
        re.sub(r"\W", "", font.family): font.family
        for font in fonts.fonts()
        if font.path and Path(font.path).exists()  # the folder of our own is gone
    }

    def family(name: str) -> str:
        plain = re.sub(r"\W", "", name.partition("+")[2].partition("-")[0])
        return families.get(plain, "")

    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            sorted({family(str(font.BaseFont)) for font in _fonts(page)} - {""})
            for page in document.pages
        ]


def _fonts(page: Any) -> list[Any]:
    return [font for _, font in page.resources.get("/Font", {}).items()]
