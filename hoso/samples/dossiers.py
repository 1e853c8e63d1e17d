"""Papers are laid into the scanner and become the files of one dossier; the truth is noted as they go in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from hoso.samples import born_digital, degrade, joined, write
from hoso.samples.degrade import Condition, Scan
from hoso.samples.form import Drawn
from hoso.samples.truth import Expected, TrueDocument, TrueDossier, TruePage


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A document as it goes into the machine. ``pages``: only these; ``backs``: scanned on both sides, backs empty."""

    drawn: Drawn
    condition: Condition | None = None
    turned: int = 0
    pages: tuple[int, ...] | None = None
    backs: bool = False


@dataclass(slots=True)
class _Noted:
    sheaf: Sheaf
    condition: Condition
    pages: list[TruePage] = field(default_factory=list)


@dataclass(slots=True)
class Feeder:
    """Makes the files of one dossier under ``folder`` and remembers what lies where."""

    folder: Path
    noise: np.random.Generator
    condition: Condition = Condition.OFFICE
    _noted: list[_Noted] = field(default_factory=list)
    _blank: list[TruePage] = field(default_factory=list)
    _count: int = 0

    def scan(self, file: str, *sheaves: Sheaf, compression: str = "jpeg") -> Path:
        """Scan into one file; its suffix says which kind. ``compression`` is the TIFF's: group4, jpeg or tiff_lzw."""
        scans = list(self._scans(file, sheaves))
        suffix = Path(file).suffix
        if suffix in {".tif", ".tiff"}:
            data = write.tiff(scans, compression)
        elif suffix == ".pdf":
            data = write.pdf(scans)
        else:
            data = write.png(scans[0]) if suffix == ".png" else write.jpeg(scans[0])
        return write.write(self.folder / file, data)

    def strips(self, file: str, *sheaves: Sheaf) -> Path:
        """Scan into a PDF whose pages are each made of several pictures."""
        return write.write(self.folder / file, joined.in_strips(list(self._scans(file, sheaves))))

    def digital(self, file: str, *drawn: Drawn, then: Sequence[Sheaf] = ()) -> Path:
        """Write a born-digital PDF, scans after it where ``then`` names some."""
        parts = []
        for paper in drawn:
            self._note(
                Sheaf(paper),
                file,
                range(1, len(paper.sheets) + 1),
                start=sum(len(d.sheets) for d in drawn[: drawn.index(paper)]),
            )
            parts.append(born_digital.born_digital(paper.sheets))
        scans = list(self._scans(file, then, start=self._count_in(file)))
        return write.write(self.folder / file, joined.mixed([*parts, write.pdf(scans)] if scans else parts))

    def _count_in(self, file: str) -> int:
        return sum(page.file == file for noted in self._noted for page in noted.pages)

    def _note(self, sheaf: Sheaf, file: str, pages: Sequence[int], *, start: int) -> None:
        noted = _Noted(sheaf, Condition.CLEAN, [TruePage(file, start + page) for page in pages])
        self._noted.append(noted)
        self._count += len(pages)

    def _scans(self, file: str, sheaves: Sequence[Sheaf], start: int = 0) -> Iterator[Scan]:
        position = start
        for sheaf in sheaves:
            noted = self._noted_for(sheaf)
            for number in sheaf.pages or range(1, len(sheaf.drawn.sheets) + 1):
                position += 1
                noted.pages.append(TruePage(file, position, sheaf.turned))
                made = self._one(sheaf, number, noted.condition)
                yield made
                if sheaf.backs:
                    position += 1
                    self._blank.append(TruePage(file, position))
                    height, width = made.pixels.shape[:2]
                    yield degrade.blank(width, height, dpi=made.dpi, noise=self.noise)
        self._count += position - start

    def _noted_for(self, sheaf: Sheaf) -> _Noted:
        for noted in self._noted:
            if noted.sheaf.drawn is sheaf.drawn:
                return noted
        self._noted.append(_Noted(sheaf, sheaf.condition or self.condition))
        return self._noted[-1]

    def _one(self, sheaf: Sheaf, number: int, condition: Condition) -> Scan:
        sheet = sheaf.drawn.sheets[number - 1]
        other = sheaf.drawn.sheets[number % len(sheaf.drawn.sheets)]
        verso = np.asarray(other.image) if condition is Condition.HARD else None
        scan = degrade.scan(np.asarray(sheet.image), dpi=sheet.dpi, condition=condition, noise=self.noise, verso=verso)
        return degrade.turned(scan, sheaf.turned) if sheaf.turned else scan

    def dossier(
        self, name: str, about: str, *, procedure: str | None = None, expected: Expected | None = None
    ) -> TrueDossier:
        """The truth about everything put in so far."""
        documents = tuple(
            TrueDocument(d.type, d.variant, n.condition.value, tuple(n.pages), d.fields, d.channels)
            for n in self._noted
            for d in [n.sheaf.drawn]
        )
        return TrueDossier(name, about, procedure, self._count, documents, tuple(self._blank), expected)
