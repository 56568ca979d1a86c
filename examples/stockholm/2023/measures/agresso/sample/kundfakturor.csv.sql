-- Påhittade kundfakturor; det här uttaget skriver datum som 20210701.
-- Made-up customer invoices; this extract writes dates as 20210701.
WITH sold AS (
    SELECT *, row_number() OVER (ORDER BY month, customer, code) AS place
    FROM volumes WHERE measure = 'customer_invoices'
),
numbered AS (SELECT code, first, last, place, unnest(range(1, quantity + 1)) AS number FROM sold),
invoices AS (
    SELECT code, place, number, CAST(hash(place, number, seed) // 2 AS BIGINT) AS chance,
           first + CAST(chance % (last - first + 1) AS INTEGER) AS day
    FROM numbered, setting
),
kinds AS (
    SELECT *, 0 AS variant FROM invoices
    UNION ALL SELECT *, 1 FROM invoices WHERE chance % 167 = 0
    UNION ALL SELECT * REPLACE ('999' AS code), 2 FROM invoices WHERE chance % 29989 = 0
)
SELECT 40000000 + place * 200000 + number * 3 + variant AS Fakturanr,
       strftime(day, '%Y%m%d') AS Fakturadatum,
       CASE variant WHEN 1 THEN 'Kredit' ELSE 'Faktura' END AS Fakturatyp,
       'K' || (100000 + chance // 7 % 900000) AS Kundnr,
       code AS Förvaltning,
       replace(CAST(CASE variant WHEN 1 THEN -0.01 ELSE 0.01 END * CAST(chance // 11 % 900000 AS INTEGER) AS VARCHAR),
               '.', ',') AS Belopp
FROM kinds
ORDER BY day, place, number, variant
