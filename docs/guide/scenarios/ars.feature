# language: fr
Fonctionnalité: La région, côté agence régionale de santé
  Vous lisez les retours transmis et les tableaux publiés. Jamais un jeune.

  Scénario: Lire la restitution
    Étant donné que je suis connecté comme "Agence régionale de santé"
    Quand j'ouvre "Restitution" dans le menu
    Alors je vois "masqué pour protéger les personnes"
    Et je garde l'image "restitution"

  Scénario: Ne jamais atteindre un jeune
    Étant donné que je suis connecté comme "Agence régionale de santé"
    Quand j'ouvre la page "/dispositifs/ditep-valcandine/jeunes/"
    Alors l'adresse m'est refusée
