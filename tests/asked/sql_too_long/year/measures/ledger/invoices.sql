WITH RECURSIVE e AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM e) SELECT Kund AS code, Datum AS date, n AS quantity, source_row FROM e JOIN fakturor ON n > 0
