"""Measure cards and draw documents with Typst, in a child process with limited time and memory.

If Typst crashes, writes to stderr, or takes all memory for a bad font, only this process is
affected, not its parent.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import pymupdf_fonts
import typst

from wa_link._support.child_work import CannotReadError, limit_memory, limit_time
from wa_link._support.files import temporary_folder

TYPE_CHECKING = False  # importing `typing` takes a quarter of the time to start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from wa_link._support.child_work import Channel

_OWN_FONTS = ("figo", "figbo")  # FiraGO, regular and bold
_MAX_MEMORY = 2_000_000_000  # bytes of address space
_FONT_SECONDS = 60
# Typst reads files only from this folder, which contains only designs.
_ROOT = Path(__file__).parents[1] / "designs"
# Typst looks for packages in this folder. It does not exist, so Typst never loads a package.
_NO_PACKAGES = _ROOT / "no-packages"
# Everything that a design reported, with its page and place. A separate query for the places would
# lay the document out again.
_REPORTS = "query(<wa-link>).map(mark => mark.value + mark.location().position())"
# Typst drops a cached result that this number of compilations did not use (comemo's `evict`).
_COMPILATIONS_TO_FORGET = 11
_MAX_CARDS_IN_CACHE = 250  # 125 cards take 20 MB of memory
_USE_FONTS = b"""#for font in json("fonts.json") {
  text(font: font.family, weight: font.weight, style: font.style)[a]
}"""
_MISSING_GLYPH = re.compile(
    r"PDF/UA-1 error: the text `\"(?P<text>(?:[^\"\\]|\\.)*)\"` could not be displayed"
)
_ESCAPE = re.compile(r"\\(?:u\{(?P<code>[0-9a-f]+)\}|(?P<char>.))")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_MAX_DIAGNOSTIC_LENGTH = 10_000


def serve(channel: Channel) -> None:
    """Answer the parent's requests to measure cards and draw documents, until the parent ends."""
    try:
        _serve(channel)
    except BrokenPipeError:
        raise
    except OSError as error:  # for example, the folder for temporary files is full or read-only
        path = error.filename or gettempdir()
        channel.send("system", error.errno, error.strerror, str(path))


def _serve(channel: Channel) -> None:
    limit_memory(_MAX_MEMORY)
    user_fonts = [channel.receive() for _ in range(int(channel.receive()))]
    with limit_time(_FONT_SECONDS):
        compiler = Compiler(user_fonts)
    channel.send("fonts", compiler.families)
    while True:
        request = json.loads(channel.receive())
        files = {name: channel.receive() for name in request["names"]}
        # The time limit does not include sending the answer, which the parent may be slow to read.
        if request["job"] == "measure":
            with limit_time(request["seconds"]):
                answer = compiler.measure(files, request["cards"], with_system=request["system"])
            channel.send("measured", *answer)
            continue
        with limit_time(request["seconds"]):
            pages = compiler.draw(files, request)
        channel.send("drawn", len(pages))
        for page in pages:
            channel.send_bytes(page)
        compiler.forget()


class Compiler:
    """Typst and the fonts of a run: the user's font, and FiraGO.

    Attributes:
        families: names of the font families. Typst draws each character in the first that has it.
    """

    def __init__(self, user_fonts: list[bytes]) -> None:
        """Load the fonts: the files of the user first, then FiraGO.

        Args:
            user_fonts: contents of the user's font files.

        Raises:
            CannotReadError: a file is not a font. The error's text is the index of that file.
        """
        self._font_files = user_fonts + [pymupdf_fonts.myfont(name) for name in _OWN_FONTS]
        self._fonts: dict[bool, typst.Fonts] = {}
        self._cards_in_cache = 0
        families: list[list[str]] = [[] for _ in self._font_files]
        for font in self._load_fonts(system=False).fonts():
            families[int(Path(font.path or "").stem)].append(font.family)
        if [] in families:
            raise CannotReadError(str(families.index([])))
        self.families = list(dict.fromkeys(name for names in families for name in names))

    def _load_fonts(self, *, system: bool) -> typst.Fonts:
        """Return the fonts of the run; add those of the operating system if `system` is True.

        Typst loads fonts only from folders, and reads a font only when a text first uses it. So
        this method prints a letter in every font, before it removes the temporary folder of fonts.
        """
        if system in self._fonts:
            return self._fonts[system]
        with _make_font_folder(self._font_files) as folder:
            fonts = typst.Fonts(
                include_system_fonts=system, include_embedded_fonts=False, font_paths=[folder]
            )
            own = [
                {"family": font.family, "weight": font.weight, "style": font.style}
                for font in fonts.fonts()
                if font.path and Path(font.path).parent == Path(folder)
            ]
            files = {"main": _USE_FONTS, "fonts.json": json.dumps(own).encode()}
            _call(typst.compile, files, fonts, format="pdf")
        self._fonts[system] = fonts
        return fonts

    def measure(
        self, files: dict[str, bytes], cards: int, *, with_system: bool
    ) -> tuple[list[Any], list[str], list[list[str]]]:
        """Measure the texts and QR codes of the cards in a document, and return three lists.

        The first list has the sizes and places that the design reports, with their pages. The
        second has the characters that no font has. The third has the system fonts that each page
        uses; it is empty if `with_system` is False.

        Raises:
            CannotReadError: the design is wrong. The error's text is the message of Typst.
        """
        if self._cards_in_cache >= _MAX_CARDS_IN_CACHE:
            self.forget()
        self._cards_in_cache += cards
        fonts = self._load_fonts(system=with_system)
        pdf, missing = _compile_to_measure(files, fonts, with_system=with_system)
        foreign: list[list[str]] = []
        if with_system:
            from wa_link.printing.typesetting import pdf_fonts  # noqa: PLC0415  (50 ms for pikepdf)

            known = [font.family for font in fonts.fonts()]
            foreign = pdf_fonts.find_system_fonts(pdf, known, self.families)
        reports = json.loads(_call(typst.eval, files, fonts, expression=_REPORTS))
        return reports, list(dict.fromkeys(missing)), foreign

    def draw(self, files: dict[str, bytes], request: dict[str, Any]) -> list[bytes]:
        """Draw a document, and return one PDF, or one PNG or SVG for each page.

        Args:
            files: contents of the document's files, by name.
            request: the parent's request: `format`, `ppi`, and `system`, which is True if Typst can
                use the fonts of the operating system.

        Raises:
            CannotReadError: the design is wrong. The error's text is the message of Typst.
        """
        if self._cards_in_cache:
            self.forget()
        options: dict[str, Any] = {"format": request["format"]}
        if request["format"] == "pdf":
            options["pdf_standards"] = ["ua-1"]
        elif request["ppi"]:
            options["ppi"] = request["ppi"]
        fonts = self._load_fonts(system=request["system"])
        pages = _call(typst.compile, files, fonts, **options)
        return pages if isinstance(pages, list) else [pages]

    def forget(self) -> None:
        """Empty Typst's cache of results, which would otherwise grow with each document."""
        for _ in range(_COMPILATIONS_TO_FORGET):
            _call(typst.compile, {"main": b""}, self._load_fonts(system=False), format="pdf")
        self._cards_in_cache = 0


def _compile_to_measure(
    files: dict[str, bytes], fonts: typst.Fonts, *, with_system: bool
) -> tuple[bytes, list[str]]:
    """Return the PDF of a document, and a list of the characters that no font has.

    The PDF is made as PDF/UA-1: if characters are missing, Typst fails and names them. In that
    case, a PDF is made without this standard if `with_system` is True, because the caller looks for
    system fonts in it; if `with_system` is False, `b""` is returned instead of a PDF.
    """
    try:
        pdf, warnings = _call(
            typst.compile_with_warnings, files, fonts, format="pdf", pdf_standards=["ua-1"]
        )
    except _DesignError as error:
        missing = [unescape(found["text"]) for found in _MISSING_GLYPH.finditer(error.diagnostic)]
        if not missing:
            raise
        return _call(typst.compile, files, fonts, format="pdf") if with_system else b"", missing
    for warning in warnings:
        # Typst would leave out a text whose family is unknown.
        if warning.message.startswith("unknown font family"):
            raise _DesignError(_read_diagnostic(warning))
    return pdf, []


class _DesignError(CannotReadError):
    """Typst can't compile a design; `diagnostic` is Typst's message with file names and lines."""

    def __init__(self, diagnostic: str) -> None:
        super().__init__(diagnostic[:_MAX_DIAGNOSTIC_LENGTH])
        self.diagnostic = diagnostic


@contextmanager
def _make_font_folder(fonts: list[bytes]) -> Iterator[str]:
    """Write fonts into a temporary folder, yield its path, and remove the folder at the end."""
    with temporary_folder() as folder:
        for index, font in enumerate(fonts):
            (folder / f"{index}.ttf").write_bytes(font)
        yield str(folder)


def _call(
    function: Callable[..., Any], files: dict[str, bytes], fonts: typst.Fonts, **options: object
) -> Any:  # noqa: ANN401  (bytes, a list of bytes, bytes with warnings, or JSON)
    """Call a function of Typst with a document and fonts, and return its result.

    Args:
        function: `typst.compile`, for example.
        files: contents of the document's files, by name.
        fonts: the only fonts that Typst uses.
        **options: more arguments for the function.

    Raises:
        CannotReadError: a design is wrong. The error's text is the message of Typst.
    """
    texts = {name: content for name, content in files.items() if _is_text(content)}
    binary = {name: content for name, content in files.items() if name not in texts}
    with _make_root(binary) as root:
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
        except RuntimeError as error:
            raise _DesignError(_read_diagnostic(error)) from None


def _read_diagnostic(error: RuntimeError | typst.TypstWarning) -> str:
    # An error of typst-py, the Python binding, has no diagnostic.
    return getattr(error, "diagnostic", "") or str(error)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def _make_root(files: dict[str, bytes]) -> Iterator[str]:
    """Yield the path of the folder from which Typst reads files that are not UTF-8 text.

    It is a temporary folder with `files`, or the folder of the built-in designs if there are none.
    """
    if not files:
        yield str(_ROOT)
        return
    with temporary_folder() as folder:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield str(folder)


def unescape(text: str) -> str:
    r"""Replace Rust's escapes in a text with characters: `\u{e9}` becomes `é`."""

    def replace(found: re.Match[str]) -> str:
        if found["code"]:
            return chr(int(found["code"], 16))
        return _CONTROLS.get(found["char"], found["char"])

    return _ESCAPE.sub(replace, text)
