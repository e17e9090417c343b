"""What an installation can set, each through an environment variable TALLYMARK_<NAME> (docs/api.md, "Settings")."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.errors import SettingsInvalid

PREFIX = "TALLYMARK_"


class Settings(BaseModel):
    """The service's settings. Immutable; a change needs a restart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes any free one.")
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
    max_words: int = Field(60_000, ge=1, description="Words that one text may hold.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least serious level logged.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; an unset or empty variable leaves its default.

        Raises:
            SettingsInvalid: a variable holds something that it may not.
        """
        given = {name: value for name in cls.model_fields if (value := environment.get(variable_name(name)))}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise SettingsInvalid(_explain(error)) from None


def variable_name(setting: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + setting.upper()


def _explain(error: ValidationError) -> str:
    # The value is left out: a later setting may hold a password.
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    return "\n".join(
        f"{variable_name(str(fault['loc'][0]))} cannot be used ({fault['msg']}). Correct or unset it."
        for fault in faults
    )
