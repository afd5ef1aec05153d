"""Songs: add to the catalogue, list, show, search, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from audio_engine.progress import Progress
from skills.catalog.song import Song
from skills.planning.talk import fold
from skills.planning.telling.explain import explain
from skills.rights.permissions import permissions, stands_under
from skills.rights.said import KIND_WORDS, by_kind
from skills.studio import describing
from skills.studio.correcting import correct
from skills.studio.demo import bring_back, ensure_demo_songs
from skills.studio.finding import find_song, names_for, nearest, song_asked, unseen
from skills.studio.intake import add_songs
from skills.studio.may_label import may_label
from skills.studio.pictures import song_picture
from skills.studio.proposals import talk_upon
from skills.studio.register.sources import grants_now
from skills.studio.stated import stated_facts
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.hints import told_at
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._remix_asides import aside

HELP = "songs: what is in the catalogue (list, show, search, add, correct, remove)"
TOPICS = ("song",)
TAKES = ("song",)
MOST_FOUND = 20


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Do what `options["action"]` says; without one, show the song that the talk is about."""
    told = (request.song or _in_talk(request, studio)) and aside(request) != "songs"
    action = request.options.get("action") or ("tell" if told else "list")
    actions = {
        "tell": _tell, "add": _add, "list": _list, "show": _show, "search": _search, "correct": _correct,
        "remove": _remove, "prepare": _prepare,
    }  # fmt: skip
    if action not in actions:
        raise BadInput(f"songs knows {', '.join(actions)}, not “{action}”.")
    return actions[action](request, studio, watch.stage)


def _add(request: Request, studio: Studio, progress: Progress) -> Reply:
    if request.options.get("demo"):
        bring_back(studio)
        ensure_demo_songs(studio, progress)
        return _list(request, studio, progress)
    report = add_songs(request.options, studio, progress)
    lines = tuple(entry.line for entry in report)
    failed = [entry for entry in report if not entry.ok]
    return Reply(
        outcome="failed" if failed else "done",
        blocks=(Block(f"{len(report) - len(failed)} of {len(report)} in the catalogue", lines),),
        data={"songs": [entry.as_data() for entry in report]},
    )


def _in_talk(request: Request, studio: Studio) -> bool:
    return bool(request.talk_id and studio.store.song_of_talk(request.talk_id))


def _prepare(request: Request, studio: Studio, progress: Progress) -> Reply:
    """Make the demo songs where they are still missing, so that nobody waits for them."""
    ensure_demo_songs(studio, progress)
    names = studio.store.names()
    return Reply(
        blocks=(Block(f"{len(names)} songs are ready", tuple(name.title for name in names)),),
        data={"songs": [{"id": one.id, "title": one.title, "artist": one.artist} for one in names]},
    )


def _list(request: Request, studio: Studio, progress: Progress) -> Reply:
    unknown = unseen(request)
    songs = tuple(song for song in studio.store.songs() if song.id not in unknown)
    lines = tuple(describing.in_one_line(s, studio) for s in songs)
    return Reply(
        blocks=(Block(f"{len(songs)} songs", lines or (_none_yet(request),)),),
        data={"songs": [_row(s, request, studio) for s in songs]},
    )


def _none_yet(request: Request) -> str:
    return told_at(
        request.platform,
        "None yet: refrain songs add FILE --license …",
        "None yet; the first ones may still be on their way.",
    )


def _row(song: Song, request: Request, studio: Studio) -> dict[str, Any]:
    """The song as JSON values, with a few words on what its license permits."""
    return _data(song, studio) | {"may": may_label(song, studio, request.platform)}


def _search(request: Request, studio: Studio, progress: Progress) -> Reply:
    unknown = unseen(request)
    found = studio.store.search(request.words, MOST_FOUND + len(unknown))
    found = tuple(song for song in found if song.id not in unknown)[:MOST_FOUND]
    if not found:
        titles = nearest(request.words, names_for(request, studio))
        hint = f"Nearest: {', '.join(titles)}." if titles else "The catalogue is empty."
        return Reply("failed", (Block("Nothing found", (hint,)),), {"songs": [], "nearest": list(titles)})
    lines = tuple(describing.in_one_line(s, studio) for s in found)
    return Reply(
        blocks=(Block(f"{len(found)} found", lines),),
        data={"songs": [_row(s, request, studio) for s in found]},
    )


def _show(request: Request, studio: Studio, progress: Progress) -> Reply:
    song = song_asked(request, studio)
    may = _may(song, studio, request.platform)
    named = request.options.get("picture")
    picture = Path(named) if named else studio.settings.out / f"{describing.slug(song.title)}.png"
    song_picture(song, studio, picture)
    return Reply(
        blocks=(
            Block(f"{song.title}, by {song.artist}", describing.facts(song)),
            *may,
            Block("Picture", (str(picture),)),
        ),
        data={"song": _data(song, studio) | {"permissions": [line for block in may for line in block.lines]}},
        files={"picture": picture},
    )


def _may(song: Song, studio: Studio, platform: str) -> tuple[Block, ...]:
    """How its license stands, where it is not all in force, and every sentence of its grants by kind."""
    grants, state = grants_now(studio.store, song.id, studio.now())
    known = grants or (studio.grant_of(song),)
    told = dict.fromkeys(one for grant in known for one in permissions(grant, song.facts))
    now = "" if state == "in force" else f"Not in force now: {state}; nothing may be made of the song."
    under = dict.fromkeys(stands_under(grant) for grant in known)
    head = tuple(filter(None, (now, describing.lacking_words(grants, platform), *under)))
    kinds = (Block(KIND_WORDS[kind], lines) for kind, lines in by_kind(told).items())
    return (Block("What you may do with it", head), *kinds)


def _tell(request: Request, studio: Studio, progress: Progress) -> Reply:
    """A question about the song: its facts, and what the talk has made of it."""
    song = song_asked(request, studio)
    talk = talk_upon(request, song, studio)
    now = tuple(line.text for line in explain(fold(talk), talk, song.facts))
    remix = (Block("The remix now", now),) if now else ()
    blocks = (Block(f"{song.title}, by {song.artist}", describing.facts(song)), *remix)
    return Reply(blocks=blocks, data={"song": _data(song, studio), "remix_now": list(now)})


def _correct(request: Request, studio: Studio, progress: Progress) -> Reply:
    """Facts about a song put right, one after another."""
    song = find_song(request.song, studio)
    facts = stated_facts(request.options)
    if not facts:
        raise BadInput(
            "Say what is wrong: --bpm 128, --key “A minor”, --metre 3/4, --section chorus=0:52.",
            "Say what is wrong, as in “it's 128 bpm”, “it's in A minor” or “the chorus starts at 0:52”.",
        )
    lines = []
    for fact in facts:
        done = correct(song, fact, studio, progress)
        song = done.song
        lines.append(done.sentence)
    blocks = (Block("Put right", tuple(lines)), Block(song.title, describing.facts(song)))
    return Reply(blocks=blocks, data={"song": _data(song, studio)})


def _remove(request: Request, studio: Studio, progress: Progress) -> Reply:
    song = find_song(request.song, studio)
    studio.store.remove_song(song.id)
    studio.library.remove(song.id)
    lines = (f"“{song.title}” by {song.artist} is no longer in the catalogue; its recipes are kept.",)
    return Reply(blocks=(Block("Removed", lines),), data={"removed": song.id})


def _data(song: Song, studio: Studio) -> dict[str, Any]:
    return describing.as_data(song, studio)
