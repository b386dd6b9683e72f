# language: fr
Fonctionnalité: Se faire reconnaître, s'accorder, rendre compte
  Deux organismes portent un seul dispositif. La délégation départementale de l'agence l'accompagne, puis le reconnaît. Les mêmes chiffres se lisent des deux côtés.

  Scénario: Déposer à deux organismes, mener un plan de travail, être reconnu
    Étant donné que je suis connecté comme "Organisme gestionnaire"
    Quand j'ouvre la page "/reconnaissance/dime-brindelune/"
    Alors je vois "2 arrêtés, un seul dispositif"
    Quand je clique sur "Préparer une modification"
    Et je remplis "Ce qui change" avec "Une antenne de plus, portée par le second organisme."
    Et je valide "Préparer une modification"
    Et je clique sur "Prendre les chiffres d'aujourd'hui"
    Et je clique sur "Déposer le dossier"
    Et je valide "Déposer le dossier"
    Alors je vois "Le dossier est déposé"
    Quand je me connecte comme "Délégation départementale de l'ARS"
    Et j'ouvre la page "/reconnaissance/dime-brindelune/"
    Et je clique sur "Prendre en instruction"
    Et je valide "Prendre en instruction"
    Et je clique sur "Proposer des axes de travail"
    Et je remplis "Motifs" avec "Le projet est clair ; il reste à dire qui répond la nuit."
    Et je remplis "Axe 1" avec "Dire qui répond la nuit"
    Et je remplis "Qui le porte" avec "Les deux organismes"
    Et je date "Avant le" d'aujourd'hui
    Et je valide "Proposer des axes de travail"
    Alors je vois "Les axes de travail sont donnés au dispositif"
    Quand je me connecte comme "Organisme gestionnaire"
    Et j'ouvre la page "/reconnaissance/dime-brindelune/"
    Alors je vois "Dire qui répond la nuit"
    Quand je coche tout ce qui reste à faire
    Et je clique sur "Déposer le dossier"
    Et je valide "Déposer le dossier"
    Et je me connecte comme "Délégation départementale de l'ARS"
    Et j'ouvre la page "/reconnaissance/dime-brindelune/"
    Et je clique sur "Prendre en instruction"
    Et je valide "Prendre en instruction"
    Et je clique sur "Dire que le dossier est prêt"
    Et je remplis "Motifs" avec "Les trois modalités sont offertes, la nuit est organisée."
    Et je valide "Dire que le dossier est prêt"
    Et je clique sur "Enregistrer les arrêtés signés"
    Et je remplis chaque "Numéro de l'arrêté" avec "ARR-ESSAI"
    Et je date chaque "Signé le" d'aujourd'hui
    Et je valide "Enregistrer les arrêtés signés"
    Et je clique sur "Notifier la reconnaissance"
    Et je valide "Notifier la reconnaissance"
    Alors je vois "Le dispositif est reconnu"
    Quand je coche tout ce qui reste à faire
    Alors je ne vois pas "C'est fait"
    Et je vois "ARR-ESSAI-2"
    Et je garde l'image "reconnaissance"

  Scénario: Lire la valeur d'un indicateur à côté de sa cible
    Étant donné que je suis connecté comme "Direction"
    Quand j'ouvre "CPOM" dans le menu
    Et je clique sur "Indicateurs"
    Et je clique sur le premier "indicateur" de la liste
    Alors je vois "Cible"
    Et je vois "Valeur"
    Et je garde l'image "indicateur-cpom"

  Scénario: Imprimer l'état des conventions au 1er janvier
    Étant donné que je suis connecté comme "Agence régionale de santé"
    Quand j'ouvre "Conventions" dans le menu
    Et je clique sur "Au 1er janvier"
    Alors le titre de la page est "État des conventions au 1"
    Et je garde l'image "etat-des-conventions"
    Et "Imprimer (PDF)" donne un document PDF à imprimer

  Scénario: Ne voir que son département
    Étant donné que je suis connecté comme "Délégation départementale de l'ARS"
    Quand j'ouvre "Échéances" dans le menu
    Alors le titre de la page est "Échéances"
    Et je vois "Reconnaissance"
    Quand j'ouvre la page "/conventions/departements/09/"
    Alors l'adresse m'est refusée
