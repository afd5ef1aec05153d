"""The commands `refrain rights …`; a first word that is none of them is a song."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup


class _SongOrCommand(TyperGroup):
    """A group of commands that takes any other first word for the title of a song to show."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words as typed; `show` is put before a song."""
        if args and args[0] not in (*self.commands, "--help"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_SongOrCommand,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="What may be done with a song: `refrain rights SONG`; and whether a plan is allowed.",
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text.")]
Title = Annotated[list[str], typer.Argument(help="Title or id of a song.")]
PurposeName = Annotated[str, typer.Option(help="What it is for, as in --purpose noncommercial_share.")]
Territory = Annotated[
    str, typer.Option(help="Country of whoever asks, in two letters, as in --territory DE.")
]
Age = Annotated[int | None, typer.Option(help="Age of whoever asks in years, as in --age 30.")]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", help="A role of whoever asks, as in --role member; may be repeated."),
]
Verified = Annotated[
    bool | None,
    typer.Option("--verified/--unverified", help="Whether whoever asks has shown who they are."),
]
Platform = Annotated[
    str, typer.Option(help="Where it is shown, as in --platform web or --platform discord:1234.")
]
Rating = Annotated[
    str, typer.Option(help="For whom it is: everyone, teen, mature or explicit, as in --rating teen.")
]
Standards = Annotated[
    list[str] | None,
    typer.Option("--standard", help="A standard it keeps, as in --standard no-hate; may be repeated."),
]
Exports = Annotated[
    list[str] | None,
    typer.Option("--export", help="A kind of file handed out, as in --export wav; may be repeated."),
]
At = Annotated[
    str, typer.Option(help="When, with its zone, as in --at 2026-09-01T12:00:00Z; now if not given.")
]
OutputLicense = Annotated[
    str,
    typer.Option("--output-license", help="The remix's own license, as in --output-license CC-BY-SA-4.0."),
]


def _asked(
    action: str, *, song: list[str] | None = None, person: str = "", json: bool, **options: Any
) -> None:
    from bot.frontends.terminal.serving import serve

    title = " ".join(song or [])
    serve("rights", song=title, person=person, options={"action": action, **options}, as_json=json)


@app.command("show")
def show(song: Title, json: Json = False) -> None:
    """Say in plain words what may be done with a song; for songs that are called like a command."""
    _asked("show", song=song, json=json)


@app.command("check")
def check(
    recipe: Annotated[Path, typer.Argument(help="A recipe.json of Refrain, or one written by hand.")],
    purpose: PurposeName = "",
    territory: Territory = "",
    age: Age = None,
    role: Roles = None,
    verified: Verified = None,
    platform: Platform = "",
    rating: Rating = "",
    standard: Standards = None,
    export: Exports = None,
    at: At = "",
    output_license: OutputLicense = "",
    nearest: Annotated[
        Path | None, typer.Option(help="Where to write the recipe with the nearest allowed plan.")
    ] = None,
    json: Json = False,
) -> None:
    """Judge a recipe without rendering: exit code 0 allowed, 2 refused, 3 somebody must say yes first."""
    _asked(
        "check", json=json, recipe=recipe, purpose=purpose, territory=territory, age=age, role=role,
        verified=verified, platform=platform, rating=rating, standard=standard, export=export,
        at=at, output_license=output_license, nearest=nearest,
    )  # fmt: skip


@app.command("simulate")
def simulate(
    grant: Annotated[Path, typer.Argument(help="A grant.toml, or the short id of a license.")],
    song: Annotated[str, typer.Option(help="Title or id; without one, an ordinary song.")] = "",
    plans: Annotated[
        Path | None,
        typer.Option(help="Requests in a .txt file, a recipe or plan in .json, or a folder of both."),
    ] = None,
    purpose: PurposeName = "",
    territory: Territory = "",
    age: Age = None,
    role: Roles = None,
    verified: Verified = None,
    platform: Platform = "",
    rating: Rating = "",
    standard: Standards = None,
    at: At = "",
    json: Json = False,
) -> None:
    """Try a grant on what people ask for every day, before it is offered."""
    _asked(
        "simulate", json=json, song=[song], grant=str(grant), plans=plans, purpose=purpose,
        territory=territory, age=age, role=role, verified=verified, platform=platform, rating=rating,
        standard=standard, at=at,
    )  # fmt: skip


@app.command("examples")
def examples(
    out: Annotated[Path, typer.Argument(help="A folder for them.")] = Path("rights-examples"),
    json: Json = False,
) -> None:
    """Write example recipes and grants to a folder, to learn from."""
    _asked("examples", json=json, out=out)


By = Annotated[str, typer.Option(help="Your name, as the story of the song keeps it.")]
GrantHash = Annotated[str, typer.Option("--grant", help="The first characters of the grant's hash.")]
Instead = Annotated[
    bool, typer.Option("--instead", help="In the place of the grant that speaks for the same layers.")
]


@app.command("add")
def add(
    song: Annotated[str, typer.Argument(help="Title or id of a song.")],
    grant: Annotated[Path, typer.Argument(help="A grant.toml, or the short id of a license.")],
    offer: Annotated[bool, typer.Option("--offer", help="Only offer it; it counts once accepted.")] = False,
    instead: Instead = False,
    by: By = "",
    json: Json = False,
) -> None:
    """Give a song a grant, or offer one."""
    _asked("add", json=json, song=[song], person=by, grant=str(grant), offer=offer, instead=instead)


@app.command("accept")
def accept(
    song: Title, grant: GrantHash = "", instead: Instead = False, by: By = "", json: Json = False
) -> None:
    """Accept the grant that was offered for a song."""
    _asked("accept", json=json, song=song, person=by, grant=grant, instead=instead)


@app.command("revoke")
def revoke(
    song: Title,
    grant: GrantHash = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this, it is only told.")] = False,
    by: By = "",
    json: Json = False,
) -> None:
    """Take a grant back; without --yes, tell what would become of each remix."""
    _asked("revoke", json=json, song=song, person=by, grant=grant, yes=yes)


@app.command("dispute")
def dispute(
    song: Title,
    why: Annotated[str, typer.Option(help="What is disputed, in a sentence.")] = "",
    by: By = "",
    json: Json = False,
) -> None:
    """Say that the rights in a song are disputed: nothing of it is published until that is settled."""
    _asked("dispute", json=json, song=song, person=by, why=why)


@app.command("settle")
def settle(song: Title, by: By = "", json: Json = False) -> None:
    """End the dispute about a song."""
    _asked("settle", json=json, song=song, person=by)


@app.command("hold")
def hold(
    song: Title,
    why: Annotated[str, typer.Option(help="What is to be looked at, in a sentence.")] = "",
    by: By = "",
    json: Json = False,
) -> None:
    """Hold a song back until it was looked at: nothing of it is made or published, and money waits."""
    _asked("hold", json=json, song=song, person=by, why=why)


@app.command("resume")
def resume(song: Title, by: By = "", json: Json = False) -> None:
    """Let a song go that was held back."""
    _asked("resume", json=json, song=song, person=by)


@app.command("history")
def history(song: Title, json: Json = False) -> None:
    """What happened to a song's grants: when, what, and by whom."""
    _asked("history", json=json, song=song)


@app.command("publish")
def publish(
    recipe: Annotated[Path, typer.Argument(help="The recipe.json of a remix that was made.")],
    purpose: PurposeName = "",
    territory: Territory = "",
    age: Age = None,
    role: Roles = None,
    verified: Verified = None,
    platform: Platform = "",
    rating: Rating = "",
    standard: Standards = None,
    export: Exports = None,
    output_license: OutputLicense = "",
    by: By = "",
    json: Json = False,
) -> None:
    """The last check, with the facts of this moment; a remix that passes it is recorded as published."""
    _asked(
        "publish", json=json, person=by, recipe=recipe, purpose=purpose, territory=territory, age=age,
        role=role, verified=verified, platform=platform, rating=rating, standard=standard,
        export=export, output_license=output_license,
    )  # fmt: skip


@app.command("requests")
def requests(
    all: Annotated[bool, typer.Option("--all", help="Those that were answered, too.")] = False,
    json: Json = False,
) -> None:
    """What rights holders are asked and have not answered."""
    _asked("requests", json=json, all=all)


Number = Annotated[str, typer.Argument(help="Number of a request; `refrain rights requests` shows them.")]


@app.command("approve")
def approve(id: Number, by: By = "", json: Json = False) -> None:
    """Say yes to a request: this very remix may be published."""
    _asked("approve", json=json, person=by, id=id)


@app.command("decline")
def decline(id: Number, by: By = "", json: Json = False) -> None:
    """Say no to a request: the remix stays a private draft."""
    _asked("decline", json=json, person=by, id=id)
