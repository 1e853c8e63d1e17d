"""A paper of another make, drawn, scanned and with its truth."""

from __future__ import annotations

import random
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from bench.path.truth import in_rows
from bench.reading.other_forms import acts, births, cards, land, marriages, requests
from bench.reading.other_forms.content import Content, Entry, Pair
from bench.reading.other_forms.layout import Layout
from bench.reading.other_forms.look import Look, make_look
from bench.reading.other_forms.pen import Pen
from bench.reading.other_forms.scanner import scans
from bench.reading.papers import Paper, Value
from hoso.samples import write
from hoso.samples.degrade import Condition

CONTENTS: Mapping[str, Callable[[random.Random], Content]] = {
    "birth_certificate": births.birth_certificate,
    "marriage_certificate": marriages.marriage_certificate,
    "marital_status_certificate": marriages.marital_status_certificate,
    "residence_change_form": requests.residence_form,
    "birth_registration_form": births.birth_form,
    "business_registration_form": requests.business_form,
    "land_use_certificate": land.land_certificate,
    "land_change_form": land.land_change_form,
}
Name = tuple[str, str, Condition]


def names(kinds: Sequence[str], conditions: Sequence[Condition], count: int) -> list[Name]:
    """The papers of a corpus by name, type and condition: ``count`` of each of these types that is drawn here."""
    return [
        (f"other-{condition.value}-{kind}-{index:04d}", kind, condition)
        for index in range(count)
        for condition in conditions
        for kind in kinds
        if kind in _DRAWERS
    ]


def corpus(
    folder: Path, papers: Iterable[Name], *, seed: str, without: Container[str] = ()
) -> Iterator[tuple[str, Paper]]:
    """These papers with their names, one after the other, less those of ``without``."""
    for name, kind, condition in papers:
        if name not in without:
            yield name, draw(folder / name, kind, condition, f"{seed}:{name}")


def draw(folder: Path, kind: str, condition: Condition, seed: str) -> Paper:
    """Draw a paper of this type and scan it into ``folder``; its condition is named ``clean, other forms`` and so on."""
    rng = random.Random(seed)
    look = make_look(rng)
    pen, fields = _DRAWERS[kind](rng, look)
    noise = np.random.default_rng(rng.getrandbits(64))
    file = write.write(folder / "scan.pdf", write.pdf(scans(pen.pdf_bytes(), condition, noise)))
    return Paper(kind, f"{condition.value}, other forms", file, fields, tuple(map(in_rows, pen.words)))


_Drawn = tuple[Pen, dict[str, tuple[Value, ...]]]


def _form(contents: Callable[[random.Random], Content], rng: random.Random, look: Look) -> _Drawn:
    content = contents(rng)
    return Layout(look, rng).paper(content), dict(truth(content, upper=look.upper))


_DRAWERS: Mapping[str, Callable[[random.Random, Look], _Drawn]] = {
    **{kind: partial(_form, contents) for kind, contents in CONTENTS.items()},
    "administrative_document": acts.draw,
    "identity_card": lambda rng, _: cards.identity_card(rng),
    "old_identity_card": lambda rng, _: cards.old_identity_card(rng),
    "passport": lambda rng, _: cards.passport(rng),
}


def truth(content: Content, *, upper: bool) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """For each key every value that is right; ``upper``: the office writes names in capitals."""
    yield from content.fields.items()
    for item in content.items:
        for entry in (*item.left, *item.right) if isinstance(item, Pair) else (item,):
            if isinstance(entry, Entry) and entry.key and entry.printed:
                named = entry.key.endswith("full_name") and upper
                yield entry.key, entry.values or ((entry.printed.upper(),) if named else (entry.printed,))
    for signer in content.signers:
        if signer.key:
            yield signer.key, (signer.name,)
