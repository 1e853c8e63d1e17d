"""Pages → readings: every page of a file becomes words, symbols and what is wrong with its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dossier.page import FaultCode, PageFault, PageImage, PageReading, PageSource, Word
from ocr.dots_below import with_lost_dots
from ocr.doubted_lines import read_doubted_again
from ocr.engine.port import OcrEngine
from ocr.intake.source import DamagedPage, SourceDocument, SourcePage
from ocr.markings import overlooked_marking
from ocr.mrz_zone import find_mrz, words_outside
from ocr.ornaments import without_ornaments
from ocr.passed_over import with_passed_over
from ocr.prepare.faults import fault, picture_faults, position_faults, reading_faults
from ocr.prepare.flatten import flattened
from ocr.prepare.geometry import grey_of
from ocr.prepare.orientation import letters_in, reading_score, reads_well, runs_sideways
from ocr.prepare.standing import stand_upright
from ocr.prepare.upright import Measured, Upright, measured, upright, upright_by_reading
from ocr.ruled_cells import cells_in, ruled_cells
from ocr.running_text import read_print, reading_factor
from ocr.secrecy import secret_marking
from ocr.stamps import renumbered, reread_under_stamps
from ocr.symbols import read_symbols
from ocr.tone_marks import with_lost_marks
from ocr.words_apart import by_network, with_doubted_words_read
from ocr.words_checked import with_words_checked

_NO_PRINT = 3
"""A page with fewer letter-sized spots is not given to the engine."""
_PRINT = 40
_SMALLEST = 32
"""Pixels: a smaller picture holds no line of print."""
_BADLY_READ = 0.5
"""Words read with less certainty are read by the network for lines before whole pieces are read again."""
_POOR = 0.35
"""A page read with less certainty than this is tried the other ways up."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page as read and its faults."""

    reading: PageReading
    faults: tuple[PageFault, ...]


def read_document(source: SourceDocument, engine: OcrEngine, *, progress: Progress | None = None) -> Iterator[ReadPage]:
    """Read one page after the other, holding one picture at a time; ``progress`` gets (pages done, pages in all)."""
    for number in range(1, source.page_count + 1):
        reading, faults = read_page(source.page(number), engine)
        if progress:
            progress(number, source.page_count)
        yield ReadPage(reading, faults)


def read_page(page: SourcePage | DamagedPage, engine: OcrEngine) -> tuple[PageReading, tuple[PageFault, ...]]:
    """Read one page. Boxes refer to the picture turned by ``image.rotation``; errors are the engine's."""
    if isinstance(page, DamagedPage):
        nothing = PageImage(page.number, 0, 0, 0, 0, PageSource.RENDERED)
        return PageReading(nothing), (fault(page.number, FaultCode.DAMAGED_FILE),)
    if min(page.pixels.shape[:2]) < _SMALLEST:
        height, width = page.pixels.shape[:2]
        image = PageImage(page.number, width, height, page.dpi, page.rotation, page.source)
        return PageReading(image), (fault(page.number, FaultCode.UNREADABLE),)
    if page.own_words:
        return _own(page), ()
    return _from_picture(page, engine)


def _own(page: SourcePage) -> PageReading:
    """A born-digital page: its own text is exact, only symbols and tables are looked for in the picture."""
    height, width = page.pixels.shape[:2]
    image = PageImage(page.number, width, height, page.dpi, page.rotation, page.source)
    grey = grey_of(page.pixels)
    return PageReading(image, words=page.own_words, symbols=read_symbols(grey), cells=cells_in(grey, page.dpi))


def _from_picture(page: SourcePage, engine: OcrEngine) -> tuple[PageReading, tuple[PageFault, ...]]:
    """A sheet photographed on a table is read flat; its boxes lie on the picture as it is."""
    flat = flattened(page)
    if flat is None:
        return _read_picture(page, engine, dpi=page.dpi)
    reading, faults = _read_picture(flat.page, engine, dpi=flat.dpi)
    return flat.back(reading), faults


def _read_picture(page: SourcePage, engine: OcrEngine, *, dpi: int) -> tuple[PageReading, tuple[PageFault, ...]]:
    """``dpi``: the resolution that the paper is scanned at, which faults tell."""
    best, words = _upright_words(measured(page), engine)
    words = with_doubted_words_read(reread_under_stamps(best, words, engine), best.level_part, below=_BADLY_READ)
    words = read_doubted_again(best, words, engine)
    words = with_lost_dots(best, with_lost_marks(best, words, engine), engine)
    words = with_doubted_words_read(with_words_checked(words, best.level_part), best.level_part)
    reading = _completed(best, best.placed(words), engine)
    return reading, tuple(_faults(page, best, reading, dpi))


def _upright_words(ready: Measured, engine: OcrEngine) -> tuple[Upright, tuple[Word, ...]]:
    """The page as it reads best and its words; it is read once when it reads well as its print seems to lie."""
    best = upright(ready)
    words = _words(best, engine)
    if runs_sideways(words):
        return _turned_a_quarter(ready, best, words, engine)
    if not _turn_in_doubt(best, words) or stand_upright(words, best.level_part):
        return best, words
    other = upright_by_reading(ready, engine, best.orientation.ways)
    found = _words(other, engine) if other.orientation.turn != best.orientation.turn else ()
    if runs_sideways(found):
        other, found = _turned_a_quarter(ready, other, found, engine)
    better = (
        stand_upright(found, other.level_part) if by_network(found) else reading_score(found) > reading_score(words)
    )
    return (other, found) if better else (best, words)


def _turned_a_quarter(
    ready: Measured, best: Upright, words: tuple[Word, ...], engine: OcrEngine
) -> tuple[Upright, tuple[Word, ...]]:
    """The page one way or the other across how it was read; a streak down the page looks like a line of print."""
    turn = best.orientation.turn
    ways = ((turn + 270) % 360, (turn + 90) % 360)
    other = upright_by_reading(ready, engine, ways)
    found = _words(other, engine)
    if not reads_well(found):
        opposite = upright_by_reading(ready, engine, tuple(way for way in ways if way != other.orientation.turn))
        again = _words(opposite, engine)
        other, found = (opposite, again) if reading_score(again) > reading_score(found) else (other, found)
    return (best, words) if runs_sideways(found) else (other, found)


def _words(ready: Upright, engine: OcrEngine) -> tuple[Word, ...]:
    """The words of a page with their boxes on its level picture."""
    if ready.features.letters < _NO_PRINT:
        return ()
    dpi = ready.image.dpi
    return renumbered(read_print(ready.level(reading_factor(dpi)), dpi, engine))


def _turn_in_doubt(ready: Upright, words: tuple[Word, ...]) -> bool:
    """Could the page lie another way? Where its print seemed clear only if what was read is next to nothing."""
    if not ready.orientation.ways:
        return False
    if by_network(words):
        return True  # it reads print upside down as other signs, many of them with certainty
    if reads_well(words):
        return False
    if not ready.orientation.sure:
        return True
    printed = ready.features.letters >= _PRINT and not ready.features.faint
    return printed and reading_score(words) < _POOR * max(letters_in(words), ready.features.letters // 4)


def _completed(ready: Upright, words: tuple[Word, ...], engine: OcrEngine) -> PageReading:
    """Symbols, machine-readable zone and an overlooked secrecy marking added to the words."""
    zone = find_mrz(ready, words, engine)
    symbols = read_symbols(ready.grey)
    words = without_ornaments(with_passed_over(ready, words, symbols, engine), ready.image.width)
    if zone:
        words = (*words_outside(zone, words), *_numbered_after(words, zone.words))
    reading = PageReading(
        ready.image,
        words=words,
        symbols=symbols,
        mrz=zone.lines if zone else (),
        mrz_box=zone.box if zone else None,
        cells=ruled_cells(ready),
    )
    if secret_marking(reading):
        return reading
    marking = _numbered_after(words, overlooked_marking(ready, words, engine))
    return replace(reading, words=(*words, *marking))


def _numbered_after(words: tuple[Word, ...], extra: tuple[Word, ...]) -> tuple[Word, ...]:
    """``extra`` in a block of its own behind the words, its lines after theirs."""
    block = 1 + max((word.block for word in words), default=-1)
    line = 1 + max((word.line for word in words), default=-1)
    return tuple(replace(word, block=block, line=line + word.line) for word in extra)


def _faults(page: SourcePage, ready: Upright, reading: PageReading, dpi: int) -> Iterator[PageFault]:
    judged = tuple(reading_faults(page.number, ready.features, reading.words))
    if page.truncated:
        yield fault(page.number, FaultCode.DAMAGED_FILE)
        judged = tuple(one for one in judged if one.code is not FaultCode.BLANK)
    yield from judged
    if not any(f.code in {FaultCode.BLANK, FaultCode.NOT_A_DOCUMENT} for f in judged):
        yield from picture_faults(page.number, ready.features, dpi=dpi, bilevel=page.bilevel)
        yield from position_faults(page.number, turn=ready.orientation.turn, angle=ready.orientation.lines.angle)
