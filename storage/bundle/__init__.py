"""The verification bundle: one ZIP with everything that an auditor needs to check one archived version offline."""

from storage.bundle.checker import BundleCheck, check, looks_like_bundle
from storage.bundle.layout import BundleContents, LogPart, Parts, Proof, Revocation, build, bundle_name

__all__ = [
    "BundleCheck",
    "BundleContents",
    "LogPart",
    "Parts",
    "Proof",
    "Revocation",
    "build",
    "bundle_name",
    "check",
    "looks_like_bundle",
]
