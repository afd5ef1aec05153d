"""A cache gives back what was put, forgets what was used least lately, and never gives a damaged file."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_engine.cache import Cache
from audio_engine.errors import UnreadableAudio
from audio_engine.files.atomic import Unwritable


def holding(text: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(text)

    return write


def cache_of(folder: Path, most_bytes: int = 10**6) -> Cache:
    return Cache(folder / "cache", most_bytes)


def last_used(path: Path, seconds_ago: float) -> None:
    moment = time.time() - seconds_ago
    os.utime(path, (moment, moment))


def test_what_was_put_is_got_and_what_was_not_is_none(tmp_path: Path) -> None:
    cache = cache_of(tmp_path)
    assert cache.get(cache.key("a")) is None
    cache.put(cache.key("a"), holding(b"sound"))
    found = cache_of(tmp_path).get(Cache.key("a"))
    assert found is not None
    assert found.read_bytes() == b"sound"
    assert cache.get(cache.key("b")) is None
    cache.put(cache.key("a"), holding(b"other sound"))
    found = cache.get(cache.key("a"))
    assert found is not None
    assert found.read_bytes() == b"other sound"
    assert cache.bytes_used() == len(b"other sound")


parts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=5,
)


def same(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


@given(st.tuples(parts, parts), st.tuples(parts, parts))
def test_keys_are_equal_just_where_their_parts_are(
    one: tuple[object, object], other: tuple[object, object]
) -> None:
    assert (Cache.key(*one) == Cache.key(*other)) == same(one, other)  # type: ignore[arg-type]


def test_arrays_count_with_shape_type_and_content() -> None:
    sound = np.arange(6, dtype=np.float32)
    others = [sound.reshape(2, 3), sound.astype(np.float64), sound + 1, sound.tobytes()]
    assert len({Cache.key(part) for part in [sound, *others]}) == 5
    assert Cache.key(sound) == Cache.key(sound.copy())
    assert Cache.key("ab", "c") != Cache.key("a", "bc")
    with pytest.raises(TypeError, match="not of list"):
        Cache.key([1])  # type: ignore[arg-type]


def test_the_file_used_least_lately_goes_first(tmp_path: Path) -> None:
    cache = cache_of(tmp_path, most_bytes=300)
    for age, name in ((30, "old"), (20, "older than it looks"), (10, "young")):
        last_used(cache.put(cache.key(name), holding(b"x" * 100)), age)
    cache.get(cache.key("old"))
    cache.put(cache.key("new"), holding(b"x" * 100))
    there = {n: cache.get(cache.key(n)) is not None for n in ("old", "older than it looks", "young", "new")}
    assert there == {"old": True, "older than it looks": False, "young": True, "new": True}
    assert cache.bytes_used() == 300


def test_a_file_larger_than_the_cap_stays_until_the_next(tmp_path: Path) -> None:
    cache = cache_of(tmp_path, most_bytes=50)
    last_used(cache.put(cache.key("large"), holding(b"x" * 100)), 5)
    assert cache.get(cache.key("large")) is not None
    cache.put(cache.key("small"), holding(b"x"))
    assert cache.bytes_used() == 1


@pytest.mark.parametrize("damage", [b"s0und", b"soun", b"", b"sound and more"])
def test_a_damaged_file_is_thrown_away_and_made_again(tmp_path: Path, damage: bytes) -> None:
    cache, key = cache_of(tmp_path), Cache.key("a")
    place = cache.put(key, holding(b"sound"))
    place.write_bytes(damage)
    assert cache.get(key) is None
    assert not place.exists()
    place = cache.put(key, holding(b"sound"))
    place.write_bytes(damage)
    assert cache.kept(key, holding(b"made again"), Path.read_bytes) == b"made again"
    assert cache.kept(key, holding(b"never made"), Path.read_bytes) == b"made again"


def test_a_file_that_its_reader_refuses_is_made_again_once(tmp_path: Path) -> None:
    cache, key = cache_of(tmp_path), Cache.key("a")

    def read(path: Path) -> bytes:
        if path.read_bytes() == b"noise":
            raise UnreadableAudio("This is noise.")
        return path.read_bytes()

    cache.put(key, holding(b"noise"))
    assert cache.kept(key, holding(b"sound"), read) == b"sound"
    with pytest.raises(UnreadableAudio):
        cache.kept(Cache.key("b"), holding(b"noise"), read)


def test_a_writer_that_fails_changes_nothing(tmp_path: Path) -> None:
    cache, key = cache_of(tmp_path), Cache.key("a")
    cache.put(key, holding(b"sound"))

    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.put(key, fail)
    assert [f.read_bytes() for f in cache.folder.rglob("*") if f.is_file()] == [b"sound"]


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file stands where the folder should be")
    with pytest.raises(Unwritable, match="Cannot write into the cache"):
        cache_of(tmp_path).put(Cache.key("a"), holding(b"sound"))
    assert cache_of(tmp_path).get(Cache.key("a")) is None


def test_what_killed_processes_left_is_swept_after_an_hour(tmp_path: Path) -> None:
    cache = cache_of(tmp_path)
    folder = cache.put(Cache.key("a"), holding(b"sound")).parent
    for name, age in (("dead", 4000.0), ("alive", 10.0)):
        (folder / f"{name}.part").write_bytes(b"half")
        last_used(folder / f"{name}.part", age)
    cache.put(Cache.key("b"), holding(b"sound"))
    assert {f.name for f in folder.glob("*.part")} == {"alive.part"}


def many_at_once(folder: Path, seed: int) -> None:
    """Put, get and evict the same few keys as fast as can be; a wrong or torn content is an error."""
    cache, random = Cache(folder, 5_000), np.random.default_rng(seed)
    for _ in range(150):
        name = int(random.integers(8))
        right = bytes([name]) * 1000
        assert cache.kept(Cache.key(name), holding(right), Path.read_bytes) == right


def test_several_processes_share_a_cache(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    at_work = [context.Process(target=many_at_once, args=(tmp_path / "cache", seed)) for seed in range(4)]
    for process in at_work:
        process.start()
    for process in at_work:
        process.join(60)
    assert [process.exitcode for process in at_work] == [0, 0, 0, 0]
    assert cache_of(tmp_path).bytes_used() <= 5_000
    assert not list((tmp_path / "cache").rglob("*.part"))
