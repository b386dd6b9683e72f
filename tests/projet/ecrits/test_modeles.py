"""Templates: the white list holds, what is wrong is named with its paragraph, what comes out is what was written."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.parcours.models import MembreEquipe
from maillage.projet.documents.departs import modele_de_depart
from maillage.projet.documents.gabarit import analyser, remplir
from maillage.projet.documents.lecture import lire_docx
from maillage.projet.documents.pdf import docx_en_pdf
from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.models import DocumentJeune, ModeleDocument
from maillage.projet.referentiels_ecrits import champs_de_modele, modeles_de_depart
from maillage.projet.selectors.ecrits_champs import valeurs_fictives
from maillage.projet.services import ecrits_modeles as services
from maillage.projet.services.ecrits_modeles import SaisieModele
from maillage.socle.models import Piece, Trace
from maillage.socle.pieces import controler
from tests.projet.ecrits.conftest import Scene
from tests.socle.pieces import fichiers

LE = dt.date(2025, 3, 3)


def docx(*paragraphes: str, tete: str = "", titre: str = "") -> bytes:
    document = Document()
    for texte in paragraphes:
        document.add_paragraph(texte)
    if tete:
        document.sections[0].header.paragraphs[0].text = tete
    document.core_properties.title = titre
    tampon = io.BytesIO()
    document.save(tampon)
    return tampon.getvalue()


def texte(octets: bytes) -> str:
    return "\n".join(bloc.texte for bloc in lire_docx(octets).corps)


def rempli(*paragraphes: str, **saisies: str) -> str:
    return texte(remplir(docx(*paragraphes), valeurs_fictives(saisies)))


@pytest.mark.sans_base
def test_chaque_champ_de_la_liste_blanche_se_remplit() -> None:
    for code, champ in champs_de_modele().items():
        assert rempli(f"{{{{ {code} }}}}") == champ.exemple


@pytest.mark.sans_base
def test_filtres_conditions_listes_et_saisies() -> None:
    assert rempli("{{ jeune.nom|majuscules }}") == "EXEMPLE"
    assert rempli("{% if jeune.age == '12' and not referent.nom %}non{% else %}oui{% endif %}") == "oui"
    boucle = "{% for p in equipe %}{{ p.nom }}{% if not loop.last %}, {% endif %}{% endfor %}"
    assert rempli(boucle) == "Sacha Modèle, Lou Modèle"
    assert rempli("{{ saisie.objet }}", objet="Rentrée") == "Rentrée"
    assert rempli("{{ saisie.point_à_aborder }}", point_à_aborder="Rentrée") == "Rentrée"
    assert analyser(docx("{{ saisie.objet }} {{ saisie.lieu }}", tete="{{ jeune.nom }}")).saisies == ("objet", "lieu")


@pytest.mark.sans_base
@pytest.mark.parametrize(
    ("paragraphe", "dit"),
    [
        ("Né le {{ jeune nom }}", "mal écrit"),
        ("Prénom : {{ jeune.prenon }}", "Champ inconnu « jeune.prenon » (paragraphe « Prénom : {{ jeune.prenon }} »)."),
        ("{{ nom }}", "Champ inconnu « nom »"),
        ("{{ saisie.__class__ }}", "Champ inconnu « saisie.__class__ »"),
        ("{{ saisie.Objet }}", "Champ inconnu"),
        ("{{ equipe }}", "est une liste"),
        ("{{ jeune.nom|lower }}", "Le filtre « lower » n'existe pas"),
        ("{{ jeune.nom|majuscules(1) }}", "n'existe pas"),
        ("{{ jeune.nom.upper() }}", "n'est pas permis"),
        ("{{ jeune['nom'] }}", "n'est pas permis"),
        ("{{ 'a' * 999999999 }}", "n'est pas permis"),
        ("{% set x = 1 %}", "n'est pas permis"),
        ("{% import 'os' as os %}", "n'est pas permis"),
        ("{% include '/etc/passwd' %}", "n'est pas permis"),
        ("{% for i in range(9) %}{{ i }}{% endfor %}", "Une boucle s'écrit"),
        ("{% for p in equipe %}{{ p.age }}{% endfor %}", "Champ inconnu « p.age » ; ici : p.nom, p.fonction"),
        ("{% for p in equipe %}{% for q in equipe %}x{% endfor %}{% endfor %}", "boucle dans une boucle"),
        ("{% if jeune.age %}sans fin", "n'est pas fermée"),
        ("{% endif %}", "n'est pas permis dans un modèle, ou n'a rien à fermer"),
        ("{{ jeune.prenom", "mal écrit"),
    ],
)
def test_ce_qui_n_est_pas_permis_est_nomme_avec_son_paragraphe(paragraphe: str, dit: str) -> None:
    analyse = analyser(docx("Bonjour", paragraphe, "Fin"))
    assert dit in " ".join(analyse.erreurs)
    with pytest.raises(ErreurProjet) as refus:
        remplir(docx(paragraphe), valeurs_fictives({}))
    assert refus.value.champ == "fichier"


@pytest.mark.sans_base
def test_l_en_tete_les_proprietes_et_les_tableaux_sont_verifies_aussi() -> None:
    assert "jeune.x" in " ".join(analyser(docx("ok", tete="{{ jeune.x }}")).erreurs)
    assert "jeune.y" in " ".join(analyser(docx("ok", titre="{{ jeune.y }}")).erreurs)
    document = Document(io.BytesIO(docx("ok")))
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ jeune.z }}"
    tampon = io.BytesIO()
    document.save(tampon)
    assert "jeune.z" in " ".join(analyser(tampon.getvalue()).erreurs)


@pytest.mark.sans_base
def test_un_champ_coupe_par_le_traitement_de_texte_est_quand_meme_lu() -> None:
    document = Document()
    paragraphe = document.add_paragraph()
    for part in ("{", "{ jeune", ".pre", "nom }", "}"):
        paragraphe.add_run(part).bold = part == ".pre"
    tampon = io.BytesIO()
    document.save(tampon)
    assert texte(remplir(tampon.getvalue(), valeurs_fictives({}))) == "Camille"


@pytest.mark.sans_base
@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), max_size=60))
def test_ce_qui_est_saisi_ressort_tel_quel_et_ne_s_execute_jamais(saisi: str) -> None:
    sorti = rempli("[{{ saisie.x }}]", x=saisi)
    for marque in ("{_{", "}_}", "{_%", "%_}"):
        saisi = saisi.replace(marque, marque.replace("_", ""))
    assert sorti == f"[{saisi}]"


@pytest.mark.sans_base
def test_un_champ_saisi_qui_ressemble_a_un_champ_reste_du_texte() -> None:
    assert rempli("{{ saisie.x }}", x="{{ jeune.nom }} <b>&amp;") == "{{ jeune.nom }} <b>&amp;"


@pytest.mark.sans_base
@pytest.mark.parametrize("code", modeles_de_depart())
def test_chaque_modele_de_depart_est_propre_et_se_met_en_pdf_accessible(code: str) -> None:
    octets = modele_de_depart(code)
    controler("m.docx", octets)
    analyse = analyser(octets)
    assert analyse.erreurs == ()
    sorti = remplir(octets, valeurs_fictives(dict.fromkeys(analyse.saisies, "à dire\nsur deux lignes")))
    assert "{" not in texte(sorti)
    with pikepdf.open(io.BytesIO(docx_en_pdf(sorti, auteur="Essai", le=LE))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")


@pytest.mark.sans_base
def test_le_meme_document_donne_le_meme_pdf_et_un_pdf_sans_danger() -> None:
    sorti = docx("Un", "Deux")
    premier = docx_en_pdf(sorti, auteur="x", le=LE)
    assert premier == docx_en_pdf(sorti, auteur="x", le=LE)
    assert controler("d.pdf", premier).nature.code == "PDF"


@pytest.mark.sans_base
def test_la_lecture_garde_titres_listes_tableaux_gras_et_images() -> None:
    document = Document()
    document.add_heading("Titre", 1)
    document.add_heading("Trop loin", 3)
    document.add_paragraph("un", style="List Bullet")
    document.add_paragraph("deux", style="List Number")
    document.add_paragraph().add_run("fort").bold = True
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "fusion"
    document.add_picture(io.BytesIO(PIXEL))
    document.sections[0].header.paragraphs[0].text = "En-tête"
    tampon = io.BytesIO()
    document.save(tampon)
    lu = lire_docx(tampon.getvalue())
    assert [bloc.genre for bloc in lu.corps] == ["titre", "titre", "puce", "numero", "paragraphe", "tableau", "image"]
    assert lu.corps[4].morceaux[0].gras
    assert [len(ligne) for ligne in lu.corps[5].lignes] == [2, 2]
    assert lu.tete[0].texte == "En-tête"
    assert docx_en_pdf(tampon.getvalue(), auteur="x", le=LE).startswith(b"%PDF")


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def deposer(scene: Scene, *paragraphes: str, nom: str = "Attestation", categorie: str = "COURRIER") -> ModeleDocument:
    return services.deposer_modele(
        scene.directrice.acteur,
        dispositif_id=scene.dispositif.pk,
        saisie=SaisieModele(nom, categorie),
        fichier=controler("m.docx", docx(*paragraphes)),
        maintenant=timezone.now(),
    )


def televerser(octets: bytes, nom: str = "modele.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, octets)


@pytest.mark.django_db
def test_un_modele_refuse_ne_laisse_rien(scene: Scene) -> None:
    adresse = scene.adresse("deposer_modele")
    saisie = {"nom": "Courrier", "categorie": "COURRIER", "fichier": televerser(docx("Cher {{ jeune.prenon }}"))}
    reponse = scene.directrice.client.post(adresse, saisie)
    assert reponse.status_code == 422
    assert "Champ inconnu « jeune.prenon » (paragraphe « Cher {{ jeune.prenon }} »)" in reponse.content.decode()
    assert not ModeleDocument.objects.exists()
    assert not Piece.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("octets", [fichiers.office(), fichiers.PDF, fichiers.odf()])
def test_un_fichier_qui_n_est_pas_un_texte_word_est_refuse(scene: Scene, octets: bytes) -> None:
    saisie = {"nom": "Courrier", "categorie": "COURRIER", "fichier": televerser(octets)}
    assert scene.directrice.client.post(scene.adresse("deposer_modele"), saisie).status_code == 422
    assert not ModeleDocument.objects.exists()


@pytest.mark.django_db
def test_seuls_ceux_qui_tiennent_les_modeles_les_changent(scene: Scene) -> None:
    assert scene.educatrice.client.post(scene.adresse("deposer_modele")).status_code == 403
    with pytest.raises(PermissionDenied):
        services.installer_modeles_de_depart(
            scene.educatrice.acteur, dispositif_id=scene.dispositif.pk, maintenant=timezone.now()
        )


@pytest.mark.django_db
def test_les_modeles_de_depart_s_ajoutent_une_fois(scene: Scene) -> None:
    for _ in range(2):
        scene.directrice.client.post(scene.adresse("installer_modeles"))
    assert ModeleDocument.objects.count() == len(modeles_de_depart())
    for modele in ModeleDocument.objects.all():
        page = scene.educatrice.client.get(scene.adresse("modele", modele.identifiant))
        assert "Camille" in page.content.decode()
        for extension in ("docx", "pdf"):
            exemple = scene.educatrice.client.get(scene.adresse("exemple_modele", modele.identifiant, extension))
            assert exemple.status_code == 200
            assert len(exemple.content) > 1_000


@pytest.mark.django_db
def test_une_version_remplace_l_autre_qui_reste_et_le_conflit_se_dit(scene: Scene) -> None:
    modele = deposer(scene, "Un")
    adresse = scene.adresse("version_modele", modele.identifiant)
    scene.directrice.client.post(adresse, {"fichier": televerser(docx("Deux")), "note": "logo", "version": 1})
    assert list(modele.versions.values_list("numero", "note")) == [(2, "logo"), (1, "")]
    ancienne = scene.educatrice.client.get(scene.adresse("fichier_modele", modele.identifiant, 1))
    assert texte(ancienne.content) == "Un"
    with pytest.raises(ConflitDeTexte):
        services.ajouter_version_modele(
            scene.directrice.acteur,
            modele=modele,
            fichier=controler("m.docx", docx("Trois")),
            note="",
            version=1,
            maintenant=timezone.now(),
        )


@pytest.mark.django_db
def test_deux_modeles_n_ont_pas_le_meme_nom_mais_un_retire_laisse_le_sien(scene: Scene) -> None:
    modele = deposer(scene, "Un")
    with pytest.raises(ErreurProjet, match="existe déjà"):
        deposer(scene, "Deux")
    scene.directrice.client.post(scene.adresse("retirer_modele", modele.identifiant))
    deposer(scene, "Deux")
    reponse = scene.directrice.client.post(scene.adresse("retablir_modele", modele.identifiant), follow=True)
    assert "a pris ce nom" in reponse.content.decode()
    renommee = {"nom": "Ancienne attestation", "categorie": "COURRIER"}
    scene.directrice.client.post(scene.adresse("renommer_modele", modele.identifiant), renommee)
    scene.directrice.client.post(scene.adresse("retablir_modele", modele.identifiant))
    assert set(ModeleDocument.objects.filter(retire_le=None).values_list("nom", flat=True)) == {
        "Attestation",
        "Ancienne attestation",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_generer_regarde_puis_range_dans_le_dossier(scene: Scene, format: str) -> None:
    modele = deposer(scene, "{{ jeune.prenom }} {{ jeune.nom }}, {{ scolarite.etablissement }}", "{{ saisie.objet }}")
    adresse = scene.adresse("generer_document", scene.jeune.identifiant, modele.identifiant)
    page = scene.educatrice.client.get(adresse).content.decode()
    assert "Noé Fictifort, Collège inventé" in page
    assert "Objet" in page
    regarde = {"apercu": "1", "saisie_objet": "Rentrée", "titre": "Attestation", "format": format}
    assert "Rentrée</p>" in scene.educatrice.client.post(adresse, regarde).content.decode()
    assert not DocumentJeune.objects.exists()
    del regarde["apercu"]
    reponse = scene.educatrice.client.post(adresse, regarde, follow=True)
    document = DocumentJeune.objects.get()
    assert (document.titre, document.categorie, document.section) == ("Attestation", "COURRIER", "educatif")
    assert document.modele.numero == 1
    assert "Le document est rangé dans le dossier." in reponse.content.decode()
    fichier = scene.educatrice.client.get(scene.adresse("fichier_document", document.identifiant, 1))
    assert fichier.content.startswith(b"PK" if format == "docx" else b"%PDF")
    assert Trace.objects.filter(acte="projet.generer_document").count() == 1
    assert Trace.objects.filter(acte="projet.apercevoir_document", jeune_id=scene.jeune.pk).exists()


@pytest.mark.django_db
def test_un_champ_d_une_section_fermee_ne_sort_pas_dans_un_document(scene: Scene) -> None:
    modele = deposer(scene, "{{ scolarite.etablissement }}")
    veilleur = scene.educatrice
    MembreEquipe.objects.filter(professionnel=veilleur.professionnel).update(fonction="NUIT")
    adresse = scene.adresse("generer_document", scene.jeune.identifiant, modele.identifiant)
    page = veilleur.client.get(adresse).content.decode()
    assert "Collège inventé" not in page
    assert "ne vous est pas ouvert" in page
    reponse = veilleur.client.post(adresse, {"titre": "x", "format": "docx"})
    assert reponse.status_code in {200, 422}
    assert not DocumentJeune.objects.exists()


@pytest.mark.django_db
def test_les_champs_vides_sont_dits(scene: Scene) -> None:
    modele = deposer(scene, "{{ jeune.commune }} {{ referent.nom }} {{ saisie.objet }} {{ jeune.prenom }}")
    adresse = scene.adresse("generer_document", scene.jeune.identifiant, modele.identifiant)
    page = scene.educatrice.client.get(adresse).content.decode()
    assert "[Objet]" in page
    assert "Commune de résidence, Référent ou référente du jeune." in page
    regarde = {"apercu": "1", "titre": "x", "format": "docx", "saisie_objet": " "}
    revue = scene.educatrice.client.post(adresse, regarde).content.decode()
    assert "Commune de résidence, Référent ou référente du jeune, Objet." in revue


@pytest.mark.django_db
def test_on_ne_choisit_que_les_modeles_dont_la_section_est_ouverte(scene: Scene) -> None:
    deposer(scene, "un", nom="Courrier simple")
    deposer(scene, "deux", nom="Fiche de soin", categorie="ORDONNANCE")
    adresse = scene.adresse("choisir_modele", scene.jeune.identifiant)
    pour_l_educatrice = scene.educatrice.client.get(adresse).content.decode()
    assert "Courrier simple" in pour_l_educatrice
    assert "Fiche de soin" not in pour_l_educatrice
    assert "Fiche de soin" in scene.infirmier.client.get(adresse).content.decode()
    assert "Aucun modèle à employer" in scene.voisin.client.get(adresse).content.decode()


@pytest.mark.django_db
def test_la_page_des_champs_dit_toute_la_liste_blanche(scene: Scene) -> None:
    page = scene.educatrice.client.get(scene.adresse("champs_de_modele")).content.decode()
    assert all(f"{{{{ {code} }}}}" in page for code in champs_de_modele())


@pytest.mark.django_db
def test_autant_de_requetes_pour_un_modele_et_pour_six(scene: Scene) -> None:
    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            assert scene.educatrice.client.get(scene.adresse("modeles")).status_code == 200
        return len(requetes)

    deposer(scene, "x", nom="Modèle 0")
    compter()
    compte = compter()
    for rang in range(1, 6):
        deposer(scene, "x", nom=f"Modèle {rang}")
    assert compter() == compte
