"""The language model, where one is chosen: whether it can be reached, and takes the key."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterable

from bot.config import Config
from bot.operations.check import Check

GROUP = "Music"
PATIENCE_SECONDS = 5.0
RULES = "until then, the rules answer alone."


def checks(config: Config) -> Iterable[Check]:
    """One check for the planner that config.toml chooses."""
    planner = config["planner"]
    if planner["kind"] == "rules":
        yield Check(GROUP, "planner", "well", "Words are read by the rules; no language model is asked.")
    elif planner["kind"] == "local":
        yield _local(config)
    else:
        yield reached(planner["base_url"], planner["api_key"])


def reached(base_url: str, key: str) -> Check:
    """Whether a server that speaks OpenAI's API answers, and takes the key."""
    if not base_url.startswith(("http://", "https://")):
        told = f"[planner] base_url is {base_url!r}; it must begin with http:// or https://; {RULES}"
        return Check(GROUP, "planner", "note", told)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    request = urllib.request.Request(f"{base_url.rstrip('/')}/models", headers=headers)
    try:
        urllib.request.urlopen(request, timeout=PATIENCE_SECONDS).close()
    except urllib.error.HTTPError as refusal:
        if refusal.code in (401, 403):
            told = (
                f"The language model's server {base_url} does not take the key; set OPENAI_API_KEY; {RULES}"
            )
            return Check(GROUP, "planner", "note", told)
        if refusal.code >= 500:
            told = f"The language model's server {base_url} is in trouble ({refusal.code}); {RULES}"
            return Check(GROUP, "planner", "note", told)
    except (OSError, ValueError):
        told = (
            f"The language model's server {base_url} cannot be reached; start it, or change base_url; {RULES}"
        )
        return Check(GROUP, "planner", "note", told)
    return Check(GROUP, "planner", "well", f"The language model's server {base_url} answers.")


def _local(config: Config) -> Check:
    from bot.wiring import language_model_is_here

    name = config["planner"]["local_folder"] or config["planner"]["local_model"]
    if language_model_is_here(config):
        return Check(GROUP, "planner", "well", f"The language model {name} is on this machine.")
    told = f"The language model {name} is not here; it is fetched at first use where it can be; {RULES}"
    return Check(GROUP, "planner", "note", told)
