"""What a file that cannot be read looks like, told by its first bytes."""

from __future__ import annotations

_NOT_SOUND: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a packed archive"),
    (b"BZh", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"\xfd7zXZ", "a packed archive"),
    (b"\x28\xb5\x2f\xfd", "a packed archive"),
    (b"MThd", "a MIDI file"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"FLV", "a Flash video"),
    (b"\0\0\x01\xba", "an MPEG video"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)
_OTHER_SOUND: tuple[tuple[bytes, str], ...] = (
    (b"wvpk", "a WavPack file"),
    (b"MAC ", "a Monkey's Audio file"),
    (b"caff", "a Core Audio file"),
    (b".snd", "an AU file"),
    (b"riff\x2e\x91", "a Wave64 file"),
    (b"#!AMR", "an AMR phone recording"),
    (b"\xff\xf1", "a raw AAC stream"),
    (b"\xff\xf9", "a raw AAC stream"),
    (b"\x30\x26\xb2\x75", "a Windows Media file"),
)
_RIFF = {b"WEBP": "a picture", b"AVI ": "an AVI video", b"RMID": "a MIDI file"}
_IN_TEXT: tuple[tuple[str, str], ...] = (
    ("#extm3u", "a playlist"),
    ("[playlist]", "a playlist"),
    ("<asx", "a playlist"),
    ("ffconcat", "a playlist"),
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("#!", "a script"),
    ("<svg", "a picture"),
    ("xspf.org", "a playlist"),
    ("<mpd", "a playlist"),
)


def looks_like(head: bytes) -> str:
    """What the first few kB of a file look like, as "a PDF document, not sound"; "" when nothing is known."""
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return f"{_RIFF[head[8:12]]}, not sound"
    text = _text(head)
    if text is not None:
        return f"{_kind_of_text(text)}, not sound"
    for start, what in _NOT_SOUND:
        if head.startswith(start):
            return f"{what}, not sound"
    return next(
        (f"{what}, which is not read here" for start, what in _OTHER_SOUND if head.startswith(start)), ""
    )


def _kind_of_text(text: str) -> str:
    beginning = text.lstrip("\ufeff \t\r\n").lower()[:1000]
    for sign, what in _IN_TEXT:
        if beginning.startswith(sign) or (sign[0] not in "#[" and sign in beginning):
            return what
    return "a text file"


def _text(head: bytes) -> str | None:
    """The head as text, where nearly all of it is printable."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head.decode(encoding, errors="ignore")
    lost = len(head) - len(text.encode(encoding, errors="ignore"))
    odd = sum(not (c.isprintable() or c.isspace()) for c in text)
    return text if text and (odd + max(lost, 0)) <= 0.02 * len(text) else None
