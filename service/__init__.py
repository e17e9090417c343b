"""What people use: the command line and the REST API. Imports nlp and criteria_bank."""
