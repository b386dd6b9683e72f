"""The bilan: figures computed and compared, marks checked, sealed once, the same bytes every day."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from docx import Document

from maillage.activite.models import RetourTrimestriel
from maillage.config.droits import DROITS
from maillage.reseau import referentiels
from maillage.reseau.documents import rapport_du_bilan
from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.domain.gabarit import fautes
from maillage.reseau.models import BilanReseau
from maillage.reseau.selectors.bilans import lire_bilan
from maillage.reseau.selectors.chiffres import chiffres_par_famille
from maillage.reseau.services import bilans
from maillage.socle.rapports import en_docx, en_pdf
from tests.reseau.conftest import MARS, SYSTEME, Scene, compte, noter, ouvrir

pytestmark = [pytest.mark.django_db, pytest.mark.une_base]
SECTION = {"titre": "Des contacts", "texte": "{{ reseau.contacts }} contacts.", "familles": ["reseau", "activite"]}


def ecrire(bilan: Any, **autres: Any) -> None:
    bilan.refresh_from_db()
    bilans.ecrire_section(SYSTEME, bilan.identifiant, {**SECTION, **autres}, version=bilan.version)
    bilan.refresh_from_db()


def test_les_chiffres_sont_comptes_et_compares_a_un_an_avant(scene: Scene) -> None:
    noter(scene.ici, 120)
    noter(scene.ici, 500)
    noter(scene.la_bas, 510)
    chiffres = lire_bilan(ouvrir()).chiffres
    contacts, en_lien = chiffres["reseau.contacts"], chiffres["reseau.dispositifs_en_lien"]
    assert (contacts.valeur, contacts.precedente, contacts.evolution) == (1, 2, "1 de moins")
    assert (en_lien.valeur, chiffres["reseau.dispositifs_sans_contact"].valeur) == (1, 1)


def test_les_retours_transmis_se_comptent_sans_leurs_revisions(scene: Scene) -> None:
    for periode, revision in (("2025-T1", 1), ("2025-T1", 2), ("2025-T2", 1)):
        RetourTrimestriel.objects.create(
            dispositif=scene.ici,
            periode=periode,
            revision=revision,
            etat="TRANSMIS",
            regles="aire-2024",
            arrete=dt.date(2025, 7, 1),
            transmis_le=dt.datetime(2025, 8, 1, tzinfo=dt.UTC),
        )
    lus = chiffres_par_famille(debut=dt.date(2025, 1, 1), fin=dt.date(2025, 12, 31))
    assert [lus[f"activite.{nom}"][1].valeur for nom in ("retours", "dispositifs", "revisions")] == [2, 1, 1]


def test_chaque_chiffre_a_son_code_sa_definition_et_une_page_qui_existe() -> None:
    lus = chiffres_par_famille(debut=dt.date(2025, 1, 1), fin=dt.date(2025, 12, 31)).values()
    assert len(lus) > 10
    assert [c.code for _, c in lus if not c.definition.strip() or (c.url_name and c.url_name not in DROITS)] == []


def test_un_nom_inconnu_est_refuse_et_rien_n_est_ecrit(scene: Scene, connexion: Any) -> None:
    bilan = ouvrir()
    avant = bilan.sections.count()
    with pytest.raises(ErreurReseau, match="Ligne 2"):
        ecrire(bilan, texte="Oui.\n{{ rien.du.tout }}")
    assert bilan.sections.count() == avant
    reponse = connexion("MISSION").post(
        scene.url("nouvelle_section", bilan.identifiant),
        {**SECTION, "texte": "{{ rien }} gardé", "version": bilan.version},
    )
    assert reponse.status_code == 422
    assert "{{ rien }} gardé" in reponse.content.decode()


def test_un_nombre_tape_empeche_d_arreter(scene: Scene) -> None:
    noter(scene.ici, 120)
    bilan = ouvrir()
    ecrire(bilan, texte="Nous avons eu 14 contacts.")
    with pytest.raises(ErreurReseau, match="à la main"):
        bilans.arreter_bilan(SYSTEME, bilan.identifiant)
    assert lire_bilan(bilan).ecrits_a_la_main


def test_arrete_le_meme_bilan_donne_les_memes_octets_le_lendemain(scene: Scene) -> None:
    noter(scene.ici, 120)
    bilan = ouvrir()
    ecrire(bilan)
    bilans.arreter_bilan(SYSTEME, bilan.identifiant)
    bilan.refresh_from_db()
    premier = rapport_du_bilan(lire_bilan(bilan))
    fichiers = en_docx(premier), en_pdf(premier)
    with time_machine.travel(MARS + dt.timedelta(days=90), tick=False):
        noter(scene.ici, 130)
        relu = lire_bilan(BilanReseau.objects.get())
        second = rapport_du_bilan(relu)
        assert relu.intact
        assert second == premier
        assert (en_docx(second), en_pdf(second)) == fichiers
    texte = "\n".join(p.text for p in Document(io.BytesIO(fichiers[0])).paragraphs)
    assert "1 contacts." in texte
    assert "{{" not in texte


def test_arrete_plus_rien_ne_change_et_un_retrait_se_voit(scene: Scene) -> None:
    bilan = ouvrir()
    bilans.arreter_bilan(SYSTEME, bilan.identifiant)
    for acte in (bilans.reprendre_chiffres, bilans.supprimer_brouillon, bilans.arreter_bilan):
        with pytest.raises(ErreurReseau, match="arrêté"):
            acte(SYSTEME, bilan.identifiant)
    bilan.chiffres.filter(code="reseau.contacts").update(valeur=99)
    assert not lire_bilan(BilanReseau.objects.get()).intact


def test_une_periode_en_cours_ne_s_arrete_pas(scene: Scene) -> None:
    bilan = ouvrir(debut=dt.date(2026, 1, 1), fin=dt.date(2026, 12, 31))
    with pytest.raises(ErreurReseau, match="pas finie"):
        bilans.arreter_bilan(SYSTEME, bilan.identifiant)


def test_deux_personnes_a_la_fois_voient_le_conflit(scene: Scene, connexion: Any) -> None:
    bilan = ouvrir()
    depart = bilan.version
    ecrire(bilan)
    with pytest.raises(ConflitReseau):
        bilans.ecrire_section(SYSTEME, bilan.identifiant, SECTION, version=depart)
    section = bilan.sections.first()
    reponse = connexion("MISSION").post(
        scene.url("section", bilan.identifiant, section.pk), {**SECTION, "texte": "Le mien", "version": depart}
    )
    assert reponse.status_code == 422
    assert "Ce qui est enregistré maintenant" in reponse.content.decode()
    assert f'value="{bilan.version}"' in reponse.content.decode()


def test_la_page_mene_de_chaque_nombre_a_sa_requete(scene: Scene, connexion: Any) -> None:
    bilan = ouvrir()
    ecrire(bilan)
    client = connexion("MISSION")
    page = client.get(scene.url("bilan", bilan.identifiant)).content.decode()
    assert 'href="#chiffre-reseaucontacts"' in page
    assert f'href="{scene.url("journal")}"' in page
    assert client.get(scene.url("document", bilan.identifiant, "pdf"))["Content-Type"] == "application/pdf"


def test_une_section_change_de_place(scene: Scene, connexion: Any) -> None:
    bilan = ouvrir()
    premiere, seconde = bilan.sections.all()[:2]
    client = connexion("MISSION")
    client.post(scene.url("deplacer_section", bilan.identifiant, seconde.pk), {"sens": "haut"})
    assert list(bilan.sections.all()[:2]) == [seconde, premiere]
    bilans.deplacer_section(SYSTEME, bilan.identifiant, seconde.pk, pas=-1)
    assert bilan.sections.first() == seconde
    retrait = f"{scene.url('section', bilan.identifiant, seconde.pk)}?retirer=oui"
    assert "sera perdu" in client.get(retrait).content.decode()
    client.post(retrait)
    assert bilan.sections.first() == premiere


def test_la_trame_ne_nomme_que_des_chiffres_qui_se_comptent(scene: Scene) -> None:
    lu = lire_bilan(ouvrir())
    textes = [section.texte for section in referentiels.trame()]
    assert [faute.marque for texte in textes for faute in fautes(texte, lu.chiffres)] == []
    assert lu.ecrits_a_la_main == {}


def test_un_brouillon_n_est_vu_que_de_la_mission(scene: Scene, connexion: Any) -> None:
    bilan = ouvrir()
    client = connexion("ARS")
    assert client.get(scene.url("bilan", bilan.identifiant)).status_code == 404
    assert client.post(scene.url("arreter", bilan.identifiant)).status_code == 403
    bilans.arreter_bilan(SYSTEME, bilan.identifiant)
    assert client.get(scene.url("bilan", bilan.identifiant)).status_code == 200
    with pytest.raises(PermissionDenied):
        ouvrir(compte("ARS")[1])
