"""Pages of rooms, rosters, settings, absences, series and copies: reached, sent, refused, exported, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from maillage.agenda import services
from maillage.agenda.models import (
    Absence,
    Appartenance,
    ContactAppel,
    Evenement,
    GroupeJeunes,
    Indisponibilite,
    MotifLocal,
    Ressource,
    Serie,
    TypeActivite,
)
from maillage.agenda.templatetags.phrases import insecable
from maillage.socle.models import NatureTrace, Trace
from tests.fabriques import AbsenceFactory, CommuneFactory, JeuneFactory, PhaseFactory

LUNDI = dt.datetime(2024, 3, 4, 9)


def _page(reponse, statut: int = 200) -> str:
    assert reponse.status_code == statut
    return " ".join(reponse.content.decode().split())


def _formulaire(ici, **champs: object) -> dict[str, object]:
    return {
        "titre": "Piscine",
        "jour": "2024-03-04",
        "debut": "09:00",
        "fin": "11:00",
        "categorie": "DIRECT_JEUNE",
        "jeunes": [ici.noa.pk],
        "pros": [ici.pro.pk],
        **champs,
    }


def _accord(page: str) -> str:
    trouve = re.search(r'name="accord" value="(\w+)"', page)
    assert trouve is not None
    return trouve[1]


def test_un_conflit_se_montre_avec_ce_qui_est_libre_puis_s_accepte(
    lieu, systeme, connexion, adresse, ressource
) -> None:
    prise, libre = ressource("Salle bleue"), ressource("Salle verte", capacite=12)
    services.creer_evenement(
        systeme,
        lieu.dispositif,
        saisie=lieu.saisie(LUNDI, jeunes=frozenset(), categorie="INDIRECT", ressources=frozenset({prise.pk})),
    )
    client = connexion()
    envoi = _formulaire(lieu, ressources=[prise.pk])
    page = _page(client.post(adresse("evenement_creer"), envoi), 409)
    assert "Rien n'est encore écrit" in page
    assert "Salle bleue : deux réservations en même temps" in page
    assert "Salle verte (12 places)" in page
    assert Evenement.objects.count() == 1
    assert client.post(adresse("evenement_creer"), {**envoi, "accord": _accord(page)}).status_code == 302
    cree = Evenement.objects.get(titre="Piscine")
    histoire = _page(client.get(adresse("evenement", cree.identifiant)))
    assert "malgré un conflit vu (quelqu&#x27;un ou quelque chose est déjà pris)" in histoire
    assert libre.nom not in histoire


def test_le_type_remplit_ce_que_le_formulaire_laisse_vide(lieu, connexion, adresse) -> None:
    atelier = TypeActivite.objects.create(
        dispositif=lieu.dispositif,
        libelle="Atelier cuisine",
        categorie="DIRECT_JEUNE",
        modalite="AJ",
        lieu_type="ETABLISSEMENT",
        duree_minutes=90,
    )
    vide = {"titre": "", "categorie": "", "fin": "", "type_activite": atelier.pk}
    client = connexion()
    assert "types-activite" in _page(client.get(adresse("evenement_creer")))
    client.post(adresse("evenement_creer"), _formulaire(lieu, **vide))
    cree = Evenement.objects.get()
    assert (cree.titre, cree.categorie, cree.modalite, cree.lieu_type) == (
        "Atelier cuisine",
        "DIRECT_JEUNE",
        "AJ",
        "ETABLISSEMENT",
    )
    assert cree.fin - cree.debut == dt.timedelta(minutes=90)
    sans_type = client.post(adresse("evenement_creer"), _formulaire(lieu, categorie="", fin=""))
    assert set(sans_type.context["form"].errors) == {"categorie", "fin"}


def test_un_evenement_de_groupe_se_fait_en_un_geste(lieu, connexion, adresse, groupe) -> None:
    lilas = groupe((lieu.sacha, dt.date(2024, 1, 1), None), (lieu.noa, dt.date(2024, 1, 1), None))
    client = connexion()
    formulaire = client.get(adresse("evenement_creer"), {"agenda": f"groupe-{lilas.identifiant}"}).context["form"]
    assert formulaire["groupe"].value() == lilas.pk
    client.post(adresse("evenement_creer"), _formulaire(lieu, jeunes=[], groupe=lilas.pk))
    assert Evenement.objects.get().participations_jeunes.count() == 2
    semaine = client.get(adresse("semaine"), {"agenda": f"groupe-{lilas.identifiant}", "semaine": "2024-W10"})
    assert "Piscine" in _page(semaine)


def test_la_semaine_d_une_salle_montre_ses_evenements_et_elle_seule(
    lieu, systeme, connexion, adresse, ressource
) -> None:
    salle, autre = ressource(), ressource("Salle verte")
    for titre, voulue in (("Piscine", salle), ("Judo", autre)):
        services.creer_evenement(
            systeme,
            lieu.dispositif,
            saisie=lieu.saisie(LUNDI, titre=titre, ressources=frozenset({voulue.pk})),
        )
    page = _page(
        connexion().get(adresse("semaine"), {"agenda": f"ressource-{salle.identifiant}", "semaine": "2024-W10"})
    )
    assert "<h1>Salle bleue</h1>" in page
    assert "Piscine" in page
    assert "Judo" not in page
    assert "deux événements en même temps" not in page


def test_une_salle_s_ajoute_se_modifie_s_arrete_et_s_exporte(lieu, connexion, adresse) -> None:
    client = connexion("DIRECTION")
    envoi = {"nature": "VEHICULE", "nom": "Minibus", "capacite": "9", "places_fauteuil": "1"}
    assert client.post(adresse("ressource_creer"), {**envoi, "places_fauteuil": "10"}).status_code == 422
    client.post(adresse("ressource_creer"), envoi)
    bus = Ressource.objects.get()
    client.post(adresse("ressource_modifier", bus.identifiant), {**envoi, "nom": "Grand minibus", "version": 1})
    client.post(adresse("ressource", bus.identifiant), {"debut": "2099-03-04", "motif": "PANNE"})
    page = _page(client.get(adresse("ressource", bus.identifiant)))
    assert "Grand minibus" in page
    assert "Panne ou dégât" in page
    client.post(adresse("ressource_rendre", bus.identifiant, Indisponibilite.objects.get().pk))
    client.post(adresse("ressource_retirer", bus.identifiant), {"version": Ressource.objects.get().version})
    client.get(adresse("ressources"))
    assert "Grand minibus" not in _page(client.get(adresse("ressources")))
    retirees = client.get(adresse("ressources_export", "xlsx"), {"etat": "retirees"})
    feuille = load_workbook(io.BytesIO(retirees.content)).active
    assert feuille["C2"].value == "Grand minibus"
    assert Trace.objects.filter(acte="agenda.exporter_salles_et_vehicules", nature=NatureTrace.LECTURE).exists()
    assert client.get(adresse("ressources_export", "pdf")).status_code == 404
    assert client.get(adresse("ressource", "inconnue")).status_code == 404


def test_un_groupe_s_ouvre_ses_jeunes_entrent_et_sortent(lieu, connexion, adresse) -> None:
    client = connexion()
    client.post(adresse("groupe_creer"), {"nom": "Lilas", "debut": "2024-01-01", "jeunes": [lieu.sacha.pk]})
    lilas = GroupeJeunes.objects.get()
    client.post(adresse("groupe_entrer", lilas.identifiant), {"le": "2024-02-01", "jeunes": [lieu.noa.pk]})
    noa = Appartenance.objects.get(jeune=lieu.noa)
    client.post(adresse("groupe_sortir", lilas.identifiant, noa.pk), {"dernier_jour": "2024-02-20"})
    page = _page(client.get(adresse("groupe", lilas.identifiant)))
    assert "Qui en est sorti" in page
    assert "1 jeune aujourd'hui" in page
    client.post(adresse("groupe_modifier", lilas.identifiant), {"nom": "Iris", "debut": "2024-01-01", "version": 1})
    assert GroupeJeunes.objects.get().nom == "Iris"
    assert "Iris" in _page(client.get(adresse("groupes")))
    for faux in ({"le": "", "jeunes": []}, {"le": "2024-02-01", "jeunes": [JeuneFactory().pk]}):
        assert client.post(adresse("groupe_entrer", lilas.identifiant), faux).status_code == 302
    assert Appartenance.objects.count() == 2
    export = client.get(adresse("groupe_export", lilas.identifiant, "csv")).content.decode("utf-8-sig")
    assert export.count("\r\n") == 3


def test_un_reglage_montre_son_effet_puis_change(lieu, connexion, adresse) -> None:
    client = connexion("DIRECTION")
    envoi = {"libelle": "Atelier", "categorie": "DIRECT_JEUNE", "modalite": "", "lieu_type": ""}
    client.post(adresse("reglage_creer", "types"), envoi)
    atelier = TypeActivite.objects.get()
    change = {**envoi, "categorie": "INDIRECT", "version": 1}
    page = _page(client.post(adresse("reglage_modifier", "types", atelier.identifiant), change), 409)
    assert "L'effet de ce changement" in page
    assert TypeActivite.objects.get().categorie == "DIRECT_JEUNE"
    client.post(adresse("reglage_modifier", "types", atelier.identifiant), {**change, "accord": _accord(page)})
    assert TypeActivite.objects.get().categorie == "INDIRECT"
    client.post(adresse("reglage_retirer", "types", atelier.identifiant), {"version": 2})
    assert "Retiré" in _page(client.get(adresse("reglages")))
    assert "Atelier" in client.get(adresse("reglages_export", "types", "csv")).content.decode()
    assert client.get(adresse("reglages_nature", "couleurs")).status_code == 404


def test_un_lieu_se_range_dans_une_commune_et_jamais_un_domicile(lieu, connexion, adresse) -> None:
    CommuneFactory(code="99500", nom="Inventeville", nom_recherche="inventeville")
    client = connexion("DIRECTION")
    envoi = {"libelle": "École Inventée", "lieu_type": "ECOLE", "commune": "99500"}
    client.post(adresse("reglage_creer", "lieux"), envoi)
    assert "Inventeville" in _page(client.get(adresse("reglages_nature", "lieux")))
    refus = client.post(adresse("reglage_creer", "lieux"), {**envoi, "libelle": "Chez lui", "lieu_type": "DOMICILE"})
    assert "domicile" in _page(refus, 422)
    client.post(adresse("evenement_creer"), _formulaire(lieu, lieu="école inventée"))
    assert Evenement.objects.get().lieu_type == "ECOLE"


def test_un_professionnel_voit_les_reglages_sans_les_changer(connexion, adresse) -> None:
    client = connexion()
    assert "Nouveau type" not in _page(client.get(adresse("reglages")))
    assert client.get(adresse("reglage_creer", "types")).status_code == 403
    assert client.post(adresse("ressource_creer"), {}).status_code == 403


def test_une_absence_se_traite_dans_la_liste(lieu, connexion, adresse) -> None:
    debut = timezone.now() - dt.timedelta(hours=30)
    absence = AbsenceFactory(jeune=lieu.noa, dispositif=lieu.dispositif, debut=debut, fin=debut + dt.timedelta(hours=2))
    motif = MotifLocal.objects.create(dispositif=lieu.dispositif, libelle="Grippe", motif="MALADIE")
    client = connexion()
    page = _page(client.get(adresse("absences")))
    assert "1 absence à traiter" in page
    assert "Pourquoi ce chiffre ?" in page
    traiter = {"version": 1, "motif": f"local:{motif.pk}", "justificatif": "ATTENDU", "rappel": "on"}
    client.post(adresse("absence_traiter", absence.pk), {**traiter, "suite": adresse("absences")})
    absence.refresh_from_db()
    assert (absence.motif_en_mots, absence.justificatif) == ("Grippe", "ATTENDU")
    assert "Rien à traiter" in _page(client.get(adresse("absences")))
    assert "Grippe" in _page(client.get(adresse("absences"), {"etat": "traitees", "motif": f"local:{motif.pk}"}))
    client.post(adresse("absence_rouvrir", absence.pk), {"version": 2})
    refus = client.post(adresse("absence_traiter", absence.pk), {"version": 3, "motif": "SIESTE"}, follow=True)
    assert "Motif" in _page(refus)
    export = client.get(adresse("absences_export", "csv"), {"etat": "toutes"}).content.decode("utf-8-sig")
    assert "Grippe" in export


def test_un_absent_sans_motif_se_traite_dans_la_meme_liste(lieu, systeme, connexion, adresse) -> None:
    quand = timezone.localtime() - dt.timedelta(hours=3)
    saisie = lieu.saisie(quand.replace(tzinfo=None, second=0, microsecond=0), heures=1)
    evenement = services.creer_evenement(systeme, lieu.dispositif, saisie=saisie).objet
    client = connexion()
    client.post(
        adresse("evenement_presence", evenement.identifiant), {"version": 1, "jeune": "NOA", "presence": "ABSENT"}
    )
    assert "Sans motif" in _page(client.get(adresse("absences")))
    client.post(adresse("presence_traiter", evenement.identifiant, "NOA"), {"version": 2, "motif": "FAMILLE"})
    assert Absence.objects.get().motif == "FAMILLE"


def test_les_contacts_se_notent_et_leur_lecture_est_journalisee(lieu, connexion, adresse) -> None:
    client = connexion()
    envoi = {"nom": "Claude Inventée", "telephone": "05 36 49 00 01", "qualite": "Mère", "rang": "1"}
    assert client.post(adresse("contacts", "NOA"), {**envoi, "telephone": "demain"}).status_code == 422
    client.post(adresse("contacts", "NOA"), envoi)
    page = _page(client.get(adresse("contacts", "NOA")))
    assert 'href="tel:0536490001"' in page
    contact = ContactAppel.objects.get()
    client.post(adresse("contact_modifier", "NOA", contact.pk), {**envoi, "nom": "Dominique", "version": 1})
    assert ContactAppel.objects.get().nom == "Dominique"
    client.post(adresse("contact_retirer", "NOA", contact.pk))
    assert not ContactAppel.objects.exists()
    assert Trace.objects.filter(acte="agenda.lire_contacts", jeune_id=lieu.noa.pk).exists()
    assert client.get(adresse("contacts", "INCONNU")).status_code == 404


def test_annuler_et_prolonger_une_serie(lieu, systeme, connexion, adresse) -> None:
    services.creer_serie(
        systeme, lieu.dispositif, saisie=lieu.saisie(LUNDI), regle="FREQ=WEEKLY", jusqu_au=dt.date(2024, 3, 18)
    )
    client, serie = connexion(), Serie.objects.get().identifiant
    assert client.post(adresse("serie_prolonger", serie), {"jusqu_au": "2024-03-11"}).status_code == 422
    client.post(adresse("serie_prolonger", serie), {"jusqu_au": "2024-04-01"})
    assert Evenement.objects.count() == 5
    deuxieme = Evenement.objects.order_by("debut")[1]
    client.post(adresse("evenement_annuler", deuxieme.identifiant), {"version": 1, "portee": "SUIVANTES"})
    statuts = list(Evenement.objects.order_by("debut").values_list("statut", flat=True))
    assert statuts == ["PLANIFIE", "ANNULE", "ANNULE", "ANNULE", "ANNULE"]


def test_copier_a_la_periode_suivante_par_la_page(lieu, systeme, connexion, adresse) -> None:
    aujourd_hui = timezone.localdate()
    lundi = aujourd_hui - dt.timedelta(days=aujourd_hui.weekday())
    saisie = lieu.saisie(dt.datetime.combine(lundi, dt.time(9)))
    services.creer_evenement(systeme, lieu.dispositif, saisie=saisie)
    client = connexion()
    vierge = client.get(adresse("copier_periode"), {"semaine": lundi.isoformat(), "agenda": "tous"})
    periode = vierge.context["periodes"][0]
    choix = {"source": lundi.isoformat(), "agenda": "tous", "periode": periode.debut.isoformat()}
    page = _page(client.get(adresse("copier_periode"), choix))
    assert "Écrire" in page
    client.post(adresse("copier_periode"), {**choix, "accord": "perime"})
    assert Evenement.objects.count() == 1
    client.post(adresse("copier_periode"), {**choix, "accord": _accord(page)})
    assert Evenement.objects.count() > 1
    assert "Annuler toute la copie" in _page(client.get(adresse("copier_periode")))
    vide = client.get(adresse("copier_periode"), {**choix, "source": "2020-01-06"})
    assert "vide" in _page(vide, 422)


@pytest.mark.parametrize("page", ["ressources", "groupes", "groupe", "ressource", "reglages", "evenement_creer"])
def test_le_nombre_de_requetes_ne_suit_pas_le_nombre_de_lignes(
    page: str, lieu, systeme, connexion, adresse, ressource, groupe
) -> None:
    client = connexion("DIRECTION")
    premiere, premier = ressource("Salle 0"), groupe(nom="Groupe 0")
    objets = {"ressource": [premiere.identifiant], "groupe": [premier.identifiant]}

    def semer(rangs: range) -> None:
        for rang in rangs:
            ressource(f"Salle n° {rang}", capacite=rang + 1)
            groupe(nom=f"Groupe n° {rang}")
            TypeActivite.objects.create(dispositif=lieu.dispositif, libelle=f"Type {rang}", categorie="INDIRECT")
            jeune = JeuneFactory()
            PhaseFactory(jeune=jeune, dispositif=lieu.dispositif)
            Appartenance.objects.create(groupe=premier, jeune=jeune, debut=dt.date(2024, 1, 1))
            debut = dt.datetime.combine(timezone.localdate() + dt.timedelta(days=rang + 1), dt.time(9))
            saisie = lieu.saisie(debut, ressources=frozenset({premiere.pk}), groupe_id=premier.pk)
            services.creer_evenement(systeme, lieu.dispositif, saisie=saisie)

    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(adresse(page, *objets.get(page, []))).status_code == 200
        return len(requetes)

    semer(range(1))
    compter()
    seule = compter()
    semer(range(1, 6))
    assert compter() == seule


def test_les_signes_francais_restent_avec_leur_mot() -> None:
    assert insecable("« A » : oui ?") == "«\u00a0A\u00a0»\u00a0: oui\u00a0?"
