"""One run of `send_sheet` in a process of its own; see forked_runs.py."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.business.fake_meta import PHONE_ID
from wa_link import open_sheet
from wa_link.business import Account, send_sheet
from wa_link.errors import BusinessError, OptionError

__all__ = ["httpx", "run"]  # httpx is imported before the fork


def run(arguments: dict[str, Any]) -> int:
    """Send the offer to the people of a sheet.

    Return 0, or 1 if the run could not go on, or 2 if another run uses the ledger.
    """
    account = Account(
        arguments.pop("token"),
        PHONE_ID,
        base_url=arguments.pop("url"),
        wait=lambda seconds: time.sleep(min(seconds, 20) / 1000),
    )
    try:
        with open_sheet(arguments.pop("sheet")) as sheet:
            send_sheet(
                account,
                sheet,
                template="spring_offer",
                language="en_US",
                opt_in_column="news",
                **arguments,
            )
    except BusinessError:
        return 1
    except OptionError:
        return 2
    return 0
