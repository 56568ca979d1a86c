-- Påhittade leverantörsfakturor: en rad för var och en i volymen, och däribland det som inte ska räknas, nämligen
-- kreditfakturor, testköp, en kod som ingen kund har, och några rader utan läsbart datum.
-- Made-up supplier invoices: a row for each one of the volume, and among them what does not count, namely credit notes,
-- test purchases, a code that no customer has, and a few rows without a readable date.
WITH bought AS (
    SELECT *, row_number() OVER (ORDER BY month, customer, code) AS place,
           sum(quantity) OVER (PARTITION BY month, customer ORDER BY code) - quantity AS earlier
    FROM volumes WHERE measure = 'supplier_invoices'
),
faulty AS (SELECT month, customer, sum(quantity) AS faulty FROM volumes WHERE measure = 'faulty_invoices' GROUP BY ALL),
numbered AS (
    SELECT code, first, last, place, earlier, coalesce(faulty, 0) AS faulty, unnest(range(1, quantity + 1)) AS number
    FROM bought LEFT JOIN faulty USING (month, customer)
),
invoices AS (
    SELECT code, place, number, earlier + number <= faulty AS is_faulty,
           CAST(hash(place, number, seed) // 2 AS BIGINT) AS chance,
           first + CAST(chance % (last - first + 1) AS INTEGER) AS day
    FROM numbered, setting
),
kinds AS (
    SELECT *, 'Faktura' AS kind, 0 AS variant FROM invoices
    UNION ALL SELECT *, 'Kredit', 1 FROM invoices WHERE chance % 83 = 0
    UNION ALL SELECT *, 'Testköp', 2 FROM invoices WHERE chance % 9001 = 0
    UNION ALL SELECT * REPLACE ('999' AS code), 'Faktura', 3 FROM invoices WHERE chance % 19997 = 0
    UNION ALL SELECT *, 'Odaterad', 4 FROM invoices WHERE place % 100 = 1 AND number = 1
)
SELECT 210000000 + place * 100000 + number * 5 + variant AS Verifikationsnr,
       CASE WHEN kind = 'Odaterad' THEN '0000-00-00' ELSE CAST(day AS VARCHAR) END AS Verifikationsdatum,
       CASE kind WHEN 'Kredit' THEN 'Kredit' ELSE 'Faktura' END AS Fakturatyp,
       CASE WHEN kind = 'Testköp' THEN 'Internt testköp'
            ELSE (['Byggvaror Ängby AB', 'El & Rör i Årsta AB', 'Kontorsmöbler Öst AB', 'Livsmedel Söderort AB',
                   'Städservice Vällingby AB', 'Taxi Mälaren AB', 'IT-drift Norr AB'])[1 + chance // 31 % 7]
       END AS Leverantör,
       'F' || (100000 + chance // 7 % 900000) AS Fakturanr,
       code AS Förvaltning,
       replace(CAST(CASE kind WHEN 'Kredit' THEN -0.01 ELSE 0.01 END * CAST(chance // 11 % 5000000 AS INTEGER) AS VARCHAR),
               '.', ',') AS Belopp,
       CASE WHEN is_faulty
            THEN (['Referens saknas', 'Fel referens', 'Belopp avviker från order'])[1 + chance // 17 % 3]
       END AS Avvikelse
FROM kinds
ORDER BY day, place, number, variant
