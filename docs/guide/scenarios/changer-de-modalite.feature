# language: fr
Fonctionnalité: Changer de modalité, de la fiche à l'école
  La coordination prépare, chaque parent répond avec son propre compte. Rien ne part avant la fin du délai, et chacun ne reçoit que ce qui le concerne.

  Scénario: Du jour au milieu ordinaire, plus une nuit
    Étant donné que la coordination et chaque parent ont leur compte
    Quand "Parent 1" refuse la fiche qui attend sa réponse
    Alors la fiche est refusée et aucune période ne change
    Quand la coordination rédige une fiche depuis le ruban, pour une nuit par semaine
    Alors elle est adressée à la MDPH, à la CAF et au conseil départemental, et à personne d'autre
    Quand "Parent 1" signe son accord
    Et "Parent 2" signe son accord
    Et la coordination essaie d'envoyer la fiche avant la fin du délai
    Alors l'envoi est refusé, et le refus inscrit au journal
    Quand la coordination applique la fiche au parcours dès maintenant
    Et "Parent 2" change d'avis
    Alors les périodes d'avant sont revenues
    Quand la coordination propose le même changement plus tard, avec un changement à l'école
    Alors elle est aussi adressée aux acteurs de l'école
    Quand "Parent 1" signe son accord
    Et "Parent 2" signe son accord
    Et le délai passe, et la coordination envoie à chacun son lien personnel
    Alors l'école ouvre son lien avec le code reçu, et ne lit que son extrait
    Quand la coordination met la fiche en vigueur
    Alors le parcours a changé, et le compte du trimestre suit
