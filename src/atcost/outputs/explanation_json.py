"""An explanation for programs: JSON, every node down to its inputs (docs/interface.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from atcost.core.explanation.node import ORE, Money
from atcost.core.words import decimal_text, kronor_plain
from atcost.outputs.open_data import escaped, finding_views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from atcost.core.explanation.node import Node
    from atcost.core.finding import Finding
    from atcost.core.words import Language


def explanation_json(
    root: Node, language: Language, command: Callable[[Node], str], findings: Iterable[Finding]
) -> Iterator[str]:
    """Yield an explanation as JSON, a node a line; ``command`` shows the transactions behind a volume.

    The root has the findings of its year beside its parts.

    What is a part of several nodes stands in each, so it may be long: it is written as it is walked.
    """
    told = escaped(json.dumps(finding_views(findings, language), ensure_ascii=False))
    ends = ("\n", f'], "findings": {told}}}', "]}")
    heads: dict[int, str] = {}
    opened = [iter((root,))]
    between = ""
    while opened:
        node = next(opened[-1], None)
        if node is None:
            opened.pop()
            yield ends[min(len(opened), 2)]
            between = ",\n"
        else:
            if id(node) not in heads:
                view = node_view(node, language, command(node))
                heads[id(node)] = escaped(json.dumps(view, ensure_ascii=False))
            yield f'{between}{" " * (len(opened) - 1)}{heads[id(node)][:-1]}, "parts": ['
            opened.append(iter(node.parts))
            between = "\n"


def node_view(node: Node, language: Language, command: str) -> dict[str, str]:
    """Return a node without its parts as plain data; a volume's ``rows`` is the command that shows its transactions."""
    ore = node.value * ORE
    whole_ore = isinstance(node.unit, Money) and ore.denominator == 1
    view = {
        "label": node.label.say(language),
        "value": kronor_plain(int(ore)) if whole_ore else decimal_text(node.value),
        "unit": node.unit.say(language),
        "formula": node.formula,
        "source": node.source.say(language),
        "cell": node.cell,
    }
    return view | ({"rows": command} if command else {})
