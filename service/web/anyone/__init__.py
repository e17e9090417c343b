"""What anybody can do without an account: read about Tallymark, have a draft read at once."""

from __future__ import annotations

from service.web.anyone.comparing import router as comparing
from service.web.anyone.information import router as information
from service.web.anyone.keeping import router as keeping
from service.web.anyone.reading import router as reading
from service.web.anyone.redacting import router as redacting
from service.web.anyone.start import router as start

ROUTERS = (start, reading, keeping, comparing, redacting, information)
