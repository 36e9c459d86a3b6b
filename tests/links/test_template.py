from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import OptionError, Reason, TextError
from wa_link.links.prefilled_text import encode, normalise
from wa_link.links.template import Field, Template, find_field

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
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
def test_a_template_is_rendered(template: str, text: str) -> None:
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
def test_an_open_brace_is_refused_with_its_place(template: str, place: int) -> None:
    with pytest.raises(OptionError) as caught:
        Template.parse(template)
    assert str(caught.value) == (
        f'The brace at character {place} of "{template}" is not closed: '
        "close it with }, or write {{ to print a brace."
    )


def test_the_names_of_the_fields_come_once_and_in_order() -> None:
    assert Template.parse("{b}{a|x}{b|y} {{c}} {a}").names == ("b", "a")


@pytest.mark.parametrize("value", ["", " ", "\t\n", "\xa0", "\u3000", "\u200b", "\ufe0f \u2060"])
def test_a_blank_value_without_a_default_is_a_missing_field(value: str) -> None:
    with pytest.raises(TextError) as caught:
        Template.parse("Hi {first name}").render(lambda _: value)
    assert caught.value.reason is Reason.MISSING_FIELD
    assert caught.value.message == (
        'The template needs "first name", which is blank here: fill it in, or write a '
        "default into the template, as in {first name|…}."
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


PARTS = st.text(st.sampled_from("Hi %é.~-_\r\n{}|") | st.characters(codec="utf-8"), max_size=4)


@given(
    st.lists(PARTS | st.builds(Field, st.just("x"), st.none() | PARTS), max_size=5),
    st.lists(PARTS | st.just("Ann C. Lee") | st.just(" "), min_size=5, max_size=5),
)
def test_compile_and_render_give_the_same_text(parts: list[str | Field], values: list[str]) -> None:
    """Compare the compiled function with `render`, `normalise` and `encode`, one after another."""
    template = Template(tuple(parts))
    filled, given_values = iter(values), tuple(values[: len(template.fields)])
    make = template.compile()
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


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Hi {name}, {shop}", "{name}"),
        ("{{name}}", "{name}"),
        ("{a\nb} {c}", "{c}"),
        ("Hi {}", ""),
        ("Hi", ""),
    ],
)
def test_the_first_field_of_a_text(text: str, field: str) -> None:
    assert find_field(text) == field
