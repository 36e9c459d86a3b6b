"""Recognise the header of a column that says who does not want messages, such as `unsubscribed`.

In such a column, `yes` means the opposite of an opt-in. The words are few, because a header that is
refused by mistake can be renamed, and a message to a person who said no can't be taken back.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Final

from wa_link._support.quoting import quote
from wa_link.business.sending.opt_in import WORDS_FOR_YES
from wa_link.errors import OptionError
from wa_link.phone.words import parse_words
from wa_link.sheets.headers.phone_headers import split_camel_case
from wa_link.sheets.headers.word_kinds import split_units

_OPT_OUT: Final = parse_words(
    """
    ar: إلغاء, إيقاف, رفض, محظور
    bg: отписа, отказ
    cs: odhlášen, odhlásil, nesouhlas, nechce
    da: afmeld, frameld
    de: abmeldung, abgemeldet, abbestell, gekündigt, widerruf, widerspruch, widersprochen, sperre,
        gesperrt
    el: διαγραφή
    en: opt out, opted out, optout, optedout, unsubscribe, unsubscription, unsub, stop, stopped,
        dnc, dnd, never, don't, dont, suppress, blocked, blocklist, blacklist, refused, declined,
        withdrawn, revoked, rejected, rejects, black list, block list, spam, exclude, excluded,
        removed, remove, objection, objected, muted, banned, cancelled, canceled, complaint,
        complained, bounced, inactive, deactivated, deceased, unwilling, no marketing, no contact,
        no messages, no whatsapp messages
    es: baja, bajas, cancelado, rechaza, no desea, no quiere, no acepta, no contactar,
        no molestar, no enviar
    et: loobu
    fa: لغو, انصراف
    fi: peruut, kielto, kieltä
    fr: désinscri, désabonn, refus, refuse, opposition
    he: הסרה, הוסר, ביטול, סירוב
    hi: बंद
    hr: odjava, odjavljen
    hu: leiratkoz, tilt
    id: berhenti, tolak, jangan
    it: disiscri, revoca, revocato, opposizione
    ja: 停止, 解除, 退会, 拒否, 不可, 不要, 禁止
    ko: 거부, 해지, 취소, 탈퇴, 중지
    nl: afgemeld, afmeld, uitgeschreven, uitschrij
    no: avmeld, reservert
    pl: wypisan, rezygnacj, sprzeciw, brak zgody
    pt: descadastr, recusa, recusou, cancelamento
    ro: dezabon, refuz
    ru: отписк, отписа, отказ, отказал, стоп
    sv: avregistrera, avprenumerera, avanmäl
    th: ยกเลิก, หยุด
    tr: iptal, istemiyor, reddet
    uk: відписк, відписа, відмова
    vi: hủy, từ chối, ngừng
    zh: 退订, 退訂, 取消, 拒绝, 拒絕, 勿, 停止, 黑名单, 黑名單
    """
)
"""Words for not wanting messages, or their stems, by language (BCP 47)."""
_NOT: Final = parse_words(
    """
    ar: لا, بدون, عدم
    bg: не, без
    cs: ne, bez
    da: ikke, uden
    de: kein, keine, keinen, nicht, ohne
    el: μη, μην, δεν, χωρίς
    en: not, without
    es: sin
    fa: بدون
    fi: ei
    fr: pas, sans, non
    he: לא, ללא
    hi: नहीं
    hu: nem
    id: tidak, tanpa
    it: non, senza
    ja: ない
    nl: geen, niet, zonder
    no: ikke, uten
    pl: nie, bez
    pt: não, sem
    ro: nu, fără
    ru: не, без
    sv: inte, ej, utan
    th: ไม่
    uk: не, без
    ur: نہیں
    vi: không
    zh: 不
    """
)
"""Words for not; they do not count in a header that also says yes, such as `News (oui/non)`."""
_SHORTEST_PART: Final = 6
"""Length of the words that are also found in longer words, such as `Werbesperre`."""


def require_agreement(header: str) -> None:
    """Raise OptionError if a column seems to say who does not want messages.

    Args:
        header: header of the column.
    """
    if sign := _find_sign(header):
        raise OptionError(
            f"Column {quote(header, 30)} seems to say who does NOT want messages, because of "
            f"{quote(sign)}. Name the column that says who agreed. If it is this one, rename it."
        )


def _find_sign(header: str) -> str:
    """Return the word or stem in a header that means no; an empty text if there is none."""
    units = f" {' '.join(split_units(split_camel_case(header)))} "
    plain = f" {' '.join(split_units(header))} "
    for text in (units, plain):
        for word, key in _keys("out"):
            is_part = len(key) >= _SHORTEST_PART
            if (key if is_part else f" {key} ") in text:
                return word
    if any(f" {key} " in units for _, key in _keys("yes")):
        return ""
    # Elsewhere in a header, `no` can be Portuguese: `Receber no WhatsApp`.
    if units.startswith(" no "):
        return "no"
    return next((word for word, key in _keys("not") if f" {key} " in units), "")


@cache
def _keys(table: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a table, each with the form in which headers are compared."""
    words = {"out": _OPT_OUT, "not": _NOT, "yes": WORDS_FOR_YES}[table]
    pairs = ((word, " ".join(split_units(word))) for word in chain.from_iterable(words.values()))
    return tuple((word, key) for word, key in pairs if key)
