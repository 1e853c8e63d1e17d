"""Values of the record that are parsed where they enter."""

from __future__ import annotations

import pytest

from dossier.errors import UsageError
from dossier.record import ArchivePlace


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("G09/01/12/17", ArchivePlace("G09", "01", "12", "17")),
        ("G09/01", ArchivePlace("G09", "01")),
        (" G09 //12", ArchivePlace("G09", None, "12")),
        ("", ArchivePlace()),
    ],
)
def test_a_place_in_an_archive_may_be_known_in_part(text: str, place: ArchivePlace) -> None:
    assert ArchivePlace.parse(text) == place


def test_a_place_of_more_than_four_parts_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        ArchivePlace.parse("1/2/3/4/5")
