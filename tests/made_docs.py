"""Documents made from the code, so that it and they can't say different things; ``make golden`` writes them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from atcost.core.glossary import REASONS, TERMS
from atcost.core.price_list import price_list
from atcost.core.rules import RULES
from atcost.inputs.model_folder import priced_before, read_year
from atcost.outputs.price_page import price_page
from atcost.outputs.price_table import price_table
from atcost.outputs.text_table import laid_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from atcost.core.price_list import PriceList

ROOT = Path(__file__).parents[1]
MADE = "<!-- Made by `make golden` from {source}: change it there. -->"


def words_page() -> str:
    """Return docs/words.md, of the glossary."""
    heads = ("name", "svenska", "English", "betyder", "means")
    terms, reasons = (
        table(heads, ((f"`{name}`", *term.word, *term.meaning) for name, term in part.items()))
        for part in (TERMS, REASONS)
    )
    return "\n".join(
        [
            "# Words",
            "",
            MADE.format(source="src/atcost/core/glossary.py"),
            "",
            "The words of documents, screens and code in Swedish and English. Names are what code calls them.",
            "",
            *terms,
            "",
            "## Reasons",
            "",
            "Why a price changed, as `atcost compare` says it; [arithmetic.md](arithmetic.md) says how it is counted.",
            "",
            *reasons,
            "",
        ]
    )


def findings_page() -> str:
    """Return docs/findings.md, of the table of rules."""
    heads = ("rule", "level", "på svenska", "in English")
    rows = (
        (f"`{name}`", rule.level, *(f"{said} → {done}" for said, done in zip(rule.message, rule.remedy, strict=True)))
        for name, rule in RULES.items()
    )
    return "\n".join(
        [
            "# Findings",
            "",
            MADE.format(source="src/atcost/core/rules/"),
            "",
            "What can be wrong in a year's folder, its sources or a sealed list: each rule with its level, what it",
            "says, and after the arrow what to do. Words in braces are what a finding fills in. With an *error* no",
            "price is given, and all findings are shown; a *warning* asks for a look; an *info* tells what was done.",
            "",
            *table(heads, rows),
            "",
        ]
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines]


SIZE, LINE, DIGIT, GAP, EDGE = 12, 19, 6.9, 22, 16
SHOWN = (slice(0, 4), slice(12, 18), slice(-2, None))
"""Which customers the picture shows: some city districts, departments and companies."""
STYLE = (
    f"text {{ font: {SIZE}px system-ui, 'Segoe UI', Arial, sans-serif; font-variant-numeric: tabular-nums }} "
    "text { fill: #1f2328 } .quiet { fill: #59636e } .bold { font-weight: 600 } "
    ".page { fill: #fff; stroke: #d1d9e0 } .rule { stroke: #818b98 } "
    "@media (prefers-color-scheme: dark) { "
    "text { fill: #f0f6fc } .quiet { fill: #9198a1 } .page { fill: #0d1117; stroke: #3d444d } }"
)


def price_list_picture() -> str:
    """Return docs/price-list.svg: the Stockholm example's price list as ``atcost price`` gives it, shortened."""
    priced = stockholm()
    made = price_table(priced, "en", priced.areas)
    lines = [line for line in laid_out(price_page(priced, "en")) if line]
    told = [next(line for line in lines if line.startswith(start)) for start in ("Finance", "Example", "Against")]
    between = ["⋮", *([""] * (len(made.heads) - 1))]
    rows = [row for part in SHOWN for row in [*made.rows[part], between]][:-1]
    return drawn(made.heads, rows, made.foot[0], told)


def stockholm() -> PriceList:
    folder = ROOT / "examples" / "stockholm" / "2023"
    read = read_year(folder)
    before, _ = priced_before(folder, read.documents()[0])
    return price_list(read.price(), before)


def drawn(heads: Sequence[str], rows: Sequence[Sequence[str]], foot: Sequence[str], told: Sequence[str]) -> str:
    """Draw a table: its title and its origin above it, a sentence under it."""
    title, origin, sentence = told
    broken = [head.rsplit(" ", 1) if number else [head] for number, head in enumerate(heads)]
    cells = [[max(part, key=len) for part in broken], *rows, foot]
    ends, at = [], EDGE
    for column in range(len(heads)):
        at += int(max(len(line[column]) for line in cells) * DIGIT) + GAP
        ends.append(at - GAP)
    parts = [text(EDGE, 28, title, "bold"), text(EDGE, 48, origin, "quiet")]
    top = 78
    for head, x in zip(broken, ends, strict=True):
        first = top + LINE - 4 - (len(head) - 1) * (SIZE + 3)
        for number, word in enumerate(head):
            parts.append(placed(word, x, first + number * (SIZE + 3), "bold", left=head is broken[0]))
    y = top + LINE + 6
    parts.append(f'<path class="rule" d="M{EDGE} {y}H{ends[-1]}"/>')
    for row in rows:
        y += LINE
        parts += [placed(cell, x, y, left=number == 0) for number, (cell, x) in enumerate(zip(row, ends, strict=True))]
    y += 8
    parts.append(f'<path class="rule" d="M{EDGE} {y}H{ends[-1]}"/>')
    y += LINE - 1
    parts += [
        placed(cell, x, y, "bold", left=number == 0) for number, (cell, x) in enumerate(zip(foot, ends, strict=True))
    ]
    parts.append(text(EDGE, y + LINE + 8, sentence))
    width, height = ends[-1] + EDGE, y + LINE + 24
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">',
            f"<title>{escape(title)}. {escape(origin)}</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="page" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="6"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def placed(cell: str, end: int, y: int, style: str = "", *, left: bool) -> str:
    return text(EDGE, y, cell, style) if left else text(end, y, cell, style, "end")


def text(x: int, y: int, said: str, style: str = "", anchor: str = "") -> str:
    look = (f' class="{style}"' if style else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x}" y="{y}"{look}>{escape(said)}</text>'


PAGES: dict[str, Callable[[], str]] = {
    "words.md": words_page,
    "findings.md": findings_page,
    "price-list.svg": price_list_picture,
}
"""Each document under docs that is made, and what makes it."""
