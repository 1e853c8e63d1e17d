"""Is a file PDF/A-2u? veraPDF says so, an independent judge on Java: ``python -m hoso.conformance PATH…``.

Fail-closed: a file is compliant only when the report says so of that very file. Maven fetches the judge on first use
by the coordinates in ``deploy/conformance/pom.xml``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape

from dossier.digest import Digest
from dossier.errors import HosoError, PermanentError, TransientError, UsageError
from hoso.cli.console import out, report, table
from hoso.cli.status import Exit

_ROOT = Path(__file__).parents[1]
_COORDINATES = _ROOT / "deploy" / "conformance" / "pom.xml"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
_PROFILE = "PDF/A-2u validation profile"
_FETCH_SECONDS = 900
_START_SECONDS, _FILE_SECONDS = 60, 30


@dataclass(frozen=True, slots=True)
class Conformance:
    """The verdict on one file; ``reason`` names the broken rules, or why there is no verdict."""

    file: Path
    compliant: bool
    reason: str = ""


def libraries(build: Path = _ROOT / "build") -> Path:
    """The folder with the judge's libraries, fetched by Maven when it is not there.

    ``PermanentError`` without Maven, ``TransientError`` when the libraries cannot be fetched.
    """
    wanted = build / f"verapdf-{Digest.of(_COORDINATES.read_bytes()).hex[:12]}"
    if wanted.is_dir():
        return wanted
    build.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        fetched = Path(folder) / "lib"
        _fetch(fetched)
        fetched.rename(wanted)  # whole or not at all: a fetch that was cut off leaves nothing to be trusted
    return wanted


def _fetch(folder: Path) -> None:
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    try:
        done = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(_COORDINATES), *goal],
            capture_output=True,
            timeout=_FETCH_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise PermanentError("Maven is missing.", remedy="Install it: apt-get install maven") from error
    except subprocess.TimeoutExpired as error:
        raise TransientError("Fetching veraPDF took too long.", remedy="Try again.") from error
    if done.returncode or not folder.is_dir():
        raise TransientError("veraPDF cannot be fetched by Maven.", remedy="Check the network, then try again.")


def judge(files: Sequence[Path], libraries: Path) -> tuple[Conformance, ...]:
    """Judge all files in one Java process; one verdict for each, in order. ``libraries``: see ``libraries()``."""
    if not files:
        return ()
    with tempfile.TemporaryDirectory() as folder:
        # Plain names, for Java reads others by the locale, and the judge passes over what is not called *.pdf.
        links = [Path(folder) / f"{place}.pdf" for place in range(len(files))]
        for link, file in zip(links, files, strict=True):
            link.symlink_to(file.resolve())
        jobs = _run(links, libraries)
    return tuple(verdict(file, jobs.get(str(link), [])) for file, link in zip(files, links, strict=True))


def _run(links: Sequence[Path], libraries: Path) -> dict[str, list[Mapping[str, Any]]]:
    """The report's entries by the name of the file."""
    options = ["--flavour", "2u", "--format", "json", "--maxfailuresdisplayed", "1", "--loglevel", "0"]
    command = ["java", "-cp", f"{libraries}/*", _MAIN, *options, *(str(link) for link in links)]
    limit = _START_SECONDS + _FILE_SECONDS * len(links)
    try:
        done = subprocess.run(command, capture_output=True, timeout=limit, check=False)
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except FileNotFoundError as error:
        raise PermanentError("Java is missing.", remedy="Install it: apt-get install default-jre-headless") from error
    except subprocess.TimeoutExpired as error:
        raise TransientError("veraPDF took too long.", remedy="Judge fewer files at a time.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PermanentError("veraPDF gave no report.", remedy="Check that Java 11 or later is installed.") from error
    found: dict[str, list[Mapping[str, Any]]] = {}
    for job in jobs:
        found.setdefault(job["itemDetails"]["name"], []).append(job)
    return found


def verdict(file: Path, jobs: Sequence[Mapping[str, Any]]) -> Conformance:
    """Compliant only by exactly one undisturbed result under the right profile that says so."""
    results = [result for job in jobs for result in job.get("validationResult", ())]
    if len(jobs) != 1 or len(results) != 1:
        failed = [job["taskException"].get("exceptionMessage", "") for job in jobs if "taskException" in job]
        return Conformance(file, False, "; ".join(failed) or "not in the report")
    result = results[0]
    if result.get("profileName") != _PROFILE or result.get("jobEndStatus") != "normal":
        return Conformance(file, False, "judged by another profile, or not to the end")
    details = result.get("details", {})
    clean = details.get("failedChecks") == 0 and details.get("passedChecks", 0) > 0
    if result.get("compliant") is True and clean:
        return Conformance(file, True)
    return Conformance(file, False, _broken(details.get("ruleSummaries", ())) or "not compliant")


def _broken(rules: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(f"{rule.get('clause')}-{rule.get('testNumber')}: {rule.get('description')}" for rule in rules)


def pdf_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and every ``*.pdf`` in the folders named; ``UsageError`` when a path is not there."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no {path}.")
        found += sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
    if not found:
        raise UsageError("No PDF file to judge.", remedy="Name files or folders.")
    return found


def main(arguments: Sequence[str]) -> int:
    """Print a table; 0 when every file is compliant, 3 when one is not."""
    try:
        verdicts = judge(pdf_files(Path(argument) for argument in arguments), libraries())
    except HosoError as error:
        return report(error)
    shown = table("PDF/A-2u (veraPDF)", "Tệp / File", "Kết quả / Result", "Lý do / Reason")
    for found in verdicts:
        result = "ĐẠT / yes" if found.compliant else "KHÔNG / no"
        shown.add_row(escape(str(found.file)), result, escape(found.reason))
    out.print(shown)
    return Exit.DONE if all(found.compliant for found in verdicts) else Exit.REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
