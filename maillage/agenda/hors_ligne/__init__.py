"""The day sheet that works without network: taken along in one gesture, encrypted on the device, erased at midnight, its marks sent later.

The server gives the day (`jour`), receives each mark once whatever happens to the network (`marques`), and never writes over what someone else
wrote meanwhile. What happens on the device is in `static/agenda/hors_ligne`; why it is done so, in docs/adr.
"""
