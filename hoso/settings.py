"""Every setting, in one class: the only reader of the environment. ``HOSO_*`` variables win over ``hoso.toml``."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from dossier.errors import UsageError
from signing.evidence.plan import SUNSETS
from signing.levels import Level


class EngineName(StrEnum):
    """What reads pages: the network of this project on lines that Tesseract finds, or Tesseract, as a program or in here."""

    HOSO = "hoso"
    TESSERACT = "tesseract"
    TESSEROCR = "tesserocr"


class RendererName(StrEnum):
    """Which renderer draws the pages that are not one scan."""

    PDF2IMAGE = "pdf2image"
    PYPDFIUM2 = "pypdfium2"


class Settings(BaseSettings):
    """What an office can set. Every default works offline, on one machine, with nothing but a folder."""

    model_config = SettingsConfigDict(env_prefix="HOSO_", toml_file="hoso.toml", extra="forbid")

    home: Path = Path("~/.local/share/hoso")
    unit: str = "H29.12"
    officer: str = "can-bo-01"

    work_key: Path | None = None
    database_url: str = ""
    register_url: str = ""
    register_user: str = ""
    register_secret: SecretStr = SecretStr("")
    register_client: str = ""
    register_api_key: SecretStr = SecretStr("")
    register_unit: str = ""
    register_timeout: float = Field(default=10.0, gt=0)
    store: str = ""
    store_access_key: str = ""
    store_secret_key: SecretStr = SecretStr("")
    archive_key: Path | None = None
    archive_former_keys: list[Path] = Field(default_factory=list)
    lock_days: int = Field(default=0, ge=0)

    officer_key: str = "development:officer/{officer}"
    agency_key: str = "development:agency"
    officer_key_secret: SecretStr = SecretStr("")
    officer_key_secret_file: Path | None = None
    agency_key_secret: SecretStr = SecretStr("")
    agency_key_secret_file: Path | None = None
    officer_csc_secret: SecretStr = SecretStr("")
    officer_csc_secret_file: Path | None = None
    agency_csc_secret: SecretStr = SecretStr("")
    agency_csc_secret_file: Path | None = None
    csc_timeout: float = Field(default=20.0, gt=0)
    copy_level: Level = Level.B_T
    second_seal_key: str = ""
    second_seal_key_secret: SecretStr = SecretStr("")
    second_seal_key_secret_file: Path | None = None
    renew_days: int = Field(default=180, gt=0)
    algorithm_sunsets: dict[str, date] = Field(default_factory=lambda: dict(SUNSETS))
    status_timeout: float = Field(default=5.0, gt=0)
    tsa: str = "development:"
    tsa_timeout: float = Field(default=20.0, gt=0)
    tsa_policy: str = Field(default="", pattern=r"^(\d+(\.\d+)+)?$")
    tsa_slots: int = Field(default=4, gt=0)
    register_slots: int = Field(default=4, gt=0)
    font: Path = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")

    engine: EngineName = EngineName.HOSO
    tessdata: Path = Path("/usr/share/tesseract-ocr/5/tessdata")
    renderer: RendererName = RendererName.PDF2IMAGE
    max_bytes: int = Field(default=200 * 2**20, gt=0)
    max_pages: int = Field(default=500, gt=0)
    max_pixels: int = Field(default=80_000_000, gt=0)

    judge_seconds: float = Field(default=60.0, gt=0)
    judge_megabytes: int = Field(default=2048, gt=0)

    accept_confidence: float = Field(default=0.9, ge=0, le=1)
    sample_share: float = Field(default=0.02, ge=0, le=1)
    result_code: str = "{owner_id}.{type_code}.{dossier}-{ordinal:02d}"

    workers: int = Field(default=0, ge=0)
    lease_seconds: int = Field(default=120, gt=0)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic-settings calls by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then ``hoso.toml`` in the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def root(self) -> Path:
        """The folder of all state."""
        return self.home.expanduser()

    @property
    def worker_count(self) -> int:
        """Dossiers worked on at once: as set, else one per core."""
        return self.workers or os.cpu_count() or 1


def load_settings() -> Settings:
    """Read the settings; a wrong one is a ``UsageError`` that names the setting, never its value."""
    # Prefect and Tesseract both look here; one thread per Tesseract process more than doubles throughput.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise UsageError(f"A setting is wrong: {wrong}.", remedy="See hoso.toml and the HOSO_* variables.") from error


def language() -> str:
    """``vi`` or ``en``: ``HOSO_LANG`` if set, else English for an English locale, else Vietnamese."""
    chosen = os.environ.get("HOSO_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "vi"
    return "en" if chosen.lower().startswith("en") else "vi"
