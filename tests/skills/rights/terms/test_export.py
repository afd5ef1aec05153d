from __future__ import annotations

import pytest

from audio_engine.plan import Format, Tempo
from audio_engine.units import STEMS
from skills.rights.clearance import Refused
from skills.rights.demands import Demands
from skills.rights.judgement import Source
from skills.rights.terms import export
from skills.rights.terms.export import Export
from skills.rights.uses import Use
from tests.skills.rights.terms.asking import codes, fault, reasons, stored, told
from tests.skills.rights.things import a_grant, a_plan, a_song, asked_of, judged

LOSSLESS = '[export]\nformats = ["wav", "flac"]\n'
AS_MP3 = Demands(formats=(Use("mp3", (4,)),))
STEMS_PLEASE = ("export-stems",)


def test_unstated_any_kind_of_file_and_no_stem_alone() -> None:
    assert codes("export", "", AS_MP3, exports=("ogg", "opus")) == []
    assert codes("export", "", wishes=STEMS_PLEASE) == ["export.stems_not_allowed"]


@pytest.mark.parametrize("license", ["CC-BY-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0", "MIT"])
def test_a_fixed_license_keeps_nothing_back(license: str) -> None:
    assert codes("export", license, AS_MP3, exports=("m4a",), wishes=STEMS_PLEASE) == []
    assert not a_grant(license).section(Export).binds


def test_a_step_and_a_file_that_is_handed_out_are_both_judged() -> None:
    step, file = reasons("export", LOSSLESS, AS_MP3, exports=("wav", "mp3"))
    assert (step.code, step.step_ids, step.got) == ("export.format_not_allowed", (4,), "mp3")
    assert step.text == "The license allows flac and wav for files; the plan asks for mp3."
    assert (file.step_ids, file.limit) == ((), "flac, wav")
    assert file.text == "The license allows flac and wav for files; it would be handed out as mp3."


def test_no_kind_of_file_is_a_remix_to_be_heard_only() -> None:
    text = "[export]\nformats = []"
    assert codes("export", text) == []
    assert codes("export", text, exports=("wav",)) == ["export.format_not_allowed"]
    assert told("export", text)[0] == "No file of a remix is handed out."


def test_every_stem_that_can_be_heard_must_be_on_the_list() -> None:
    all_but_vocals = f"[export]\nstems = {[s for s in STEMS if s != 'vocals']}"
    (reason,) = reasons("export", all_but_vocals, wishes=STEMS_PLEASE)
    assert (reason.code, reason.got) == ("export.stems_not_allowed", "vocals")
    assert reason.text == "The license does not allow handing out vocals as a file of its own."
    silent = Demands(muted=(Use("vocals", (1,)),))
    assert codes("export", all_but_vocals, silent, wishes=STEMS_PLEASE) == []
    assert codes("export", '[export]\nstems = "any"', wishes=STEMS_PLEASE) == []
    assert codes("export", all_but_vocals) == []


def test_only_the_stems_that_there_are_need_to_be_on_the_list() -> None:
    rhythm = '[export]\nstems = ["drums", "bass"]'
    own = Demands(own_stems=("bass", "drums"))
    assert codes("export", rhythm, own, wishes=STEMS_PLEASE) == []
    with_piano = Demands(own_stems=("bass", "drums"), stems=(Use("piano", (1,)),))
    (reason,) = reasons("export", rhythm, with_piano, wishes=STEMS_PLEASE)
    assert (reason.got, reason.limit) == ("piano", "bass, drums")
    played_anew = Demands(needs=("musical_work",))
    assert codes("export", "", played_anew, wishes=STEMS_PLEASE) == []


def test_any_stem_is_the_same_as_all_of_them() -> None:
    assert a_grant('[export]\nstems = "any"') == stored(a_grant(f"[export]\nstems = {list(STEMS)}"))


def test_the_step_that_asks_for_the_file_is_left_out_of_the_nearest_plan() -> None:
    plan = a_plan(Tempo(ratio=1.1), Format(format="mp3"), Format(format="wav"))
    grant = a_grant(LOSSLESS)
    source = Source(song=a_song(), grants=(grant,))
    repaired = export.repair(plan, source, grant, asked_of(plan, a_song()))
    assert [(s.op, s.id) for s in repaired.plan.steps] == [("tempo", 1), ("format", 3)]
    assert repaired.changes == ((2, "Left out the format."),)
    assert export.repair(plan, source, a_grant(), asked_of(plan, a_song())).plan is plan


def test_a_file_that_is_handed_out_whatever_the_plan_says_has_no_nearest_plan() -> None:
    plan = a_plan(Tempo(ratio=1.1), Format(format="mp3"))
    grant = LOSSLESS + '[tempo]\nallowed = "any"'
    step, file = judged(plan, grant), judged(plan, grant, exports=("mp3",))
    assert isinstance(step, Refused)
    assert isinstance(file, Refused)
    assert step.nearest is not None
    assert [s.op for s in step.nearest.steps] == ["tempo"]
    assert file.nearest is None


def test_what_may_be_handed_out_is_told() -> None:
    assert told("export", "") == ["No stem may be handed out as a file of its own."]
    assert told("export", LOSSLESS + 'stems = ["drums", "bass"]') == [
        "A remix may be handed out as flac or wav only.",
        "Of the stems, bass and drums may be handed out as files of their own.",
    ]
    assert told("export", "CC-BY-4.0") == ["All stems may be handed out as files of their own."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('formats = ["mp4"]', ("'export.formats'", "did you mean 'mp3'")),
        ('formats = "wav"', ("'export.formats'", "list")),
        ('formats = ["wav", "wav"]', ("twice",)),
        ('stems = ["drum"]', ("'export.stems'", "did you mean 'drums'")),
        ("stems = true", ("'export.stems'", "list")),
    ],
)
def test_a_bad_list_is_refused_with_the_way_out(text: str, parts: tuple[str, ...]) -> None:
    sentence = fault(f"[export]\n{text}")
    assert all(part in sentence for part in parts), sentence
