"""Commands of the operator: write the guide of rights, purge the journal."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from maillage.comptes.documentation import rediger_droits
from maillage.socle.models import PurgeJournal


def test_le_guide_des_droits_s_ecrit_depuis_la_table(tmp_path: Path) -> None:
    call_command("rediger_droits", fichier=tmp_path / "droits.md", stdout=StringIO())
    texte = (tmp_path / "droits.md").read_text(encoding="utf-8")
    assert texte == rediger_droits()
    assert "| Identité des jeunes |" in texte


@pytest.mark.django_db
def test_la_purge_de_nuit_dit_ce_qu_elle_efface() -> None:
    sortie = StringIO()
    call_command("purger_journal", stdout=sortie)
    assert sortie.getvalue().rstrip().endswith("effacées : 0.")
    assert PurgeJournal.objects.get().achevee_le is not None
