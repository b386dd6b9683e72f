"""Deliveries to other systems behind one interface: an announcement signed, a file laid by SFTP, a message for MSSanté.

Everything is off until the operator names destinations (`MAILLAGE_REMISES`). `ecoute` writes a delivery in the transaction of the act that calls
for it; `envoi` hands it over after, and again later and later when it could not; `canaux` holds the ways out, all alike.
"""
