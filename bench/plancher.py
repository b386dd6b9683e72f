"""`python -m bench.plancher DOSSIER FORME`: the least any exact union of presence must do.

The embedded engine reads the same files, joins events with their participants and sorts by young person and start.
"""

from __future__ import annotations

import sys

import duckdb


def trier(dossier: str, forme: str) -> None:
    lire = {"parquet": "read_parquet('{}/{}.parquet')", "csv": "read_csv('{}/{}.csv')"}[forme]
    evenements, jeunes = (lire.format(dossier, nom) for nom in ("evenement", "evenement_jeune"))
    with duckdb.connect(config={"memory_limit": "4GB", "threads": 2, "preserve_insertion_order": False}) as connexion:
        connexion.execute(
            "CREATE TABLE trie AS SELECT jeune_id, debut, fin, event_id, dispositif_id, categorie, modalite, statut, presence "
            f"FROM {evenements} e JOIN {jeunes} j USING (event_id) ORDER BY jeune_id, debut"
        )


if __name__ == "__main__":
    trier(sys.argv[1], sys.argv[2])
