"""Where a key stands in a TOML file: the line that an editor shows, which the parser does not keep."""

from __future__ import annotations

import re

HEADER = re.compile(r"\s*(\[\[?)\s*([^\]#]+?)\s*\]")
ENTRY = re.compile(r"\s*([A-Za-z0-9_\"'.-]+)\s*=\s*(?:\"([^\"]*)\")?")


def toml_lines(text: str) -> dict[str, int]:
    r"""Return the line of each table, list item (by number, and by its measure) and entry, by dotted path.

    >>> toml_lines('year = 2023\n[[area.rent.key]]\nmeasure = "contracts"')["area.rent.key.contracts"]
    2
    """
    lines: dict[str, int] = {}
    counted: dict[str, int] = {}
    tables: list[str] = [""]
    header_line = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            path, header_line = header[2].replace('"', ""), number
            tables = [path]
            if header[1] == "[[":
                counted[path] = counted.get(path, 0) + 1
                tables = [f"{path}.{counted[path]}"]
                lines.setdefault(path, number)
            lines.setdefault(tables[0], number)
        elif entry := ENTRY.match(line):
            if entry[1] == "measure" and entry[2] and tables[0] != "":
                tables.append(f"{tables[0].rpartition('.')[0]}.{entry[2]}")
                lines.setdefault(tables[-1], header_line)
            for table in tables:
                lines.setdefault(f"{table}.{entry[1]}".lstrip("."), number)
    return lines


def line_of(path: str, lines: dict[str, int]) -> int | None:
    """Return the line of a path, or of the nearest table around it."""
    while path:
        if path in lines:
            return lines[path]
        path = path.rpartition(".")[0]
    return None
