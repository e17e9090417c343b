"""From a document to a result: readers, the language pipeline, the models. Imports only criteria_bank."""
