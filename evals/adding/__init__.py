"""Adding a fact: a person is asked, and the evidence is looked up."""
