"""The child's side of typesetting: Typst compiles designs there, with limits.

A panic of Typst's, a font that takes all memory and what Rust prints on stderr stay in the child.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import pymupdf_fonts
import typst

from wa_link._support.child_work import CannotReadError, limit_memory, limit_time
from wa_link._support.files import temporary_folder

TYPE_CHECKING = False  # `typing` takes a quarter of the time to start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from pikepdf import Object

    from wa_link._support.child_work import Channel

_OWN_FONTS = ("figo", "figbo")  # FiraGO, regular and bold
_ADDRESS_SPACE = 2_000_000_000
_FONT_SECONDS = 60
# Where Typst looks for a file that a design names and was not given: only designs are there.
_ROOT = Path(__file__).parents[1] / "designs"
# Where it looks for packages: nowhere, neither in a person's own folders.
_NO_PACKAGES = _ROOT / "no-packages"
# What a design says, with its place: to look a place up in the design would lay it out twice.
_MARKS = "query(<wa-link>).map(mark => mark.value + mark.location().position())"
# After so many compilations Typst has forgotten what it computed before (comemo's `evict`).
_FORGETS = 11
_CARDS_REMEMBERED = 250  # 125 take 20 MB
_USE_FONTS = b"""#for font in json("fonts.json") {
  text(font: font.family, weight: font.weight, style: font.style)[a]
}"""
_MISSING = re.compile(
    r"PDF/UA-1 error: the text `\"(?P<text>(?:[^\"\\]|\\.)*)\"` could not be displayed"
)
_ESCAPE = re.compile(r"\\(?:u\{(?P<code>[0-9a-f]+)\}|(?P<char>.))")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_LONGEST_DIAGNOSTIC = 10_000


def serve(channel: Channel) -> None:
    """Answer requests to measure and to draw, until the parent ends."""
    try:
        _serve(channel)
    except BrokenPipeError:
        raise
    except OSError as error:  # the folder for temporary files is full, or can't be written to
        where = error.filename or gettempdir()
        channel.send("system", error.errno, error.strerror, str(where))


def _serve(channel: Channel) -> None:
    limit_memory(_ADDRESS_SPACE)
    own = [channel.receive() for _ in range(int(channel.receive()))]
    with limit_time(_FONT_SECONDS):
        compiler = Compiler(own)
    channel.send("fonts", compiler.families)
    while True:
        request = json.loads(channel.receive())
        files = {name: channel.receive() for name in request["names"]}
        # The parent may take its time to read an answer, so none is sent within the limit.
        if request["job"] == "measure":
            with limit_time(request["seconds"]):
                measured = compiler.measure(files, request["cards"], with_system=request["system"])
            channel.send("measured", *measured)
            continue
        with limit_time(request["seconds"]):
            drawn = compiler.draw(files, request)
        channel.send("drawn", len(drawn))
        for page in drawn:
            channel.send_bytes(page)
        compiler.forget()


class Compiler:
    """Typst, with the fonts of a run."""

    def __init__(self, fonts: list[bytes]) -> None:
        """Load fonts: a person's own files first, then FiraGO.

        Raises:
            CannotReadError: a file is not a font; its text is the number of that file.
        """
        self._files = fonts + [pymupdf_fonts.myfont(name) for name in _OWN_FONTS]
        self._fonts: dict[bool, typst.Fonts] = {}
        self._cards = 0  # measured since Typst forgot
        families: list[list[str]] = [[] for _ in self._files]
        for font in self._with(system=False).fonts():
            families[int(Path(font.path or "").stem)].append(font.family)
        if [] in families:
            raise CannotReadError(str(families.index([])))
        self.families = list(dict.fromkeys(name for names in families for name in names))

    def _with(self, *, system: bool) -> typst.Fonts:
        """Return the fonts, and load them first where they were not.

        Typst takes them from folders alone, and reads a font when it is first used: so all of ours
        are used at once, and the folder is gone before any work begins.
        """
        if system in self._fonts:
            return self._fonts[system]
        with _font_folder(self._files) as folder:
            loaded = typst.Fonts(
                include_system_fonts=system, include_embedded_fonts=False, font_paths=[folder]
            )
            own = [
                {"family": font.family, "weight": font.weight, "style": font.style}
                for font in loaded.fonts()
                if font.path and Path(font.path).parent == Path(folder)
            ]
            files = {"main": _USE_FONTS, "fonts.json": json.dumps(own).encode()}
            _call(typst.compile, files, loaded, format="pdf")
        self._fonts[system] = loaded
        return loaded

    def measure(
        self, files: dict[str, bytes], cards: int, *, with_system: bool
    ) -> tuple[list[Any], list[str], list[list[str]]]:
        """Return what the design says of its cards, what no font has, and the system's fonts used.

        The fonts are a list for each page.
        """
        if self._cards >= _CARDS_REMEMBERED:
            self.forget()
        self._cards += cards
        fonts = self._with(system=with_system)
        missing: list[str] = []
        pdf = b""
        try:
            pdf, warnings = _call(
                typst.compile_with_warnings, files, fonts, format="pdf", pdf_standards=["ua-1"]
            )
        except _FailedError as error:
            missing = [unescape(found["text"]) for found in _MISSING.finditer(error.diagnostic)]
            if not missing:
                raise
            warnings = []
            if with_system:
                pdf = _call(typst.compile, files, fonts, format="pdf")
        for warning in warnings:
            # Typst leaves out the text where no font that it knows has a letter of it.
            if warning.message.startswith("unknown font family"):
                raise _FailedError(_diagnostic(warning))
        foreign = _foreign_fonts(pdf, fonts, self.families) if with_system else []
        marks = json.loads(_call(typst.eval, files, fonts, expression=_MARKS))
        return marks, list(dict.fromkeys(missing)), foreign

    def draw(self, files: dict[str, bytes], request: dict[str, Any]) -> list[bytes]:
        """Return the files of a document: one PDF, or one PNG or SVG for each page."""
        if self._cards:
            self.forget()
        options: dict[str, Any] = {"format": request["format"]}
        if request["format"] == "pdf":
            options["pdf_standards"] = ["ua-1"]
        elif request["ppi"]:
            options["ppi"] = request["ppi"]
        drawn = _call(typst.compile, files, self._with(system=request["system"]), **options)
        return drawn if isinstance(drawn, list) else [drawn]

    def forget(self) -> None:
        """Let Typst forget what it has computed: its memory would grow."""
        for _ in range(_FORGETS):
            _call(typst.compile, {"main": b""}, self._with(system=False), format="pdf")
        self._cards = 0


class _FailedError(CannotReadError):
    """A design fails; the text is what Typst says, with the places in its files."""

    def __init__(self, diagnostic: str) -> None:
        super().__init__(diagnostic[:_LONGEST_DIAGNOSTIC])
        self.diagnostic = diagnostic


@contextmanager
def _font_folder(fonts: list[bytes]) -> Iterator[str]:
    """Write fonts into a folder; a later process removes what a killed one leaves."""
    with temporary_folder() as folder:
        for number, font in enumerate(fonts):
            (folder / f"{number}.ttf").write_bytes(font)
        yield str(folder)


def _call(
    function: Callable[..., Any], files: dict[str, bytes], fonts: typst.Fonts, **options: object
) -> Any:  # noqa: ANN401  (bytes, a list of them, with warnings, or JSON)
    """Call Typst.

    Raises:
        CannotReadError: a design is wrong.
    """
    texts = {name: content for name, content in files.items() if _is_text(content)}
    pictures = {name: content for name, content in files.items() if name not in texts}
    with _root(pictures) as root:
        try:
            return function(
                texts,
                root=root,
                font_paths=fonts,
                ignore_system_fonts=True,
                package_path=_NO_PACKAGES,
                package_cache_path=_NO_PACKAGES,
                **options,
            )
        except RuntimeError as error:  # Typst's has a diagnostic, those of typst-py have none
            raise _FailedError(_diagnostic(error)) from None


def _diagnostic(error: RuntimeError | typst.TypstWarning) -> str:
    return getattr(error, "diagnostic", "") or str(error)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def _root(files: dict[str, bytes]) -> Iterator[str]:
    """Put files into a folder that Typst reads from: it takes only text from memory."""
    if not files:
        yield str(_ROOT)
        return
    with temporary_folder() as folder:
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        yield str(folder)


def unescape(text: str) -> str:
    """Return the text that Rust has written with escapes."""

    def char(found: re.Match[str]) -> str:
        if found["code"]:
            return chr(int(found["code"], 16))
        return _CONTROLS.get(found["char"], found["char"])

    return _ESCAPE.sub(char, text)


def _foreign_fonts(pdf: bytes, fonts: typst.Fonts, own: list[str]) -> list[list[str]]:
    """Return the families of the fonts on each page that are not our own."""
    import pikepdf  # noqa: PLC0415  (50 ms, where a font of the system may be used)

    families = {_plain(font.family): font.family for font in fonts.fonts()}
    families.update((_plain(family), "") for family in own)

    def family(name: str) -> str:
        """Return the family of `ABCDEF+NotoSans-Bold`; most names begin with it."""
        plain = _plain(name.rpartition("+")[2])
        for length in range(len(plain), 0, -1):
            if plain[:length] in families:
                return families[plain[:length]]
        return name.rpartition("+")[2].lstrip("/")

    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            sorted({family(name) for name in _base_fonts(page.resources)} - {""})
            for page in document.pages
        ]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _base_fonts(resources: Object) -> set[str]:
    """Return the names of the fonts that a page uses, in its forms, too."""
    names = set()
    for font in _named(resources, "/Font"):
        # What Type 3 fonts are called is in their descriptor.
        described = font if "/BaseFont" in font else font.get("/FontDescriptor", font)
        names.add(str(described.get("/BaseFont", described.get("/FontName", ""))))
    for form in _named(resources, "/XObject"):
        if "/Resources" in form:
            names |= _base_fonts(form.Resources)
    return names


def _named(resources: Object, kind: str) -> list[Object]:
    return list(dict(resources[kind].items()).values()) if kind in resources else []
