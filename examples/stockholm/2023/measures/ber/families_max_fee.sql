-- Familjer som betalar maxtaxa. · Families that pay the maximum fee.
SELECT Enhet AS code,
       Uttagsdatum AS date,
       1 AS quantity,
       source_row,
       Familj AS thing,
       Placering = 'Kö' AS not_placed,
       Avgift <> 'Maxtaxa' AS not_at_maximum_fee
FROM familjer
