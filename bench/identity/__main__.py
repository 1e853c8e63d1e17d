"""Everything about identity, part by part; each part is a module that runs by itself too.

python -m bench identity [PART …] [-- OPTIONS]      parts: qr scans forged impostors registers weights
"""

from __future__ import annotations

import runpy
import sys
import tempfile

PARTS = ("qr", "scans", "forged", "impostors", "registers", "weights")


def main() -> None:
    """Run the parts asked for, all without any; what follows ``--`` goes to each of them."""
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    asked, options = words[:cut], words[cut + 1 :]
    if any(part not in PARTS for part in asked):
        sys.exit(f"usage: python -m bench identity [{' | '.join(PARTS)} …] [-- OPTIONS]")
    for part in asked or PARTS:
        print(f"\n## {part}", flush=True)
        if part == "scans":
            _scans(options)
        else:
            sys.argv = [part, *options]
            runpy.run_module(f"bench.identity.{part}", run_name="__main__", alter_sys=True)


def _scans(options: list[str]) -> None:
    """Cards drawn, scanned and read at 300 and 200 dpi, then summed up."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/scans.jsonl"
        for dpi in ("300", "200"):
            sys.argv = ["scans", "--out", file, "--dpi", dpi, *options]
            runpy.run_module("bench.identity.card_scans", run_name="__main__", alter_sys=True)
        sys.argv = ["summary", file]
        runpy.run_module("bench.identity.scan_summary", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
