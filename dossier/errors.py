"""The one root of errors, split by what a retry can mend.

A message says what happened and what to do; it never carries personal data, for logs and orchestrators keep messages.
"""


class HosoError(Exception):
    """Something went wrong; ``remedy`` says what a person can do about it."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class TransientError(HosoError):
    """Trying again later may succeed: a time-out, a busy server, a full disk."""


class PermanentError(HosoError):
    """Trying again changes nothing until somebody changes the configuration or the program."""


class UsageError(PermanentError):
    """The caller asked for something that cannot be asked: unknown code, malformed argument."""


class InputRefused(HosoError):  # noqa: N818  a verdict about the input, not a fault of ours
    """The content breaks a rule; ``code`` names the rule, a person has to change the input.

    Raised by readers deep inside a file; the step that called them turns it into a ``Refused`` outcome.
    """

    def __init__(self, code: str, message: str, message_vi: str) -> None:
        super().__init__(message)
        self.code = code
        self.message_vi = message_vi
