"""The version of atcost, which every document that it makes names."""

__version__ = "0.1.0"
