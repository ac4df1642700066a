"""The numbers of the engine that are fitted on data, and how."""
