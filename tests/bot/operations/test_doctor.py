"""The doctor: each check both ways, on real files, folders, ports and processes."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.config import default_config
from bot.jobs import schema
from bot.jobs.database import Database
from bot.operations import doctor, readiness
from bot.operations.check import Check
from bot.operations.doctor import (
    clock,
    disk,
    home,
    language_model,
    port,
    python,
    separator,
    store,
    workers,
)
from bot.operations.readiness import free_bytes, is_writable
from bot.wiring import newest_store_version
from skills.studio.store import Store
from tests.bot.operations.small_discord import TOKEN


def config_of(folder: Path, **tables: dict[str, Any]) -> dict[str, dict[str, Any]]:
    config = default_config({"REFRAIN_HOME": str(folder)})
    for table, keys in tables.items():
        config[table] |= keys
    return config


def found(checks: Any) -> dict[str, tuple[str, str]]:
    return {check.name: (check.state, check.sentence) for check in checks}


def test_python_and_packages_here_are_those_asked_for() -> None:
    told = found(python.checks(config_of(Path("/"))))
    assert told["python"] == ("well", f"Python {sys.version.split()[0]}.")
    assert told["packages"][0] == "well"


def test_packages_of_the_wrong_version_or_missing_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "odd_thing-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: odd-thing\nVersion: 1.0\nRequires-Dist: numpy<1\n"
        "Requires-Dist: no-such-package-here\nRequires-Dist: typer\nRequires-Dist: gone; extra == 'more'\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    check = python.packages_check("odd-thing")
    assert check.state == "missing"
    assert "numpy is 2" in check.sentence
    assert "not <1; no-such-package-here is missing: `pip install .`" in check.sentence
    assert python.packages_check("never-installed-thing").state == "missing"


def test_a_clock_that_is_earlier_than_what_was_written_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "refrain.db"
    file.touch()
    now = file.stat().st_mtime
    assert clock.compared(now, [file, tmp_path / "none"]).state == "well"
    assert clock.compared(now - clock.TOLERATED_SECONDS, [file]).state == "well"
    back = clock.compared(now - 86_400, [file])
    assert (back.state, "set the clock" in back.sentence) == ("missing", True)
    assert found(clock.checks(config_of(tmp_path)))["clock"][0] == "well"


def test_space_is_told_as_enough_little_or_too_little(tmp_path: Path) -> None:
    free = free_bytes(tmp_path)
    assert disk.space(tmp_path, 0, 0).state == "well"
    assert disk.space(tmp_path, 0, 2 * free).state == "note"
    assert disk.space(tmp_path, 2 * free, 2 * free).state == "missing"
    assert disk.existing(tmp_path / "not" / "yet") == tmp_path
    assert free_bytes(tmp_path / "not") == 0


def test_a_home_that_is_not_there_yet_can_be_made_and_one_that_is_a_file_cannot(tmp_path: Path) -> None:
    assert home.writable(tmp_path / "new" / "home").state == "well"
    assert not (tmp_path / "new").exists()
    assert home.writable(tmp_path).sentence == f"{tmp_path} is writable."
    assert list(tmp_path.iterdir()) == []
    file = tmp_path / "file"
    file.touch()
    wrong = home.writable(file)
    assert (wrong.state, "it is not a folder" in wrong.sentence) == ("missing", True)


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_home_that_only_others_may_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert home.writable(tmp_path).state == "missing"


def test_a_home_that_others_may_write_is_a_note(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    assert found(home.checks(config_of(tmp_path)))["home-rights"][0] == "note"
    tmp_path.chmod(0o755)
    assert list(found(home.checks(config_of(tmp_path)))) == ["home"]


def test_a_store_is_told_before_it_is_made_when_whole_and_when_it_is_newer(tmp_path: Path) -> None:
    told = found(store.checks(config_of(tmp_path)))
    assert {name: state for name, (state, _) in told.items()} == dict.fromkeys(
        ("store", "songs", "queue"), "well"
    )
    assert list(tmp_path.iterdir()) == []
    path = tmp_path / "refrain.db"
    Store(path).close()
    whole = store.database(path, "store", "The store", store.OF_THE_STORE, newest_store_version())
    assert whole.state == "well"
    assert f"version {newest_store_version()})" in whole.sentence
    newer = store.database(path, "store", "The store", store.OF_THE_STORE, newest_store_version() - 1)
    assert (newer.state, "update Refrain" in newer.sentence) == ("missing", True)
    older = store.database(path, "store", "The store", store.OF_THE_STORE, newest_store_version() + 1)
    assert (older.state, "at the next start" in older.sentence) == ("well", True)


def test_a_queue_is_told_by_the_version_of_its_own_tables(tmp_path: Path) -> None:
    Database(tmp_path / "bot.db").close()
    told = found(store.checks(config_of(tmp_path)))["queue"]
    assert (told[0], f"version {len(schema.VERSIONS)})" in told[1]) == ("well", True)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection:
        connection.execute("update room set version = 99")
        connection.commit()
    told = found(store.checks(config_of(tmp_path)))["queue"]
    assert (told[0], "newer Refrain (version 99" in told[1]) == ("missing", True)


def test_a_damaged_store_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "refrain.db"
    path.write_bytes(b"this is no database" * 300)
    told = found(store.checks(config_of(tmp_path, catalogue={"demo_songs": False})))
    assert told["store"][0] == "missing"
    assert "put the last backup in its place" in told["store"][1]
    assert told["songs"][0] == "note"


def test_a_store_that_somebody_holds_or_that_lost_a_page_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.02)
    path = tmp_path / "refrain.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("create table t (a)")
        connection.executemany("insert into t values (?)", [("x" * 900,)] * 40)
        connection.execute("create index i on t (a)")
        connection.execute("begin exclusive")
        assert store.database(path, "store", "The store", store.OF_THE_STORE, 99).state == "missing"
        assert not is_writable(path)
        connection.execute("rollback")
    assert is_writable(path)
    assert not is_writable(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + bytes(4096) + whole[12288:])
    assert store.database(path, "store", "The store", store.OF_THE_STORE, 99).state == "missing"


def test_songs_in_the_catalogue_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "refrain.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table song (id)")
        connection.execute("insert into song values (1)")
        connection.commit()
        assert store.songs(path, True).sentence == "The catalogue holds 1 song."
        connection.execute("insert into song values (2)")
        connection.commit()
    assert store.songs(path, False).sentence == "The catalogue holds 2 songs."


def test_a_worker_that_starts_and_one_that_does_not(tmp_path: Path) -> None:
    assert workers.starts([sys.executable, "-c", "pass"]).state == "well"
    broken = workers.starts([sys.executable, "-c", "import no_such_module_here"])
    assert broken.state == "missing"
    assert "No module named 'no_such_module_here'" in broken.sentence
    assert "No worker can be started (FileNotFoundError)" in workers.starts([str(tmp_path / "none")]).sentence
    assert [check.state for check in workers.crowded(1)] == []
    assert [check.state for check in workers.crowded(10_000)] == ["note"]


def test_a_worker_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE_SECONDS", 0.2)
    check = workers.starts([sys.executable, "-c", "import time; time.sleep(60)"])
    assert (check.state, "TimeoutExpired" in check.sentence) == ("missing", True)


def test_weights_that_are_not_here_are_a_note_and_a_fault_only_where_demucs_alone_may_separate(
    tmp_path: Path,
) -> None:
    empty = {"demucs_folder": str(tmp_path)}
    assert found(separator.checks(config_of(tmp_path, separation=empty)))["separator"][0] == "note"
    alone = config_of(tmp_path, separation={**empty, "separator": "demucs"})
    assert found(separator.checks(alone))["separator"][0] == "missing"
    (tmp_path / "htdemucs.th").touch()
    assert found(separator.checks(alone))["separator"] == ("well", "Demucs' weights (htdemucs) are here.")
    without = config_of(tmp_path, separation={"separator": "approximate"})
    assert found(separator.checks(without))["separator"][0] == "well"


@contextmanager
def model_server(status: int) -> Iterator[str]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            good = self.headers.get("Authorization") == "Bearer sk-good"
            self.send_response(status if good and self.path == "/v1/models" else 401)
            self.end_headers()

        def log_message(self, format: str, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def test_a_language_model_is_asked_only_where_one_is_chosen_and_its_key_is_never_shown(
    tmp_path: Path,
) -> None:
    assert found(language_model.checks(config_of(tmp_path)))["planner"][0] == "well"
    with model_server(200) as address:
        openai = {"kind": "openai", "base_url": address, "api_key": "sk-good"}
        told = found(language_model.checks(config_of(tmp_path, planner=openai)))
        assert told["planner"] == ("well", f"The language model's server {address} answers.")
        refused = language_model.reached(address, "sk-bad")
        assert (refused.state, "does not take the key" in refused.sentence) == ("note", True)
        assert "sk-bad" not in refused.sentence
    assert "cannot be reached" in language_model.reached(address, "").sentence
    assert "must begin with http" in language_model.reached("file:///etc/passwd", "").sentence
    with model_server(500) as address:
        assert "in trouble (500)" in language_model.reached(address, "sk-good").sentence


def test_a_local_language_model_is_here_when_its_weights_are(tmp_path: Path) -> None:
    local = config_of(tmp_path, planner={"kind": "local", "local_folder": str(tmp_path)})
    assert found(language_model.checks(local))["planner"][0] == "note"
    (tmp_path / "model.safetensors").touch()
    assert found(language_model.checks(local))["planner"][0] == "well"


def test_a_port_is_free_in_use_or_switched_off(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        in_use = found(port.checks(config_of(tmp_path, operations={"port": number})))["port"]
    assert (in_use[0], "is in use" in in_use[1]) == ("note", True)
    assert found(port.checks(config_of(tmp_path, operations={"port": number})))["port"][0] == "well"
    assert "switched off" in found(port.checks(config_of(tmp_path, operations={"port": 0})))["port"][1]


def test_a_check_that_breaks_is_told_and_keeps_no_other_from_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(config: Any) -> Iterator[Check]:
        raise RuntimeError(TOKEN)

    monkeypatch.setattr(disk, "checks", broken)
    monkeypatch.setattr(workers, "checks", lambda config: ())
    told = doctor.examined(config_of(tmp_path))
    by_name = {check.name: check for check in told}
    assert by_name["disk"].sentence == "The check “disk” itself failed (RuntimeError)."
    assert by_name["python"].state == "well"
    assert not doctor.is_well(told)
    assert doctor.is_well([Check("g", "n", "note", "s"), Check("g", "n", "well", "s")])


def test_the_doctor_finds_the_checks_of_front_ends_and_keeps_groups_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "checks", lambda config: ())
    groups = [check.group for check in doctor.examined(config_of(tmp_path))]
    assert list(dict.fromkeys(groups)) == ["This machine", "Music", "Discord"]
    assert groups == sorted(groups, key=["This machine", "Music", "Discord"].index)
