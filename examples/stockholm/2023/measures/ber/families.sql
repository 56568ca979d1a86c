-- Familjer i varje månads uttag; en familj med barn i två enheter räknas en gång per kund.
-- Families in each month's extract; a family with children in two units counts once a customer.
SELECT Enhet AS code,
       Uttagsdatum AS date,
       1 AS quantity,
       source_row,
       Familj AS thing,
       Placering = 'Kö' AS not_placed
FROM familjer
