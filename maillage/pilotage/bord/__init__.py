"""Dashboards: one page per scope, made of figures of the catalogue. Values are those of the pages they open, written and drawn here."""
