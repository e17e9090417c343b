"""What the service tells about itself."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.results import Matching, UnitReference


class Health(BaseModel):
    """A check that passed; one that does not is a problem."""

    model_config = ConfigDict(frozen=True)

    status: Literal["ok"] = Field("ok", description="Always `ok`: whatever else there is to say is a problem.")


class Ready(Health):
    """Everything that the service needs can be used."""

    checks: dict[str, Literal["ok"]] | None = Field(
        None, description="What was asked, by name; only for whoever may see the metrics."
    )


class Version(BaseModel):
    """What runs here."""

    model_config = ConfigDict(frozen=True)

    program: str = Field(description="Version of Tallymark.", examples=["0.7.0"])
    model: str = Field(description="Name and version of the model that analyses accounts.")
    matching: Matching = Field(
        description="Whether the model was trained for the default unit or matches by similarity to its examples."
    )
    default_unit: UnitReference = Field(description="The unit that is used where a request names none.")
