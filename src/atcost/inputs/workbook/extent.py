"""How far a sheet goes: a library holds it whole, from its first cell to its last, and two cells can be far apart."""

from __future__ import annotations

import re

from atcost.core.references import place, reference

MOST_CELLS = 5 * 10**6
"""Four times what ten large cities have on one sheet."""
CELLS = b"sheetData"
"""The element that a sheet's cells stand in; parts without it may be anything."""
BEYOND = re.compile(rb'<(?:c|row)(?! r="[A-Z]?[0-9]{1,5}"|[a-zA-Z])')
"""What is not within the first 26 columns and 99 999 rows, which together are few enough."""
PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
ODD = re.compile(rb'<(?:[^<>\s/]*:)?(?:c|row)(?! r="[A-Z]{0,3}[0-9]{1,7}"|[a-zA-Z])')
"""Rows and cells that do not say where they stand as spreadsheet programs do, such as ``<c r='A1'>`` and ``<x:c>``."""
COLUMN = re.compile(rb' r="([A-Z]++)')


def far_corner(xml: bytes) -> str:
    """Return the last cell's reference of a sheet that goes too far, such as XFD1048576; else an empty text.

    >>> far_corner(b'<sheetData><row r="900000"><c r="B900000"/><c r="ZZ900000"/></row></sheetData>')
    'ZZ900000'

    Raises:
        ValueError: it is not said where cells stand as programs say it.
    """
    if CELLS not in xml or not (BEYOND.search(xml) or PREFIXED.search(xml)):
        return ""
    if odd := ODD.search(xml):
        raise ValueError(odd[0].decode(errors="replace"))
    column = max((place(f"{letters.decode()}1")[1] for letters in set(COLUMN.findall(xml))), default=0)
    limit = MOST_CELLS // (column + 1)
    # Of cells alone: LibreOffice ends a sheet that a row was removed from by an empty row 1048576, which holds nothing.
    far = re.findall(rb' r="[A-Z]++([0-9]{%d,7})' % len(str(limit)), xml)
    row = max(map(int, set(far)), default=0)
    return reference(row - 1, column) if row > limit else ""
