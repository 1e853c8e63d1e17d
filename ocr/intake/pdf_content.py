"""What a PDF page draws: pictures with their place, visible text, lines and areas. Nothing is decoded here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Matrix, Name

from ocr.intake.limits import Limits

_PAINT = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"})
_FILLS = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK", "cs": None}
"""Operators that choose the colour space of filling; ``cs`` names it."""
_BLACK = {"/DeviceGray": [0.0], "/DeviceRGB": [0.0] * 3, "/DeviceCMYK": [0.0, 0.0, 0.0, 1.0]}
_SHOW_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = 3
"""Text rendering mode 3, neither fill nor stroke (ISO 32000-2, 9.3.6): the text layer of a scan."""
_DEEPEST_FORM = 6
_MOST_OPERATORS = 2_000_000


@dataclass(frozen=True, slots=True)
class Placed:
    """An image and the matrix that maps the unit square to the page (points, origin bottom left, before /Rotate).

    ``black``: a stencil would be painted black. ``blended``: transparency changes how the image looks on the page.
    """

    image: pikepdf.Stream
    matrix: Matrix
    black: bool = True
    blended: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top in points."""
        corners = [self.matrix.transform(point) for point in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True)
class Drawn:
    """What was drawn, in order of drawing. ``paints_over``: marks that are not images after the last image."""

    images: list[Placed] = field(default_factory=list)
    inline_images: int = 0
    visible_text: bool = False
    paints: int = 0
    paints_over: int = 0


@dataclass(slots=True)
class _State:
    """The part of the graphics state that tells how an image looks (ISO 32000-2, 8.4)."""

    matrix: Matrix
    mode: int = 0
    space: str = "/DeviceGray"
    black: bool = True
    blended: bool = False


def drawn_on(page: pikepdf.Page, limits: Limits) -> Drawn:
    """Follow the page's content and the forms it draws. ``pikepdf.PikepdfError`` when it cannot be parsed."""
    walk = _Walk(limits)
    walk.run(page.obj, page.obj, _State(Matrix()), depth=0)
    return walk.drawn


class _Walk:
    def __init__(self, limits: Limits) -> None:
        self.drawn = Drawn()
        self._limits = limits
        self._budget = _MOST_OPERATORS

    def run(self, content: pikepdf.Object, owner: pikepdf.Object, state: _State, *, depth: int) -> None:
        resources = owner.get(Name.Resources, pikepdf.Dictionary())
        stack: list[_State] = []
        for instruction in pikepdf.parse_content_stream(content):
            self._budget -= 1
            self._limits.check_stream(0 if self._budget > 0 else self._limits.max_stream_bytes + 1)
            operator = str(instruction.operator)
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self.drawn.inline_images += 1
            elif operator == "q":
                stack.append(replace(state))
            elif operator == "Q" and stack:
                state = stack.pop()
            elif operator == "Do":
                self._object(resources, str(instruction.operands[0]), state, depth=depth)
            elif operator == "gs":
                _set(resources.get(Name.ExtGState, pikepdf.Dictionary()).get(str(instruction.operands[0])), state)
            else:
                self._operator(operator, list(instruction.operands), state)

    def _operator(self, operator: str, operands: list[pikepdf.Object], state: _State) -> None:
        if operator == "cm":
            state.matrix = Matrix(*(float(value) for value in operands)) @ state.matrix
        elif operator == "Tr":
            state.mode = int(operands[0])
        elif operator in _FILLS:
            state.space = _FILLS[operator] or str(operands[0])
            state.black = _is_black(state.space, operands if _FILLS[operator] else None)
        elif operator in {"sc", "scn"}:
            state.black = _is_black(state.space, operands)
        elif operator in _SHOW_TEXT and state.mode != _INVISIBLE:
            self.drawn.visible_text = True
            self.drawn.paints_over += 1
        elif operator in _PAINT:
            self.drawn.paints += 1
            self.drawn.paints_over += 1

    def _object(self, resources: pikepdf.Object, name: str, state: _State, *, depth: int) -> None:
        thing = resources.get(Name.XObject, pikepdf.Dictionary()).get(name)
        if not isinstance(thing, pikepdf.Stream):
            return
        if thing.get(Name.Subtype) == Name.Image:
            self.drawn.images.append(Placed(thing, state.matrix, state.black, state.blended))
            self.drawn.paints_over = 0
        elif thing.get(Name.Subtype) == Name.Form and depth < _DEEPEST_FORM:
            inner = Matrix(*(float(v) for v in thing.get(Name.Matrix, [1, 0, 0, 1, 0, 0]))) @ state.matrix
            owner = thing if Name.Resources in thing else pikepdf.Dictionary(Resources=resources)
            self.run(thing, owner, replace(state, matrix=inner), depth=depth + 1)


def _is_black(space: str, operands: list[pikepdf.Object] | None) -> bool:
    """Whether the colour is black for sure; without operands it is the one that a space begins with."""
    if space not in _BLACK or operands is None:
        return space in _BLACK
    return [float(value) for value in operands] == _BLACK[space]


def _set(parameters: pikepdf.Object | None, state: _State) -> None:
    """Transparency that is set by an /ExtGState dictionary (ISO 32000-2, 11.3 to 11.5)."""
    if not isinstance(parameters, pikepdf.Dictionary):
        return
    plain = (
        float(parameters.get(Name.ca, 1)) == 1
        and parameters.get(Name.SMask, Name("/None")) == Name("/None")
        and parameters.get(Name.BM, Name.Normal) in (Name.Normal, Name.Compatible)
    )
    given = any(key in parameters for key in (Name.ca, Name.SMask, Name.BM))
    state.blended = not plain if given else state.blended
