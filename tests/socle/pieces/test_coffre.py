"""Kept encrypted, read back whole, refused when altered, removed for good."""

from __future__ import annotations

import os
import stat
import sys
from io import StringIO
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.models import ExamenPiece, NatureTrace, Piece, Trace
from maillage.socle.pieces import (
    ChampPiece,
    ErreurPiece,
    controler,
    lire_piece,
    nettoyer_coffre,
    recevoir_piece,
    reexaminer_pieces,
    reponse_piece,
    supprimer_piece,
)
from maillage.socle.pieces.coffre import chemin, deposes
from tests.socle.pieces import fichiers as f

SAIN = f"{sys.executable} -c 'import sys; sys.stdin.buffer.read()'"
INFECTE = f"{sys.executable} -c 'import sys; sys.exit(1)'"
EN_PANNE = f"{sys.executable} -c 'import sys; sys.exit(2)'"


@pytest.fixture(autouse=True)
def coffre(settings: object, tmp_path: Path) -> Path:
    settings.DOSSIER_PIECES = tmp_path / "pieces"  # type: ignore[attr-defined]
    return tmp_path / "pieces"


def recevoir(acteur: ActeurSysteme, nom: str = "note.txt", octets: bytes = f.TEXTE) -> Piece:
    return recevoir_piece(acteur, controler(nom, octets), usage="essai.note", dispositif_id=3, jeune_id=7)


@pytest.mark.django_db
def test_une_piece_se_relit_et_rien_n_est_en_clair_sur_le_disque(systeme: ActeurSysteme, coffre: Path) -> None:
    piece = recevoir(systeme)
    assert lire_piece(systeme, piece) == f.TEXTE
    (garde,) = [path for path in coffre.rglob("*") if path.is_file()]
    assert "Éloïse".encode() not in garde.read_bytes()
    assert "note" not in garde.name
    assert stat.S_IMODE(garde.stat().st_mode) == 0o600


@pytest.mark.django_db
def test_recevoir_lire_et_supprimer_sont_au_journal_du_jeune(systeme: ActeurSysteme) -> None:
    piece = recevoir(systeme)
    lire_piece(systeme, piece)
    supprimer_piece(systeme, piece)
    traces = Trace.objects.filter(jeune_id=7, dispositif_id=3).order_by("pk").values_list("acte", "nature")
    assert list(traces) == [
        ("socle.recevoir_piece", NatureTrace.ECRITURE),
        ("socle.lire_piece", NatureTrace.LECTURE),
        ("socle.supprimer_piece", NatureTrace.ECRITURE),
    ]


@pytest.mark.django_db
def test_un_fichier_modifie_sur_le_disque_ne_s_ouvre_pas(systeme: ActeurSysteme) -> None:
    piece = recevoir(systeme)
    octets = bytearray(chemin(piece.identifiant).read_bytes())
    octets[40] ^= 1
    chemin(piece.identifiant).write_bytes(bytes(octets))
    with pytest.raises(ErreurPiece, match="ne se déchiffre pas"):
        lire_piece(systeme, piece)


@pytest.mark.django_db
def test_une_nouvelle_cle_devant_l_ancienne_lit_tout(systeme: ActeurSysteme, settings: object) -> None:
    ancienne, nouvelle = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.CLES_PIECES = [ancienne]  # type: ignore[attr-defined]
    piece = recevoir(systeme)
    settings.CLES_PIECES = [nouvelle, ancienne]  # type: ignore[attr-defined]
    assert lire_piece(systeme, piece) == f.TEXTE
    settings.CLES_PIECES = [nouvelle]  # type: ignore[attr-defined]
    with pytest.raises(ErreurPiece, match="clé a changé"):
        lire_piece(systeme, piece)


@pytest.mark.django_db
def test_une_piece_perdue_le_dit(systeme: ActeurSysteme) -> None:
    piece = recevoir(systeme)
    chemin(piece.identifiant).unlink()
    with pytest.raises(ErreurPiece, match="ne se retrouve pas"):
        lire_piece(systeme, piece)


@pytest.mark.django_db
def test_supprimer_retire_les_octets_une_fois_l_ecriture_faite(
    systeme: ActeurSysteme, django_capture_on_commit_callbacks: object
) -> None:
    piece = recevoir(systeme)
    path = chemin(piece.identifiant)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        supprimer_piece(systeme, piece)
        assert path.exists()
    assert not path.exists()
    assert not Piece.objects.exists()


@pytest.mark.django_db
def test_un_fichier_sans_piece_part_apres_un_jour(systeme: ActeurSysteme) -> None:
    gardee = recevoir(systeme)
    with pytest.raises(RuntimeError), transaction.atomic():
        perdue = recevoir(systeme)
        raise RuntimeError
    assert nettoyer_coffre() == 0
    for path in deposes():
        os.utime(path, (0, 0))
    assert nettoyer_coffre() == 1
    assert chemin(gardee.identifiant).exists()
    assert not chemin(perdue.identifiant).exists()


def test_un_identifiant_qui_serait_un_chemin_est_refuse() -> None:
    with pytest.raises(ValueError, match=r"\.\."):
        chemin("../secret")


@pytest.mark.django_db
def test_l_antivirus_refuse_ce_qui_est_infecte(settings: object) -> None:
    settings.ANTIVIRUS = INFECTE  # type: ignore[attr-defined]
    with pytest.raises(ErreurPiece, match="antivirus signale"):
        controler("note.txt", f.TEXTE)


@pytest.mark.django_db
@pytest.mark.parametrize("panne", [EN_PANNE, "commande-qui-n-existe-pas"])
def test_l_antivirus_en_panne_garde_a_part_jusqu_au_prochain_examen(
    systeme: ActeurSysteme, settings: object, panne: str
) -> None:
    settings.ANTIVIRUS = panne  # type: ignore[attr-defined]
    piece = recevoir(systeme)
    assert piece.examen == ExamenPiece.EN_ATTENTE
    with pytest.raises(ErreurPiece, match="gardé à part"):
        lire_piece(systeme, piece)
    settings.ANTIVIRUS = INFECTE  # type: ignore[attr-defined]
    assert reexaminer_pieces(systeme) == {"Gardée à part": 1}
    settings.ANTIVIRUS = SAIN  # type: ignore[attr-defined]
    sortie = StringIO()
    call_command("verifier_pieces", stdout=sortie)
    assert "examinée, saine : 1" in sortie.getvalue()
    piece.refresh_from_db()
    assert lire_piece(systeme, piece) == f.TEXTE


@pytest.mark.django_db
def test_une_piece_devenue_infectee_est_mise_a_part(systeme: ActeurSysteme, settings: object) -> None:
    settings.ANTIVIRUS = SAIN  # type: ignore[attr-defined]
    piece = recevoir(systeme)
    settings.ANTIVIRUS = INFECTE  # type: ignore[attr-defined]
    reexaminer_pieces(systeme, toutes=True)
    piece.refresh_from_db()
    assert piece.examen == ExamenPiece.EN_ATTENTE


def test_la_reponse_donne_le_nom_et_ne_laisse_rien_deviner() -> None:
    piece = Piece(nom="Bilan d'Éloïse.pdf", nature="PDF")
    reponse = reponse_piece(piece, f.PDF)
    assert reponse["Content-Disposition"] == "attachment; filename*=utf-8''Bilan%20d%27%C3%89lo%C3%AFse.pdf"
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["Cache-Control"] == "private, no-store"
    assert reponse_piece(piece, f.PDF, en_ligne=True)["Content-Disposition"].startswith("inline")
    docx = Piece(nom="lettre.docx", nature="DOCX")
    assert reponse_piece(docx, b"", en_ligne=True)["Content-Disposition"] == 'attachment; filename="lettre.docx"'
    assert reponse_piece(Piece(nom="a.csv", nature="TEXTE"), b"")["Content-Type"] == "text/plain; charset=utf-8"


class Depot(forms.Form):
    fichier = ChampPiece("Document", taille_max=100_000)
    autre = ChampPiece("Autre", required=False)


def deposer(nom: str, octets: bytes) -> Depot:
    return Depot({}, {"fichier": SimpleUploadedFile(nom, octets)})


def test_le_champ_de_formulaire_donne_un_fichier_controle() -> None:
    form = deposer("../Bilan.pdf", f.PDF)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["fichier"].nom == "Bilan.pdf"
    assert form.cleaned_data["autre"] is None
    assert "98\u202fKo au plus" in form.fields["fichier"].help_text


@pytest.mark.parametrize(
    ("nom", "octets", "dit"),
    [("bilan.pdf", f.PNG, "dit être un PDF"), ("a.txt", b"a" * 100_001, "la limite"), ("a.txt", b"", "vide")],
)
def test_le_champ_de_formulaire_dit_son_refus_a_cote_de_lui(nom: str, octets: bytes, dit: str) -> None:
    form = deposer(nom, octets)
    assert not form.is_valid()
    assert dit in form.errors["fichier"][0]


def test_le_champ_sans_fichier_le_demande() -> None:
    assert Depot({}, {}).errors.keys() == {"fichier"}
