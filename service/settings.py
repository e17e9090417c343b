"""What an installation can set, each through an environment variable TALLYMARK_<NAME> (docs/settings.md)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from service.errors import SettingsInvalid
from service.setting_names import file_variable_name, refuse_unknown, variable_name
from service.setting_types import (
    AccessToken,
    DatabaseAddress,
    MailAddress,
    Names,
    Networks,
    Rate,
    SecretKey,
    WebAddress,
)

SQLITE_FILE = "tallymark.sqlite"
"""Name of the database's file in the data folder."""
SECRETS = ("secret_key", "database_url", "smtp_password", "rate_storage", "metrics_token")
"""Settings that may be given as the name of a file that holds them, TALLYMARK_<NAME>_FILE."""


class Installation(BaseModel):
    """What this installation is, and where it keeps what it is given."""

    environment: Literal["development", "production"] = Field(
        "development",
        description="`production` wherever real learners' work is kept: it refuses to start with secrets that are "
        "missing or guessable and without https.",
    )
    secret_key: SecretKey = Field(
        SecretStr(""),
        validate_default=True,
        description="At least 32 random bytes, from which the keys for cookies and for secrets at rest are made. "
        "Needed in production; in development one is made and kept in the data folder.",
    )
    public_url: WebAddress = Field(
        "http://127.0.0.1:8000",
        min_length=1,
        validate_default=True,
        description="Address under which people reach the service, for links in mails; https in production.",
    )
    data: Path = Field(Path("tallymark-data"), description="Folder for whatever has no place of its own below.")
    database_url: DatabaseAddress = Field(
        "",
        repr=False,
        description="Database, such as `postgresql://user:password@host/name`; by default SQLite in the data folder.",
    )
    files_url: str = Field(
        "",
        repr=False,
        description="Where original files are kept, such as `s3://bucket/folder`; by default in the data folder.",
    )


class Serving(BaseModel):
    """How requests are taken, and how much of them."""

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes any free one.")
    trusted_hosts: Names = Field(
        (),
        description="Host names that requests may be addressed to, `*.example.org` for all of a domain. By default "
        "that of the public address and this machine's own in production, any in development.",
    )
    trusted_proxies: Networks = Field(
        (), description="Addresses or networks of proxies whose word on a caller's address and scheme is taken."
    )
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        description="Analyses that run at the same time; by default one per processor core.",
    )
    queue: int = Field(32, ge=0, description="Analyses that may wait for a worker before requests are turned away.")
    time_limit: float = Field(
        60.0, gt=0, allow_inf_nan=False, description="Seconds that one analysis may take, waiting included."
    )
    # 20 MiB, which is what the readers take of one file, and room for what a form puts around it.
    max_body_bytes: int = Field(21_000_000, ge=1, description="Bytes that the body of a request may hold.")
    # The longest text that may be sent, twice for two drafts, with every letter outside ASCII written as an escape.
    max_json_bytes: int = Field(4_500_000, ge=1, description="Bytes that a body in JSON may hold; files are not JSON.")
    max_words: int = Field(60_000, ge=1, description="Words that one text may hold.")
    max_files: int = Field(10, ge=1, description="Files that one request may hold, where a route takes several.")


class People(BaseModel):
    """Who may do what without signing in, and for how long after."""

    anonymous_analyses: bool = Field(
        True, description="Whether accounts are analysed, compared and redacted for people who are not signed in."
    )
    session_hours: int = Field(12, ge=1, le=24 * 31, description="Hours after which somebody has to sign in again.")


class Jobs(BaseModel):
    """What runs besides the answers to requests."""

    job_workers: int = Field(
        1,
        ge=0,
        le=64,
        description="Workers for jobs that `tallymark serve` starts and watches over; at most 1 on SQLite, "
        "0 where `tallymark worker` is run by something else.",
    )
    job_threads: int = Field(
        1,
        ge=1,
        le=64,
        description="Analyses that one worker makes at the same time; with 1 they end in the order in which they were "
        "asked for.",
    )
    worker_metrics_port: int = Field(
        0, ge=0, le=65535, description="Port on which a worker shows its own figures at `/metrics`; 0 for none."
    )
    webhook_networks: Networks = Field(
        (),
        description="Private networks that webhooks may be posted to and identity providers may stand in.",
    )


class Mail(BaseModel):
    """How mail goes out."""

    smtp_host: str = Field("", description="Mail server; without one no mail is sent.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection to it is encrypted; `tls` from its first byte, usually on port 465."
    )
    smtp_user: str = Field("", description="Name to sign in to it with; without one nobody signs in.")
    smtp_password: SecretStr = Field(
        SecretStr(""), description="Password to sign in to it with; refused where nothing is encrypted."
    )
    mail_from: MailAddress = Field(
        "Tallymark <tallymark@localhost>", description="Name and address that mail comes from."
    )


class RateLimits(BaseModel):
    """How many requests are answered; each `number/time`, several parted by `;`, empty for any number."""

    rate_limits: bool = Field(
        default_factory=lambda given: given.get("environment") == "production",
        description="Whether requests are counted at all; by default in production only.",
    )
    rate_per_person: Rate = Field("600/minute", description="Requests of one person who is signed in.")
    rate_per_centre: Rate = Field("6000/minute", description="Requests of all people of one centre together.")
    rate_per_address: Rate = Field("120/minute", description="Requests from one address by people not signed in.")
    rate_of_sign_in: Rate = Field(
        # A class has one address, and signs in when the lesson begins.
        "60/minute;600/hour",
        description="Attempts from one address to sign in or to reset a password.",
    )
    rate_storage: str = Field(
        "memory://",
        min_length=1,
        repr=False,
        description="Where requests are counted: in each process, or, such as `redis://host`, for several together.",
    )


class Watching(BaseModel):
    """What the service tells of itself."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least serious level logged.")
    metrics_token: AccessToken = Field(
        SecretStr(""),
        description="Token that `GET /metrics` asks for. Without one it is answered to this machine in development "
        "and to nobody in production.",
    )
    otlp_endpoint: WebAddress = Field(
        "",
        description="Collector that traces are sent to by OTLP over HTTP, such as `http://127.0.0.1:4318`; "
        "without one nothing is traced.",
    )


# pydantic takes the last base first: the environment has to be known before what depends on it.
class Settings(Watching, RateLimits, Mail, Jobs, People, Serving, Installation):
    """The service's settings. Immutable; a change needs a restart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def in_production(self) -> bool:
        """Whether real learners' work is kept here."""
        return self.environment == "production"

    @property
    def database_address(self) -> str:
        """The database that is used: the one that was set, or the file in the data folder."""
        return self.database_url or f"sqlite:///{self.data / SQLITE_FILE}"

    @property
    def files_address(self) -> str:
        """Where original files are kept: what was set, or a folder in the data folder."""
        return self.files_url or str(self.data / "files")

    @property
    def public_host(self) -> str:
        """The host name of the public address."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def cookies_are_secure(self) -> bool:
        """Whether browsers may send our cookies by https alone, as people reach the installation by it."""
        return self.public_url.startswith("https:")

    @field_validator("secret_key")
    @classmethod
    def _is_there(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if _in_production(info) and not value.get_secret_value():
            raise ValueError("production needs one; `openssl rand -base64 48` makes one")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_encrypted(cls, value: str, info: ValidationInfo) -> str:
        if _in_production(info) and not value.startswith("https://"):
            raise ValueError("production needs an address that begins with https://")
        return value

    @field_validator("smtp_password")
    @classmethod
    def _is_not_sent_openly(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if value.get_secret_value() and info.data.get("smtp_security") == "none":
            raise ValueError(f"with {variable_name('smtp_security')} none, everybody on the way could read it")
        return value

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; an unset or empty variable leaves its default.

        Raises:
            SettingsInvalid: a variable holds something that it may not, or is named like a setting and is none.
        """
        refuse_unknown(environment, [*map(variable_name, cls.model_fields), *map(file_variable_name, SECRETS)])
        given = {name: value for name in cls.model_fields if (value := environment.get(variable_name(name)))}
        given |= _from_files(environment)
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise SettingsInvalid(_explain(error)) from None


def _in_production(info: ValidationInfo) -> bool:
    return bool(info.data.get("environment") == "production")


def _from_files(environment: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for name in SECRETS:
        variable = file_variable_name(name)
        if not (path := environment.get(variable)):
            continue
        if environment.get(variable_name(name)):
            raise SettingsInvalid(f"Set either {variable_name(name)} or {variable}, not both.")
        try:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsInvalid(f"The file that {variable} names cannot be read. Correct or unset it.") from None
    return found


def _explain(error: ValidationError) -> str:
    # The value is left out: it may hold a password.
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    return "\n".join(
        f"{variable_name(str(fault['loc'][0]))} cannot be used ({fault['msg'].removeprefix('Value error, ')}). "
        "Correct or unset it."
        for fault in faults
        if fault["type"] != "default_factory_not_called"  # a consequence of another
    )
