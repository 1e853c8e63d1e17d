"""The figures of the previous release, kept as data: by condition and type, with commit and date."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path

from bench.reading.figures import Figures, figures
from bench.reading.reading import Outcome

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("released.json")


@dataclass(frozen=True, slots=True)
class Released:
    """``figures`` by (condition, type); ``how``: what was run."""

    release: str
    commit: str
    measured_on: str
    how: str
    figures: Mapping[tuple[str, str], Figures]

    def of(self, condition: str, kinds: Iterable[str]) -> Figures:
        """Those of these types together; nothing where none was measured."""
        return sum((self.figures.get((condition, kind), Figures()) for kind in sorted(set(kinds))), Figures())


def previous() -> Released:
    """What the previous release reached."""
    return parsed(json.loads(FILE.read_text(encoding="utf-8")))


def parsed(plain: dict[str, object]) -> Released:
    """From JSON values."""
    listed = plain["figures"]
    assert isinstance(listed, list)
    found = {(each.pop("condition"), each.pop("type")): Figures.read(each) for each in map(dict, listed)}
    release, commit, measured_on, how = (str(plain[name]) for name in ("release", "commit", "measured_on", "how"))
    return Released(release, commit, measured_on, how, found)


def keep(outcomes: Sequence[Outcome], command: str) -> Path:
    """Keep what this state reaches as the figures of its release: done when a release is made, before its tag."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=True, text=True)
    return write(outcomes, metadata.version("hoso"), commit.stdout.strip(), command, FILE)


def write(outcomes: Sequence[Outcome], release: str, commit: str, how: str, file: Path) -> Path:
    """Write them as JSON."""
    keys = dict.fromkeys((each.condition, each.kind) for each in outcomes)
    listed = [
        {"condition": condition, "type": kind}
        | figures(each for each in outcomes if (each.condition, each.kind) == (condition, kind)).plain()
        for condition, kind in keys
    ]
    head = {"release": release, "commit": commit, "measured_on": date.today().isoformat(), "how": how}
    rows = ",\n  ".join(json.dumps(each) for each in listed)
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + f',\n "figures": [\n  {rows}\n ]\n}}\n'
    file.write_text(text, encoding="utf-8")
    return file
