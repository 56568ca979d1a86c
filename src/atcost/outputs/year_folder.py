"""A year's documents as the files of its folder: written whole, or only what changed, in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.outputs.budget_csv import budget_csv
from atcost.outputs.model_toml import changed_model, model_toml
from atcost.outputs.volumes_csv import volumes_csv
from atcost.outputs.volumes_parquet import volumes_parquet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.cell_values import Documents
    from atcost.core.cells import Cell
    from atcost.core.model import Adjustment, BudgetRow
    from atcost.outputs.tidy_files import Engines

MODEL, BUDGET, VOLUMES, VOLUMES_PARQUET = "model.toml", "budget.csv", "volumes.csv", "volumes.parquet"
OF_BUDGET, OF_VOLUMES = ("fte.", "amount."), ("volume.",)
"""How the cells begin that stand in other files than the model."""


def year_files(documents: Documents) -> dict[str, bytes]:
    """Return a folder's files, by their names."""
    return {
        MODEL: model_toml(documents.model).encode(),
        BUDGET: budget_csv(_in_order(documents.model.budget)).encode(),
        VOLUMES: volumes_csv(documents.volumes.rows).encode(),
    }


def changed_files(
    after: Documents, model_text: str, cells: Sequence[Cell], adjustments: Sequence[Adjustment]
) -> dict[str, bytes]:
    """Return model and budget as far as a folder has them otherwise, after cells were set and adjustments added.

    Raises:
        Faulty: model.toml can't be changed in its places.
    """
    in_model = [cell for cell in cells if not cell.address.startswith((*OF_BUDGET, *OF_VOLUMES))]
    found = {}
    if in_model or adjustments:
        found[MODEL] = changed_model(model_text, in_model, adjustments).encode()
    if any(cell.address.startswith(OF_BUDGET) for cell in cells):
        found[BUDGET] = budget_csv(_in_order(after.model.budget)).encode()
    return found


def changed_volumes(after: Documents, cells: Sequence[Cell], name: str, engines: Engines) -> dict[str, bytes]:
    """Return the file that a folder has its volumes in, CSV or Parquet, if any cell that was set is of them."""
    if not any(cell.address.startswith(OF_VOLUMES) for cell in cells):
        return {}
    rows = after.volumes.rows
    return {name: volumes_parquet(rows, engines) if name == VOLUMES_PARQUET else volumes_csv(rows).encode()}


def _in_order(rows: Sequence[BudgetRow]) -> list[BudgetRow]:
    """Return rows in the order of their file, new ones behind."""
    return sorted(rows, key=lambda row: (row.row == 0, row.row))
