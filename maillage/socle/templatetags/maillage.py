"""Filters and tags available on every page: French numbers, dates and hours, icons, acronyms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from maillage.socle import dessin, graphiques, horloge
from maillage.socle.domain import typographie
from maillage.socle.domain.texte import elider
from maillage.socle.glossaire import developper
from maillage.socle.modalites import MODALITES, ModaliteDessinee
from maillage.socle.pictogrammes import pictogrammes
from maillage.socle.reperes import reperes_du_cadre

register = template.Library()
DEUX = 2
"""Where the French plural begins."""
PREFIXE_ANNULATION = "annuler:"


def _decimal(valeur: Any) -> Decimal | None:
    if valeur is None or valeur == "":
        return None
    try:
        return Decimal(str(valeur))
    except InvalidOperation:
        return None


@register.filter
def nombre(valeur: Any, decimales: int | None = None) -> str:
    """Write a number with French spacing and decimal comma; « – » when there is none."""
    exact = _decimal(valeur)
    return typographie.ABSENT if exact is None else typographie.ecrire_nombre(exact, decimales)


@register.filter
def taux(valeur: Any, decimales: int | None = None) -> str:
    """Write a ratio (0.85) as a percentage."""
    exact = _decimal(valeur)
    return typographie.ABSENT if exact is None else typographie.ecrire_taux(exact, decimales)


@register.filter
def duree(valeur: Any) -> str:
    """Write minutes, or a timedelta, as hours and minutes."""
    minutes = valeur.total_seconds() / 60 if isinstance(valeur, dt.timedelta) else valeur
    exact = _decimal(minutes)
    return typographie.ABSENT if exact is None else typographie.ecrire_duree(exact)


@register.filter
def jour(valeur: Any) -> str:
    """Write a date, or the local day of a moment: « lundi 3 mars »."""
    date = _date(valeur)
    return typographie.ABSENT if date is None else typographie.ecrire_jour(date)


@register.filter
def periode_dite(libelle: object) -> str:
    """Write a period: « 3e trimestre 2026 », « année 2026 »."""
    return typographie.ecrire_trimestre(str(libelle))


@register.filter
def jour_annee(valeur: Any) -> str:
    """Write a date with its year: « lundi 3 mars 2025 »."""
    date = _date(valeur)
    return typographie.ABSENT if date is None else typographie.ecrire_jour_annee(date)


@register.filter
def date_dite(valeur: Any) -> str:
    """Write a date without its weekday: « 3 mars 2025 »."""
    date = _date(valeur)
    return typographie.ABSENT if date is None else typographie.ecrire_date_annee(date)


@register.filter
def jour_court(valeur: Any) -> str:
    """Write a date for a narrow place: « lun. 3 »."""
    date = _date(valeur)
    return typographie.ABSENT if date is None else f"{typographie.JOURS[date.weekday()][:3]}. {date.day}"


@register.filter
def heure(valeur: Any) -> str:
    """Write the local hour of a moment, or a time: « 9 h 30 »."""
    if isinstance(valeur, dt.datetime):
        valeur = _local(valeur).time()
    return typographie.ecrire_heure(valeur) if isinstance(valeur, dt.time) else typographie.ABSENT


@register.filter
def compte(valeur: int | None, mots: str) -> str:
    """Write a count with its noun: `{{ n|compte:"jeune" }}`, `{{ n|compte:"cheval,chevaux" }}`."""
    singulier, _, pluriel = mots.partition(",")
    return typographie.ecrire_compte(valeur or 0, singulier, pluriel)


@register.filter
def de(nom: object) -> str:
    """« d'Elif Aubredour », « de Sacha »: whose it is."""
    return elider("de", str(nom))


@register.filter
def que(nom: object) -> str:
    """« qu'Elif », « que Sacha »."""
    return elider("que", str(nom))


@register.filter
def pluralize(valeur: Any, formes: str = "s") -> str:
    """Take the place of Django's filter, which is English: in French the plural begins at two, « 0 alerte »."""
    singulier, virgule, pluriel = formes.partition(",")
    nombre = len(valeur) if hasattr(valeur, "__len__") and not isinstance(valeur, str) else float(valeur or 0)
    return (pluriel if virgule else formes) if abs(nombre) >= DEUX else (singulier if virgule else "")


@register.filter
def annulation(message: Any) -> str:
    """Return the local address that undoes what a message tells, or nothing."""
    for mot in (getattr(message, "extra_tags", "") or "").split():
        adresse = mot.removeprefix(PREFIXE_ANNULATION)
        if mot.startswith(PREFIXE_ANNULATION) and adresse.startswith("/") and not adresse.startswith("//"):
            return adresse
    return ""


@register.filter
def modalite_dessinee(code: str) -> ModaliteDessinee | None:
    """Return the letter, label and pattern of a modality code, None when unknown."""
    return MODALITES.get(code)


STATUTS_DE_REGLE = {
    "S": ("Règle sourcée", "succes"),
    "P": ("Règle sourcée en partie", "info"),
    "D": ("Choix de conception", "neutre"),
    "sourcé": ("Règle sourcée", "succes"),
    "en partie": ("Règle sourcée en partie", "info"),
    "sourcé en partie": ("Règle sourcée en partie", "info"),
    "reconstitué": ("Barème reconstitué", "attention"),
    "estimation": ("Estimation", "attention"),
}


@register.filter
def puce_de_statut(statut: str) -> dict[str, str]:
    """Return the words and the tone of a rule's status; an unknown status is shown as it is."""
    libelle, ton = STATUTS_DE_REGLE.get(statut, (statut, "neutre"))
    return {"libelle": libelle, "ton": ton}


@register.filter
def dessin_graphique(graphique: graphiques.Graphique) -> SafeString:
    """Draw a chart; its words stand beside (`composants/graphique.html`)."""
    return mark_safe(graphiques.dessiner_graphique(graphique))  # noqa: S308 (every text part is escaped where it is drawn)


@register.filter
def legende_graphique(graphique: graphiques.Graphique) -> list[tuple[str, SafeString]]:
    """Return the name and the sample of each series."""
    return [(nom, mark_safe(trait)) for nom, trait in graphiques.legende(graphique)]  # noqa: S308 (drawn from constants)


@register.filter
def ecrit(valeur: Any) -> str:
    """Write a number the French way, leave words as they are."""
    return nombre(valeur) if isinstance(valeur, int | float | Decimal) or valeur is None else str(valeur)


@register.filter
def courbe(serie: Sequence[float]) -> str:
    """Return the points of a sparkline."""
    return dessin.courbe(serie)


@register.simple_tag
def cellule(valeurs: dessin.Cellule, entete: str = "") -> SafeString:
    """Draw a cell of a grid; `entete` is read aloud before the figure."""
    return dessin.dessiner_cellule(valeurs, entete)


@register.filter
def est_nombre(valeur: Any) -> bool:
    """Tell whether a cell of a table is a figure, to be aligned as such."""
    return isinstance(valeur, int | float | Decimal) and not isinstance(valeur, bool)


@register.simple_tag
def tuiles() -> SafeString | str:
    """Write the attributes of a map that has a background of tiles; nothing when the operator set none."""
    if not settings.TUILES["adresse"]:
        return ""
    return format_html(' data-tuiles="{}" data-credit="{}"', settings.TUILES["adresse"], settings.TUILES["credit"])


@register.filter
def formes(carte: dessin.CarteDessinee) -> SafeString:
    """Draw the shapes of a projected map."""
    return dessin.dessiner_formes(carte)


@register.simple_tag
def jour_dit() -> str:
    """Write the day: what a map without a date of its own shows is that of the day."""
    return typographie.ecrire_date_annee(timezone.localdate())


@register.filter
def carte_dessinee(geojson: dict[str, Any]) -> dessin.CarteDessinee:
    """Project a GeoJSON collection for a drawing in SVG, with the names of its towns."""
    return dessin.dessiner_carte(geojson, reperes=reperes_du_cadre)


@register.filter
def colonnes_de_nombres(carte: dict[str, Any]) -> set[int]:
    """Ranks of the columns of a map's table that hold figures, after the name of the line: heading and cells stand on the same side."""
    if not carte.get("mots"):
        return set(range(1, len(carte["colonnes"])))
    rangs = zip(*(ligne["valeurs"] for ligne in carte["lignes"]), strict=False)
    return {rang for rang, valeurs in enumerate(rangs, start=1) if any(map(est_nombre, valeurs))}


@register.simple_tag
def periode(debut: dt.date, fin: dt.date) -> str:
    """Write « du 1er au 31 mars 2025 » (both ends included)."""
    return typographie.ecrire_periode(debut, fin)


@register.simple_tag
def icone(nom: str) -> SafeString:
    """Draw an icon of the sprite; it is silent for screen readers, a word always stands beside it."""
    return format_html(
        '<svg class="icone" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("socle/tiers/icones.svg"),
        nom,
    )


@register.simple_tag
def pictogramme(nom: str, *, seul: bool = False) -> SafeString | str:
    """Draw a pictogram; silent beside its word, named when it stands alone (`seul=True`); nothing for an unknown name."""
    mot = pictogrammes().get(nom)
    if mot is None:
        return ""
    dit = format_html('role="img" aria-label="{}"', mot) if seul else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="pictogramme" {} focusable="false"><use href="{}#{}"></use></svg>',
        dit,
        static("socle/tiers/pictogrammes.svg"),
        nom,
    )


@register.simple_tag
def horloge_d_essai() -> dict[str, Any]:
    """Return whether the date of this demonstration may be moved (`possible`), by how many days it is (`jours`), and the day it makes."""
    if not settings.HORLOGE_ESSAI:
        return {"possible": False, "jours": 0}
    return {"possible": True, "jours": horloge.decalage().days, "aujourd_hui": timezone.localdate()}


@register.simple_tag
def sigle(code: str) -> SafeString | str:
    """Write an acronym whose expansion shows on hover, focus and tap, and is always read aloud."""
    expansion = developper(code)
    if not expansion:
        return code
    return format_html(
        '<abbr class="sigle" tabindex="0">{}<span class="bulle"><span class="visually-hidden"> : </span>{}</span></abbr>',
        code,
        expansion,
    )


@register.simple_tag(takes_context=True)
def adresse_avec(context: template.Context, **changements: Any) -> str:
    """Return the query string of the page with some parameters changed (None removes one): `?{% adresse_avec page=2 %}`."""
    request: HttpRequest | None = getattr(context, "request", None)
    actuels = {} if request is None else {cle: request.GET.getlist(cle) for cle in request.GET}
    for cle, valeur in changements.items():
        actuels[cle] = [] if valeur is None else [str(valeur)]
    return urlencode(actuels, doseq=True)


@register.simple_tag
def numeros_de_pages(page: Page) -> list[int | str]:
    """Return the page numbers to show around the current one, with ellipses."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _date(valeur: Any) -> dt.date | None:
    if isinstance(valeur, dt.datetime):
        return _local(valeur).date()
    return valeur if isinstance(valeur, dt.date) else None
