"""The planner's door: words and a conversation in, an edit, a question or a refusal out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from pydantic import ValidationError

from audio_engine import styles
from skills.catalog.song import SongFacts
from skills.planning.answers import Answer, Clarify, Correction, Edit, OutOfScope, Question
from skills.planning.delta import MAX_OPS, WISHES, Delta
from skills.planning.frames.understand import Understanding, understood
from skills.planning.languages import in_english
from skills.planning.meaning.feelings import without_pictures
from skills.planning.meaning.indirect import indirect
from skills.planning.meaning.meanings import Meanings
from skills.planning.meaning.placed import placing
from skills.planning.phrasing.gerunds import without_gerunds
from skills.planning.phrasing.phrased import phrased
from skills.planning.reading.titles import titles
from skills.planning.resolving.heard import is_silent, nothing_left
from skills.planning.resolving.lost import lost_objects, spared_unclear
from skills.planning.resolving.resolve import resolved
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.which import one_of_many, unplayable
from skills.planning.talk import MAX_WORDS, Talk, can_redo, can_undo, fold
from skills.planning.talking.chat import chatted, consent
from skills.planning.talking.combined import combined
from skills.planning.talking.corrected import corrected
from skills.planning.talking.followed import followed
from skills.planning.talking.gate import opens_like_a_question, question_topic, topic_of
from skills.planning.talking.hostile import harmless
from skills.planning.talking.picked import NOT_UNDERSTOOD, all_of, answered, caused_by
from skills.planning.talking.policy import against_policy, ignoring_rights
from skills.planning.talking.recast import recast, without_old_value
from skills.planning.talking.unmade import asked_back, nothing_else, of_the_kit, reasons, without_unmade
from skills.planning.talking.wished import declines, wishes_in, without_wishes
from skills.planning.unplayed import unplayed
from skills.planning.vocabulary.normalise import Text, normalise
from skills.rights.judgement import Wish

__all__ = ["Answer", "Clarify", "Correction", "Edit", "OutOfScope", "Question", "draft"]

_EXAMPLES = ("a bit slower", "add reverb to the vocals", "make it lofi", "mute the drums in the bridge")


def draft(
    words: str, talk: Talk, song: SongFacts, meanings: Meanings | None = None, *, rendered: bool = False
) -> Answer:
    """What the words ask of this song after that talk.

    At most 600 characters are read. The answer depends on nothing but the arguments, and nothing of a
    song but closed words and numbers is looked at. meanings: asked for a style where the rules understood
    nothing, or only a part of what the song is likened to; without it no model is asked. rendered: what
    can be planned and not be played is not asked back about; it is left out, and that is said.
    """
    if len(words) > MAX_WORDS:
        return OutOfScope(sentence=f"Please say it in at most {MAX_WORDS} characters.", kind="too-long")
    text = in_english(normalise(words))
    plainly = partial(_drafted, rendered=rendered)
    drafting = placing(plainly, meanings)
    scene = _scene(words, text, talk, song, rendered)
    answer = (
        combined(text.plain, words, talk, song)
        or answered(text.plain, words, talk, song, drafting)
        or followed(text.plain, words, scene, talk)
        or recast(text.plain, scene)
    )
    if isinstance(answer, str):
        answer = _recast_as(plainly(answer, talk, song), words, talk)
    return answer or drafting(words, talk, song)


def _recast_as(made: Answer, words: str, talk: Talk) -> Answer | None:
    """What the plain form of the words asks, caused by all of the words; None when it asks nothing."""
    if not isinstance(made, Edit) or made.leftover or not (made.delta.ops or made.note):
        return None
    return made.model_copy(update={"delta": caused_by(made.delta, all_of(words, talk))})


def agreed(words: str) -> bool | None:
    """Whether the words are a plain yes or no to "shall I?", in any language; None when they are neither."""
    return consent(in_english(normalise(words)).plain)


def _drafted(words: str, talk: Talk, song: SongFacts, *, rendered: bool = False) -> Answer:
    """What the words ask, taken as a sentence of its own."""
    text = in_english(normalise(words))
    scene = _scene(words, text, talk, song, rendered)
    friendly = chatted(text.plain)
    topic = question_topic(text.plain)
    known = corrected(scene) or (Edit(delta=Delta(), note=friendly) if friendly else None)
    known = known or (None if topic else against_policy(text.plain))
    if known is not None:
        return known
    if topic is not None:
        about = understood(text.plain, titles(words, text))
        return _only_songs() if topic == "other" and about.has("offtopic") else Question(topic=topic)
    return _edited(scene, talk)


def _edited(scene: Scene, talk: Talk) -> Answer:
    """What words that are no question ask to change; what is hostile or a wish in them is not read."""
    safe = harmless(scene.text)
    unclear = asked_back(scene.text.plain)
    if unclear is not None:
        return unclear
    heard, aside = without_unmade(safe or scene.text, scene)
    text = phrased(without_gerunds(without_old_value(without_wishes(heard))))
    scene, wishes = replace(scene, text=text), wishes_in(scene.text.plain)
    read = understood(text.plain, titles(scene.words, text))
    refused = _only_songs() if _passing_word(read) else unplayable(text.plain)
    if refused is not None:
        other = scene.rendered and isinstance(refused, Clarify) and refused.about == "which-song"
        return unplayed("mashup") if other else refused
    pointed = read if wishes else indirect(read, text, scene.words)
    if isinstance(pointed, Clarify):
        return pointed
    read = replace(pointed, asks=()) if _only_described(pointed) else without_pictures(pointed, text.plain)
    if aside and not read.asks:
        return nothing_else(aside)
    if not read.asks and not read.has("wishes") and not wishes:
        said = _leaves_rights_aside(scene) or _left_alone(scene, read)
        return said or (_only_songs() if safe else _nothing_asked(text, read))
    if _mostly_noise(read) and not wishes:
        return _unsure(scene.words, text, read)
    outcome = _resolved(read, scene)
    if not isinstance(outcome, Outcome):
        return outcome
    outcome = of_the_kit(text.plain, replace(outcome, note=f"{outcome.note} {reasons(aside)}".strip()))
    return _heard(_edit(outcome, read, scene, wishes), talk, scene)


def _resolved(read: Understanding, scene: Scene) -> Outcome | Halt:
    """What the asks come to; what is said of things that nobody knows is left out where there is more."""
    unclear = one_of_many(read, scene) or spared_unclear(read)
    if unclear is not None:
        return unclear
    lost, told = lost_objects(read, scene)
    if told is not None and len(lost) == len(read.asks):
        return told
    outcome = resolved([ask for ask in read.asks if ask not in lost], scene)
    if told is None or not isinstance(outcome, Outcome):
        return outcome
    return replace(outcome, note=f"{outcome.note} {told.sentence}".strip(), undone=(*outcome.undone, *lost))


def _heard(answer: Answer, talk: Talk, scene: Scene) -> Answer:
    """The answer, or a question back when nothing would be heard after it."""
    if not isinstance(answer, Edit) or is_silent(scene.plan, scene.song):
        return answer
    after = fold(talk.then(scene.words, answer.delta))
    return nothing_left(scene.plan) if is_silent(after, scene.song) else answer


def _scene(words: str, text: Text, talk: Talk, song: SongFacts, rendered: bool) -> Scene:
    return Scene(
        plan=fold(talk),
        song=song,
        text=text,
        words=words,
        turn=len(talk.turns),
        undoable=can_undo(talk),
        redoable=can_redo(talk),
        rendered=rendered,
    )


def _edit(outcome: Outcome, read: Understanding, scene: Scene, wished: tuple[Wish, ...]) -> Answer:
    heard = {*wished, *(token.value for token in read.has("wishes"))}
    try:
        delta = Delta(ops=outcome.ops[:MAX_OPS], wishes=tuple(wish for wish in WISHES if wish in heard))
    except ValidationError:
        return Clarify(
            about="how-much", sentence="That is further than I can go; please say it with other numbers."
        )
    note = outcome.note
    if len(outcome.ops) > MAX_OPS:
        note = f"I did the first {MAX_OPS} of these; please say the rest again. {note}".strip()
    return Edit(delta=delta, songs=outcome.songs, leftover=_leftover(read, outcome, scene), note=note)


def _leftover(read: Understanding, outcome: Outcome, scene: Scene) -> tuple[str, ...]:
    """What was not read, or could not be done, neighbours together, as it was typed."""
    spans: list[list[int]] = []
    undone = {t for a in outcome.undone for t in a.said}
    for token in sorted({*read.left, *undone}, key=lambda t: t.start):
        if token.kind == "wishes" or token.start == token.end:
            continue
        if spans and token.start - spans[-1][1] <= 1:
            spans[-1][1] = token.end
        else:
            spans.append([token.start, token.end])
    found = (scene.text.original_span(start, end) for start, end in spans)
    return tuple(scene.words[start:end] for start, end in found)


def _leaves_rights_aside(scene: Scene) -> OutOfScope | None:
    return ignoring_rights(normalise(scene.words).plain)


def _left_alone(scene: Scene, read: Understanding) -> Edit | None:
    """No change, where the words only say what is not to happen and no step could do ("no new lyrics")."""
    if read.unknown or not declines(in_english(normalise(scene.words)).plain):
        return None
    return Edit(delta=Delta(), note="That is left alone anyway, and nothing else was asked.")


def _nothing_asked(text: Text, read: Understanding) -> Answer:
    if read.has("unsupported"):
        what = read.has("unsupported")[0]
        can = f"My styles are {', '.join(styles.SHELF)}." if what.value == "that style" else _can_do()
        return OutOfScope(sentence=f"I cannot do {what.value} yet. {can}", kind="not-yet")
    if read.has("offtopic"):
        return _only_songs()
    topic = topic_of(text.plain)
    if topic is not None or opens_like_a_question(text.plain):
        return Question(topic=topic or "other")
    if read.unknown >= 4 and read.unknown == len(read.left):
        return OutOfScope(sentence=f"I only remix songs, and found nothing about music in that. {_can_do()}")
    return _half_said(read) or Clarify(
        about="what",
        sentence=NOT_UNDERSTOOD,
        options=_EXAMPLES,
    )


def _only_songs() -> OutOfScope:
    return OutOfScope(sentence=f"I only remix songs. {_can_do()}")


def _can_do() -> str:
    return "I can change tempo, pitch, key, stems, sections, effects, styles, length, fades and loudness."


_OFFERS = {
    "stems": (
        "What shall I do with the {0}?",
        ("mute the {0}", "only the {0}", "{0} louder", "add reverb to the {0}"),
    ),
    "place": (
        "What shall I do with the {0}?",
        ("drop the {0}", "only the {0}", "loop the {0}", "add reverb in the {0}"),
    ),
}


def _half_said(read: Understanding) -> Clarify | None:
    """A stem or a section was named, and nothing said to do with it."""
    for kind, (sentence, options) in _OFFERS.items():
        for token in read.has(kind)[:1]:
            name = token.text
            return Clarify(
                about="what", sentence=sentence.format(name), options=tuple(o.format(name) for o in options)
            )
    return None


def _passing_word(read: Understanding) -> bool:
    """Something else is asked for, and music is only a word in it ("a poem about reverb")."""
    heavy = [[t for t in a.said if t.kind not in ("to", "in", "some", "make")] for a in read.asks]
    return bool(read.has("offtopic") and heavy) and all(len(said) == 1 for said in heavy)


_NOT_HEARD = ("pictures and video", "notes on paper")
_VERBS = (
    *("make", "add", "remove", "mute", "drop", "loop", "play", "keep", "up", "down"),
    *("faster", "slower", "louder", "quieter", "higher", "lower"),
)


def _only_described(read: Understanding) -> bool:
    """A picture is asked for, and the rest only tells how it should look ("something with neon")."""
    shown = any(t.value in _NOT_HEARD for t in read.has("unsupported"))
    return shown and not any(t.kind in _VERBS for a in read.asks for t in a.said)


def _mostly_noise(read: Understanding) -> bool:
    """More than twice as many words nobody knows as words that were read."""
    return read.unknown >= 5 and read.unknown > 2 * read.known


def _unsure(words: str, text: Text, read: Understanding) -> Clarify:
    options = []
    for ask in read.asks[:4]:
        start, end = text.original_span(min(t.start for t in ask.said), max(t.end for t in ask.said))
        options.append(words[start:end])
    return Clarify(
        about="what", sentence="I am not sure that I understood. Did you mean this?", options=tuple(options)
    )
