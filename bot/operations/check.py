"""A check: one thing that Refrain needs, how it stands, and one sentence about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["well", "note", "missing"]


@dataclass(frozen=True)
class Check:
    """One thing looked at.

    group: the heading it stands under. name: what it is called for programs, such as "disk". state: "well";
    "note" for what works less well than it could, or is not set up and need not be; "missing" for what is
    needed. sentence: what was found and, where something is to be done, what; it never holds a secret.
    """

    group: str
    name: str
    state: State
    sentence: str
