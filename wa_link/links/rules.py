"""Rules for links: the defects that wa-link finds in WhatsApp links, each with its code and texts.

`wa-link check` reports the codes, and scripts rely on them: a code never gets another meaning.
WA1xx is about the phone number, WA2xx about the text, WA3xx about the form, WA4xx about danger.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


class Severity(StrEnum):
    """How bad a defect is: a link with an error fails or misleads; a warning asks to check it."""

    ERROR = "error"
    WARNING = "warning"


class Repair(StrEnum):
    """Ability of `check --fix` to correct a link that breaks a rule."""

    ALWAYS = "always"
    SOMETIMES = "if the meaning is certain"
    WITH_REGION = "if the region is given"
    NEVER = "never"


class Rule(StrEnum):
    """Code of a rule, such as `WA101`; `Rule("WA101")` finds a rule by its code.

    Attributes:
        label: the name of the rule, such as `plus-sign`.
        severity: how bad the defect is.
        repair: whether wa-link can correct the link.
        meaning: one sentence that says how the link is wrong.
        why: one sentence that says what happens to people who open the link.
        wrong: an example of a link that breaks the rule.
        right: the corrected example; empty if wa-link can't correct it.
        way_out: one sentence that says what the user can do; empty if wa-link can correct it.
    """

    label: str
    severity: Severity
    repair: Repair
    meaning: str
    why: str
    wrong: str
    right: str
    way_out: str

    def __new__(
        cls,
        code: str,
        label: str = "",
        severity: Severity = Severity.ERROR,
        repair: Repair = Repair.NEVER,
        meaning: str = "",
        why: str = "",
        wrong: str = "",
        right: str = "",
        way_out: str = "",
    ) -> Self:
        """Make a member that equals its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.severity, member.repair = label, severity, repair
        member.meaning, member.why, member.wrong, member.right = meaning, why, wrong, right
        member.way_out = way_out
        return member

    # fmt: off
    PLUS_SIGN = ("WA101", "plus-sign", Severity.ERROR, Repair.ALWAYS,
        "The number begins with `+`.",
        "WhatsApp asks for digits only; some programs turn `+` into a space.",
        "https://wa.me/+447911123456", "https://wa.me/447911123456")
    NATIONAL_NUMBER = ("WA102", "national-number", Severity.ERROR, Repair.WITH_REGION,
        "The calling code of the number is missing, often because the number begins with 0.",
        "WhatsApp finds no account with such a number.",
        "https://wa.me/07911123456", "https://wa.me/447911123456")
    FORMATTED_NUMBER = ("WA103", "formatted-number", Severity.ERROR, Repair.ALWAYS,
        "The number contains spaces, brackets, dashes or dots.",
        "Many programs end the link at such a character.",
        "https://wa.me/44-7911-123456", "https://wa.me/447911123456")
    TRUNK_ZERO = ("WA104", "trunk-zero", Severity.ERROR, Repair.ALWAYS,
        "A 0 follows the calling code, although it is dialled only inside the country.",
        "WhatsApp finds no account with such a number.",
        "https://wa.me/4407911123456", "https://wa.me/447911123456")
    INTERNATIONAL_PREFIX = ("WA105", "international-prefix", Severity.ERROR, Repair.ALWAYS,
        "The number begins with 00, the international (IDD) prefix.",
        "WhatsApp finds no account with such a number.",
        "https://wa.me/00447911123456", "https://wa.me/447911123456")
    INVALID_NUMBER = ("WA106", "invalid-number", Severity.ERROR, Repair.NEVER,
        "The number is not in the numbering plan of its country, or has letters or words in it.",
        "WhatsApp finds no account with such a number.",
        "https://wa.me/4479111234", "",
        "Ask the owner for the right number.")
    PLACEHOLDER = ("WA107", "placeholder", Severity.ERROR, Repair.NEVER,
        "The number is a placeholder that was never replaced.",
        "The link opens nothing, or the chat of a stranger.",
        "https://wa.me/1XXXXXXXXXX", "",
        "Replace the placeholder by a phone number, such as 447911123456.")
    SUSPICIOUS_NUMBER = ("WA108", "suspicious-number", Severity.WARNING, Repair.NEVER,
        "The number looks like a placeholder, but it is valid, so it can be somebody's.",
        "If it is a placeholder, the link opens the chat of a stranger.",
        "https://wa.me/966509999999", "",
        "Ask the owner of the link whether the number is right.")
    MISSING_NUMBER = ("WA109", "missing-number", Severity.ERROR, Repair.NEVER,
        "The link has a field for the number, but the field is empty.",
        "WhatsApp shows an error instead of a chat.",
        "https://api.whatsapp.com/send?phone=&text=Hi", "",
        "Write the phone number into the field, such as `phone=447911123456`.")
    SEVERAL_NUMBERS = ("WA110", "several-numbers", Severity.ERROR, Repair.NEVER,
        "The link contains several numbers.",
        "It is unknown which number WhatsApp takes.",
        "https://api.whatsapp.com/send?phone=447911123456&phone=447911123457", "",
        "Keep the number that is right, and remove the others.")
    OUTDATED_NUMBER = ("WA111", "outdated-number", Severity.WARNING, Repair.ALWAYS,
        "The number has the form that its country used before a change of its numbering plan.",
        "WhatsApp may not find the account.",
        "https://wa.me/5215512345678", "https://wa.me/525512345678")
    MISPLACED_NUMBER = ("WA112", "misplaced-number", Severity.ERROR, Repair.ALWAYS,
        "The number or username is in a wrong field, or at a place where WhatsApp expects none.",
        "WhatsApp does not find it.",
        "https://wa.me/?phone=447911123456", "https://wa.me/447911123456")
    CUT_TEXT = ("WA201", "cut-text", Severity.ERROR, Repair.SOMETIMES,
        "The prefilled text contains `&` or `#`, and WhatsApp ends the text there.",
        "The end of the text is lost.",
        "https://wa.me/447911123456?text=Bed&Table", "https://wa.me/447911123456?text=Bed%26Table")
    UNESCAPED_TEXT = ("WA202", "unescaped-text", Severity.ERROR, Repair.ALWAYS,
        "The prefilled text contains characters that are not percent-encoded, such as spaces.",
        "Many programs end the link at such a character.",
        "https://wa.me/447911123456?text=Hi there", "https://wa.me/447911123456?text=Hi%20there")
    WRONG_TEXT_FIELD = ("WA203", "wrong-text-field", Severity.ERROR, Repair.SOMETIMES,
        "The text is in a field named `Text`, `txt` or `message`, or in no field, not in `text=`.",
        "WhatsApp ignores the field, so the chat opens without a text.",
        "https://wa.me/447911123456?message=Hi", "https://wa.me/447911123456?text=Hi")
    BAD_PERCENT = ("WA204", "bad-percent", Severity.ERROR, Repair.SOMETIMES,
        "A `%` of the text does not begin an escape of UTF-8, such as `%20`.",
        "WhatsApp may refuse the link or drop the text.",
        "https://wa.me/447911123456?text=100%", "https://wa.me/447911123456?text=100%25")
    ENCODED_TWICE = ("WA205", "encoded-twice", Severity.WARNING, Repair.NEVER,
        "The text is percent-encoded or HTML-escaped twice.",
        "People see `%20` or `&amp;` in the chat.",
        "https://wa.me/447911123456?text=Hi%2520there", "",
        "Write the text as people should read it, and make the link again with `wa-link link`.")
    DAMAGED_TEXT = ("WA206", "damaged-text", Severity.WARNING, Repair.NEVER,
        "The text was damaged by a wrong encoding.",
        "People see wrong characters in the chat.",
        "https://wa.me/447911123456?text=Caf%C3%83%C2%A9", "",
        "Type the text again, and make the link again with `wa-link link`.")
    SEVERAL_TEXTS = ("WA207", "several-texts", Severity.ERROR, Repair.NEVER,
        "The link contains several prefilled texts.",
        "It is unknown which text WhatsApp takes.",
        "https://wa.me/447911123456?text=Hi&text=Hello", "",
        "Keep one `text=`, and remove the others.")
    IGNORED_TEXT = ("WA208", "ignored-text", Severity.WARNING, Repair.NEVER,
        "The text is in an unknown field, or the link opens a page that takes no text.",
        "The text is lost.",
        "https://wa.me/c/447911123456?text=Hi", "",
        "Remove the text, or link to the chat: `https://wa.me/447911123456?text=Hi`.")
    HTTP = ("WA301", "http", Severity.ERROR, Repair.ALWAYS,
        "The link begins with `http:` instead of `https:`.",
        "Others on the network can change where it leads.",
        "http://wa.me/447911123456", "https://wa.me/447911123456")
    WRONG_SEPARATOR = ("WA302", "wrong-separator", Severity.ERROR, Repair.ALWAYS,
        "The fields do not begin after `?`, or another sign than `&` is between them.",
        "WhatsApp reads a field as a part of the number, or ignores it.",
        "https://wa.me/447911123456&text=Hi", "https://wa.me/447911123456?text=Hi")
    GLUED_LINKS = ("WA303", "glued-links", Severity.ERROR, Repair.SOMETIMES,
        "Two links are written without a space between them.",
        "The link opens nothing.",
        "https://wa.me/447911123456https://wa.me/447911123456", "https://wa.me/447911123456")
    WEB_ONLY = ("WA304", "web-only", Severity.WARNING, Repair.ALWAYS,
        "The link opens only WhatsApp Web.",
        "On a phone it leads nowhere useful.",
        "https://web.whatsapp.com/send?phone=447911123456", "https://wa.me/447911123456")
    APP_ONLY = ("WA305", "app-only", Severity.WARNING, Repair.NEVER,
        "The link opens only the installed app.",
        "It fails without the app, and in the browsers inside other apps.",
        "whatsapp://send?phone=447911123456", "",
        "Make a link that opens everywhere: `wa-link link +447911123456`.")
    INVALID_USERNAME = ("WA306", "invalid-username", Severity.ERROR, Repair.NEVER,
        "The name can't be a WhatsApp username.",
        "The link opens nothing.",
        "https://wa.me/maria..l", "",
        "Write the username as its owner sees it in WhatsApp, or use the phone number.")
    UNUSUAL_CODE = ("WA307", "unusual-code", Severity.WARNING, Repair.NEVER,
        "The code of a short link does not look like the codes that WhatsApp makes.",
        "If the code is wrong, the link opens nothing.",
        "https://wa.me/message/ABC", "",
        "Open the link on a phone; if it fails, copy it again from WhatsApp Business.")
    UNKNOWN_PATH = ("WA308", "unknown-path", Severity.WARNING, Repair.NEVER,
        "WhatsApp is not known to have a page at this path.",
        "If it has none, the link opens nothing.",
        "https://wa.me/447911123456/shop", "",
        "Open the link on a phone; if it fails, remove the path after the number.")
    WRONG_SCHEME = ("WA309", "wrong-scheme", Severity.ERROR, Repair.ALWAYS,
        "The `https://` at the beginning of the link is misspelt.",
        "The link opens nothing.",
        "https//wa.me/447911123456", "https://wa.me/447911123456")
    RELATIVE_LINK = ("WA310", "relative-link", Severity.ERROR, Repair.ALWAYS,
        "The target of a link in HTML, Markdown, JavaScript or TeX has no `https://`.",
        "The link leads to a page of the site itself, which does not exist.",
        '<a href="wa.me/447911123456">', '<a href="https://wa.me/447911123456">')
    WWW_HOST = ("WA311", "www-host", Severity.ERROR, Repair.ALWAYS,
        "The host begins with `www.`, as in `www.wa.me`.",
        "WhatsApp documents no such host, so the link may open nothing.",
        "https://www.wa.me/447911123456", "https://wa.me/447911123456")
    DEVICE_LINK = ("WA401", "device-link", Severity.ERROR, Repair.NEVER,
        "The link pairs a device with the account of the person who opens it.",
        "The owner of the device can read all their chats.",
        "https://wa.me/settings/linked_devices#2@abc", "",
        "Remove the link, and do not open it.")
    LOOKALIKE_HOST = ("WA402", "lookalike-host", Severity.ERROR, Repair.NEVER,
        "The host looks like a host of WhatsApp, but belongs to somebody else.",
        "The link leads to strangers.",
        "https://wa-me.com/447911123456", "",
        "Remove the link, or write `https://wa.me/` and the number of the person you mean.")
    HOMOGRAPH_HOST = ("WA403", "homograph-host", Severity.ERROR, Repair.NEVER,
        "The host contains letters of other scripts that look like Latin letters.",
        "The link leads to strangers.",
        "https://w\u0430.me/447911123456", "",
        "Remove the link, or type it again in Latin letters.")
    USER_BEFORE_HOST = ("WA404", "user-before-host", Severity.ERROR, Repair.NEVER,
        "A name and `@` before the host hide where the link leads.",
        "The link leads to strangers.",
        "https://wa.me@example.com/447911123456", "",
        "Remove the link, or write `https://wa.me/` and the number of the person you mean.")
    # fmt: on
