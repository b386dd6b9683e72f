# language: fr
Fonctionnalité: Sa journée, côté professionnel
  Vous avez deux minutes, un téléphone dans la main. La journée se confirme en quelques appuis, une transmission s'écrit en une phrase.

  Scénario: Voir sa journée sur un téléphone
    Étant donné que je regarde sur un téléphone
    Et que je suis connecté comme "Professionnel"
    Alors le titre de la page est "Aujourd'hui"
    Et je garde l'image "journee-au-telephone"

  Scénario: Écrire une transmission
    Étant donné que je suis connecté comme "Professionnel"
    Quand j'ouvre "Transmissions" dans le menu
    Et je clique sur "Écrire"
    Et je remplis "Ce que vous transmettez" avec "Bonne journée au collège, à raconter demain."
    Et je clique sur "Transmettre"
    Alors je vois "Bonne journée au collège"

  Scénario: Ne voir que ce qui le concerne
    Étant donné que je suis connecté comme "Professionnel"
    Quand j'ouvre "Jeunes" dans le menu
    Alors le titre de la page est "Jeunes"
    Et je ne vois pas "Journal de l'installation"
