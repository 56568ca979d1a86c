DROP TABLE fakturor
