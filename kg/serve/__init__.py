"""``kg serve``: a SPARQL 1.1 endpoint and pages over one store, read only, safe to leave running.

The server's own process speaks HTTP and nothing else. It never opens the data: every answer is made by a worker
process, which reads a snapshot of the store and is killed when its time is over (``pool``, ``worker``).
"""
