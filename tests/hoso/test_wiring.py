"""What is made when an office is opened for the first time."""

from __future__ import annotations

from pathlib import Path

from cli_desk import settings_of

from hoso.wiring import open_office


def test_the_folder_of_all_state_is_its_users_alone(tmp_path: Path) -> None:
    with open_office(settings_of(tmp_path / "home")):
        assert (tmp_path / "home").stat().st_mode & 0o077 == 0
