"""A file is what its bytes say, or it is refused in words."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle.models import ExamenPiece
from maillage.socle.pieces import DOCUMENTS, IMAGES, NATURES, ErreurPiece, controler, ecrire_taille
from maillage.socle.pieces.noms import LONGUEUR_MAX, assainir
from tests.socle.pieces import fichiers as f

pytestmark = pytest.mark.sans_base
DISTANT = '<Relationship Type="x/attachedTemplate" Target="https://exemple.test/m.dotm" TargetMode="External"/>'
LOCAL = '<Relationship Type="x/attachedTemplate" Target="file:///C:/Modeles/Normal.dotm" TargetMode="External"/>'


@pytest.mark.parametrize("nom", f.HONNETES)
def test_un_fichier_honnete_est_reconnu_par_son_contenu(nom: str) -> None:
    octets, code = f.HONNETES[nom]
    fichier = controler(nom, octets)
    assert fichier.nature is NATURES[code]
    assert fichier.empreinte == hashlib.sha256(octets).hexdigest()
    assert fichier.examen is ExamenPiece.SANS_ANTIVIRUS
    assert fichier.octets == octets


@pytest.mark.parametrize(
    ("nom", "octets", "dit"),
    [
        ("bilan.pdf", f.PNG, "dit être un PDF (.pdf) mais son contenu est une image PNG"),
        ("photo.png", f.TEXTE, "dit être une image PNG (.png) mais son contenu est un texte simple"),
        ("lettre.docx", f.odf(), "dit être un texte Word (.docx) mais son contenu est un texte OpenDocument"),
        ("bilan.pdf", f.PROGRAMME, "est un programme"),
        ("notes.txt", b"#!/bin/sh\nrm -rf /", "est un programme"),
        ("notes.txt", f.PAGE, "page web ou un script"),
        ("notes.txt", b"\xef\xbb\xbf" + f.PAGE, "page web ou un script"),
        ("photo.png", f.DESSIN, "page web ou un script"),
        ("lettre.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien format Office"),
        ("tout.pdf", b"Rar!\x1a\x07", "est une archive"),
        ("tout.docx", f.archive_de({"lettre.txt": "bonjour"}), "est une archive"),
        ("voix.m4a", f.FILM, "est une vidéo"),
        ("vide.pdf", b"", "est vide"),
        ("bilan.exe", f.PDF, "L'extension .exe n'est pas acceptée"),
        ("bilan.pdf.exe", f.PDF, "L'extension .exe n'est pas acceptée"),
        ("bilan.pdf", b"\x01\x02\x03" * 40, "n'est pas d'un type accepté"),
        ("note.txt", "Éloïse".encode("utf-16"), "enregistrez-le en UTF-8"),
        ("note.txt", b"\x81\x8d" * 10, "n'est pas d'un type accepté"),
    ],
)
def test_un_fichier_qui_n_est_pas_ce_que_dit_son_nom_est_refuse(nom: str, octets: bytes, dit: str) -> None:
    with pytest.raises(ErreurPiece, match=r".") as refus:
        controler(nom, octets)
    assert dit in refus.value.message


@pytest.mark.parametrize(
    "octets",
    [
        f.office(**{"word__vbaProject.bin": b"x"}),
        f.archive_de(
            {"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml": "x"}
        ),
        f.office(word__activeX__activeX1="x"),
        f.odf(**{"Basic/Standard/Module1.xml": "Sub Main"}),
        f.office(**{"word__embeddings__outil.exe": b"MZ"}),
    ],
)
def test_un_document_avec_macro_est_refuse(octets: bytes) -> None:
    with pytest.raises(ErreurPiece, match="macro"):
        controler("lettre", octets)


def test_un_modele_pris_sur_un_autre_serveur_est_refuse_mais_pas_celui_du_poste() -> None:
    with pytest.raises(ErreurPiece, match="autre serveur"):
        controler("lettre.docx", f.office(**{"word___rels__settings.xml.rels": DISTANT}))
    assert controler("lettre.docx", f.office(**{"word___rels__settings.xml.rels": LOCAL})).nature.code == "DOCX"


def test_une_bombe_est_refusee_sans_etre_depliee() -> None:
    with pytest.raises(ErreurPiece, match="démesurée"):
        controler("lettre.docx", f.office(word__media__image1=b"\0" * (40 * 1024 * 1024)))


def test_trop_d_entrees_est_une_bombe() -> None:
    with pytest.raises(ErreurPiece, match="démesurée"):
        controler("lettre.docx", f.archive_de({f"e{rang}": "" for rang in range(5_001)}))


@pytest.mark.parametrize("chemin", ["../../passwd", "/etc/passwd", "word/../../x", "C:/Windows/x", "..\\x"])
def test_un_chemin_piege_dans_une_archive_est_refuse(chemin: str) -> None:
    with pytest.raises(ErreurPiece, match="chemin piégé"):
        controler("lettre.docx", f.archive_de({"[Content_Types].xml": f.TYPES, "word/document.xml": "x", chemin: "y"}))


def test_une_archive_abimee_est_dite_abimee() -> None:
    entiere = f.office(word__long=bytes(range(256)) * 20)
    milieu = entiere.index(b"word/long") + 60
    alteree = entiere[:milieu] + b"\xff\xff" + entiere[milieu + 2 :]
    for octets in (entiere[:-30], alteree, b"PK\x03\x04 rien d'autre"):
        with pytest.raises(ErreurPiece, match=r"abîmé|archive"):
            controler("lettre.docx", octets)


@pytest.mark.parametrize(
    "octets",
    [
        f.pdf_avec(b"<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        f.pdf_avec(b"<</S /Launch /F (calc.exe)>>"),
        f.pdf_avec(b"<</S/J#61vaScript>>"),
        f.pdf_comprime(b"<</S/JavaScript/JS(app.alert(1))>>"),
    ],
)
def test_un_pdf_qui_agit_tout_seul_est_refuse(octets: bytes) -> None:
    with pytest.raises(ErreurPiece, match="action automatique"):
        controler("bilan.pdf", octets)


def test_un_pdf_dont_les_objets_se_deplient_sans_fin_est_refuse() -> None:
    with pytest.raises(ErreurPiece, match="démesurée"):
        controler("bilan.pdf", f.pdf_comprime(b" " * (30 * 1024 * 1024)))


def test_un_pdf_ordinaire_qui_a_ces_lettres_dans_une_image_passe() -> None:
    image = b"<</Subtype/Image/Length 9>>stream\n\x01/JS /JS \nendstream"
    assert controler("bilan.pdf", f.pdf_avec(image)).nature.code == "PDF"
    assert controler("bilan.pdf", f.pdf_comprime(b"<</Type/Page/JSON true>>")).nature.code == "PDF"


def test_la_taille_limite_est_dite(settings: object) -> None:
    settings.TAILLE_MAX_PIECE = 1024 * 1024  # type: ignore[attr-defined]
    with pytest.raises(ErreurPiece) as refus:
        controler("note.txt", b"a" * (1024 * 1024 + 1))
    assert refus.value.message == "Ce fichier pèse 1\u202fMo : la limite est de 1\u202fMo."
    with pytest.raises(ErreurPiece, match="la limite est de 10\u202foctets"):
        controler("note.txt", b"a" * 11, taille_max=10)


def test_seules_les_natures_demandees_passent() -> None:
    with pytest.raises(ErreurPiece, match=r"est un PDF ; sont acceptés ici : \.png, \.jpg, \.jpeg, \.webp\."):
        controler("bilan.pdf", f.PDF, natures=IMAGES)
    with pytest.raises(ErreurPiece, match="est un son MP3"):
        controler("voix.mp3", f.MP3, natures=DOCUMENTS)


def test_un_nom_sans_extension_recoit_celle_de_son_contenu() -> None:
    assert controler("bilan de mars", f.PDF).nom == "bilan de mars.pdf"


@pytest.mark.parametrize(
    ("nom", "propre"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\moi\\Bilan.PDF", "Bilan.pdf"),
        (".cache.txt", "cache.txt"),
        ("CON.txt", "_CON.txt"),
        ("facture\u202efdp.exe.txt", "facturefdp.exe.txt"),
        ("a\x00b<c>|?*.txt", "ab c.txt"),
        ("   ", "piece"),
        ("", "piece"),
        ("E\u0301loi\u0308se.txt", "Éloïse.txt"),
    ],
)
def test_un_nom_est_assaini(nom: str, propre: str) -> None:
    assert assainir(nom) == propre


@given(st.text(max_size=400))
def test_un_nom_assaini_n_est_jamais_un_chemin(nom: str) -> None:
    propre = assainir(nom)
    assert 0 < len(propre) <= LONGUEUR_MAX
    assert not set(propre) & set('/\\<>:"|?*\x00\n\r\u202e')
    assert not propre.startswith(".")
    assert assainir(propre) == propre


@given(st.binary(max_size=300))
def test_aucun_contenu_ne_fait_tomber_le_controle(octets: bytes) -> None:
    try:
        fichier = controler("essai", octets)
    except ErreurPiece as refus:
        assert refus.message.endswith(".")
    else:
        assert fichier.nature.code in NATURES


@pytest.mark.parametrize(
    ("octets", "ecrit"), [(0, "0\u202foctet"), (2, "2\u202foctets"), (1536, "2\u202fKo"), (2_621_440, "2,5\u202fMo")]
)
def test_une_taille_se_lit(octets: int, ecrit: str) -> None:
    assert ecrire_taille(octets) == ecrit
