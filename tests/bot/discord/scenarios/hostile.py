"""Hostile words: what people put into titles and names, and how it looks once it is harmless."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from skills.rights.license import parse_grant
from skills.studio.incoming import enter
from tests.skills.studio_for_tests import make_studio

EVIL = "evil.example"
WORDS: dict[str, str] = {
    "everyone": "@everyone @here come",
    "a person": "for <@81384788765712384> and <@!81384788765712384>",
    "a role": "<@&81384788765712384> wake up",
    "a channel": "see <#81384788765712384>",
    "a masked link": f"[free nitro](https://{EVIL}/nitro)",
    "a bare link": f"get it at https://{EVIL}/x",
    "a link in brackets": f"Song (https://{EVIL}/x)",
    "a link in angles": f"Song (<https://{EVIL}/x>)",
    "a link without hiding": f"HTTPS://{EVIL}/x",
    "an invite": "join discord.gg/abc and https://discord.com/invite/abc",
    "another protocol": "discord://-/settings steam://run/1",
    "a heading": "# BIG\n## news",
    "a quote and a list": "> said\n- one\n1. two",
    "a spoiler": "||secret|| ~~not~~ __under__ **bold** *it*",
    "a code fence": "```ansi\nred```",
    "right to left": "abc\u202egnp.exe\u2066x\u2069",
    "zero width": "a\u200bb\u200d\u2060c\ufeff",
    "zalgo": "Z" + "\u0301\u0316\u0334\u0353" * 12 + "algo",
    "a time": "<t:0:R> </remix:1> <:emoji:81384788765712384>",
    "emoji": "🎵👩‍👩‍👧‍👦 Été 日本語",
    "control signs": "a\x07b\x1b[31mc",
    "very long": "long " * 40,
}
"""By what they try."""

GRANT = 'license = "CC-BY-4.0"\n[credit]\nname = "Ada Example"\nurl = "https://example.org/open-water"'
OUR_OWN = re.compile(r"<t:1\d{9}:[Rf]>|https://discord\.com/channels/\d+/\d+/\d+$", re.MULTILINE)
"""What we write ourselves: when something was, and where a remix stands."""
LINKS_OF_CREDITS = re.compile(r"\(<https://(?:example|creativecommons)\.org/[^>\s]*>\)")


@cache
def hostile_home(folder: Path) -> Path:
    """A home whose songs have hostile titles and artists, made once."""
    home = folder / "hostile"
    studio = make_studio(home, folder / "sounds")
    water = next(song for song in studio.store.songs() if song.title == "Open Water")
    sounds = studio.library.source(water)
    for number, words in enumerate(WORDS.values(), 0x100):
        grant = parse_grant(GRANT)
        with studio.library.coming_in() as incoming:
            for file in (sounds.mix, *sounds.stems.values()):
                (incoming / file.name).hardlink_to(file)
            told = {"title": words[:200], "artist": words[:200], "grant_hash": grant.hash}
            ids = {"id": f"{number:012x}", "content_sha256": f"{number:064x}"}
            enter(water.model_copy(update={**told, **ids}), grant, incoming, studio)
    studio.store.close()
    return home


def song_of(words: str) -> str:
    """The id of the song with that hostile title."""
    return f"{list(WORDS).index(words) + 0x100:012x}"


def harm_in(text: str) -> list[str]:
    """What Discord would make of a text that somebody wrote and we show as Markdown."""
    found = re.findall(r"@everyone|@here", text)
    read = re.sub(r"\\[\\*_`~|\[\]<>#+.-]", "", OUR_OWN.sub("", LINKS_OF_CREDITS.sub("", text)))
    found += re.findall(r"<(?:@[!&]?|#|:|a:|/|t:)[^>]*>?", read)
    found += re.findall(r"(?i)\b(?:https?|ftp|discord|steam)://\S*|discord\.gg/\S*", read)
    found += re.findall(r"\]\(|\|\||```|~~|__", read)
    found += re.findall(r"(?m)^(?:#{1,3}|>|-|\d+\.)\s", read)
    return found + unseen_in(text)


def unseen_in(text: str) -> list[str]:
    """Signs that are not seen, turn the direction of writing, or pile up on one letter."""
    hidden = [
        f"U+{ord(sign):04X}"
        for sign in text
        if unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cs", "Cn") and sign not in "\n\u200b\u200d"
    ]
    return hidden + re.findall(r"[\u0300-\u036f]{4,}", unicodedata.normalize("NFC", text))
