"""Weights are fetched once from the hub; without a network that is told quickly, and torch stays out."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.audio_engine.separators.small_model import as_on_the_hub, small_model

NOTE = "stems by Demucs (htdemucs): clean, with faint traces of other parts."
SEPARATE = """
import sys
import numpy as np
from audio_engine.separators import Options, separate_with
told = []
mix = np.random.default_rng(0).uniform(-0.5, 0.5, (2, 60_000)).astype(np.float32)
found = separate_with("auto", mix, Options(), lambda stage, done: told.append(stage))
print(found.quality_note, found.hint)
print("torch" in sys.modules, "fetching the separator's weights" in told)
"""


class Hub(BaseHTTPRequestHandler):
    """The little of a model hub that fetching files needs."""

    folder: Path

    def do_HEAD(self) -> None:
        self.answer(with_body=False)

    def do_GET(self) -> None:
        self.answer(with_body=True)

    def answer(self, with_body: bool) -> None:
        file = self.folder / self.path.rsplit("/", 1)[-1]
        if not self.path.startswith("/adefossez/HTDemucs/resolve/") or not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
        self.send_header("X-Repo-Commit", "a" * 40)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The test's output stays clean."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    as_on_the_hub(tmp_path / "hub", small_model())
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("ThisHub", (Hub,), {"folder": tmp_path / "hub"}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def separated(home: Path, **environment: str) -> list[str]:
    """What a program of its own prints; it knows no network but the hub that is named."""
    no_way_out = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    settings = {"HF_HOME": str(home / "hf"), "XDG_CACHE_HOME": str(home), "TORCH_HOME": str(home / "torch")}
    own = {**os.environ, **no_way_out, **settings, "NO_PROXY": "127.0.0.1", "HF_HUB_DISABLE_XET": "1"}
    run = [sys.executable, "-W", "ignore", "-c", SEPARATE]
    done = subprocess.run(run, env={**own, **environment}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_weights_are_fetched_once_and_then_used_without_a_network(
    tmp_path: Path, hub: ThreadingHTTPServer
) -> None:
    address = f"http://127.0.0.1:{hub.server_port}"
    assert separated(tmp_path, HF_ENDPOINT=address) == [NOTE + " ", "True True"]
    again = separated(tmp_path, HF_ENDPOINT=address, HF_HUB_OFFLINE="1")
    assert again == [NOTE + " ", "True False"]


def test_without_a_network_the_fallback_is_chosen_and_torch_is_never_loaded(tmp_path: Path) -> None:
    note, torch_and_fetched = separated(tmp_path, HF_ENDPOINT="http://127.0.0.1:9")
    assert note.startswith("approximate stems: ")
    assert "Demucs' weights (htdemucs) are not here and cannot be fetched now" in note
    assert torch_and_fetched == "False False"
