"""The example's volumes counted as one would by hand: each measure a SELECT that joins codes to customers row by row.

Run as ``python _plain_count.py YEAR SAMPLE VOLUMES``: it reads the codes of a year's model.toml and the folder that
``atcost sample`` wrote, writes the volumes as CSV, and prints the seconds of its SELECTs alone as JSON. It excludes
what the example's measures exclude, but tells nobody what it left out.
"""

from __future__ import annotations

import csv
import json
import sys
import time
import tomllib
from datetime import date
from pathlib import Path

import duckdb

READ_CSV = (
    "read_csv('{path}', delim = ';', header = true, all_varchar = true, encoding = 'latin-1', null_padding = true)"
)
TEXTS = {
    "supplier": "agresso/leverantorsfakturor.csv",
    "claims": "agresso/krav.csv",
    "invoices": "agresso/kundfakturor.csv",
    "refunds": "agresso/aterbetalningar.csv",
    "account": "agresso/konto_9894.csv",
    "contracts": "lois/avtal-*.csv",
    "families": "ber/familjer-*.csv",
}
LEDGER = "agresso/huvudbok-*.parquet"
YEAR, FEES_YEAR = ("2021-07-01", "2022-06-30"), ("2021-06-01", "2022-05-31")
DAY = "try_cast({} AS DATE)"
NO_CREDIT = "Fakturatyp <> 'Kredit' AND Leverantör <> 'Internt testköp'"
MEASURES = {
    # measure: table, code, day, what is counted, which rows, between which days
    "supplier_invoices": ("supplier", "Förvaltning", DAY.format("Verifikationsdatum"), "count(*)", NO_CREDIT, YEAR),
    "faulty_invoices": (
        "supplier",
        "Förvaltning",
        DAY.format("Verifikationsdatum"),
        "count(*)",
        f"{NO_CREDIT} AND Avvikelse IS NOT NULL",
        YEAR,
    ),
    "reminders": (
        "claims",
        "Förvaltning",
        DAY.format("Ankomstdatum"),
        "count(*)",
        "Kravtyp = 'Påminnelse' AND Orsak <> 'Fel mottagare'",
        YEAR,
    ),
    "collection_cases": (
        "claims",
        "Förvaltning",
        DAY.format("Ankomstdatum"),
        "count(*)",
        "Kravtyp = 'Inkasso' AND Orsak <> 'Fel mottagare'",
        YEAR,
    ),
    "customer_invoices": (
        "invoices",
        "Förvaltning",
        "CAST(try_strptime(Fakturadatum, '%Y%m%d') AS DATE)",
        "count(*)",
        "Fakturatyp <> 'Kredit'",
        YEAR,
    ),
    "refunds": ("refunds", "Förvaltning", DAY.format("Utbetalningsdatum"), "count(*)", "Status <> 'Makulerad'", YEAR),
    "unidentified_items": (
        "account",
        "Förvaltning",
        DAY.format("Bokföringsdatum"),
        "count(*)",
        "Posttyp <> 'Omföring'",
        YEAR,
    ),
    "ledger_transactions": ("ledger", "Förvaltning", "Bokföringsdatum", "sum(Antal)", "Serie <> 'IB'", YEAR),
    "active_contracts": (
        "contracts",
        "Enhet",
        DAY.format("Uttagsdatum"),
        "count(*)",
        "Avtalsstatus = 'Aktivt'",
        YEAR,
    ),
    "families": (
        "families",
        "Enhet",
        DAY.format("Uttagsdatum"),
        "count(DISTINCT Familj)",
        "Placering <> 'Kö'",
        FEES_YEAR,
    ),
    "families_max_fee": (
        "families",
        "Enhet",
        DAY.format("Uttagsdatum"),
        "count(DISTINCT Familj)",
        "Placering <> 'Kö' AND Avgift = 'Maxtaxa'",
        FEES_YEAR,
    ),
}


def main(year: Path, sample: Path, volumes: Path) -> None:
    """Count, and write the volumes."""
    customers = tomllib.loads((year / "model.toml").read_text(encoding="utf-8"))["customer"]
    owners = [
        (code, name, entry.get("from", date.min), entry.get("to", date.max))
        for name, entry in customers.items()
        for code in entry.get("codes", ())
    ]
    connection = duckdb.connect(config={"memory_limit": "1GB"})
    connection.execute("CREATE TABLE owner (code VARCHAR, customer VARCHAR, first_day DATE, last_day DATE)")
    connection.executemany("INSERT INTO owner VALUES (?, ?, ?, ?)", owners)
    for table, path in TEXTS.items():
        connection.execute(f"CREATE VIEW {table} AS FROM {READ_CSV.format(path=sample / path)}")
    connection.execute(f"CREATE VIEW ledger AS FROM read_parquet('{sample / LEDGER}')")
    seconds, rows = {}, []
    for measure, (table, code, day, counted, wanted, (first, last)) in MEASURES.items():
        begin = time.perf_counter()
        found = connection.execute(f"""
            SELECT customer, strftime({day}, '%Y-%m') AS month, {counted}
            FROM {table} JOIN owner ON owner.code = {table}.{code} AND {day} BETWEEN first_day AND last_day
            WHERE {wanted} AND {day} BETWEEN DATE '{first}' AND DATE '{last}'
            GROUP BY ALL ORDER BY ALL""")  # noqa: S608 -- of the texts above
        rows += [(measure, *row) for row in found.fetchall()]
        seconds[measure] = time.perf_counter() - begin
    with volumes.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "customer", "month", "quantity"))
        writer.writerows(rows)
    print(json.dumps({"counting": sum(seconds.values()), "ledger": seconds["ledger_transactions"]}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
