-- Påhittade påminnelser och inkassoärenden. · Made-up reminders and collection cases.
WITH claimed AS (
    SELECT *, row_number() OVER (ORDER BY measure, month, customer, code) AS place
    FROM volumes WHERE measure IN ('reminders', 'collection_cases')
),
numbered AS (SELECT measure, code, first, last, place, unnest(range(1, quantity + 1)) AS number FROM claimed),
claims AS (
    SELECT measure, code, place, number, CAST(hash(place, number, seed) // 2 AS BIGINT) AS chance,
           first + CAST(chance % (last - first + 1) AS INTEGER) AS day
    FROM numbered, setting
),
kinds AS (
    SELECT *, 0 AS variant FROM claims
    UNION ALL SELECT *, 1 FROM claims WHERE chance % 41 = 0
    UNION ALL SELECT * REPLACE ('999' AS code), 2 FROM claims WHERE chance % 997 = 0
)
SELECT 6000000 + place * 1000 + number * 3 + variant AS Ärendenr,
       CAST(day AS VARCHAR) AS Ankomstdatum,
       CASE measure WHEN 'reminders' THEN 'Påminnelse' ELSE 'Inkasso' END AS Kravtyp,
       code AS Förvaltning,
       CASE WHEN variant = 1 THEN 'Fel mottagare'
            ELSE (['Sen attest', 'Fakturan kom inte fram', 'Tvistig faktura'])[1 + chance // 7 % 3] END AS Orsak,
       (60 + chance // 11 % 9000) || ',00' AS Belopp
FROM kinds
ORDER BY day, place, number, variant
