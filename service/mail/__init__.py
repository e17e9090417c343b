"""Mail that the service sends: what it says (`messages`), where it points (`links`) and how it goes out (`smtp`)."""
