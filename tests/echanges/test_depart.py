"""Leaving with everything: the archive, in an empty installation, is the same life."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from maillage.activite.domain.periode import Periode
from maillage.activite.regles import charger_jeu
from maillage.activite.services import resultat_a_jour
from maillage.agenda.models import Evenement
from maillage.bibliotheque.domain.saisie import ClassementFiche, SaisieFiche
from maillage.bibliotheque.models import Fiche, TermeIndexe
from maillage.bibliotheque.services.fiches import creer_fiche
from maillage.cli import main
from maillage.echanges.depart.archive import ArchiveRefusee
from maillage.echanges.depart.plan import DISPOSITIF, modeles_de_la_maison, plan, referentiel
from maillage.echanges.services.depart import exporter_complet, importer_complet
from maillage.parcours.models import Jeune
from maillage.projet.models import ProjetPersonnalise
from maillage.socle.acteur import ActeurSysteme
from maillage.structures.models import Dispositif
from tests.activite.scene import TRIMESTRE, semaine_comptee
from tests.fabriques import (
    AbsenceFactory,
    CommuneFactory,
    EvenementFactory,
    HabilitationFactory,
    PhaseFactory,
    ScolariteFactory,
)

pytestmark = pytest.mark.django_db
ACTEUR = ActeurSysteme("essai")
JOUR = dt.date(2024, 1, 8)


@pytest.fixture
def dispositif() -> Dispositif:
    """A counted week; a young person also followed elsewhere, away everywhere, who lives in a commune (whose key is its code)."""
    scene = semaine_comptee()
    partage = scene.jeunes[0]
    ailleurs = PhaseFactory(jeune=partage).dispositif
    EvenementFactory(dispositif=ailleurs, jeunes=[partage], titre="Ailleurs")
    AbsenceFactory(jeune=partage, dispositif=None)
    ScolariteFactory(jeune=partage)
    Jeune.objects.filter(pk=partage.pk).update(commune=CommuneFactory())
    Evenement.objects.filter(dispositif=scene.dispositif).update(titre="Deux\u2028lignes")
    for jeune in scene.jeunes:
        suite = None
        for numero in (1, 2):
            suite = ProjetPersonnalise.objects.create(
                dispositif=scene.dispositif, jeune=jeune, numero=numero, suite_de=suite, commence_le=JOUR, etat="CLOS"
            )
    return scene.dispositif


def _vider() -> None:
    """An empty installation: the rows of the models that leave are erased, whatever guards them."""
    connection.check_constraints()
    tables = [
        table
        for partant in reversed(plan())
        for table in (
            partant.modele._meta.db_table,
            *(m.remote_field.through._meta.db_table for m in partant.modele._meta.many_to_many),
        )
    ]
    with connection.constraint_checks_disabled(), connection.cursor() as curseur:
        for table in tables:
            _lever(curseur, table)
        for table in tables:
            curseur.execute(f'DELETE FROM "{table}"')


def _lever(curseur: Any, table: str) -> None:
    if connection.vendor == "sqlite":
        curseur.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (nom,) in curseur.fetchall():
            if "chevauche" not in nom:
                curseur.execute(f'DROP TRIGGER "{nom}"')
    else:
        curseur.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')


def test_chaque_modele_de_la_maison_a_sa_place() -> None:
    noms = {modele._meta.label for modele in modeles_de_la_maison()}
    partants, restes = {partant.nom for partant in plan()}, set(referentiel()["restes"])
    assert noms == partants | restes
    assert not partants & restes


def test_chaque_reste_dit_pourquoi() -> None:
    assert all(len(raison) > 10 for raison in referentiel()["restes"].values())


def test_l_archive_reprise_est_la_meme_vie(dispositif: Dispositif) -> None:
    jeu, periode = charger_jeu("aire-2024"), Periode.depuis_libelle(TRIMESTRE)
    avant = resultat_a_jour(dispositif.pk, jeu, periode)["dispositifs"]
    export = exporter_complet(ACTEUR, dispositif)
    sid = transaction.savepoint()
    _vider()
    bilans = importer_complet(ACTEUR, io.BytesIO(export.archive), essai=False)
    assert sum(bilan.crees for bilan in bilans) == sum(export.lignes.values())
    repris = Dispositif.objects.get()
    suites = ProjetPersonnalise.objects.exclude(suite_de=None).select_related("suite_de")
    assert [(s.jeune_id, s.suite_de.jeune_id, s.suite_de.numero) for s in suites] == [
        (s.jeune_id, s.jeune_id, 1) for s in suites
    ]
    assert resultat_a_jour(repris.pk, jeu, periode)["dispositifs"] == avant
    tables = _tables(exporter_complet(ACTEUR, repris).archive)
    attendues = _tables(export.archive)
    for nom in attendues.keys() - {"tables/socle.Trace.jsonl"}:
        assert tables[nom] == attendues[nom], nom
    assert len(tables["tables/socle.Trace.jsonl"]) > len(attendues["tables/socle.Trace.jsonl"]), (
        "le départ et l'arrivée sont au journal"
    )
    transaction.savepoint_rollback(sid)


def _tables(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as lue:
        return {nom: lue.read(nom) for nom in lue.namelist() if nom.startswith("tables/")}


def test_les_fiches_internes_partent_et_celles_du_reseau_restent(dispositif: Dispositif) -> None:
    """Sheet, versions and labels, found again by its words."""
    classement: dict[str, Any] = {"nature": "FICHE", "dimension": "LOGISTIQUE", "themes": ("NUMERIQUE",)}
    for titre, ou in (("Clés du minibus", dispositif.pk), ("Fiche du réseau", None)):
        visibilite = "DISPOSITIF" if ou else "RESEAU"
        lue = ClassementFiche(visibilite=visibilite, dispositif_id=ou, **classement)
        creer_fiche(ACTEUR, SaisieFiche(titre=titre, texte="Elles sont au tableau.", classement=lue))
    export = exporter_complet(ACTEUR, dispositif)
    sid = transaction.savepoint()
    _vider()
    TermeIndexe.objects.all().delete()
    importer_complet(ACTEUR, io.BytesIO(export.archive), essai=False)
    arrivee = Fiche.objects.get()
    assert (arrivee.titre, arrivee.dispositif) == ("Clés du minibus", Dispositif.objects.get())
    assert arrivee.travail.texte == "Elles sont au tableau."
    assert arrivee.travail.classement["dispositif_id"] == arrivee.dispositif_id
    assert {etiquette.code for etiquette in arrivee.etiquettes.all()} >= {"NUMERIQUE"}
    assert arrivee.termes.exists()
    transaction.savepoint_rollback(sid)


def test_rien_d_un_autre_dispositif_ne_part(dispositif: Dispositif) -> None:
    texte = b"".join(_tables(exporter_complet(ACTEUR, dispositif).archive).values()).decode()
    assert "Ailleurs" not in texte
    autre = Dispositif.objects.exclude(pk=dispositif.pk).get()
    assert autre.code not in texte
    assert Jeune.objects.exclude(phases__dispositif=dispositif).count() == 0


def test_une_installation_qui_le_connait_deja_refuse(dispositif: Dispositif) -> None:
    with pytest.raises(ArchiveRefusee, match="déjà dans cette installation"):
        importer_complet(ACTEUR, io.BytesIO(exporter_complet(ACTEUR, dispositif).archive), essai=False)


def _changer(archive: bytes, **membres: bytes | None) -> io.BytesIO:
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as lue, zipfile.ZipFile(sortie, "w") as ecrite:
        for nom in lue.namelist():
            octets = membres.pop(nom, lue.read(nom))
            if octets is not None:
                ecrite.writestr(nom, octets)
        for nom, octets in membres.items():
            ecrite.writestr(nom, octets or b"")
    sortie.seek(0)
    return sortie


@pytest.mark.parametrize(
    ("membres", "mot"),
    [
        ({"../../etc/passwd": b"x"}, "sort de l'archive"),
        ({"tables/agenda.Evenement.jsonl": None}, "absent du manifeste"),
        ({"tables/agenda.Evenement.jsonl": b"{}\n"}, "contenu modifié"),
        ({"manifeste.json": b'{"format": "autre"}'}, "inconnu"),
        ({"manifeste.json": b"{"}, "JSON illisible"),
        ({"tables/inventee.jsonl": b""}, "absent du manifeste"),
    ],
)
def test_une_archive_piegee_est_refusee(dispositif: Dispositif, membres: dict[str, bytes | None], mot: str) -> None:
    archive = exporter_complet(ACTEUR, dispositif).archive
    nombre = Dispositif.objects.count()
    with pytest.raises(ArchiveRefusee, match=mot):
        importer_complet(ACTEUR, _changer(archive, **dict(membres)), essai=False)
    assert Dispositif.objects.count() == nombre


def test_une_archive_tronquee_ou_gonflee_est_refusee(dispositif: Dispositif) -> None:
    archive = exporter_complet(ACTEUR, dispositif).archive
    with pytest.raises(ArchiveRefusee, match="archive zip entière"):
        importer_complet(ACTEUR, io.BytesIO(archive[: len(archive) // 2]), essai=False)
    bombe = io.BytesIO()
    with zipfile.ZipFile(bombe, "w", zipfile.ZIP_DEFLATED) as ecrite:
        ecrite.writestr("manifeste.json", b"0" * (10**8 + 1))
    bombe.seek(0)
    with pytest.raises(ArchiveRefusee, match="gonflé"):
        importer_complet(ACTEUR, bombe, essai=False)


def test_la_commande_ecrit_et_refuse_en_mots(
    dispositif: Dispositif, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sortie = tmp_path / "tout.zip"
    assert main(["exporter", "complet", "--dispositif", dispositif.code, "--sortie", str(sortie)]) == 0
    assert main(["importer", "complet", str(sortie), "--essai"]) == 2
    assert "tout.zip:0:manifeste.json" in capsys.readouterr().err
    sortie.write_bytes(b"rien")
    assert main(["importer", "complet", str(sortie)]) == 2


def test_la_direction_telecharge_tout_et_le_journal_le_dit(client: Client, dispositif: Dispositif) -> None:
    client.force_login(HabilitationFactory(role="DIRECTION", dispositif=dispositif).utilisateur)
    page = client.get(reverse("echanges:depart", args=[dispositif.code]))
    assert "tout ce qui concerne votre dispositif" in page.content.decode().lower()
    reponse = client.post(reverse("echanges:depart", args=[dispositif.code]))
    with zipfile.ZipFile(io.BytesIO(reponse.getvalue())) as lue:
        manifeste = json.loads(lue.read("manifeste.json"))
    assert manifeste["dispositif"] == dispositif.code
    assert DISPOSITIF in manifeste["lignes"]
