"""Elements of the small parts of a workbook, read one by one: a tree of a part that is nested deeply takes seconds."""

from __future__ import annotations

from xml.parsers import expat


def elements(xml: bytes, name: str) -> list[dict[str, str]]:
    """Return the attributes of each element of a name, whatever its prefix.

    >>> elements(b'<x:a><x:b r:id="1"/></x:a>', "b")
    [{'r:id': '1'}]

    Raises:
        ValueError: it is no XML.
    """
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)  # noqa: FBT003 -- it knows no names of arguments
    except expat.ExpatError as fault:
        raise ValueError(*fault.args) from None
    return found
