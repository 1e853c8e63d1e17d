"""What came of cards that were drawn, scanned and read: codes, zones, print, verdicts.

python -m bench.identity.scan_summary SCANS.jsonl …
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

_ZONE = ("id_number", "date_of_birth", "date_of_expiry")
Line = dict[str, Any]


def zone_values(line: Line) -> dict[str, str]:
    """What the zone says of number, birth and expiry; nothing of what failed its check."""
    zone = line["mrz"] or {}
    number = zone.get("id_number")
    said = {"id_number": number["digits"] if number else None, **{key: zone.get(key) for key in _ZONE[1:]}}
    return {key: value for key, value in said.items() if value}


def summary(lines: list[Line]) -> list[str]:
    """A line of text for each figure."""
    count = len(lines)
    exact = wrong = 0
    for line in lines:
        said = zone_values(line)
        truth = {key: line["truth"][key] for key in _ZONE if line["truth"][key]}
        exact += said == truth
        wrong += sum(said[key] != truth.get(key) for key in said)
    codes = sum(bool(line["qr"]) and line["qr"]["id_number"] == line["truth"]["id_number"] for line in lines)
    printed = Counter(
        (key, line["print"][key][0].upper() == line["truth"][key].upper())
        for line in lines
        for key in line["truth"]
        if key in line["print"]
    )
    told = [
        f"{count} cards",
        f"QR read and right: {codes} ({codes / count:.1%})",
        f"zone: number, birth and expiry exact {exact} ({exact / count:.1%}); wrong values given {wrong}",
    ]
    for key in lines[0]["truth"]:
        read = printed[key, True] + printed[key, False]
        told.append(f"print, {key:20} right {printed[key, True]:4} of {read:4} read")
    verdicts = Counter(line["verdict"] for line in lines if "verdict" in line)
    if verdicts:
        told.append("verdicts: " + ", ".join(f"{name} {number}" for name, number in sorted(verdicts.items())))
        checks = sorted(line["check_ms"] for line in lines if "check_ms" in line)
        told.append(f"check of one person: median {checks[len(checks) // 2]:.1f} ms, most {checks[-1]:.1f} ms")
    return told


def main() -> None:
    """Sum up by resolution."""
    lines = [json.loads(line) for path in sys.argv[1:] for line in Path(path).read_text(encoding="utf-8").splitlines()]
    for dpi in sorted({line["dpi"] for line in lines}):
        print(f"{dpi} dpi, {lines[0]['condition']}")
        for text in summary([line for line in lines if line["dpi"] == dpi]):
            print("  " + text)


if __name__ == "__main__":
    main()
