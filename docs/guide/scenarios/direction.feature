# language: fr
Fonctionnalité: L'activité et les données, côté direction
  Vous suivez l'activité, validez le retour du trimestre, et pouvez partir avec toutes vos données.

  Scénario: Comprendre un chiffre
    Étant donné que je suis connecté comme "Direction"
    Quand j'ouvre "Activité" dans le menu
    Alors je vois "Barème reconstitué"
    Et je garde l'image "grille-d-activite"

  Scénario: Suivre les retours du trimestre
    Étant donné que je suis connecté comme "Direction"
    Quand j'ouvre "Retours" dans le menu
    Alors le titre de la page est "Retours"

  Scénario: Emporter toutes ses données
    Étant donné que je suis connecté comme "Direction"
    Quand j'ouvre "Échanges" dans le menu
    Et je clique sur "Tout emporter"
    Alors je vois "Ce qui reste, et pourquoi"
    Et un fichier ".zip" m'est proposé par "Télécharger l'archive"

  Scénario: Sortir les dossiers au format national
    Étant donné que je suis connecté comme "Direction"
    Quand j'ouvre "Échanges" dans le menu
    Et je clique sur "FHIR"
    Alors un fichier ".json" m'est proposé par "Télécharger le lot"
