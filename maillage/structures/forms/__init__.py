"""Forms of the offer: each act carries out its own service, and puts the service's refusals beside the fields."""
