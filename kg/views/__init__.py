"""Views: the dataset as pictures. They read RDF and know nothing of how it was made.

``kg.views.graph`` reads a dataset into networkx, ``kg.views.select`` chooses what is shown, ``kg.views.layout`` places
it, ``kg.views.html`` writes the page.
"""
