"""The archived package: one ZIP per dossier version, inside it a BagIt bag (RFC 8493)."""

from storage.package.bag import is_package_key, package_key
from storage.package.checker import PackageCheck, check
from storage.package.finding import Finding
from storage.package.reader import PackageContents, PackageLimits, read
from storage.package.writer import build

__all__ = [
    "Finding",
    "PackageCheck",
    "PackageContents",
    "PackageLimits",
    "build",
    "check",
    "is_package_key",
    "package_key",
    "read",
]
