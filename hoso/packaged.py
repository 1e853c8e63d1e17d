"""The project's own data files: YAML beside the code."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, cast

import yaml

_DATA = files("hoso") / "data"


def read_yaml(*path: str) -> dict[str, Any]:
    """The mapping in one file of ``hoso/data``, read by libyaml: in Python alone it costs every start half a second."""
    text = _DATA.joinpath(*path).read_text(encoding="utf-8")
    return cast(dict[str, Any], yaml.load(text, Loader=yaml.CSafeLoader))
