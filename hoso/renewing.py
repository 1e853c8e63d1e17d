"""What keeps the archive provable: copies get their time stamps, packages their evidence, evidence is renewed in time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography.x509 import Certificate

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import HosoError, PermanentError
from dossier.pipeline import State
from hoso.digitise import held
from hoso.office import Office
from hoso.package_chains import chains_of_package
from hoso.proving import covering
from hoso.told import told
from hoso.upgrading import lacking, raised
from signing.cms.envelope import take_apart
from signing.evidence import keeping, validation
from signing.evidence.batch import Batch, begin, record_of, renew_stamps, renew_tree, with_token
from signing.evidence.plan import Ending, Need, ending_of
from signing.tsa.token import chain_of
from storage.database import ArchivedPackage
from storage.evidence import (
    FILES,
    HEAD,
    MEMBERS,
    SEAL,
    SECOND_SEAL,
    VALIDATION,
    EvidenceObjects,
    Generation,
    Member,
    members_bytes,
)
from storage.objects import Lock, LockMode

_AT_ONCE = 500
_MOST_MEMBERS = 10_000
_NEXT_HASH = "sha512"
_SIGNED = (State.COPIED, State.EXTRACTED, State.CHECKED, State.IN_REVIEW, State.CONFIRMED)


class Done(StrEnum):
    """What became of something that was due."""

    PLANNED = "planned"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class WaitingCopies:
    """A dossier whose copies lack a time stamp or what judges it later."""

    code: DossierCode
    copies: int
    done: Done
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BatchState:
    """A batch of packages: until when its evidence held before this run, what was due, what became of it, until when now.

    ``late``: it had ended already; what was archived is proven from now on only.
    """

    id: str
    packages: int
    ending: Ending
    need: Need
    done: Done | None
    late: bool
    problem: str = ""
    holds_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """What ``hoso renew`` found and did. ``fresh``: packages that had no evidence yet."""

    waiting: tuple[WaitingCopies, ...]
    fresh: int
    fresh_done: Done | None
    batches: tuple[BatchState, ...]
    problem: str = ""

    @property
    def at_risk(self) -> bool:
        """Whether anything that is due was not done, or came too late."""
        outcomes = [self.fresh_done, *(each.done for each in self.waiting), *(each.done for each in self.batches)]
        return Done.FAILED in outcomes or any(each.late for each in self.batches)


@dataclass(frozen=True, slots=True)
class Task:
    """One run; ``plan_only`` changes nothing."""

    office: Office
    now: datetime
    margin: timedelta
    plan_only: bool

    @property
    def objects(self) -> EvidenceObjects:
        """Where evidence lies, locked as packages are."""
        days = self.office.settings.lock_days
        lock = Lock(LockMode.COMPLIANCE, self.now + timedelta(days=days)) if days else None
        return EvidenceObjects(self.office.store, lock)


def renew(
    office: Office, *, plan_only: bool, margin: timedelta, looked: Callable[[str], None] = lambda _: None
) -> Renewal:
    """Do what is due, or with ``plan_only`` say it. ``looked`` is told what is looked at."""
    task = Task(office, office.clock(), margin, plan_only)
    looked("copies")
    waiting = tuple(_waiting(task))
    looked("evidence")
    generations = tuple(task.objects.newest())
    _learn(task, generations)
    batches = _batches(task, generations)
    looked("packages")
    fresh = list(office.coverage.uncovered())
    done, problem = _cover(task, fresh) if fresh else (None, "")
    return Renewal(waiting, len(fresh), done, batches, problem)


def evidence_of(office: Office, package: ArchivedPackage) -> bytes | None:
    """The evidence record (RFC 4998, DER) of an archived package, from the newest batch about it; None without any."""
    found = covering(office, package)
    return None if found is None else record_of(found.batch, found.place)


def _waiting(task: Task) -> Iterator[WaitingCopies]:
    """Open dossiers with copies below the level that copies are to have."""
    office = task.office
    for code in _open(office):
        copies = len(lacking(office.drafts.load(office.journal.position(code).record), office.signatures.level))
        if not copies:
            continue
        if task.plan_only:
            yield WaitingCopies(code, copies, Done.PLANNED)
            continue
        try:
            _raise(task, code)
        except HosoError as error:
            yield WaitingCopies(code, copies, Done.FAILED, told(error))
        else:
            yield WaitingCopies(code, copies, Done.DONE)


def _open(office: Office) -> Iterator[DossierCode]:
    after = ""
    while names := office.holdings.series(after=after, limit=_AT_ONCE):
        for name in names:
            for code, state in office.holdings.codes_in_series(name).not_archived:
                if state in _SIGNED:
                    yield code
        after = names[-1]


def _raise(task: Task, code: DossierCode) -> None:
    """Under the dossier's lease; it stays where it stands."""
    office = task.office
    with held(office, code) as lease:
        position = office.journal.position(code)
        record = raised(office.drafts, office.signatures, office.drafts.load(position.record), task.now)
        office.journal.under(lease).advance(code, replace(position, record=office.drafts.keep(record)))


def _learn(task: Task, generations: Iterable[Generation]) -> None:
    """Enter the batches that the database does not know: it was restored, or somebody else began them."""
    known = task.office.coverage.batches()
    for each in generations:
        if each.id not in known:
            _note(task.office, each.id, task.objects.members(each.id))


def _note(office: Office, name: str, members: Iterable[Member]) -> None:
    office.coverage.note(name, [(each.key, each.sha256) for each in members])


def _cover(task: Task, packages: Sequence[ArchivedPackage]) -> tuple[Done, str]:
    """Evidence for packages that have none, in batches."""
    if task.plan_only:
        return Done.PLANNED, ""
    try:
        for at in range(0, len(packages), _MOST_MEMBERS):
            _begin(task, packages[at : at + _MOST_MEMBERS])
    except HosoError as error:
        return Done.FAILED, told(error)
    return Done.DONE, ""


def _begin(task: Task, packages: Sequence[ArchivedPackage]) -> None:
    """The agency's seal over the list of packages; one time stamp over the packages, the list, the seal and the log."""
    office, objects = task.office, task.objects
    members = [Member(each.key, each.sha256) for each in packages]
    listed = members_bytes(members)
    name = Digest.of(listed).hex[:32]
    files = {MEMBERS: listed, **_seals(task, listed), HEAD: office.log.view.head().note.encode()}
    files[VALIDATION] = validation.dump(office.signatures.gatherer().gather(_chains(office, packages), task.now))
    kept = [objects.get(name, file) if not objects.put(name, file, data) else data for file, data in files.items()]
    digests = [bytes.fromhex(each.sha256.hex) for each in packages]
    digests += [hashlib.sha256(each).digest() for each in kept]
    objects.begin(name, keeping.dump(begin(digests, office.signatures.timestamper)))
    _note(office, name, members)


def _chains(office: Office, packages: Sequence[ArchivedPackage]) -> Iterator[Sequence[Certificate]]:
    """Of everybody who signed or stamped in the packages, each once."""
    seen: set[Certificate] = set()
    for each in packages:
        for chain in chains_of_package(office.store.get(each.key)):
            if chain[0] not in seen:
                seen.add(chain[0])
                yield chain


def _seals(task: Task, listed: bytes) -> dict[str, bytes]:
    """The lawful seal, and beside it one that outlives quantum computers, where the office wants that."""
    signatures = task.office.signatures
    second = signatures.second_seal(listed, task.now)
    return {SEAL: signatures.seal_list(listed, task.now), **({} if second is None else {SECOND_SEAL: second})}


def _batches(task: Task, generations: Iterable[Generation]) -> tuple[BatchState, ...]:
    """Every batch; those that are due are renewed, all whose stamps end with one new time stamp."""
    found = [(each, keeping.load(task.objects.state(each))) for each in generations]
    packages = task.office.coverage.batches()
    states = {each.id: _state(task, each, batch, packages[each.id]) for each, batch in found}
    due = [pair for pair in found if states[pair[0].id].need is not Need.NOTHING]
    if not task.plan_only:
        stamped = [pair for pair in due if states[pair[0].id].need is Need.TIME_STAMP]
        states |= _renewed(task, stamped, states, _restamped)
        for pair in (pair for pair in due if states[pair[0].id].need is Need.HASH_TREE):
            states |= _renewed(task, [pair], states, _rehashed)
    return tuple(states.values())


def _state(task: Task, generation: Generation, batch: Batch, packages: int) -> BatchState:
    ending = ending_of(batch, task.office.settings.algorithm_sunsets)
    need = ending.need(task.now, task.margin)
    done = None if need is Need.NOTHING else Done.PLANNED
    return BatchState(generation.id, packages, ending, need, done, ending.is_late(task.now), holds_until=ending.at)


Pair = tuple[Generation, Batch]
Renewer = Callable[[Task, Sequence[Pair]], Sequence[Batch]]


def _renewed(
    task: Task, pairs: Sequence[Pair], states: dict[str, BatchState], renewer: Renewer
) -> dict[str, BatchState]:
    """The states of ``pairs`` after their renewal, or with why there is none."""
    if not pairs:
        return {}
    try:
        batches = renewer(task, pairs)
        for (generation, _), batch in zip(pairs, batches, strict=True):
            task.objects.advance(generation, keeping.dump(batch))
    except HosoError as error:
        return {each.id: replace(states[each.id], done=Done.FAILED, problem=told(error)) for each, _ in pairs}
    sunsets = task.office.settings.algorithm_sunsets
    return {
        generation.id: replace(states[generation.id], done=Done.DONE, holds_until=ending_of(batch, sunsets).at)
        for (generation, _), batch in zip(pairs, batches, strict=True)
    }


def _restamped(task: Task, pairs: Sequence[Pair]) -> Sequence[Batch]:
    """One new time stamp over the old ones, which are given what judges them first; a batch of each hash by itself."""
    richer = [_richer(task, batch) for _, batch in pairs]
    renewed: dict[int, Batch] = {}
    for name in dict.fromkeys(each.newest.hash_name for each in richer):
        places = [place for place, each in enumerate(richer) if each.newest.hash_name == name]
        batches = renew_stamps([richer[place] for place in places], task.office.signatures.timestamper)
        renewed |= dict(zip(places, batches, strict=True))
    return [renewed[place] for place in range(len(pairs))]


def _richer(task: Task, batch: Batch) -> Batch:
    """With the certificates and revocation answers that judge its newest token, as far as they can be had."""
    data = task.office.signatures.gatherer().gather([chain_of(batch.token)], task.now)
    token = take_apart(batch.token).with_certificates(data.certificates)
    return with_token(batch, token.with_revocation(data.revocation_lists, data.responses).encode())


def _rehashed(task: Task, pairs: Sequence[Pair]) -> Sequence[Batch]:
    """A new hash tree over the packages, read anew; one that is not what it was is never covered again."""
    ((generation, batch),) = pairs
    digests = [_hashed(data, digest) for data, digest in _contents(task, generation, batch)]
    richer = _richer(task, batch)
    return [renew_tree(richer, digests, task.office.signatures.timestamper, _NEXT_HASH)]


def _contents(task: Task, generation: Generation, batch: Batch) -> Iterator[tuple[bytes, bytes]]:
    """Each object of the batch with the SHA-256 that its evidence began with."""
    first = batch.chains[0].leaves
    members = task.objects.members(generation.id)
    for place, member in enumerate(members):
        yield task.office.store.get(member.key), first[place]
    files = [each for each in FILES if task.objects.has(generation.id, each)]
    for place, file in enumerate(files, start=len(members)):
        yield task.objects.get(generation.id, file), first[place]


def _hashed(data: bytes, expected: bytes) -> bytes:
    if hashlib.sha256(data).digest() != expected:
        raise PermanentError(
            "An archived object is not what it was.", remedy="Run `hoso audit --all`; restore it first."
        )
    return hashlib.new(_NEXT_HASH, data).digest()
