"""Creative Commons: what the elements of a license ask, and which license a remix may carry.

The table is Creative Commons' chart of adapter's licenses (FAQ, 9 June 2025), its recommended cells.
"""

from __future__ import annotations

from tests.skills.rights.spec.question import Data, Question, Refusal, steps_told

ADAPTERS: dict[str, set[str]] = {
    "public domain": {"PD", "MIT", "BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND", "own"},
    "MIT": {"MIT", "BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND", "own"},
    "BY": {"BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND", "own"},
    "BY-NC": {"BY-NC", "BY-NC-SA", "BY-NC-ND", "own"},
    "BY-SA": {"BY-SA"},
    "BY-NC-SA": {"BY-NC-SA"},
    "BY-ND": set(),
    "BY-NC-ND": set(),
    "own": {"own"},
}
"""What material under a license may go out under, once it is part of a remix."""

ADAPTED = ("PD", "MIT", "BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND", "own")
"""Whatever a remix can go out under."""

MOST_OPEN_FIRST = ("PD", "MIT", "BY", "BY-SA", "BY-NC", "BY-NC-SA")


def kind(license_id: str) -> str:
    """The row of the table: "CC-BY-SA-3.0" is "BY-SA"."""
    if license_id.startswith("LicenseRef-"):
        return "own"
    if license_id in ("CC0-1.0", "CC-PDM-1.0"):
        return "public domain"
    return license_id if license_id == "MIT" else "-".join(license_id.split("-")[1:-1])


def elements(license_id: str) -> set[str]:
    """The elements of a Creative Commons license: BY, NC, ND, SA."""
    found = kind(license_id)
    return set(found.split("-")) if found.startswith("BY") else set()


def version(license_id: str) -> str:
    """The version of a license: "3.0"."""
    return license_id.split("-")[-1]


def name(license_id: str) -> str:
    """How a license is called: "CC BY-SA 4.0"."""
    if license_id.startswith("LicenseRef-"):
        return license_id.removeprefix("LicenseRef-")
    if license_id == "CC-PDM-1.0":
        return "Public Domain Mark 1.0"
    return (
        f"CC {kind(license_id)} {version(license_id)}"
        if elements(license_id)
        else license_id.replace("-", " ")
    )


def wants_credit(license_id: str) -> bool:
    """All but the public domain want their authors named."""
    return kind(license_id) != "public domain"


def may_meet(one: str, other: str) -> bool:
    """Whether there is a license that material under both may go out under."""
    return any(adapter in ADAPTERS[kind(other)] for adapter in ADAPTERS[kind(one)])


def output_license(licenses: list[str]) -> str:
    """The most open license that all of them accept; else all that ask for anything, side by side."""
    for adapter in MOST_OPEN_FIRST:
        if all(adapter in ADAPTERS[kind(one)] for one in licenses):
            if adapter in ("PD", "MIT"):
                return {"PD": "CC0-1.0", "MIT": "MIT"}[adapter]
            bound = [version(one) for one in licenses if "SA" in elements(one)]
            return f"CC-{adapter}-{max(bound, default='4.0')}"
    return " AND ".join(sorted({one for one in licenses if wants_credit(one)}))


def accepts(license_id: str, wanted: str) -> bool:
    """Whether material under a license may go out under the wanted one; SA never under an earlier one."""
    known = wanted in ("CC0-1.0", "MIT") or (
        kind(wanted) in ADAPTERS and wanted.startswith("CC-BY") and version(wanted) in _VERSIONS
    )
    adapter = "PD" if wanted == "CC0-1.0" else kind(wanted)
    if not known or adapter not in ADAPTERS[kind(license_id)]:
        return False
    return "SA" not in elements(license_id) or version(wanted) >= version(license_id)


_VERSIONS = ("2.0", "2.5", "3.0", "4.0")


def no_derivatives(question: Question, grant: Data) -> list[Refusal]:
    """ND: no changed version is shared; before 4.0 none is made."""
    purpose = question.facts["purpose"]
    if "ND" not in elements(grant["license"]) or not is_changed(question):
        return []
    if version(grant["license"]) < "4.0":
        code, limit = "derivative.not_made", "no changes"
    elif purpose == "private_preview":
        return []
    else:
        code, limit = "derivative.not_shared", "private_preview"
    return [Refusal(code, "derivative", changing(question), limit, purpose, "purpose")]


def is_changed(question: Question) -> bool:
    """By steps, by other songs, by other words; set to moving pictures even as it is."""
    reworded = any(wish in question.facts["wishes"] for wish in ("change-lyrics", "translate-lyrics"))
    pictures = question.facts["purpose"] == "sync"
    return bool(changing(question) or question.others or reworded or pictures)


def changing(question: Question) -> tuple[int, ...]:
    """The steps that make it another version: all but the loudness and the kind of file."""
    return steps_told(step for step in question.steps if step["op"] not in ("loudness", "format"))


def output_license_fits(question: Question, grant: Data) -> list[Refusal]:
    """A license wished for the remix must be one that this source accepts."""
    own, wanted = grant["license"], question.facts["output_license"]
    met = [other["license"] for source in question.others for other in source["grants"]]
    fitting = output_license([own, *met])
    if wanted in (None, fitting) or accepts(own, wanted):
        return []
    code = "share_alike.required" if "SA" in elements(own) else "share_alike.does_not_fit"
    return [Refusal(code, "share-alike", (), fitting, wanted, "license")]


def duties(question: Question, grant: Data) -> list[str]:
    """Credit with what was changed; no endorsement; the notice of MIT; the same license under SA; ND."""
    license_id = grant["license"]
    found = []
    if wants_credit(license_id):
        found.append("attribution.credit")
        found += ["attribution.changes"] if changing(question) else []
        found.append("attribution.notice" if license_id == "MIT" else "attribution.no_endorsement")
        found += ["attribution.chain"] if question.source["standing"]["generation"] else []
    if wants_credit(license_id) and license_id.startswith("CC-"):
        asked = ("notices", "license_link", "no_locks", "remove_on_request")
        found += [f"attribution.{name}" for name in asked]
        found += ["attribution.source_link"] if grant.get("source_url") else []
    if "SA" in elements(license_id):
        found.append("share_alike.license")
    if "ND" in elements(license_id) and is_changed(question):
        found.append("derivative.keep_private")
    return found
