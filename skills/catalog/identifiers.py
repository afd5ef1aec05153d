"""Numbers of works and of people in music: ISWC, IPI name number and ISNI, with their check digits."""

from __future__ import annotations

_ISWC = "T-034.524.680-1"
_NINE = 9
_BETWEEN = " .-"


class BadIdentifier(ValueError):
    """A number that is none; `str(error)` says which character or which check digit is wrong."""


def check_iswc(code: str) -> str:
    """A musical work's code as T-ddd.ddd.ddd-C; BadIdentifier when it is none.

    Dots and dashes may be left out. ISO 15707: with digits d1 to d9 the check digit brings
    1 + 1*d1 + 2*d2 + ... + 9*d9 to a multiple of ten; so some slips at even places and at the fifth
    are not seen.
    """
    bare = _bare(code)
    if not bare.startswith("T"):
        raise BadIdentifier(f"{_shown(code)} must begin with T at position 1, as in {_ISWC}.")
    digits = _digits(code, bare, "ISWC", _ISWC, 11, first=1)
    weighed = 1 + sum(place * int(digit) for place, digit in enumerate(digits[:_NINE], start=1))
    _same(code, digits[_NINE:], str(-weighed % 10))
    return f"T-{digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9]}"


def check_ipi(code: str) -> str:
    """An interested party's name number as 11 digits; BadIdentifier when it is none.

    CISAC: the first nine digits weighed with 10, 9, ..., 2 and the last two, read as one number, make
    a multiple of 101. What would have to be 100 is written 00; for 101 both 00 and 01 are met.
    """
    bare = _bare(code)
    digits = _digits(code, bare, "IPI name number", "00014107338", 11)
    rest = sum((10 - index) * int(digit) for index, digit in enumerate(digits[:_NINE])) % 101
    wanted = f"{(101 - rest) % 100:02d}" if rest else "00"
    if not (rest == 0 and digits[_NINE:] == "01"):
        _same(code, digits[_NINE:], wanted)
    return digits


def check_isni(code: str) -> str:
    """A public identity's number as 16 characters, the last a digit or X; BadIdentifier when it is none.

    ISO 27729 with ISO 7064 MOD 11-2: twice the running sum plus the next digit, modulo 11, for all
    characters (X is 10) ends at 1.
    """
    bare = _bare(code)
    last = bare[15:16]
    in_digits = bare[:15] + last.replace("X", "0") + bare[16:]
    _digits(code, in_digits, "ISNI", "0000 0001 2103 2683", 16)
    running = 0
    for digit in bare[:15]:
        running = (running + int(digit)) * 2 % 11
    wanted = (12 - running) % 11
    _same(code, last, "X" if wanted == 10 else str(wanted))
    return bare


def _bare(code: str) -> str:
    return "".join(c for c in code.strip().upper() if c not in _BETWEEN)


def _digits(code: str, bare: str, name: str, such_as: str, length: int, first: int = 0) -> str:
    """The characters from index `first` on, all of them digits and as many as there must be."""
    written = [place for place, c in enumerate(code.strip().upper(), start=1) if c not in _BETWEEN]
    for place, character in list(zip(written, bare, strict=True))[first:]:
        if character not in "0123456789":
            raise BadIdentifier(f"In {_shown(code)} position {place} must be a digit.")
    if len(bare) != length:
        raise BadIdentifier(
            f"{_shown(code)} has {len(bare)} characters without blanks and dashes; "
            f"an {name} has {length}, such as {such_as}."
        )
    return bare[first:]


def _same(code: str, got: str, wanted: str) -> None:
    if got != wanted:
        raise BadIdentifier(
            f"The check digits of {_shown(code)} are {got}, and must be {wanted}: a digit was mistyped."
        )


def _shown(code: str) -> str:
    return repr(code.strip()[:30])
