"""Leaves, notes, checkpoints and proofs as texts that nobody vouches for."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import InputRefused, PermanentError, UsageError
from storage.tlog.checkpoint import Checkpoint
from storage.tlog.layout import decode_bundle, decode_tile, encode_bundle, tile_key
from storage.tlog.leaf import Leaf
from storage.tlog.note import NoteKey, NoteSigner, open_note
from storage.tlog.proof import Inclusion, InclusionProof, verify_inclusion

# The example of Go's golang.org/x/mod/sumdb/note, an independent implementation.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = NoteKey("hoso.example/h29.12", PRIVATE.public_key().public_bytes_raw())
SIGNER = NoteSigner(KEY, PRIVATE.sign)
LEAF = Leaf(DossierCode.parse("H29.12-261122-0001"), 1, Digest.of(b"package"))


def test_a_leaf_is_byte_for_byte_the_contracts() -> None:
    assert LEAF.encoded() == f"hoso/1 H29.12-261122-0001 v1 {Digest.of(b'package')}\n".encode()
    assert Leaf.parse(LEAF.encoded()) == LEAF


@pytest.mark.parametrize("change", [b" v0 ", b" v01 ", b"  v1 ", b" v1  "])
def test_any_other_bytes_are_no_leaf(change: bytes) -> None:
    with pytest.raises(InputRefused):
        Leaf.parse(LEAF.encoded().replace(b" v1 ", change))
    with pytest.raises(InputRefused):
        Leaf.parse(LEAF.encoded() + b"\n")
    with pytest.raises(InputRefused):
        Leaf.parse(LEAF.encoded().replace(b"261122", b"261399"))


def test_a_note_of_gos_implementation_is_verified() -> None:
    key = NoteKey.parse(GO_KEY)
    assert key.encoded() == GO_KEY
    assert open_note(GO_NOTE, key) == GO_TEXT
    assert open_note(GO_NOTE.replace("answer", "Answer"), key) is None


def test_a_note_is_opened_by_its_key_and_no_other() -> None:
    note = SIGNER.note("text\n")
    assert open_note(note, KEY) == "text\n"
    assert open_note(note, NoteKey.parse(GO_KEY)) is None
    assert open_note(note, NoteKey("another", KEY.public)) is None


def test_signatures_of_witnesses_are_passed_over() -> None:
    witness = GO_NOTE.rpartition("\n\n")[2]
    assert open_note(SIGNER.note("text\n") + witness, KEY) == "text\n"
    head, _, own = SIGNER.note("text\n").rpartition("\n\n")
    assert open_note(f"{head}\n\n{witness}{own}", KEY) == "text\n"


@pytest.mark.parametrize(
    "note", ["", "text\n", "text\n\n", "text\n\n- a b\n", "text\n\n— a b*\n", "text\n\n— a YQ==\n", "a\n\n— a"]
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(InputRefused):
        open_note(note, KEY)


@pytest.mark.parametrize(
    "text", ["", "a", "a+b", "a+00000000+AQ==", GO_KEY.replace("c74f", "c74e"), GO_KEY + "*", "a b" + GO_KEY[12:]]
)
def test_a_malformed_verifier_key_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError):
        NoteKey.parse(text)


def test_a_checkpoint_names_origin_size_and_root() -> None:
    checkpoint = Checkpoint.sign(7, bytes(32), SIGNER)
    assert checkpoint.note.splitlines()[:4] == [KEY.name, "7", "A" * 43 + "=", ""]
    assert Checkpoint.open(checkpoint.note, KEY) == checkpoint


def test_the_signed_head_of_another_log_is_not_ours() -> None:
    assert Checkpoint.open(SIGNER.note(f"other\n7\n{'A' * 43}=\n"), KEY) is None


@pytest.mark.parametrize(
    "text", ["x\n", f"{KEY.name}\n07\n{'A' * 43}=\n", f"{KEY.name}\n7\nAAAA\n", f"{KEY.name}\n-1\n{'A' * 43}=\n"]
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        Checkpoint.open(SIGNER.note(text), KEY)


def test_a_proof_under_a_foreign_signature_proves_nothing() -> None:
    proof = InclusionProof(0, (), GO_NOTE)
    assert verify_inclusion(proof, LEAF, KEY) is Inclusion.NOT_SIGNED


def test_a_proof_is_the_c2sp_text() -> None:
    proof = InclusionProof(3, (bytes(32), b"\x01" * 32), Checkpoint.sign(7, bytes(32), SIGNER).note)
    text = proof.encoded()
    assert text.startswith(f"c2sp.org/tlog-proof@v1\nindex 3\n{'A' * 43}=\nAQEB")
    assert InclusionProof.parse(text) == proof
    assert InclusionProof.parse(text.replace("index", "extra YQ==\nindex")) == proof


@pytest.mark.parametrize("text", ["", "c2sp.org/tlog-proof@v1\nindex 03\n\nx", "c2sp.org/tlog-proof@v2\nindex 3\n\nx"])
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        InclusionProof.parse(text)


def test_tile_numbers_are_groups_of_three_digits() -> None:
    assert tile_key(0, 1234067) == "log/tile/0/x001/x234/067"
    assert tile_key(None, 5, 8) == "log/tile/entries/005.p/8"
    assert tile_key(2, 1000) == "log/tile/2/x001/000"


def test_damaged_bundles_and_tiles_are_permanent_errors() -> None:
    assert decode_bundle(encode_bundle([b"", b"ab"])) == [b"", b"ab"]
    with pytest.raises(PermanentError):
        decode_bundle(encode_bundle([b"ab"])[:-1])
    with pytest.raises(PermanentError):
        decode_tile(bytes(31), 1)
