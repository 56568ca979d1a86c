SELECT Kund AS code, Datum AS date, 1 AS quantity, source_row, nullif(Kund || Antal, '200' || '60') AS thing FROM fakturor UNION ALL SELECT '200', Datum, 1, source_row, 'x' FROM fakturor
