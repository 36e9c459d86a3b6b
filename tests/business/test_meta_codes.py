"""Each of Meta's codes: its reason, what it means for a run, and a sentence with a way out."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.business import fake_faults as faults
from wa_link.business import Account, BusinessError, TemplateMessage
from wa_link.business.api.meta_codes import CODES, read_error
from wa_link.errors import Effect

if TYPE_CHECKING:
    from tests.business.fake_meta import FakeMeta

NUMBER = "+44 7911 123456"
# code: its reason; whether it has an unknown effect, may be repeated, or ends a run
TABLE = """
      0 bad_token            ends
      1 server_fault         unknown
      2 server_fault         unknown
      3 no_permission        ends
      4 too_many_requests    repeat ends
     10 no_permission        ends
     33 not_found            ends
    100 bad_value
    102 bad_token            ends
    190 bad_token            ends
    200 no_permission        ends
    250 no_permission        ends
    299 no_permission        ends
    300 refused
    368 account_blocked      ends
    803 not_found            ends
  80007 too_many_requests    repeat ends
 130429 too_many_requests    repeat ends
 130472 in_experiment
 130497 country_blocked
 131000 server_fault         unknown
 131005 no_permission        ends
 131008 bad_value
 131009 bad_value
 131016 server_fault         unknown
 131021 own_number
 131026 undeliverable
 131030 not_allowed_to_test
 131031 account_blocked      ends
 131037 name_not_approved    ends
 131042 no_payment           ends
 131045 not_registered       ends
 131047 session_over
 131048 spam_limit           ends
 131049 marketing_limit
 131050 marketing_stopped
 131051 bad_value
 131056 too_many_to_person   repeat
 131057 maintenance          ends
 131064 spam_limit           ends
 132000 template_parameters  ends
 132001 template_missing     ends
 132005 template_too_long
 132007 template_policy
 132012 template_parameters
 132015 template_paused      ends
 132016 template_disabled    ends
 132018 template_parameters
 133004 server_fault         unknown
 133006 not_registered       ends
 133010 not_registered       ends
 999999 refused
"""
ROWS = {int(line.split()[0]): line.split()[1:] for line in TABLE.strip().splitlines()}


@pytest.mark.parametrize(("code", "words"), ROWS.items())
def test_what_a_code_means(meta: FakeMeta, code: int, words: list[str]) -> None:
    meta.fail_next(*[faults.meta_error(code)] * 8)
    with pytest.raises(BusinessError, match=f"^Meta's error {code}: ") as caught:
        meta.account().send(NUMBER, text="Hello")
    error = caught.value
    assert [
        error.reason,
        *["unknown"] * (error.effect is Effect.UNKNOWN),
        *["repeat"] * error.may_repeat,
        *["ends"] * error.ends_run,
    ] == words
    assert not meta.count("sent")


def test_the_table_above_has_every_code() -> None:
    assert set(CODES) <= set(ROWS)
    assert list(CODES) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_sentences_are_readable(code: int) -> None:
    sentence = CODES[code].sentence
    assert re.fullmatch(r"[A-Z][^\n]{20,220}\.", sentence), sentence
    assert "  " not in sentence


@pytest.mark.parametrize(
    ("error", "end"),
    [
        ({"code": 777, "message": "Odd\x1b[31m thing\n"}, r'Meta says: "Odd\x1b[31m thing\n"'),
        ({"code": 777, "message": "x" * 300}, f'Meta says: "{"x" * 200}…"'),
        ({"code": 777}, "Meta's error 777: Meta refused the request."),
        ({"message": "Nothing"}, 'Meta refused the request. Meta says: "Nothing"'),
        ({"code": 100, "message": "Param limit"}, 'not allowed. Meta says: "Param limit"'),
        (
            {"code": 100, "message": "no", "error_data": {"details": "Param to"}},
            'not allowed. Meta says: "Param to"',
        ),
        ({"code": 131047, "message": "Re-engagement"}, "send an approved template."),
        (
            {"code": 131047, "message": "no", "error_data": {"details": "25 hours"}},
            'send an approved template. Meta says: "25 hours"',
        ),
        ({"code": 5, "error_user_msg": "For you", "message": "no"}, 'Meta says: "For you"'),
        ({"code": True, "message": 5, "error_data": []}, "Meta refused the request."),
        ({"code": 100, "error_subcode": 33}, "templates, the ID of the WhatsApp Business Account."),
    ],
    ids=str,
)
def test_words_of_meta_are_quoted(error: dict[str, Any], end: str) -> None:
    assert read_error(error, 400, None).message.endswith(end)


def test_a_missing_template_lists_those_there_are(meta: FakeMeta) -> None:
    meta.templates[0]["status"] = "REJECTED"
    with pytest.raises(BusinessError) as caught:
        meta.account().send(NUMBER, template=TemplateMessage("none", "en"))
    assert str(caught.value) == (
        "Meta's error 132001: There is no approved template with this name in this language. "
        "Approved templates: order_ready (ar), spring_offer (en_US)."
    )


@pytest.mark.parametrize(
    ("waba_id", "count", "fault", "end"),
    [
        (None, 3, None, "Give waba_id to see which there are."),
        (
            "102290129340398",
            0,
            None,
            "no approved template yet: make one in WhatsApp Manager.",
        ),
        ("102290129340398", 30, None, "t18 (en), t19 (en), …"),
        ("102290129340398", 3, faults.broken(404), "WhatsApp Manager for those that there are."),
    ],
    ids=["no id", "none", "many", "fault"],
)
def test_the_list_of_templates_may_be_missing(
    meta: FakeMeta, waba_id: str | None, count: int, fault: faults.Fault | None, end: str
) -> None:
    meta.templates = [{**meta.templates[0], "name": f"t{number:02d}"} for number in range(count)]
    meta.fail_next(None, fault)
    account = Account(meta.token, "106540352242922", waba_id=waba_id, base_url=meta.url)
    with pytest.raises(BusinessError) as caught:
        account.send(NUMBER, template=TemplateMessage("none", "en"))
    assert caught.value.message.endswith(end)
    assert (caught.value.code, caught.value.ends_run) == (132001, True)


def test_an_error_survives_pickling() -> None:
    error = BusinessError(4, "x", "y", effect=Effect.UNKNOWN, pause=2.5, ends_run=True)
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own)
    assert vars(copied) == vars(error)
    assert str(copied) == "y"
