"""The referee of the stand-in Discord: its own document and the rules that stand in prose."""

from .circumstances import Circumstances, File
from .errors import strict_error
from .judge import Judge
from .limits import ARCHIVE_MINUTES, LIMITS
from .violation import Violation

__all__ = ["ARCHIVE_MINUTES", "LIMITS", "Circumstances", "File", "Judge", "Violation", "strict_error"]
