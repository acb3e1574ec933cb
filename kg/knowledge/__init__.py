"""The one reader of ``ontology/``: terms, lexicon, rules."""
