-- Påhittad huvudbok, en fil i månaden. I skalan 0,01 skrivs var hundrade rad, och Antal säger vad den står för.
-- A made-up general ledger, a file a month. At scale 0.01 a hundredth is written, and Antal says what a row stands for.
WITH posted AS (
    SELECT *, row_number() OVER (ORDER BY customer, code) AS place,
           greatest(1, CAST(ceil(quantity * scale) AS BIGINT)) AS written
    FROM volumes, snapshot, setting WHERE measure = 'ledger_transactions' AND volumes.month = snapshot.month
),
numbered AS (
    SELECT code, first, last, place, quantity, written, seed, unnest(range(1, written + 1)) AS number FROM posted
),
transactions AS (
    SELECT code, place, number, CAST(hash(place, number, seed) // 2 AS BIGINT) AS chance,
           first + CAST(chance % (last - first + 1) AS INTEGER) AS day,
           CAST(quantity * number // written - quantity * (number - 1) // written AS INTEGER) AS together
    FROM numbered
),
kinds AS (
    SELECT *, 0 AS variant FROM transactions
    UNION ALL SELECT * REPLACE (1 AS together), 1 FROM transactions WHERE chance % 9973 = 0
    UNION ALL SELECT * REPLACE ('999' AS code, 1 AS together), 2 FROM transactions WHERE chance % 19997 = 0
)
SELECT CAST(place * 10000000 + number * 3 + variant AS BIGINT) AS Verifikationsnr,
       day AS Bokföringsdatum,
       CASE WHEN variant = 1 THEN 'IB' ELSE (['AR', 'LR', 'KR', 'LÖ', 'MA'])[1 + chance // 7 % 5] END AS Serie,
       code AS Förvaltning,
       CAST(3000 + chance // 11 % 6000 AS SMALLINT) AS Konto,
       CAST(chance // 13 % 20000000 AS BIGINT) - 10000000 AS Belopp_öre,
       together AS Antal
FROM kinds
ORDER BY day, place, number, variant
