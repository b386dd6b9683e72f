"""What the count knows before any fact: period, parameters and their values, rule-sets, alerts, the catalogue of rules.

Pure: no input, no output, no clock, no framework.
"""
