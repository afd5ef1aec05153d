"""The credit of a remix: title, author, source and license of every song in it, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skills.provenance.disclosure import Disclosure
from skills.provenance.names import clean, is_web_address, link, markdown, quoted

LONGEST_LINE = 600
LONGEST_CHANGE = 120


@dataclass(frozen=True)
class CreditSource:
    """What the credit line of one song is made of.

    line: the rights holder's own line in place of title and author. notice: where the license text
    that must travel along is found; notice_text: that text, whole. part: which of the rights it is
    about, as in "the composition", where others give the rest.
    """

    title: str
    author: str
    url: str = ""
    license_name: str = ""
    license_url: str = ""
    line: str = ""
    notice: str = ""
    notice_text: str = ""
    part: str = ""


@dataclass(frozen=True)
class Credits:
    """The credit in its forms: lines, text, Markdown to post, and credits.txt with all notices."""

    lines: tuple[str, ...]
    text: str
    markdown: str
    file_text: str


def credit(
    song_credits: Sequence[CreditSource],
    remixer: str,
    remix_title: str,
    changes: Sequence[str],
    disclosure: Disclosure,
    output_license: str,
    stems_note: str = "",
) -> Credits:
    """The whole credit: the remix, one line for each song in order, and the disclosure.

    changes: what was done, in words, such as "tempo -10 %". stems_note: how good the stems are, where
    they had to be told apart. Nobody is dropped: a name of which
    nothing can be shown is replaced by "(no name)".
    """
    sources = tuple(dict.fromkeys(song_credits))
    head = f"{quoted(remix_title)}, a remix by {clean(remixer)} ({clean(output_license)})."
    changed = _changed(remixer, changes)
    last = (disclosure.sentence, *((f"Made of {clean(stems_note, LONGEST_LINE)}",) if stems_note else ()))
    lines = (head, *(f"{_line(s)}.{changed}" for s in sources), *last)
    marked = (
        markdown(head),
        *(_marked(s) + markdown(changed) for s in sources),
        *map(markdown, last),
    )
    text = "\n".join(lines)
    notices = dict.fromkeys(s.notice_text.strip() for s in sources if s.notice_text.strip())
    return Credits(lines, text, "\n".join(marked), "\n\n".join((text, *notices)) + "\n")


def _changed(remixer: str, changes: Sequence[str]) -> str:
    told = ", ".join(clean(change, LONGEST_CHANGE) for change in changes)
    return f" Changed by {clean(remixer)}: {told}." if told else ""


def _line(source: CreditSource) -> str:
    """The credit of one song without its full stop."""
    if source.line:
        return f"{_own(source)}{_license(source)}"
    url = f" ({source.url})" if is_web_address(source.url) else ""
    return f"{quoted(source.title)}{_part(source)} by {clean(source.author)}{url}{_license(source)}"


def _own(source: CreditSource) -> str:
    return clean(source.line, LONGEST_LINE).rstrip(".") + _part(source)


def _part(source: CreditSource) -> str:
    return f" ({source.part})" if source.part else ""


def _license(source: CreditSource) -> str:
    if source.notice:
        return f"; {clean(source.license_name)} permission notice: {clean(source.notice)}"
    if not source.license_name or source.license_name in source.line:
        return ""
    url = f" ({source.license_url})" if is_web_address(source.license_url) else ""
    return f", {source.license_name}{url}"


def _marked(source: CreditSource) -> str:
    """The same line for posting: its names escaped, its addresses as links without preview."""
    text = markdown(f"{_line(source)}.")
    for url in (source.url, source.license_url):
        if link(url):
            text = text.replace(rf"\({markdown(url)}\)", f"({link(url)})")
    return text
