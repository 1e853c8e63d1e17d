"""The computed profiles say what they claim to; LittleCMS is the judge."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageCms

from ocr.copy.profile import components, plain_cmyk, srgb

PATCHES = np.random.default_rng(3).integers(0, 256, (64, 64, 4), dtype=np.uint8)


def opened(profile: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(profile))


def test_our_srgb_is_littlecms_srgb() -> None:
    rgb = Image.fromarray(np.ascontiguousarray(PATCHES[:, :, :3]))
    turned = ImageCms.profileToProfile(rgb, opened(srgb()), ImageCms.createProfile("sRGB"))
    assert turned is not None
    assert np.abs(np.asarray(turned).astype(int) - np.asarray(rgb)).max() <= 1


def test_plain_cmyk_is_one_minus_ink() -> None:
    inks = Image.frombytes("CMYK", (64, 64), PATCHES.tobytes())
    turned = ImageCms.profileToProfile(inks, opened(plain_cmyk()), ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert turned is not None
    plain = 255 - np.minimum(255, PATCHES[:, :, :3].astype(int) + PATCHES[:, :, 3:])
    assert np.abs(np.asarray(turned).astype(int) - plain).mean() < 2


def test_components_are_read_from_a_sound_header_only() -> None:
    assert (components(srgb()), components(plain_cmyk())) == (3, 4)
    assert components(srgb()[:-1]) is None
    assert components(b"") is None
