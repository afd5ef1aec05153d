"""Replies, previews, stages and errors, told in the language of the person who asked."""

from __future__ import annotations

from dataclasses import replace

from skills.talk.errors import RequestError
from skills.talk.reply import Block, Preview, Reply
from skills.talk.translation.translate import translated
from skills.talk.watch import Watch

AS_WRITTEN = ("Credits", "Who holds the rights")
"""Titles of blocks whose lines stay as they are: an attribution is owed as it is written; so is a name."""


def translate_reply(reply: Reply, language: str) -> Reply:
    """The reply with its titles, lines and disclosure in that language.

    Data stay as programs know them, suggestions as they can be typed, credits as they must be written.
    """
    return replace(
        reply,
        blocks=tuple(_block(block, language) for block in reply.blocks),
        preview=_preview(reply.preview, language) if reply.preview else None,
    )


def put_in(error: RequestError, language: str) -> None:
    """The sentence of the error, put in that language."""
    error.args = (translated(str(error), language), *error.args[1:])


class Speaking:
    """A watch that is told the stages, and the disclosure of the preview, in a language."""

    def __init__(self, watch: Watch, language: str) -> None:
        self._watch, self._language = watch, language

    def stage(self, name: str, done: float) -> None:
        """What is going on right now, told in the language."""
        self._watch.stage(translated(name, self._language), done)

    def preview_ready(self, preview: Preview) -> None:
        """The preview, its disclosure told in the language."""
        self._watch.preview_ready(_preview(preview, self._language))


def _block(block: Block, language: str) -> Block:
    title = translated(block.title, language)
    if block.title in AS_WRITTEN:
        return Block(title, block.lines, block.about)
    return Block(title, tuple(translated(line, language) for line in block.lines), block.about)


def _preview(preview: Preview, language: str) -> Preview:
    return replace(preview, disclosure=translated(preview.disclosure, language))
