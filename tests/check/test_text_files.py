from __future__ import annotations

import base64
import codecs
import quopri
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.check.check_file import check_data
from wa_link.check.check_options import CheckOptions
from wa_link.check.check_text import check_text
from wa_link.check.decode_file import decode, is_binary
from wa_link.check.text_files import read_searched_text
from wa_link.links.rules import Rule

LINK, FIXED = "https://wa.me/+447911123456", "https://wa.me/447911123456"
TEXT = f'Grüße\r\n<a href="{LINK}">Café</a>\rend\n\n'
CODECS = {
    "utf-8": b"",
    "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "cp1252": b"",
}


def encode(text: str, codec: str) -> bytes:
    return CODECS[codec] + text.encode(codec.removesuffix("-sig"))


@pytest.mark.parametrize("codec", CODECS)
def test_only_the_link_changes(codec: str) -> None:
    data = encode(TEXT, codec)
    result, fixed = check_data(data, "a.html", CheckOptions(fix=True))
    assert fixed == encode(TEXT.replace(LINK, FIXED), codec)
    assert (result.fixed, result.findings) == (1, ())


@pytest.mark.parametrize("codec", CODECS)
def test_places_are_those_of_an_editor(codec: str) -> None:
    result, _ = check_data(encode(TEXT, codec), "a.html", CheckOptions())
    [found] = result.findings
    assert (found.start, found.end) == ((2, 10), (2, 10 + len(LINK)))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read(codec: str) -> None:
    _, fixed = check_data(TEXT.encode(codec), "a.txt", CheckOptions(fix=True))
    assert fixed == TEXT.replace(LINK, FIXED).encode(codec)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"\x81\x8d\xe9 ", b" \x9d\xff", id="bytes that cp1252 lacks"),
        pytest.param(b"\xef\xbb\xbf\xff ", b" \xc3", id="broken UTF-8 with a mark"),
        pytest.param(b"\xc3\xa9 \xe9 ", b"", id="two encodings"),
        pytest.param(b'<meta charset="shift_jis">\x83\x65\x83\x58\x83\x67 ', b"", id="declared"),
        pytest.param(b'<meta charset="nonsense">\xe9 ', b"", id="unknown encoding"),
        pytest.param(b'<meta charset="utf-16">\xe9 ', b"", id="wrong declaration"),
        pytest.param(b'<?xml version="1.0" encoding="ISO-8859-7"?>\xe1 ', b"", id="Greek"),
        pytest.param(b"x" * 9_000 + b"\0", b"", id="late NUL"),
    ],
)
def test_odd_bytes_stay(before: bytes, after: bytes) -> None:
    _, fixed = check_data(before + LINK.encode() + after, "a.html", CheckOptions(fix=True))
    assert fixed == before + FIXED.encode() + after


def test_odd_ends_of_utf16_stay() -> None:
    data = encode(LINK, "utf-16-le") + b"\x00\xd8\x41"  # half a pair, and half a character
    _, fixed = check_data(data, "a.txt", CheckOptions(fix=True))
    assert fixed == encode(FIXED, "utf-16-le") + b"\x00\xd8\x41"


@given(st.binary(max_size=60) | st.binary(max_size=20).map(lambda end: codecs.BOM_UTF16_LE + end))
def test_every_file_is_encoded_as_it_was(data: bytes) -> None:
    source = decode(data)
    assert source.encode(source.text) == data


@pytest.mark.parametrize(
    ("data", "is_fixed"),
    [
        ("http://wa.me/447911123456?text=Café".encode(), True),
        ("http://wa.me/447911123456?text=Café".encode("cp1252"), False),
        ('<meta charset="cp1252">http://wa.me/447911123456?text=Café'.encode("cp1252"), True),
        ("é http://wa.me/447911123456?text=Cafe".encode("cp1252"), True),
    ],
    ids=["UTF-8", "guessed", "declared", "ASCII link"],
)
def test_letters_of_a_guessed_encoding_are_not_fixed(data: bytes, *, is_fixed: bool) -> None:
    result, fixed = check_data(data, "a.htm", CheckOptions(fix=True))
    assert (fixed is not None, not result.findings) == (is_fixed, is_fixed)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"text", False),
        (b"text" * 2_000 + b"\0 ", True),
        (b"text" * 2_048 + b"\0", False),
        (b"\x7fELF\0\0\0", True),
        ("wide text".encode("utf-16"), False),
        ("wide text, without a mark".encode("utf-16-be"), False),
        (b"", False),
    ],
)
def test_binary_files_have_a_nul(data: bytes, *, expected: bool) -> None:
    assert is_binary(data) is expected


MAIL = """\
From: layla@example.com
Subject: =?utf-8?q?https://wa.me/+447911123456?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_b1"

--=_b1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: {plain_transfer}

{plain}
--=_b1
Content-Type: text/html; charset="{charset}"
Content-Transfer-Encoding: {transfer}

{html}
--=_b1
Content-Type: image/png
Content-Transfer-Encoding: base64

aHR0cHM6Ly93YS5tZS8rNDQ3OTExMTIzNDU2
--=_b1--
"""
HTML = f'<p>Grüße</p>\n<p style="color:#075E54">Here: <a href="{LINK}?text=Hi">x</a></p>\n'


def quoted(text: str, charset: str) -> str:
    return quopri.encodestring(text.encode(charset)).decode("ascii")


def wrapped(text: str, charset: str) -> str:
    return base64.encodebytes(text.encode(charset)).decode("ascii")


@pytest.mark.parametrize(
    ("transfer", "charset", "html"),
    [
        ("quoted-printable", "utf-8", quoted(HTML, "utf-8")),
        ("Quoted-Printable", "windows-1252", quoted(HTML, "cp1252")),
        ("quoted-printable", "utf-8", quoted(HTML, "utf-8").replace("wa.me", "w=\na.m=65")),
        ("8bit", "utf-8", HTML),
        ("base64", "utf-8", wrapped(HTML, "utf-8")),
        ("base64", "iso-8859-1", wrapped(HTML, "latin-1")),
    ],
    ids=["quoted", "cp1252", "soft line break", "8bit", "base64", "base64 latin"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_links_in_mails(transfer: str, charset: str, html: str, line_end: str) -> None:
    mail = MAIL.format(
        transfer=transfer, charset=charset, html=html, plain_transfer="7bit", plain="Bye"
    )
    data = mail.replace("\n", line_end).encode()
    result, fixed = check_data(data, "a.eml", CheckOptions(fix=True))
    assert fixed is None
    [found] = result.findings
    assert (found.finding.link, found.finding.fix) == (f"{LINK}?text=Hi", None)
    lines = data.decode("latin-1").split(line_end)
    line = lines[found.start.line - 1]
    if transfer == "base64":
        assert base64.b64decode(line[found.start.column // 4 * 4 :][:8])[:1] in b'/="h'
    else:
        assert re.match(r"https?://w", line[found.start.column - 1 :])


def test_a_plain_part_of_a_mail_has_its_own_encoding() -> None:
    plain = quoted(f"Ä {LINK}", "utf-8")
    mail = MAIL.format(
        transfer="7bit", charset="utf-8", html="x", plain_transfer="quoted-printable", plain=plain
    )
    searched = read_searched_text(mail.encode(), "x.EML")
    [found], _ = searched.place([*check_text(searched.text)])
    assert (found.start.line, mail.splitlines()[found.start.line - 1]) == (10, plain)


def test_a_mail_without_parts_is_read() -> None:
    mail = f"Content-Transfer-Encoding: quoted-printable\n\n{quoted(f'= {LINK}', 'ascii')}\n"
    result, _ = check_data(mail.encode(), "a.eml", CheckOptions())
    assert [each.place for each in result.findings] == ["3:5"]


RTF = r"""{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}\pard Gr\'fc\'dfe\par
{\field{\*\fldinst{HYPERLINK "%s"}}{\fldrslt{\ul\cf1 Chat}}}\par %s\tab end}"""


def test_links_in_rich_text_are_fixed() -> None:
    data = (RTF % (LINK, LINK)).encode()
    result, fixed = check_data(data, "a.rtf", CheckOptions(fix=True))
    assert fixed == (RTF % (FIXED, FIXED)).encode()
    assert result.fixed == 2


@pytest.mark.parametrize(
    "link",
    [
        r"https://wa.me/+44{\b 7911}123456",
        "https://wa.me/+4479\r\n11123456",
        r"https://wa.me/+447911123456?text=Caf\'e9",
        r"https://wa.me/+447911123456?text=Caf\u233?",
        r"https://wa.me/+447911123456?text=Caf\u233\'e9",
        r"https://wa.me/+447911123456?text=Caf\u-10179?\u-8704?",
    ],
    ids=["bold", "line break", "byte", "character", "substitute", "surrogate pair"],
)
def test_links_in_pieces_of_rich_text_are_reported(link: str) -> None:
    result, fixed = check_data((RTF % (link, "")).encode(), "a.rtf", CheckOptions(fix=True))
    assert fixed is None
    assert re.fullmatch(re.escape(LINK) + r"(\?text=Caf[é😀])?", result.findings[0].finding.link)
    assert result.findings[0].place == "2:31"


@given(st.lists(st.sampled_from(["\\u-10179?", "\\u-8704?", *"\\{}'u1f 9a\n\r*~"]), max_size=40))
def test_any_rich_text_is_read(parts: list[str]) -> None:
    searched = read_searched_text("".join(parts).encode(), "a.rtf")
    searched.text.encode()  # no surrogate is left alone
    assert searched.indexes is not None
    assert len(searched.indexes) == len(searched.text)
    assert list(searched.indexes) == sorted(searched.indexes)


@given(st.binary(max_size=80), st.sampled_from(["quoted-printable", "base64", "7bit"]),
       st.sampled_from(["utf-8", "gbk", "utf-16", "nonsense"]))  # fmt: skip
def test_any_mail_is_read(body: bytes, transfer: str, charset: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {transfer}\n\n"
    data = head.encode() + body
    searched = read_searched_text(data, "a.eml")
    assert searched.indexes is not None
    assert len(searched.indexes) == len(searched.text)
    assert all(index < len(data) for index in searched.indexes)


PLUS_TEXT = "https://wa.me/+44 (0)7911 123456?text=Hi there"
RIGHT_TEXT = "https://wa.me/447911123456?text=Hi%20there"


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("a.csv", "id,link\n1,{}\n2,x\n"),
        ("a.csv", "link;id\r\n{};1\r\n"),
        ("a.CSV", 'id,name,link\n1,"a, ""b""\nc",{}\n'),
        ("a.tsv", "id\tlink\n1\t {}\n"),
        ("a.csv", "link\n{}\n"),
        ("a.csv", 'id,link\n1,"{}"\n'),
        ("a.csv", "id,link\n1,x\n\n,{}"),
    ],
)
def test_a_link_at_the_beginning_of_a_cell_ends_with_it(name: str, sheet: str) -> None:
    data = sheet.format(PLUS_TEXT).encode()
    _, fixed = check_data(data, name, CheckOptions(fix=True))
    assert fixed == sheet.format(RIGHT_TEXT).encode()


@pytest.mark.parametrize(
    "cell", [f"see {FIXED}?text=Hi there", f'"a,{FIXED}?text=Hi there, you"', f"{FIXED} is us"]
)
def test_a_link_in_the_text_of_a_cell_ends_at_a_space(cell: str) -> None:
    result, _ = check_data(f"id,link\n1,{cell}\n".encode(), "a.csv", CheckOptions())
    assert (result.findings, result.right_links) == ((), 1)


def test_an_escape_of_html_in_a_cell_is_damage() -> None:
    link = "https://api.whatsapp.com/send?phone=447911123456&amp;text=Hi"
    result, fixed = check_data(f"id,link\n1,{link}\n".encode(), "a.csv", CheckOptions(fix=True))
    assert fixed is None
    assert [(each.finding.rule, each.finding.link) for each in result.findings] == [
        (Rule.WRONG_TEXT_FIELD, link)
    ]
    html = f'id,text\n1,"<a href=""{link}"">"\n'
    assert not check_data(html.encode(), "a.csv", CheckOptions())[0].findings


@given(st.lists(st.sampled_from([*',;"\n\r \t', "&amp;", FIXED, "a", "text="]), max_size=40))
def test_any_sheet_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    searched = read_searched_text(text.encode(), "a.csv")
    assert searched.indexes is not None
    assert len(searched.indexes) == len(searched.text)
    assert list(searched.indexes) == sorted(searched.indexes)
    without = searched.text.replace("amp;amp;", "amp;").replace('"', "")
    assert without == text.replace('"', "")
