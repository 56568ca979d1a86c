"""Measures: a year's SQL texts run over its sources, counted for customers, and the rows behind a volume.

A measure is ``measures/<source>/<measure>.sql`` in the year's folder, one SELECT that yields rows: ``code``, ``date``,
``quantity``, ``source_row``; ``thing`` where things are counted once; and exclusions as columns ``not_…``, true in a row that
is not what the measure counts, such as ``type = 'K' AS not_an_invoice``.
"""

from __future__ import annotations

import csv
import tempfile
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core import model_checks
from atcost.core.counting import Extent, MeasureCount, RefusedRow, RowGroup, ThingGroup, codes_of, mapped
from atcost.core.dates import first_shown, is_ambiguous, read_day
from atcost.core.finding import Faulty, Finding
from atcost.core.model import Volumes
from atcost.core.period import Month, Window, first_day
from atcost.core.words import Text
from atcost.inputs import count_sql
from atcost.inputs.csv_rows import read_text
from atcost.inputs.engine import Engine
from atcost.inputs.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from atcost.core.counting import Codes
    from atcost.core.model import Model, VolumeRow
    from atcost.core.money import Exact

FOLDER = "measures"
