"""Schema: the tables of the jobs, version by version, each made from the one before."""

from __future__ import annotations

import sqlite3

_JOBS = """
create table job (
    id integer primary key autoincrement, key text not null unique,
    lane text not null check (lane in ('desk', 'render')), person text not null, server text not null,
    request text not null, priority integer not null, audio_seconds real not null,
    state text not null default 'waiting'
        check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    stage text not null default '', share real not null default 0, preview text not null default '',
    reply text not null default '', error text not null default '', error_kind text not null default '',
    submitted_at real not null, started_at real not null default 0, ended_at real not null default 0,
    cancel_asked_at real not null default 0, deaths integer not null default 0,
    worker text not null default '', lease_until real not null default 0,
    removed integer not null default 0, version integer not null, moved integer not null
);
create index job_open on job (lane, state) where state in ('waiting', 'running');
create index job_ended on job (lane, ended_at) where ended_at > 0;
create index job_of_person on job (person);
create index job_version on job (version);
create index job_moved on job (moved);
create table tally (value integer not null);
insert into tally values (0);
create table worker (
    id text primary key, lane text not null, crew text not null, seen_at real not null,
    beats integer not null default 0
);
create table measured (
    id integer primary key autoincrement, lane text not null, audio_seconds real not null,
    seconds real not null
);
"""

VERSIONS = (_JOBS,)
"""What makes version 1 from nothing, version 2 from version 1, and so on."""


def statements(script: str) -> list[str]:
    """The statements of a script, one by one; a trigger's own semicolon ends no statement."""
    found, part = [], ""
    for line in script.strip().splitlines():
        part += line + "\n"
        if sqlite3.complete_statement(part):
            found.append(part)
            part = ""
    return [*found, part] if part.strip() else found
