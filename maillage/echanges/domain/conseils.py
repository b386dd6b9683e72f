"""What to do about a problem of a folder, as data: the reader says what is wrong, this says how to mend it."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

CONSEILS: tuple[tuple[str, str], ...] = (
    (
        "fichier absent",
        "Ajoutez dispositif.csv au dossier : c'est le seul fichier obligatoire, une ligne par dispositif.",
    ),
    ("aucun dispositif", "Ajoutez sous l'en-tête une ligne par dispositif, avec son identifiant et son type."),
    ("en-tête absent", "La première ligne doit porter les noms des colonnes, séparés par des virgules."),
    (
        "guillemet",
        "Un texte entre guillemets se ferme sur la même ligne, juste avant une virgule ; doublez les guillemets qui sont dans le texte.",
    ),
    ("colonne sans nom", "Retirez la virgule en trop dans l'en-tête, ou donnez un nom à cette colonne."),
    ("colonne inconnue", "Corrigez le nom d'après la liste des colonnes de ce fichier, ou retirez la colonne."),
    ("colonne répétée", "Gardez une seule colonne de ce nom."),
    ("colonne obligatoire absente", "Ajoutez cette colonne à l'en-tête et remplissez-la à chaque ligne."),
    ("UTF-8", "Enregistrez le fichier en UTF-8 : dans un tableur, « Enregistrer sous », puis « CSV UTF-8 »."),
    ("fichier illisible", "Enregistrez à nouveau le fichier en CSV, puis recommencez."),
    (
        "champs au lieu de",
        "Mettez autant de virgules que dans l'en-tête ; un texte qui contient une virgule s'écrit entre guillemets.",
    ),
    ("valeur obligatoire absente", "Remplissez cette case, ou retirez la ligne."),
    ("identifiant de plus de", "Choisissez un identifiant plus court, le même dans tous les fichiers."),
    ("caractère de contrôle", "Effacez le caractère invisible, puis retapez l'identifiant."),
    ("date-heure", "Écrivez 2024-03-04T09:30 : année-mois-jour, la lettre T, heure:minutes."),
    ("date invalide", "Écrivez la date 2024-03-04 : année-mois-jour."),
    ("date impossible", "Ce jour n'existe pas dans le calendrier : corrigez-le."),
    ("année hors de", "Corrigez l'année."),
    (
        "heure inexistante",
        "Cette nuit-là les horloges passent de 2 h à 3 h : écrivez une heure avant 2 h ou à partir de 3 h.",
    ),
    ("entier invalide", "Écrivez un nombre entier, sans espace ni signe ni virgule."),
    ("nombre invalide", "Écrivez le nombre avec un point pour la décimale, par exemple 1.5, sans unité ni signe."),
    ("n'est ni true ni false", "Écrivez true pour oui, false pour non."),
    (
        "code de commune invalide",
        "Écrivez le code INSEE de la commune, cinq signes, et non son code postal ni son nom.",
    ),
    ("n'est pas permis", "Écrivez un des codes attendus, en majuscules et sans accent."),
    ("la fin précède le début", "Corrigez une des deux dates ; laissez la fin vide si cela dure encore."),
    ("la fin est égale au début", "Reculez la fin, ou retirez la ligne."),
    ("durée de plus de", "Coupez l'événement en plusieurs, ou corrigez sa fin."),
    ("clé déjà vue", "Deux lignes portent la même clé : gardez-en une, ou changez l'identifiant de l'autre."),
    ("n'existe pas dans", "Ajoutez la ligne qui manque dans l'autre fichier, ou corrigez l'identifiant."),
    (
        "n'est pas un établissement du dispositif",
        "Ajoutez ce numéro dans la colonne finess de dispositif.csv, ou laissez la case vide.",
    ),
)
SANS_CONSEIL = "Corrigez cette valeur d'après la description du fichier, plus bas."


def conseil(motif: str, colonne: str, *, connues: Collection[str] = ()) -> str:
    """Return how to mend a problem; `connues` are the columns of the file, among which a misspelt one may be recognised."""
    texte = next((texte for fragment, texte in CONSEILS if fragment in motif), SANS_CONSEIL)
    if "colonne inconnue" in motif and (proches := get_close_matches(colonne.lower(), connues, n=1)):
        return f"Vouliez-vous écrire « {proches[0]} » ? {texte}"
    return texte
