-- Påhittade familjer i slutet av en månad. Hos en kund med flera enheter står några familjer i två av dem.
-- Made-up families at the end of a month. With a customer of several units some families stand in two of them.
WITH here AS (
    SELECT volumes.*, dense_rank() OVER (ORDER BY customer) AS who,
           CAST(sum(quantity) OVER codes - quantity AS BIGINT) AS earlier,
           coalesce(lead(code) OVER codes, first_value(code) OVER codes) AS next_code
    FROM volumes, snapshot WHERE volumes.month = snapshot.month AND measure IN ('families', 'families_max_fee')
    WINDOW codes AS (PARTITION BY measure, customer ORDER BY code)
),
most AS (SELECT customer, sum(quantity) AS at_maximum FROM here WHERE measure = 'families_max_fee' GROUP BY ALL),
numbered AS (
    SELECT code, next_code, last, who, coalesce(at_maximum, 0) AS at_maximum,
           unnest(range(earlier + 1, earlier + quantity + 1)) AS number
    FROM here LEFT JOIN most USING (customer) WHERE measure = 'families'
),
families AS (
    SELECT code, next_code, last, who, number, number <= at_maximum AS is_at_maximum,
           CAST(hash(who, number, seed) // 2 AS BIGINT) AS chance
    FROM numbered, setting
),
kinds AS (
    SELECT *, 'Plats' AS placement, 0 AS variant FROM families
    UNION ALL SELECT * REPLACE (next_code AS code), 'Plats', 1 FROM families WHERE chance % 61 = 0 AND next_code <> code
    UNION ALL SELECT *, 'Kö', 2 FROM families WHERE chance % 113 = 0
)
SELECT CASE placement WHEN 'Kö' THEN 'Q' ELSE 'F' END || (who * 1000000 + number) AS Familj,
       code AS Enhet,
       placement AS Placering,
       CASE WHEN is_at_maximum THEN 'Maxtaxa' ELSE 'Inkomstprövad' END AS Avgift,
       last AS Uttagsdatum
FROM kinds
ORDER BY code, number, variant, who
