"""The rules of the house, as tests: who imports whom, one door per package, sizes, quiet imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("audio_engine", "skills", "bot")
FILES = sorted(f for p in PACKAGES for f in (ROOT / p).rglob("*.py"))
IDS = [str(f.relative_to(ROOT)) for f in FILES]

FLOORS = (("talk",), ("catalog",), ("rights", "provenance", "ledger"), ("planning",), ("studio",), ("words",))
"""The floors of `skills`, lowest first; a floor imports only floors below it, or itself."""

DOORS = {
    "discord": "bot/frontends/discord_chat",
    "openai": "skills/studio/llm/hosted.py",
    "httpx2": "skills/studio/llm/hosted.py",
    "sqlite_utils": "skills/studio/store.py",
    "demucs": "audio_engine/separators/demucs.py",
    "typer": "bot/frontends/terminal",
    "rich": "bot/frontends/terminal",
    "python_stretch": "audio_engine/stretch",
    "mutagen": "skills/provenance",
    "PIL": "audio_engine/picture",
    "prometheus_client": "bot/operations/metrics.py",
}
"""Each of these libraries is imported behind one door only."""

LAZY = {
    "torch", "transformers", "demucs", "pedalboard", "scipy", "av", "soxr", "soundfile", "PIL",
    "openai", "httpx2", "xgrammar", "huggingface_hub", "prometheus_client", "packaging",
}  # fmt: skip
"""Heavy libraries are imported inside the functions that use them."""

ALLOWED_LONGER: dict[str, str] = {}
"""Files longer than 300 lines, each with its reason."""


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path, top_level_only: bool = False) -> Iterator[str]:
    tree = parsed(file)
    nodes = tree.body if top_level_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


MODULES = {place.removesuffix("/__init__") for place in (i.removesuffix(".py") for i in IDS)}


def imported_modules(file: Path) -> set[str]:
    """The project's own modules that a file imports when it is read; of a package, just what is taken."""
    found: set[str] = set()
    for node in parsed(file).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner.replace(".", "/") in MODULES else node.module)
    return found


def place(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_nothing_points_back_up(file: Path) -> None:
    rank = {name: level for level, name in enumerate(PACKAGES)}
    own = rank[place(file).split("/")[0]]
    above = [name for name in imports(file) if rank.get(name.split(".")[0], -1) > own]
    assert not above, f"{place(file)} imports {above} from above"


def floor_of(module: str) -> int | None:
    parts = module.split(".")
    if len(parts) < 2 or parts[0] != "skills":
        return None
    return next((level for level, names in enumerate(FLOORS) if parts[1] in names), None)


@pytest.mark.parametrize("file", [f for f in FILES if place(f).startswith("skills/")])
def test_a_floor_of_skills_imports_only_floors_below(file: Path) -> None:
    module = place(file).removesuffix(".py").replace("/", ".")
    own = floor_of(module)
    if own is None:
        return
    for name in imports(file):
        other = floor_of(name)
        same_folder = name.split(".")[:2] == module.split(".")[:2]
        assert other is None or other < own or same_folder, f"{place(file)} imports {name}"


def test_no_word_imports_another_word() -> None:
    words = ROOT / "skills" / "words"
    names = {f.stem for f in words.glob("*.py")} - {"__init__"}
    for file in words.glob("*.py"):
        others = {f"skills.words.{name}" for name in names if name != file.stem and name[0] != "_"}
        assert not others & set(imports(file)), f"{place(file)} imports another word"


def test_no_front_end_imports_another_and_bot_reaches_the_engine_through_skills() -> None:
    for file in (ROOT / "bot").rglob("*.py"):
        own = place(file).split("/")[2] if "frontends/" in place(file) else ""
        for name in imports(file):
            assert not name.startswith("audio_engine"), f"{place(file)} imports {name}"
            if own and name.startswith("bot.frontends."):
                assert name.split(".")[2] == own, f"{place(file)} imports {name}"
            if "wiring" not in place(file):
                assert not name.startswith("skills.words."), f"{place(file)} names a word"


def test_the_shell_computes_no_sound() -> None:
    """What a person waits for never waits for arrays or networks to be loaded; workers have them."""
    for file in (ROOT / "bot").rglob("*.py"):
        heavy = {"numpy", "torch", "scipy", "soundfile", "av", "transformers", "demucs"}
        assert not heavy & {name.split(".")[0] for name in imports(file)}, place(file)


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_each_library_has_one_door(file: Path) -> None:
    for name in imports(file):
        door = DOORS.get(name.split(".")[0])
        assert door is None or place(file).startswith(door), (
            f"{place(file)} imports {name}; its door is {door}"
        )


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_heavy_libraries_are_imported_inside_functions(file: Path) -> None:
    heavy = {name for name in imports(file, top_level_only=True) if name.split(".")[0] in LAZY}
    assert not heavy, f"{place(file)} imports {heavy} at its top"


def test_packages_have_no_circle_of_imports() -> None:
    graph = {
        place(f).removesuffix(".py").removesuffix("/__init__").replace("/", "."): imported_modules(f)
        for f in FILES
    }
    edges = {m: {n for n in names if n in graph and n != m} for m, names in graph.items()}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"circle: {' -> '.join((*path, module))}"
        if module not in done:
            for name in edges[module]:
                visit(name, (*path, module))
            done.add(module)

    for module in edges:
        visit(module, ())


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_files_are_short_and_open_with_what_they_are(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = text.count("\n")
    assert lines <= 300 or place(file) in ALLOWED_LONGER, f"{place(file)} has {lines} lines"
    docstring = ast.get_docstring(parsed(file))
    assert docstring, f"{place(file)} does not say what it is"
    assert docstring.splitlines()[0].endswith((".", ":")), f"{place(file)}: first sentence"


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_functions_are_short(file: Path) -> None:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = node.end_lineno - body[0].lineno + 1 if body else 0
            assert length <= 40, f"{place(file)}: {node.name} has {length} lines"


def test_nobody_runs_text_as_code() -> None:
    for file in FILES:
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec", "__import__"), place(file)
            if isinstance(node, ast.keyword) and node.arg == "shell":
                pytest.fail(f"{place(file)} starts a shell")


def test_shelves_hold_no_gap_between_file_and_name() -> None:
    from audio_engine import effects, instruments, styles

    for shelf in (effects.SHELF, styles.SHELF, instruments.SHELF):
        names = shelf.names()
        assert all(a < b for a, b in pairwise(names))
        assert all(name in shelf for name in names)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['refrain', '--help']\n"
        "from bot.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'numpy', 'transformers', 'demucs', 'pydantic', 'scipy', 'discord'}\n"
        "found = sorted(heavy & set(sys.modules))\n"
        "sys.exit(f'imported: {found}' if found else 0)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "remix" in ran.stdout


def test_importing_the_skills_reads_no_torch() -> None:
    code = "import sys, skills.studio.studio, skills.planning.draft; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
