"""Services that tests start for real: each module of ``tests/services`` brings its own fixtures."""

from __future__ import annotations

from pathlib import Path

pytest_plugins = [f"services.{module.stem}" for module in sorted((Path(__file__).parent / "services").glob("*.py"))]
