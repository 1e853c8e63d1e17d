"""The figures as tables, for the terminal and for docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap

from bench.path.result import TARGETS, Result, total

NAMES = {
    "hoso": "hoso, whole path",
    "ocrmypdf": "OCRmyPDF, PDF/A with text only",
    "tesserocr": "hoso, engine tesserocr",
    "tesseract": "hoso, engine tesseract",
    "pdf2image": "hoso, renderer pdf2image (poppler)",
    "pypdfium2": "hoso, renderer pypdfium2",
}


@dataclass(frozen=True, slots=True)
class Table:
    """The first column is left-aligned, the others are figures."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """For a terminal."""
        widths = [max(map(len, column)) for column in zip(self.head, *self.rows, strict=True)]
        lines = [self._line(row, widths) for row in (self.head, *self.rows)]
        return "\n".join([self.title, *(f"  {line}" for line in lines)])

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        return "  ".join([row[0].ljust(widths[0]), *starmap(str.rjust, zip(row[1:], widths[1:], strict=True))])

    def markdown(self) -> str:
        """For a page."""
        rule = ["---", *["---:"] * (len(self.head) - 1)]
        return "\n".join([f"## {self.title}", "", *(f"| {' | '.join(row)} |" for row in (self.head, rule, *self.rows))])


def tables(result: Result) -> Iterator[Table]:
    """What was measured; a part that was left out has no table."""
    yield _targets(result)
    yield _programs(result)
    if result.errors("hoso"):
        yield _errors(result)
    yield _steps(result)
    yield _engine(result)
    if result.orchestrated is not None:
        yield _orchestration(result)


def _targets(result: Result) -> Table:
    low, high = result.spread()
    runs = len(result.runs["hoso"])
    memory, share = _memory(result), result.orchestration
    rows = [
        (
            f"pages per CPU second, times OCRmyPDF's ({runs} runs: {low:.2f} to {high:.2f})",
            f"{result.speed:.2f}",
            f"≥ {TARGETS['speed']}",
            _met(result.speed >= TARGETS["speed"]),
        ),
        ("memory of a worker, MiB, its programs included", f"{memory:.0f}", "≤ 500", _met(memory <= TARGETS["memory"])),
    ]
    if result.errors("hoso"):
        ours, theirs = (total(result.errors(name).values()).rate for name in ("hoso", "ocrmypdf"))
        said = "character error rate, all pages; the target is OCRmyPDF's"
        rows.append((said, f"{ours:.2%}", f"≤ {theirs:.2%}", _met(ours <= theirs)))
    if share is not None:
        said = "Prefect's share of a dossier's CPU"
        rows.append(
            (said, f"{share:.1%}", f"≤ {TARGETS['orchestration']:.0%}", _met(share <= TARGETS["orchestration"]))
        )
    return Table("Targets", ("", "measured", "target", ""), rows)


def _memory(result: Result) -> float:
    """Together is looked at now and then, a process's own peak is exact: the higher of the two."""
    return max(max(run.spent.together, *run.spent.peaks.values()) for run in result.runs["hoso"])


def _met(reached: bool) -> str:
    return "met" if reached else "missed"


def _programs(result: Result) -> Table:
    rows = []
    for variant, runs in result.runs.items():
        pages = sum(run.pages for run in runs)
        cpu, wall = sum(run.spent.cpu for run in runs), sum(run.spent.wall for run in runs)
        python, program = (max(run.spent.peaks.get(name, 0.0) for run in runs) for name in ("python", "tesseract"))
        together = max(run.spent.together for run in runs)
        rows.append(
            (
                NAMES[variant],
                str(runs[0].pages),
                str(len(runs)),
                f"{cpu / pages:.2f}",
                f"{pages / cpu:.3f}",
                f"{ratio:.2f}" if (ratio := result.speed_of(variant)) else "",
                f"{wall / pages:.2f}",
                *(f"{held:.0f}" for held in (python, program, together)),
            )
        )
    head = (
        "program",
        "pages",
        "runs",
        "CPU s/page",
        "pages/CPU s",
        "× OCRmyPDF",
        "wall s/page",
        "Python MiB",
        "tesseract MiB",
        "together MiB",
    )
    return Table("Speed and memory", head, rows)


def _errors(result: Result) -> Table:
    """By condition; ``real`` are transcribed paragraphs only."""
    variants = [name for name in ("hoso", "ocrmypdf", "tesseract", "tesserocr") if name in result.runs]
    by_variant = {name: result.errors(name) for name in variants}
    rows = []
    for condition in by_variant["hoso"]:
        pages = sum(sample.pages for sample in result.samples if sample.condition == condition)
        counts = [by_variant[name][condition] for name in variants]
        rows.append((condition, str(pages), str(counts[0].length), *(f"{count.rate:.2%}" for count in counts)))
    counts = [total(by_variant[name].values()) for name in variants]
    pages = sum(sample.pages for sample in result.samples)
    rows.append(("all", str(pages), str(counts[0].length), *(f"{count.rate:.2%}" for count in counts)))
    rows.append(("letters read where nothing is printed", "", "", *(str(count.stray) for count in counts)))
    return Table("Character error rate by condition of the scan", ("", "pages", "characters", *variants), rows)


def steps_of(result: Result, variant: str) -> dict[str, tuple[float, float]]:
    """Milliseconds a page in Python and in programs by step, means of all runs; ``start``, and what lies between steps."""
    runs = result.runs[variant]
    pages = sum(run.pages for run in runs)
    spent = {"start": (sum(run.figures["start"] for run in runs) * 1000 / pages, 0.0)}
    for name in runs[0].figures["steps"]:
        own, programs = (sum(run.figures["steps"][name][key] for run in runs) for key in ("own", "programs"))
        spent[name] = (own * 1000 / pages, programs * 1000 / pages)
    known = sum(map(sum, spent.values()))
    return {**spent, "between": (max(0.0, 1000 * result.cpu_per_page(variant) - known), 0.0)}


def _steps(result: Result) -> Table:
    spent = steps_of(result, "hoso")
    whole = sum(map(sum, spent.values()))
    rows = [
        (name, f"{own:.0f}", f"{programs:.0f}", f"{(own + programs) / whole:.1%}")
        for name, (own, programs) in spent.items()
    ]
    return Table("CPU of each step, ms a page", ("step", "Python", "programs", "share"), rows)


def _engine(result: Result) -> Table:
    runs = result.runs["hoso"]
    pages = sum(run.pages for run in runs)
    rows = []
    for mode in runs[0].figures["engine"]:
        found = [run.figures["engine"][mode] for run in runs]
        calls, cpu = sum(each["calls"] for each in found), sum(each["own"] + each["programs"] for each in found)
        rows.append((mode, f"{calls / pages:.2f}", f"{1000 * cpu / calls:.0f}", f"{1000 * cpu / pages:.0f}"))
    rows.append(("starting tesseract alone", "", f"{1000 * result.tesseract_start:.0f}", ""))
    return Table("What the engine is asked", ("mode", "calls a page", "CPU ms a call", "CPU ms a page"), rows)


def _orchestration(result: Result) -> Table:
    found = result.orchestrated
    assert found is not None
    rows = [
        ("to start", f"{found.plain_start:.1f}", f"{found.flow_start:.1f}", f"{found.server_start:.1f}"),
        (f"{found.dossiers} dossiers", f"{found.plain:.1f}", f"{found.flow:.1f}", f"{found.server:.1f}"),
        ("wall, the same", f"{found.plain_wall:.1f}", f"{found.flow_wall:.1f}", ""),
        ("more for each dossier, ms", "", f"{1000 * found.per_dossier:.0f}", ""),
    ]
    return Table("Prefect, CPU seconds", ("", "without", "flow", "server beside"), rows)
