"""Shared kernel: periods and the calendar, the Acteur protocol, the journal, base templates and components.

It owns no business of its own and refuses anything that only one context needs.
"""
