"""Centres: the settings of one's own, and all of them for whoever runs the installation."""
