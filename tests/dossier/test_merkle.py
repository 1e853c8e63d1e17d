"""RFC 6962 trees: the RFC's own values, and every proof of every small tree."""

from __future__ import annotations

import pytest

from dossier.merkle import (
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    nodes_of,
    root,
    root_of,
)

# The eight inputs and the roots that certificate-transparency implementations share as a known-answer test.
INPUTS = [
    bytes.fromhex(h)
    for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes([n])) for n in range(40)]
NODES = nodes_of(LEAVES)


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_known_answers(size: int) -> None:
    nodes = nodes_of([leaf_hash(data) for data in INPUTS])
    assert root(size, nodes).hex() == ROOTS[size - 1]


def test_the_empty_tree_is_the_digest_of_nothing() -> None:
    assert root(0, NODES).hex().startswith("e3b0c44298fc1c14")


@pytest.mark.parametrize("size", range(1, 41))
def test_every_leaf_of_every_tree_is_proved(size: int) -> None:
    for index in range(size):
        proof = inclusion_proof(index, size, NODES)
        assert includes(LEAVES[index], index, size, proof, root(size, NODES))


@pytest.mark.parametrize("new", range(1, 41))
def test_every_earlier_tree_is_proved_to_begin_the_later(new: int) -> None:
    for old in range(1, new + 1):
        proof = consistency_proof(old, new, NODES)
        roots = {"old_root": root(old, NODES), "new_root": root(new, NODES)}
        assert extends(old=old, new=new, proof=proof, **roots)


def test_another_leaf_index_or_shortened_proof_is_not_included() -> None:
    proof = inclusion_proof(5, 13, NODES)
    top = root(13, NODES)
    assert not includes(LEAVES[6], 5, 13, proof, top)
    assert not includes(LEAVES[5], 4, 13, proof, top)
    assert not includes(LEAVES[5], 5, 13, proof[:-1], top)
    assert not includes(LEAVES[5], 5, 13, (*proof, top), top)
    assert not includes(LEAVES[5], 13, 13, proof, top)


def test_a_changed_history_is_no_extension() -> None:
    other = nodes_of([leaf_hash(b"forged"), *LEAVES[1:]])
    proof = consistency_proof(6, 13, NODES)
    assert not extends(old=6, new=13, old_root=root(6, other), new_root=root(13, NODES), proof=proof)
    assert not extends(old=6, new=13, old_root=root(6, NODES), new_root=root(13, other), proof=proof)
    assert not extends(old=6, new=13, old_root=root(6, NODES), new_root=root(13, NODES), proof=proof[1:])
    assert not extends(old=8, new=13, old_root=root(8, NODES), new_root=root(13, NODES), proof=())


def test_a_proof_of_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(3, 3, NODES)
    with pytest.raises(ValueError, match="non-empty"):
        consistency_proof(0, 3, NODES)


def test_leaf_and_node_hashes_have_different_prefixes() -> None:
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


@pytest.mark.parametrize("size", range(41))
def test_a_stream_of_leaves_has_the_same_root(size: int) -> None:
    assert root_of(iter(LEAVES[:size])) == root(size, NODES)
