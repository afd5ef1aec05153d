"""Starting: what runs until it is stopped, with its log set up before anything else."""

from __future__ import annotations

from typing import Any

from bot.config import Config


def start(name: str, config: Config) -> int:
    """Run the front end of that name until it is stopped; its exit code.

    Raises KeyError when there is no front end of that name, or none that is started.
    """
    from bot.frontends import part_of
    from bot.operations import logs

    running: Any = part_of(name, "running")
    if running is None:
        raise KeyError(f"the front end {name!r} is not one that is started")
    logs.set_up(config)
    code: int = running.run(config)
    return code


def work(config: Config) -> int:
    """Do the jobs of the queue, as many at once as `[jobs]` says, until it is stopped; the exit code."""
    from bot.jobs.standing import work as stand
    from bot.operations import logs

    logs.set_up(config)
    return stand(config)
