"""TOML text into plain values; where it is not valid, the parser's words in those of the reader, with their line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from atcost.core.finding import Finding
from atcost.core.words import Text, shown

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = re.compile(
    r"""
    \#[^\n]*+                                                                        # a comment
    | "{3}(?:\\.|[^\\])*?(?:"{3}(?!")|\Z) | '{3}.*?(?:'{3}(?!')|\Z) | "(?:\\.|[^"\\\n])*+"?+ | '[^'\n]*+'?+  # a text
    """,
    re.VERBOSE | re.DOTALL,
)
"""What names and numbers do not stand in. A text that never ends goes on as far as the parser reads on in it."""
MANY_PARTS = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){50}")
MANY_DIGITS = re.compile(r"(?<!\w)[0-9]\w{1000,}+")
"""A key of thousands of parts takes the parser minutes, and of a number of thousands of digits it names no line."""

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
    """Return the values of a TOML text, or the finding that says where and why it is none."""
    plain = TEXTS.sub(lambda found: "text" + "\n" * found[0].count("\n"), text)
    if many := MANY_DIGITS.search(plain):
        return None, [_too_long(file, plain, many)]
    if many := MANY_PARTS.search(plain):
        return None, [_not_toml(file, text, _row_of(plain, many.start()), PARTS)]
    try:
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=read_decimal), []
    except tomllib.TOMLDecodeError as fault:
        reason, _, place = str(fault).rpartition(" (at ")
        line = re.match(r"line (\d+)", place)
        row = int(line[1]) if line else _row_at_end(text, reason)
        return None, [_not_toml(file, text, row, in_words(reason or str(fault)))]
    except ValueError:  # as Python refuses numbers of more digits than it is set to read, in no line
        longest = max(re.finditer(r"[0-9_]+", plain), key=lambda number: len(number[0]))
        return None, [_too_long(file, plain, longest)]
    except RecursionError:
        brackets = [line.count("[") + line.count("{") for line in text.split("\n")]
        return None, [_not_toml(file, text, brackets.index(max(brackets)) + 1, NESTED)]


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
    return _row_of(text, text.rindex(quote)) if quote and quote in text else _row_of(text, len(text.rstrip()))


def _too_long(file: str, text: str, number: re.Match[str]) -> Finding:
    digits = sum(mark.isalnum() for mark in number[0])
    return Finding("number_too_long", file, _row_of(text, number.start()), values={"digits": digits})


def _not_toml(file: str, text: str, row: int, reason: Text) -> Finding:
    """Return the finding of a line, which it quotes: the parser's words alone seldom show a comma or a percent sign."""
    line = shown(text.split("\n")[row - 1].strip())
    quoted = Text(f"{reason.sv}, i ”{line}”", f"{reason.en}, in “{line}”") if line else reason
    return Finding("not_toml", file, row, values={"reason": quoted})


def _row_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
