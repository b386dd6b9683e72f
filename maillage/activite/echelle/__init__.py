"""Country scale: the same SQL files, run inside the tasks of a Spark cluster (docs/adr/0014, docs/exploitation/echelle.md).

No rule crosses a dispositif: Spark reads the ledger, brings together the rows of a lot of dispositifs, retries what fails and writes;
each task counts its lot with the embedded engine.
"""
