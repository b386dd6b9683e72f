# language: fr
Fonctionnalité: Mon espace, côté jeune
  C'est ton espace. Les phrases sont courtes. Il y a une image à chaque étape.

  Scénario: Voir ma semaine et qui est avec moi
    Étant donné que je suis connecté comme "Jeune"
    Alors je vois "C'est ton espace"
    Et je garde l'image "espace-du-jeune"
    Quand je clique sur "Ma semaine"
    Alors le titre de la page est "Ma semaine"
    Quand je clique sur "Avec moi"
    Alors le titre de la page est "Avec moi"

  Scénario: Savoir ce qu'on me demande et qui a lu mon dossier
    Étant donné que je regarde sur un téléphone
    Et que je suis connecté comme "Jeune"
    Quand je clique sur "On me demande"
    Alors le titre de la page est "On me demande"
    Et je garde l'image "on-me-demande"
    Quand j'ouvre "Accueil" dans le menu
    Et je clique sur "Qui a lu mon dossier"
    Alors le titre de la page est "Qui a lu mon dossier"

  Scénario: Connaître mes droits
    Étant donné que je suis connecté comme "Jeune"
    Quand je clique sur "Mes droits"
    Alors le titre de la page est "Mes droits"
