"""Catalogue, needs, sessions with their groups, hours from the sign-ins, the evaluation at three months without a name."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from maillage.formations import selectors, services
from maillage.formations.domain.erreurs import ErreurFormation
from maillage.formations.models import EvaluationDistance, SessionFormation
from maillage.formations.selectors.bilan import chiffres
from maillage.formations.selectors.chiffres import compter
from maillage.formations.selectors.contacts import contacts
from maillage.formations.selectors.echeances import echeances
from maillage.formations.selectors.recherche import chercher
from maillage.rencontres.services import annoncer_rencontre
from maillage.socle.courriel.models import Courriel
from tests.formations.conftest import JOUR, NEUF, SYSTEME, Scene

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
D = dt.date
ANNEE = {"debut": D(2026, 1, 1), "fin": D(2026, 12, 31)}


def test_une_formation_s_ecrit_se_retire_et_refuse_une_page_ancienne(scene: Scene) -> None:
    formation = scene.formation()
    champs = {"titre": "Autre", "thematique": "FAMILLES", "objectifs": "x", "public": "", "heures": 6}
    services.ecrire_formation(SYSTEME, formation, champs, version=1)
    with pytest.raises(ErreurFormation, match="Quelqu'un d'autre"):
        services.ecrire_formation(SYSTEME, formation, champs, version=1)
    with pytest.raises(PermissionDenied):
        services.retirer_formation(scene.acteur(scene.directrice), formation)
    services.retirer_formation(SYSTEME, formation)
    assert selectors.formations_offertes() == []
    formation.refresh_from_db()
    with pytest.raises(ErreurFormation, match="plus au catalogue"):
        scene.session(formation)
    assert services.remettre_formation(SYSTEME, formation).retiree_le is None
    assert [r.libelle for r in chercher(scene.acteur(scene.directrice), "autre", maximum=5)] == ["Autre"]


def test_un_besoin_se_dit_chez_soi_se_modifie_et_s_ecarte_avec_sa_raison(scene: Scene) -> None:
    directrice, voisine = scene.acteur(scene.directrice), scene.acteur(scene.voisine)
    formation = scene.formation(thematique="FAMILLES")
    champs = {"thematique": "AUTRE", "formation": formation, "metier": "MEDECIN", "nombre": 2, "priorite": "2"}
    besoin = services.exprimer_besoin(directrice, {**champs, "dispositif": scene.dispositif, "souhait": ""})
    assert besoin.thematique == "FAMILLES"
    with pytest.raises(PermissionDenied):
        services.exprimer_besoin(voisine, {**champs, "dispositif": scene.dispositif, "souhait": ""})
    assert selectors.besoin_par_identifiant(voisine, besoin.identifiant) is None
    services.modifier_besoin(directrice, besoin, {"formation": None, "thematique": "AUTRE", "nombre": 4})
    with pytest.raises(ErreurFormation, match="Dites pourquoi"):
        services.ecarter_besoin(SYSTEME, besoin, motif=" ")
    services.ecarter_besoin(SYSTEME, besoin, motif="Hors mission")
    with pytest.raises(ErreurFormation, match="écarté"):
        services.retirer_besoin(directrice, besoin)
    assert services.rouvrir_besoin(SYSTEME, besoin).motif == ""
    services.retirer_besoin(directrice, besoin)
    assert selectors.lister_besoins(SYSTEME, selectors.FiltresBesoins()).count() == 0


def test_les_besoins_se_regroupent_puis_ouvrent_une_session(scene: Scene) -> None:
    formation = scene.formation()
    ici = scene.besoin(formation=formation)
    la = scene.besoin(formation=formation, dispositif=scene.autre, nombre=5, priorite="3")
    scene.besoin(thematique="FAMILLES", nombre=2)
    premier, second = selectors.regroupements(SYSTEME)
    assert (premier.personnes, premier.dispositifs, premier.departements, premier.urgents) == (8, 2, ("31", "34"), 1)
    assert second.formation is None
    session = scene.session(formation, besoins=[ici.pk, la.pk])
    assert session.rencontre.nature == "FORMATION"
    assert selectors.personnes_attendues([session]) == {session.pk: 8}
    assert len(selectors.regroupements(SYSTEME)) == 1
    services.reprendre_besoins(SYSTEME, session, besoins=[la.pk])
    ici.refresh_from_db()
    assert (ici.etat, ici.session) == ("EXPRIME", None)


def test_un_refus_de_la_rencontre_n_ecrit_rien(scene: Scene) -> None:
    with pytest.raises(ErreurFormation, match="fin précède") as refus:
        scene.session(jours=[(JOUR, NEUF, dt.time(8))])
    assert refus.value.champ == "fin_1"
    assert not SessionFormation.objects.exists()
    with pytest.raises(PermissionDenied):
        services.ouvrir_session(scene.acteur(scene.directrice), scene.formation(), {}, ({}, []))


def test_le_dispositif_doit_inscrire_ceux_qu_il_a_annonces(scene: Scene) -> None:
    besoin = scene.besoin()
    session = scene.session(besoins=[besoin.pk], champs={"inscriptions_jusqu_au": D(2026, 3, 10)})
    directrice = scene.acteur(scene.directrice)
    assert echeances(directrice, scene.dispositif, le=JOUR) == []
    annoncer_rencontre(SYSTEME, session.rencontre)
    [due] = echeances(directrice, scene.dispositif, le=JOUR)
    assert due.acte == "Inscrire 3 personnes : Coordonner, printemps"
    assert echeances(scene.acteur(scene.voisine), scene.dispositif, le=JOUR) == []
    scene.venir(session, 1)
    assert echeances(directrice, scene.dispositif, le=JOUR) == []


def test_heures_et_jours_viennent_des_emargements(scene: Scene) -> None:
    session = scene.session()
    scene.venir(session, 6)
    scene.venir(session, 2, scene.autre, prefixe="Q")
    presences = selectors.presences_de(scene.acteur(scene.alix), session)
    assert len(presences) == 8
    assert {(p.heures, p.jours) for p in presences} == {(Decimal("6.5"), 1)}
    assert len(selectors.presences_de(scene.acteur(scene.directrice), session)) == 6
    lus = compter(ANNEE["debut"], ANNEE["fin"], le=JOUR)
    assert (lus.sessions, lus.groupes, lus.jours, lus.heures, lus.personnes) == (1, 1, 1, Decimal("6.5"), 8)
    assert lus.heures_suivies == Decimal("52.0")
    assert [ligne.personnes for ligne in lus.departements] == [None, None]
    assert {ligne.cle: ligne.personnes for ligne in lus.formations} == {"Coordonner les parcours": 8}
    assert compter(D(2025, 1, 1), D(2025, 12, 31), le=JOUR).personnes == 0
    bilan = {c.code: c.valeur for c in chiffres(**ANNEE)}
    assert (bilan["formations.jours"], bilan["formations.personnes"]) == (1, 8)
    vus = contacts(**ANNEE)
    assert [(c.dispositif_id, c.nature) for c in vus] == [
        (scene.dispositif.pk, "Formation"),
        (scene.autre.pk, "Formation"),
    ]


def test_l_evaluation_a_trois_mois_ne_va_qu_a_qui_est_d_accord(scene: Scene) -> None:
    session = scene.session()
    inscrites = scene.venir(session, 6)
    with pytest.raises(ErreurFormation, match="pas encore finie"):
        services.demander_suite(SYSTEME, session)
    inscrites[2].courriel = ""
    inscrites[2].save()
    services.noter_accords(SYSTEME, session, inscriptions=[une.pk for une in inscrites[:3]])
    Courriel.objects.all().delete()
    assert services.demander_les_suites(SYSTEME, le=D(2026, 6, 10)) == 0
    with time_machine.travel(dt.datetime(2026, 6, 11, 9, tzinfo=dt.UTC), tick=False):
        assert services.demander_les_suites(SYSTEME, le=D(2026, 6, 11)) == 2
        assert services.demander_les_suites(SYSTEME, le=D(2026, 6, 11)) == 0
    courriels = Courriel.objects.filter(gabarit="formations/suite")
    assert {c.destinataire for c in courriels} == {"p0@exemple.test", "p1@exemple.test"}
    assert all("P0" not in c.texte for c in courriels)


def test_la_reponse_ne_garde_ni_nom_ni_moment_et_attend_le_plancher(scene: Scene) -> None:
    session = scene.session()
    inscrites = scene.venir(session, 6)
    services.noter_accords(SYSTEME, session, inscriptions=[une.pk for une in inscrites])
    accords = list(session.accords.all())
    for rang, accord in enumerate(accords[:4]):
        services.repondre_suite(accord, note=4, texte=f"Mot {rang}")
    with pytest.raises(ErreurFormation, match="déjà enregistrée"):
        services.repondre_suite(accords[0], note=1, texte="")
    ferme = selectors.resultat_a_distance(session, le=JOUR)
    assert (ferme.ouvert, ferme.reponses, ferme.moyenne, ferme.textes) == (False, 4, None, ())
    services.repondre_suite(accords[4], note=2, texte="")
    ouvert = selectors.resultat_a_distance(session, le=JOUR)
    assert (ouvert.moyenne, ouvert.notes, len(ouvert.textes)) == (Decimal("3.6"), (0, 1, 0, 4, 0), 4)
    champs = {champ.name for champ in EvaluationDistance._meta.get_fields()}
    assert champs == {"cle", "session", "note", "texte"}
    assert services.noter_accords(SYSTEME, session, inscriptions=[]) == 0
    assert session.accords.count() == 5
    with time_machine.travel(dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC), tick=False):
        assert not services.ouverte(accords[0], le=D(2026, 9, 1))
