"""Drawings, tables and reports of the results."""
