"""TOML text into plain values; where it is not valid, the parser's words in those of the reader, with their line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from atcost.core.finding import Finding
from atcost.core.words import Text, shown
from atcost.inputs.toml_slips import Slips, row_of

if TYPE_CHECKING:
    from collections.abc import Callable

MANY_PARTS = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){50}")
MANY_DIGITS = re.compile(r"(?<!\w)[0-9]\w{1000,}+")
"""A key of thousands of parts takes the parser minutes, and of a number of thousands of digits it names no line."""
MOST_TIMES, MOST_READ = 30, 1_000_000
"""How often a text with faults is read again, and how many characters in all, so that no text takes long."""

NESTED = Text("för många parenteser inuti varandra", "too many brackets inside each other")
PARTS = Text("ett namn har för många delar", "a name has too many parts")
REASONS: tuple[tuple[str, Text], ...] = (
    (
        r"Unterminated string|Expected \"'+\"|(?:Illegal|Found invalid) character '\\n'",
        Text("ett citattecken saknas efter texten", "a quotation mark is missing after the text"),
    ),
    (r"(?:Illegal|Found invalid) character (.+)", Text("tecknet {0} får inte stå här", "{0} can't stand here")),
    (r"Expected '=' after a key.*", Text("ett likhetstecken saknas efter namnet", "an equals sign is missing")),
    (r"Expected '\]+' at the end.*", Text("rubriken saknar ] på slutet", "the heading lacks a ] at its end")),
    (
        r"Expected newline or end of document.*",
        Text("efter värdet står något som inte hör dit", "something that does not belong follows the value"),
    ),
    (r"Expected (.+)", Text("{0} saknas", "{0} is missing")),
    (
        r"Invalid statement|Invalid initial character for a key part",
        Text("här ska stå ett namn eller en rubrik", "a name or a heading is due here"),
    ),
    (r"Cannot declare \((.*?),?\) twice", Text("rubriken {0} står två gånger", "the heading {0} stands twice")),
    (r"Cannot (?:overwrite a value|mutate.*|redefine.*)", Text("posten står två gånger", "the entry stands twice")),
    (r"Duplicate inline table key (.+)", Text("posten {0} står två gånger", "the entry {0} stands twice")),
    (r"Unclosed array", Text("en lista saknar ] eller ett komma", "a list lacks a ] or a comma")),
    (r"Unclosed inline table", Text("en tabell saknar }} eller ett komma", "a table lacks a }} or a comma")),
    (
        r"Unescaped '\\' in a string|Invalid hex value|Escaped character.*",
        Text("ett omvänt snedstreck i en text skrivs dubbelt", "a backslash in a text is written twice"),
    ),
    (r"Invalid date or datetime", Text("datumet finns inte", "there is no such date")),
    (
        r"Invalid value",
        Text(
            "värdet saknas eller går inte att läsa; text står inom citattecken, tal utan mellanrum och med punkt",
            "the value is missing or can't be read; a text has quotation marks, a number no blanks, decimals a point",
        ),
    ),
)
"""What the parser says, as a pattern, and what we say; ``{0}`` is what it names. What is not here stands as it is."""


def parsed(file: str, text: str, read_decimal: Callable[[str], Any]) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Return the values of a TOML text, and all that is wrong in it; where a value can't be read stands a ``Told``.

    There are no values where nobody knows how far a fault reaches.
    """
    slips = Slips(file, text.replace("\r\n", "\n"))
    document = None if _takes_long(slips) else _mended(slips, read_decimal)
    return document, sorted(slips.found, key=lambda finding: finding.row or 0)


def _takes_long(slips: Slips) -> bool:
    """Tell of what the parser would take too long for."""
    if many := MANY_DIGITS.search(slips.plain):
        slips.found.append(_too_long(slips, many))
    elif many := MANY_PARTS.search(slips.plain):
        slips.found.append(_not_toml(slips, row_of(slips.plain, many.start()), PARTS))
    return bool(many)


def _mended(slips: Slips, read_decimal: Callable[[str], Any]) -> dict[str, Any] | None:
    """Read a text, again and again with stand-ins for what the parser stumbles at."""
    for _ in range(max(1, min(MOST_TIMES, MOST_READ // (len(slips.text) + 1)))):
        try:
            return tomllib.loads(slips.text, parse_float=lambda number: slips.told.get(number) or read_decimal(number))
        except tomllib.TOMLDecodeError as fault:
            if not (slips.take_numbers() or slips.take(*_told(slips, fault))):
                return None
        except ValueError:  # as Python refuses numbers of more digits than it is set to read, in no line
            longest = max(re.finditer(r"[0-9_]+", slips.plain), key=lambda number: len(number[0]))
            slips.found.append(_too_long(slips, longest))
            return None
        except RecursionError:
            brackets = [line.count("[") + line.count("{") for line in slips.text.split("\n")]
            slips.found.append(_not_toml(slips, brackets.index(max(brackets)) + 1, NESTED))
            return None
    return None


def _told(slips: Slips, fault: tomllib.TOMLDecodeError) -> tuple[Finding, str]:
    """Return the finding of what the parser stumbled at, and its reason."""
    reason, _, place = str(fault).rpartition(" (at ")
    line = re.match(r"line (\d+)", place)
    row = int(line[1]) if line else _row_at_end(slips.text, reason)
    return _not_toml(slips, row, in_words(reason or str(fault))), reason


def in_words(reason: str) -> Text:
    """Return what the parser says in the words of the reader.

    >>> in_words("Cannot declare ('area', 'rent') twice").en
    'the heading area.rent stands twice'
    """
    for pattern, words in REASONS:
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            named = shown(", ".join(found.groups()).replace("', '", ".").strip("'"))
            return Text(words.sv.format(named), words.en.format(named))
    return Text(shown(reason), shown(reason))


def _row_at_end(text: str, reason: str) -> int:
    """Return the line of what never ends: of the last quotation mark where one is missing, else the last line."""
    quote = "'" if reason.startswith("Expected") else '"' if reason == "Unterminated string" else ""
    return row_of(text, text.rindex(quote)) if quote and quote in text else row_of(text, len(text.rstrip()))


def _too_long(slips: Slips, number: re.Match[str]) -> Finding:
    digits = sum(mark.isalnum() for mark in number[0])
    return Finding("number_too_long", slips.file, row_of(slips.plain, number.start()), values={"digits": digits})


def _not_toml(slips: Slips, row: int, reason: Text) -> Finding:
    """Return the finding of a line, which it quotes: the parser's words alone seldom show a comma or a percent sign."""
    line = shown(slips.text.split("\n")[row - 1].strip())
    quoted = Text(f"{reason.sv}, i ”{line}”", f"{reason.en}, in “{line}”") if line else reason
    return Finding("not_toml", slips.file, row, values={"reason": quoted})
