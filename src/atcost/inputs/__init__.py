"""Foreign bytes into core types, with findings: documents, volumes, transactions."""
