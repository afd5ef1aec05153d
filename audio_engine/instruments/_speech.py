"""From a written syllable to the sounds a singer makes of it.

Vowel formants are those of Peterson and Barney (1952) for men; a voice scales them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sound:
    """One speech sound.

    formants_hz: the first three resonances. voiced: level of the vocal folds, 0 to 1.
    noise_hz: band of its hiss or burst; noise: its level. seconds: how long it is held before a vowel.
    """

    formants_hz: tuple[float, float, float]
    voiced: float = 1.0
    seconds: float = 0.06
    noise: float = 0.0
    noise_hz: tuple[float, float] = (0.0, 0.0)
    burst: bool = False


@dataclass(frozen=True)
class Syllable:
    """Consonants, the vowel (a glide has two) and the consonants after it."""

    onset: tuple[Sound, ...]
    vowel: tuple[Sound, ...]
    coda: tuple[Sound, ...]


_EE = Sound((280.0, 2250.0, 2950.0))
_IH = Sound((400.0, 1950.0, 2550.0))
_EH = Sound((540.0, 1820.0, 2480.0))
_AE = Sound((670.0, 1650.0, 2420.0))
_AH = Sound((730.0, 1120.0, 2440.0))
_AW = Sound((580.0, 860.0, 2410.0))
_UH = Sound((440.0, 1020.0, 2240.0))
_OO = Sound((310.0, 850.0, 2240.0))
_UP = Sound((640.0, 1200.0, 2390.0))
_ER = Sound((490.0, 1330.0, 1700.0))

_WORDS: dict[str, tuple[Sound, ...]] = {
    word: vowel
    for vowel, words in (
        ((_UP,), "the love come some of one a what tle noth"),
        ((_OO,), "you to do through two shoes mov who"),
        ((_AH, _EE), "i i'll my by sky fly why try mind find blinds fire"),
        ((_AW, _UH), "oh old gold cold hold ov"),
        ((_AH, _UH), "down now town"),
        ((_EH, _ER), "there there's where wear"),
        ((_EH, _EE), "pa they"),
        ((_AW, _ER), "your pour"),
        ((_AW,), "all call fall"),
        ((_EE,), "we'll"),
        ((_EH,), "bread"),
        ((_ER,), "were learn word"),
        ((_UH,), "could good look"),
        ((_AH,), "ah heart are"),
        ((_AE,), "have"),
        ((_IH,), "give"),
    )
    for word in words.split()
}

_MAGIC_E = {"a": (_EH, _EE), "e": (_EE,), "i": (_AH, _EE), "o": (_AW, _UH), "u": (_OO,), "y": (_AH, _EE)}
_OPEN = {"a": (_AH,), "e": (_EE,), "i": (_EE,), "o": (_AW, _UH), "u": (_OO,), "y": (_EE,)}
_VOWELS: dict[str, tuple[Sound, ...]] = {
    "igh": (_AH, _EE), "oo": (_OO,), "ee": (_EE,), "ea": (_EE,), "ie": (_EE,), "ay": (_EH, _EE),
    "ai": (_EH, _EE), "ey": (_EE,), "ow": (_AW, _UH), "ou": (_AH, _UH), "oa": (_AW, _UH), "oi": (_AW, _EE),
    "oy": (_AW, _EE), "au": (_AW,), "aw": (_AW,), "er": (_ER,), "ir": (_ER,), "ur": (_ER,), "ar": (_AH, _ER),
    "or": (_AW, _ER), "ew": (_OO,), "ue": (_OO,), "a": (_AE,), "e": (_EH,), "i": (_IH,), "o": (_AH,),
    "u": (_UP,), "y": (_EE,),
}  # fmt: skip

_T = Sound((350.0, 1700.0, 2600.0), 0.0, 0.065, 0.19, (3_500.0, 10_000.0), True)
_K = Sound((350.0, 1800.0, 2300.0), 0.0, 0.07, 0.2, (1_500.0, 5_000.0), True)
_D = Sound((300.0, 1700.0, 2600.0), 0.12, 0.05, 0.1, (2_500.0, 6_000.0), True)
_S = Sound((350.0, 1700.0, 2600.0), 0.0, 0.1, 0.2, (5_500.0, 11_000.0))
_SH = Sound((350.0, 1800.0, 2500.0), 0.0, 0.1, 0.22, (2_400.0, 7_500.0))
_W = Sound((300.0, 650.0, 2250.0), 0.5, 0.07)
_F = Sound((350.0, 1200.0, 2400.0), 0.0, 0.085, 0.1, (2_000.0, 9_000.0))
_CONSONANTS: dict[str, tuple[Sound, ...]] = {
    "sh": (_SH,), "ch": (_T, _SH),
    "th": (Sound((320.0, 1400.0, 2600.0), 0.3, 0.06, 0.03, (1_500.0, 7_000.0)),),
    "ng": (Sound((280.0, 1900.0, 2600.0), 0.35, 0.07),), "ck": (_K,), "ph": (_F,), "wh": (_W,),
    "qu": (_K, _W),
    "b": (Sound((280.0, 900.0, 2300.0), 0.12, 0.05, 0.08, (400.0, 2_000.0), True),), "c": (_K,), "d": (_D,),
    "f": (_F,), "g": (Sound((300.0, 1700.0, 2300.0), 0.12, 0.05, 0.09, (1_200.0, 3_500.0), True),),
    "h": (Sound((500.0, 1500.0, 2500.0), 0.08, 0.06, 0.04, (800.0, 4_500.0)),), "j": (_D, _SH), "k": (_K,),
    "l": (Sound((360.0, 1250.0, 2700.0), 0.5, 0.07),), "m": (Sound((270.0, 1000.0, 2200.0), 0.38, 0.07),),
    "n": (Sound((270.0, 1500.0, 2500.0), 0.38, 0.06),),
    "p": (Sound((350.0, 900.0, 2300.0), 0.0, 0.065, 0.12, (500.0, 2_500.0), True),),
    "r": (Sound((420.0, 1250.0, 1650.0), 0.5, 0.07),), "s": (_S,), "t": (_T,),
    "v": (Sound((300.0, 1200.0, 2400.0), 0.35, 0.05, 0.03, (2_000.0, 7_000.0)),), "w": (_W,), "x": (_K, _S),
    "y": (Sound((270.0, 2200.0, 3000.0), 0.5, 0.06),),
    "z": (Sound((300.0, 1700.0, 2600.0), 0.25, 0.07, 0.08, (4_500.0, 9_000.0)),),
}  # fmt: skip


def spell(written: str) -> Syllable:
    """The sounds of one written English-like syllable; letters it cannot read are passed over."""
    word = "".join(c for c in written.lower() if c.isalpha() or c == "'")
    letters = word.replace("'", "") or "ah"
    first = next((i for i, c in enumerate(letters) if c in "aeiou" or (c == "y" and i > 0)), None)
    if first is None:
        return Syllable(_consonants(letters), (_UP,), ())
    if letters.startswith("qu"):
        first = 2
    onset, rest = letters[:first], letters[first:]
    onset = onset[:-1] + "s" if onset.endswith("c") and rest[0] in "eiy" else onset
    if rest[2:] == "e" and rest[1] not in "aeiourwy":
        vowel, tail = _MAGIC_E[rest[0]], rest[1]
    elif len(rest) == 1:
        vowel, tail = _OPEN[rest], ""
    else:
        spelling = next(s for s in sorted(_VOWELS, key=len, reverse=True) if rest.startswith(s))
        vowel, tail = _VOWELS[spelling], rest[len(spelling) :]
    tail = tail[:-1] if tail.endswith("e") else tail
    tail = "" if tail == "h" else tail.replace("gh", "")
    return Syllable(_consonants(onset), _WORDS.get(word, vowel), _consonants(tail))


def _consonants(letters: str) -> tuple[Sound, ...]:
    sounds: list[Sound] = []
    letters = letters.removeprefix("k") if letters.startswith("kn") else letters
    while letters:
        size = 2 if letters[:2] in _CONSONANTS else 1
        found = _CONSONANTS.get(letters[:size], ())
        if not sounds or found != (sounds[-1],):
            sounds.extend(found)
        letters = letters[size:]
    return tuple(sounds)
