"""A model's files are fetched once from the hub, told by the byte; a folder is checked before it is read."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from audio_engine.progress import quiet
from skills.studio.llm.weights import NoModel, model_folder

FILES = {"config.json": 30, "tokenizer.json": 300, "model.safetensors": 90_000, "pytorch_model.bin": 80_000}
FETCH = """
import sys
from skills.studio.llm.weights import NoModel, model_folder
told = []
try:
    folder = model_folder(sys.argv[1], None, lambda stage, done: told.append((stage, done)))
    print(sorted(f.name for f in folder.iterdir()))
except NoModel as problem:
    print(problem)
print({stage for stage, _ in told})
print([done for _, done in told] == sorted(done for _, done in told), told[-1:], len(told) > 3)
print("torch" in sys.modules)
"""


class Hub(BaseHTTPRequestHandler):
    """The little of a model hub that one model needs."""

    def do_HEAD(self) -> None:
        self.answer(with_body=False)

    def do_GET(self) -> None:
        self.answer(with_body=True)

    def answer(self, with_body: bool) -> None:
        path = self.path.partition("?")[0]
        name = path.rsplit("/", 1)[-1]
        if path == "/api/models/org/small":
            siblings = [{"rfilename": name, "size": size} for name, size in FILES.items()]
            body = json.dumps({"id": "org/small", "sha": "a" * 40, "siblings": siblings}).encode()
        elif path.startswith("/org/small/resolve/") and name in FILES:
            body = b"x" * FILES[name]
        else:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
        self.send_header("X-Repo-Commit", "a" * 40)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The test's output stays clean."""


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetched(home: Path, model: str, **environment: str) -> list[str]:
    """What a program of its own prints; it knows no network but the hub that is named."""
    no_way_out = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    settings = {"HF_HOME": str(home), "NO_PROXY": "127.0.0.1", "HF_HUB_DISABLE_XET": "1"}
    run = [sys.executable, "-W", "ignore", "-c", FETCH, model]
    own = {**os.environ, **no_way_out, **settings, **environment}
    done = subprocess.run(run, env=own, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_model_is_fetched_once_without_files_that_run_code(tmp_path: Path, hub: str) -> None:
    files = "['config.json', 'model.safetensors', 'tokenizer.json']"
    told = "[('fetching the language model', 1.0)]"
    assert fetched(tmp_path, "org/small", HF_ENDPOINT=hub) == [
        files,
        "{'fetching the language model'}",
        f"True {told} True",
        "False",
    ]
    again = fetched(tmp_path, "org/small", HF_ENDPOINT=hub, HF_HUB_OFFLINE="1")
    assert again == [files, "set()", "True [] False", "False"]


def test_a_model_that_the_hub_does_not_have_is_told(tmp_path: Path, hub: str) -> None:
    assert "The hub has no model org/other" in fetched(tmp_path, "org/other", HF_ENDPOINT=hub)[0]


def test_without_a_network_the_way_out_is_told(tmp_path: Path) -> None:
    said = fetched(tmp_path, "org/small", HF_ENDPOINT="http://127.0.0.1:9")[0]
    assert said == (
        "The language model org/small is not here and cannot be fetched now; "
        "connect once to the internet, or name a folder that has it."
    )


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ((), "its configuration"),
        (("config.json", "tokenizer.json", "pytorch_model.bin"), "weights as safetensors"),
        (("config.json", "model.safetensors"), "its tokenizer"),
    ],
)
def test_a_folder_that_is_no_model_is_told_by_what_it_lacks(
    tmp_path: Path, there: tuple[str, ...], missing: str
) -> None:
    for name in there:
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(NoModel, match=missing):
        model_folder("", tmp_path, quiet)
    with pytest.raises(NoModel, match=missing):
        model_folder(str(tmp_path), None, quiet)


def test_no_name_and_a_name_that_is_none_are_told() -> None:
    with pytest.raises(NoModel, match="No language model is named"):
        model_folder("", None, quiet)
    with pytest.raises(NoModel, match="neither a folder nor the id"):
        model_folder("a model, please!", None, quiet)
