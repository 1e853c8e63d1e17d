"""How another office lays a form out: running lines, a tabulated column, a ruled table or boxes with small captions."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bench.reading.other_forms.content import Content, Entry, Grid, Heading, Item, Pair, Prose
from bench.reading.other_forms.frame import end, head
from bench.reading.other_forms.look import Look
from bench.reading.other_forms.pen import GREY, Pen, Type


class Layout:
    """Lays the contents of a paper out in one look."""

    def __init__(self, look: Look, rng: random.Random) -> None:
        self.look, self.rng = look, rng
        left = rng.uniform(18.0, 28.0)
        small = replace(look.print, size=7.0, ink=GREY)
        self.pen = Pen(small, left, 210.0 - rng.uniform(13.0, 20.0), rng.uniform(16.0, 24.0), 280.0)
        self._count: int | None = 0

    def paper(self, content: Content) -> Pen:
        """All of it, from the head to the names under the signatures."""
        self._count = 0 if content.numbered else None
        head(self.pen, self.look.print, self.rng, content)
        self._title(content)
        self._items(content.items)
        end(self.pen, self.look.print, self.rng, content)
        self._items(content.after)
        if content.foot:
            self.pen.write(self.pen.right, self.pen.bottom + 3.0, content.foot, self.look.print.strong(), anchor="r")
        return self.pen

    def _title(self, content: Content) -> None:
        pen, print_ = self.pen, self.look.print
        pen.down(self.rng.uniform(4.0, 9.0))
        for index, line in enumerate(content.title):
            size = print_.size + (4.0 if index == 0 else 2.0 if not line.startswith("(") else 0.0)
            pen.centred(line, print_.strong(size=size), step=7.0)
        pen.down(2.0)
        if content.addressed:
            pen.down(self.look.step)
            label = f"Kính gửi{'(1)' if self.look.marks else ''}{self.look.colon or ':'}"
            if self.rng.random() < 0.5:
                x = pen.left + self.rng.uniform(8.0, 22.0)
                self._filled(label, content.addressed, (x, pen.right))
            else:
                pen.y -= self.look.step
                pen.centred(f"{label} {content.addressed}", print_, step=self.look.step)
            pen.down(1.5)

    # --- entries ----------------------------------------------------------------------------------------------------

    def _items(self, items: Sequence[Item]) -> None:
        for kind, group in groupby(items, type):
            if kind is Entry:
                self._entries([item for item in group if isinstance(item, Entry)])
                continue
            for item in group:
                if isinstance(item, Heading):
                    strong = self.look.print.strong(italic=self.rng.random() < 0.3)
                    self.pen.paragraph(item.text, strong, indent=0.0, step=self.look.step)
                elif isinstance(item, Prose):
                    self.pen.down(1.0)
                    self.pen.paragraph(item.text, self.look.print.slanted())
                elif isinstance(item, Pair):
                    self._pair(item)
                elif isinstance(item, Grid):
                    self._grid(item)

    def _entries(self, entries: Sequence[Entry]) -> None:
        draw = {"running": self._line, "tabbed": self._tabbed, "table": self._table_row, "boxes": self._box_row}
        if self.look.arrangement in {"table", "boxes"}:
            self.pen.down(2.5)
        for row in self._rows(entries):
            draw[self.look.arrangement](row)
        if self.look.arrangement in {"table", "boxes"}:
            self.pen.down(2.0)

    def _rows(self, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
        """Entries by line: short ones that follow each other share one, three at most."""
        row: list[Entry] = []
        for entry in entries:
            if row and not (entry.short and row[-1].short and self.look.shared and self._fit([*row, entry])):
                yield row
                row = []
            row.append(entry)
        if row:
            yield row

    def _fit(self, row: Sequence[Entry]) -> bool:
        return len(row) <= 3 and sum(map(self._wanted, row)) < self.pen.right - self.pen.left

    def _wanted(self, entry: Entry) -> float:
        return self.pen.width(f"{entry.label}  {entry.printed}", self.look.print) + 8

    def _label(self, label: str, mark: str) -> str:
        return f"{label}{mark if self.look.marks else ''}{self.look.colon}"

    def _numbered(self, entry: Entry) -> str:
        label = self._label(entry.label, entry.mark)
        if self._count is None:
            return label
        self._count += 1
        return f"{self.look.numbered(self._count % 26 or 26)}{label}"

    def _printed(self, entry: Entry) -> str:
        named = entry.key is not None and entry.key.endswith("full_name")
        return entry.printed.upper() if named and self.look.upper else entry.printed

    def _line(self, row: Sequence[Entry]) -> None:
        pen = self.pen
        pen.down(self.look.step)
        wanted = [self._wanted(entry) for entry in row]
        x, unit = pen.left, (pen.right - pen.left) / sum(wanted)
        for index, (entry, share) in enumerate(zip(row, wanted, strict=True)):
            label = self._numbered(entry) if index == 0 else self._label(entry.label, entry.mark)
            end = x + share * unit - 2.0
            if entry.boxed and self.look.boxed and len(row) == 1:
                self._digit_boxes(label, entry.printed)
            else:
                self._filled(label, self._printed(entry), (x, end))
            x = end + 2.0

    def _digit_boxes(self, label: str, digits: str) -> None:
        pen = self.pen
        pen.down(1.2)
        x = pen.write(pen.left, pen.y, label, self.look.label) + 2.0
        side, gap = self.rng.choice([(5.6, 0.0), (6.2, 0.0), (5.2, 1.0)])
        if x + 12 * (side + gap) > pen.right:
            pen.down(7.5)
            x = pen.left + 6
        for digit in digits:
            pen.box(x, pen.y - 4.6, x + side, pen.y + 1.5, width=0.18)
            pen.write(x + side / 2, pen.y, digit, self.look.entry, anchor="m")
            x += side + gap
        pen.down(1.2)

    def _filled(self, label: str, printed: str, span: tuple[float, float]) -> None:
        pen = self.pen
        x = pen.write(span[0], pen.y, label, self.look.label) + 1.6
        self._value(printed, x, span[1], pen.left if span[1] > pen.right - 3 else span[0])

    def _value(self, printed: str, x: float, end: float, wrapped: float) -> None:
        pen = self.pen
        for index, line in enumerate(pen.wrap(printed, self.look.entry, end - x, end - wrapped)):
            if index:
                pen.down(self.look.step)
            start = x if index == 0 else wrapped
            after = pen.write(start, pen.y, line, self.look.entry) if line else start
            self._lead(start, after + 0.8, end)

    def _lead(self, start: float, after: float, end: float) -> None:
        pen, print_ = self.pen, self.look.print
        dot = {"dots": ".", "wide dots": ". ", "underscores": "_"}.get(self.look.filler)
        if dot:
            count = int((end - after) / pen.width(dot, print_)) if end > after else 0
            if count > 2:
                pen.write(after, pen.y, (dot * count).rstrip(), print_)
        elif self.look.filler == "solid":
            pen.rule(start, end, pen.y + 1.0, width=0.2)
        elif self.look.filler == "hairline":
            pen.rule(start, end, pen.y + 1.1, width=0.1, ink=GREY)
        elif self.look.filler == "dashed":
            pen.rule(start, end, pen.y + 1.0, width=0.18, dash=0.8)

    def _tabbed(self, row: Sequence[Entry]) -> None:
        pen = self.pen
        for entry in row:
            pen.down(self.look.step)
            column = pen.left + self.look.column
            labels = pen.wrap(self._numbered(entry), self.look.label, self.look.column - 3)
            for index, line in enumerate(labels):
                if index:
                    pen.down(5.2)
                pen.write(pen.left, pen.y, line, self.look.label)
            lines = pen.wrap(self._printed(entry), self.look.entry, pen.right - column)
            for index, line in enumerate(lines):
                if index:
                    pen.down(5.6)
                pen.write(column, pen.y, line, self.look.entry)

    # --- tables and boxes -------------------------------------------------------------------------------------------

    def _table_row(self, row: Sequence[Entry]) -> None:
        pen = self.pen
        width = (pen.right - pen.left) / len(row)
        share = self.look.share if len(row) == 1 else 0.42
        cells = []
        for index, entry in enumerate(row):
            x0 = pen.left + index * width
            x1 = x0 + width * share
            label = self._numbered(entry) if index == 0 else self._label(entry.label, entry.mark)
            cells.append((x0, x1, pen.wrap(label, self.look.label, x1 - x0 - 3), self.look.label))
            cells.append(
                (x1, x0 + width, pen.wrap(self._printed(entry), self.look.entry, x0 + width - x1 - 3), self.look.entry)
            )
        self._cells(cells)

    def _cells(self, cells: Sequence[tuple[float, float, list[str], Type]]) -> None:
        pen, line = self.pen, 5.4
        tallest = max(len(lines) for _, _, lines, _ in cells)
        height = tallest * line + 2.6
        pen.room(height)
        top = pen.y
        for x0, x1, lines, type_ in cells:
            lower = (tallest - len(lines)) * line / 2 if self.look.middle else 0.0
            for index, text in enumerate(lines):
                if text:
                    pen.write(x0 + 1.5, top + lower + 5.0 + index * line, text, type_)
            if self.look.ruled == "grid":
                pen.box(x0, top, x1, top + height, width=0.18)
        if self.look.ruled != "grid":
            pen.rule(pen.left, pen.right, top + height, dash=0.5 if self.look.ruled == "dotted" else 0.0, width=0.15)
        pen.y = top + height

    def _box_row(self, row: Sequence[Entry]) -> None:
        """Each value in a box of its own under a small caption."""
        pen, line = self.pen, 5.4
        caption = replace(self.look.label, size=max(8.5, self.look.print.size - 2.5))
        width = (pen.right - pen.left) / len(row)
        values = [pen.wrap(self._printed(entry), self.look.entry, width - 4) for entry in row]
        height = 5.0 + max(len(lines) for lines in values) * line + 2.2
        pen.room(height)
        top = pen.y
        for index, (entry, lines) in enumerate(zip(row, values, strict=True)):
            x = pen.left + index * width
            label = self._numbered(entry) if index == 0 else self._label(entry.label, entry.mark)
            pen.write(x + 1.5, top + 4.0, label, caption)
            for number, text in enumerate(lines):
                if text:
                    pen.write(x + 2.0, top + 4.0 + (number + 1) * line + 0.4, text, self.look.entry)
            pen.box(x, top, x + width, top + height, width=0.18)
        pen.y = top + height

    def _grid(self, grid: Grid) -> None:
        """A table of its own, its head in bold."""
        pen, small = self.pen, replace(self.look.print, size=self.look.print.size - 1.5)
        pen.down(2.5)
        edges = [pen.left]
        for share in grid.shares:
            edges.append(edges[-1] + (pen.right - pen.left) * share / sum(grid.shares))
        for index, row in enumerate((grid.head, *grid.rows)):
            type_ = small if index else small.strong()
            spans = zip(edges, edges[1:], row, strict=False)
            self._cells([(x0, x1, pen.wrap(text, type_, x1 - x0 - 3), type_) for x0, x1, text in spans])
        pen.down(2.0)

    # --- two persons ------------------------------------------------------------------------------------------------

    def _pair(self, pair: Pair) -> None:
        pen = self.pen
        middle = (pen.left + pen.right) / 2
        pen.down(3.0)
        if self.look.arrangement in {"table", "boxes"}:
            for entries in zip(pair.left, pair.right, strict=True):
                self._pair_row(entries, middle)
            return
        top, lows = pen.y, []
        for entries, span in ((pair.left, (pen.left, middle - 3)), (pair.right, (middle + 3, pen.right))):
            pen.y = top
            for entry in entries:
                x = span[0]
                for line in pen.wrap(self._label(entry.label, entry.mark), self.look.label, span[1] - span[0]):
                    x = pen.write(span[0], pen.down(self.look.step), line, self.look.label) + 1.6
                self._value(self._printed(entry), x, span[1], span[0])
            lows.append(pen.y)
        pen.y = max(lows)

    def _pair_row(self, entries: Sequence[Entry], middle: float) -> None:
        """One cell for each person: label, then the value in the same line or under it."""
        pen = self.pen
        spans = ((pen.left, middle), (middle, pen.right))
        lines = [
            [
                (text, type_)
                for words, type_ in (
                    (self._label(entry.label, entry.mark), self.look.label),
                    (self._printed(entry), self.look.entry),
                )
                for text in pen.wrap(words, type_, span[1] - span[0] - 4)
            ]
            for entry, span in zip(entries, spans, strict=True)
        ]
        height = max(map(len, lines)) * 5.4 + 2.4
        pen.room(height)
        for cell, span in zip(lines, spans, strict=True):
            for index, (text, type_) in enumerate(cell):
                pen.write(span[0] + 1.6, pen.y + 5.0 + index * 5.4, text, type_)
            pen.box(span[0], pen.y, span[1], pen.y + height, width=0.18)
        pen.y += height
