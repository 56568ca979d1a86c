"""What a user's SELECT reads: the names of its tables, out of DuckDB's tree of it."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import NamedTuple

MOST_NESTED = 200
BRACKETS = {"(": 1, ")": -1}


class Names(NamedTuple):
    """The names that a SELECT reads as tables, and those that it defines itself in WITH, in small letters."""

    read: set[str]
    defined: set[str]


def is_nested_deeply(sql: str) -> bool:
    """Tell whether too many brackets are open at once: at tens of thousands DuckDB's parser never ends, or crashes."""
    return max(accumulate(BRACKETS.get(mark, 0) for mark in sql), default=0) > MOST_NESTED


def names_of(tree: str) -> Names:
    """Return the names in a SELECT that DuckDB has written as JSON.

    Raises:
        RecursionError: too much of it is nested, such as a sum of hundreds of terms.
    """
    tables: set[str] = set()
    defined: set[str] = set()
    waiting = [json.loads(tree)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if node.get("type") == "BASE_TABLE":
                path = (node.get("catalog_name"), node.get("schema_name"), node["table_name"])
                tables.add(".".join(part for part in path if part).lower())
            defined.update(entry["key"].lower() for entry in node.get("cte_map", {}).get("map", ()))
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return Names(tables, defined)
