"""Judge a link: find its defects, and write the better link if the right one is certain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote as escape_url
from urllib.parse import unquote

from wa_link._support.arguments import require
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, Reason
from wa_link.links.chat_link_forms import Via
from wa_link.links.field_names import OTHER, PHONE, TEXT, read_key
from wa_link.links.hosts import is_own_link, judge_host
from wa_link.links.judge_form import judge_form
from wa_link.links.judge_number import judge_number
from wa_link.links.judge_text import judge_text
from wa_link.links.link_forms import has_link_host, read_form
from wa_link.links.link_kinds import Kind
from wa_link.links.loose_url import SCHEME, URL_SIGNS, split_glued, split_url
from wa_link.links.problem import Problem
from wa_link.links.query_fields import split_link_query
from wa_link.links.rules import Repair, Rule, Severity
from wa_link.phone.cell import check_options

if TYPE_CHECKING:
    from wa_link.errors import RecordError
    from wa_link.links.judge_number import NumberReport
    from wa_link.links.judge_text import TextReport
    from wa_link.links.link_forms import Form
    from wa_link.links.loose_url import LooseUrl
    from wa_link.links.query_fields import Query
    from wa_link.phone import PhoneNumber

__all__ = ["LinkReport", "Problem", "judge_link"]

_PAGE = "{url} is a page of WhatsApp, not a chat link: give a link such as wa.me/447911123456."
# Other pages than these have no prefilled text.
_KINDS_WITH_TEXT = (Kind.CHAT, Kind.USERNAME)


@dataclass(frozen=True, slots=True)
class LinkReport:
    """Result of judging a link.

    Attributes:
        url: the link as it was written.
        kind: the page or action that the link is meant to open; None if that is unknown.
        phone: the phone number; None if the link has none, or if the number is refused.
        username: the username in the link; empty if there is none.
        text: the prefilled text that the author meant, with LF line breaks.
        via: the form of a chat link, such as `wa.me` or `api`; ignore it for other kinds of link.
        problems: the defects in the order of their codes; empty if the link is right.
        better: the right link; None if the link is right, or if the right link is not certain.
        refusal: why the link can't be used as it is meant; None if it can, perhaps as `better`.
    """

    url: str
    kind: Kind | None = None
    phone: PhoneNumber | None = None
    username: str = ""
    text: str = ""
    via: Via = Via.WA_ME
    problems: tuple[Problem, ...] = ()
    better: str | None = None
    refusal: RecordError | None = None

    @property
    def full_url(self) -> str:
        """Return the link as it was written, but in ASCII and with `https://`, as browsers open it.

        Use it only for a link whose problems are not errors. The scheme is in small letters,
        because Android does not open `HTTPS://…`.
        """
        url = self.url.strip()
        scheme = SCHEME.match(url)
        return _escape(scheme[0].lower() + url[scheme.end() :] if scheme else f"https://{url}")


def judge_link(url: str, region: str | None = None) -> LinkReport:
    """Judge a link that a person wrote, in any state: with spaces, brackets, unescaped text.

    Args:
        url: the link, without the quotes or escapes of the file that it was found in.
        region: the region of a national number, such as `GB`; without it, such a number has no
            better link.

    Raises:
        OptionError: `region` is unknown.
    """
    require("url", url, str)
    region_code, _ = check_options(region, None)
    text = url.strip()
    glued = split_glued(text)
    report = _judge_glued(text, *glued, region_code) if glued else _judge_one(text, region_code)
    return report if text == url else replace(report, url=url)


def _judge_one(url: str, region: str | None) -> LinkReport:
    """Judge a link that is not glued to another link."""
    loose = split_url(url)
    danger = judge_host(loose) if loose else None
    if danger is not None:
        return LinkReport(url, problems=(danger,), refusal=_make_error(danger.message))
    if loose is None or not has_link_host(loose):
        message = f"{quote(url)} is not a WhatsApp link: check its spelling."
        if inner := find_inner_link(url):
            message = f"{quote(url)} leads through another site. Use {inner} instead."
        if loose is not None and is_own_link(loose):
            message = _PAGE.format(url=quote(url))
        return LinkReport(url, refusal=_make_error(message))
    return _LinkJudge(url, loose, region).report()


def find_inner_link(url: str) -> str:
    """Return the WhatsApp link in a field of a link to another site; "" if there is none.

    Mail programs and social networks make such links: `https://l.facebook.com/l.php?u=https%3A…`.
    """
    loose = split_url(url)
    for field in loose.query.split("&") if loose else ():
        for part in (field, field.partition("=")[2]):
            inner = unquote(part)
            found = split_url(inner)
            if found and found.scheme and not found.user and has_link_host(found):
                return _escape(inner)
    return ""


def _make_error(message: str) -> LinkError:
    return LinkError(Reason.NOT_A_PHONE_LINK, message)


class _LinkJudge:
    """Judges one link: its number, its text and its form; then writes the better link."""

    def __init__(self, url: str, loose: LooseUrl, region: str | None) -> None:
        self._url = url
        self._query: Query = split_link_query(loose.query, loose.fragment)
        self._form: Form = read_form(loose, self._query)
        kind = self._form.kind
        self._has_text = kind in _KINDS_WITH_TEXT
        self._text: TextReport = judge_text(self._query, is_ignored=not self._has_text)
        self._number: NumberReport | None = None
        self._problems = [*judge_form(self._form, loose, self._query)]
        if kind is not None and kind is not Kind.LINKED_DEVICES:
            self._problems += self._text.problems
            self._judge_number(region)

    def _judge_number(self, region: str | None) -> None:
        """Judge the number of the link, or add the problem that it has none or several."""
        form = self._form
        is_blank = form.number is None and not self._query.values(TEXT)
        if form.has_several_numbers:
            is_chat = form.kind in (Kind.CHAT, Kind.CATALOGUE, Kind.PRODUCT, Kind.CALL)
            what = "several numbers" if is_chat else f"a {form.kind} and a number"
            if len(self._query.username_fields()) > 1:
                what = "several usernames"
            message = f"The link contains {what}: keep only one."
            if "" in self._query.values(PHONE):
                message = "The link has an empty field for a number, too: remove that field."
            self._problems.append(Problem(Rule.SEVERAL_NUMBERS, message))
        elif form.number is not None:
            self._number = judge_number(form.number, region)
            self._problems += self._number.problems
        elif is_blank and form.kind is Kind.CHAT and form.via is not Via.WA_ME:
            message = "The link has neither a number nor a text: write the number into it."
            self._problems.append(Problem(Rule.MISSING_NUMBER, message))

    def report(self) -> LinkReport:
        """Return the result, with the better link or the reason why there is none."""
        form, number, text = self._form, self._number, self._text
        problems = tuple(sorted(self._problems, key=lambda problem: problem.rule))
        report = LinkReport(
            self._url,
            form.kind,
            number.phone if number else None,
            form.name.lower() if form.kind is Kind.USERNAME else "",
            text.text if self._has_text else "",
            form.via,
            problems,
        )
        if refusal := self._find_refusal(problems):
            return replace(report, refusal=refusal)
        if all(problem.rule.repair is Repair.NEVER for problem in problems):
            return report
        return replace(report, better=self._write_better())

    def _find_refusal(self, problems: tuple[Problem, ...]) -> RecordError | None:
        """Return why the right link is not certain; None if it is."""
        if self._form.kind is None:
            messages = (each.message for each in problems if each.rule is Rule.UNKNOWN_PATH)
            return _make_error(next(messages, _PAGE.format(url=quote(self._url))))
        if self._number and self._number.refusal:
            error = self._number.refusal
            message = f"The number in {quote(self._url)} is refused: {error.message}"
            return LinkError(error.reason, message)
        fatal = [
            each.message
            for each in problems
            if each.rule.severity is Severity.ERROR
            and (
                each.rule.repair is Repair.NEVER
                or (not self._text.is_certain and each.rule.startswith("WA2"))
            )
        ]
        if fatal:
            return _make_error(" ".join(fatal))
        is_empty = self._form.kind is Kind.CHAT and not (self._number or self._text.text)
        if is_empty:
            return _make_error(f"{quote(self._url)} has neither a number nor a text: add one.")
        return None

    def _write_better(self) -> str | None:
        """Return the link without its defects; None if its text is not certain."""
        form = self._form
        phone = self._number.phone if self._number else None
        digits = phone.digits if phone else ""
        fields = [f"phone={digits}"] if digits and form.has_phone_field else []
        for piece in self._query.pieces:
            if piece.kind == TEXT and self._text.encoded:
                fields.append(f"text={self._text.encoded}")
            elif piece.kind == OTHER and read_key(piece.name) not in form.unneeded_fields:
                fields.append(_escape(piece.value))
        fragment = f"#{_escape(self._query.fragment)}" if self._query.fragment else ""
        path = form.base if form.has_phone_field else form.base + digits
        return f"{path}{'?' if fields else ''}{'&'.join(fields)}{fragment}"


def _escape(part: str) -> str:
    """Percent-encode the characters of a URL that RFC 3986 does not allow."""
    return escape_url(part, safe=URL_SIGNS, errors="surrogatepass")


def _judge_glued(url: str, before: str, after: str, region: str | None) -> LinkReport:
    """Judge two links without a space between them; both must mean the same for a better link."""
    problem = Problem(
        Rule.GLUED_LINKS, "Two links are written without a space between them: keep one."
    )
    if split_glued(after):
        return LinkReport(url, problems=(problem,), refusal=_make_error(problem.message))
    second = _judge_one(after, region)
    first = _judge_one(before, region) if before else second
    loose = split_url(before)
    is_blank = loose is not None and not (loose.path.strip("/") or loose.query or loose.fragment)
    is_same = is_blank or _get_meaning(first) == _get_meaning(second)
    problems = tuple(sorted({problem, *second.problems}, key=lambda each: each.rule))
    if second.refusal or not is_same:
        refusal = second.refusal or _make_error(problem.message)
        report = replace(second, url=url, problems=problems, better=None, refusal=refusal)
        return report if is_same else replace(report, phone=None, username="", text="")
    better = second.better or second.full_url
    return replace(second, url=url, problems=problems, better=better)


def _get_meaning(report: LinkReport) -> tuple[object, ...]:
    return report.kind, report.phone, report.username, report.text, report.refusal is None
