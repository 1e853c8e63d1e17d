"""PDFium is not safe for threads, and several rooms draw with it: whoever calls it in this process holds this lock.

What it opened is closed before the lock is let go of; a finalizer would close it in whatever thread happens to run.
"""

from __future__ import annotations

from threading import RLock

PDFIUM = RLock()
"""One for the process (pypdfium2's readme, "Thread incompatibility"); the same thread may take it again."""
