-- Huvudbokens transaktioner; ingående balans är ingen. I ett glesare uttag säger Antal hur många en rad står för.
-- General-ledger transactions; an opening balance is none. In a thinned extract Antal says how many a row stands for.
SELECT Förvaltning AS code,
       Bokföringsdatum AS date,
       Antal AS quantity,
       source_row,
       Serie = 'IB' AS not_a_transaction
FROM huvudbok
