-- Påhittade hyresavtal så som de står i slutet av en månad; vakanta och nya finns där årets mätetal räknar dem.
-- Made-up rent contracts as they stand at the end of a month; vacant and new ones where the year's measures count them.
WITH here AS (
    SELECT volumes.*, row_number() OVER (ORDER BY measure, customer, code) AS place,
           sum(quantity) OVER (PARTITION BY measure, customer ORDER BY code) - quantity AS earlier
    FROM volumes, snapshot WHERE volumes.month = snapshot.month
),
created AS (SELECT customer, sum(quantity) AS created FROM here WHERE measure = 'created_contracts' GROUP BY ALL),
numbered AS (
    SELECT measure, code, first, last, place, earlier, coalesce(created, 0) AS created,
           unnest(range(1, quantity + 1)) AS number
    FROM here LEFT JOIN created USING (customer) WHERE measure IN ('active_contracts', 'vacant_contracts')
),
contracts AS (
    SELECT measure, code, first, last, place, number, CAST(hash(code, number, seed) // 2 AS BIGINT) AS chance,
           measure = 'active_contracts' AND earlier + number <= created AS is_new
    FROM numbered, setting
),
kinds AS (
    SELECT *, CASE measure WHEN 'active_contracts' THEN 'Aktivt' ELSE 'Vakant' END AS status, 0 AS variant
    FROM contracts
    UNION ALL SELECT *, 'Uppsagt', 1
    FROM contracts WHERE chance % 211 = 0 AND measure = 'active_contracts' AND NOT is_new
    UNION ALL SELECT * REPLACE ('999' AS code), 'Aktivt', 2 FROM contracts WHERE chance % 20011 = 0 AND NOT is_new
)
SELECT code || '-' || CASE status WHEN 'Vakant' THEN 'V' ELSE 'A' END || (number * 3 + variant) AS Avtalsnr,
       code AS Enhet,
       (['Gruppboende', 'Servicehus', 'Vård- och omsorgsboende', 'Servicebostad'])[1 + chance // 7 % 4] AS Boendeform,
       status AS Avtalsstatus,
       CASE WHEN is_new THEN first + CAST(chance % (last - first + 1) AS INTEGER)
            ELSE DATE '2010-01-01' + CAST(chance % 3650 AS INTEGER) END AS Startdatum,
       last AS Uttagsdatum,
       (4000 + chance // 11 % 9000) || ',00' AS Hyra
FROM kinds
ORDER BY place, number, variant
