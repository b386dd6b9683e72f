"""Filters of the pages of the CPOM."""
