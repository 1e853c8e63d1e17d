"""The network that reads the print of a line: drawn lines, trained on them, measured on faces it has not seen.

python -m bench lines [--minutes M] [--count N] [--fonts FOLDER …] [--keep FOLDER] [--write] [--measure-only]

Training needs PyTorch and ONNX, which are not among the requirements: the readers of papers do without them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import cv2

from bench.lines.fonts import Faces, faces
from bench.lines.measure import Reader, measured, measured_on
from bench.lines.shards import draw_shards, lines_in
from dossier.errors import UsageError
from ocr.line_network import LineNetwork, trained

_TRAINED_ON, _MEASURED = 250_000, 1000
_SEED = 1
_NEEDED = ("torch", "onnx")


def main() -> None:
    """Draw, train, measure; or measure what is kept."""
    asked = _arguments()
    cv2.setNumThreads(1)
    try:
        found = _faces(asked.fonts)
        if asked.measure_only:
            _measure(found, asked.count or _MEASURED)
        else:
            _train(found, asked)
    except UsageError as error:
        sys.exit(str(error))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench lines", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=66, help="to train for (default: 66)")
    parser.add_argument(
        "--count",
        type=int,
        metavar="N",
        help=f"lines drawn to train on (default: {_TRAINED_ON}), or of each kind to measure on (default: {_MEASURED})",
    )
    parser.add_argument(
        "--fonts", nargs="+", type=Path, default=(), metavar="FOLDER", help="with more fonts to print in"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep lines and weights there, and go on from those that are there"
    )
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--write", action="store_true", help="write ocr/data/line_reader.onnx")
    task.add_argument("--measure-only", action="store_true", help="measure ocr/data/line_reader.onnx instead")
    return parser.parse_args()


def _faces(folders: list[Path]) -> Faces:
    if any(not folder.is_dir() for folder in folders):
        raise UsageError("A folder of fonts is not there.", remedy="Make it, or choose other --fonts.")
    found = faces(folders)
    if not found.trained_on:
        raise UsageError(
            "No font here has every letter of Vietnamese.", remedy="Install one, or give a folder: --fonts."
        )
    known, unseen = len(found.trained_on), len(found.held_out)
    print(f"… {known} families to train on, {unseen} to measure on", file=sys.stderr, flush=True)
    return found


def _measure(found: Faces, count: int) -> None:
    """The network that is kept here, on one thread."""
    for name, lines in measured_on(found, count).items():
        print(f"{name}: {measured(trained().read, lines).told()}", flush=True)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """Where lines and weights are: one that stays, or one for this run."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="bench-lines-") as work:
        yield Path(work)


def _train(found: Faces, asked: argparse.Namespace) -> None:
    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError(
            "Training needs PyTorch and ONNX, which are not among the requirements.",
            remedy="Install them into the environment: .venv/bin/python -m pip install torch onnx",
        )
    sets = measured_on(found, _MEASURED)

    def tell(read: Reader) -> None:
        print("; ".join(f"{name}: {measured(read, lines).shares()}" for name, lines in sets.items()), flush=True)

    with _folder(asked.keep) as work:
        shards = draw_shards(work, found, asked.count or _TRAINED_ON)
        from bench.lines.network import exported  # noqa: PLC0415  PyTorch is not among the requirements
        from bench.lines.quantize import quantized  # noqa: PLC0415
        from bench.lines.train import train  # noqa: PLC0415

        network = train(shards, asked.minutes, tell, seed=_SEED, weights=work / "network.pt")
        integers = quantized(exported(network), lines_in(shards[0]))
    print("in integers of 8 bits:", flush=True)
    tell(LineNetwork(integers).read)
    if asked.write:
        path = Path(str(resources.files("ocr").joinpath("data/line_reader.onnx")))
        path.write_bytes(integers)
        print(f"Written to {path} ({path.stat().st_size} bytes).")


if __name__ == "__main__":
    main()
