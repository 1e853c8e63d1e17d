"""What the machine read, as the JSON of a package's ``data/words/<n>.json``."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence

from dossier.page import PageReading, Symbol, Word
from storage.json_node import Node, Plain, decimal, parse, refused
from storage.record_parse import read_box, read_image
from storage.record_plain import box_plain, image_plain

CONTRACT = "hoso.words/1"


def readings_to_json(readings: Sequence[PageReading]) -> bytes:
    """JSON of one file's pages, always the same for the same. Confidences keep four decimals, a symbol's bytes are base64.

    It is sealed as the bytes it is, so it needs no canonical form, which takes five times as long.
    """
    plain = {"contract": CONTRACT, "pages": [_reading(reading) for reading in readings]}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        errors="backslashreplace"
    )


def readings_from_json(data: bytes) -> tuple[PageReading, ...]:
    """What ``readings_to_json`` wrote; ``InputRefused`` when it is damaged."""
    node = parse(data)
    if node["contract"].value != CONTRACT:
        raise refused("contract", CONTRACT)
    return node["pages"].each(_read_reading)


def _reading(reading: PageReading) -> Plain:
    return {
        "image": image_plain(reading.image),
        "words": [_word(word) for word in reading.words],
        "symbols": [_symbol(symbol) for symbol in reading.symbols],
        "mrz": list(reading.mrz),
        "mrz_box": box_plain(reading.mrz_box),
        "cells": [box_plain(cell) for cell in reading.cells],
    }


def _word(word: Word) -> Plain:
    return {
        "text": word.text,
        "box": box_plain(word.box),
        "confidence": decimal(word.confidence),
        "block": word.block,
        "line": word.line,
        **({"borne_out": True} if word.borne_out else {}),
        **({"apart": True} if word.apart else {}),
    }


def _symbol(symbol: Symbol) -> Plain:
    content = base64.b64encode(symbol.content).decode("ascii")
    return {"format": symbol.format, "content": content, "box": box_plain(symbol.box)}


def _read_reading(node: Node) -> PageReading:
    return PageReading(
        image=read_image(node["image"]),
        words=node["words"].each(_read_word),
        symbols=node["symbols"].each(_read_symbol),
        mrz=node["mrz"].each(Node.text),
        mrz_box=node.optional("mrz_box", read_box),
        cells=node.optional("cells", lambda cells: cells.each(read_box)) or (),
    )


def _read_word(node: Node) -> Word:
    return Word(
        text=node["text"].text(),
        box=read_box(node["box"]),
        confidence=node["confidence"].number(),
        block=node["block"].integer(),
        line=node["line"].integer(),
        borne_out=node.optional("borne_out", Node.truth) or False,
        apart=node.optional("apart", Node.truth) or False,
    )


def _read_symbol(node: Node) -> Symbol:
    try:
        content = base64.b64decode(node["content"].text(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise refused(node["content"].place, "base64") from error
    return Symbol(format=node["format"].text(), content=content, box=read_box(node["box"]))
