from __future__ import annotations

import re

import pytest

from wa_link.errors import LinkError, NoteCode, PhoneError, RecordError
from wa_link.links.chat_link import ChatLink, chat_link
from wa_link.links.explanation import explain
from wa_link.links.judge_link import judge_link
from wa_link.links.url_checks import check_drawable

N = "447911123456"
URL = f"https://wa.me/{N}"
API = f"https://api.whatsapp.com/send?phone={N}"


def codes(url: str) -> str:
    return " ".join(each.rule.removeprefix("WA") for each in judge_link(url).problems)


@pytest.mark.parametrize("field", ["app_absent", "fbclid", "utm_source", "_ga", "fbclid&gclid"])
def test_a_field_without_a_value_is_not_a_part_of_the_text(field: str) -> None:
    assert codes(f"{URL}?text=Hi&{field}") == ""
    report = judge_link(f"{URL}?text=Hi you&{field}")
    assert (report.text, report.better) == ("Hi you", f"{URL}?text=Hi%20you&{field}")


@pytest.mark.parametrize("word", ["source", "type", "text", "phone", "data", "source&fbclid"])
def test_a_word_that_can_be_a_field_is_refused(word: str) -> None:
    report = judge_link(f"{URL}?text=Hi&{word}")
    assert (codes(report.url), report.better) == ("201", None)
    assert report.refusal is not None
    assert "else remove the rest" in report.refusal.message


@pytest.mark.parametrize("rest", ["Table", "Type", " text", "_0", "source%20of%20income"])
def test_other_words_after_an_ampersand_are_text(rest: str) -> None:
    assert judge_link(f"{URL}?text=Bed&{rest}").text == f"Bed&{rest.replace('%20', ' ')}"


AMPERSANDS = ["&#038;", "&#38;", "&#x26;", "&#X26;", r"\u0026", r"\x26"]


@pytest.mark.parametrize("ampersand", [*AMPERSANDS, "%26"])
@pytest.mark.parametrize(
    ("before", "better"),
    [
        pytest.param(API, f"{API}&text=Hi%20you", id="number"),
        pytest.param(f"{URL}?ref=a", f"{URL}?ref=a&text=Hi%20you", id="other field"),
        pytest.param(URL, f"{URL}?text=Hi%20you", id="path"),
    ],
)
def test_an_escaped_ampersand_before_a_field_is_read(
    ampersand: str, before: str, better: str
) -> None:
    report = judge_link(f"{before}{ampersand}text=Hi%20you")
    assert (codes(report.url), report.better) == ("302", better)
    assert chat_link(report.url).text == "Hi you"
    (note,) = chat_link(report.url, text="Yo").notes
    assert note.code is NoteCode.LINK_TEXT_REPLACED


@pytest.mark.parametrize("ampersand", AMPERSANDS)
def test_an_escaped_ampersand_ends_a_text_before_a_field(ampersand: str) -> None:
    report = judge_link(f"{URL}?text=Hi{ampersand}utm_source=x")
    assert (codes(report.url), report.better) == ("302", f"{URL}?text=Hi&utm_source=x")
    (problem,) = report.problems
    assert problem.message.startswith(f'"{ampersand}" separates two fields')


def test_an_escaped_ampersand_in_a_text_belongs_to_it() -> None:
    report = judge_link(f"{URL}?text=A%26text=B")
    assert (report.problems, report.text) == ((), "A&text=B")
    assert judge_link(f"{URL}?text=A &#38; B").text == "A & B"


@pytest.mark.parametrize("mark", ["%3F", "%3f", ";", "%26"])
@pytest.mark.parametrize("equals", ["=", "%3D"])
def test_another_sign_before_the_first_field_is_read(mark: str, equals: str) -> None:
    report = judge_link(f"{URL}{mark}text{equals}Hi")
    assert report.better == f"{URL}?text=Hi"
    assert "write ? before the first" in " ".join(each.message for each in report.problems)


def test_a_text_without_a_field_that_is_replaced_is_noted() -> None:
    (note,) = chat_link(f"{URL}?Hi%20there", text="Yo").notes
    assert note.code is NoteCode.LINK_TEXT_REPLACED


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        pytest.param("20%de descuento", '"%de" is not a character in UTF-8: write %25', id="space"),
        pytest.param("20%de", '"%de" is not a character in UTF-8: write %25', id="percent sign"),
        pytest.param("Caf%E9", '"%E9" is not a character in UTF-8', id="Windows-1252"),
        pytest.param("Hi%F0%9F%98", "else type the text again", id="half of an emoji"),
        pytest.param("%ED%A0%80", '"%ED" is not a character', id="surrogate"),
        pytest.param(r"Hi\nthere", r'write %0A if "\n" is a line break', id="line break"),
        pytest.param(r"Hi there\nyou", r'write %0A if "\n" is a line break', id="and a space"),
    ],
)
def test_an_uncertain_text_is_refused_with_advice(text: str, way_out: str) -> None:
    report = judge_link(f"{URL}?text={text}")
    assert (report.better, explain(report.url).link) == (None, None)
    assert report.refusal is not None
    assert way_out in report.refusal.message
    for read in (chat_link, ChatLink.parse, check_drawable):
        with pytest.raises(LinkError, match=re.escape(way_out)):
            read(report.url)


@pytest.mark.parametrize("name", ["text1", "text[]", "_text", "/text", "text_", "msg2", "Texto"])
def test_a_text_in_a_field_with_signs_is_read(name: str) -> None:
    report = judge_link(f"{URL}?{name}=Hi")
    assert (codes(report.url), report.better) == ("203", f"{URL}?text=Hi")


@pytest.mark.parametrize("name", ["content", "hello", "mytext", "defaultMessage", "body_text"])
def test_one_word_in_a_field_like_a_text_is_noted(name: str) -> None:
    assert codes(f"{URL}?{name}=Hi") == "208"
    (note,) = chat_link(f"{URL}?{name}=Hi").notes
    assert "write text= if it is the text" in note.message


@pytest.mark.parametrize(
    "field", ["utm_content=Hi", "context=abc", "source=Shop", "ref=Hi", "shop=Oslo", "content_id=7"]
)
def test_one_word_in_another_field_is_no_text(field: str) -> None:
    assert codes(f"{URL}?{field}") == ""


@pytest.mark.parametrize(
    ("url", "rule", "message"),
    [
        pytest.param(f"{URL}?text=Hi&phone=", "110", "an empty field for a number", id="number"),
        pytest.param(f"{API}&phone=&text=Hi", "110", "an empty field for a number", id="field"),
        pytest.param(f"{URL}?text=Hi&msg=", "207", 'The field "msg" has no text', id="text"),
        pytest.param(f"{URL}?text=&text=Hi", "207", 'The field "text" has no text', id="text="),
        pytest.param(f"{URL}?text=A&text=B", "207", "The link has 2 texts", id="two texts"),
    ],
)
def test_an_empty_field_is_not_counted(url: str, rule: str, message: str) -> None:
    report = judge_link(url)
    assert codes(url) == rule
    assert report.refusal is not None
    assert message in report.refusal.message


@pytest.mark.parametrize("field", ["number=", "phone=", "Tel=", "to="])
def test_a_field_for_the_number_in_the_path_is_read(field: str) -> None:
    report = judge_link(f"https://wa.me/{field}{N}&text=Hi")
    assert (codes(report.url), report.better) == ("112 302", f"{URL}?text=Hi")


@pytest.mark.parametrize(
    ("url", "way_out"),
    [
        pytest.param(
            "http://wa.me/message/ABCDEF234567G1",
            "use https://wa.me/message/ABCDEF234567G1, or give the phone",
            id="http",
        ),
        pytest.param(
            "wa.me/?text=Hi you", "use https://wa.me/?text=Hi%20you, or give", id="no number"
        ),
        pytest.param(
            "https://wa.me/maria.lopez?text=Hi there",
            'use username="maria.lopez", and give the text with text.',
            id="username",
        ),
        pytest.param(
            "https://wa.me/maria.lopez?text=Hi there",
            "use https://wa.me/maria.lopez?text=Hi%20there, or",
            id="username, better link",
        ),
        pytest.param("wa.me/maria.lopez", "use the link as it is, or", id="right link"),
        pytest.param("chat.whatsapp.com/AbC?text=Hi", 'nobody sees "Hi"', id="lost text"),
    ],
)
def test_a_link_without_a_number_gives_the_better_link(url: str, way_out: str) -> None:
    with pytest.raises(PhoneError, match=re.escape(way_out)):
        chat_link(url)


@pytest.mark.parametrize("text", ["Ù…Ø±…", "Ù…Ø±Ø­Ø¨Ø§", "Ù…Ø±Ø­Ø¨Ø§ you"])
def test_arabic_in_a_wrong_encoding_is_noted(text: str) -> None:
    assert codes(f"{URL}?text={text}") == "202 206"


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwa.me%2F447911123456%3Ftext%3DHi&h=A", True),
        ("https://www.google.com/url?sa=D&q=https://wa.me/447911123456?text=Hi", True),
        ("https://href.li/?https://wa.me/447911123456?text=Hi", True),
        ("https://example.com/?u=https://other.example/", False),
        ("https://example.com/?q=wa.me", False),
    ],
    ids=["Facebook", "Google", "no field", "other site", "word"],
)
def test_a_link_through_another_site_names_the_inner_link(url: str, *, inner: bool) -> None:
    message = f"leads through another site. Use {URL}?text=Hi instead."
    report = judge_link(url)
    assert report.refusal is not None
    assert (message in report.refusal.message) is inner
    with pytest.raises(PhoneError) as caught:
        chat_link(url)
    assert (message in caught.value.message) is inner


@pytest.mark.parametrize("url", [f"wa.me {N}", f"wa.me\t{N}?text=Hi", f"wa.me send?phone={N}"])
def test_a_host_before_a_space_is_no_link(url: str) -> None:
    for read in (chat_link, ChatLink.parse, check_drawable):
        with pytest.raises(RecordError):
            read(url)
    assert explain(url).link is None
