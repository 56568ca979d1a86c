"""The SQL that counts what a measure yields, as text for DuckDB.

A measure's own SELECT is the view ``_measure``. The steps that follow are ours (no file's table begins with ``_``):

- ``_judged``: its rows, each with the first rule that excludes it (0: none), its day as written, or as a date where the
  source has dates, its quantity as an exact number (NULL: not to be read), and its thing;
- ``_grouped``: judged rows that are alike, counted and added up: the one pass over the source's rows;
- ``_readings``: each day as written, once, with the day that ``core.dates`` reads in it, or why it reads none;
- ``_placed``: the groups with their day, or the reason why they are refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.dates import LONGEST
from atcost.core.finding import Finding
from atcost.core.words import MINUS, NO_BREAK_SPACE, Text
from atcost.inputs.sql_text import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

MARKS = ".,"
YIELDS = ("code", "date", "quantity", "source_row")
RULE = "not_"
OURS = "at_"
"""What the columns begin with that we add to a measure's."""
READINGS = {"written": "VARCHAR", "day": "DATE", "reason": "VARCHAR"}
_WHOLE = "U?(TINY|SMALL|BIG)INT|HUGEINT|U?INTEGER"  # sums of UHUGEINT are floats
_DAY = re.compile("DATE|TIMESTAMP(_S|_MS|_NS)?")
_TEXT = re.compile(f"VARCHAR|{_WHOLE}")
_NUMBER = re.compile(rf"VARCHAR|{_WHOLE}|DECIMAL\(\d+,\d+\)")
_DUE = {
    "date": (re.compile(f"{_DAY.pattern}|{_TEXT.pattern}"), Text("datum eller text", "a date or text")),
    "quantity": (_NUMBER, Text("heltal, DECIMAL eller text", "a whole number, DECIMAL or text")),
    RULE: (re.compile("BOOLEAN"), Text("BOOLEAN (sant eller falskt)", "BOOLEAN (true or false)")),
}

# A quantity as text: digits, or threes of them parted by blanks, and decimals after a point or a comma. Before exactly
# three digits either may part thousands, as in 1.200: such a number is read only where another of its column shows what
# the decimal mark is. Where both marks are shown, or a number has the other one, nothing tells what they mean.
_BLANKS = f" {NO_BREAK_SPACE}\N{NARROW NO-BREAK SPACE}"
_SIGN = rf"[+\-{MINUS}]?"
_WHOLE_NUMBER = rf"{_SIGN}(\d{{1,18}}|\d{{1,3}}([{_BLANKS}]\d{{3}}){{1,5}})"
_LIKE_THOUSANDS = rf"{_SIGN}[1-9]\d{{0,2}}[.,]\d{{3}}"
_TEXT_QUANTITY = "trim(quantity)"
UNREAD = ("", "quantity", "ambiguous_quantity", "mixed_marks")
"""Why a quantity is not read; in SQL each is its place here, since numbers are grouped faster than texts."""
_UNREAD_REASON = f"list_extract({list(UNREAD)}, at_unread + 1)"
_TIME_OF_DAY = r"(T|\s+)\d{1,2}:\d\d.*$"


class Shape(NamedTuple):
    """What a measure yields: its columns, its exclusions in order, and what is text that has to be read."""

    columns: tuple[str, ...]
    rules: tuple[str, ...]
    counts_things: bool
    day_is_text: bool
    quantity_is_text: bool


def shape_of(columns: Mapping[str, str], file: str) -> tuple[Shape, list[Finding]]:
    """Return a measure's shape from its columns and their types, and what is wrong with them."""
    findings = [Finding("sql_column_missing", file, path=name) for name in YIELDS if name not in columns]
    findings += [Finding("sql_column_taken", file, path=name) for name in columns if name.startswith(OURS)]
    rules = tuple(name for name in columns if name.startswith(RULE))
    for name, kind in columns.items():
        due, said = _DUE[RULE if name in rules else name] if name in rules or name in _DUE else (None, None)
        if due and not due.fullmatch(kind):
            findings.append(Finding("sql_column_type", file, path=name, values={"found": kind, "expected": said}))
    day_is_text = _DAY.fullmatch(columns.get("date", "")) is None
    return Shape(tuple(columns), rules, "thing" in columns, day_is_text, columns.get("quantity") == "VARCHAR"), findings


def marks_shown(shape: Shape) -> str:
    """Return the SELECT that tells of point and comma whether a quantity as text shows it to be the decimal mark."""
    shows = (
        f"coalesce(bool_or({_is_number(mark)} AND NOT regexp_full_match({_TEXT_QUANTITY}, '{_LIKE_THOUSANDS}')), false)"
        for mark in MARKS
    )
    counts = " AND ".join(f"{identifier(rule)} IS NOT true" for rule in shape.rules) or "true"
    return f"SELECT {', '.join(shows)} FROM _measure WHERE {counts}"


def judged(shape: Shape, marks: Sequence[str]) -> str:
    """Return the view of a measure's rows with what we make of each; ``marks`` are those that its quantities show."""
    cases = " ".join(f"WHEN {identifier(rule)} THEN {place}" for place, rule in enumerate(shape.rules, 1))
    exact = _exact(marks) if shape.quantity_is_text else "quantity"
    odd = UNREAD.index("mixed_marks" if marks else "ambiguous_quantity")
    is_odd = f"{exact} IS NULL AND {_is_number(MARKS)}" if shape.quantity_is_text else "false"
    quantity = exact
    if shape.counts_things:
        quantity = f"CASE WHEN {exact} = 1 THEN 1 END"  # a thing counts as one: another quantity isn't understood
    return f"""
        CREATE OR REPLACE VIEW _judged AS
        SELECT *, {f"CASE {cases} ELSE 0 END" if cases else "0"} AS at_rule, {quantity} AS at_quantity,
               CASE WHEN at_quantity IS NOT NULL THEN 0 WHEN {is_odd} THEN {odd} ELSE 1 END AS at_unread,
               {_written("CAST(date AS VARCHAR)") if shape.day_is_text else "NULL"} AS at_written,
               {"NULL" if shape.day_is_text else "CAST(date AS DATE)"} AS at_day,
               {"nullif(trim(CAST(thing AS VARCHAR)), '')" if shape.counts_things else "NULL"} AS at_thing
        FROM _measure"""


def grouped(shape: Shape) -> str:
    """Return the table of judged rows that are alike, counted: by day, since telling each row's month costs more."""
    return f"""
        CREATE OR REPLACE TABLE _grouped AS
        SELECT CAST(code AS VARCHAR) AS code, {"at_written" if shape.day_is_text else "at_day"} AS day,
               at_rule, at_thing, at_unread, count(*) AS number, sum(at_quantity) AS quantity
        FROM _judged GROUP BY ALL"""


def placed(shape: Shape, cut_months: Iterable[date]) -> str:
    """Return the view of groups with the month that they are placed in, or the day in a cut month, or a refusal."""
    readings = "LEFT JOIN _readings ON _readings.written = _grouped.day" if shape.day_is_text else ""
    day = _month_or_day("_readings.day" if shape.day_is_text else _in_calendar("_grouped.day"), cut_months)
    return f"""
        CREATE OR REPLACE VIEW _placed AS
        SELECT trim(coalesce(code, '')) AS code, at_rule, at_thing, number, coalesce(quantity, 0) AS quantity,
               CASE WHEN at_rule = 0 THEN {day} END AS day,
               CASE WHEN at_rule > 0 THEN '' WHEN {day} IS NULL THEN {_reason(shape)}
                    ELSE {_UNREAD_REASON} END AS reason
        FROM _grouped {readings}"""


# Whose rows are that are excluded or refused is not asked.
GROUPS = """
    SELECT CASE WHEN at_rule = 0 AND reason = '' THEN code ELSE '' END, day, at_rule, reason, at_thing IS NOT NULL,
           sum(number), sum(quantity)
    FROM _placed GROUP BY ALL"""

# Most things stand under one code a month: lists are made only for the others, since making them costs most.
THINGS = """
    WITH counted AS (
        SELECT at_thing, date_trunc('month', day) AS in_month, code, day
        FROM _placed WHERE day IS NOT NULL AND reason = '' AND at_thing IS NOT NULL),
    things AS (
        SELECT at_thing, in_month, any_value(code) AS code, any_value(day) AS day, count(*) = 1 AS has_one_place
        FROM counted GROUP BY at_thing, in_month)
    SELECT [(code, day)], count(*) FROM things WHERE has_one_place GROUP BY code, day
    UNION ALL
    SELECT places, count(*)
    FROM (SELECT list_sort(list(DISTINCT (counted.code, counted.day))) AS places
          FROM counted JOIN things USING (at_thing, in_month) WHERE NOT has_one_place
          GROUP BY at_thing, in_month)
    GROUP BY places"""


def refused(shape: Shape) -> str:
    """Return the SELECT of the rows that can't be read: place, why, and code, date and quantity as they stand.

    Each looks its day up: where a join's one side is all rows, DuckDB may keep them all, and gives them in any order.
    """
    looked_up = "(SELECT reason FROM _readings WHERE _readings.written = at_written)"
    reason = looked_up if shape.day_is_text else f"CASE WHEN {_in_calendar('at_day')} IS NULL THEN 'date' END"
    as_text = (f"coalesce(CAST({column} AS VARCHAR), '')" for column in ("code", "date", "quantity"))
    return f"""
        SELECT source_row, coalesce(at_reason, {_UNREAD_REASON}), {", ".join(as_text)}
        FROM (SELECT *, {reason} AS at_reason FROM _judged WHERE at_rule = 0)
        WHERE at_reason IS NOT NULL OR at_quantity IS NULL"""


def of_customer(shape: Shape, codes: Iterable[str], first: date, last: date) -> str:
    """Return the SELECT of a measure's counted rows of some codes between two days, by day and place, all as text."""
    columns = ", ".join(f"CAST({_judged(name)} AS VARCHAR)" for name in shape.columns)
    place = f"CAST({_judged('source_row')} AS VARCHAR)"
    return f"""
        SELECT {columns} {_counted(shape, codes, first, last)}
        ORDER BY {_day(shape)}, regexp_replace({place}, '\\d+$', ''),
                 TRY_CAST(regexp_extract({place}, '\\d+$') AS HUGEINT)"""


def behind(shape: Shape, codes: Iterable[str], first: date, last: date) -> str:
    """Return the SELECT of how many rows ``of_customer`` has, and what they count to: things once a month."""
    counted = "coalesce(sum(_judged.at_quantity), 0)"
    if shape.counts_things:
        counted = f"count(DISTINCT (_judged.at_thing, date_trunc('month', {_day(shape)})))"
    return f"SELECT count(*), {counted} {_counted(shape, codes, first, last)}"


def _counted(shape: Shape, codes: Iterable[str], first: date, last: date) -> str:
    has_thing = "AND _judged.at_thing IS NOT NULL" if shape.counts_things else ""
    return f"""
        FROM _judged {_readings(shape)}
        WHERE _judged.at_rule = 0 AND _judged.at_quantity IS NOT NULL {has_thing}
          AND {_day(shape)} BETWEEN DATE '{first}' AND DATE '{last}'
          AND trim(CAST({_judged("code")} AS VARCHAR)) IN ({", ".join(map(literal, codes))})"""


def _day(shape: Shape) -> str:
    return "_readings.day" if shape.day_is_text else "_judged.at_day"


def _judged(column: str) -> str:
    """Name a column of the user's, beside which others of ours stand."""
    return f"_judged.{identifier(column)}"


def _readings(shape: Shape) -> str:
    return "LEFT JOIN _readings ON _readings.written = _judged.at_written" if shape.day_is_text else ""


def _reason(shape: Shape) -> str:
    return "_readings.reason" if shape.day_is_text else "'date'"


def _written(text: str) -> str:
    """Leave out the time of day, so that a day is written in few ways; what is too long for a day keeps being so."""
    return f"""CASE WHEN date IS NULL THEN '' WHEN length({text}) > {LONGEST} THEN left({text}, {LONGEST + 1})
        WHEN contains({text}, ':') THEN regexp_replace({text}, '{_TIME_OF_DAY}', '') ELSE {text} END"""


def _exact(marks: Sequence[str]) -> str:
    """Read a quantity as text, its decimals behind the one mark that the column shows."""
    plain = f"translate({_TEXT_QUANTITY}, ',{MINUS}{_BLANKS}', '.-')"
    is_read = _is_number() + (f" OR {_is_number(*marks)}" if len(marks) == 1 else "")
    return f"CASE WHEN {is_read} THEN CAST({plain} AS DECIMAL(38, 9)) END"


def _is_number(marks: str = "") -> str:
    """Tell whether a quantity as text is a whole number, or with marks one with decimals behind any of them."""
    decimals = rf"[{marks}]\d{{1,9}}" if marks else ""
    return f"regexp_full_match({_TEXT_QUANTITY}, '{_WHOLE_NUMBER}{decimals}')"


def _month_or_day(day: str, cut_months: Iterable[date]) -> str:
    month = f"CAST(date_trunc('month', {day}) AS DATE)"
    cut = ", ".join(f"DATE '{first}'" for first in cut_months)
    return f"CASE WHEN {month} IN ({cut}) THEN {day} ELSE {month} END" if cut else month


def _in_calendar(day: str) -> str:
    """Leave out what a database has for a day and the calendar has not: infinity, and years before 1 or after 9999."""
    return f"CASE WHEN {day} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN {day} END"
