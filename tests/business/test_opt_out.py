"""Columns that say who does not want messages are not taken for an opt-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.business.sending import number, send
from wa_link import OptionError, Sheet
from wa_link.business.sending.opt_in import WORDS_FOR_YES
from wa_link.business.sending.opt_out import require_agreement

if TYPE_CHECKING:
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta


@pytest.mark.parametrize(
    "header",
    [
        "unsubscribed", "Unsubscribe date", "email_unsubscribed", "isUnsubscribed", "UNSUB",
        "opt_out", "opt-out", "Opted out", "optout", "emailoptout", "HasOptedOutOfEmail", "optOut",
        "Opt-out (yes/no)", "STOP", "stopped", "do not contact", "DoNotCall", "don't send", "DNC",
        "no marketing", "No newsletter", "wants no marketing", "not opted in", "blocked",
        "blacklist", "black list", "rejected", "GDPR objection", "spam", "excluded", "gekündigt",
        "consent withdrawn", "keine Werbung", "kein Newsletter", "Abmeldung",
        "Newsletterabmeldung", "Werbesperre", "Werbewiderspruch", "abgemeldet am", "baja",
        "Fecha de baja", "no desea publicidad", "Cliente no acepta", "désinscription", "Désabonné",
        "pas de publicité", "sans pub", "disiscritto", "non desidera", "descadastrado",
        "não enviar", "NAO ENVIAR", "afgemeld", "geen reclame", "отписка", "Отписался", "Не писать",
        "без рекламы", "відписка", "wypisany", "bez reklam", "odhlášen", "iptal", "berhenti",
        "إلغاء", "إلغاء الاشتراك", "لا يريد", "הסרה", "לא לשלוח", "退订", "已取消", "不接收",
        "配信停止", "수신거부", "không nhận", "ยกเลิก", "ej reklam", "ikke reklame", "leiratkozott",
        "unsub\u200bscribed", "ｏｐｔ＿ｏｕｔ",
    ],
)  # fmt: skip
def test_a_column_of_people_who_said_no_is_refused(header: str) -> None:
    with pytest.raises(OptionError, match="seems to say who does NOT want messages"):
        require_agreement(header)


@pytest.mark.parametrize(
    "header",
    [
        "opt_in", "Opt-in", "optIn", "newsletter", "news", "marketing", "consent", "subscribed",
        "WhatsApp", "agreed", "Wants offers", "yes", "ok", "News (yes/no)", "Newsletter ja/nein",
        "Accord oui / non", "Acepta publicidad sí/no", "Согласие (да/нет)", "Согласен", "notified",
        "Receber no WhatsApp", "Aceita mensagens no celular", "Einwilligung", "Werbung", "note",
        "Consentimiento", "consentement", "موافقة", "الاشتراك", "同意", "是否同意", "訂閱", "동의",
        "הסכמה", "zgoda", "souhlas", "onay", "5", "", "Norwegian", "nonprofit", "output", "opt",
        "ano/ne", "zgoda (tak/nie)", "samtykke ja/nej", "Send news?",
    ],
)  # fmt: skip
def test_a_column_of_people_who_agreed_is_read(header: str) -> None:
    require_agreement(header)


@pytest.mark.parametrize("word", sorted({each for all_ in WORDS_FOR_YES.values() for each in all_}))
def test_a_word_for_yes_is_never_a_sign_of_no(word: str) -> None:
    require_agreement(f"news {word}")


@pytest.mark.parametrize("column", ["unsubscribed", "2"])
def test_nobody_gets_a_message_by_an_opt_out(meta: FakeMeta, tmp_path: Path, column: str) -> None:
    sheet = Sheet.from_rows(("phone", "unsubscribed"), [(number(1), "yes"), (number(2), "no")])
    with pytest.raises(OptionError) as caught:
        send(meta, sheet, tmp_path, opt_in_column=column, confirm=lambda _: True)
    assert str(caught.value) == (
        'opt_in_column: Column "unsubscribed" seems to say who does NOT want messages, because of '
        '"unsubscribe". Name the column that says who agreed. If it is this one, rename it.'
    )
    assert (meta.requests, [*tmp_path.iterdir()]) == ([], [])
