"""ECDSA over curves that a certificate spells out: older travel documents do, and `cryptography` refuses those.

Only verification, on public values: nothing here has to run in constant time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from asn1crypto.algos import DSASignature
from asn1crypto.keys import PublicKeyInfo

Point = tuple[int, int] | None

_LEAST_BITS, _MOST_BITS = 160, 521
_BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53)


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ + ax + b over the prime field of p, with a base point of prime order n."""

    p: int
    a: int
    b: int
    base: tuple[int, int]
    n: int

    @property
    def sound(self) -> bool:
        """Whether the parameters make a group in which a signature means something."""
        sized = _LEAST_BITS <= self.p.bit_length() <= _MOST_BITS and self.n.bit_length() >= _LEAST_BITS
        if not sized or self.p == self.n or not (_prime(self.p) and _prime(self.n)):
            return False
        smooth = (4 * self.a**3 + 27 * self.b**2) % self.p != 0
        return smooth and self.holds(self.base) and self.times(self.n, self.base) is None

    def holds(self, point: tuple[int, int]) -> bool:
        """Whether a point lies on the curve."""
        x, y = point
        return 0 <= x < self.p and 0 <= y < self.p and (y * y - (x * x * x + self.a * x + self.b)) % self.p == 0

    def plus(self, one: Point, other: Point) -> Point:
        """The group's sum; None is its zero."""
        if one is None or other is None:
            return other if one is None else one
        (x1, y1), (x2, y2) = one, other
        if x1 == x2 and (y1 + y2) % self.p == 0:
            return None
        rise, run = (3 * x1 * x1 + self.a, 2 * y1) if one == other else (y2 - y1, x2 - x1)
        slope = rise * pow(run, -1, self.p)
        x = (slope * slope - x1 - x2) % self.p
        return x, (slope * (x1 - x) - y1) % self.p

    def times(self, factor: int, point: Point) -> Point:
        """The point added to itself so many times."""
        total: Point = None
        while factor:
            if factor & 1:
                total = self.plus(total, point)
            point, factor = self.plus(point, point), factor >> 1
        return total


def verify_explicit(key: PublicKeyInfo, signature: bytes, data: bytes, digest: str) -> bool:
    """Whether ``signature`` over ``data`` is right; anything that cannot be read or is not sound is not."""
    try:
        curve, point = _curve_of(key)
        found = DSASignature.load(signature, strict=True)
        r, s = int(found["r"].native), int(found["s"].native)
    except (ValueError, TypeError, KeyError):
        return False
    if not (0 < r < curve.n and 0 < s < curve.n and curve.sound and curve.holds(point)):
        return False
    hashed = hashlib.new(digest, data).digest()
    excess = max(0, 8 * len(hashed) - curve.n.bit_length())
    e, w = int.from_bytes(hashed, "big") >> excess, pow(s, -1, curve.n)
    found_at = curve.plus(curve.times(e * w % curve.n, curve.base), curve.times(r * w % curve.n, point))
    return found_at is not None and found_at[0] % curve.n == r


def _curve_of(key: PublicKeyInfo) -> tuple[Curve, tuple[int, int]]:
    parameters = key["algorithm"]["parameters"]
    if parameters.name != "specified":
        raise ValueError("not an explicit curve")
    spelled = parameters.chosen
    if spelled["field_id"]["field_type"].native != "prime_field":
        raise ValueError("not a prime field")
    p = int(spelled["field_id"]["parameters"].native)
    a, b = (int.from_bytes(spelled["curve"][name].native, "big") for name in ("a", "b"))
    curve = Curve(p, a, b, _point(spelled["base"].native, p), int(spelled["order"].native))
    return curve, _point(key["public_key"].native, p)


def _point(octets: bytes, p: int) -> tuple[int, int]:
    size = (p.bit_length() + 7) // 8
    if len(octets) != 1 + 2 * size or octets[0] != 4:
        raise ValueError("not an uncompressed point")
    return int.from_bytes(octets[1 : 1 + size], "big"), int.from_bytes(octets[1 + size :], "big")


def _prime(number: int) -> bool:
    """Miller and Rabin's test to many bases."""
    if number < 3 or number % 2 == 0:
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_witnessed(base, number, odd, twos) for base in _BASES if number % base)


def _witnessed(base: int, number: int, odd: int, twos: int) -> bool:
    x = pow(base, odd, number)
    if x in (1, number - 1):
        return True
    return any((x := x * x % number) == number - 1 for _ in range(twos - 1))
