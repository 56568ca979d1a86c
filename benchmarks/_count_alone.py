"""The example's volumes counted as ``atcost count`` does, timed apart from opening files and writing volumes.

Run as ``python _count_alone.py YEAR SAMPLE``: it prints the seconds from opened tables to volumes as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from atcost import read_model
from atcost.core.counting import Extent, codes_of, mapped
from atcost.inputs.engine import Engine
from atcost.inputs.measure_texts import tables_given, texts_of
from atcost.inputs.yielded import Yielded

SOURCES = ("agresso", "lois", "ber")


def main(year: Path, sample: Path) -> None:
    """Count every measure of every source."""
    model = read_model(year)
    codes, sources = codes_of(model.customers), {source: sample / source for source in SOURCES}
    seconds = {}
    for source in SOURCES:
        tables = tables_given(sources, source)
        with Engine(file for files in tables.values() for file in files) as engine:
            for text in texts_of(year, model, source)[0]:
                yielded = Yielded(engine, tables, text.sql, text.file)
                begin = time.perf_counter()
                number = yielded.count(codes.cut_months())
                extent = Extent(source, text.measure, yielded.in_files, number, yielded.bad_records)
                mapped(extent, model.window(text.measure), codes, yielded.groups(), yielded.things())
                seconds[text.measure] = time.perf_counter() - begin
    print(json.dumps({"counting": sum(seconds.values()), "ledger": seconds["ledger_transactions"]}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
