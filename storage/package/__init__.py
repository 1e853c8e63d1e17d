"""The archived package: one ZIP per dossier version, inside it a BagIt bag (RFC 8493)."""
