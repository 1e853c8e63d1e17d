"""The last line: a defect of ours in one dossier stops that dossier, not the batch, and tells nobody's data."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import HosoError, PermanentError
from dossier.pipeline import Outcome, Run, Steps

_LOG = logging.getLogger("hoso")


@dataclass(frozen=True, slots=True)
class GuardedStep:
    """Wraps a step: an exception that is none of ours becomes a ``PermanentError`` that names its kind and step only.

    Where it happened goes to the log, without the exception's text, which may hold what was read.
    """

    name: str
    step: Run

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:
        """What the step says."""
        try:
            return self.step(code, digest)
        except HosoError:
            raise
        except Exception as error:
            kind = type(error).__name__
            _LOG.error("%s: %s in %s\n%s", code, kind, self.name, "".join(traceback.format_tb(error.__traceback__)))
            raise PermanentError(
                f"A defect of hoso: {kind} in the step {self.name}.", remedy="Report it with the log's lines."
            ) from error


def guarded(steps: Steps) -> Steps:
    """The same steps, each wrapped."""
    return Steps(**{name: GuardedStep(name, step) for name, step in steps})
