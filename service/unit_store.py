"""The installed units, each read from its file once."""

from __future__ import annotations

from threading import Lock

from criteria_bank.errors import UnitInvalid
from criteria_bank.loader import LoadedUnit, default_unit_id, installed_units, load_unit


class UnitStore:
    """Units by id. A unit file that changes is read again when the service next starts, like the models."""

    def __init__(self) -> None:
        self._loaded: dict[str, LoadedUnit] = {}
        self._lock = Lock()

    def get(self, unit_id: str) -> LoadedUnit:
        """One unit; raises UnitNotFound or UnitInvalid."""
        with self._lock:
            if unit_id not in self._loaded:
                self._loaded[unit_id] = load_unit(unit_id)
            return self._loaded[unit_id]

    def get_or_default(self, unit_id: str | None) -> LoadedUnit:
        """One unit, or the installation's default one; raises UnitNotFound or UnitInvalid."""
        return self.get(default_unit_id() if unit_id is None else unit_id)

    def each(self) -> list[tuple[str, LoadedUnit | UnitInvalid]]:
        """The id of every installed unit with the unit, or with the faults of its file."""
        return [(unit_id, self._or_faults(unit_id)) for unit_id in installed_units()]

    def _or_faults(self, unit_id: str) -> LoadedUnit | UnitInvalid:
        try:
            return self.get(unit_id)
        except UnitInvalid as error:
            return error

    def all(self) -> list[LoadedUnit]:
        """Every installed unit; raises UnitInvalid where one has faults."""
        return [self.get(unit_id) for unit_id in installed_units()]
