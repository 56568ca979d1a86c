-- Inkassoärenden mot staden. · Collection cases against the city.
SELECT Förvaltning AS code,
       Ankomstdatum AS date,
       1 AS quantity,
       source_row,
       Kravtyp <> 'Inkasso' AS not_a_collection_case,
       Orsak = 'Fel mottagare' AS not_for_the_city
FROM krav
