"""The one door of typst: a document's content becomes a PDF, archivable (PDF/A-2a) and accessible (PDF/UA-1) in one.

Content is data and never typst's language: ``layout/document.typ`` reads it as JSON, so that nothing in a title can
steer the layout. No clock, no fonts of the machine, no files but those of ``layout`` and ``fonts``: the same content
gives the same bytes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typst import Compiler, Fonts

from atcost.outputs.pictures.typeface import FONTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typst import PDFStandard

LAYOUT = Path(__file__).with_name("layout")
STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]


def typeset(content: Mapping[str, Any]) -> bytes:
    """Return the PDF of a document's content, as ``layout/document.typ`` expects it."""
    compiler = Compiler(
        LAYOUT / "document.typ",
        root=LAYOUT,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=LAYOUT,
        package_cache_path=LAYOUT,
    )
    made = compiler.compile(
        format="pdf",
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@cache
def _fonts() -> Fonts:
    """Return the fonts that ship with atcost, and no others."""
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
