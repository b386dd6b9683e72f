"""What anyone may read: pages of the mission, coming meetings, publications, bilans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.reseau import referentiels
from maillage.reseau.models import VersionPage
from maillage.reseau.selectors.salles import fonctions
from maillage.socle.domain.bilan import PublicationReseau


@dataclass(frozen=True)
class PageLue:
    """A page of the site as it is shown; `numero` 0 while nobody wrote it."""

    code: str
    titre: str
    texte: str
    numero: int = 0
    ecrite_le: dt.datetime | None = None
    ecrite_par: str = ""

    @property
    def paragraphes(self) -> list[str]:
        return [morceau.strip() for morceau in self.texte.split("\n\n") if morceau.strip()]


def pages_du_site() -> dict[str, PageLue]:
    """Return every page by code, in the order of the site (1 query)."""
    dernieres: dict[str, VersionPage] = {}
    for version in VersionPage.objects.order_by("page", "numero"):
        dernieres[version.page] = version
    return {
        code: _lue(dernieres[code]) if code in dernieres else PageLue(code, proposee.titre, proposee.texte)
        for code, proposee in referentiels.pages().items()
    }


def _lue(version: VersionPage) -> PageLue:
    return PageLue(version.page, version.titre, version.texte, version.numero, version.ecrite_le, version.ecrite_par)


def versions_de(code: str) -> list[VersionPage]:
    """Return every version of a page, the latest first."""
    return list(VersionPage.objects.filter(page=code).order_by("-numero"))


def publications() -> list[PublicationReseau]:
    """Return the public publications of every room, the latest first."""
    lues = [publication for _, publiees in fonctions("public", "publications") for publication in publiees()]
    return sorted(lues, key=lambda p: (p.publiee_le, p.identifiant), reverse=True)
