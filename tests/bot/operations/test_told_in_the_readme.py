"""What README and the unit of systemd say of hosting is so."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

from bot.config import KEYS, default_config, read_config
from bot.frontends.discord_chat import invite, running
from bot.operations.doctor import examined
from bot.operations.readiness import FRESH_SECONDS, NEEDED_BYTES

ROOT = Path(__file__).parent.parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ONE_LINE = " ".join(README.split())
FOR_GOOD = {running.UNUSABLE, running.TOKEN_REFUSED, running.INTENTS_REFUSED, running.FATAL}


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "packaging" / "refrain.service", encoding="utf-8")
    return parser


def test_the_readme_names_every_exit_code_of_the_bot_and_whether_it_is_started_anew() -> None:
    table = re.findall(r"^\| (\d+) \| [^|]+ \| (no|yes) \|$", README, flags=re.M)
    assert dict(table) == {str(code): "no" for code in (running.STOPPED, *FOR_GOOD)}


def test_the_unit_starts_the_bot_anew_but_not_where_it_would_end_just_so_again() -> None:
    service = unit()["Service"]
    assert service["Restart"] == "on-failure"
    assert {int(code) for code in service["RestartPreventExitStatus"].split()} == FOR_GOOD
    assert service["Type"] == "notify"
    assert service["ExecStart"].endswith("/refrain discord")


def test_the_unit_holds_no_secret_and_names_the_file_that_does() -> None:
    text = (ROOT / "packaging" / "refrain.service").read_text(encoding="utf-8")
    assert unit()["Service"]["EnvironmentFile"] == "/etc/refrain/environment"
    assert re.findall(r"DISCORD_TOKEN=(\S)", text) == ["…"]


def test_the_readme_names_each_permission_and_scope_that_the_invite_asks_for() -> None:
    assert all(name in ONE_LINE for name in invite.NEEDED)
    assert all(f"`{scope}`" in README for scope in invite.SCOPES)


def test_the_readme_tells_every_setting_for_discord_jobs_and_operations() -> None:
    for table in ("discord", "jobs", "operations"):
        (row,) = [line for line in README.splitlines() if line.startswith(f"| `[{table}] ")][:1]
        rows = " ".join(line for line in README.splitlines() if line.startswith("| `["))
        assert row
        assert all(re.search(rf"`(\[{table}\] )?{key}`", rows) for key in KEYS[table]), table


def test_the_readme_tells_when_the_bot_is_ready() -> None:
    assert f"within {FRESH_SECONDS:g} s and more than {NEEDED_BYTES / 1e6:.0f} MB of disk" in ONE_LINE
    assert f"`[operations] port` ({KEYS['operations']['port'].default})" in README


def test_the_config_in_the_project_is_well_for_the_doctor(tmp_path: Path) -> None:
    config = read_config({"REFRAIN_CONFIG": str(ROOT / "config.toml"), "REFRAIN_HOME": str(tmp_path)})
    assert config == default_config({"REFRAIN_HOME": str(tmp_path)})
    missing = [check.sentence for check in examined(config) if check.state == "missing"]
    assert missing == []
