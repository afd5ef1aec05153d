"""Help: what a person can say, with examples."""

from __future__ import annotations

from typing import Any

from audio_engine import effects, moods, styles, transitions
from skills import words
from skills.studio.studio import Studio
from skills.talk.hints import has_commands
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch

HELP = "help: this page"
TOPICS = ("help", "other")
TAKES = ()

EXAMPLES = (
    "slow this to 80 bpm, keep the vocals, add lo-fi drums",
    "up two semitones   ·   change the key to E   ·   speed up gradually to 140   ·   half time drums",
    "mute the drums in the bridge   ·   vocals only   ·   bass 3 dB louder   ·   pan the piano left",
    "lots of reverb on the vocals   ·   lowpass at 800 Hz   ·   warmer   ·   a bit gritty in the chorus",
    "make it synthwave   ·   heavy drum and bass   ·   add jazz drums   ·   slowed and reverb",
    "drop the bridge   ·   move the bridge before the last chorus   ·   make the intro 4 bars longer",
    "a riser before the drop   ·   60 seconds, ends on the chorus   ·   fade out over 5 s",
)
IN_A_TALK = (
    "a bit slower   ·   drop the reverb   ·   actually make it 90   ·   undo   ·   redo   ·   start over",
    "it's 128   ·   it's in F# minor   ·   the chorus starts at 0:52   (where the song was heard wrong)",
    "what may I do with this song?   ·   what changed?   ·   what key is it in?",
    "/song TITLE   ·   /songs   ·   /rights   ·   /nearest   ·   /help   ·   /quit",
)


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Examples first, then everything on the shelves."""
    known = tuple(words.SHELF.take(name).HELP for name in words.SHELF)
    shelves = (
        f"Effects: {', '.join(effects.SHELF.names())}",
        f"Styles: {', '.join(styles.SHELF.names())}",
        f"Moods: {', '.join(moods.SHELF.names())}, and {len(moods.words())} words for them",
        f"Transitions: {', '.join(transitions.SHELF.names())}",
    )
    blocks = (
        Block("Say what to do", EXAMPLES),
        Block("In a talk", IN_A_TALK if has_commands(request.platform) else IN_A_TALK[:-1]),
        Block("What there is", shelves),
        Block("Words", known),
    )
    data: dict[str, Any] = {block.title: list(block.lines) for block in blocks}
    data["words"] = [
        {"name": name, "help": words.SHELF.take(name).HELP, "takes": list(words.takes(name))}
        for name in words.SHELF
    ]
    return Reply(blocks=blocks, data=data)
