"""Rounds: who rides, absences, replanning, comparison, the sheet of the driver, what each role reads."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.agenda.models import Absence, Indisponibilite
from maillage.cartographie.models import FicheTransport, PlanTournees, SeparationTransport
from maillage.cartographie.selectors.transport import lire_transport
from maillage.cartographie.services.comparaison import comparer_a_l_agenda
from maillage.cartographie.services.fiches_transport import ecrire_fiche
from maillage.cartographie.services.tournees import DemandePlan, demander_plan, replanifier
from maillage.cartographie.taches import traiter_plan
from maillage.cartographie.tournees.domain.modele import Sens
from maillage.cartographie.tournees.lecture import relire_probleme
from maillage.comptes.droits import ROLES, Portee
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import Trace
from tests.cartographie.transport.conftest import LUNDI, Journee, a, fiche
from tests.fabriques import DispositifFactory, JeuneFactory, PhaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
DU_LUNDI = {"jour": LUNDI.isoformat()}
MOTS_DE_SANTE = ("maladie", "santé", "traitement", "handicap", "trouble", "anxi", "épilep", "médic", "diagnos")


def montent(journee: Journee, systeme: ActeurSysteme, sens: Sens = Sens.ALLER) -> set[str]:
    lue = lire_transport(systeme, journee.dispositif, LUNDI, LUNDI).journee(LUNDI, sens)
    return {passager.jeune.prenom for passager in lue.passagers}


def test_l_agenda_dit_qui_monte(journee: Journee, systeme: ActeurSysteme) -> None:
    assert montent(journee, systeme) == {"Ada", "Ben", "Cléo"}
    fiche(journee, "Dan")
    fiche(journee, "Ada", transporte=False)
    assert montent(journee, systeme) == {"Ben", "Cléo", "Dan"}


def test_une_absence_retire_l_arret_sans_en_dire_la_raison(journee: Journee, systeme: ActeurSysteme) -> None:
    Absence.objects.create(
        jeune=journee.jeunes["Ada"], dispositif=journee.dispositif, debut=a(7), fin=a(18), motif="MALADIE"
    )
    assert montent(journee, systeme) == {"Ben", "Cléo"}
    page = journee.connecter().get(journee.adresse("tournees"), DU_LUNDI).content.decode()
    assert "absent ce jour-là" in page
    assert "aladie" not in page


def test_un_vehicule_arrete_n_est_pas_propose(journee: Journee, systeme: ActeurSysteme) -> None:
    Indisponibilite.objects.create(ressource=journee.minibus, debut=a(6), fin=a(12), motif="PANNE")
    lecture = lire_transport(systeme, journee.dispositif, LUNDI, LUNDI)
    assert "Aucun véhicule" in lecture.journee(LUNDI, Sens.ALLER).empechement
    assert not lecture.journee(LUNDI, Sens.RETOUR).empechement
    with pytest.raises(ValidationError, match="Aucun véhicule"):
        journee.planifier(systeme)


def test_le_plan_suit_le_contrat_et_les_fiches(journee: Journee, systeme: ActeurSysteme) -> None:
    fiche(journee, "Ada", fauteuil=True, duree_max=40, embarquement=5, pas_avant=dt.time(8))
    ecrire_fiche(
        systeme,
        journee.dispositif,
        journee.jeunes["Ben"].pk,
        valeurs={"transporte": True, "version": 0},
        separes=[journee.jeunes["Cléo"].pk],
    )
    plan = journee.planifier(systeme)
    lu = relire_probleme(plan.probleme, "plan.json")
    ada = next(j for j in lu.jeunes if j.id == journee.jeunes["Ada"].identifiant)
    assert (ada.fauteuil, ada.duree_max, ada.embarquement) == (True, 40, 5)
    assert lu.vehicules[0].places == 4
    regles = {n["id"]: n["regle"] for n in plan.resultat["non_servis"]}
    assert regles[ada.id] == "FAUTEUIL"
    assert "PAS_AVEC" in regles.values() or "PLACES" in regles.values()
    page = journee.connecter().get(journee.adresse("plan", plan.pk)).content.decode()
    assert "plus de place pour un fauteuil" in page
    assert "Le plus petit changement" in page


def test_la_direction_planifie_lundi_puis_retire_un_absent(journee: Journee) -> None:
    client = journee.connecter()
    reponse = client.post(journee.adresse("planifier"), {**DU_LUNDI, "sens": "ALLER", "fournisseur": "estimation"})
    plan = PlanTournees.objects.get()
    assert reponse["Location"] == journee.adresse("plan", plan.pk)
    assert "estimation" in client.get(reponse["Location"]).content.decode()
    ben = journee.jeunes["Ben"]
    page = client.get(journee.adresse("tournees"), {**DU_LUNDI, "jeune": ben.identifiant}).content.decode()
    assert "Retirer et replanifier" in page
    reponse = client.post(journee.adresse("plan_retirer", plan.pk), {"jeune": ben.identifiant})
    suivant = PlanTournees.objects.exclude(pk=plan.pk).get()
    assert ben.identifiant in {change["id"] for change in suivant.difference["jeunes"]}
    assert ben.identifiant not in suivant.resultat["temps_a_bord"]
    page = client.get(reponse["Location"]).content.decode()
    assert f"Ce qui change depuis le plan n° {plan.pk}" in page
    assert "Retirés à la main" in page
    client.post(journee.adresse("plan_retirer", suivant.pk), {"remettre": ben.identifiant})
    assert len(PlanTournees.objects.order_by("-pk")[0].resultat["temps_a_bord"]) == 3


def test_un_plan_remplace_ne_se_replanifie_plus(journee: Journee, plan: PlanTournees, systeme: ActeurSysteme) -> None:
    journee.planifier(systeme)
    with pytest.raises(ValidationError, match="plus récent"):
        replanifier(systeme, journee.dispositif, plan)


def test_l_agenda_change_et_la_page_le_dit(journee: Journee, plan: PlanTournees) -> None:
    Absence.objects.create(jeune=journee.jeunes["Ada"], dispositif=journee.dispositif, debut=a(7), motif="AUTRE")
    page = journee.connecter().get(journee.adresse("plan", plan.pk)).content.decode()
    assert "Ada Inventée n&#x27;est plus attendu" in page or "Ada Inventée n'est plus attendu" in page
    assert "Replanifier d'après l'agenda" in page


def test_la_feuille_du_conducteur_n_a_aucun_mot_de_sante(journee: Journee, systeme: ActeurSysteme) -> None:
    fiche(journee, "Ada", accompagnateur=True, duree_max=50)
    Absence.objects.create(
        jeune=journee.jeunes["Cléo"], dispositif=journee.dispositif, debut=a(7), fin=a(18), motif="MALADIE"
    )
    plan = journee.planifier(systeme)
    client = journee.connecter("PROFESSIONNEL")
    page = client.get(journee.adresse("feuille", plan.pk, 1)).content.decode()
    corps = page[page.index("<main") : page.index("</main>")].lower()
    assert "ada inventée monte" in corps
    assert "05 00 00 00 01" in corps
    assert "cléo" not in corps
    assert not [mot for mot in MOTS_DE_SANTE if mot in corps]
    pdf = client.get(journee.adresse("feuille_fichier", plan.pk, 1, "pdf"))
    assert pdf.content.startswith(b"%PDF")


def test_les_tournees_d_aujourd_hui_se_comparent(journee: Journee, plan: PlanTournees, systeme: ActeurSysteme) -> None:
    comparer_a_l_agenda(systeme, journee.dispositif, plan)
    assert plan.actuelles["jeunes"] == 3
    assert plan.actuelles["km"] == pytest.approx(plan.resultat["km"], abs=0.01)
    client = journee.connecter()
    lignes = "vehicule;jeune\nminibus;Cléo Inventée\nMinibus;ben inventée\n"
    fichier = SimpleUploadedFile("tournees.csv", lignes.encode())
    reponse = client.post(journee.adresse("plan_comparer", plan.pk), {"avec_fichier": "on", "fichier": fichier})
    assert reponse.status_code == 302
    plan.refresh_from_db()
    assert plan.actuelles["tournees"][0]["jeunes"] == [journee.jeunes[n].identifiant for n in ("Cléo", "Ben")]


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (b"camion;jeune\nMinibus;Ada\n", "Ligne 1 : colonne absente « vehicule »"),
        (b"vehicule;jeune\nFusee;Ada Invent\xc3\xa9e\n", "Ligne 2, vehicule"),
        (b"vehicule;jeune\nMinibus;Personne\n", "Ligne 2, jeune"),
        (b"vehicule;jeune\nMinibus;Ada Invent\xc3\xa9e\nMinibus;Ada Invent\xc3\xa9e\n", "déjà dans une tournée"),
        (b"%PDF-1.7", "Ce fichier est"),
        (b"vehicule;jeune\n", "ligne"),
    ],
)
def test_un_mauvais_fichier_est_dit_ligne_par_ligne(
    journee: Journee, plan: PlanTournees, octets: bytes, message: str
) -> None:
    envoi = {"avec_fichier": "on", "fichier": SimpleUploadedFile("t.csv", octets)}
    reponse = journee.connecter().post(journee.adresse("plan_comparer", plan.pk), envoi)
    assert reponse.status_code == 422
    assert message in " ".join(str(e) for e in reponse.context["form_fichier"].errors["fichier"])
    plan.refresh_from_db()
    assert plan.actuelles == {}


def test_une_facture_se_lit_a_cote_du_cout(journee: Journee, plan: PlanTournees) -> None:
    client, adresse = journee.connecter(), journee.adresse("plan_facture", plan.pk)
    client.post(adresse, {"montant": "100", "version": plan.version})
    page = client.get(journee.adresse("plan", plan.pk))
    assert page.context["facture"]["ecart"] == pytest.approx(100 - plan.resultat["cout"])
    assert client.post(adresse, {"montant": "5", "version": plan.version}).status_code == 422
    plan.refresh_from_db()
    assert plan.facture == Decimal(100)


def test_un_moteur_absent_arrete_le_plan_et_le_dit(
    journee: Journee, systeme: ActeurSysteme, moteur_absent: str
) -> None:
    plan = demander_plan(systeme, journee.dispositif, DemandePlan(LUNDI, "ALLER", moteur_absent))
    traiter_plan.call_local(plan.pk)
    client = journee.connecter()
    page = client.get(journee.adresse("plan", plan.pk)).content.decode()
    assert "Rien n'a été remplacé par une estimation" in page
    client.post(journee.adresse("plan_refaire", plan.pk), {"fournisseur": "estimation"})
    assert PlanTournees.objects.order_by("-pk")[0].etat == "FINIE"


def test_une_fiche_se_relit_se_separe_et_se_dispute(journee: Journee) -> None:
    client, ada = journee.connecter(), journee.jeunes["Ada"]
    adresse = journee.adresse("besoin", ada.identifiant)
    envoi = {
        "transporte": "on",
        "duree_max": "35",
        "commune": "Millac",
        "separes": [journee.jeunes["Ben"].pk],
        "version": 0,
    }
    assert client.post(adresse, envoi).status_code == 302
    assert SeparationTransport.objects.count() == 1
    conflit = client.post(adresse, {**envoi, "duree_max": "99"})
    assert conflit.status_code == 422
    assert "Quelqu&#x27;un d&#x27;autre" in conflit.content.decode()
    assert FicheTransport.objects.get().duree_max == 35
    for champ, valeur in (("commune", "Nullepart"), ("duree_max", "0")):
        refus = client.post(adresse, {**envoi, champ: valeur, "version": 1})
        assert champ in refus.context["form"].errors
    assert "35" in client.get(journee.adresse("besoins"), {"qui": "fiche"}).content.decode()


def test_les_reglages_valent_au_prochain_plan(journee: Journee, systeme: ActeurSysteme) -> None:
    client = journee.connecter()
    envoi = {"cout_km": "1", "cout_heure": "0", "cout_fixe": "0", "co2_g_km": "1000", "version": 0}
    assert client.post(journee.adresse("reglages_transport"), envoi).status_code == 302
    plan = journee.planifier(systeme)
    assert plan.resultat["cout"] == pytest.approx(plan.resultat["km"], abs=0.01)
    assert client.get(journee.adresse("plan", plan.pk)).context["lu"].co2_kg == pytest.approx(plan.resultat["km"])
    assert client.post(journee.adresse("reglages_transport"), envoi).status_code == 422


@pytest.mark.parametrize("role", [code for code, role in ROLES.items() if role.portee is not Portee.JEUNE])
def test_la_carte_et_les_noms_selon_le_role(journee: Journee, plan: PlanTournees, role: str) -> None:
    client = journee.connecter(role)
    ouvert = "tournees" in ROLES[role].droits
    for nom in ("plan", "plan_donnees", "plan_probleme"):
        reponse = client.get(journee.adresse(nom, plan.pk))
        assert (reponse.status_code == 200) is ouvert
        assert ouvert or reponse.status_code in {403, 404}
        assert (b"Invent\xc3\xa9e" in reponse.content) == (ouvert and nom == "plan")
    if not ouvert:
        return
    assert Trace.objects.filter(acte="cartographie.lire_plan", jeune_id=journee.jeunes["Ada"].pk).exists()
    ecrit = client.post(journee.adresse("plan_retirer", plan.pk), {"jeune": journee.jeunes["Ada"].identifiant})
    assert ecrit.status_code == (302 if ROLES[role].droits["tournees"] == "ECRITURE" else 403)


def test_un_plan_d_ailleurs_n_existe_pas(journee: Journee, plan: PlanTournees) -> None:
    plan.dispositif = DispositifFactory(code="ailleurs")
    plan.save()
    client = journee.connecter()
    assert client.get(journee.adresse("plan", plan.pk)).status_code == 404
    assert client.get(reverse("cartographie:plan", args=["ailleurs", plan.pk])).status_code == 404


def test_les_services_refusent_sans_droit(journee: Journee, plan: PlanTournees) -> None:
    class Lecteur(ActeurSysteme):
        def peut(self, section: str, acces: object = "LECTURE", dispositif_id: int | None = None) -> bool:
            return str(acces) == "LECTURE"

    with pytest.raises(PermissionDenied):
        replanifier(Lecteur("x"), journee.dispositif, plan)
    with pytest.raises(PermissionDenied):
        comparer_a_l_agenda(Lecteur("x"), journee.dispositif, plan)


def test_les_pages_ne_coutent_pas_plus_avec_plus_de_jeunes(journee: Journee) -> None:
    client = journee.connecter()

    def compter(nom: str) -> int:
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(journee.adresse(nom), DU_LUNDI).status_code == 200
        return len(requetes)

    pages = ("tournees", "besoins")
    fiche(journee, "Ada")
    avant = [compter(nom) for nom in pages for _ in range(2)][1::2]
    for rang in range(6):
        jeune = JeuneFactory(prenom=f"Plus{rang}", commune=journee.communes[rang % 3])
        PhaseFactory(jeune=jeune, dispositif=journee.dispositif)
        journee.jeunes[jeune.prenom] = jeune
        journee.accueillir([jeune])
        fiche(journee, jeune.prenom)
    assert [compter(nom) for nom in pages] == avant


def test_la_semaine_se_planifie_d_un_geste_et_s_exporte(journee: Journee) -> None:
    client = journee.connecter()
    client.post(journee.adresse("planifier_semaine"), {**DU_LUNDI, "fournisseur": "estimation"})
    assert set(PlanTournees.objects.values_list("sens", flat=True)) == {"ALLER", "RETOUR"}
    plan = PlanTournees.objects.get(sens="RETOUR")
    texte = client.get(journee.adresse("plan_export", plan.pk, "csv")).content.decode("utf-8-sig")
    assert "Minibus;1;" in texte
    assert "estimation" in texte
    assert client.get(journee.adresse("plan_export", plan.pk, "exe")).status_code == 404
    vide = {"jour": "2025-01-06", "fournisseur": "estimation"}
    page = client.post(journee.adresse("planifier_semaine"), vide, follow=True).content.decode()
    assert "Rien n&#x27;est à planifier" in page or "Rien n'est à planifier" in page


def test_l_absence_de_l_agenda_mene_aux_tournees_de_ce_jour(journee: Journee) -> None:
    Absence.objects.create(
        jeune=journee.jeunes["Ada"], dispositif=journee.dispositif, debut=a(7), fin=a(18), motif="AUTRE"
    )
    page = journee.connecter().get(reverse("agenda:absences", args=["essai"]), {"etat": "toutes"}).content.decode()
    assert f"{journee.adresse('tournees')}?jour=2025-03-03&amp;jeune={journee.jeunes['Ada'].identifiant}" in page


def test_un_arret_precis_change_les_temps_et_ne_se_voit_sur_aucune_sortie(
    journee: Journee, systeme: ActeurSysteme
) -> None:
    client, ada = journee.connecter(), journee.jeunes["Ada"]
    avant = journee.planifier(systeme).resultat["km"]
    saisie = {"transporte": "on", "version": "0", "arret": "44,58123 ; 3,55987", "rendez_vous": "devant le collège"}
    adresse = journee.adresse("besoin", ada.identifiant)
    refus = client.post(adresse, {**saisie, "arret": "3 rue des Tilleuls 99000 Millac"})
    assert "Écrivez les coordonnées" in " ".join(refus.context["form"].errors["arret"])
    client.post(adresse, saisie)
    plan = journee.planifier(systeme)
    assert plan.resultat["km"] > avant + 5
    sorties = [client.get(journee.adresse(nom, plan.pk)) for nom in ("plan", "plan_donnees", "plan_probleme")]
    sorties += [client.get(journee.adresse("plan_export", plan.pk, "csv")), client.get(journee.adresse("besoins"))]
    assert not [s.request["PATH_INFO"] for s in sorties if b"58123" in s.content or b"55987" in s.content]
    feuille = client.get(journee.adresse("feuille", plan.pk, 1)).content.decode()
    assert "devant le collège" in feuille
    assert "44,58123 ; 3,55987" in client.get(adresse).content.decode()
