"""The people of a centre: entering, changing, deactivating them."""
