"""From a folder of CSV or Parquet files to the tables of the engine, with every problem of the folder.

`tables.py` says the columns of the contract as data; `dossier.py` reads a folder.
"""
