-- Påhittade poster på konto 9894: inbetalningar som ingen känns vid än.
-- Made-up items on account 9894: payments that nobody knows of yet.
WITH posted AS (
    SELECT *, row_number() OVER (ORDER BY month, customer, code) AS place
    FROM volumes WHERE measure = 'unidentified_items'
),
numbered AS (SELECT code, first, last, place, unnest(range(1, quantity + 1)) AS number FROM posted),
items AS (
    SELECT code, place, number, CAST(hash(place, number, seed) // 2 AS BIGINT) AS chance,
           first + CAST(chance % (last - first + 1) AS INTEGER) AS day
    FROM numbered, setting
),
kinds AS (
    SELECT *, 0 AS variant FROM items
    UNION ALL SELECT *, 1 FROM items WHERE chance % 3 = 0
    UNION ALL SELECT * REPLACE ('' AS code), 2 FROM items WHERE chance % 1999 = 0
)
SELECT 8000000 + place * 2000 + number * 3 + variant AS Verifikationsnr,
       CAST(day AS VARCHAR) AS Bokföringsdatum,
       9894 AS Konto,
       CASE variant WHEN 1 THEN 'Omföring' ELSE 'Inbetalning' END AS Posttyp,
       code AS Förvaltning,
       replace(CAST(CASE variant WHEN 1 THEN -0.01 ELSE 0.01 END * CAST(chance // 11 % 3000000 AS INTEGER) AS VARCHAR),
               '.', ',') AS Belopp
FROM kinds
ORDER BY day, place, number, variant
