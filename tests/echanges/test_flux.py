"""Feeds: who may give which, what they show, and that a wrong address tells nothing."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import pytest
import recurring_ical_events
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from maillage.agenda import services as agenda
from maillage.agenda.domain.etat import SaisieEvenement
from maillage.agenda.models import Evenement, Reservation, Ressource
from maillage.agenda.selectors import agenda_nomme
from maillage.comptes.acteur import ActeurUtilisateur
from maillage.comptes.models import Habilitation
from maillage.comptes.selectors import acteur_de
from maillage.echanges import services
from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.models import FluxAgenda
from maillage.echanges.selectors import empreinte_du_jeton
from maillage.echanges.views import publiques
from maillage.socle.models import Trace
from tests.activite.scene import Scene, semaine_comptee
from tests.fabriques import AffectationFactory, EvenementFactory, HabilitationFactory, UniteFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
ADRESSE = re.compile(r'value="[^"]*(/flux/[^"]+\.ics)"')


@dataclass
class Monde:
    scene: Scene
    utilisateur: Any
    client: Client

    @property
    def acteur(self) -> ActeurUtilisateur:
        return acteur_de(self.utilisateur, le=timezone.localdate())

    def agenda(self, mot: str) -> Any:
        return agenda_nomme(self.acteur, self.scene.dispositif, mot, le=timezone.localdate())

    def page(self, nom: str = "flux", *arguments: str) -> str:
        return reverse(f"echanges:{nom}", args=[self.scene.dispositif.code, *arguments])

    @property
    def mien(self) -> str:
        return f"pro-{self.scene.professionnel.identifiant}"

    @property
    def jeune(self) -> str:
        return f"jeune-{self.scene.jeunes[0].identifiant}"

    def creer(self, mot: str, **options: Any) -> tuple[FluxAgenda, str]:
        flux, jeton = services.creer_flux(self.acteur, self.scene.dispositif, self.agenda(mot), **options)
        return flux, reverse("echanges:calendrier", args=[jeton])


def entrer(utilisateur: Any) -> Client:
    client = Client()
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def monde() -> Monde:
    """A professional with an événement next week, full of words that must not come out."""
    scene = semaine_comptee()
    debut = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + dt.timedelta(days=7)
    EvenementFactory(
        dispositif=scene.dispositif,
        titre="Bilan psychologique de Sacha",
        lieu="Hôpital inventé",
        debut=debut,
        fin=debut + dt.timedelta(hours=1),
        statut="PLANIFIE",
        jeunes=scene.jeunes[:1],
        pros=[scene.professionnel],
    )
    utilisateur = UtilisateurFactory(professionnel=scene.professionnel)
    HabilitationFactory(utilisateur=utilisateur, role="PROFESSIONNEL", dispositif=scene.dispositif)
    return Monde(scene, utilisateur, entrer(utilisateur))


def evenements(reponse: Any) -> list[Any]:
    assert reponse.status_code == 200
    return list(Calendar.from_ical(reponse.content).walk("VEVENT"))


def test_la_page_montre_l_adresse_une_seule_fois(monde: Monde) -> None:
    reponse = monde.client.post(monde.page(), {"agenda": monde.jeune})
    chemin = ADRESSE.search(reponse.content.decode())
    assert chemin
    assert "no-store" in reponse["Cache-Control"]
    lu = Client().get(chemin[1])
    assert (lu["Content-Type"], len(evenements(lu))) == ("text/calendar; charset=utf-8", 1)
    assert not ADRESSE.search(monde.client.get(monde.page()).content.decode())


def test_le_jeton_n_est_garde_nulle_part(monde: Monde) -> None:
    flux, chemin = monde.creer(monde.mien)
    jeton = chemin.rpartition("/")[2].removesuffix(".ics")
    assert len(jeton) >= 32
    assert flux.empreinte == empreinte_du_jeton(jeton)
    with connection.cursor() as curseur:
        for table in ("echanges_fluxagenda", "socle_trace"):
            curseur.execute(f"SELECT * FROM {table}")
            assert jeton not in str(curseur.fetchall())


def test_les_titres_sont_neutres_par_defaut(monde: Monde) -> None:
    for mot in (monde.mien, monde.jeune):
        lu = Client().get(monde.creer(mot)[1])
        texte = lu.content.decode()
        [evenement] = evenements(lu)
        assert str(evenement["SUMMARY"]) == "Rendez-vous"
        for secret in ("psychologique", "Sacha", "Hôpital", monde.scene.jeunes[0].nom, monde.scene.professionnel.nom):
            assert secret not in texte


def test_seul_son_propre_agenda_sort_avec_ses_titres(monde: Monde) -> None:
    [evenement] = evenements(Client().get(monde.creer(monde.mien, titres_complets=True)[1]))
    assert str(evenement["SUMMARY"]) == "Bilan psychologique de Sacha"
    assert "Hôpital inventé" in str(evenement["LOCATION"])
    with pytest.raises(ErreurEchange):
        monde.creer(monde.jeune, titres_complets=True)
    reponse = monde.client.post(monde.page(), {"agenda": monde.jeune, "titres_complets": "on"})
    assert reponse.status_code == 422
    assert "titres_complets" in reponse.context["form"].errors


def test_un_vehicule_ne_montre_que_ses_reservations_et_rien_de_qui_le_prend(monde: Monde) -> None:
    vehicule = Ressource.objects.create(dispositif=monde.scene.dispositif, nature="VEHICULE", nom="Minibus inventé")
    assert evenements(Client().get(monde.creer(f"ressource-{vehicule.identifiant}")[1])) == []
    prise = Evenement.objects.get(titre="Bilan psychologique de Sacha")
    Reservation.objects.create(evenement=prise, ressource=vehicule)
    lu = Client().get(monde.creer(f"ressource-{vehicule.identifiant}")[1])
    assert [str(evenement["SUMMARY"]) for evenement in evenements(lu)] == ["Rendez-vous"]
    assert "Sacha" not in lu.content.decode()


def test_nul_n_ouvre_l_agenda_d_un_collegue_ni_celui_de_tous(monde: Monde) -> None:
    collegue = AffectationFactory(dispositif=monde.scene.dispositif).professionnel
    for mot in (f"pro-{collegue.identifiant}", "tous"):
        with pytest.raises(ErreurEchange):
            monde.creer(mot)
        assert monde.client.post(monde.page(), {"agenda": mot}).status_code == 422
    assert not FluxAgenda.objects.exists()


def test_l_agenda_d_une_unite_s_ouvre(monde: Monde) -> None:
    unite = UniteFactory(dispositif=monde.scene.dispositif)
    debut = timezone.now() + dt.timedelta(days=1)
    EvenementFactory(
        dispositif=monde.scene.dispositif, unite=unite, debut=debut, fin=debut + dt.timedelta(hours=1), statut="ANNULE"
    )
    [evenement] = evenements(Client().get(monde.creer(f"unite-{unite.pk}")[1]))
    assert str(evenement["STATUS"]) == "CANCELLED"


@pytest.mark.une_base
def test_une_serie_et_ses_exceptions_se_relisent_pareil_dans_deux_bibliotheques(monde: Monde) -> None:
    """Six weeks, one cancelled, one moved: whoever reads sees the six, at the hours of the ledger, without a rule to interpret."""
    premier = timezone.localdate() + dt.timedelta(days=14)
    saisie = SaisieEvenement(
        debut=dt.datetime.combine(premier, dt.time(14)),
        fin=dt.datetime.combine(premier, dt.time(15)),
        categorie="DIRECT_JEUNE",
        jeunes=frozenset({monde.scene.jeunes[0].pk}),
    )
    jusqu_au = premier + dt.timedelta(days=35)
    regle = "FREQ=WEEKLY"
    serie = agenda.creer_serie(monde.acteur, monde.scene.dispositif, saisie=saisie, regle=regle, jusqu_au=jusqu_au)
    siens = list(serie.objet.evenements.order_by("debut"))
    agenda.annuler_evenement(monde.acteur, monde.scene.dispositif, identifiant=siens[1].identifiant)
    Evenement.objects.filter(pk=siens[2].pk).update(
        debut=siens[2].debut + dt.timedelta(days=1), fin=siens[2].fin + dt.timedelta(days=1)
    )
    attendus = {
        f"{e.identifiant}@maillage": (e.debut.timestamp(), e.statut == "ANNULE") for e in serie.objet.evenements.all()
    }
    _, adresse = monde.creer(monde.jeune)
    contenu = Client().get(adresse).content
    assert b"RRULE" not in contenu.split(b"END:VTIMEZONE")[1]
    lus = {str(e["UID"]): e for e in Calendar.from_ical(contenu).walk("VEVENT")}
    relus = {cle: (lus[cle].start.timestamp(), lus[cle]["STATUS"] == "CANCELLED") for cle in attendus}
    fenetre = recurring_ical_events.of(Calendar.from_ical(contenu)).between(premier, jusqu_au + dt.timedelta(days=3))
    developpes = {str(e["UID"]): (e.start.timestamp(), e["STATUS"] == "CANCELLED") for e in fenetre}
    assert len(attendus) == 6
    assert relus == attendus == developpes


def test_le_flux_va_de_90_jours_avant_a_180_apres(monde: Monde) -> None:
    for jours in (-92, -89, 179, 182):
        debut = timezone.now() + dt.timedelta(days=jours)
        EvenementFactory(
            identifiant=f"J{jours}",
            dispositif=monde.scene.dispositif,
            debut=debut,
            fin=debut + dt.timedelta(hours=1),
            pros=[monde.scene.professionnel],
        )
    cles = {str(e["UID"]).partition("@")[0] for e in evenements(Client().get(monde.creer(monde.mien)[1]))}
    assert {"J-89", "J179"} <= cles
    assert not {"J-92", "J182"} & cles


def reponse_neutre(chemin: str) -> tuple[int, bytes, dict[str, str]]:
    """All that a stranger reads of an answer, the second of the clock aside."""
    reponse = Client().get(chemin)
    entetes = {nom: valeur for nom, valeur in reponse.headers.items() if nom != "Expires"}
    return reponse.status_code, reponse.content, entetes


def test_une_adresse_devinee_fermee_ou_sans_auteur_repond_pareil(monde: Monde) -> None:
    devinee = reverse("echanges:calendrier", args=["x" * 32])
    ferme, chemin_ferme = monde.creer(monde.mien)
    _, chemin_orphelin = monde.creer(monde.jeune)
    services.revoquer_flux(monde.acteur, monde.scene.dispositif, ferme.identifiant)
    Habilitation.objects.update(retiree_le=timezone.now())
    attendu = reponse_neutre(devinee)
    assert attendu[0] == 404
    assert "no-store" in attendu[2]["Cache-Control"]
    assert reponse_neutre(chemin_ferme) == reponse_neutre(chemin_orphelin) == attendu


def test_un_compte_ferme_eteint_ses_flux(monde: Monde) -> None:
    _, chemin = monde.creer(monde.mien)
    monde.utilisateur.is_active = False
    monde.utilisateur.save()
    assert Client().get(chemin).status_code == 404


def test_fermer_puis_rouvrir_une_adresse(monde: Monde) -> None:
    flux, chemin = monde.creer(monde.jeune)
    reponse = monde.client.post(monde.page("revoquer_flux", flux.identifiant), follow=True)
    assert "est fermée" in reponse.content.decode()
    assert Client().get(chemin).status_code == 404
    monde.client.post(monde.page("retablir_flux", flux.identifiant))
    assert Client().get(chemin).status_code == 200
    FluxAgenda.objects.update(revoque_le=timezone.now() - dt.timedelta(minutes=6))
    reponse = monde.client.post(monde.page("retablir_flux", flux.identifiant), follow=True)
    assert "Trop tard" in reponse.content.decode()
    assert Client().get(chemin).status_code == 404
    assert monde.client.post(monde.page("revoquer_flux", "inconnu")).status_code == 404


def test_chaque_geste_est_au_journal_et_la_lecture_une_fois_par_jour(monde: Monde) -> None:
    flux, chemin = monde.creer(monde.jeune)
    for _ in range(3):
        assert Client().get(chemin).status_code == 200
    services.revoquer_flux(monde.acteur, monde.scene.dispositif, flux.identifiant)
    traces = Trace.objects.filter(acte__startswith="echanges.").order_by("pk")
    assert [(t.acte, t.jeune_id) for t in traces] == [
        (f"echanges.{acte}", monde.scene.jeunes[0].pk) for acte in ("creer_flux", "lire_flux", "revoquer_flux")
    ]


def test_le_flux_d_un_collegue_est_a_lui_et_la_direction_le_ferme(monde: Monde) -> None:
    flux, chemin = monde.creer(monde.mien)
    collegue, direction = UtilisateurFactory(), UtilisateurFactory()
    HabilitationFactory(utilisateur=collegue, role="COORDONNATEUR", dispositif=monde.scene.dispositif)
    HabilitationFactory(utilisateur=direction, role="DIRECTION", dispositif=monde.scene.dispositif)
    fermer = monde.page("revoquer_flux", flux.identifiant)
    assert flux.agenda not in entrer(collegue).get(monde.page()).content.decode()
    assert entrer(collegue).post(fermer).status_code == 404
    assert flux.agenda in entrer(direction).get(monde.page()).content.decode()
    assert entrer(direction).post(fermer).status_code == 302
    assert Client().get(chemin).status_code == 404


def test_qui_n_ecrit_pas_l_agenda_n_ouvre_rien(monde: Monde) -> None:
    ars = UtilisateurFactory()
    HabilitationFactory(utilisateur=ars, role="ARS")
    assert entrer(ars).get(monde.page()).status_code == 403
    acteur = acteur_de(ars, le=timezone.localdate())
    with pytest.raises(PermissionDenied):
        services.creer_flux(acteur, monde.scene.dispositif, monde.agenda(monde.mien))


def test_les_appels_sont_limites(monde: Monde, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publiques, "ECHECS_PAR_HEURE", 2)
    monkeypatch.setattr(publiques, "LECTURES_PAR_HEURE", 2)
    _, chemin = monde.creer(monde.mien)
    assert [Client().get(chemin).status_code for _ in range(3)] == [200, 200, 429]
    devinee = reverse("echanges:calendrier", args=["devine"])
    assert [Client().get(devinee).status_code for _ in range(3)] == [404, 404, 429]
    assert Client().get(devinee)["Retry-After"] == "3600"


def nombre_de_requetes(chemin: str) -> int:
    with CaptureQueriesContext(connection) as requetes:
        assert Client().get(chemin).status_code == 200
    return len(requetes)


def test_lire_un_flux_et_sa_page_coute_un_nombre_fixe_de_requetes(monde: Monde) -> None:
    _, chemin = monde.creer(monde.mien)
    Client().get(chemin)
    monde.client.get(monde.page())
    avant = nombre_de_requetes(chemin)
    with CaptureQueriesContext(connection) as page_avant:
        monde.client.get(monde.page())
    for rang in range(20):
        debut = timezone.now() + dt.timedelta(hours=rang)
        EvenementFactory(
            dispositif=monde.scene.dispositif,
            debut=debut,
            fin=debut + dt.timedelta(hours=1),
            pros=[monde.scene.professionnel],
        )
        monde.creer(monde.jeune)
    assert nombre_de_requetes(chemin) == avant <= 4
    with CaptureQueriesContext(connection) as page_apres:
        monde.client.get(monde.page())
    assert len(page_apres) == len(page_avant)


def test_la_base_refuse_un_flux_de_deux_agendas_ou_trop_bavard(monde: Monde) -> None:
    flux, _ = monde.creer(monde.jeune)
    for changement in ({"professionnel_id": monde.scene.professionnel.pk}, {"titres_complets": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FluxAgenda.objects.filter(pk=flux.pk).update(**changement)
