"""Absences handled in one gesture, those declared and those noted without a reason; who is called."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.agenda import selectors, services
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.presences import ExceptionPresence
from maillage.agenda.models import Absence, ContactAppel, MotifLocal
from maillage.agenda.selectors import FiltresAbsences
from maillage.agenda.services import SaisieContact, Traitement
from maillage.socle.models import VersionFaits
from tests.fabriques import AbsenceFactory, DispositifFactory, EvenementFactory, JeuneFactory

HIER = dt.timedelta(days=1)
MAMAN = SaisieContact(nom="Claude Inventée", telephone="05 00 00 00 00", qualite="Mère")


def _absence(lieu, avant: dt.timedelta = HIER, jeune=None, **champs) -> Absence:
    debut = timezone.now() - avant
    valeurs = {"debut": debut, "fin": debut + dt.timedelta(hours=3), "dispositif": lieu.dispositif, **champs}
    return AbsenceFactory(jeune=jeune or lieu.noa, **valeurs)


def _note_absent(lieu, systeme, **champs):
    debut = timezone.now() - HIER
    evenement = EvenementFactory(
        dispositif=lieu.dispositif,
        debut=debut,
        fin=debut + dt.timedelta(hours=1),
        jeunes=[lieu.sacha],
        statut="PLANIFIE",
        **champs,
    )
    services.noter_presence(
        systeme,
        lieu.dispositif,
        identifiant=evenement.identifiant,
        jeune="SACHA",
        exception=ExceptionPresence("ABSENT"),
    )
    evenement.refresh_from_db()
    return evenement


def _lignes(lieu, systeme, **filtres) -> list[selectors.LigneAbsence]:
    page = selectors.lister_absences(systeme, lieu.dispositif, FiltresAbsences(**filtres))
    return selectors.lignes_absences(lieu.dispositif, list(page))


def test_traiter_dit_le_motif_le_justificatif_et_l_appel_et_s_annule(lieu, systeme) -> None:
    absence = _absence(lieu)
    avant = VersionFaits.objects.filter(dispositif_id=lieu.dispositif.pk).first()
    fait = services.traiter_absence(
        systeme,
        lieu.dispositif,
        absence_id=absence.pk,
        traitement=Traitement("FAMILLE", justificatif="RECU", rappel_fait=True),
        version=1,
    )
    absence.refresh_from_db()
    assert (absence.motif, absence.justificatif, absence.version) == ("FAMILLE", "RECU", 2)
    assert absence.rappel_le is not None
    assert absence.traitee_le is not None
    apres = VersionFaits.objects.get(dispositif_id=lieu.dispositif.pk).numero
    assert apres > (avant.numero if avant else 0)
    assert _lignes(lieu, systeme) == []
    assert len(_lignes(lieu, systeme, etat="traitees")) == 1
    services.defaire(systeme, lieu.dispositif, jeton=fait.jeton)
    assert len(_lignes(lieu, systeme)) == 1


def test_rouvrir_la_remet_a_traiter(lieu, systeme) -> None:
    absence = _absence(lieu, traitee_le=timezone.now())
    services.rouvrir_absence(systeme, lieu.dispositif, absence_id=absence.pk, version=1)
    assert [ligne.absence.pk for ligne in _lignes(lieu, systeme)] == [absence.pk]


def test_un_absent_sans_motif_est_dans_la_meme_liste_et_se_traite_de_meme(lieu, systeme) -> None:
    evenement = _note_absent(lieu, systeme)
    declaree = _absence(lieu, dt.timedelta(days=2))
    lignes = _lignes(lieu, systeme)
    assert [(ligne.nature, ligne.jeune) for ligne in lignes] == [("presence", "SACHA"), ("absence", "NOA")]
    services.traiter_presence(
        systeme,
        lieu.dispositif,
        identifiant=evenement.identifiant,
        jeune="SACHA",
        traitement=Traitement("MALADIE"),
        version=evenement.version,
    )
    ecrite = Absence.objects.exclude(pk=declaree.pk).get()
    assert (ecrite.jeune, ecrite.debut, ecrite.motif) == (lieu.sacha, evenement.debut, "MALADIE")
    assert ecrite.traitee_le is not None
    assert [ligne.jeune for ligne in _lignes(lieu, systeme)] == ["NOA"]


def test_un_motif_de_l_etablissement_compte_comme_le_national(lieu, systeme) -> None:
    grippe = MotifLocal.objects.create(dispositif=lieu.dispositif, libelle="Grippe", motif="MALADIE")
    ailleurs = MotifLocal.objects.create(dispositif=DispositifFactory(), libelle="Grippe", motif="MALADIE")
    absence = _absence(lieu, motif="AUTRE")
    traiter = {"absence_id": absence.pk, "version": 1}
    for faux in (Traitement("MALADIE", ailleurs.pk), Traitement("STAGE", grippe.pk), Traitement("SIESTE")):
        with pytest.raises(ErreurAgenda):
            services.traiter_absence(systeme, lieu.dispositif, traitement=faux, **traiter)
    services.traiter_absence(systeme, lieu.dispositif, traitement=Traitement("MALADIE", grippe.pk), **traiter)
    absence.refresh_from_db()
    assert (absence.motif, absence.motif_en_mots) == ("MALADIE", "Grippe")
    (ligne,) = selectors.absences_pour_le_compte(
        lieu.dispositif.pk, timezone.localdate() - HIER * 2, timezone.localdate()
    )
    assert ligne[-1] == "MALADIE"


def test_une_page_perimee_est_refusee(lieu, systeme) -> None:
    absence = _absence(lieu, version=4)
    with pytest.raises(ErreurAgenda, match="entre-temps"):
        services.traiter_absence(
            systeme, lieu.dispositif, absence_id=absence.pk, traitement=Traitement("STAGE"), version=3
        )


def test_qui_lit_ne_traite_pas_et_une_presence_changee_n_est_plus_a_traiter(lieu, systeme, lecteur) -> None:
    absence = _absence(lieu)
    with pytest.raises(PermissionDenied):
        services.traiter_absence(
            lecteur(), lieu.dispositif, absence_id=absence.pk, traitement=Traitement("STAGE"), version=1
        )
    evenement = EvenementFactory(dispositif=lieu.dispositif, jeunes=[lieu.sacha])
    with pytest.raises(Introuvable):
        services.traiter_presence(
            systeme,
            lieu.dispositif,
            identifiant=evenement.identifiant,
            jeune="SACHA",
            traitement=Traitement("STAGE"),
            version=1,
        )


def test_une_absence_ancienne_ou_a_venir_n_est_pas_a_traiter(lieu, systeme) -> None:
    _absence(lieu, dt.timedelta(days=60))
    _absence(lieu, -dt.timedelta(days=3))
    assert _lignes(lieu, systeme) == []
    assert selectors.compter_a_traiter(systeme, lieu.dispositif) == 0
    assert len(_lignes(lieu, systeme, etat="toutes")) == 2


def test_la_ligne_dit_qui_appeler_et_ce_qu_elle_touche(lieu, systeme) -> None:
    absence = _absence(lieu)
    for categorie in ("TRANSPORT", "DIRECT_JEUNE"):
        EvenementFactory(
            dispositif=lieu.dispositif, debut=absence.debut, fin=absence.fin, categorie=categorie, jeunes=[lieu.noa]
        )
    EvenementFactory(dispositif=lieu.dispositif, debut=absence.debut, fin=absence.fin, jeunes=[lieu.sacha])
    services.ajouter_contact(systeme, lieu.dispositif, jeune_id=lieu.noa.pk, saisie=MAMAN)
    (ligne,) = _lignes(lieu, systeme)
    assert (len(ligne.touches), len(ligne.tournees), ligne.minutes) == (2, 1, 360)
    assert [contact.nom for contact in ligne.contacts] == ["Claude Inventée"]


def test_les_contacts_sont_ranges_et_propres_au_dispositif(lieu, systeme) -> None:
    second = services.ajouter_contact(
        systeme, lieu.dispositif, jeune_id=lieu.noa.pk, saisie=SaisieContact("Second", "05 11 11 11 11", rang=2)
    ).objet
    services.ajouter_contact(systeme, lieu.dispositif, jeune_id=lieu.noa.pk, saisie=MAMAN)
    contacts = selectors.contacts_par_jeune(lieu.dispositif.pk, [lieu.noa.pk])[lieu.noa.pk]
    assert [contact.nom for contact in contacts] == ["Claude Inventée", "Second"]
    ailleurs = DispositifFactory()
    assert selectors.contacts_par_jeune(ailleurs.pk, [lieu.noa.pk]) == {}
    with pytest.raises(Introuvable):
        services.retirer_contact(systeme, ailleurs, contact_id=second.pk)
    with pytest.raises(Introuvable):
        services.ajouter_contact(systeme, lieu.dispositif, jeune_id=JeuneFactory().pk, saisie=MAMAN)
    with pytest.raises(ErreurAgenda, match="entre-temps"):
        services.modifier_contact(systeme, lieu.dispositif, contact_id=second.pk, saisie=MAMAN, version=7)
    retire = services.retirer_contact(systeme, lieu.dispositif, contact_id=second.pk)
    services.defaire(systeme, lieu.dispositif, jeton=retire.jeton)
    assert ContactAppel.objects.count() == 2


def test_la_liste_demande_autant_de_requetes_pour_une_ligne_et_pour_six(lieu, systeme) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as lues:
            _lignes(lieu, systeme)
        return len(lues)

    _absence(lieu)
    _note_absent(lieu, systeme)
    une = requetes()
    for rang in range(5):
        _absence(lieu, dt.timedelta(days=3 + rang), jeune=lieu.sacha)
        services.ajouter_contact(systeme, lieu.dispositif, jeune_id=lieu.sacha.pk, saisie=MAMAN)
    assert requetes() == une
