"""Inputs that are no dossier: empty, cut off, swollen, locked, lying about themselves; and what must become of each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hoso.samples import broken_pdf, broken_picture, write
from hoso.samples.catalogue import draw_paper
from hoso.samples.degrade import Condition, Scan, scan
from hoso.samples.form import Drawn, make_look
from hoso.samples.papers import administrative
from hoso.samples.papers.administrative import Marking, Order

_HTML = "<!doctype html><html lang='vi'><title>Hồ sơ</title><body><p>Không phải bản quét.</p></body></html>"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run over the input must end. ``codes``: reason, fault or review codes of which one must be given."""

    about: str
    status: str
    codes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kit:
    """What the makers draw from: ``scans`` are three fine pages, ``pdf`` the same as a fine scan PDF."""

    rng: random.Random
    noise: np.random.Generator
    scans: tuple[Scan, ...]
    pdf: bytes


def make_broken(folder: Path, seed: int, *, dpi: int = 200) -> dict[str, Ending]:
    """Write the inputs as loose files into ``folder``; returns what must become of each, by file name."""
    rng = random.Random(seed)
    noise = np.random.default_rng(rng.getrandbits(64))
    order = Order(variant="committee", kind="Thông báo", pages=3)
    scans = _scanned(administrative.draw(rng, make_look(rng, dpi), order), noise)
    kit = Kit(rng, noise, scans, write.pdf(scans))
    for name, (make, _) in _INPUTS.items():
        write.write(folder / name, make(kit))
    return {name: ending for name, (_, ending) in _INPUTS.items()}


def _scanned(drawn: Drawn, noise: np.random.Generator) -> tuple[Scan, ...]:
    pages = ((np.asarray(sheet.image), sheet.dpi) for sheet in drawn.sheets)
    return tuple(scan(pixels, dpi=dpi, condition=Condition.OFFICE, noise=noise) for pixels, dpi in pages)


def _secret(kit: Kit) -> bytes:
    order = Order(variant="committee", kind="Công văn", marking=Marking("MẬT", stamped=False))
    return write.pdf(_scanned(administrative.draw(kit.rng, make_look(kit.rng, kit.scans[0].dpi), order), kit.noise))


def _png(kit: Kit) -> bytes:
    drawn = draw_paper("marital_status_certificate", kit.rng, dpi=kit.scans[0].dpi)
    return write.png(_scanned(drawn, kit.noise)[0])


_UNSUPPORTED = ("unsupported_type",)
_DAMAGED = ("damaged_file",)
_INPUTS: dict[str, tuple[Callable[[Kit], bytes], Ending]] = {
    "empty.pdf": (lambda _: b"", Ending("an empty file", "refused", ("empty_file",))),
    "truncated.pdf": (
        lambda kit: kit.pdf[: len(kit.pdf) * 3 // 5],
        Ending("a scan cut off in the middle of the transfer", "refused", _DAMAGED, ("in_review",)),
    ),
    "random.pdf": (lambda kit: kit.rng.randbytes(60_000), Ending("random bytes named .pdf", "refused", _UNSUPPORTED)),
    "encrypted.pdf": (lambda kit: broken_pdf.encrypted(kit.pdf), Ending("needs a password", "refused", ("encrypted",))),
    "bomb.pdf": (
        lambda _: broken_pdf.bomb(),
        Ending(
            "a small file whose picture unpacks to 400 million pixels", "refused", ("limit_exceeded",), ("in_review",)
        ),
    ),
    "bomb.zip": (
        lambda _: broken_picture.swollen_zip(),
        Ending("a ZIP that unpacks to 200 MB", "refused", _UNSUPPORTED),
    ),
    "wide.png": (
        lambda _: broken_picture.wide_png(),
        Ending("a picture 40,000 pixels wide", "refused", ("limit_exceeded",), ("in_review",)),
    ),
    "no-pages.pdf": (lambda _: broken_pdf.no_pages(), Ending("a PDF without pages", "refused", ("no_pages",))),
    "truncated.jpg": (
        lambda kit: broken_picture.half(write.jpeg(kit.scans[0])),
        Ending("a JPEG cut off in the middle", "refused", _DAMAGED, ("in_review",)),
    ),
    "picture.pdf": (_png, Ending("a fine PNG with the wrong suffix", "archived", (), ("in_review",))),
    "note.txt": (
        lambda _: "Biên nhận hồ sơ ngày 20/11/2026\n".encode(),
        Ending("a text file", "refused", _UNSUPPORTED),
    ),
    "letter.docx": (lambda _: broken_picture.docx(), Ending("a word processor's file", "refused", _UNSUPPORTED)),
    "page.html": (lambda _: _HTML.encode(), Ending("a web page", "refused", _UNSUPPORTED)),
    "loop.pdf": (
        lambda kit: broken_pdf.looped(kit.pdf),
        Ending(
            "a page tree that contains itself", "refused", (*_DAMAGED, "no_pages", "limit_exceeded"), ("in_review",)
        ),
    ),
    "xref.pdf": (
        lambda kit: broken_pdf.without_xref(kit.pdf),
        Ending("a damaged cross-reference table, recoverable", "archived", (), ("in_review",)),
    ),
    "second-page.tif": (
        lambda kit: broken_picture.second_page_broken(kit.scans[:2]),
        Ending(
            "a TIFF whose second page is damaged",
            "in_review",
            ("damaged_file", "unreadable", "page_fault"),
            ("refused",),
        ),
    ),
    "cat.jpg": (
        lambda kit: broken_picture.cat(kit.noise),
        Ending("a picture of an animal", "in_review", ("not_a_document", "unknown_type", "page_fault", "unreadable")),
    ),
    "one-bad-page.pdf": (
        lambda kit: broken_pdf.one_image_corrupt(kit.pdf, kit.rng),
        Ending(
            "the picture of one page of three is corrupt", "in_review", ("damaged_file", "unreadable", "page_fault")
        ),
    ),
    "secret.pdf": (
        _secret,
        Ending("a letter with MẬT on a line of its own in the head", "refused", ("secret_marking",)),
    ),
}
