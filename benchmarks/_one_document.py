"""A document made from a priced list, or bare typst on the same content: each in a process of its own.

Run as ``python _one_document.py document|typst [CUSTOMERS]`` it prints the processor's seconds, pages and bytes as
JSON: of the Stockholm example, or of two drawn years of five areas and so many customers.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from _two_years import drawn_year

from atcost import read_model, read_volumes
from atcost.core.comparison import compare
from atcost.core.price_list import price_list
from atcost.core.pricing import price
from atcost.outputs.document import content, document
from atcost.outputs.document.pdf import typeset

if TYPE_CHECKING:
    from atcost.core.model import Model, Volumes

EXAMPLE = Path(__file__).parents[1] / "examples" / "stockholm"
AREAS, KEYS = 5, 2


def years(customers: int | None) -> list[tuple[Model, Volumes]]:
    """Return two years: those of the example, or drawn ones."""
    if customers is None:
        return [(read_model(EXAMPLE / year), read_volumes(EXAMPLE / year)) for year in ("2022", "2023")]
    return [drawn_year(year, AREAS, customers, KEYS, linked=False) for year in (2024, 2025)]


def report(side: str, customers: int | None) -> dict[str, float]:
    """Make the document from what is priced and compared; or, with the content made, the PDF alone."""
    old, new = (price(*year) for year in years(customers))
    asked = (price_list(new, old), compare(old, new), "sv")
    made = None if side == "document" else content(*asked)
    begin = time.process_time()
    found = document(*asked) if made is None else typeset(made)
    return {
        "seconds": time.process_time() - begin,
        "pages": found.count(b"/Type/Page/"),
        "bytes": len(found),
    }


if __name__ == "__main__":
    print(json.dumps(report(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else None)))
