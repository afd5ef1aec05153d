"""Matching: which frame a text follows, slot by slot, and the text told by the other side of that frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from skills.talk.translation.catalogue import Catalogue
from skills.talk.translation.frames import TEXT, Frame, Piece, Slot

_FORMS = {
    "number": re.compile(r"[+−-]?\d+(?:\.\d+)?"),
    "clock": re.compile(r"-?\d+:\d\d(?::\d\d)?(?:\.\d+)?"),
    "word": re.compile(r"[^\W_][\w&-]*"),
}
_SENTENCE = re.compile(r"(?<=[.!?”]) (?=\S)")
_MOST_TRIES = 30_000
_MOST_PARTS = 40
_DEEPEST = 40


class Matching:
    """One text being matched: what was found out of its parts is kept, and the tries are counted."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._found: dict[tuple[str, str], str | None] = {}
        self._tries = self._depth = 0

    def told(self, text: str, kind: str) -> str | None:
        """The text as something of that kind in the other language; None where it is nothing of it."""
        if kind == TEXT:
            return text if text else None
        key = (kind, text)
        if key not in self._found:
            self._found[key] = None  # a group that contains itself finds nothing new in the same text
            self._depth += 1
            self._found[key] = self._told(text, kind) if self._depth <= _DEEPEST else None
            self._depth -= 1
        return self._found[key]

    def _told(self, text: str, kind: str) -> str | None:
        if kind in _FORMS:
            fits = _FORMS[kind].fullmatch(text)
            point = "." if kind == "word" else self._catalogue.joints.decimal
            return text.replace(".", point) if fits else None
        way, _, of = kind.partition(":")
        if of:
            return _WAYS[way](self, text, of)
        for frame in self._catalogue.fitting(kind, text):
            told = self._by(frame, text)
            if told is not None:
                return told
        return None

    def _by(self, frame: Frame, text: str) -> str | None:
        """The text told by one frame."""
        literals = [piece for piece in frame.english if isinstance(piece, str)]
        if not all(literal in text for literal in literals):
            return None
        for values in self._fillings(frame.english, text):
            told = [piece if isinstance(piece, str) else self._filled(piece, values) for piece in frame.other]
            if None not in told:
                return "".join(part for part in told if part is not None)
        return None

    def _filled(self, slot: Slot, values: dict[str, tuple[str, str]]) -> str | None:
        """What stands in a slot of the other side: told as that side wants it, else as the English side."""
        text, kind = values[slot.name]
        return self.told(text, kind if slot.kind == TEXT else slot.kind)

    def _fillings(self, pieces: tuple[Piece, ...], text: str) -> Iterator[dict[str, tuple[str, str]]]:
        """Every way that the pieces make up the whole text: what each slot holds, and its kind."""
        if not pieces:
            if not text:
                yield {}
            return
        first, rest = pieces[0], pieces[1:]
        if isinstance(first, str):
            if text.startswith(first):
                yield from self._fillings(rest, text[len(first) :])
            return
        for end in self._ends(rest, text):
            held = text[:end]
            if self.told(held, first.kind) is not None:
                for others in self._fillings(rest, text[end:]):
                    yield {first.name: (held, first.kind)} | others

    def _ends(self, rest: tuple[Piece, ...], text: str) -> Iterator[int]:
        """Where a slot can end: before each place of the literal that follows, else anywhere.

        A literal that closes a quotation is looked for from the end, so that a quotation mark among
        the words of a person does not end them.
        """
        if not rest:
            ends = [len(text)]
        elif isinstance(rest[0], str):
            ends = [match.start() for match in re.finditer(f"(?={re.escape(rest[0])})", text)]
            if rest[0].startswith("”"):
                ends.reverse()
        else:
            ends = list(range(1, len(text)))
        for end in ends:
            self._tries += 1
            if self._tries > _MOST_TRIES:
                return
            if end > 0:
                yield end

    def _list(self, text: str, of: str) -> str | None:
        """ "drums, bass and piano": one, or two with "and", or more with commas before it."""
        joints = self._catalogue.joints
        alone = self.told(text, of)
        if alone is not None:
            return alone
        for head, tail in _splits(text, " and "):
            last, before = self.told(tail, of), self._commas(head, of)
            if last is not None and before is not None:
                return f"{before}{joints.last}{last}"
        return None

    def _commas(self, text: str, of: str) -> str | None:
        comma = self._catalogue.joints.comma
        if "”, “" in text:  # several in quotation marks, not one that holds them
            told = [self.told(part, of) for part in _quoted(text)]
            if None not in told:
                return comma.join(part for part in told if part is not None)
        return self._joined(text, of, ", ", comma)

    def _series(self, text: str, of: str) -> str | None:
        return self._joined(text, of, "; ", self._catalogue.joints.semicolon)

    def _joined(self, text: str, of: str, mark: str, joint: str) -> str | None:
        """Texts of a kind one after another, with a mark between any two."""
        alone = self.told(text, of)
        if alone is not None:
            return alone
        for head, tail in _splits(text, mark):
            first = self.told(head, of)
            others = None if first is None else self._joined(tail, of, mark, joint)
            if others is not None:
                return f"{first}{joint}{others}"
        return None

    def _named(self, text: str, of: str) -> str | None:
        """A name of a kind where it is one of ours, else as somebody gave it; no name holds two sentences."""
        told = self.told(text, of)
        return text if told is None and not _SENTENCE.search(text) else told

    def _capital(self, text: str, of: str) -> str | None:
        """A text that begins with a capital because it begins a sentence."""
        small = self.told(text[:1].lower() + text[1:], of)
        told = small if small is not None else self.told(text, of)
        return None if told is None else told[:1].upper() + told[1:]

    def _sentences(self, text: str, of: str) -> str | None:
        """One sentence, or several one after another."""
        alone = self.told(text, of)
        if alone is not None:
            return alone
        for gap in _first(_SENTENCE.finditer(text)):
            first = self.told(text[: gap.start()], of)
            others = None if first is None else self.told(text[gap.end() :], f"sentences:{of}")
            if others is not None:
                return f"{first}{self._catalogue.joints.space}{others}"
        return None


_WAYS: dict[str, Callable[[Matching, str, str], str | None]] = {
    "list": Matching._list, "commas": Matching._commas, "series": Matching._series,
    "capital": Matching._capital, "named": Matching._named, "sentences": Matching._sentences,
}  # fmt: skip


def _splits(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """The text before and after each place of a mark."""
    for place in _first(re.finditer(re.escape(mark), text)):
        yield text[: place.start()], text[place.end() :]


def _quoted(text: str) -> list[str]:
    """Each of several quotations that stand one after another with commas between."""
    return [f"“{part}”" for part in text.removeprefix("“").removesuffix("”").split("”, “")]


def _first(places: Iterator[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The places; none where they are so many that the text is none of ours."""
    found = list(places)
    return found if len(found) <= _MOST_PARTS else ()
