"""A paper with a secrecy marking leaves nothing but its original, and that in quarantine."""

from __future__ import annotations

import json
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from bad_input.oddities import png
from chaos.archive import settings_of
from chaos.moments import Moment
from chaos.runs import Place, batch, batch_killed_at, hoso
from sqlalchemy import MetaData, select

from dossier.digest import Digest
from hoso.samples.dossiers import Feeder, Sheaf
from hoso.samples.form import Drawn, make_look
from hoso.samples.papers import administrative
from hoso.samples.papers.administrative import Marking, Order
from hoso.wiring import open_office
from storage.blobs import Blobs

REFUSAL = 3
PHRASE = "Danh mục vật chứng mã hiệu Kỳ Lân 471182635094 được giữ tại kho số chín"


def _secret() -> Drawn:
    rng = random.Random("secret")
    order = Order(variant="committee", kind="Công văn", marking=Marking("TỐI MẬT", stamped=False), extra=(PHRASE,))
    return administrative.draw(rng, make_look(rng, 200), order)


def _inputs(folder: Path) -> Path:
    """Three dossiers; the second is a secret letter with a harmless page beside it, which the third has too."""
    (folder / "hs-1").mkdir(parents=True)
    (folder / "hs-1" / "a.png").write_bytes(png(1))
    Feeder(folder / "hs-2", np.random.default_rng(2)).scan("cong-van.pdf", Sheaf(_secret()))
    (folder / "hs-2" / "phu-luc.png").write_bytes(png(2))
    (folder / "hs-3").mkdir()
    (folder / "hs-3" / "a.png").write_bytes(png(2))
    return folder


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the batch."""
    return _inputs(tmp_path_factory.mktemp("secret") / "inputs")


@pytest.fixture(scope="module")
def place(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The batch was run twice, as offices do."""
    made = Place(tmp_path_factory.mktemp("secret-home") / "home", inputs, {})
    assert batch(made, "--records", str(made.home.with_name("records"))) == REFUSAL, made.said.read_text()
    assert batch(made) == REFUSAL
    return made


def _letter(inputs: Path) -> bytes:
    return (inputs / "hs-2" / "cong-van.pdf").read_bytes()


def test_the_original_is_in_quarantine_and_nowhere_else(place: Place) -> None:
    """Also after it was handed in again."""
    quarantined = {path.read_bytes() for path in (place.home / "quarantine").rglob("*.original")}
    assert _letter(place.inputs) in quarantined
    assert not Blobs(place.home / "work").has(Digest.of(_letter(place.inputs)))
    elsewhere = (path for path in _files(place.home) if "quarantine" not in path.parts)
    assert all(path.read_bytes() != _letter(place.inputs) for path in elsewhere)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_only_its_owner_may_look_into_the_quarantine(place: Place) -> None:
    """Folders 0700, files 0600."""
    modes = {path.stat().st_mode & 0o777 for path in (place.home / "quarantine").rglob("*")}
    assert modes == {0o700, 0o600}


@pytest.mark.parametrize("word", ["vật chứng", "Kỳ Lân", "471182635094", "Danh mục", "vat chung", "ky lan"])
def test_no_word_of_it_is_in_any_file(word: str, place: Place) -> None:
    """Neither in the working store nor in the database, its log and its index; nor in what was printed or recorded."""
    everything = [*_files(place.home), *_files(place.home.with_name("records")), place.said]
    searched = (path for path in everything if "quarantine" not in path.parts)
    assert not [path for path in searched if word.encode() in path.read_bytes()]


def test_no_table_knows_more_than_that_it_was_refused(place: Place) -> None:
    """No document, field, owner, text, package, and no question to the citizen register."""
    with open_office(settings_of(place)) as office, office.database.read() as connection:
        tables = MetaData()
        tables.reflect(connection)
        about = {
            name
            for name, table in tables.tables.items()
            if "code" in table.c and connection.execute(select(table).where(table.c.code.like("%-0002"))).first()
        }
    assert about == {"dossier", "dossier_file", "event", "outbox"}


def test_a_harmless_page_is_kept_for_the_dossier_that_has_it_too(place: Place) -> None:
    """It was read there."""
    record = json.loads((place.home.with_name("records") / "hs-3.json").read_text())
    assert (record["status"], record["files"][0]["pages"]) == ("in_review", 1)


def test_another_dossier_with_the_same_letter_is_refused_too(place: Place, tmp_path: Path) -> None:
    """What stands on it is known; its companions go with it."""
    inputs = tmp_path / "again"
    shutil.copytree(place.inputs / "hs-2", inputs / "hs-9")
    (inputs / "hs-9" / "them.png").write_bytes(png(9))
    again = Place(tmp_path / "home", inputs, {})
    shutil.copytree(place.home, again.home)
    assert hoso(again, "batch", str(inputs)) == REFUSAL, again.said.read_text()
    assert not Blobs(again.home / "work").has(Digest.of(_letter(place.inputs)))


@pytest.mark.parametrize("written", ["read/blobs.put#1 after", "read/blobs.discard#1 after", "read/commit#1 before"])
def test_a_process_killed_while_it_moves_the_letter_leaves_it_to_the_next(
    written: str, inputs: Path, tmp_path: Path
) -> None:
    """Refusal noted; letter moved and its companion not; all moved and nothing committed."""
    place = Place(tmp_path / "home", inputs, {})
    assert batch_killed_at(place, Moment.parse(written), number=2) == -signal.SIGKILL
    assert batch(place) == REFUSAL, place.said.read_text()
    assert not Blobs(place.home / "work").has(Digest.of(_letter(inputs)))
    quarantined = {path.read_bytes() for path in (place.home / "quarantine").rglob("*.original")}
    assert _letter(inputs) in quarantined
