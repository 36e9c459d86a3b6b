"""Templates of the fake server, and its checks: what Meta demands of messages and profiles."""

from __future__ import annotations

import re
import zlib
from typing import Any, Self

from tests.business.fake_faults import Fault, meta_error


class Refused(Exception):  # noqa: N818  (it is an answer)
    """A request that the server refuses with one of Meta's codes."""

    def __init__(self, code: int, message: str, *, status: int = 400, **more: Any) -> None:
        super().__init__(message)
        self.fault = meta_error(code, message, status=status, **more)

    @classmethod
    def by(cls, fault: Fault) -> Self:
        """Return a refusal that answers as a fault says."""
        refused = cls(0, fault.name)
        refused.fault = fault
        return refused


LENGTHS = {"about": 139, "address": 256, "description": 256, "email": 128}
PROFILE = {*LENGTHS, "messaging_product", "websites", "vertical"}


def check_profile(body: dict[str, Any]) -> None:
    """Refuse a change of the profile that Meta would refuse."""
    if body.get("messaging_product") != "whatsapp" or set(body) - PROFILE:
        raise Refused(100, "Invalid parameter")
    if any(len(body.get(key, "")) > most for key, most in LENGTHS.items()):
        raise Refused(100, "Param is too long")
    if len(body.get("websites", [])) > 2 or body.get("about") == "":
        raise Refused(100, "Invalid parameter")


def check_message(body: dict[str, Any], templates: list[dict[str, Any]]) -> str:
    """Refuse a message that Meta would refuse; return its text or the name of its template."""
    fixed = {"messaging_product": "whatsapp", "recipient_type": "individual"}
    if body != {**body, **fixed} or not re.fullmatch(r"\+?[1-9]\d{6,14}", body.get("to", "")):
        raise Refused(100, "Invalid parameter")
    if body.get("type") == "text" and 1 <= len(body["text"]["body"]) <= 4096:
        return str(body["text"]["body"])
    if body.get("type") != "template":
        raise Refused(100, "Invalid parameter")
    wanted = body["template"]
    if wanted["language"].get("policy") != "deterministic":
        raise Refused(100, "Invalid parameter")
    key = (wanted["name"], wanted["language"]["code"])
    found = [each for each in templates if (each["name"], each["language"]) == key]
    if not found:
        raise Refused(132001, "Template name does not exist in the translation", status=404)
    if found[0]["status"] != "APPROVED":
        raise Refused(132015, "Template is paused")
    blanks = set(re.findall(r"\{\{\d+}}", found[0]["components"][0]["text"]))
    given = [each for part in wanted.get("components", []) for each in part["parameters"]]
    if len(given) != len(blanks):
        raise Refused(132000, "Number of parameters does not match")
    if any(each["type"] != "text" or not each["text"] for each in given):
        raise Refused(131008, "Required parameter is missing")
    return str(wanted["name"])


def template(
    name: str, language: str, body: str, *, category: str = "UTILITY", status: str = "APPROVED"
) -> dict[str, Any]:
    """Return a message template, as Meta lists it."""
    components = [{"type": "BODY", "text": body}]
    number = zlib.crc32(f"{name} {language}".encode())
    listed = {"name": name, "language": language, "category": category, "status": status}
    return {
        **listed,
        "components": components,
        "id": str(number),
    }
