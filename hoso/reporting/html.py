"""The report as one HTML file that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from hoso.reporting.content import Pictures, Report, Section

_STYLE = (
    "body{font-family:'Times New Roman',Tinos,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.4}"
    "h1{font-size:1.5rem;text-align:center}h2{font-size:1.2rem;margin-top:2rem;border-top:1px solid #888;padding-top:1rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0}td,th{border:1px solid #bbb;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}.verdict{font-weight:bold;font-size:1.2rem;text-align:center}"
    "figure{display:inline-block;width:48%;margin:.5%}img{max-width:100%;border:1px solid #888}"
)


def html_report(report: Report) -> bytes:
    """UTF-8, every text escaped, pictures inside, no script and nothing from elsewhere."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="vi"><head><meta charset="utf-8"><title>{escape(report.title)}</title>',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">",
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{escape(report.title)}</h1>",
        f'<p class="verdict">{escape(report.verdict)}</p>',
        _table(report.facts),
        _list(report.reasons),
        *(_section(each) for each in report.sections),
        "</body></html>",
    ]
    return "\n".join(parts).encode("utf-8")


def _section(section: Section) -> str:
    return "\n".join(
        (
            f"<h2>{escape(section.title)}</h2>",
            f'<p class="verdict">{escape(section.verdict)}</p>',
            _table(section.facts),
            _list(section.reasons),
            "<h3>Phụ lục II, Thông tư 15/2025/TT-BKHCN</h3>",
            _table(section.rows),
            *(_figures(each) for each in section.pictures),
        )
    )


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    lines = ("<tr>" + "".join(f"<td>{escape(each)}</td>" for each in row) + "</tr>" for row in rows)
    return f"<table>{''.join(lines)}</table>"


def _list(sentences: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(each)}</li>" for each in sentences)
    return f"<ul>{items}</ul>" if items else ""


def _figures(pictures: Pictures) -> str:
    shown = (("khi ký", pictures.before), ("hiện nay", pictures.after))
    return "".join(
        f'<figure><img alt="" src="data:image/png;base64,{b64encode(png).decode()}">'
        f"<figcaption>Trang {pictures.page}, {when}</figcaption></figure>"
        for when, png in shown
        if png is not None
    )
