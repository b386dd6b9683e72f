from __future__ import annotations

from pathlib import Path

import pytest

from maillage.structures import commande_partenaires
from maillage.structures.models import Partenaire
from maillage.territoire.models import ImportReference
from tests.fabriques import CommuneFactory, DispositifFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]


def test_la_commande_fait_ce_que_la_page_propose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dispositif = DispositifFactory(code="essai")
    CommuneFactory(code="48095", nom="Mende")
    Partenaire.objects.create(nom="Club de voile de Mende", commune_id="48095")
    fichier = tmp_path / "partenaires.csv"
    texte = "Nom;Nature;Code commune\nMédiathèque;Loisirs, sport, culture;48095\nClub de voiles de Mende;;48095\nX;Bateau;48095\n"
    fichier.write_text(texte, encoding="utf-8")
    assert commande_partenaires.executer(["essai", str(fichier), "--essai"]) == 1
    assert (Partenaire.objects.count(), ImportReference.objects.count()) == (1, 0)
    capsys.readouterr()
    assert commande_partenaires.executer(["essai", str(fichier)]) == 1
    sortie = capsys.readouterr().out
    assert "1 créé" in sortie and "ligne 3 : « Club de voiles de Mende » ressemble à" in sortie
    assert "ligne 4 : nature « Bateau » inconnue" in sortie
    assert [un.nom for un in dispositif.partenaires.all()] == ["Médiathèque"]
    (inscrit,) = ImportReference.objects.all()
    assert (inscrit.genre, inscrit.portee, inscrit.comptes["crees"]) == ("partenaires", "essai", 1)
    assert commande_partenaires.executer(["essai", str(fichier)]) == 1
    assert Partenaire.objects.count() == 2
    assert commande_partenaires.executer(["ailleurs", str(fichier)]) == 2
