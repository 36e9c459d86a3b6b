"""Calls to action: "Scan to chat on WhatsApp" in the languages that sellers print in."""

from __future__ import annotations

CALLS_TO_ACTION = {
    "ar": "امسح الرمز للدردشة عبر واتساب",
    "en": "Scan to chat on WhatsApp",
}


def call_to_action(lang: str) -> str:
    """Return the call to action in a language; in English where it has none."""
    return CALLS_TO_ACTION.get(lang.partition("-")[0].lower(), CALLS_TO_ACTION["en"])
