"""What the repository must never hold, and what its documents must always hold."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.conftest import RACINE

pytestmark = pytest.mark.sans_base
ADRESSES = re.compile(r"https?://[^\s\"']*(pypi|pythonhosted|npmjs|registry)[^\s\"']*", re.IGNORECASE)
VERROUS = (
    "requirements.txt",
    "requirements-dev.txt",
    "pyproject.toml",
    "frontend/package.json",
    "frontend/package-lock.json",
    "frontend/.npmrc",
)
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE",
    "publiccode.yml",
    "docs/glossaire.md",
    "docs/exploitation/reglages.md",
)


def fichiers_suivis() -> list[str]:
    sortie = subprocess.run(["git", "ls-files"], cwd=RACINE, capture_output=True, text=True, check=True).stdout
    return [name for name in sortie.splitlines() if (RACINE / name).is_file()]


@pytest.mark.parametrize("nom", VERROUS)
def test_aucun_verrou_ne_nomme_un_depot_de_paquets(nom: str) -> None:
    path = RACINE / nom
    if not path.exists():
        pytest.skip(f"{nom} n'existe pas")
    assert ADRESSES.findall(path.read_text(encoding="utf-8")) == []


def test_les_verrous_portent_des_empreintes() -> None:
    for nom in ("requirements.txt", "requirements-dev.txt"):
        lignes = (RACINE / nom).read_text(encoding="utf-8").splitlines()
        paquets = [ligne for ligne in lignes if re.match(r"^[a-z]", ligne)]
        assert paquets
        assert all(ligne.endswith("\\") for ligne in paquets)


@pytest.mark.parametrize("nom", DOCUMENTS)
def test_les_documents_promis_existent(nom: str) -> None:
    assert (RACINE / nom).stat().st_size > 0


def test_aucun_chemin_de_poste_dans_le_depot() -> None:
    motif = re.compile(r"(^|[^A-Za-z0-9_.])/(home|root|Users)/[a-z]")
    fautifs = [
        nom
        for nom in fichiers_suivis()
        if nom.endswith((".py", ".md", ".toml", ".sql", ".html", ".js", ".css", ".yml", ".sh"))
        and motif.search((RACINE / nom).read_text(encoding="utf-8"))
    ]
    assert fautifs == []


def test_chaque_variable_d_environnement_est_documentee() -> None:
    noms = set()
    for path in (RACINE / "maillage").rglob("*.py"):
        noms.update(re.findall(r"[\"'](MAILLAGE_[A-Z_]+|DATABASE_URL)[\"']", path.read_text(encoding="utf-8")))
    document = (RACINE / "docs/exploitation/reglages.md").read_text(encoding="utf-8")
    assert sorted(nom for nom in noms if f"`{nom}`" not in document) == []


def test_le_jour_d_un_instant_est_celui_de_paris():
    """Between midnight and two, the day of a moment kept in UTC is still the day before: `timezone.localdate` says the right one."""
    sources = sorted((RACINE / "maillage").rglob("*.py"))
    fautifs = [
        f"{p.relative_to(RACINE)}: {vu}" for p in sources for vu in re.findall(r"\w+_le\.date\(\)", p.read_text())
    ]
    assert not fautifs
