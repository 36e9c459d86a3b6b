"""Tests of measuring: it finds the cards that can't be printed, and refuses only these cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.printing.typeset import LINK, SIZE, own_design, texts_of, typeset, typesetter
from wa_link._support.child import ChildLostError, Loss
from wa_link._support.quoting import quote
from wa_link.errors import NoteCode, OptionError, Reason, RecordError
from wa_link.printing.cards.cards import CardTexts, make_card
from wa_link.printing.cards.designs import Design, load_built_in
from wa_link.printing.typesetting import measure_cards, measured_card
from wa_link.printing.typesetting.document import DocumentSetup
from wa_link.printing.typesetting.typesetter import MeasureAnswer, TypesetterLostError
from wa_link.qr.render.colours import parse_colour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_link.printing.typesetting.measured_card import MeasureResult
    from wa_link.printing.typesetting.typesetter import Typesetter

LABEL = load_built_in("label")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
# A design that takes all memory at the card with the title "bad", and works at all others.
GREEDY = '{ if card.title == "bad" { ("x" * 3000000000).len() }; card.title; code(card, 9mm) }'
VOCALISED = (
    "مَرْحَبًا بِكُمْ فِي مَتْجَرِنَا",
    "السَّلَامُ عَلَيْكُمْ وَرَحْمَةُ اللَّهِ",
    "إِنَّ ٱللَّهَ مَعَ ٱلصَّابِرِينَ",
    "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ 50 SAR",
)


@pytest.fixture(scope="module")
def setter() -> Iterator[Typesetter]:
    with typesetter() as running:
        yield running


def measured(
    setter: Any,  # noqa: ANN401  (a Typesetter or a Fake)
    titles: list[str],
    design: Design = LABEL,
    size: tuple[float, float] = SIZE,
) -> list[MeasureResult]:
    frame = DocumentSetup(design, size, size, parse_colour("navy"), ("FiraGO",))
    cards = [make_card(LINK, SVG, 29, CardTexts(title, call_to_action="none")) for title in titles]
    return measure_cards.measure_cards(setter, frame, cards)


def reasons(results: list[MeasureResult]) -> list[str | None]:
    return [each.reason if isinstance(each, RecordError) else None for each in results]


def notes(result: MeasureResult) -> list[NoteCode]:
    assert isinstance(result, measured_card.MeasuredCard)
    return [note.code for note in result.card.notes]


@pytest.fixture
def no_system_fonts(setter: Typesetter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Act like a computer without system fonts."""
    begin = setter.begin_measure

    def begin_without(files: dict[str, bytes], cards: int, *, with_system: bool) -> None:
        is_asked.append(with_system)
        begin(files, cards, with_system=False)

    is_asked: list[bool] = []
    monkeypatch.setattr(setter, "begin_measure", begin_without)


SCRIPTS = {
    "扫码聊天": "Droid Sans Fallback",
    "日本語": "Droid Sans Fallback",
    "বাংলা": "Noto Sans Bengali",
    "ខ្មែរ": "Noto Sans Khmer",
}


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_script_that_a_font_of_the_system_has_is_printed(setter: Typesetter, text: str) -> None:
    results = measured(setter, ["Flat", text, "شقة"])
    if reasons(results)[1] is Reason.MISSING_GLYPH:
        pytest.skip("the system has no font for it")
    assert [notes(each) for each in results] == [[], [NoteCode.OTHER_FONT], []]
    fitted = results[1]
    assert isinstance(fitted, measured_card.MeasuredCard)
    assert fitted.card.needs_system
    assert fitted.card.notes[0].message.startswith("Some letters are printed in ")
    assert fitted.card.notes[0].message == f"Some letters are printed in {SCRIPTS[text]}."


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.usefixtures("no_system_fonts")
def test_a_script_that_no_font_has_is_refused(setter: Typesetter, text: str) -> None:
    results = measured(setter, ["Flat", text, "شقة"])
    assert reasons(results) == [None, Reason.MISSING_GLYPH, None]
    assert isinstance(results[1], RecordError)
    assert any(f"(U+{ord(char):04X}, " in results[1].message for char in text)


def test_only_printed_symbols_of_system_fonts_are_quoted(
    setter: Typesetter,
) -> None:
    lost = "\U0001faff"  # no font has it, because Unicode does not define it
    (result,) = measured(setter, [f"Sofa ☎ 扫 {lost}"])
    if reasons([result])[0] is Reason.MISSING_GLYPH:
        pytest.skip("the system has no font for it")
    assert isinstance(result, measured_card.MeasuredCard)
    said = {note.code: note.message for note in result.card.notes}
    assert said[NoteCode.EMOJI_LEFT_OUT] == f"{quote(lost)} is left out: no font has it."
    if NoteCode.OTHER_FONT in said and "☎" in said[NoteCode.OTHER_FONT]:
        assert said[NoteCode.OTHER_FONT].startswith('"☎" is printed in ')
    assert quote(lost) not in said.get(NoteCode.OTHER_FONT, "")


@pytest.mark.usefixtures("no_system_fonts")
def test_emoji_that_no_font_has_are_quoted_each_once(setter: Typesetter) -> None:
    results = measured(setter, ["🏠🔑 🏠", "".join("🏠🔑🚗🚲🚌✈🛵")])
    said = [
        each.card.notes[0].message
        for each in results
        if isinstance(each, measured_card.MeasuredCard)
    ]
    assert said[0] == '"🏠" and "🔑" are left out: no font has them.'
    assert re.fullmatch(r'("\S+", ){4}"\S+" and \d more are left out: no font has them\.', said[1])


@pytest.mark.parametrize("lang", ["zh", "ja", "bn", "gu"])
@pytest.mark.usefixtures("no_system_fonts")
def test_a_call_to_action_that_no_font_has_is_left_out(setter: Typesetter, lang: str) -> None:
    frame = DocumentSetup(LABEL, SIZE, SIZE, parse_colour("navy"), ("FiraGO",))
    texts = [CardTexts("Lamp", lang=lang), CardTexts("Sofa"), CardTexts("扫码", lang=lang)]
    cards = [make_card(LINK, SVG, 29, each) for each in texts]
    results = measure_cards.measure_cards(setter, frame, cards)
    assert reasons(results) == [None, None, Reason.MISSING_GLYPH]
    assert isinstance(results[0], measured_card.MeasuredCard)
    assert results[0].card.call_to_action == ""
    assert [note.message for note in results[0].card.notes] == [
        "The call to action is left out: no font has all of its letters."
    ]
    assert notes(results[1]) == []


@pytest.mark.usefixtures("no_system_fonts")
@pytest.mark.parametrize(
    "texts",
    [{"title": "Sofa\ue000 \U0001f6cb"}, {"caption": "\U0001f6cb new"},
     {"call_to_action": "Scan \U0001f4f1 me"}, {"number": "+44 7911 \U0001f4f1 123456"},
     {"row": {"price": "\U0001f4b0 5"}}],
    ids=lambda texts: next(iter(texts)),
)  # fmt: skip
def test_emoji_are_left_out_of_every_text(setter: Typesetter, texts: dict[str, Any]) -> None:
    design = own_design("[#card.title #card.caption #card.call-to-action #card.number "
                        '#card.row.at("price", default: "") #code(card, 9mm)]')  # fmt: skip
    frame = DocumentSetup(design, SIZE, SIZE, parse_colour("navy"), ("FiraGO",))
    given = CardTexts(**{"title": "Sofa", "call_to_action": "none", **texts})
    (found,) = measure_cards.measure_cards(setter, frame, [make_card(LINK, SVG, 29, given)])
    if "\ue000" in given.title:
        assert reasons([found]) == [Reason.MISSING_GLYPH]
        return
    assert notes(found) == [NoteCode.EMOJI_LEFT_OUT]
    assert isinstance(found, measured_card.MeasuredCard)
    assert all(text.isascii() for text in found.card.texts)


@pytest.mark.usefixtures("no_system_fonts")
def test_emoji_that_no_font_has_are_left_out(setter: Typesetter) -> None:
    results = measured(setter, ["Flat 🏠 5", "5", "5️⃣", "🏠🔑", "a👩‍👩‍👧b"])
    assert [notes(each) for each in results] == [
        [NoteCode.EMOJI_LEFT_OUT], [], *[[NoteCode.EMOJI_LEFT_OUT]] * 3,
    ]  # fmt: skip
    texts = [each.card.title for each in results if isinstance(each, measured_card.MeasuredCard)]
    assert texts == ["Flat 5", "5", "5", "", "ab"]


@pytest.mark.parametrize("text", ["नमस्ते क्\u200dष", "می\u200cخواهم", "a\u2060b", "a\ufe0fb"])
@pytest.mark.usefixtures("no_system_fonts")
def test_joiners_that_no_font_has_do_not_matter(setter: Typesetter, text: str) -> None:
    (result,) = measured(setter, [text])
    assert notes(result) == []


@pytest.mark.parametrize("text", VOCALISED)
def test_vocalised_arabic_is_printed(setter: Typesetter, text: str) -> None:
    done = typeset(setter, [CardTexts(text, text, "none")], LABEL)
    (read,) = done.texts
    assert isinstance(read, str)
    assert {*read} >= {char for char in text if char.isalpha()}


@pytest.mark.parametrize(
    "text",
    ["e" + "\u0301" * 499, "Z" + "\u0322\u033a\u0353\u0359" * 120, "ب" + "\u0651\u064e" * 249,
     "क" + "्क" * 249, "👩" + "\u200d👩" * 249, "ก" + "\u0e48" * 499, "\u0301" * 500, "﷽" * 500],
    ids=["acute", "zalgo", "shadda", "conjunct", "family", "tone", "marks alone", "ligature"],
)  # fmt: skip
def test_huge_clusters_are_a_result(setter: Typesetter, text: str) -> None:
    results = measured(setter, ["Flat", text, "شقة"], size=(63.5, 38.1))
    assert reasons(results)[::2] == [None, None]
    assert reasons(results)[1] in {
        None, Reason.CAPTION_TOO_LONG, Reason.MISSING_GLYPH, Reason.TYPESETTING_FAILED,
    }  # fmt: skip


def test_a_card_at_which_typst_panics_is_found(
    setter: Typesetter, capfd: pytest.CaptureFixture[str]
) -> None:
    titles = [f"Flat {place}" for place in range(20)]
    titles[7] = "क" + "्क" * 249
    results = measured(setter, titles, size=(63.5, 38.1))
    assert [place for place, reason in enumerate(reasons(results)) if reason] == [7]
    assert isinstance(results[7], RecordError)
    assert re.search(r"can't be drawn by Typst: change this text\.$", results[7].message)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("places", [(0,), (37,), (124,), (3, 4), (0, 60, 124)])
def test_a_card_at_which_typst_ends_is_found(setter: Typesetter, places: tuple[int, ...]) -> None:
    titles = ["bad" if place in places else f"Flat {place}" for place in range(125)]
    results = measured(setter, titles, own_design(GREEDY))
    bad = [place for place, reason in enumerate(reasons(results)) if reason]
    assert bad == [*places]
    assert {each for each in reasons(results) if each} == {Reason.TYPESETTING_FAILED}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("y", r"can't be used \(line 3\): unknown variable: y"),
        ('panic("no " + card.title)', r"\(line 3\): panicked with: no Flat"),
        ('image("none.png")', r"\(line 3\): file not found"),
        ('text(font: "No Such Font")[a]', r"\(line 3\): unknown font family: no such font"),
        (
            'image(bytes("<svg viewBox=\\"0 0 1 1\\" xmlns=\\"http://www.w3.org/2000/svg\\"/>"))',
            r"\(line 3\): PDF/UA-1 error: missing alt text",
        ),
        ("text(size: card.title)[a]", r"\(line 3\): expected length, found string"),
        ('("x" * 3000000000).len()', "can't be used: it needed too much memory"),
        ("[\ue000]", 'can\'t be used: it prints "\\\\ue000"'),
    ],
)
def test_a_design_that_fails_is_refused_in_a_sentence(
    setter: Typesetter, body: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(OptionError, match=message):
        measured(setter, ["Flat"] * 125, own_design(body))
    assert capfd.readouterr() == ("", "")


class Fake:
    """A Typesetter without Typst: it gives fixed answers, and counts its requests."""

    def __init__(self, answer: Callable[[Fake], MeasureAnswer]) -> None:
        self._answer = answer
        self.asked: list[int] = []

    def begin_measure(self, _: dict[str, bytes], cards: int, *, with_system: bool) -> None:  # noqa: ARG002
        self.asked.append(cards)

    def finish_measure(self) -> MeasureAnswer:
        return self._answer(self)


def lost(loss: Loss, text: str = "") -> TypesetterLostError:
    return TypesetterLostError(ChildLostError(loss, text))


def raises(error: Exception) -> Callable[[Fake], MeasureAnswer]:
    def answer(_: Fake) -> MeasureAnswer:
        raise error

    return answer


@pytest.mark.parametrize(
    ("loss", "text"),
    [(Loss.BROKEN, "KeyError: 'x'"), (Loss.LIBRARY, "No module"), (Loss.NOT_STARTED, "")],
)
def test_an_error_of_our_own_is_not_looked_for_among_the_cards(loss: Loss, text: str) -> None:
    setter = Fake(raises(lost(loss, text)))
    with pytest.raises(TypesetterLostError):
        measured(setter, ["a"] * 125)
    assert setter.asked == [125]


@pytest.mark.parametrize(
    ("loss", "text"),
    [(Loss.BROKEN, "PanicException: index"), (Loss.TIME, ""), (Loss.MEMORY, ""), (Loss.KILLED, "")],
)
def test_a_design_that_fails_with_any_card_is_refused_at_once(loss: Loss, text: str) -> None:
    setter = Fake(raises(lost(loss, text)))
    with pytest.raises(OptionError, match=f"can't be used: {loss.value}"):
        measured(setter, ["a"] * 125)
    assert setter.asked == [125, 1]


def test_a_run_in_which_no_card_works_is_ended_soon() -> None:
    def answer(fake: Fake) -> MeasureAnswer:
        if len(fake.asked) == 2:  # the test card can be measured
            return MeasureAnswer([], [], [])
        raise lost(Loss.BROKEN, "PanicException: index")

    setter = Fake(answer)
    with pytest.raises(OptionError, match="can't be used: it failed"):
        measured(setter, ["a"] * 125)
    assert len(setter.asked) < 20


@pytest.mark.parametrize("titles", [["x"], ["a", "x", "b", "c"], ["x", "\ue001", "x", "a"]])
def test_a_glyph_that_a_design_adds_rejects_its_card_alone(
    setter: Typesetter, titles: list[str]
) -> None:
    body = '[#card.title.replace("x", str.from-unicode(0xe000)) #code(card, 9mm)]'
    found = [Reason.MISSING_GLYPH if each in "x\ue001" else None for each in titles]
    assert reasons(measured(setter, titles, own_design(body))) == found


def test_drawn_texts_are_those_of_the_cards(setter: Typesetter) -> None:
    titles = [f"Flat {number}" for number in range(5)]
    done = typeset(setter, [CardTexts(title, call_to_action="none") for title in titles], LABEL)
    assert texts_of(done.pdf) == titles
