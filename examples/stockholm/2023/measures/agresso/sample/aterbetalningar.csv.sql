-- Påhittade återbetalningar. · Made-up refunds.
WITH paid AS (
    SELECT *, row_number() OVER (ORDER BY month, customer, code) AS place FROM volumes WHERE measure = 'refunds'
),
numbered AS (SELECT code, first, last, place, unnest(range(1, quantity + 1)) AS number FROM paid),
refunds AS (
    SELECT code, place, number, CAST(hash(place, number, seed) // 2 AS BIGINT) AS chance,
           first + CAST(chance % (last - first + 1) AS INTEGER) AS day
    FROM numbered, setting
),
kinds AS (
    SELECT *, 0 AS variant FROM refunds
    UNION ALL SELECT *, 1 FROM refunds WHERE chance % 89 = 0
    UNION ALL SELECT *, 2 FROM refunds WHERE chance % 4999 = 0
)
SELECT 7000000 + place * 1000 + number * 3 + variant AS Utbetalningsnr,
       CASE WHEN variant = 2 THEN 'saknas' ELSE CAST(day AS VARCHAR) END AS Utbetalningsdatum,
       CASE variant WHEN 1 THEN 'Makulerad' ELSE 'Utbetald' END AS Status,
       code AS Förvaltning,
       replace(CAST(0.01 * CAST(chance // 11 % 400000 AS INTEGER) AS VARCHAR), '.', ',') AS Belopp
FROM kinds
ORDER BY day, place, number, variant
