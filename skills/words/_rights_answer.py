"""The plain answer to “can I sell this?”: yes, no or after a yes, for each purpose the words ask about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from skills.catalog.song import Song
from skills.planning.talk import fold
from skills.rights.judgement import Purpose
from skills.rights.may import May, may
from skills.studio.asker import asker_of
from skills.studio.commission import Commission, question_of
from skills.studio.proposals import talk_upon
from skills.studio.studio import Studio
from skills.talk.hints import TERMINAL, told_at
from skills.talk.reply import Block
from skills.talk.request import Request
from skills.words._rights_unknown import to_state

_ASKED: tuple[tuple[Purpose, str, str], ...] = (
    ("noncommercial_share",
     r"post|share|sharing|upload|publish|release|give (?:it|this) away|soundcloud|instagram|tiktok|youtube|"
     r"twitch|discord|hochladen|veröffentlich\w*|teilen|poster|partager|publier|publicar|subir|postar|"
     r"compartir|compartilhar",
     "投稿|公開|アップロード|シェア"),
    ("monetised_anywhere",
     r"sell|selling|sold|sale|money|moneti[sz]\w*|earn\w*|commercially|commercial use|paid|profit|income|"
     r"revenue|release|spotify|apple music|bandcamp|verkauf\w*|geld|kommerziell\w*|vendre|argent|vender|"
     r"dinero|dinheiro|comercial\w*mente|commercialement",
     "売る|売って|売れ|販売|お金|収益|商用"),
    ("sync", r"videos?|vlogs?|films?|movies?|reels?|clips?|games?|vídeos?|película|filme",
     "動画|ビデオ|映画"),
    ("advertising", r"ads?|adverts?|advertis\w*|(?:a|my|the) commercial|commercials|werbung|publicité|"
     r"anuncios?|anúncios?", "広告"),
    ("political", r"politic\w*|election|campaign|rally|politisch\w*|wahlkampf|polític\w*", "選挙|政治"),
    ("contest_entry", r"contests?|competitions?|wettbewerb|concours|concursos?", "コンテスト"),
    ("private_preview", r"for myself|in private|just for me|at home|für mich|pour moi|para mí", "自分用"),
)  # fmt: skip
"""What people call a purpose: as words of their own, and in Japanese, which has no blanks."""

_PATTERNS = tuple(
    (purpose, re.compile(rf"\b(?:{words})\b|{japanese}", re.IGNORECASE))
    for purpose, words, japanese in _ASKED
)


def purposes_in(words: str) -> tuple[Purpose, ...]:
    """The purposes that a question names, each once; () where it asks about none."""
    return tuple(purpose for purpose, pattern in _PATTERNS if pattern.search(words))


def answers(request: Request, song: Song, studio: Studio) -> tuple[May, ...]:
    """An answer for each purpose that the words name: of the remix that the talk has made of the song."""
    named = purposes_in(request.words)
    if not named:
        return ()
    talk = talk_upon(request, song, studio)
    asker = asker_of(request, studio.settings)
    asked = question_of(Commission(song, fold(talk), talk, request.person, asker=asker), studio)
    return tuple(may(purpose, asked.sources, asked.facts, asked.plan) for purpose in named)


def answer_blocks(request: Request, answered: Sequence[May]) -> tuple[Block, ...]:
    """The question, its answers, what must be done for those that are no plain no, and where the rest is."""
    owed = tuple(dict.fromkeys(duty.text for one in answered for duty in one.duties))
    must = (Block("You must", owed),) if owed else ()
    told = tuple(one.sentence for one in answered)
    unknown = dict.fromkeys(one.unknown for one in answered) if request.platform == TERMINAL else ()
    ways = to_state(unknown, by_option=False)
    rest = told_at(
        request.platform,
        "`/rights` tells all that the license says.",
        "/rights tells all that the license says.",
    )
    return (Block(f"“{request.words.strip()}”", told), *must, *ways, Block(rest, ()))


def answers_data(answered: Sequence[May]) -> list[dict[str, Any]]:
    """The same as JSON values."""
    return [
        {"verdict": one.verdict, "sentence": one.sentence, "duties": [duty.text for duty in one.duties]}
        for one in answered
    ]
