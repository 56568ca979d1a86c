"""Message catalogues: a .po file read, and compiled to the .mo file that gettext reads (GNU gettext manual, 10.3)."""

from __future__ import annotations

import ast
import re
import struct

MAGIC, REVISION, HEADER = 0x950412DE, 0, 28
ENTRY = re.compile(r'^(msgid_plural|msgid|msgstr)(?:\[(\d)\])? (".*")$')


def read_po(text: str) -> dict[str, str]:
    """Return msgid (with its plural behind a null) and msgstr (with its plurals) of each entry, the header first."""
    found: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, number, quoted = re.fullmatch(ENTRY, line).groups()  # type: ignore[union-attr] # a line that is none fails
        words = ast.literal_eval(quoted)
        if kind == "msgid":
            key = words
        elif kind == "msgid_plural":
            key += "\0" + words
        else:
            found[key] = f"{found[key]}\0{words}" if number == "1" else words
    return found


def compiled(entries: dict[str, str]) -> bytes:
    """Return the .mo file of a catalogue."""
    keys = sorted(entries, key=str.encode)
    texts = [words.encode() for words in (*keys, *(entries[key] for key in keys))]
    start = HEADER + 8 * len(texts)
    places, blob = [], b""
    for words in texts:
        places += [len(words), start + len(blob)]
        blob += words + b"\0"
    head = struct.pack("<7I", MAGIC, REVISION, len(keys), HEADER, HEADER + 8 * len(keys), 0, start)
    return head + struct.pack(f"<{len(places)}I", *places) + blob
