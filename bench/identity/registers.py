"""How fast the register is: loading a file, looking up by number, and asking about a hundred numbers at once.

    python -m bench.identity.registers [--rows 1000000] [--more 0] [--url sqlite:///… | postgresql://…]

``--more`` rows are put in beside those of the file, for a larger register without a larger file.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from bench.identity.citizens import rows, write_csv
from dossier.codes import IdNumber
from identity.correct import corrections
from identity.register.interface import Citizen, CitizenStatus, Claim, Purpose
from identity.register.load import load_register
from identity.register.sql import SqlRegister

_BATCH = 20_000
PURPOSE = Purpose("bench")


def loaded(register: SqlRegister, count: int, folder: Path) -> tuple[float, float]:
    """Seconds on the wall and of the processor for loading a CSV file."""
    file = write_csv(folder / "register.csv", rows(count, 1))
    wall, cpu = time.perf_counter(), time.process_time()
    load_register(file, register, progress=lambda _rows: None)
    return time.perf_counter() - wall, time.process_time() - cpu


def filled(register: SqlRegister, count: int) -> None:
    """Put in further rows under numbers of their own."""
    made = (_citizen(index) for index in range(count))
    while batch := list(islice(made, _BATCH)):
        register.put(batch)


def _citizen(index: int) -> Citizen:
    digits = f"{100 + index // 10_000_000:03d}{index % 10_000_000:07d}".ljust(12, "7")
    return Citizen(IdNumber(digits), "Nguyễn Văn Mẫu", "1980-01-01", "male", "Việt Nam", "Kinh", "", "Xã Mẫu, Hà Nội",
                   "2022-01-10", "", CitizenStatus.ACTIVE)  # fmt: skip


def timed(ask: Callable[[str], object], numbers: list[str]) -> tuple[float, float, float]:
    """Questions a second, and the median and the 99th percentile in milliseconds."""
    spent = []
    start = time.perf_counter()
    for number in numbers:
        before = time.perf_counter()
        ask(number)
        spent.append(time.perf_counter() - before)
    whole = time.perf_counter() - start
    spent.sort()
    return len(numbers) / whole, 1000 * spent[len(spent) // 2], 1000 * spent[int(0.99 * len(spent))]


def _sample(count: int, asked: int) -> Iterator[tuple[str, ...]]:
    rng = random.Random(5)
    wanted = set(rng.sample(range(count), min(asked, count)))
    return (row for index, row in enumerate(rows(count, 1)) if index in wanted)


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--more", type=int, default=0)
    parser.add_argument("--asked", type=int, default=20_000)
    parser.add_argument("--url")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        register = SqlRegister(asked.url or f"sqlite:///{folder}/register.db")
        wall, cpu = loaded(register, asked.rows, Path(folder))
        print(f"loaded {asked.rows:,} rows in {wall:.0f} s ({cpu:.0f} s of one processor)", flush=True)
        filled(register, asked.more)
        known = list(_sample(asked.rows, asked.asked))
        random.Random(6).shuffle(known)
        kind = register.describe()
        rate, middle, late = timed(lambda n: register.lookup(IdNumber(n), purpose=PURPOSE), [row[0] for row in known])
        print(f"{kind.detail}, {kind.entries:,} rows, by number: {rate:,.0f}/s, p50 {middle:.3f} ms, p99 {late:.3f} ms")
        born = {row[0]: (row[1], row[2], row[3]) for row in known}

        def block(number: str) -> object:
            full_name, birth, sex = born[number]
            numbers = corrections(number, sex=sex, date_of_birth=birth)
            return register.among(numbers, purpose=PURPOSE, claim=Claim(full_name, birth))

        rate, middle, late = timed(block, [row[0] for row in known][: asked.asked // 10])
        print(f"{kind.detail}, block of corrected numbers: {rate:,.0f}/s, p50 {middle:.3f} ms, p99 {late:.3f} ms")
        register.close()


if __name__ == "__main__":
    main()
