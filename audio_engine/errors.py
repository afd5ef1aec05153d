"""What the engine cannot do, as exceptions whose text is one sentence for a person.

EngineError
├── UnreadableAudio        the file is not sound, or is broken
├── UnusableAudio          it is sound, and nothing can be made of it (silent, too short, too long)
├── StemsDoNotFit          stems that are not parts of their mix
├── ImpossiblePlan         a plan that this song cannot follow (no such section, no such stem)
└── Cancelled              somebody asked to stop
"""


class EngineError(Exception):
    """Base of all; `str(error)` says what is wrong and what to do."""


class UnreadableAudio(EngineError):
    """The file is not sound, or is broken."""


class UnusableAudio(EngineError):
    """It is sound, and nothing can be made of it."""


class StemsDoNotFit(EngineError):
    """The stems are not the parts of their mix."""


class ImpossiblePlan(EngineError):
    """The plan asks for something that this song does not have."""


class Cancelled(EngineError):
    """Somebody asked to stop; nothing was kept."""
