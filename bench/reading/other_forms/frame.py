"""What stands about the entries of a form: the national heading, the office, number and date; the signatures below."""

from __future__ import annotations

import random
from dataclasses import replace

from bench.reading.other_forms.content import Content, Signer
from bench.reading.other_forms.pen import Pen, Type

_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def head(pen: Pen, print_: Type, rng: random.Random, content: Content) -> None:
    """Everything above the title."""
    pen.y = pen.top
    for line in content.corner:
        pen.y += 5.2
        pen.write(pen.right, pen.y, line, replace(print_, size=min(print_.size, 11.0)), anchor="r")
    if content.authority:
        _two_columns(pen, print_, rng, content)
    else:
        _centred(pen, print_, rng, content)


def _centred(pen: Pen, print_: Type, rng: random.Random, content: Content) -> None:
    pen.centred(_MOTTO[0], print_.strong(), step=5.6)
    pen.centred(_MOTTO[1], print_.strong(), step=5.6)
    _under(pen, print_.strong(), _MOTTO[1], (pen.left + pen.right) / 2)
    if content.number:
        pen.down(8.0)
        x, anchor = rng.choice([(pen.right, "r"), (pen.left, "l")])
        pen.write(x, pen.y, f"Số: {content.number}", print_, anchor=anchor)
    if content.dated and not content.dated_at_end:
        pen.down(7.0)
        pen.write(pen.right, pen.y, content.dated, print_.slanted(), anchor="r")


def _two_columns(pen: Pen, print_: Type, rng: random.Random, content: Content) -> None:
    middle = pen.left + (pen.right - pen.left) * rng.uniform(0.42, 0.46)
    top = pen.y
    small = replace(print_, size=min(print_.size, 11.0))
    *superior, body = content.authority
    for line in superior:
        pen.centred(line, small, span=(pen.left, middle - 4), step=5.2)
    pen.centred(body, small.strong(), span=(pen.left, middle - 4), step=5.2)
    _under(pen, small, "M" * 8, (pen.left + middle - 4) / 2)
    if content.number:
        pen.centred(f"Số: {content.number}", small, span=(pen.left, middle - 4), step=7.5)
    low, pen.y = pen.y, top
    pen.centred(_MOTTO[0], replace(small.strong(), size=10.2), span=(middle - 2, pen.right), step=5.2)
    pen.centred(_MOTTO[1], small.strong(), span=(middle - 2, pen.right), step=5.2)
    _under(pen, small.strong(), _MOTTO[1], (middle - 2 + pen.right) / 2)
    if content.dated and not content.dated_at_end:
        pen.centred(content.dated, small.slanted(), span=(middle, pen.right), step=8.0)
    pen.y = max(pen.y, low)


def _under(pen: Pen, type_: Type, text: str, middle: float) -> None:
    half = pen.width(text, type_) / 2
    pen.rule(middle - half, middle + half, pen.y + 1.6)


def end(pen: Pen, print_: Type, rng: random.Random, content: Content) -> None:
    """The date line, where it stands at the end, and the signatures side by side."""
    pen.room(52.0)
    pen.down(4.0)
    width = (pen.right - pen.left) / max(2, len(content.signers))
    spans = [
        (pen.right - (len(content.signers) - i) * width, pen.right - (len(content.signers) - i - 1) * width)
        for i in range(len(content.signers))
    ]
    if content.dated and content.dated_at_end:
        pen.centred(content.dated, print_.slanted(), span=spans[-1], step=6.0)
    top = pen.y
    for signer, span in zip(content.signers, spans, strict=True):
        pen.y = top
        _signs(pen, print_, rng, signer, span)


def _signs(pen: Pen, print_: Type, rng: random.Random, signer: Signer, span: tuple[float, float]) -> None:
    for line in signer.lines:
        note = line.startswith("(")
        type_ = print_.slanted(size=print_.size - 1) if note else print_.strong()
        pen.centred(line, type_, span=span, step=5.4)
    middle = (span[0] + span[1]) / 2
    pen.signature(middle - 14, pen.y + 9.0, rng)
    if signer.seal:
        pen.seal(span[0] + 10.0, pen.y + 10.0, rng)
    pen.centred(signer.name, print_.strong(), span=span, step=rng.uniform(20.0, 25.0))
