"""Tags in the file of a remix, written and read back, whatever its format."""

from __future__ import annotations

from pathlib import Path

from skills.provenance import tags_id3, tags_mp4, tags_vorbis
from skills.provenance.tags import Tags, opened


def write_tags(path: Path, tags: Tags) -> None:
    """Replace all tags of a WAV, FLAC, MP3, Ogg Vorbis, Opus or M4A file; what it carried before is gone.

    Raises CannotTag for other files, BadIsrc for a code that is none.
    """
    from mutagen.mp3 import MP3
    from mutagen.mp4 import MP4
    from mutagen.wave import WAVE

    audio = opened(path)
    if isinstance(audio, MP3 | WAVE):
        tags_id3.write(path, audio, tags)
    elif isinstance(audio, MP4):
        tags_mp4.write(audio, tags)
    else:
        tags_vorbis.write(audio, tags)


def read_tags(path: Path) -> Tags:
    """What `write_tags` wrote; MP3, WAV and M4A keep whole beats per minute only, MP3 and WAV one source.

    Raises CannotTag for other files.
    """
    from mutagen.mp3 import MP3
    from mutagen.mp4 import MP4
    from mutagen.wave import WAVE

    audio = opened(path)
    if isinstance(audio, MP3 | WAVE):
        return tags_id3.read(audio)
    return tags_mp4.read(audio) if isinstance(audio, MP4) else tags_vorbis.read(audio)
