"""Register: everything that can be asked of or told to the register, in one hand."""

from __future__ import annotations

from collections.abc import Iterable

from skills.catalog.recipe import Ingredient, Recipe
from skills.catalog.song import Song
from skills.rights.decision import NeedsApproval
from skills.rights.grant import Grant
from skills.rights.judgement import Approved, Purpose, Source
from skills.rights.life import ReleaseState
from skills.studio.register import asking, grants, releases, revoking
from skills.studio.register import sources as looked_up
from skills.studio.register.asking import Ask
from skills.studio.register.events import Event
from skills.studio.register.grants import Held
from skills.studio.register.publishing import Published, published, published_for, stands_for
from skills.studio.register.releases import Release, Under
from skills.studio.register.revoking import Consequence
from skills.studio.store import Store


class Register:
    """The life of grants and releases in a store; nothing in it is ever changed or deleted.

    Times are ISO 8601 text with their zone, as `studio.now()` gives them; `now` may be seconds since
    1970 too. What cannot be done raises NotPossible, a BadInput with a `code`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    # grants

    def offer(self, song: Song, grant: Grant, by: str, at: str) -> None:
        """Offer a grant for a song; it counts once it was accepted."""
        grants.offer(self._store, song.id, grant, by, at)

    def accept(self, song_id: str, grant_hash: str, by: str, at: str) -> None:
        """Accept an offer; NotPossible "grant.overlap" where another grant speaks for one of its layers."""
        grants.accept(self._store, song_id, grant_hash, by, at)

    def enter(self, song: Song, grant: Grant, by: str, at: str) -> None:
        """Let a song that comes into the catalogue stand under that grant and no other."""
        grants.enter(self._store, song, grant, by, at)

    def supersede(self, song_id: str, old_hash: str, new: Grant, by: str, at: str) -> None:
        """Put a new grant in the place of an old one; what was made under the old one stays under it."""
        grants.supersede(self._store, song_id, old_hash, new, by, at)

    def dispute(self, song_id: str, by: str, at: str, why: str) -> None:
        """Say that the rights in a song are disputed: nothing is published, and money waits."""
        grants.hold_back(self._store, song_id, "disputed", by, at, why)

    def settle(self, song_id: str, by: str, at: str) -> None:
        """End the dispute about a song."""
        grants.let_go(self._store, song_id, "disputed", by, at)

    def quarantine(self, song_id: str, by: str, at: str, why: str) -> None:
        """Hold a song back until it was looked at: nothing is made or published, and money waits."""
        grants.hold_back(self._store, song_id, "quarantined", by, at, why)

    def resume(self, song_id: str, by: str, at: str) -> None:
        """End the quarantine of a song; what is disputed stays so."""
        grants.let_go(self._store, song_id, "quarantined", by, at)

    def revoke(self, song_id: str, grant_hash: str, by: str, at: str) -> tuple[Consequence, ...]:
        """Take a grant back; gives what becomes of each release under it, the oldest first."""
        return revoking.revoke(self._store, song_id, grant_hash, by, at)

    def foreseen(self, song_id: str, grant_hash: str, now: str | int) -> tuple[Consequence, ...]:
        """What `revoke` would do, with nothing done."""
        return revoking.foreseen(self._store, song_id, grant_hash, now)

    def held(self, song_id: str, now: str | int) -> tuple[Held, ...]:
        """Every grant that a song ever had, and how it stands now."""
        return grants.held(self._store, song_id, now)

    def history(self, song_id: str) -> tuple[Event, ...]:
        """What happened to a song's grants, oldest first."""
        return grants.story_of(self._store, song_id)

    def sources(
        self,
        made_of: Song | Iterable[Ingredient | Song],
        person: str,
        now: str | int,
        besides: str = "",
        stands: bool = False,
    ) -> tuple[Source, ...]:
        """What clearance must know of a song, songs or ingredients, looked up and counted now.

        besides: the release that is asked about itself, which counts against no quota. stands: it is let
        be as it is (see `stands_for`), so that a grant taken back since then still speaks for it.
        """
        return looked_up.sources(self._store, made_of, person, now, besides, stands)

    # releases

    def draft(self, recipe: Recipe, person: str, at: str) -> Release:
        """Enter a rendered remix as somebody's draft; the same draft again changes nothing.

        What a revocation took down is a draft again once new terms speak for all that the old ones did.
        """
        return releases.draft(self._store, recipe, person, at)

    def id_of(self, recipe: Recipe, person: str) -> str:
        """The id that a remix has, or would have, as a release of that person."""
        return releases.id_of(self._store, recipe, person)

    def own_copy(self, recipe: Recipe) -> Recipe:
        """The recipe as it was kept when the remix was made here, else as it is."""
        return releases.own_copy(self._store, recipe)

    def release(self, release_id: str, now: str | int) -> Release:
        """The release of that id, in its state now."""
        return releases.release(self._store, release_id, now)

    def releases(
        self, now: str | int, state: ReleaseState | None = None, person: str | None = None
    ) -> tuple[Release, ...]:
        """All releases, oldest first; those in a state, or of a person, where that is asked."""
        return releases.releases(self._store, now, state, person)

    def move(self, release_id: str, to: ReleaseState, by: str, at: str, why: str = "") -> Release:
        """Take a release off the list ("unlisted") or down ("taken down")."""
        return releases.move(self._store, release_id, to, by, at, why)

    def story(self, release_id: str) -> tuple[Event, ...]:
        """What happened to a release, oldest first."""
        return releases.story_of(self._store, release_id)

    def under(self, release_id: str) -> Under:
        """The grants that a release was drafted or last published under, each with its song."""
        return releases.under(self._store, release_id)

    def published(self, release_id: str) -> Published | None:
        """What is kept of a release's last publication: hashes, rules, duties; None where it never was."""
        return published(self._store, release_id)

    def stands_for(self, recipe: Recipe, person: str, purpose: Purpose, now: str | int) -> bool:
        """Whether that very remix of theirs was made before a grant was taken back and may stay as it is.

        What is published stays for its purpose until a fate of its grants takes it; a draft in private.
        """
        return stands_for(self._store, recipe, person, purpose, now)

    def published_for(self, release: Release, purpose: Purpose, now: str | int) -> str:
        """When it was published for that purpose, while it is so under the same grants; "" otherwise."""
        return published_for(self._store, release, purpose, now)

    def known_as(self, release_id: str, song_id: str, at: str) -> None:
        """Say that a song of the catalogue is this release, so that remixes of it know their family."""
        releases.known_as(self._store, release_id, song_id, at)

    # approvals

    def ask(self, release_id: str, needs: NeedsApproval, at: str) -> tuple[Ask, ...]:
        """Ask the rights holders who want to be asked about this very plan and sound."""
        return asking.ask(self._store, release_id, needs, at)

    def asks(self, open_only: bool = True, now: str | int = 0) -> tuple[Ask, ...]:
        """The questions that are open at `now`, or all of them; without a time no days are over."""
        return asking.open_asks(self._store, now) if open_only else asking.asks(self._store, now)

    def answer(self, ask_id: int, yes: bool, by: str, at: str) -> Ask:
        """Keep a yes or a no; NotPossible "ask.too_late" after the days to answer."""
        return asking.answer(self._store, ask_id, yes, by, at)

    def approvals(
        self, release_id: str, now: str | int, purpose: Purpose | None = None
    ) -> tuple[Approved, ...]:
        """Every yes to a release, as clearance takes it; to a purpose, where one is named."""
        return asking.approvals(self._store, release_id, now, purpose)
