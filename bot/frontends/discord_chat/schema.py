"""Schema: the tables that the Discord front end keeps beside the queue's, version by version."""

from __future__ import annotations

ROOM = "discord"
"""By which the database knows these tables."""

_FIRST = """
create table seen (id integer primary key, at real not null);
create table slot (
    id integer primary key autoincrement, nonce text not null, ephemeral integer not null default 0,
    channel_id integer not null default 0, message_id integer not null default 0,
    reply_to integer not null default 0, person_id integer not null default 0,
    application_id integer not null default 0, token text not null default '',
    token_until real not null default 0,
    wanted text not null default '', wanted_version integer not null default 0,
    shown_version integer not null default 0, shown_files text not null default '',
    final integer not null default 0, sent_at real not null default 0, not_before real not null default 0,
    tries integer not null default 0, ended text not null default ''
);
create index slot_of_message on slot (message_id) where message_id <> 0;
create index slot_to_send on slot (id) where wanted_version > shown_version and ended = '';
create table errand (
    id integer primary key autoincrement, key text not null unique, kind text not null,
    slot_id integer not null references slot(id), job_id integer not null,
    open integer not null default 1, at real not null, person_id integer not null,
    server_id integer not null default 0, channel_id integer not null default 0,
    visit text not null, body text not null default '{}'
);
create index errand_of_job on errand (job_id);
create index errand_of_slot on errand (slot_id);
create index errand_of_person on errand (person_id, kind, at);
create index open_errand on errand (id) where open = 1;
create table talk (
    channel_id integer primary key, talk_id text not null, song text not null, at real not null
);
create table lock (name text primary key, holder text not null, until real not null);
create table kept (name text primary key, body text not null);
"""

_SECOND = """
create table upload (
    song_id text not null, person_id integer not null, alone integer not null, at real not null,
    primary key (song_id, person_id)
);
create table offer (id integer primary key, person_id integer not null, body text not null, at real not null);
create index errand_of_channel on errand (channel_id, kind, id);
"""

_THIRD = """
create table decision (
    server_id integer not null, version integer not null, body text not null, who integer not null,
    at real not null, primary key (server_id, version)
);
create table blocked (
    server_id integer not null, person_id integer not null, name text not null, at real not null,
    primary key (server_id, person_id)
);
create table departure (server_id integer primary key, at real not null);
create table audit (
    id integer primary key autoincrement, at real not null, server_id integer not null, who integer not null,
    act text not null, before text not null, after text not null, reason text not null
);
create index audit_of_server on audit (server_id, id);
create trigger audit_is_never_changed before update on audit
begin select raise(abort, 'what was done stays written down'); end;
create trigger audit_is_never_forgotten before delete on audit
begin select raise(abort, 'what was done stays written down'); end;
"""

_FOURTH = """
insert into sqlite_sequence (name, seq) select 'errand', abs(random() % 1000000000) * 1000000
where not exists (select 1 from sqlite_sequence where name = 'errand');
"""
"""Two bots of one application, each with a home of its own, know their own buttons by these numbers."""

_FIFTH = "alter table slot add column edited_at real not null default 0;"
"""When a message was last edited, 0 before its first edit: a first answer is no edit."""

VERSIONS = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)
