"""Agenda imports: a file (CSV, XLSX, ODS, iCalendar) becomes événements after a preview, and can be undone exactly.

A file flows one way: `readers` (bytes → raw lines), `domain` (raw lines → occurrences → what changes), `services` (the only writing).
"""
