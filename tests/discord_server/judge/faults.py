"""Every faulty request."""

from .fault import Fault, changed
from .faults_of_answers import OF_ANSWERS
from .faults_of_messages import OF_MESSAGES

FAULTS = OF_MESSAGES + OF_ANSWERS

__all__ = ["FAULTS", "Fault", "changed"]
