"""Documents: filed by section, versions kept, destroyed only when proposed, decided and due."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.parcours.models import Phase
from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.models import CertificatDestruction, DocumentJeune, VersionDocument
from maillage.projet.selectors import ecrits_documents as lire
from maillage.projet.services import ecrits_conservation as conserver
from maillage.projet.services import ecrits_documents as services
from maillage.projet.services.ecrits_documents import SaisieDocument
from maillage.socle.models import Piece, Trace
from tests.fabriques import JeuneFactory, PhaseFactory
from tests.projet.ecrits.conftest import Personne, Scene, pdf
from tests.socle.pieces import fichiers

pytestmark = pytest.mark.django_db
SAISIE = {"titre": "", "categorie": "COURRIER", "date": "2025-03-03"}


def titres(scene: Scene, qui: Personne) -> set[str]:
    visibles = lire.documents_du_jeune(qui.acteur, scene.dispositif.pk, scene.jeune.pk, le=timezone.localdate())
    return set(visibles.values_list("titre", flat=True))


def test_un_document_se_lit_par_sa_section(scene: Scene) -> None:
    scene.deposer(scene.educatrice, titre="courrier")
    scene.deposer(scene.infirmier, "ORDONNANCE", titre="ordonnance")
    assert titres(scene, scene.educatrice) == {"courrier"}
    assert titres(scene, scene.infirmier) == {"courrier", "ordonnance"}
    assert titres(scene, scene.coordinatrice) == {"courrier"}
    assert titres(scene, scene.voisin) == set()


def test_une_categorie_d_une_section_fermee_ne_se_depose_pas(scene: Scene) -> None:
    for qui, categorie in ((scene.educatrice, "ORDONNANCE"), (scene.voisin, "COURRIER")):
        with pytest.raises(PermissionDenied):
            scene.deposer(qui, categorie)
    assert not Piece.objects.exists()


def test_deposer_par_la_page_nomme_le_document_comme_son_fichier(scene: Scene) -> None:
    fichier = SimpleUploadedFile("../Bilan de mars.pdf", fichiers.PDF)
    adresse = scene.adresse("deposer_document", scene.jeune.identifiant)
    reponse = scene.educatrice.client.post(adresse, {**SAISIE, "fichier": fichier}, follow=True)
    assert "Bilan de mars.pdf" in reponse.content.decode()
    assert DocumentJeune.objects.get().section == "educatif"


@pytest.mark.parametrize(
    ("nom", "octets", "dit"),
    [
        ("bilan.pdf", fichiers.PNG, "dit être un PDF (.pdf) mais son contenu est une image PNG"),
        ("bilan.pdf", fichiers.PROGRAMME, "est un programme"),
        ("bilan.docx", fichiers.office(**{"word__vbaProject.bin": b"x"}), "macro"),
    ],
)
def test_un_fichier_qui_ment_est_refuse_a_cote_de_son_champ(scene: Scene, nom: str, octets: bytes, dit: str) -> None:
    adresse = scene.adresse("deposer_document", scene.jeune.identifiant)
    reponse = scene.educatrice.client.post(adresse, {**SAISIE, "fichier": SimpleUploadedFile(nom, octets)})
    assert reponse.status_code == 422
    assert dit in reponse.content.decode().replace("&#x27;", "'")
    assert not DocumentJeune.objects.exists()
    assert not Piece.objects.exists()


def test_telecharger_rend_les_octets_et_l_inscrit_au_journal(scene: Scene) -> None:
    document = scene.deposer(scene.educatrice)
    adresse = scene.adresse("fichier_document", document.identifiant, 1)
    reponse = scene.infirmier.client.get(adresse)
    assert reponse.content == fichiers.PDF
    assert reponse["Content-Disposition"].startswith("attachment")
    assert scene.infirmier.client.get(f"{adresse}?voir=1")["Content-Disposition"].startswith("inline")
    lus = Trace.objects.filter(acte="projet.telecharger_document", jeune_id=scene.jeune.pk)
    assert [trace.details["numero"] for trace in lus] == [1, 1]
    assert scene.voisin.client.get(adresse).status_code == 404
    assert scene.infirmier.client.get(scene.adresse("fichier_document", document.identifiant, 7)).status_code == 404


def test_une_nouvelle_version_garde_l_ancienne(scene: Scene) -> None:
    document = scene.deposer(scene.educatrice)
    nouvelle = SimpleUploadedFile("v2.pdf", fichiers.PDF + b"% v2\n")
    adresse = scene.adresse("version_document", document.identifiant)
    scene.educatrice.client.post(adresse, {"fichier": nouvelle, "note": "signé", "version": 1})
    numeros = VersionDocument.objects.filter(document=document).values_list("numero", "note")
    assert list(numeros) == [(2, "signé"), (1, "")]
    page = scene.infirmier.client.get(scene.adresse("document", document.identifiant)).content.decode()
    assert "Version 2" in page
    assert "Version 1" in page


def test_deux_versions_a_la_fois_sont_un_conflit_et_la_meme_est_refusee(scene: Scene) -> None:
    document = scene.deposer(scene.educatrice)
    commun: dict[str, Any] = {"document": document, "note": "", "maintenant": timezone.now()}
    services.ajouter_version(scene.educatrice.acteur, fichier=pdf(suffixe=b"%2\n"), version=1, **commun)
    with pytest.raises(ConflitDeTexte):
        services.ajouter_version(scene.infirmier.acteur, fichier=pdf(suffixe=b"%3\n"), version=1, **commun)
    with pytest.raises(ErreurProjet, match="octet pour octet"):
        services.ajouter_version(scene.educatrice.acteur, fichier=pdf(suffixe=b"%2\n"), version=2, **commun)


def test_ranger_autrement_change_la_section_si_les_deux_sont_ouvertes(scene: Scene) -> None:
    document = scene.deposer(scene.infirmier)
    saisie = SaisieDocument("Ordonnance", "ORDONNANCE", dt.date(2025, 3, 4))
    with pytest.raises(PermissionDenied):
        services.classer_document(scene.educatrice.acteur, document=document, saisie=saisie, maintenant=timezone.now())
    services.classer_document(scene.infirmier.acteur, document=document, saisie=saisie, maintenant=timezone.now())
    assert titres(scene, scene.educatrice) == set()


def test_retirer_demande_pourquoi_et_se_defait(scene: Scene) -> None:
    document = scene.deposer(scene.educatrice)
    adresse = scene.adresse("retirer_document", document.identifiant)
    assert scene.educatrice.client.post(adresse, {"motif": ""}).status_code == 422
    reponse = scene.educatrice.client.post(adresse, {"motif": "mauvais dossier"}, follow=True)
    assert scene.adresse("retablir_document", document.identifiant) in reponse.content.decode()
    liste = scene.adresse("documents_du_jeune", scene.jeune.identifiant)
    assert "Courrier de rentrée" not in scene.educatrice.client.get(liste).content.decode()
    assert "Courrier de rentrée" in scene.educatrice.client.get(f"{liste}?retires=on").content.decode()
    scene.educatrice.client.post(scene.adresse("retablir_document", document.identifiant))
    assert "Courrier de rentrée" in scene.educatrice.client.get(liste).content.decode()


def test_la_famille_ne_voit_que_ce_qui_lui_est_montre(scene: Scene) -> None:
    scene.deposer(scene.educatrice, titre="interne")
    scene.deposer(scene.educatrice, titre="montré", partage_famille=True)

    class Parent:
        jeunes_representes = frozenset({scene.jeune.pk})

    assert [d.titre for d in lire.documents_de_l_espace(Parent(), scene.jeune.pk)] == ["montré"]  # type: ignore[arg-type]
    assert not lire.documents_de_l_espace(scene.educatrice.acteur, scene.jeune.pk).exists()


def finir_l_accompagnement(scene: Scene, fin: dt.date) -> None:
    Phase.objects.filter(jeune=scene.jeune).update(debut=fin - dt.timedelta(days=300), fin=fin)


def proposes(scene: Scene, le: dt.date) -> list[str]:
    return [un.document.titre for un in lire.documents_echus(scene.directrice.acteur, scene.dispositif.pk, le=le)]


def test_rien_n_est_propose_tant_que_la_duree_court(scene: Scene) -> None:
    scene.deposer(scene.educatrice, titre="courrier")
    scene.deposer(scene.infirmier, "ORDONNANCE", titre="ordonnance")
    assert proposes(scene, dt.date(2060, 1, 1)) == []
    finir_l_accompagnement(scene, dt.date(2024, 8, 31))
    assert proposes(scene, dt.date(2029, 8, 31)) == []
    assert proposes(scene, dt.date(2029, 9, 1)) == ["courrier"]
    assert proposes(scene, dt.date(2047, 9, 1)) == ["courrier", "ordonnance"]
    assert lire.documents_echus(scene.educatrice.acteur, scene.dispositif.pk, le=dt.date(2047, 9, 1)) == []


def test_detruire_se_propose_se_decide_attend_se_fait_et_se_certifie(
    scene: Scene, django_capture_on_commit_callbacks: Any
) -> None:
    document = scene.deposer(scene.educatrice)
    finir_l_accompagnement(scene, dt.date(2015, 8, 31))
    identifiant = document.identifiant
    page = scene.directrice.client.get(scene.adresse("conservation")).content.decode()
    assert "Durée échue depuis le" in page
    scene.directrice.client.post(scene.adresse("decider_destruction"), {"document": [identifiant]})
    assert titres(scene, scene.educatrice) == set()
    assert conserver.detruire_documents(scene.directrice.acteur, le=timezone.localdate()) == 0
    with django_capture_on_commit_callbacks(execute=True):
        dans_huit_jours = timezone.localdate() + dt.timedelta(days=8)
        assert conserver.detruire_documents(scene.directrice.acteur, le=dans_huit_jours) == 1
    certificat = CertificatDestruction.objects.get()
    assert (certificat.document, certificat.decide_par) == (identifiant, "Une directrice")
    assert len(certificat.empreintes) == 1
    assert not DocumentJeune.objects.exists()
    assert not Piece.objects.exists()
    reponse = scene.directrice.client.get(scene.adresse("exporter_certificats", "csv"))
    assert identifiant in reponse.content.decode("utf-8-sig")


def test_une_destruction_decidee_s_annule(scene: Scene) -> None:
    document = scene.deposer(scene.educatrice)
    finir_l_accompagnement(scene, dt.date(2015, 8, 31))
    scene.directrice.client.post(scene.adresse("decider_destruction"), {"document": [document.identifiant]})
    scene.directrice.client.post(scene.adresse("annuler_destruction"), {"document": [document.identifiant]})
    assert titres(scene, scene.educatrice) == {"Courrier de rentrée"}
    sortie = StringIO()
    call_command("detruire_documents", stdout=sortie)
    assert "Documents détruits : 0." in sortie.getvalue()


def test_on_ne_detruit_pas_ce_qui_n_est_pas_propose(scene: Scene) -> None:
    document = scene.deposer(scene.educatrice)
    reponse = scene.directrice.client.post(
        scene.adresse("decider_destruction"), {"document": [document.identifiant]}, follow=True
    )
    assert "Rien n&#x27;est décidé" in reponse.content.decode()
    assert scene.coordinatrice.client.post(scene.adresse("decider_destruction")).status_code == 403
    with pytest.raises(PermissionDenied):
        conserver.decider_destruction(
            scene.coordinatrice.acteur, dispositif_id=scene.dispositif.pk, identifiants=[], le=timezone.localdate()
        )


def test_un_document_retire_se_propose_et_un_document_a_detruire_ne_bouge_plus(scene: Scene) -> None:
    document = scene.deposer(scene.educatrice)
    services.retirer_document(scene.educatrice.acteur, document=document, motif="erreur", maintenant=timezone.now())
    assert proposes(scene, timezone.localdate()) == ["Courrier de rentrée"]
    conserver.decider_destruction(
        scene.directrice.acteur,
        dispositif_id=scene.dispositif.pk,
        identifiants=[document.identifiant],
        le=timezone.localdate(),
    )
    with pytest.raises(ErreurProjet, match="annulez-la"):
        services.retablir_document(scene.educatrice.acteur, document=document, maintenant=timezone.now())


def test_le_resume_est_absent_quand_rien_n_est_ouvert(scene: Scene) -> None:
    scene.deposer(scene.educatrice)
    adresse = scene.adresse("documents_resume", scene.jeune.identifiant)
    fragment = scene.infirmier.client.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert "Courrier de rentrée" in fragment
    assert "<html" not in fragment
    assert scene.voisin.client.get(adresse, headers={"HX-Request": "true"}).content.decode().strip() == ""
    assert "<html" in scene.infirmier.client.get(adresse).content.decode()


def test_la_liste_filtre_trie_et_s_exporte(scene: Scene) -> None:
    scene.deposer(scene.educatrice, titre="Alpha")
    scene.deposer(scene.educatrice, "GEVASCO", titre="Bêta")
    liste = scene.adresse("documents_du_jeune", scene.jeune.identifiant)
    page = scene.educatrice.client.get(f"{liste}?categorie=GEVASCO").content.decode()
    assert "Bêta" in page
    assert "Alpha" not in page
    triee = scene.educatrice.client.get(f"{liste}?tri=titre").content.decode()
    assert triee.index("Alpha") < triee.index("Bêta")
    assert "Bêta" in scene.educatrice.client.get(f"{liste}?categorie=INCONNUE").content.decode()
    csv = scene.educatrice.client.get(scene.adresse("exporter_documents", scene.jeune.identifiant, "csv"))
    assert "Alpha" in csv.content.decode("utf-8-sig")


def test_autant_de_requetes_pour_un_document_et_pour_six(scene: Scene) -> None:
    def compter(adresse: str, qui: Personne) -> int:
        with CaptureQueriesContext(connection) as requetes:
            assert qui.client.get(adresse).status_code == 200
        return len(requetes)

    visites = [
        (scene.adresse("documents_du_jeune", scene.jeune.identifiant), scene.educatrice),
        (scene.adresse("conservation"), scene.directrice),
    ]

    def peupler(debut: int, fin: int) -> None:
        for rang in range(debut, fin):
            scene.deposer(scene.educatrice, titre=f"Document {rang}")
            autre = JeuneFactory()
            PhaseFactory(jeune=autre, dispositif=scene.dispositif, fin=dt.date(2015, 1, 1), debut=dt.date(2014, 1, 1))
            scene.deposer(scene.coordinatrice, titre=f"Échu {rang}", jeune=autre)

    peupler(0, 1)
    for adresse, qui in visites:
        compter(adresse, qui)
    comptes = [compter(adresse, qui) for adresse, qui in visites]
    peupler(1, 6)
    assert [compter(adresse, qui) for adresse, qui in visites] == comptes
