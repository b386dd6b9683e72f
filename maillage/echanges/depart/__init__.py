"""Leaving with everything: a dispositif as one documented archive, and that archive in an empty installation, equal.

The plan says of each model of the house whether its rows leave, and by which path they belong to the dispositif. It is read from the models
themselves (a foreign key named `dispositif`, else that of a parent, else `jeune`), and from `referentiels/depart.toml` for what is shared, left
here, or a bare number.
"""
