"""What a centre has recorded of its learners, as groups of the table."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.judging.columns import GROUP, PROTECTED
from service.storage.tables.people import Characteristic, LearnerCharacteristic


def recorded(session: Session, actor: Actor, learners: pd.Series[Any]) -> pd.DataFrame:
    """A column for each characteristic, one row for each of ``learners`` (ids, a category)."""
    listed = select(Characteristic).where(Characteristic.centre_id == actor.centre).order_by(Characteristic.key)
    values = session.execute(
        select(
            func.replace(cast(LearnerCharacteristic.person_id, String), "-", ""),
            LearnerCharacteristic.characteristic_id,
            LearnerCharacteristic.value,
        )
        .join(Characteristic, Characteristic.id == LearnerCharacteristic.characteristic_id)
        .where(Characteristic.centre_id == actor.centre)
    ).all()
    stored = learners.cat.categories.str.replace("-", "")
    columns = {}
    for one in session.scalars(listed):
        of_learner = {learner: value for learner, characteristic, value in values if characteristic == one.id}
        # The list has what nobody is too, so that a group that is left out does not say that there is somebody.
        options = pd.CategoricalDtype(one.options)
        told = pd.Series([of_learner.get(learner) for learner in stored], dtype="object").reindex(learners.cat.codes)
        columns[f"{PROTECTED if one.protected else GROUP}{one.key}"] = told.astype(options).array
    return pd.DataFrame(columns, index=learners.index)
