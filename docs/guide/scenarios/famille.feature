# language: fr
Fonctionnalité: Accorder, refuser, se retirer, côté famille
  Vous représentez votre enfant. Rien ne part sans votre accord, et vous pouvez changer d'avis pendant le délai.

  Scénario: Lire ce qui est demandé
    Étant donné que je suis connecté comme "Parent 1"
    Quand je clique sur "On vous demande"
    Alors le titre de la page est "On vous demande"
    Et je garde l'image "on-vous-demande"

  Scénario: Savoir ce que les partenaires reçoivent
    Étant donné que je suis connecté comme "Parent 1"
    Quand je clique sur "Ce que les autres savent"
    Alors le titre de la page est "Ce que les autres savent"

  Scénario: Lire le livret
    Étant donné que je suis connecté comme "Parent 2"
    Quand je clique sur "Le livret"
    Alors je vois "dispositif"
