"""Quoted-printable values in vCards: where they end, and that damaged ones lose no number."""

from __future__ import annotations

import io
import quopri
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.batch.linker import link_rows
from wa_link.sheets.vcard.read_vcards import read_vcards

if TYPE_CHECKING:
    from wa_link.batch.outcome import Outcome

QP = "ENCODING=QUOTED-PRINTABLE"
UTF_8 = f"CHARSET=UTF-8;{QP}"
MOBILE = "TEL;CELL:+491701234567"
DIGITS = "491701234567"


def outcome_of(*lines: str, version: str = "2.1") -> Outcome:
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    [outcome] = link_rows(read_vcards(io.BytesIO(text.encode()), "f.vcf"))
    return outcome


def found_in(*lines: str, version: str = "2.1") -> tuple[str, str, str]:
    """Return the name of a card, the digits of its link and the codes of its notes."""
    outcome = outcome_of(*lines, version=version)
    url, _, _, codes, _ = outcome.output
    return outcome.row.cells[0], url.removeprefix("https://wa.me/"), codes


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        pytest.param([f"FN;{QP}:=41=64=61=", MOBILE], "Ada", id="mobile-after"),
        pytest.param([f"FN;{QP}:Ada=", "TEL:+491701234567"], "Ada", id="bare-tel-after"),
        pytest.param([f"FN;{QP}:Ada=", "TEL: +491701234567"], "Ada", id="spaced-tel-after"),
        pytest.param([f"FN;{QP}:Ada=", "item1.TEL:+491701234567"], "Ada", id="group-after"),
        pytest.param([f"FN;{QP}:Ada=", "TEL;TYPE=cell:+491701234567"], "Ada", id="type-after"),
        pytest.param([f"FN;{QP}:Ada=", 'TEL;TYPE="cell,x":+491701234567'], "Ada", id="list-after"),
        pytest.param([f"FN;{QP}:Ada= \t", MOBILE], "Ada", id="white-space-at-end"),
        pytest.param([f"FN;{QP}:Ada=0D=0A=", MOBILE], "Ada", id="line-break-in-name"),
        pytest.param([MOBILE, f"FN;{QP}:Ada="], "Ada", id="end-after"),
        pytest.param([f"FN;{QP}:Ada=", "", MOBILE], "Ada", id="blank-line-after"),
        pytest.param([f"FN;{QP}:Ada=", "X-A:b", MOBILE], "Ada", id="extension-after"),
        pytest.param([f"FN;{QP}:Ada=", f"N;{QP}:Lo=", MOBILE], "Ada", id="two-in-a-row"),
        pytest.param([f"N;{QP}:Lee;Ada=", MOBILE], "Ada Lee", id="n"),
        pytest.param([f"ORG;{QP}:Ada=", MOBILE], "Ada", id="org"),
        pytest.param([f"fn;{QP}:Ada=", "tel;cell:+491701234567"], "Ada", id="lower-case"),
        pytest.param(["FN:Ada", f"NOTE;{QP}:Hi=", MOBILE], "Ada", id="note"),
        pytest.param(["FN:Ada", f"NOTE;{QP}:Hi=0D=0A=", MOBILE], "Ada", id="note-line-break"),
        pytest.param(["FN:Ada", f"X-A;{QP}:Hi=", MOBILE], "Ada", id="unknown-property"),
    ],
)
def test_a_last_soft_line_break_ends_the_value(lines: list[str], name: str) -> None:
    assert found_in(*lines) == (name, DIGITS, "")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("http:x", "Ahttp:x", id="address"),
        pytest.param("Tel: none", "ATel: none", id="sentence"),
        pytest.param("tel:none", "Atel:none", id="scheme"),
        pytest.param("FAX:none", "AFAX:none", id="no-property"),
        pytest.param("TEL none", "ATEL none", id="no-colon"),
        pytest.param("TEL;is none:x", "ATEL;is none:x", id="no-parameter"),
        pytest.param("12:30", "A12:30", id="time"),
        pytest.param("=54EL:none", "ATEL:none", id="encoded"),
    ],
)
def test_a_text_that_looks_like_a_property_goes_on(line: str, name: str) -> None:
    assert found_in(f"FN;{QP}:A=", line, MOBILE) == (name, DIGITS, "")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("TEL:+442079460958", id="tel"),
        pytest.param("TEL: +442079460958", id="space"),
        pytest.param("Tel;mobile:+442079460958", id="sentence"),
        pytest.param("FAX;CELL:+442079460958", id="no-property"),
        pytest.param("tel:+442079460958", id="scheme"),
    ],
)
@pytest.mark.parametrize("name", ["NOTE", "LABEL;HOME", "ADR", "X-NOTES"])
def test_a_number_in_a_note_is_not_the_cards(name: str, line: str) -> None:
    """A note may contain the number of a secretary, which is not a number of the person."""
    outcome = outcome_of("FN:Ada", f"{name};{QP}:Secretary=0D=0A=", line, "EMAIL:a@example.com")
    assert outcome.output[3] == "empty"
    assert outcome.row.cells[2:4] == ("", "")


@pytest.mark.parametrize("name", ["NOTE", "LABEL;HOME", "ADR", "X-NOTES"])
def test_a_sentence_in_a_note_is_not_a_property(name: str) -> None:
    outcome = outcome_of("FN:Ada", f"{name};{QP}:Her secretary has =", "TEL: +442079460958")
    assert outcome.output[3] == "empty"


@pytest.mark.parametrize(
    ("lines", "name", "version"),
    [
        pytest.param([f"FN;{UTF_8}:J=C3=", " =BCrgen"], "Jürgen", "2.1", id="half-a-character"),
        pytest.param([f"FN;{UTF_8}:J=C3=", "\t=BCrgen"], "Jürgen", "2.1", id="tab"),
        pytest.param([f"FN;{UTF_8}:=D8=A3=", " =D8=AD=D9=", " =85=D8=AF"], "أحمد", "2.1", id="all"),
        pytest.param([f"FN;{UTF_8}:=E6=9D=", "  =8E"], "李", "2.1", id="three-octets"),
        pytest.param([f"FN;{UTF_8}:=F0=9F=98=", " =80"], "😀", "2.1", id="four-octets"),
        pytest.param([f"FN;{UTF_8}:Anna=", " Lee"], "Anna Lee", "2.1", id="space-of-the-text"),
        pytest.param([f"FN;{UTF_8}:Zo=C3=AB=", " =C3=89n"], "Zoë Én", "2.1", id="whole-letters"),
        pytest.param([f"FN;{UTF_8}:J=C3=", " =BCrgen"], "Jürgen", "3.0", id="3.0"),
        pytest.param([f"FN;{UTF_8}:Ann=", " ie"], "Annie", "3.0", id="3.0-fold"),
        pytest.param([f"FN;{QP}:Ann", " Lee"], "Ann Lee", "2.1", id="no-soft-break"),
    ],
)
def test_a_soft_line_break_before_white_space(lines: list[str], name: str, version: str) -> None:
    assert found_in(*lines, MOBILE, version=version) == (name, DIGITS, "")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param(f"FN;{UTF_8}:=D8=A3=D8", "أ\ufffd", id="half-a-character"),
        pytest.param(f"FN;{UTF_8}:J=FCrgen", "J\ufffdrgen", id="latin-1-as-utf-8"),
        pytest.param(f"FN;{UTF_8}:Ada=4", "Ada\ufffd4", id="half-an-octet"),
        pytest.param(f"FN;{UTF_8}:Ada=GG=41", "Ada\ufffdGGA", id="no-hexadecimal"),
        pytest.param(f"FN;{UTF_8}:a?b=c", "a?b\ufffdc", id="unencoded-equals-sign"),
        pytest.param(f"FN;{QP};CHARSET=x-no:J=C3=BCrg", "Jürg", id="unknown-charset"),
        pytest.param(f"FN;{QP};CHARSET=hex:=41da", "Ada", id="charset-of-no-text"),
        pytest.param(f"FN;{QP};CHARSET=idna:=41da", "Ada", id="slow-charset"),
        pytest.param(f"FN;{QP};CHARSET=\0:=41da", "Ada", id="nul-charset"),
        pytest.param(f"FN;{QP};CHARSET=ascii:J=C3=BCrg", "Jürg", id="utf-8-as-ascii"),
        pytest.param(f"FN;{QP};CHARSET=utf-7:=2B2AA-", "+2AA-", id="half-a-pair"),
        pytest.param(f"FN;{QP};CHARSET=ISO-8859-1:أ=E9", "أé", id="other-script-beside"),
        pytest.param("FN;BASE64:QWRhw", "Ada", id="cut-base64"),
        pytest.param("FN;BASE64:QWRhIQ", "Ada!", id="base64-without-padding"),
        pytest.param("FN;BASE64:A!B", "", id="no-base64"),
        pytest.param("FN;ENCODING=b;CHARSET=x-no:QWRh", "Ada", id="base64-unknown-charset"),
        pytest.param(f"ORG;{UTF_8}:J=FC;x", "J\ufffd", id="org"),
        pytest.param(f"N;{UTF_8}:Lee;J=FC", "J\ufffd Lee", id="n"),
        pytest.param(f"NICKNAME;{UTF_8}:J=FC", "J\ufffd", id="nickname"),
    ],
)
def test_a_text_that_cannot_be_decoded_costs_no_number(line: str, name: str) -> None:
    assert found_in(line, MOBILE) == (name, DIGITS, "text_replaced")
    assert outcome_of(line, MOBILE).status == "accepted"


@pytest.mark.parametrize("name", ["NOTE", "ADR;HOME", "TITLE", "X-A"])
@pytest.mark.parametrize("value", ["=D8=A3=D8", "=GG", "=4", "="])
def test_a_text_that_no_column_has_is_not_noted(name: str, value: str) -> None:
    assert found_in("FN:Ada", f"{name};{UTF_8}:{value}", MOBILE) == ("Ada", DIGITS, "")


def test_the_note_names_the_properties_and_what_is_wrong() -> None:
    outcome = outcome_of(
        f"FN;{UTF_8}:", "EMAIL;BASE64:A", f"ORG;{QP}:=4", f"FN;{UTF_8}:=FC", MOBILE
    )
    assert outcome.output[4] == (
        'Some text of this card is missing or replaced by "\ufffd": FN is not in "UTF-8"; ORG has '
        "broken quoted-printable; EMAIL has broken base64. Export the card again as UTF-8, or "
        "correct it in the file."
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param([f"TEL;{QP}:+4917012345=", "EMAIL:a@x"], "+4917012345\ufffd", id="dangling"),
        pytest.param([f"TEL;{QP}:+491701234567="], "+491701234567\ufffd", id="at-the-end"),
        pytest.param([f"TEL;{QP}:+49170123456=7"], "+49170123456=7\ufffd", id="half-an-octet"),
        pytest.param([f"TEL;{QP}:+491701234567=C3"], "+491701234567=C3\ufffd", id="half-letter"),
        pytest.param([f"TEL;{QP};CHARSET=x:+49170123456=37"], "+49170123456=37\ufffd", id="chars"),
        pytest.param(["TEL;BASE64:KzQ5MTcwMTIzNDU2N"], "KzQ5MTcwMTIzNDU2N\ufffd", id="base64"),
    ],
)
def test_a_number_that_may_have_lost_digits_is_refused(lines: list[str], text: str) -> None:
    outcome = outcome_of("FN:Ada", *lines)
    assert outcome.status == "rejected"
    assert outcome.row.cells[2] == text


@pytest.mark.parametrize(
    "line",
    [
        f"TEL;CELL;{QP}:+49170=\r\n1234567",
        f"TEL;CELL;{QP}:+49170=\r\n 1234567",
        f"TEL;CELL;{QP}:=2B=34=39170=31234567",
        f"TEL;CELL;{QP};CHARSET=x-no:+491701234567",
        "TEL;CELL;ENCODING=b:KzQ5MTcwMTIzNDU2Nw==",
    ],
    ids=["soft-break", "soft-break-space", "octets", "unknown-charset-of-digits", "base64"],
)
def test_an_encoded_number_is_read(line: str) -> None:
    assert found_in("FN:Ada", line) == ("Ada", DIGITS, "")


# Texts without tabs: quopri keeps a tab at the beginning of a line, but some programs add a tab.
TEXTS = st.text(
    st.sampled_from("aZ é=:;,.-日أ😀") | st.characters(codec="utf-8"), max_size=150
).map(lambda text: "".join(c for c in text if c.isprintable() and c != "\\").strip())


@given(TEXTS, st.booleans())
def test_output_of_quopri_is_read(text: str, quote_spaces: bool) -> None:  # noqa: FBT001
    data = quopri.encodestring(text.encode(), quotetabs=quote_spaces).decode()
    encoded = data.replace(";", "=3B").replace("=\n", "=\r\n")
    assert found_in(f"FN;{UTF_8}:{encoded}", MOBILE) == (text, DIGITS, "")


@given(st.binary(max_size=60), st.sampled_from(("FN", "N", "ORG", "NICKNAME", "EMAIL", "NOTE")))
def test_no_bytes_cost_the_number(octets: bytes, name: str) -> None:
    noise = "".join(chr(octet) for octet in octets if octet not in b"\r\n:")
    for encoding in (UTF_8, "ENCODING=BASE64", f"{QP};CHARSET=shift_jis"):
        digits = found_in(f"{name};{encoding}:{noise}", MOBILE)[1]
        assert digits == DIGITS
