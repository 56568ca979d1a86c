"""A year's documents as the files of its folder: written whole, or only what changed, in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.outputs.budget_csv import budget_csv
from atcost.outputs.model_toml import changed_model, model_toml
from atcost.outputs.volumes_csv import volumes_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.cell_values import Documents
    from atcost.core.cells import Cell
    from atcost.core.model import Adjustment, BudgetRow

MODEL, BUDGET, VOLUMES = "model.toml", "budget.csv", "volumes.csv"
OF_BUDGET, OF_VOLUMES = ("fte.", "amount."), ("volume.",)
"""How the cells begin that stand in other files than the model."""


def year_files(documents: Documents) -> dict[str, str]:
    """Return the texts of a folder's files, by their names."""
    return {
        MODEL: model_toml(documents.model),
        BUDGET: budget_csv(_in_order(documents.model.budget)),
        VOLUMES: volumes_csv(documents.volumes.rows),
    }


def changed_files(
    after: Documents, model_text: str, cells: Sequence[Cell], adjustments: Sequence[Adjustment]
) -> dict[str, str]:
    """Return the texts of the files that a folder has otherwise, after some cells were set and adjustments added.

    Raises:
        Faulty: model.toml can't be changed in its places.
    """
    in_model = [cell for cell in cells if not cell.address.startswith((*OF_BUDGET, *OF_VOLUMES))]
    found = {}
    if in_model or adjustments:
        found[MODEL] = changed_model(model_text, in_model, adjustments)
    if any(cell.address.startswith(OF_BUDGET) for cell in cells):
        found[BUDGET] = budget_csv(_in_order(after.model.budget))
    if any(cell.address.startswith(OF_VOLUMES) for cell in cells):
        found[VOLUMES] = volumes_csv(after.volumes.rows)
    return found


def _in_order(rows: Sequence[BudgetRow]) -> list[BudgetRow]:
    """Return rows in the order of their file, new ones behind."""
    return sorted(rows, key=lambda row: (row.row == 0, row.row))
