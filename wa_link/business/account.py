"""The class Account: what a script calls to use the Business Platform."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.business.messages import SentMessage, TemplateMessage
    from wa_link.business.records import MessageTemplate, NumberStatus, Profile, ShortLink
    from wa_link.phone import PhoneNumber

API_VERSION: Final = "v23.0"
"""Version of the API that is used by default: the version of the schema that Meta has published."""
BASE_URL: Final = "https://graph.facebook.com"
"""Address of Meta's servers."""


class Account:
    """A phone number on the Business Platform, and what can be done with it.

    Attributes:
        links: the short links of the number.
        profile: the profile of the business.
    """

    def __init__(
        self,
        token: str,
        phone_id: str,
        *,
        waba_id: str | None = None,
        api_version: str = API_VERSION,
        base_url: str = BASE_URL,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self.links: Links
        self.profile: ProfileOfNumber
        raise NotImplementedError

    def status(self) -> NumberStatus:
        """Return the status of the number."""
        raise NotImplementedError

    def templates(self) -> list[MessageTemplate]:
        """Return the message templates of the business account."""
        raise NotImplementedError

    def send(
        self,
        number: PhoneNumber | str,
        *,
        text: str | None = None,
        template: TemplateMessage | None = None,
    ) -> SentMessage:
        """Send one message to a number, in one request that is not repeated if its answer is lost."""
        raise NotImplementedError


class Links:
    """The short links of a number (will be in short_links.py)."""

    def list(self) -> list[ShortLink]:
        """Return all short links of the number."""
        raise NotImplementedError

    def get(self, code: str) -> ShortLink:
        """Return the short link with a code."""
        raise NotImplementedError

    def create(self, text: str) -> ShortLink:
        """Make a short link with a prefilled text."""
        raise NotImplementedError

    def update(self, code: str, text: str) -> ShortLink:
        """Change the prefilled text of a short link."""
        raise NotImplementedError

    def delete(self, code: str) -> None:
        """Delete a short link; codes that are printed stop working."""
        raise NotImplementedError


class ProfileOfNumber:
    """The profile of the business (will be in its own file)."""

    def read(self) -> Profile:
        """Return the profile."""
        raise NotImplementedError

    def update(
        self,
        *,
        about: str | None = None,
        address: str | None = None,
        description: str | None = None,
        email: str | None = None,
        websites: Sequence[str] | None = None,
        vertical: str | None = None,
    ) -> None:
        """Change the given fields of the profile."""
        raise NotImplementedError
