"""Any answer of a server becomes a result or a BusinessError, whatever JSON and status it has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.business.fake_meta import PHONE_ID, TOKEN, WABA_ID
from tests.business.test_token import CALLS, assert_hidden, everything_of
from wa_link.business import Account, BusinessError, Effect

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = (
    "data paging cursors after next code deep_link_url prefilled_message error message "
    "error_subcode error_data details is_transient error_user_msg messages id message_status "
    "success business_profile websites about components type text display_phone_number"
).split()
LEAVES = st.sampled_from(
    [None, True, False, 0, 33, 100, 190, 803, 131047, 132001, 1.5, "", "BODY", TOKEN,
     "ANED2T5QRU7HG1", "https://wa.me/message/ANED2T5QRU7HG1", "\x1b[31m", "\ud800"]
)  # fmt: skip
VALUES = st.recursive(
    LEAVES | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
)
STATUSES = st.sampled_from([200, 201, 204, 301, 400, 401, 404, 408, 429, 500, 503])
HEADERS = st.dictionaries(
    st.sampled_from(["Retry-After", "Location", "Set-Cookie"]),
    st.sampled_from(["", "5", "-1", "9" * 400, "soon", "Wed, 21 Oct 2015 07:28:00 GMT"]),
)


@pytest.fixture(scope="module")
def account() -> Account:
    """Return an account of no server."""
    url = "https://graph.example"
    return Account(TOKEN, PHONE_ID, waba_id=WABA_ID, base_url=url, wait=lambda _: None)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@given(value=VALUES, status=STATUSES, headers=HEADERS)
def test_any_answer_is_a_result_or_an_error(
    account: Account,
    call: Callable[[Account], object],
    value: object,
    status: int,
    headers: dict[str, str],
) -> None:
    """No other exception, nothing repeated that may not be, and no token in the error."""
    posts = 0

    def answer(_: object, request: httpx.Request) -> httpx.Response:
        nonlocal posts
        posts += request.method == "POST"
        body = json.dumps(value).encode()
        return httpx.Response(status, content=body, headers=headers, request=request)

    caught = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx.HTTPTransport, "handle_request", answer)
        try:
            call(account)
        except BusinessError as error:
            caught = error
    if caught:
        assert str(caught).isprintable()
        assert_hidden(everything_of(caught))
        if call in {CALLS["create"], CALLS["send text"], CALLS["send template"]}:
            assert posts == 1 or caught.effect is Effect.NONE
