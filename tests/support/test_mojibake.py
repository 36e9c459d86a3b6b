from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link._support.mojibake import find_mojibake
from wa_link.errors import NoteCode

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
    "Arabic, ellipsis": "Ù…Ø±…",
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
def test_a_wrongly_decoded_text_is_noted(text: str) -> None:
    note = find_mojibake(text)
    assert note is not None
    assert note.code is NoteCode.TEXT_MOJIBAKE
    assert not note.code.is_repair
    assert note.message.endswith(
        "was damaged by a wrong encoding: type it again, or export it again as UTF-8."
    )
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
def test_an_undamaged_text_has_no_note(text: str) -> None:
    assert find_mojibake(text) is None


@given(st.text("abcdefghijklmnopqrstuvwxyz éèêàçñöüäßœš.,!?’“”«»–…€£", min_size=1))
def test_lower_case_mojibake_is_always_noted(text: str) -> None:
    damaged = text.encode().decode("latin-1")
    assert (find_mojibake(damaged) is None) is text.isascii()
