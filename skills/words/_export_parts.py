"""Stems to export: the tracks of a remix, what they are together, and whose they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from audio_engine.render.apart import MIX_EFFECTS
from skills.studio.asker import asker_of
from skills.studio.exporting import recipe_of
from skills.studio.parts import Parts, Withheld, parts_of, recipe_of_release
from skills.studio.parts_files import Fit, Written
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._remix_lines import license_lines
from skills.words._remix_told import told_refused

FOLDER = "stems"
"""Where they lie in the folder of a remix."""


def export_parts(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Write the tracks of the remix in a folder, or of the one that `release` names, each as a file."""
    options = request.options
    if options.get("release"):
        recipe, place = recipe_of_release(str(options["release"]), studio), Path(str(options["out"]))
    else:
        named = Path(str(options.get("folder") or request.words.strip()))
        recipe, place = recipe_of(named), (named if named.is_dir() else named.parent) / FOLDER
    made = parts_of(recipe, place, _fit(options), asker_of(request, studio.settings), studio, watch)
    if isinstance(made, Withheld):
        return told_refused(made.refused, made.commission)
    return _told(made)


def _fit(options: Any) -> Fit | None:
    """How large the files may be, where they are to be handed on."""
    all_bytes = int(options.get("fit_bytes") or 0)
    return Fit(all_bytes, int(options.get("file_bytes") or 0) or all_bytes) if all_bytes else None


def _told(made: Parts) -> Reply:
    written = made.written
    purpose = made.decided.basis.facts.purpose
    licensed = license_lines(purpose, made.grants, made.decided.duties, made.decided.output_license)
    return Reply(
        blocks=(
            Block("Stems", tuple(f"{name}: {path}" for name, path in written.files.items()), "files"),
            Block("How they fit together", _together(written), "together"),
            Block("License", licensed, "license"),
            Block("Credits", made.credits.lines, "credits"),
            Block("AI disclosure", (made.disclosure.sentence,), "disclosure"),
        ),
        data=_data(made),
        files=written.files,
    )


def _together(written: Written) -> tuple[str, ...]:
    lines = [
        "All are as long as the remix and in step; played at once they are the remix before its master.",
        _master(written),
    ]
    if written.turned_down_db >= 0.05:
        down = f"{written.turned_down_db:.1f}"
        lines.append(f"Each is {down} dB quieter than it was mixed, so that none is cut off.")
    if MIX_EFFECTS in written.files:
        lines.append(f"“{MIX_EFFECTS}” is what effects on the whole mix add to all of them together.")
    if written.silent:
        lines.append(f"Silent in this remix, and left out: {', '.join(written.silent)}.")
    if not written.same:
        lines.append("The remix was made anew for this, and not every sample came out as it was then.")
    return tuple(lines)


def _master(written: Written) -> str:
    gain, held = f"{abs(written.gain_db):.1f}", f"{written.limited_db:.1f}"
    way = "down" if written.gain_db < 0 else "up"
    if written.limited_db >= 0.05:
        return f"The master turns that {way} by {gain} dB, and holds its peaks back by up to {held} dB."
    if abs(written.gain_db) >= 0.05:
        return f"The master turns that {way} by {gain} dB."
    return "The master adds nothing to that."


def _data(made: Parts) -> dict[str, Any]:
    written = made.written
    return {
        "song": made.commission.song.id,
        "remix": made.recipe.id,
        "title": made.recipe.title,
        "stems": list(written.files),
        "files": {name: str(path) for name, path in written.files.items()},
        "silent": list(written.silent),
        "mix_effects": MIX_EFFECTS in written.files,
        "seconds": round(written.seconds, 3),
        "kbps": written.kbps,
        "turned_down_db": round(written.turned_down_db, 2),
        "master": {"gain_db": round(written.gain_db, 2), "limited_db": round(written.limited_db, 2)},
        "same": written.same,
        "credits": made.credits.text,
        "disclosure": made.disclosure.sentence,
        "license": made.decided.output_license,
    }
