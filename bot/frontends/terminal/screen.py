"""The screen: replies as text or JSON, progress as a bar, complaints as one sentence."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from skills.talk.watch import Unwatched, Watch

if TYPE_CHECKING:
    from skills.talk.reply import Preview, Reply


def printable(text: str) -> str:
    """The text without control, bidirectional and other invisible format characters."""
    return "".join(
        " " if c in "\n\t" else c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C"
    )


class Screen:
    """Where a person, or with `as_json` a program, reads what Refrain says."""

    def __init__(self, as_json: bool = False) -> None:
        self.as_json = as_json

    def show(self, reply: Reply) -> None:
        """Print a reply on standard output."""
        if self.as_json:
            print(json.dumps({"outcome": reply.outcome, **reply.data}, ensure_ascii=False, indent=2))
            return
        from rich.console import Console
        from rich.text import Text

        console = Console(highlight=False, soft_wrap=True)
        for block in reply.blocks:
            console.print(Text(printable(block.title), style="bold"))
            for line in block.lines:
                console.print(Text(f"  {printable(line)}"))
            console.print()

    def say(self, sentence: str) -> None:
        """One sentence on standard output."""
        print(printable(sentence))

    def complain(self, sentence: str) -> None:
        """One sentence on standard error; for programs, JSON on standard output."""
        if self.as_json:
            print(json.dumps({"outcome": "failed", "error": sentence}, ensure_ascii=False, indent=2))
        else:
            print(printable(sentence), file=sys.stderr)

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """A watch that shows a bar with an estimate, where a person is looking."""
        if self.as_json or not sys.stderr.isatty():
            yield Unwatched() if self.as_json else _Announcing()
            return
        with _bar() as watch:
            yield watch


class _Announcing(Unwatched):
    """Says nothing of the way, only when the preview can be heard."""

    def preview_ready(self, preview: Preview) -> None:
        print(f"Preview ready: {printable(str(preview.sound))}", file=sys.stderr)


@contextmanager
def _bar() -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.description:<24}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip

    class Bar:
        """The bar, as a watch."""

        def stage(self, name: str, done: float) -> None:
            progress.update(task, description=name, completed=100.0 * done)

        def preview_ready(self, preview: Preview) -> None:
            progress.console.print(f"Preview ready: {printable(str(preview.sound))}", markup=False)

    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=100.0)
        yield Bar()
