from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link._support.mojibake import find_mojibake
from wa_link.errors import NoteCode, OptionError, Reason, TextError
from wa_link.links.message import encode, normalise, typed_text
from wa_link.links.template import Field, Template

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        pytest.param("", "", id="blank"),
        pytest.param("a b", "a%20b", id="space"),
        pytest.param("a+b", "a%2Bb", id="plus"),
        pytest.param("a\nb", "a%0Ab", id="LF"),
        pytest.param("a\r\nb", "a%0Ab", id="CRLF"),
        pytest.param("a\rb", "a%0Ab", id="CR"),
        pytest.param("a\r\n\r\nb\r\r", "a%0A%0Ab%0A%0A", id="several line breaks"),
        pytest.param("a\n\rb", "a%0A%0Ab", id="LF CR is two"),
        pytest.param("a\u2028b\x85c", "a%E2%80%A8b%C2%85c", id="other line separators stay"),
        pytest.param("50% off", "50%25%20off", id="percent"),
        pytest.param("50%20off", "50%2520off", id="percent-escape as typed"),
        pytest.param("?#&=/:;@!$'()*,", "%3F%23%26%3D%2F%3A%3B%40%21%24%27%28%29%2A%2C", id="all"),
        pytest.param('"<>\\^`{|}[]', "%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D", id="unsafe"),
        pytest.param("a.b_c~d-e", "a.b_c~d-e", id="unreserved inside"),
        pytest.param("a.", "a%2E", id="last dot"),
        pytest.param("_a_", "_a%5F", id="last underscore"),
        pytest.param("~a~", "~a%7E", id="last tilde"),
        pytest.param("-a-", "-a%2D", id="last hyphen"),
        pytest.param("...", "..%2E", id="only the last"),
        pytest.param(".", "%2E", id="alone"),
        pytest.param("a.\n", "a.%0A", id="dot before a line break"),
        pytest.param("مرحبا", "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", id="Arabic"),
        pytest.param("😀", "%F0%9F%98%80", id="emoji"),
        pytest.param("👩\u200d🚀", "%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80", id="ZWJ sequence"),
        pytest.param("e\u0301", "e%CC%81", id="combining mark stays apart"),
        pytest.param("\x00", "%00", id="NUL"),
        pytest.param("\ufeffa", "%EF%BB%BFa", id="U+FEFF"),
    ],
)
def test_encoding(text: str, encoded: str) -> None:
    assert encode(text) == encoded


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        pytest.param("\ud83d", 1, r"\ud83d", id="high"),
        pytest.param("ok \ude00", 4, r"\ude00", id="low"),
        pytest.param("\ude00\ud83d", 1, r"\ude00", id="the wrong way round"),
    ],
)
def test_half_of_a_surrogate_pair_is_refused(text: str, place: int, shown: str) -> None:
    with pytest.raises(TextError) as caught:
        encode(text)
    assert caught.value.reason is Reason.TEXT_NOT_ENCODABLE
    assert caught.value.message == (
        f'Character {place} of the text is half of a surrogate pair ("{shown}"): '
        "it was cut off in the source. Type it again."
    )


def test_a_refusal_survives_the_way_to_another_process() -> None:
    with pytest.raises(TextError) as caught:
        encode("\ud83d")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (our own pickle)
    assert (type(copy), copy.reason, copy.message, str(copy)) == (
        TextError,
        Reason.TEXT_NOT_ENCODABLE,
        caught.value.message,
        caught.value.message,
    )


@given(TEXT)
def test_an_encoded_text_is_safe_at_the_end_of_any_link(text: str) -> None:
    encoded = encode(text)
    assert re.fullmatch(r"([A-Za-z0-9._~-]|%[0-9A-F]{2})*", encoded)
    assert encoded[-1:] not in {*"._~-"}
    assert encode(normalise(text)) == encoded
    assert "\r" not in normalise(text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (r"a\nb", "a\nb"),
        (r"a\\nb", r"a\nb"),
        (r"a\\\nb", "a\\\nb"),
        (r"C:\temp\x", r"C:\temp\x"),
        ("a\\", "a\\"),
        ("a\nb", "a\nb"),
        ("", ""),
    ],
)
def test_typed_text(typed: str, text: str) -> None:
    assert typed_text(typed) == text


@given(TEXT)
def test_any_text_can_be_typed(text: str) -> None:
    assert typed_text(text.replace("\\", "\\\\").replace("\n", "\\n")) == text


VALUES = {"name": "Ana", "first name": "Zoë", "blank": " \t\xa0", "": "unnamed", " name ": "spaced"}

RENDERED = {
    "": "",
    "no fields": "no fields",
    "Hi {name}!": "Hi Ana!",
    "{name}{name}": "AnaAna",
    "Hi {first name}": "Hi Zoë",
    "{ name }": "spaced",
    "{}": "unnamed",
    "{name|there}": "Ana",
    "{blank|there}": "there",
    "{blank|}": "",
    "{blank|a|b}": "a|b",
    "{blank| }": " ",
    "{blank|a\nb}": "a\nb",
    "{{name}}": "{name}",
    "{{{name}}}": "{Ana}",
    "{{{{": "{{",
    "}}}}": "}}",
    "}": "}",
    "a } b": "a } b",
    "{name}}": "Ana}",
    "{name}}}": "Ana}",
    "}{name}": "}Ana",
    "}}{name}": "}Ana",
    "100%s %d $name \\{{": "100%s %d $name \\{",
}


@pytest.mark.parametrize(("template", "text"), RENDERED.items(), ids=RENDERED.keys())
def test_grammar(template: str, text: str) -> None:
    assert Template.parse(template).render(VALUES.__getitem__) == text


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("{", 1),
        ("Hi {name", 4),
        ("{name} {oops", 8),
        ("{a{b}", 1),
        ("{a{b}}", 1),
        ("{{{", 3),
        ("{{ {x", 4),
        ("{a|{b}}", 1),
        ("{name!r} {name.x} {", 19),
    ],
)
def test_a_brace_that_opens_no_field_is_refused_with_its_place(template: str, place: int) -> None:
    with pytest.raises(OptionError) as caught:
        Template.parse(template)
    assert str(caught.value) == (
        f'The brace at character {place} of "{template}" opens no field: '
        "close it with }, or write {{ for a brace."
    )


def test_the_names_of_the_fields_come_once_and_in_order() -> None:
    assert Template.parse("{b}{a|x}{b|y} {{c}} {a}").names == ("b", "a")


@pytest.mark.parametrize("value", ["", " ", "\t\n", "\xa0", "\u3000"])
def test_a_blank_value_without_a_default_is_a_missing_field(value: str) -> None:
    with pytest.raises(TextError) as caught:
        Template.parse("Hi {first name}").render(lambda _: value)
    assert caught.value.reason is Reason.MISSING_FIELD
    assert caught.value.message == (
        'The template needs "first name", which is blank here: fill it in, or give the '
        "template a default, as in {first name|…}."
    )


@given(TEXT)
def test_a_text_without_braces_is_a_template_of_itself(text: str) -> None:
    plain = re.sub("[{}]", "", text)
    assert Template.parse(plain).render(VALUES.__getitem__) == plain
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert Template.parse(doubled).render(VALUES.__getitem__) == text


@given(value=st.text("{}|a.!:%\\n ", min_size=1).filter(str.strip))
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert Template.parse("<{x}>{x|d}").render(lambda _: value) == f"<{value}>{value}"


FIELD_NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}|"))


@given(name=FIELD_NAMES, default=st.none() | FIELD_NAMES)
def test_any_name_without_braces_and_bars_names_a_field(name: str, default: str | None) -> None:
    template = Template.parse(f"{{{name}}}" if default is None else f"{{{name}|{default}}}")
    assert template.names == (name,)
    assert template.render({name: "value"}.__getitem__) == "value"
    if default is not None:
        assert template.render({name: ""}.__getitem__) == default


MOJIBAKE = {
    "é": "cafÃ©",
    "à": "voilÃ\xa0",
    "í": "MarÃ\xada",
    "Ö": "Ã–ffnungszeiten",
    "ÖSS": "GRÃ–ÃŸE",
    "Ô between letters": "CÃ”TE",
    "£": "Â£5",
    "£ after a letter": "onlyÂ£5",
    "no-break space": "5Â\xa0kg",
    "®": "Brand Â®",
    "»": "Â«\xa0oui Â»",
    "’": "donâ€™t",
    "“”": "â€œyesâ€\x9d",
    "—": "a â€” b",
    "…": "soâ€¦",
    "€": "5 â‚¬",
    "Arabic": "Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…",
    "Cyrillic": "ÐŸÑ€Ð¸Ð²ÐµÑ‚",
    "Polish": "proszÄ™",
    "ą": "sÄ… dwa",
    "Romanian": "È™i",
    "Turkish": "deÄŸil",
    "Vietnamese": "Viá»‡t Nam",
    "Japanese": "æ—¥æœ¬",
    "emoji": "ðŸ˜€",
    "Latin-1 controls": "\xe2\x80\x99",
    "twice": "cafÃƒÂ©",
    "U+FFFD": "caf\ufffd",
    "U+FFFD alone": "\ufffd",
}


@pytest.mark.parametrize("text", MOJIBAKE.values(), ids=MOJIBAKE.keys())
def test_a_text_that_was_decoded_wrongly_is_noted(text: str) -> None:
    note = find_mojibake(text)
    assert note is not None
    assert note.code is NoteCode.TEXT_MOJIBAKE
    assert not note.code.repairs
    assert note.message.endswith("was damaged by a wrong encoding before it came here.")
    assert str(note) == note.message
    assert note.message.isprintable()


SOUND = [
    "",
    "hello",
    "café",
    "Ãlvaro",
    "naïve £5",
    "£5 – 10",
    "don’t",
    "“yes” — no…",
    "“café”, «café»…",
    "«\xa0Voilà le café\xa0»",
    "„Spaß“",
    "»Spaß«",
    "Gruß…",
    "“CAFÉ”",
    "O CAFÉ…",
    "É… não sei",
    "«AMANHû",
    "SÓ AMANHÅ",
    "JOSÉ’S BAR",
    "José’s bar",
    "NESCAFÉ®",
    "HYVÄ…",
    "PÅ”",
    "GRÖẞE",
    "naïveté—déjà",
    "São João à noite",
    "Ünïcödé ÄÖÜß",
    "ŠĐČĆŽ",
    "5\xa0€",
    "½ ¿qué? ¡olé!",
    "مرحبا بك",
    "שלום",
    "日本語",
    "你好",
    "Привет",
    "Tiếng Việt",
    "Ελληνικά",
    "हिन्दी",
    "😀👩\u200d🚀",
    "e\u0301",
    "\ufeffhello",
]  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_text_is_not_noted(text: str) -> None:
    assert find_mojibake(text) is None


@given(st.text("abcdefghijklmnopqrstuvwxyz éèêàçñöüäßœš.,!?’“”«»–…€£", min_size=1))
def test_lower_case_mojibake_is_noted_however_it_is_mixed(text: str) -> None:
    damaged = text.encode().decode("latin-1")
    assert (find_mojibake(damaged) is None) is text.isascii()


PARTS = st.text(st.sampled_from("Hi %é.~-_\r\n{}|") | st.characters(codec="utf-8"), max_size=4)


@given(
    st.lists(PARTS | st.builds(Field, st.just("x"), st.none() | PARTS), max_size=5),
    st.lists(PARTS | st.just("Ann C. Lee") | st.just(" "), min_size=5, max_size=5),
)
def test_what_is_made_for_a_whole_sheet_is_what_is_made_once(
    parts: list[str | Field], values: list[str]
) -> None:
    """Fields are filled, line breaks made LF and the last character closed, in whatever order."""
    template = Template(tuple(parts))
    filled, given_values = iter(values), tuple(values[: len(template.fields)])
    make = template.maker()
    if any(
        field.default is None and not value.strip()
        for field, value in zip(template.fields, values, strict=False)
    ):
        with pytest.raises(TextError) as raised:
            make(*given_values)
        assert raised.value.reason is Reason.MISSING_FIELD
        return
    expected = normalise(template.render(lambda _: next(filled)))
    assert make(*given_values) == (expected, encode(expected))
