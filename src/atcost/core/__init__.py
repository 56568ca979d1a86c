"""The rules and the arithmetic: no clock, disk, network, randomness or environment."""
