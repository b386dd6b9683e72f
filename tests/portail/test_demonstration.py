"""The demonstration region: invented, coherent, one account per role, no one in two places."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from maillage.portail.demonstration.carnet import AGENDAS_PARTAGES, DOUBLE_SAISIE
from maillage.portail.demonstration.chargement import Contenu, contenu_de_la_base
from maillage.portail.demonstration.comptes import MOT_DE_PASSE, ROLES_PROFESSIONNELS, courriel
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.retours import semer_retour
from maillage.portail.demonstration.terrain import SOURCE
from maillage.socle.acteur import ActeurSysteme
from tests.conftest import exiger_partage
from tests.portail.demonstration import AUJOURD_HUI, PETITE, charge_puis_oublie, modele

pytestmark = pytest.mark.django_db
DOUBLES_VOULUS = (AGENDAS_PARTAGES, DOUBLE_SAISIE, SOURCE)


@pytest.fixture(scope="module", autouse=True)
def region(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    with django_db_blocker.unblock(), charge_puis_oublie(PETITE) as lignes:
        yield lignes


def test_la_petite_region_a_deux_dispositifs_et_tous_leurs_faits(region: int) -> None:
    assert modele("structures.Dispositif").count() == 2
    assert region > 10_000
    types = set(modele("parcours.Phase").values_list("type", flat=True))
    assert types == {"PRE_ADMISSION", "ACCOMPAGNEMENT", "SUIVI_POST_SORTIE", "PONCTUEL"}
    for nom in ("parcours.Scolarite", "parcours.Complexite", "parcours.Demande", "structures.Partenaire"):
        assert modele(nom).exists(), nom
    assert set(modele("parcours.PeriodeModalite").values_list("modalite", flat=True)) == {"AJ", "AN", "PMO"}


def test_l_agenda_dit_toutes_les_categories_et_tous_les_etats() -> None:
    evenements = modele("agenda.Evenement")
    assert set(evenements.values_list("categorie", flat=True)) == {
        "DIRECT_JEUNE",
        "DIRECT_ENTOURAGE",
        "INDIRECT",
        "TRANSPORT",
    }
    assert set(evenements.values_list("statut", flat=True)) == {"PLANIFIE", "REALISE", "ANNULE"}
    assert evenements.filter(statut="PLANIFIE", debut__date__lt=AUJOURD_HUI).exists()
    assert not evenements.filter(statut="REALISE", debut__date__gte=AUJOURD_HUI).exists()
    assert not evenements.filter(statut="REALISE", confirme_le=None).exists()
    assert modele("agenda.Absence").values("motif").distinct().count() > 3


def test_les_etablissements_ont_des_numeros_inventes() -> None:
    finess = list(modele("structures.Etablissement").values_list("finess", flat=True))
    finess += list(modele("structures.OrganismeGestionnaire").values_list("finess", flat=True))
    assert all(re.fullmatch(r"99\d{7}", numero) for numero in finess)
    assert len(finess) == len(set(finess))


def test_aucun_nom_d_etablissement_reel_n_apparait() -> None:
    chemin = exiger_partage("data", "etablissements_occitanie.csv.gz")
    with gzip.open(chemin, "rt", encoding="utf-8") as fichier:
        reels = {ligne["rs"].casefold() for ligne in csv.DictReader(fichier)}
    for nom_modele in ("structures.Etablissement", "structures.Dispositif", "structures.OrganismeGestionnaire"):
        for nom in modele(nom_modele).values_list("nom", flat=True):
            propre = nom.split(" ", 1)[1].casefold()
            assert not any(propre in reel for reel in reels), nom


def test_chaque_role_a_son_compte_de_demonstration() -> None:
    comptes = {compte.email: compte for compte in modele("comptes.Utilisateur").all()}
    assert {courriel(role.code) for role in ROLES_PROFESSIONNELS} <= set(comptes)
    invites = [compte for compte in comptes.values() if not compte.demonstration]
    assert not any(compte.has_usable_password() for compte in invites)
    ouverts = [compte for compte in comptes.values() if compte.demonstration]
    assert all(compte.check_password(MOT_DE_PASSE) for compte in ouverts)
    assert comptes[courriel("PROFESSIONNEL")].professionnel_id is not None
    assert modele("comptes.Habilitation").count() == len(ROLES_PROFESSIONNELS)


def test_personne_n_est_a_deux_endroits_a_la_fois() -> None:
    """But the doubles planted on purpose, told by their source."""
    lignes = (
        modele("agenda.ParticipationJeune")
        .exclude(evenement__source__in=DOUBLES_VOULUS)
        .order_by("evenement__debut")
        .values_list("jeune_id", "evenement__debut", "evenement__fin")
    )
    journees: dict[int, list[tuple[Any, Any]]] = defaultdict(list)
    for jeune, debut, fin in lignes:
        journees[jeune].append((debut, fin))
    assert journees
    for jeune, suite in journees.items():
        for (_, fin), (debut, _) in pairwise(suite):
            assert fin <= debut, f"jeune {jeune} à {debut}"


def test_les_memes_rendez_vous_sont_dans_deux_agendas() -> None:
    partages = (
        modele("agenda.Evenement")
        .filter(source=AGENDAS_PARTAGES)
        .values("source_ref", "debut")
        .annotate(fois=Count("pk"))
    )
    assert {partage["fois"] for partage in partages} == {2}


def test_les_durees_sont_positives_sauf_le_cas_voulu() -> None:
    (nul,) = modele("agenda.Evenement").filter(fin__lte=F("debut"))
    assert nul.source == SOURCE


def test_la_base_sait_ce_qu_elle_contient() -> None:
    assert contenu_de_la_base(PETITE) is Contenu.MEME_DEMONSTRATION
    autre = Reglages(aujourd_hui=AUJOURD_HUI, graine=8, taille="petite")
    assert contenu_de_la_base(autre) is Contenu.AUTRE_DEMONSTRATION


def test_le_premier_dispositif_a_encore_son_retour_a_faire() -> None:
    retours = modele("activite.RetourTrimestriel")
    premier, second = modele("structures.Dispositif").order_by("pk")
    assert list(retours.values_list("dispositif_id", "periode", "regles", "etat")) == [
        (second.pk, str(PETITE.dernier_trimestre), "aire-2024", "TRANSMIS")
    ]
    assert not retours.filter(dispositif=premier).exists()


def test_le_bilan_en_cours_compte_le_retour_fait_apres_le_chargement() -> None:
    bilan = modele("reseau.BilanReseau").get(etat="BROUILLON")
    transmis = modele("activite.RetourTrimestriel").get(etat="TRANSMIS").transmis_le
    assert bilan.chiffres_au > transmis
    dans_l_annee = bilan.debut <= timezone.localdate(transmis) <= bilan.fin
    assert bilan.chiffres.get(code="activite.retours").valeur == int(dans_l_annee)
    assert (bilan.version, bilan.sections.filter(texte__contains="activite.retours").exists()) == (2, True)


def test_les_questions_du_comop_sont_des_reponses_de_la_faq_avec_leur_statut() -> None:
    textes = modele("rencontres.QuestionAutorite").filter(rencontre__etat="TENUE").values("texte")
    statuts = modele("bibliotheque.ReponseFaq").filter(question__texte__in=textes).values_list("statut", flat=True)
    assert sorted(statuts) == ["OFFICIELLE", "PROVISOIRE"]


def test_un_retour_sur_huit_attend() -> None:
    dispositif = modele("structures.Dispositif").order_by("pk").last()
    retours = modele("activite.RetourTrimestriel")
    for rang, etat in ((5, "BROUILLON"), (13, "VALIDE"), (14, "TRANSMIS")):
        with transaction.atomic():
            retours.filter(dispositif=dispositif).delete()
            semer_retour(ActeurSysteme("essai"), dispositif.pk, rang, PETITE)
            assert retours.get(dispositif=dispositif).etat == etat
            transaction.set_rollback(True)


def test_le_premier_dispositif_a_des_series_chaque_semaine() -> None:
    series = modele("agenda.Serie").annotate(dates=Count("evenements"))
    assert series.exists()
    for serie in series:
        assert serie.dates > 20
        assert serie.regle.startswith("FREQ=WEEKLY;BYDAY=")
