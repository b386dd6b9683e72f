"""Returns received: the list, its exports, one transmitted revision."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.activite.domain.alertes import ALERTES
from maillage.activite.domain.retour import TRANSMIS
from maillage.activite.lignes import ligne_de_mesure
from maillage.activite.regles import charger_jeu
from maillage.pilotage import selectors
from maillage.pilotage.bord.adresses import AdressesDuRetour
from maillage.pilotage.domain.retour_lisible import MASQUE, SEUIL, mesures_lisibles
from maillage.pilotage.forms import FiltresRetoursForm
from maillage.pilotage.views.periodes import periodes_ouvertes
from maillage.socle import tableur
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.requete import Requete

PAR_PAGE = 50
COLONNES = ("Dispositif", "Code", "Type", "Région", "Département", "État", "Révision", "Date", "Jeu de règles")
QUALITE = ("a_confirmer", "evenements_passes", "part_a_confirmer")
PETIT_EFFECTIF = f"masqué, moins de {SEUIL} personnes"
DEFINITION_COUVERTURE = (
    "Retours transmis divisés par retours attendus, un par dispositif. Les filtres ne changent pas ce chiffre."
)


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show where the return of each dispositif stands, by pages of 50."""
    form, lignes = _lire(request)
    filtres = form.filtres()
    gardees = selectors.filtrer_retours(lignes, filtres)
    suite = request.GET.urlencode()
    contexte = {
        "form": form,
        "periode": _periode(form),
        "tri": filtres.tri,
        "couverture": selectors.couverture(lignes),
        "definition_couverture": DEFINITION_COUVERTURE,
        "adresse_couverture": f"?{urlencode({'periode': _periode(form), 'etat': TRANSMIS})}#retours",
        "page": Paginator(gardees, PAR_PAGE).get_page(request.GET.get("page")),
        "jeux": [
            charger_jeu(regles) for regles in sorted({ligne.montree.regles for ligne in gardees if ligne.montree})
        ],
        "liens_export": [
            (extension.upper(), f"{reverse('pilotage:exporter_retours', args=[extension])}{suite and '?'}{suite}")
            for extension in tableur.FORMATS
        ],
    }
    return render(request, "pilotage/retours.html", contexte)


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as CSV, XLSX or ODS."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    form, lignes = _lire(request)
    periode, couverture = _periode(form), selectors.couverture(lignes)
    feuille = tableur.Feuille(
        titre=f"Retours {periode}",
        colonnes=COLONNES,
        lignes=[_cellules(ligne) for ligne in selectors.filtrer_retours(lignes, form.filtres())],
        notes=(f"{_dire_couverture(couverture)} pour {periode}.",),
    )
    return tableur.reponse(feuille, f"retours-recus-{periode}", extension)


@require_safe
def detail(request: Requete, dispositif: str, periode: str, numero: int) -> HttpResponse:
    """Show one transmitted revision: aggregated measures and quality, nothing about a person."""
    transmis = selectors.retour_transmis(request.dispositif.pk, periode, numero)
    if transmis is None:
        raise Http404("Ce retour n'est pas transmis.")
    par_code = transmis.qualite["alertes_par_code"]
    revision = transmis.revision
    adresses = AdressesDuRetour(
        request.acteur, request.dispositif, periode, numero=revision.numero, regles=revision.regles
    )
    contexte = {
        "dispositif": request.dispositif,
        "periode": periode,
        "transmis": transmis,
        "jeu": charger_jeu(transmis.revision.regles),
        "chiffres": [(chiffre, adresses.du_chiffre(chiffre.chemin)) for chiffre in chiffres_du_retour(transmis)],
        "qualite": {
            chiffre.chemin.removeprefix("qualite."): (chiffre, adresses.du_chiffre(chiffre.chemin))
            for chiffre in qualite_du_retour(transmis)
        },
        "alertes": [
            (ALERTES[code].libelle, nombre, adresses.de_l_alerte(code))
            for code, nombre in par_code.items()
            if nombre and code in ALERTES
        ],
    }
    return render(request, "pilotage/retour.html", contexte)


@dataclass(frozen=True)
class ChiffreDeRetour:
    """A figure of a transmitted return as it may be read: written, or hidden."""

    chemin: str
    libelle: str
    valeur: str


def chiffres_du_retour(transmis: selectors.RetourTransmis) -> list[ChiffreDeRetour]:
    """Return the measures that may be read, hidden ones with why."""
    return [_chiffre(chemin, valeur) for chemin, valeur in mesures_lisibles(transmis.mesures)]


def qualite_du_retour(transmis: selectors.RetourTransmis) -> list[ChiffreDeRetour]:
    """Return the figures of quality."""
    return [_chiffre(f"qualite.{nom}", transmis.qualite[nom]) for nom in QUALITE]


def _chiffre(chemin: str, valeur: object) -> ChiffreDeRetour:
    connue = ligne_de_mesure(chemin, valeur)
    if connue is None:
        raise KeyError(chemin)
    return ChiffreDeRetour(chemin, connue.libelle, PETIT_EFFECTIF if valeur == MASQUE else connue.ecrite)


def _lire(request: Requete) -> tuple[FiltresRetoursForm, list[selectors.RetourRecu]]:
    """The departments proposed are those of the lines that the person may see."""
    periodes = periodes_ouvertes()
    demandee = request.GET.get("periode", "")
    lignes = selectors.retours_recus(request.acteur, demandee if demandee in periodes else periodes[0])
    departements = sorted({ligne.dispositif.departement for ligne in lignes} - {""})
    return FiltresRetoursForm(request.GET, periodes=periodes, departements=departements), lignes


def _periode(form: FiltresRetoursForm) -> str:
    form.is_valid()
    return form.cleaned_data.get("periode") or form.periodes[0]


def _dire_couverture(couverture: selectors.Couverture) -> str:
    transmis = ecrire_compte(couverture.transmis, "retour transmis", "retours transmis")
    return f"{transmis} sur {ecrire_compte(couverture.attendus, 'attendu')}"


def _cellules(ligne: selectors.RetourRecu) -> list[tableur.Cellule]:
    dispositif, revision = ligne.dispositif, ligne.montree
    return [
        dispositif.nom,
        dispositif.code,
        dispositif.type,
        dispositif.region,
        dispositif.departement,
        ligne.libelle_etat,
        revision.numero if revision else None,
        ligne.le.date() if ligne.le else None,
        revision.regles if revision else None,
    ]
