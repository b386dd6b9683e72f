"""Creating the tables of an empty database in a third of the time.

For each new model Django renders again, in memory, every model that may relate to it: what is already in a database may need it, an empty one never
does. The tables come out the same (`tests/architecture/test_tables.py` compares them with those of a plain `migrate`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def tables_neuves() -> Iterator[None]:
    """Within it, `migrate` renders a new model alone. Only for a database without any table."""
    de_django = ProjectState.add_model
    setattr(ProjectState, "add_model", _ajouter)  # noqa: B010 (a method of Django, put back just after)
    try:
        yield
    finally:
        setattr(ProjectState, "add_model", de_django)  # noqa: B010


def _ajouter(etat: ProjectState, modele: ModelState) -> None:
    cle = modele.app_label, modele.name_lower
    etat.models[cle] = modele
    if etat._relations is not None:  # type: ignore[attr-defined]
        etat.resolve_model_relations(cle)
    if "apps" in etat.__dict__:
        with etat.apps.bulk_update():
            etat.apps.render_multiple([modele])
