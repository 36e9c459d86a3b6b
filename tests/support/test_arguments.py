"""Tests of arguments that have the wrong type, are unknown, or have no effect."""

from __future__ import annotations

import copy
import inspect
import io
import pickle
from typing import TYPE_CHECKING, Any

import pytest

import wa_link
from wa_link import (
    ChatLink,
    CodeFolder,
    LabelSheet,
    OptionError,
    QrCode,
    Sheet,
    Template,
    chat_link,
    convert,
    explain,
    link_rows,
    open_sheet,
    parse_phone,
    parse_phones,
    read_sheet,
)
from wa_link.batch.options import LINK_KINDS, LinkOptions
from wa_link.qr.render.style_keywords import STYLING, Styling

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NUMBER = "+447911123456"
PHONE = parse_phone(NUMBER)
CODE = chat_link(NUMBER).qr()


def sheet() -> Sheet:
    return Sheet.from_rows(["phone"], [[NUMBER]])


def link(**options: Any) -> object:
    return list(link_rows(sheet(), **options))


# Every argument that is text, and its name in the error.
TEXTS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "chat_link, via": ("via", lambda value: chat_link(NUMBER, via=value)),
    "ChatLink, text": ("text", lambda value: ChatLink(PHONE, value)),
    "ChatLink.parse": ("url", ChatLink.parse),
    "ChatLink.qr": (
        "error_correction", lambda value: chat_link(NUMBER).qr(error_correction=value)
    ),
    "Template.parse": ("template", Template.parse),
    "link_rows, multiple": ("multiple", lambda value: link(multiple=value)),
    "link_rows, via": ("via", lambda value: link(via=value)),
    "QrCode.of": ("data", QrCode.of),
    "QrCode.draw": ("file_format", CODE.draw),
    "QrCode.draw, caption": ("caption", lambda value: CODE.draw("svg", caption=value)),
    "CodeFolder, name": ("template", lambda value: CodeFolder("codes", name=value)),
    "CodeFolder.save": ("link", lambda value: CodeFolder("codes").save(value, "a")),
    "CodeFolder.save, name": ("name", lambda value: CodeFolder("codes").save("a", value)),
    "LabelSheet, caption": ("caption", lambda value: LabelSheet("L7160", caption=value)),
    "LabelSheet, title": ("title", lambda value: LabelSheet("L7160", title=value)),
    "LabelSheet, lang": ("lang", lambda value: LabelSheet("L7160", lang=value)),
    "LabelSheet.add": ("link", LabelSheet("L7160").add),
    "LabelSheet.add, caption": ("caption", lambda value: LabelSheet("L7160").add("a", value)),
}  # fmt: skip
# Arguments for which None has a meaning.
TEXTS_OR_NONE: dict[str, tuple[str, Callable[[Any], object]]] = {
    "chat_link, text": ("text", lambda value: chat_link(NUMBER, text=value)),
    "link_rows, text": ("text", lambda value: link(text=value)),
    "chat_link, region": ("region", lambda value: chat_link(NUMBER, region=value)),
    "chat_link, assume": ("assume", lambda value: chat_link(NUMBER, assume=value)),
    "parse_phone, region": ("region", lambda value: parse_phone(NUMBER, value)),
    "parse_phones, region": ("region", lambda value: parse_phones(NUMBER, value)),
    "explain, region": ("region", lambda value: explain(NUMBER, value)),
    "link_rows, region": ("region", lambda value: link(region=value)),
    "link_rows, region_column": ("region_column", lambda value: link(region_column=value)),
    "link_rows, text_column": ("text_column", lambda value: link(text_column=value)),
    "link_rows, assume": ("assume", lambda value: link(assume=value)),
    "QrCode.draw, size": ("size", lambda value: CODE.draw("svg", size=value)),
    "QrCode.draw, dark": ("dark", lambda value: CODE.draw("svg", dark=value)),
}
NUMBERS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "chat_link": ("number", chat_link),
    "parse_phone": ("cell", parse_phone),
    "parse_phones": ("cell", parse_phones),
    "explain": ("target", explain),
}
OTHERS = {
    "int": 447911123456, "float": 4.4e11, "NaN": float("nan"), "bool": True, "bytes": b"+44",
    "list": [NUMBER], "PhoneNumber": PHONE, "class": object,
}  # fmt: skip


def refusal(make: Callable[[], object]) -> str:
    with pytest.raises(TypeError) as caught:
        make()
    return str(caught.value)


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("call", [*TEXTS, *TEXTS_OR_NONE])
def test_an_argument_that_is_not_text_is_refused(call: str, kind: str) -> None:
    name, make = (TEXTS | TEXTS_OR_NONE)[call]
    assert refusal(lambda: make(OTHERS[kind])).startswith(f"{name} must be text (str)")


@pytest.mark.parametrize("call", TEXTS)
def test_none_is_not_text(call: str) -> None:
    name, make = TEXTS[call]
    assert refusal(lambda: make(None)).startswith(f"{name} must be text (str), not None.")


@pytest.mark.parametrize("call", TEXTS_OR_NONE)
def test_none_is_allowed_where_it_has_a_meaning(call: str) -> None:
    _, make = TEXTS_OR_NONE[call]
    assert make(None)


@pytest.mark.parametrize("call", NUMBERS)
class TestNumbers:
    @pytest.mark.parametrize("kind", OTHERS)
    def test_that_are_not_text_are_refused(self, call: str, kind: str) -> None:
        name, make = NUMBERS[call]
        message = refusal(lambda: make(OTHERS[kind]))
        assert message.startswith(f"{name} must be text (str), not ")
        way_out = {
            "int": "Read phone numbers as text",
            "bytes": "decode it first",
        }
        assert way_out.get(kind, "") in message


@pytest.mark.parametrize("call", [call for call in NUMBERS if call != "chat_link"])
def test_none_is_not_a_number(call: str) -> None:
    name, make = NUMBERS[call]
    assert refusal(lambda: make(None)) == f"{name} must be text (str), not None."


def test_the_digits_of_an_int_are_read_by_the_rules_of_digits() -> None:
    """An int is refused; the same digits as text are read by the usual rules."""
    with pytest.raises(wa_link.PhoneError) as caught:
        chat_link(str(447911123456))
    assert caught.value.reason == "no_region"
    assert chat_link(str(447911123456), region="UK").phone == PHONE


class TestNoNumber:
    def test_gives_the_link_without_one(self) -> None:
        assert chat_link(None, text="hi").url == "https://wa.me/?text=hi"
        assert chat_link(None, text="hi", via="app").url == "whatsapp://send?text=hi"

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({}, "A link needs a phone number, a username or a text"),
            ({"text": "hi", "region": "EN"}, "is not a region"),
            ({"text": "hi", "assume": "x"}, "Can't assume"),
            ({"text": "hi", "via": "sms"}, "use wa.me"),
        ],
        ids=str,
    )
    def test_checks_the_rest(self, options: dict[str, Any], message: str) -> None:
        with pytest.raises(OptionError, match=message):
            chat_link(None, **options)

    def test_is_not_a_blank_one(self) -> None:
        with pytest.raises(wa_link.PhoneError) as caught:
            chat_link("", text="hi")
        assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda: ChatLink(NUMBER), "phone must be PhoneNumber or None", id="ChatLink"),  # type: ignore[arg-type]
        pytest.param(lambda: link(number=NUMBER), "number must be PhoneNumber or None",
                     id="link_rows, number as text"),
        pytest.param(lambda: link(number=447911123456), "number must be PhoneNumber or None",
                     id="link_rows, number as int"),
        pytest.param(lambda: link(phone_columns="phone"), "phone_columns must be a list of text",
                     id="link_rows, one column"),
        pytest.param(lambda: link(phone_columns=[1]), "Each item of phone_columns must be text",
                     id="link_rows, number of a column"),
        pytest.param(lambda: link(unique="yes"), "unique must be bool", id="link_rows, unique"),
        pytest.param(lambda: link_rows("contacts.csv"), "sheet must be a Sheet, not str",  # type: ignore[arg-type]
                     id="link_rows, path"),
        pytest.param(lambda: link_rows(open_sheet("a.csv")), "with open_sheet(path) as sheet",  # type: ignore[arg-type]
                     id="link_rows, not entered"),
        pytest.param(lambda: read_sheet("a.csv", "a.csv"), "file must be opened in binary",  # type: ignore[arg-type]
                     id="read_sheet, path"),
        pytest.param(lambda: read_sheet(io.StringIO("phone\n1"), "a"), "in binary mode",  # type: ignore[arg-type]
                     id="read_sheet, file of text"),
        pytest.param(lambda: Sheet.from_rows("phone", []), "columns must be a list",
                     id="Sheet.from_rows"),
        pytest.param(lambda: list(Sheet.from_rows(["phone"], [[1]])),  # type: ignore[list-item]
                     "Each item of row 1 must be text",
                     id="Sheet.from_rows, cell as int"),
        pytest.param(lambda: list(Sheet.from_rows(["a"], [["1"], [None]])),  # type: ignore[list-item]
                     "Each item of row 2 must be text",
                     id="Sheet.from_rows, no cell"),
        pytest.param(lambda: LabelSheet(None), "stock must be text (str) or Stock",  # type: ignore[arg-type]
                     id="LabelSheet"),
        pytest.param(lambda: LabelSheet("L7160", copies=3.0), "copies must be",  # type: ignore[arg-type]
                     id="LabelSheet, copies"),
        pytest.param(lambda: LabelSheet("L7160", start=1.0), "start must be int",  # type: ignore[arg-type]
                     id="LabelSheet, start"),
        pytest.param(lambda: CodeFolder(None), "folder must be text (str) or PathLike",  # type: ignore[arg-type]
                     id="CodeFolder"),
        pytest.param(lambda: CODE.draw("png", module_size="3"), "module_size must be int",  # type: ignore[arg-type]
                     id="draw, module_size"),
        pytest.param(lambda: CODE.draw("png", size=40), "size must be text (str) or None",  # type: ignore[arg-type]
                     id="draw, size"),
        pytest.param(lambda: CODE.draw("png", module_size=True), "module_size must be int",
                     id="draw, a bool"),
    ],
)  # fmt: skip
def test_another_type_is_refused_by_its_name(make: Callable[[], object], message: str) -> None:
    assert message in refusal(make)


# Every function with a table of keywords, and a keyword that it does not have.
KEYWORDS: dict[str, Callable[..., object]] = {
    "convert": lambda **options: convert(io.BytesIO(b"phone\n1\n"), "links.csv", **options),
    "link_rows": lambda **options: link_rows(sheet(), **options),
    "QrCode.proof": lambda **options: CODE.proof("svg", **options),
    "QrCode.draw": lambda **options: CODE.draw("svg", **options),
    "QrCode.save": lambda **options: CODE.save("code.svg", **options),
    "CodeFolder": lambda **options: CodeFolder("codes", **options),
    "LabelSheet": lambda **options: LabelSheet("L7160", **options),
}
UNKNOWN = ["sise", "regoin", "colour", "phone_column", "quietzone", "Region", "module-size", ""]


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("call", KEYWORDS)
def test_an_unknown_keyword_is_refused_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    message = refusal(lambda: KEYWORDS[call](**{name: "x"}))
    assert f'has no option "{name}"' in message
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("call", "wrong", "right"),
    [
        ("convert", "reject", "rejects"),
        ("link_rows", "regoin", "region"),
        ("link_rows", "phone_column", "phone_columns"),
        ("CodeFolder", "quietzone", "quiet_zone"),
        ("LabelSheet", "captoin", "caption"),
    ],
)
def test_the_keyword_that_was_meant_is_named(call: str, wrong: str, right: str) -> None:
    assert refusal(lambda: KEYWORDS[call](**{wrong: "x"})).endswith(f"Did you mean {right}?")


def public_callables() -> list[tuple[str, Callable[..., object]]]:
    found = []
    for name in wa_link.__all__:
        value = getattr(wa_link, name)
        if not callable(value) or (inspect.isclass(value) and issubclass(value, (Exception, dict))):
            continue
        found.append((name, value))
        if inspect.isclass(value):
            found += [
                (f"{name}.{method}", function)
                for method, function in inspect.getmembers(value, callable)
                if not method.startswith("_")
            ]
    return found


def test_the_tables_list_every_function_with_keywords() -> None:
    takes_keywords = {
        name
        for name, function in public_callables()
        if name.partition(".")[0] not in ("Assume", "ErrorCorrection", "LineType", "Multiple",
                                          "NoteCode", "Reason", "Via")
        if any(
            each.kind is inspect.Parameter.VAR_KEYWORD
            for each in inspect.signature(function).parameters.values()
        )
    }  # fmt: skip
    assert takes_keywords == KEYWORDS.keys()
    assert LINK_KINDS.keys() == LinkOptions.__annotations__.keys()
    assert STYLING.keys() == Styling.__annotations__.keys()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda: LabelSheet("L7160", size="40mm"), "the label decides.*leave out size",
                     id="size of a label's code"),
        pytest.param(lambda: LabelSheet("L7160", module_size=3), "leave out module_size",
                     id="module size on labels"),
        pytest.param(lambda: LabelSheet("L7160", size="40mm", dpi=300), "leave out size",
                     id="resolution of labels"),
        pytest.param(lambda: CODE.draw("png", dpi=300), "dpi has no effect without a size on paper",
                     id="resolution without size"),
        pytest.param(lambda: CODE.draw("png", logo_area=3.0), "logo_area has no effect without",
                     id="area without logo"),
        pytest.param(lambda: CODE.draw("png", font="a.ttf"),
                     "font has no effect on a code without texts",
                     id="font without caption"),
        pytest.param(lambda: CodeFolder("codes", dpi=300),
                     "dpi has no effect without a size on paper",
                     id="resolution without size, folder"),
        pytest.param(lambda: link(number=PHONE, phone_columns=["phone"]), "no effect with number",
                     id="columns with one number"),
        pytest.param(lambda: link(number=PHONE, region_column="phone"), "no effect with number",
                     id="region column with one number"),
        pytest.param(lambda: link(text="Hi", text_column="phone"), "no effect with",
                     id="two texts"),
        pytest.param(lambda: CODE.draw("png", size="4cm", module_size=3), "not both",
                     id="two sizes"),
    ],
)  # fmt: skip
def test_what_has_no_effect_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        make()


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        pytest.param(lambda: link(labels=5), TypeError, "labels must be a LabelSheet, not int",
                     id="labels"),
        pytest.param(lambda: link(codes="codes"), TypeError, "codes must be a CodeFolder, not str",
                     id="codes"),
        *(pytest.param(lambda value=value: LabelSheet("L7160", offset=value), TypeError,
                       "offset must be two numbers in mm", id=f"offset {value!r}")
          for value in ((1,), "1,1", None, (float("nan"), 0), (0, "1"), (0, float("inf")))),
        pytest.param(lambda: LabelSheet("L7160", outline="yes"), TypeError,  # type: ignore[arg-type]
                      "outline must be",
                     id="outline"),
        pytest.param(lambda: CodeFolder(__file__), OptionError, "is not a folder", id="folder"),
        pytest.param(lambda: CODE.save("q\0.png"), OptionError, "can't be a file name",
                     id="zero byte"),
        pytest.param(lambda: LabelSheet("L7160").save("x.png"), OptionError, "that ends in .pdf",
                     id="labels as PNG"),
        pytest.param(lambda: LabelSheet("L7160").save(None), TypeError,  # type: ignore[arg-type]
                      "path must be",
                     id="labels without a path"),
        *(pytest.param(lambda way=way: way(LabelSheet("L7160")), TypeError,
                       "can't be copied or pickled", id=f"labels, {way.__name__}")
          for way in (copy.copy, copy.deepcopy, pickle.dumps)),
    ],
)  # fmt: skip
def test_what_can_not_be_used_is_an_error(
    make: Callable[[], object], kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        make()
