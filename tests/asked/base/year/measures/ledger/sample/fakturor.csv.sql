SELECT code AS "Kund", first AS "Datum", quantity AS "Antal" FROM volumes
