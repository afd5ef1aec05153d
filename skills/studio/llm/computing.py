"""Where and with how much of the machine a language model computes, quietly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

Device = Literal["auto", "cpu", "cuda", "mps"]


def place(device: Device) -> str:
    """Where to compute: as asked, where there is such a thing; "auto" takes the fastest there is."""
    import torch

    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    wanted = ("cuda", "mps") if device == "auto" else (device,)
    return next((name for name in wanted if there.get(name)), "cpu")


@contextmanager
def threads(count: int | None) -> Iterator[None]:
    """Torch's number of threads, put back afterwards: other work of the program uses torch too."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count or before)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@contextmanager
def quiet_library() -> Iterator[None]:
    """Transformers without its own progress bars and remarks, which would end up between people's lines."""
    from transformers.utils import logging

    talk: Any = logging
    level, bars = talk.get_verbosity(), talk.is_progress_bar_enabled()
    talk.set_verbosity_error()
    talk.disable_progress_bar()
    try:
        yield
    finally:
        talk.set_verbosity(level)
        if bars:
            talk.enable_progress_bar()
