"""Schema: the tables of the store, version by version, each made from the one before."""

from __future__ import annotations

import sqlite3

_CATALOGUE_AND_TALKS = """
create table song (
    id text primary key, title text not null, artist text not null, body text not null,
    grant_hash text not null references grant_text(hash), added_at text not null
);
create table grant_text (hash text primary key, body text not null, added_at text not null);
create table turn (
    talk_id text not null, number integer not null, song_id text not null, body text not null,
    said_at text not null, primary key (talk_id, number)
);
create table remix (
    id text primary key, song_id text not null, recipe text not null, made_at text not null
);
create table note (name text primary key, body text not null);
create virtual table song_text using fts5(
    id unindexed, title, artist, tokenize = "unicode61 remove_diacritics 2"
);
create trigger turn_is_kept before update on turn
    begin select raise(abort, 'a turn is never changed'); end;
create trigger grant_is_kept before update on grant_text
    begin select raise(abort, 'a grant is never changed'); end;
"""

_REGISTER = """
create table event (
    number integer primary key autoincrement, at text not null, who text not null, kind text not null,
    song_id text not null default '', grant_hash text not null default '',
    release_id text not null default '', body text not null default '{}'
);
create index event_of_song on event (song_id, number) where song_id <> '';
create index event_of_release on event (release_id, number) where release_id <> '';
create table release (
    id text primary key, recipe_id text not null, person text not null, recipe text not null,
    plan text not null, plan_hash text not null, sound_sha256 text not null, made_at text not null
);
create index release_of_recipe on release (recipe_id);
create table parent (
    release_id text not null references release(id), place integer not null, parent_id text not null,
    primary key (release_id, place), unique (release_id, parent_id)
);
create index child on parent (parent_id);
create table release_grant (
    release_id text not null references release(id), grant_hash text not null references grant_text(hash),
    song_id text not null, event integer not null references event(number),
    primary key (release_id, event, song_id, grant_hash)
);
create index under_grant on release_grant (grant_hash, song_id);
create table release_song (
    song_id text primary key, release_id text not null unique references release(id)
);
create table counted (
    release_id text not null references release(id), song_id text not null, person text not null,
    day text not null, primary key (release_id, song_id)
);
create index counted_of_song on counted (song_id, person, day);
create table ask (
    id integer primary key autoincrement, release_id text not null references release(id),
    song_id text not null, grant_hash text not null references grant_text(hash), purpose text not null,
    plan_hash text not null, sound_sha256 text not null, text text not null, asked_at text not null,
    until integer not null
);
create index ask_of_release on ask (release_id);
create table answer (
    ask_id integer primary key references ask(id), yes integer not null check (yes in (0, 1)),
    who text not null, at text not null
);
"""

_KEPT = (
    "event", "release", "parent", "release_grant", "release_song", "counted", "ask", "answer",
)  # fmt: skip
"""What is written there is neither changed nor deleted."""

_KEPT_ALWAYS = "".join(
    f"create trigger {table}_is_not_changed before update on {table}\n"
    f"    begin select raise(abort, 'what the register holds is never changed'); end;\n"
    f"create trigger {table}_is_not_deleted before delete on {table}\n"
    f"    begin select raise(abort, 'what the register holds is never deleted'); end;\n"
    for table in _KEPT
)

_ENTER_ALL_SONGS = """
create trigger grant_is_not_deleted before delete on grant_text
    begin select raise(abort, 'a grant is never deleted'); end;
insert into event (at, who, kind, song_id, grant_hash)
    select added_at, '', 'offered', id, grant_hash from song order by added_at, id;
insert into event (at, who, kind, song_id, grant_hash)
    select added_at, '', 'accepted', id, grant_hash from song order by added_at, id;
"""

_PEOPLE_AND_PROPOSALS = """
create table talk_song (talk_id text primary key, song_id text not null);
create table said_by (
    talk_id text not null, number integer not null, person text not null, primary key (talk_id, number)
);
create index said_by_person on said_by (person);
create table proposal (
    id text primary key, talk_id text not null, song_id text not null, person text not null,
    body text not null, proposed_at text not null, turns_after integer
);
create index proposal_of_person on proposal (person);
create table report (
    id integer primary key autoincrement, release_id text not null references release(id),
    person text not null, platform text not null, reason text not null, reported_at text not null,
    state text not null default 'open' check (state in ('open', 'dismissed', 'removed')),
    settled_by text not null default '', settled_at text not null default ''
);
create index report_of_release on report (release_id);
create trigger report_is_not_deleted before delete on report
    begin select raise(abort, 'a report is never deleted'); end;
create trigger report_is_kept before update of id, release_id, platform, reason, reported_at on report
    begin select raise(abort, 'what was reported is never changed'); end;
drop trigger turn_is_kept;
create trigger turn_is_kept before update on turn
    when new.talk_id <> old.talk_id or new.number <> old.number or new.song_id <> old.song_id
        or new.said_at <> old.said_at or new.body <> json_set(old.body, '$.words', '')
    begin select raise(abort, 'a turn is never changed'); end;
"""
"""Of a turn its words alone can be taken out, for whoever said them; what it changed stays."""

VERSIONS = (_CATALOGUE_AND_TALKS, _REGISTER + _KEPT_ALWAYS + _ENTER_ALL_SONGS, _PEOPLE_AND_PROPOSALS)
"""What makes version 1 from nothing, version 2 from version 1, and so on."""


def statements(version: int) -> list[str]:
    """The statements that make a version, counted from 1; a trigger's own semicolon ends no statement."""
    found, part = [], ""
    for line in VERSIONS[version - 1].strip().splitlines():
        part += line + "\n"
        if sqlite3.complete_statement(part):
            found.append(part)
            part = ""
    return found
