"""The reference validator of EN 319 102-1, run offline on files of ours (needs Maven and a Java compiler)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

_HERE = Path(__file__).parent
_BUILD = Path(__file__).parents[3] / "build"
_SECONDS = 900

AVAILABLE = bool(shutil.which("javac") and shutil.which("mvn"))


def judged(root: Path, content: Path, files: Sequence[Path]) -> dict[str, str]:
    """What it says of each file, by name: format and indication, ``+`` or ``-`` for each time stamp and object."""
    program = _compiled()
    command = ["java", "-cp", f"{program}/*:{program}", "Judge", str(root), str(content), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=_SECONDS)
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


def _compiled() -> Path:
    """Libraries and program, whole or not there; kept for the next run."""
    sources = [_HERE / "pom.xml", _HERE / "Judge.java"]
    wanted = _BUILD / f"dss-{sha256(b''.join(each.read_bytes() for each in sources)).hexdigest()[:12]}"
    if wanted.is_dir():
        return wanted
    partial = wanted.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={partial}"]
    for command in (
        ["mvn", "-q", "-B", "-f", str(sources[0]), *goal],
        ["javac", "-cp", f"{partial}/*", "-d", str(partial), str(sources[1])],
    ):
        subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)
    partial.rename(wanted)
    return wanted
