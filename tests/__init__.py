"""The proofs that the prices are right."""
