"""LibreOffice at work: ``office.py`` runs this with Debian's own Python, whose ``uno`` no virtual environment has.

It starts one LibreOffice with a profile and a pipe of its own, answers requests, a JSON line each, and ends it when
there are no more of them, also where who asked was killed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException, Locale
from com.sun.star.table import TableSortField

FORMULA, ERROR, DATE = 16, 4, 2
"""Of LibreOffice's CellFlags, FormulaResult and NumberFormat: cells with a formula, with an error, of a date."""
XLSX = "Calc MS Excel 2007 XML"
PATIENCE_SECONDS = 120


def started(folder):
    """Start LibreOffice; return its process and its desktop."""
    pipe = f"atcost-{folder.name}"
    program = [
        *("soffice", "--headless", "--nologo", "--norestore", "--nodefault", "--nofirststartwizard"),
        *(f"-env:UserInstallation={(folder / 'profile').as_uri()}", f"--accept=pipe,name={pipe};urp;"),
    ]
    process = subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True)
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if process.poll() is not None or time.monotonic() > until:
                process.kill()
                raise
            time.sleep(0.05)
        else:
            return process, there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)


def ended(process, desktop):
    """End LibreOffice: told to, and killed where it does not listen."""
    with suppress(DisposedException):
        desktop.terminate()
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def opened(desktop, file):
    """Open a file without showing it; nothing is calculated but when it is told to."""
    document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (option("Hidden", value=True),))
    document.enableAutomaticCalculation(False)  # noqa: FBT003 -- UNO knows no names of arguments
    return document


def option(name, value):
    """Return an option as LibreOffice takes it."""
    return PropertyValue(name, 0, value, 0)


def recalculated(document):
    """Calculate every formula anew, whatever value the file gave it; return the sheets' formula cells."""
    document.calculateAll()
    return {sheet.getName(): list(formulas(sheet)) for sheet in document.getSheets()}


def formulas(sheet):
    """Yield row, column and value of each formula cell; an error's value is its text, such as #REF!, in a list."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 -- as above
    end = cursor.getRangeAddress()
    values = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()
    wrong = set(places(sheet.queryFormulaCells(ERROR)))
    for row, column in places(sheet.queryContentCells(FORMULA)):
        is_wrong = (row, column) in wrong
        text = sheet.getCellByPosition(column, row).getString() if is_wrong else ""
        yield row, column, [text] if is_wrong else values[row][column]


def places(ranges):
    """Yield row and column of each cell of some ranges."""
    for of in ranges.getRangeAddresses():
        for row in range(of.StartRow, of.EndRow + 1):
            for column in range(of.StartColumn, of.EndColumn + 1):
                yield row, column


def put(document, name, reference, content):
    """Put a number or a text in a cell, or a formula, which stands in a list."""
    sheet = document.getSheets().getByName(name)
    cell = sheet.getCellRangeByName(reference).getCellByPosition(0, 0)
    if sheet.isProtected() and cell.CellProtection.IsLocked:
        raise PermissionError(name, reference, "locked")  # LibreOffice hinders people, not programs
    if isinstance(content, list):
        cell.setFormula(*content)
    elif isinstance(content, str):
        cell.setString(content)
    else:
        cell.setValue(content)


def change(document, what, name, *given):
    """Do to a sheet what a person may who takes its protection away."""
    sheets = document.getSheets()
    sheet = sheets.getByName(name)
    sheet.unprotect("")
    if what == "remove":
        sheets.removeByName(name)
    elif what == "rename":
        sheet.setName(*given)
    elif what == "insert column":
        sheet.getColumns().insertByIndex(*given, 1)
    elif what == "insert row":
        sheet.getRows().insertByIndex(*given, 1)
    elif what == "remove row":
        sheet.getRows().removeByIndex(*given, 1)
    elif what == "remove column":
        sheet.getColumns().removeByIndex(*given, 1)
    elif what == "sort":
        reference, column = given
        field = TableSortField()
        field.Field, field.IsAscending = column, False
        by = option("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,)))
        uno.invoke(sheet.getCellRangeByName(reference), "sort", ((by,),))
    elif what == "date":
        reference, number = given
        cell = sheet.getCellRangeByName(reference).getCellByPosition(0, 0)
        cell.NumberFormat = document.getNumberFormats().getStandardFormat(DATE, Locale())
        cell.setValue(number)


def answer(desktop, document, request):
    """Do what a request asks; return the document that is open now and the answer."""
    what, *given = request
    if what == "open":
        return opened(desktop, *given), None
    if what == "put":
        for each in given[0]:
            put(document, *each)
    elif what == "change":
        for each in given[0]:
            change(document, *each)
    elif what == "save":
        document.storeToURL(Path(given[0]).as_uri(), (option("FilterName", XLSX),))
    elif what == "close":
        document.close(True)  # noqa: FBT003 -- as above
        return None, None
    return document, recalculated(document) if what == "recalculate" else None


def main():
    """Answer requests until there are no more."""
    process, desktop = started(Path(sys.argv[1]))
    document = None
    try:
        for line in sys.stdin:
            try:
                document, found = answer(desktop, document, json.loads(line))
                reply = {"is": found}
            except Exception as fault:  # noqa: BLE001 -- whatever LibreOffice raises, the test is told
                reply = {"fault": f"{type(fault).__name__}: {fault}"}
            sys.stdout.write(json.dumps(reply) + "\n")
            sys.stdout.flush()
    finally:
        ended(process, desktop)


main()
